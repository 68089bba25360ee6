// 审核意见表 over HTTP: proposed, filled in, refused where it does not fit, taken back; the files follow.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readXlsx } from "hucre/xlsx";
import { readDocument } from "../../src/index.ts";
import type { App } from "../../src/server/app.ts";
import { ProblemDocument } from "../../src/server/contract.ts";
import { ImportedFile, ImportRun } from "../../src/server/imports/contract.ts";
import { KeptOpinion, OpinionAnswer } from "../../src/server/reviews/contract.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { serverOn, upload } from "./house.ts";

const table = (project: string) => `# ${project}项目支出绩效目标表

| 项目名称 | ${project} |
|---|---|
| 预算单位 | 县水务局 |
| 年度 | 2025 |
| 预算总额（万元） | 80 |

| 一级指标 | 二级指标 | 三级指标 | 指标值 |
|---|---|---|---|
| 产出指标 | 数量指标 | 泵站大修座数 | ≥3座 |
| 产出指标 | 成本指标 | ${project}成本 | ≥95% |
`;

let postgres: TestServer;
let app: App;
let id: string;

before(async () => {
  postgres = await startTestServer();
  const { db } = await postgres.migratedDatabase();
  app = await serverOn(db, { read: async (bytes, name) => await readDocument(bytes, name) });
  await app.inject({ method: "PUT", url: "/api/person", payload: { name: "张敏" } });
  const run = ImportRun.parse((await app.inject({ method: "POST", url: "/api/imports" })).json()).id;
  const imported = ["渠道清淤", "泵站大修"].map(async (project) => ImportedFile.parse((await app.inject({ method: "POST", url: `/api/imports/${run}/files`, ...upload(`${project}.md`, table(project)) })).json()));
  id = (await Promise.all(imported))[1]?.declarations[0]?.id ?? "";
});
after(async () => {
  await app.close();
  await postgres.stop();
});

const get = async () => OpinionAnswer.parse((await app.inject(`/api/declarations/${id}/opinion`)).json());
const post = async (payload: object) => await app.inject({ method: "POST", url: `/api/declarations/${id}/opinions`, payload });
const filled = async () => {
  const { proposed, seen } = await get();
  const { points, remarks, conclusion } = proposed;
  return { opinion: { points, remarks, conclusion }, seen };
};
const report = async (kind: string) => await app.inject(`/api/reviews/${kind}?declaration=${id}`);

test("the form is proposed with the findings that took points", async () => {
  const { proposed, kept, since } = await get();
  assert.ok(proposed.findings.indicators.some(({ rule }) => rule === "APP-01"));
  assert.notEqual(proposed.points.indicators, "15");
  assert.deepEqual([kept, since], [null, null]);
  assert.match((await report("opinions.html")).body, /建议等级/);
  assert.equal((await app.inject("/api/declarations/00000000-0000-7000-8000-000000000000/opinion")).statusCode, 404);
});

test("points beyond the limit, questions left out and what was not seen are refused, in words", async () => {
  const { opinion, seen } = await filled();
  const beyond = await post({ opinion: { ...opinion, points: { ...opinion.points, money: "15.01" } }, seen });
  assert.equal(beyond.statusCode, 400);
  assert.deepEqual(ProblemDocument.parse(beyond.json()).errors, [{ path: "opinion.points.money", message: "资金匹配性最多 15 分" }]);
  const { money: _, ...others } = opinion.points;
  assert.equal((await post({ opinion: { ...opinion, points: others }, seen })).statusCode, 400);
  assert.equal((await post({ opinion, seen: { ...seen, grounds: "x" } })).statusCode, 409);
  assert.equal((await post({ opinion: { ...opinion, grade: "优" }, seen })).statusCode, 201, "a grade that is sent is not looked at");
});

test("what a person filled in holds, goes into the files, and is taken back", async () => {
  const { opinion, seen } = await filled();
  const answer = await post({ opinion: { points: { ...opinion.points, form: "9.5", indicators: "14", money: "0", level: "0" }, remarks: { ...opinion.remarks, adequacy: "成本测算依据不足" }, conclusion: "补充测算后重报" }, seen });
  assert.equal(answer.statusCode, 201);
  const saved = KeptOpinion.parse(answer.json());
  assert.deepEqual([saved.person, saved.points.form], ["张敏", "9.5"]);
  const state = await get();
  assert.equal(state.kept?.id, saved.id);
  assert.equal(state.history.length, 2);
  const page = (await report("opinions.html")).body;
  assert.match(page, /成本测算依据不足.*补充测算后重报.*张敏/s);
  assert.doesNotMatch(page, /建议等级|渠道清淤/);
  const sheets = (await readXlsx(new Uint8Array((await report("opinions.xlsx")).rawPayload))).sheets;
  assert.deepEqual(sheets.map(({ name }) => name), ["泵站大修"]);
  assert.ok(sheets[0]?.rows.flat().includes("补充测算后重报"));

  const unit = await app.inject(`/api/reviews/report.html?unit=${encodeURIComponent("县水务局")}`);
  assert.match(unit.body, new RegExp(`<td class="number">${saved.total}</td><td title="张敏 [-0-9]+">${saved.grade}</td>`));
  assert.match(unit.body, /（建议）/);
  const list = (await readXlsx(new Uint8Array((await app.inject("/api/reviews/findings.xlsx")).rawPayload))).sheets.find(({ name }) => name === "目标表");
  assert.deepEqual(list?.rows.slice(1).map((row) => [row[3], row[9], row[10], row[11]]).find(([project]) => project === "泵站大修"), ["泵站大修", saved.grade, "审核人", "张敏"]);

  const end = async () => await app.inject({ method: "DELETE", url: `/api/declarations/${id}/opinions/${saved.id}` });
  assert.equal((await end()).statusCode, 200);
  assert.equal((await end()).statusCode, 409);
  assert.equal((await get()).kept, null);
  assert.match((await report("opinions.html")).body, /建议等级/);
});
