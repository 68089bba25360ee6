// A house with secret tables, for the test of every way out: words that stand in nothing else, imported and handed on as
// people do it, and everybody who might ask.
import assert from "node:assert/strict";
import type { LightMyRequestResponse } from "fastify";
import { unzipSync } from "fflate";
import { readDocument } from "../../src/index.ts";
import type { App } from "../../src/server/app.ts";
import { ImportedFile, ImportRun } from "../../src/server/imports/contract.ts";
import { Adjustment } from "../../src/server/goals/adjustments-contract.ts";
import { startReader } from "../../src/server/reading/reading.ts";
import { startWriter } from "../../src/server/papers/writing.ts";
import { DeclarationReview } from "../../src/server/reviews/contract.ts";
import { createToken } from "../../src/store/accounts/access-tokens.ts";
import { startSession } from "../../src/store/accounts/sessions.ts";
import type { Database } from "../../src/store/database.ts";
import { keepStep, keepVersion } from "../../src/store/goals/versions.ts";
import { inScope } from "../../src/store/scope.ts";
import { type TokenScope, tokenScopes } from "../../src/workflow/actor.ts";
import type { RoleId } from "../../src/workflow/roles.ts";
import { makeOffices, makePerson } from "../store/people.ts";
import { serverOn, upload } from "./house.ts";

/** hidden: of a secret draft; near: of secret tables that were handed on; open: of the table beside it that is not secret. */
export const words = { hidden: "寒鸦", near: "雪豹", open: "白鹭" } as const;
export type Word = keyof typeof words;

export interface Caller {
  called: string;
  account: string | null;
  headers: Record<string, string>;
  /** Which secret words somebody may be shown, and whether they are of the unit itself. */
  sees: readonly Word[];
  isUnit: boolean;
  scopes: readonly TokenScope[] | null;
}

export interface SecretHouse {
  app: App;
  callers: Caller[];
  /** What there is to ask about: by kind, of the draft, of what was handed on. */
  named: { declaration: string[]; document: string[]; import: string[]; adjustment: string[]; attachment: string; project: string[] };
  close(): Promise<void>;
}

const table = (name: string, year: number): string =>
  `# ${name}项目支出绩效目标表\n\n${name}工作安排。\n\n| 项目名称 | ${name}工程 |\n|---|---|\n| 预算单位 | 甲区泵站管理所 |\n| 年度 | ${year} |\n| 预算总额（万元） | 80 |\n| 资金用途 | 用于${name} |\n| 绩效目标 | 完成${name}3座 |\n\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|\n| 产出指标 | 数量指标 | ${name}座数 | ≥3座 |\n| 产出指标 | 质量指标 | 县域河道护岸加固段落完好比例 | ≥95% |\n| 效益指标 | 社会效益指标 | ${name}影响 | 明显${name} |\n`;

export async function secretHouse(database: Database): Promise<SecretHouse> {
  const { db } = database;
  const [writer, reader] = [startWriter(), startReader()];
  const app = await serverOn(db, { read: async (bytes, name) => await readDocument(bytes, name), readGrid: reader.readGrid, writer });
  const { county, water, pumps, canals, other, otherUnit } = await makeOffices(db);
  const callers: Caller[] = [{ called: "nobody", account: null, headers: {}, sees: [], isUnit: false, scopes: null }];
  const sit = async (called: string, role: RoleId, office: string, sees: readonly Word[]): Promise<Caller> => {
    const account = await makePerson(db, called, role, office);
    const cookie = `dabiao=${await startSession(db, account, { address: null, agent: null }, new Date(), true)}`;
    const caller = { called, account, headers: { cookie }, sees, isUnit: office === pumps, scopes: null };
    callers.push(caller);
    return caller;
  };
  const clerk = await sit("clerk", "unit-clerk", pumps, ["hidden", "near"]);
  await sit("head", "unit-head", pumps, ["hidden", "near"]);
  const asked = await sit("asked", "third-party", county, ["near"]);
  const far = [await sit("dept", "dept", water, ["near"])];
  for (const role of ["fin-biz", "fin-perf", "fin-approve", "auditor"] as const) far.push(await sit(role, role, county, ["near"]));
  for (const role of ["sys-admin", "security-admin", "audit-admin"] as const) await sit(role, role, county, []);
  await sit("unasked", "third-party", county, []);
  await sit("beside", "unit-clerk", canals, []);
  await sit("elsewhere-unit", "unit-clerk", otherUnit, []);
  await sit("elsewhere-perf", "fin-perf", other, []);
  await sit("elsewhere-auditor", "auditor", other, []);
  for (const scope of tokenScopes) {
    for (const { called, account, sees, isUnit } of [clerk, ...far.slice(0, 1)]) {
      const { token } = await createToken(db, account ?? "", { name: scope, scopes: [scope], days: 30 }, { account, name: called, role: null, address: null }, new Date());
      callers.push({ called: `${called}'s token to ${scope}`, account, headers: { authorization: `Bearer ${token}` }, sees, isUnit, scopes: [scope] });
    }
  }
  const close = async (): Promise<void> => void (await Promise.all([app.close(), writer.close(), reader.close()]));
  try {
    return { app, callers, named: await fill(app, database, clerk, { asked: asked.account ?? "", county }), close };
  } catch (error) {
    // Its threads would keep the test from ending.
    await close();
    throw error;
  }
}

const own = { host: "localhost:80", origin: "http://localhost:80", "sec-fetch-site": "same-origin" };

async function fill(app: App, { db, pool }: Database, clerk: Caller, { asked, county }: { asked: string; county: string }): Promise<SecretHouse["named"]> {
  const send = async (method: "GET" | "POST" | "PUT", url: string, payload?: object, headers: object = {}) => {
    const answer = await app.inject({ method, url, headers: { ...own, ...clerk.headers, ...headers }, ...(payload && { payload }) });
    assert.ok(answer.statusCode < 300, `${method} ${url}: ${answer.body}`);
    return answer;
  };
  const runs: string[] = [];
  const take = async (name: string, content: string | Uint8Array): Promise<{ document: string; ids: string[] }> => {
    const run = ImportRun.parse((await send("POST", "/api/imports")).json()).id;
    runs.push(run);
    const { payload, headers } = upload(name, content);
    const file = ImportedFile.parse((await send("POST", `/api/imports/${run}/files`, payload, headers)).json());
    assert.ok(file.documentId, JSON.stringify(file));
    return { document: file.documentId, ids: file.declarations.map(({ id }) => id) };
  };
  const hidden = await take("甲.md", table(words.hidden, 2026));
  const near = await take("乙.md", `# 整体绩效目标\n\n建好${words.near}。\n\n${table(words.near, 2026)}\n${table(words.open, 2026)}`);
  const before = await take("丙.md", table(words.near, 2025));
  const [nearId = "", openId = ""] = near.ids;
  const again = await take("丁.xlsx", (await send("GET", `/api/declarations/${nearId}/paper?form=central-approval&format=xlsx`)).rawPayload);
  for (const id of [...hidden.ids, nearId, ...before.ids, ...again.ids]) await send("PUT", `/api/declarations/${id}/secret`, { secret: true }, { "if-match": '"1"' });
  await send("POST", `/api/declarations/${nearId}/checks`, { action: "confirm", path: "project.name", seen: `${words.near}工程` });

  const approved = [nearId, openId, ...before.ids];
  await pool.query("update declaration set state = 'APPROVED', circle = 2, revision = 5, approval_number = '甲财〔2026〕1号', approval_date = '2026-02-01', approval_yuan = 800000 where id = any ($1)", [approved]);
  await pool.query("update declaration set state = 'FIN_REVIEW', circle = 2, revision = 5 where id = any ($1)", [again.ids]);
  await pool.query("insert into deadline (region_id, year, kind, day) select $1, year, 'finance', '2026-01-01' from generate_series(2024, 2027) as year", [county]);
  await pool.query("insert into assignment (declaration_id, account_id) select id, $2 from declaration where id = any ($1)", [[...approved, ...again.ids], asked]);
  const doer = { actor: { mode: "office", account: null, name: "测试", grants: [], reach: { units: [], departments: [], regions: [] }, scopes: null }, from: null } as const;
  for (const id of approved) await inScope(null, async () => await handOn(id));
  async function handOn(id: string): Promise<void> {
    const { content } = await db.selectFrom("declaration").select("content").where("id", "=", id).executeTakeFirstOrThrow();
    const remark = `${content.project.name ?? ""}写明`;
    const version = await keepVersion(db, id, { action: "dept-return", content, reason: remark }, doer);
    await keepVersion(db, id, { action: "approve", content: { ...content, notes: remark }, reason: remark }, doer);
    const step = { declarationId: id, versionId: version.id, sha256: version.sha256, revision: 2, role: null };
    await keepStep(db, { ...step, action: "dept-return", from: "DEPT_REVIEW", to: "RETURNED", opinion: remark, remarks: [{ path: null, text: remark, proposal: null, reply: null }] }, doer);
    await keepStep(db, { ...step, action: "approve", from: "REVIEWED", to: "APPROVED", opinion: remark }, doer);
    await pool.query("insert into review_opinion (id, declaration_id, points, remarks, conclusion, total, grade, grounds, revision, level) values (gen_random_uuid(), $1, '{\"form\":\"10\",\"clarity\":\"10\",\"relevance\":\"15\",\"indicators\":\"15\",\"level\":\"15\",\"money\":\"15\",\"possibility\":\"10\",\"conditions\":\"10\"}', '{}', $2, '100', '优', '[]', 1, 'finance')", [id, remark]);
  }
  // A correction that waits for the unit.
  for (const id of again.ids) await inScope(null, async () => await keepStep(db, { declarationId: id, action: "fin-propose", from: "FIN_REVIEW", to: "FIN_REVIEW", opinion: "", remarks: [{ path: "project.name", text: `${words.near}写全`, proposal: `${words.near}二期工程`, reply: null }], versionId: null, sha256: "0".repeat(64), revision: 5, role: null }, doer));
  for (const id of [nearId, openId]) {
    const { findings } = DeclarationReview.parse((await send("GET", `/api/declarations/${id}/review`)).json());
    const finding = findings.find(({ waiver, declaration }) => waiver === null && declaration !== null);
    assert.ok(finding);
    await send("POST", `/api/declarations/${id}/waivers`, { rule: finding.rule, path: finding.path, message: finding.message, scope: "cell", reason: `${id === nearId ? words.near : words.open}已经核实` });
  }
  const begun = Adjustment.parse((await send("POST", `/api/declarations/${nearId}/adjustments`, { reason: `${words.near}补充`, declaration: null }, { "if-match": '"5"' })).json());
  const why = upload("依据.txt", `${words.near}的依据`);
  const attached = Adjustment.parse((await send("POST", `/api/adjustments/${begun.id}/attachments`, why.payload, why.headers)).json());
  await pool.query("update adjustment set state = 'ADJ_FIN' where id = $1", [begun.id]);
  const { rows: projects } = await pool.query<{ id: string }>("select id from project");
  return { declaration: [...hidden.ids, ...approved, ...again.ids], document: [hidden.document, near.document, before.document, again.document], import: runs, adjustment: [begun.id], attachment: attached.attachments[0]?.id ?? "", project: projects.map(({ id }) => id) };
}

/** All that an answer says, its file's name and what is packed in it included. */
export function textOf({ body, rawPayload, headers }: LightMyRequestResponse): string {
  const told = rawPayload.subarray(0, 2).toString("latin1") === "PK" ? unpacked(new Uint8Array(rawPayload)) : body;
  return `${decodeURIComponent(String(headers["content-disposition"] ?? ""))}\n${told}`;
}

const unpacked = (bytes: Uint8Array): string =>
  Object.entries(unzipSync(bytes)).map(([name, content]) => `${name}\n${content[0] === 0x50 && content[1] === 0x4b ? unpacked(content) : new TextDecoder().decode(content).replace(/<[^>]+>/g, "")}`).join("\n");
