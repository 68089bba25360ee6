import { addForm, removeForm, retireForm, reviseForm, widenForm } from "../../store/forms/changes.ts";
import { listForms, versionsOfForm } from "../../store/forms/forms.ts";
import type { Actor } from "../../workflow/actor.ts";
import type { OwnFormId } from "../../declaration/schema.ts";
import { inScope } from "../../store/scope.ts";
import type { App, House } from "../app.ts";
import { doerOf } from "../preconditions.ts";
import { found, problemAnswer } from "../problems.ts";
import { z } from "zod";
import { FormParams, FormReach, FormRevision, FormState, FormWish, HouseForm, HouseFormList, HouseFormVersions } from "./contract.ts";

const tags = ["表样"];
const houseForm = HouseForm.describe("现在的样子");
const nothing = z.null().describe("已经做好");

/** The forms that people taught the house: list, history, changes. */
export function addFormRoutes(app: App, { db }: House): void {
  const one = async (actor: Actor, id: OwnFormId) => found((await listForms(db, actor, id))[0], "表样");
  app.route({
    method: "GET",
    url: "/api/forms",
    config: { action: "form.read" },
    schema: { tags, summary: "自有表样；内置的在程序里", operationId: "listForms", response: { 200: HouseFormList.describe("自有表样"), default: problemAnswer } },
    handler: async ({ actor }) => ({ items: await listForms(db, actor) }),
  });
  app.route({
    method: "GET",
    url: "/api/forms/:id",
    config: { action: "form.read" },
    schema: { tags, summary: "一个自有表样和它的定义", operationId: "getForm", params: FormParams, response: { 200: houseForm, default: problemAnswer } },
    handler: async ({ actor, params }) => await one(actor, params.id),
  });
  app.route({
    method: "GET",
    url: "/api/forms/:id/versions",
    config: { action: "form.read" },
    schema: { tags, summary: "一个自有表样的各个版本，新的在前", operationId: "listFormVersions", params: FormParams, response: { 200: HouseFormVersions.describe("版本"), default: problemAnswer } },
    async handler({ actor, params: { id } }) {
      await one(actor, id);
      return { items: await inScope(null, async () => await versionsOfForm(db, id)) };
    },
  });
  app.route({
    method: "POST",
    url: "/api/forms",
    config: { action: "form.write" },
    schema: { tags, summary: "保存一个表样：从文件核对出来的，或导出的文件", operationId: "addForm", body: FormWish, response: { 201: houseForm, default: problemAnswer } },
    async handler(request, reply) {
      const { unit, ...wish } = request.body;
      const id = await addForm(db, doerOf(request), wish, unit);
      return await reply.code(201).send(await one(request.actor, id));
    },
  });
  app.route({
    method: "PUT",
    url: "/api/forms/:id",
    config: { action: "form.write" },
    schema: { tags, summary: "改名或改定义，成为下一版", operationId: "reviseForm", params: FormParams, body: FormRevision, response: { 200: houseForm, default: problemAnswer } },
    async handler(request) {
      const { seen, ...wish } = request.body;
      found((await reviseForm(db, doerOf(request), request.params.id, seen, wish)) || undefined, "表样");
      return await one(request.actor, request.params.id);
    },
  });
  app.route({
    method: "POST",
    url: "/api/forms/:id/state",
    config: { action: "form.write" },
    schema: { tags, summary: "停用一个表样，或恢复", operationId: "retireForm", params: FormParams, body: FormState, response: { 200: houseForm, default: problemAnswer } },
    async handler(request) {
      found((await retireForm(db, doerOf(request), request.params.id, request.body.retired)) || undefined, "表样");
      return await one(request.actor, request.params.id);
    },
  });
  app.route({
    method: "POST",
    url: "/api/forms/:id/reach",
    config: { action: "form.widen" },
    schema: { tags, summary: "推广到全地区，或只留给原单位", operationId: "widenForm", params: FormParams, body: FormReach, response: { 200: houseForm, default: problemAnswer } },
    async handler(request) {
      found((await widenForm(db, doerOf(request), request.params.id, request.body.wide)) || undefined, "表样");
      return await one(request.actor, request.params.id);
    },
  });
  app.route({
    method: "DELETE",
    url: "/api/forms/:id",
    config: { action: "form.write" },
    schema: { tags, summary: "删除一个没有用过的表样", operationId: "removeForm", params: FormParams, response: { 204: nothing, default: problemAnswer } },
    async handler(request, reply) {
      found((await removeForm(db, doerOf(request), request.params.id)) || undefined, "表样");
      return await reply.code(204).send(null);
    },
  });
}
