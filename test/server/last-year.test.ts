// What last year's self-evaluation says, beside this year's table: imported as the unit's clerk does it, read by the real
// reader, asked for over HTTP by whoever may and may not see it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readTarget } from "../../src/declaration/read-target.ts";
import { readDocument } from "../../src/index.ts";
import type { App } from "../../src/server/app.ts";
import { DeclarationAnswer } from "../../src/server/declarations/contract.ts";
import { DraftAnswer, PreviousYear } from "../../src/server/goals/drafts-contract.ts";
import { DeskList } from "../../src/server/goals/todo-contract.ts";
import { ImportedFile, ImportRun } from "../../src/server/imports/contract.ts";
import type { Db } from "../../src/store/database.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { sound } from "../store/made-up-goals.ts";
import { makeOffices, noon } from "../store/people.ts";
import { type Browser, signedIn } from "./browser.ts";
import { serverOn, upload } from "./house.ts";

let postgres: TestServer;
let db: Db;
let app: App;
let hands: Record<"clerk" | "otherClerk" | "head" | "dept" | "performance", Browser>;
before(async () => {
  postgres = await startTestServer();
  ({ db } = await postgres.migratedDatabase());
  app = await serverOn(db, { accounts: { clock: () => noon }, read: async (bytes, name) => await readDocument(bytes, name) });
  const { county, water, pumps, otherUnit } = await makeOffices(db);
  hands = await signedIn(app, db, [["clerk", "unit-clerk", pumps], ["otherClerk", "unit-clerk", otherUnit], ["head", "unit-head", pumps], ["dept", "dept", water], ["performance", "fin-perf", county]]);
});
after(async () => {
  await app.close();
  await postgres.stop();
});

const seen = (revision: number): Record<string, string> => ({ "if-match": `"${revision}"` });

async function draft(name: string, year: number): Promise<string> {
  const begun = DraftAnswer.parse((await hands.clerk.send("POST", "/api/declarations", { year, name })).json());
  const { unit, department } = begun.declaration;
  const table = sound(name);
  const indicators = table.indicators.map((row) => (row.class === "output.timeliness" ? { ...row, target: readTarget(`${year}年11月底前`) } : row));
  const saved = await hands.clerk.send("PUT", `/api/declarations/${begun.id}/draft`, { ...table, indicators, year, unit, department }, seen(begun.revision));
  assert.equal(saved.statusCode, 200, saved.body);
  return begun.id;
}

async function toDepartment(id: string): Promise<void> {
  for (const [who, action] of [[hands.clerk, "submit"], [hands.head, "report"]] as const) {
    const { revision } = DeclarationAnswer.parse((await who.get(`/api/declarations/${id}`)).json());
    const answer = await who.send("POST", `/api/declarations/${id}/steps`, { action, opinion: "同意", remarks: [], replies: [], approval: null }, seen(revision));
    assert.equal(answer.statusCode, 200, `${action}: ${answer.body}`);
  }
}

/** A self-evaluation as units send it, with lines that no other form has. */
const evaluation = (name: string, year: number): string =>
  `# 项目支出绩效自评表（${year}年度）\n\n| 项目名称 | ${name} |\n|---|---|\n| 实施单位 | 甲区泵站管理所 |\n\n| 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n|---|---|---|---|---|---|---|\n| 年度资金总额 | 80 | 80 | 79.2 | 10 | 99% | 9.9 |\n\n年度总体目标：购置图书5000册，入藏合格率达到98%以上，读者满意度不低于90%。\n\n| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n|---|---|---|---|---|---|---|\n| 成本指标 | 经济成本指标 | 图书购置成本 | ≤80万元 | 79.2万元 | 10 | 10 |\n| 产出指标 | 数量指标 | 购置图书数量 | ≥5000册 | 5210册 | 20 | 20 |\n| 产出指标 | 质量指标 | 入藏图书合格率 | ≥98% | 96.5% | 20 | 19.69 |\n| 效益指标 | 社会效益指标 | 图书外借人次 | ≥20000人次 | 21300人次 | 20 | 20 |\n| 满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90% | 93% | 20 | 20 |\n`;

async function imported(name: string, year: number): Promise<string> {
  const run = ImportRun.parse((await hands.clerk.send("POST", "/api/imports")).json());
  const { payload, headers } = upload(`自评表${name}${year}.md`, evaluation(name, year));
  const cookie = [...hands.clerk.cookies].map(([key, value]) => `${key}=${value}`).join("; ");
  const answer = await app.inject({ method: "POST", url: `/api/imports/${run.id}/files`, payload, headers: { ...headers, cookie, host: "localhost:80", origin: "http://localhost:80", "sec-fetch-site": "same-origin" } });
  const [one] = ImportedFile.parse(answer.json()).declarations;
  return one?.id ?? assert.fail(answer.body);
}

const lastYear = async (who: Browser, id: string) => PreviousYear.parse((await who.get(`/api/declarations/${id}/previous-year`)).json());

test("beside last year's table stands what was reached: targets from the table, values from the self-evaluation", async () => {
  const [table, evaluated, now] = [await draft("图书购置", 2025), await imported("图书购置", 2025), await draft("图书购置", 2026)];
  const { previous, results } = await lastYear(hands.clerk, now);
  assert.deepEqual([previous?.id, results?.id, results?.year], [table, evaluated, 2025]);
  assert.deepEqual(previous?.declaration.indicators.map(({ actual }) => actual), Array(6).fill(null));
  assert.deepEqual(results?.declaration.indicators.map(({ actual, score }) => [actual?.text, score?.text]), [["79.2万元", "10"], ["5210册", "20"], ["96.5%", "19.69"], ["21300人次", "20"], ["93%", "20"]]);
});

test("what the unit has not handed on of it nobody else sees; handed on, its reviewers do", async () => {
  const [table, evaluated, now] = [await draft("报刊征订", 2025), await imported("报刊征订", 2025), await draft("报刊征订", 2026)];
  await toDepartment(table);
  await toDepartment(now);
  assert.deepEqual([(await lastYear(hands.dept, now)).previous?.id, (await lastYear(hands.dept, now)).results], [table, null]);
  await toDepartment(evaluated);
  assert.equal((await lastYear(hands.dept, now)).results?.id, evaluated);
  assert.equal((await hands.performance.get(`/api/declarations/${now}/previous-year`)).statusCode, 404);
  assert.equal((await hands.otherClerk.get(`/api/declarations/${now}/previous-year`)).statusCode, 404);
  const desk = DeskList.parse((await hands.dept.get("/api/desk")).json()).items.find(({ id }) => id === now);
  assert.deepEqual(desk?.lastYear, { id: table, yuan: "800000.00" }, "the list compares with the table as well");
});

test("where there is only the self-evaluation, it is both; where there is none, nothing was reached that is known", async () => {
  const [evaluated, now] = [await imported("阅读推广", 2025), await draft("阅读推广", 2026)];
  const { previous, results } = await lastYear(hands.clerk, now);
  assert.deepEqual([previous?.id, results?.id], [evaluated, evaluated]);
  const [table, next] = [await draft("古籍修复", 2025), await draft("古籍修复", 2026)];
  assert.deepEqual([(await lastYear(hands.clerk, next)).previous?.id, (await lastYear(hands.clerk, next)).results], [table, null]);
});

test("a table that begins with a self-evaluation takes nothing along of what was reached", async () => {
  const from = await imported("数字资源", 2025);
  const { declaration } = DraftAnswer.parse((await hands.clerk.send("POST", "/api/declarations", { year: 2026, from })).json());
  assert.deepEqual(declaration.indicators.map(({ target, actual, score }) => [target?.text, actual, score]).slice(0, 2), [["≤80万元", null, null], ["≥5000册", null, null]]);
  assert.deepEqual(declaration.printed.columns.filter((column) => column === "actual" || column === "score"), [], "no columns for it either");
  assert.deepEqual(declaration.extra, []);
});
