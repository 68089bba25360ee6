import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type WriteSheet, writeXlsx } from "hucre/xlsx";
import { z } from "zod";
import { exportLines } from "../../store/audit/export.ts";
import { allActions, type EventFilter, type FoundEvent, searchEvents } from "../../store/audit/search.ts";
import { record } from "../../store/audit/audit.ts";
import type { Db } from "../../store/database.ts";
import { inScope } from "../../store/scope.ts";
import type { Actor } from "../../workflow/actor.ts";
import type { App, House } from "../app.ts";
import { onConnection, Verification } from "./verification.ts";
import { AuditActions, AuditFilter, AuditList, AuditQuery, AuditVerification } from "./contract.ts";
import { attachment } from "../declarations/documents.ts";
import { problemAnswer } from "../problems.ts";
import { today } from "../today.ts";

const tags = ["审计"];
const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const linesType = "application/jsonl; charset=utf-8";
const file = (description: string, type: string) => ({ description, content: { [type]: { schema: z.string().meta({ format: "binary" }) } } });

/** What a workbook holds at most; who needs more takes the lines. */
const mostRows = 100_000;

/**
 * The audit log for 审计员. No person's scope reaches it, so that it is read in the scope of the house, behind the door
 * that has let the person in.
 */
export function addAuditRoutes(app: App, { db, dataFolder }: House): void {
  const verification = new Verification(db, dataFolder ?? null, (error) => app.log.error({ err: error }, "审计日志没有检查完"));
  const asHouse = async <Result>(work: () => Promise<Result>): Promise<Result> => await inScope(null, work);
  app.route({
    method: "GET",
    url: "/api/audit/events",
    config: { action: "audit.read" },
    schema: { tags, summary: "查询审计日志，新的在前", operationId: "listAuditEvents", querystring: AuditQuery, response: { 200: AuditList.describe("一页事件"), default: problemAnswer } },
    async handler({ query: { after, limit, ...filter } }) {
      return await asHouse(async () => await searchEvents(db, filter, { after, limit }));
    },
  });
  app.route({
    method: "GET",
    url: "/api/audit/actions",
    config: { action: "audit.read" },
    schema: { tags, summary: "日志里出现过的动作", operationId: "listAuditActions", response: { 200: AuditActions.describe("动作"), default: problemAnswer } },
    handler: async () => ({ items: await asHouse(async () => await allActions(db)) }),
  });
  app.route({
    method: "GET",
    url: "/api/audit/verification",
    config: { action: "audit.read" },
    schema: { tags, summary: "最近一次检查：进度和结果", operationId: "getAuditVerification", response: { 200: AuditVerification.describe("检查"), default: problemAnswer } },
    handler: () => verification.state,
  });
  app.route({
    method: "POST",
    url: "/api/audit/verification",
    config: { action: "audit.read" },
    schema: { tags, summary: "检查全部日志有没有改动或缺失；在后台进行，同时只有一次", operationId: "verifyAudit", response: { 202: AuditVerification.describe("已经开始"), default: problemAnswer } },
    async handler(request, reply) {
      await noteExport(db, request, "audit.verify", {});
      return await reply.code(202).send(await asHouse(async () => await Promise.resolve(verification.start())));
    },
  });
  addAuditExports(app, db, asHouse);
}

type AsHouse = <Result>(work: () => Promise<Result>) => Promise<Result>;

function addAuditExports(app: App, db: Db, asHouse: AsHouse): void {
  app.route({
    method: "GET",
    url: "/api/audit/export.xlsx",
    config: { action: "audit.export" },
    schema: { tags, summary: `查到的事件，Excel 表格，最多 ${mostRows} 条`, operationId: "downloadAuditEvents", querystring: AuditFilter, response: { 200: file("工作簿", xlsxType), default: problemAnswer } },
    async handler(request, reply) {
      await noteExport(db, request, "audit.export", { ...request.query, format: "xlsx" });
      const bytes = await asHouse(async () => await workbook(db, request.query));
      // A buffer goes out as it is; the schema only describes it.
      return await reply.type(xlsxType).header("content-disposition", attachment(`审计日志-${today()}.xlsx`)).send(bytes as unknown as string);
    },
  });
  app.route({
    method: "GET",
    url: "/api/audit/export.jsonl",
    config: { action: "audit.export" },
    schema: { tags, summary: "全部日志，每行一个 JSON，可用 audit-verify.mjs 独立检查", operationId: "downloadAuditLog", response: { 200: file("全部日志", linesType), default: problemAnswer } },
    async handler(request, reply) {
      await noteExport(db, request, "audit.export", { format: "jsonl" });
      const out = new PassThrough();
      // Whoever goes away in the middle breaks the stream, and with it the reading.
      void asHouse(async () => await onConnection(db, async (asker) => await pipeline(Readable.from(exportLines(asker)), out))).catch((error: unknown) => request.log.warn({ err: error }, "审计日志没有导出完"));
      return await reply.type(linesType).header("content-disposition", attachment(`审计日志-${today()}.jsonl`)).send(out as unknown as string);
    },
  });
}

/** Whoever takes the log along, or has it checked, is in it. */
async function noteExport(db: Db, { actor, ip }: { actor: Actor; ip: string }, action: string, detail: unknown): Promise<void> {
  await record(db, { actor: { account: actor.account, name: actor.name ?? "本机使用人", role: actor.grants[0]?.role ?? null }, from: ip, action, subject: null, before: null, after: null, detail });
}

const heads = ["序号", "时间（UTC）", "姓名", "账号", "角色", "地址", "动作", "对象种类", "对象", "之前", "之后", "说明", "前一条哈希", "哈希"];
const widths = [8, 28, 14, 38, 14, 16, 24, 14, 38, 20, 20, 50, 20, 20];

async function workbook(db: Db, filter: EventFilter): Promise<Buffer> {
  const rows: (string | number)[][] = [heads];
  for (let after: string | undefined; rows.length <= mostRows; ) {
    const page = await searchEvents(db, filter, { after, limit: 1_000 });
    rows.push(...page.items.map(cellsOf));
    if (page.next === null) break;
    after = page.next;
  }
  const sheet: WriteSheet = { name: "审计日志", rows: rows.slice(0, mostRows + 1), columns: widths.map((width) => ({ width })) };
  return Buffer.from(await writeXlsx({ sheets: [sheet] }));
}

function cellsOf({ seq, at, name, account, role, address, action, subject, before, after, detail, previous, hash }: FoundEvent): (string | number)[] {
  const texts = [at, name, account, role, address, action, subject?.kind, subject?.id, before, after, JSON.stringify(detail), previous, hash];
  return [seq, ...texts.map((text) => (text ?? "").slice(0, 32_000))];
}
