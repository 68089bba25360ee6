import type { FastifyRequest } from "fastify";
import { officeWorkbook } from "../../organisation/template.ts";
import { type Block, type Organisation, organisationIn, withoutPeople } from "../../organisation/workbook.ts";
import type { Manager } from "../../store/accounts/grants.ts";
import { addOffice, alterOffice, closeOffice, mergeOffice } from "../../store/offices/changes.ts";
import { importOffices } from "../../store/offices/import.ts";
import { findOffice, historyOfOffice, type OfficeSpan, treeOf, yearsOfChange } from "../../store/offices/offices.ts";
import type { Actor } from "../../workflow/actor.ts";
import { may } from "../../workflow/permissions.ts";
import { inScope } from "../../store/scope.ts";
import { roleIds, roles } from "../../workflow/roles.ts";
import { accountSettings } from "../accounts/settings.ts";
import { managerOf } from "../accounts/accounts.ts";
import type { App, House } from "../app.ts";
import { Office, OfficeAlteration, OfficeChanges, OfficeClosing, OfficeHistory, OfficeImport, OfficeImportQuery, OfficeMerger, OfficeTree, OfficeWish, TemplateQuery, YearQuery } from "./contract.ts";
import { IdParams } from "../contract.ts";
import { attachment } from "../declarations/documents.ts";
import { binary, paperTypes } from "../papers/papers.ts";
import { AdminHeaders, carryOut, contentTag } from "../preconditions.ts";
import { found, problemAnswer } from "../problems.ts";
import { uploadedFile } from "../imports/upload.ts";

const tags = ["组织"];
/** The roles that can be given to people. */
const heldRoles = roleIds.filter((id) => id !== "public").map((id) => roles[id].zh);
/** Later than any year that a span begins with. */
const endOfTime = 10_000;

/** Who changes the tree: the one local person everywhere, a security administrator in the regions that are theirs. */
const stewardOf = (request: FastifyRequest): Manager => (request.actor.mode === "local" ? { account: null, name: request.actor.name ?? "本机使用人", role: null, address: request.ip, regions: null } : managerOf(request));

export function addOfficeRoutes(app: App, house: House): void {
  addReading(app, house);
  addChanging(app, house);
  addWorkbooks(app, house);
}

function addReading(app: App, { db }: House): void {
  app.route({
    method: "GET",
    url: "/api/offices",
    config: { action: "office.read" },
    schema: { tags, summary: "一个年度的组织树：财政、部门、单位", operationId: "getOfficeTree", querystring: YearQuery, response: { 200: OfficeTree.describe("组织树"), default: problemAnswer } },
    handler: async ({ query: { year } }) => ({ year, years: await yearsOfChange(db), items: await treeOf(db, year) }),
  });
  app.route({
    method: "GET",
    url: "/api/offices/:id",
    config: { action: "office.read" },
    schema: { tags, summary: "一个单位历年的名称、编码、上级和合并", operationId: "getOfficeHistory", params: IdParams, response: { 200: OfficeHistory.describe("历年情况"), default: problemAnswer } },
    async handler(request, reply) {
      const history = found(await historyOfOffice(db, request.params.id), "单位");
      void reply.header("etag", contentTag(history));
      // What stands above may have been renamed meanwhile: its last name is told.
      const nameAbove = async ({ parent, until }: OfficeSpan) => (parent === null ? null : ((await findOffice(db, parent, (until ?? endOfTime) - 1))?.name ?? null));
      const spans = await Promise.all(history.spans.map(async (span) => ({ ...span, parentName: await nameAbove(span) })));
      return { ...history, spans };
    },
  });
}

/** The door has let the person in, and the store keeps them within their regions: tables that follow the tree are moved by the house. */
function addChanging(app: App, { db }: House): void {
  const answers = { 200: OfficeChanges.describe("组织树的变化"), default: problemAnswer };
  app.route({
    method: "POST",
    url: "/api/offices",
    config: { action: "office.manage" },
    schema: { tags, summary: "从一个年度起新增一个地区、部门或单位", operationId: "addOffice", headers: AdminHeaders, body: OfficeWish, response: { 201: Office.describe("新增的节点"), default: problemAnswer } },
    async handler(request, reply) {
      const { year, ...office } = request.body;
      const id = await inScope(null, async () => await carryOut(db, request, async (on) => await addOffice(on, year, office, stewardOf(request))));
      return await reply.code(201).send(found(await findOffice(db, id, year), "单位"));
    },
  });
  app.route({
    method: "PATCH",
    url: "/api/offices/:id",
    config: { action: "office.manage" },
    schema: { tags, summary: "从一个年度起改名、换编码、换类型或换上级；以前的年度不变", operationId: "alterOffice", params: IdParams, headers: AdminHeaders, body: OfficeAlteration, response: answers },
    async handler(request) {
      const { year, code, name, kind, parent } = request.body;
      const to = { ...(code === undefined ? {} : { code }), ...(name === undefined ? {} : { name }), ...(kind === undefined ? {} : { kind }), ...(parent === undefined ? {} : { parent }) };
      return { year, changes: await inScope(null, async () => await carryOut(db, request, async (on) => await alterOffice(on, year, request.params.id, to, stewardOf(request)), { current: async (on) => await historyOfOffice(on, request.params.id) })) };
    },
  });
  app.route({
    method: "POST",
    url: "/api/offices/:id/merge",
    config: { action: "office.manage" },
    schema: { tags, summary: "从一个年度起并入另一个同类单位，下级一并划转", operationId: "mergeOffice", params: IdParams, headers: AdminHeaders, body: OfficeMerger, response: answers },
    async handler(request) {
      const { year, into } = request.body;
      return { year, changes: await inScope(null, async () => await carryOut(db, request, async (on) => await mergeOffice(on, year, request.params.id, into, stewardOf(request)), { current: async (on) => await historyOfOffice(on, request.params.id) })) };
    },
  });
  app.route({
    method: "POST",
    url: "/api/offices/:id/close",
    config: { action: "office.manage" },
    schema: { tags, summary: "从一个年度起撤销；要没有下级", operationId: "closeOffice", params: IdParams, headers: AdminHeaders, body: OfficeClosing, response: answers },
    async handler(request) {
      const { year } = request.body;
      return { year, changes: await inScope(null, async () => await carryOut(db, request, async (on) => await closeOffice(on, year, request.params.id, stewardOf(request)), { current: async (on) => await historyOfOffice(on, request.params.id) })) };
    },
  });
}

/** People are imported by who may make accounts and give roles; others, and a machine without accounts, leave them out. */
function forActor(organisation: Organisation, actor: Actor): Organisation {
  if (may(actor, "account.manage") === "allowed" && may(actor, "grant.manage") === "allowed") return organisation;
  return withoutPeople(organisation, actor.mode === "local" ? "单机使用没有账号。" : "您不能建立账号。");
}

function addWorkbooks(app: App, { db, readGrid, accounts }: House): void {
  const { clock } = accountSettings(accounts);
  app.route({
    method: "POST",
    url: "/api/offices/import",
    config: { action: "office.manage" },
    schema: {
      tags,
      summary: "导入一个年度的组织和人员（Excel 的“单位”表和“人员”表），或先看会有什么变化；有错误时什么也不写入",
      operationId: "importOffices",
      consumes: ["multipart/form-data"],
      querystring: OfficeImportQuery,
      response: { 200: OfficeImport.describe("变化和问题"), default: problemAnswer },
    },
    async handler(request) {
      const { name, bytes } = await uploadedFile(request);
      const organisation = organisationIn(JSON.parse(await readGrid(new Uint8Array(bytes), name)) as Block[]);
      return (await inScope(null, async () => await importOffices(db, forActor(organisation, request.actor), request.query, stewardOf(request), clock()))) as OfficeImport;
    },
  });
  app.route({
    method: "GET",
    url: "/api/offices/template.xlsx",
    config: { action: "office.read" },
    schema: { tags, summary: "导入组织和人员的工作簿：空白的，或填好一个年度的组织", operationId: "downloadOfficeTemplate", querystring: TemplateQuery, response: { 200: binary([paperTypes.xlsx]), default: problemAnswer } },
    async handler(request, reply) {
      const { year } = request.query;
      const bytes = await officeWorkbook(year === undefined ? [] : await treeOf(db, year), heldRoles);
      return await reply
        .type(paperTypes.xlsx)
        .header("content-disposition", attachment(year === undefined ? "组织和人员.xlsx" : `组织-${year}.xlsx`))
        .send(Buffer.from(bytes) as unknown as string);
    },
  });
}
