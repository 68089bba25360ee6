// Findings of stored declarations, what is set aside and comes back, rules switched off, the list by findings.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readDocument } from "../../src/index.ts";
import type { App } from "../../src/server/app.ts";
import { ProblemDocument } from "../../src/server/contract.ts";
import { DeclarationList } from "../../src/server/declarations/contract.ts";
import { ImportedFile, ImportRun } from "../../src/server/imports/contract.ts";
import { DeclarationReview, RuleList, Waiver, WaiverList } from "../../src/server/reviews/contract.ts";
import type { Db } from "../../src/store/database.ts";
import { countWaiting } from "../../src/store/reviews/figures.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { serverOn, upload } from "./house.ts";

const day = "2026-11-21";
const table = (project: string, cost: string) => `# ${project}项目支出绩效目标表

| 项目名称 | ${project} |
|---|---|
| 预算单位 | 县水务局 |
| 年度 | 2025 |
| 预算总额（万元） | 80 |

| 一级指标 | 二级指标 | 三级指标 | 指标值 |
|---|---|---|---|
| 产出指标 | 数量指标 | 泵站大修座数 | ≥3座 |
| 产出指标 | 成本指标 | ${project}成本 | ${cost} |
`;

let postgres: TestServer;
let app: App;
let db: Db;
const ids = new Map<string, string>();

before(async () => {
  postgres = await startTestServer();
  ({ db } = await postgres.migratedDatabase());
  app = await serverOn(db, { read: async (bytes, name) => await readDocument(bytes, name) });
  await app.inject({ method: "PUT", url: "/api/person", payload: { name: "张敏" } });
  const run = ImportRun.parse((await app.inject({ method: "POST", url: "/api/imports" })).json()).id;
  for (const [project, cost] of [["泵站大修", "≥95%"], ["渠道清淤", "≤80万元"]] as const) {
    const file = ImportedFile.parse((await app.inject({ method: "POST", url: `/api/imports/${run}/files`, ...upload(`${project}.md`, table(project, cost)) })).json());
    ids.set(project, file.declarations[0]?.id ?? "");
  }
});
after(async () => {
  await app.close();
  await postgres.stop();
});

const reviewOf = async (project: string) => DeclarationReview.parse((await app.inject(`/api/declarations/${ids.get(project)}/review`)).json());
const costFinding = async () => (await reviewOf("泵站大修")).findings.find(({ rule }) => rule === "APP-01");
const waive = async (told: object) => await app.inject({ method: "POST", url: `/api/declarations/${ids.get("泵站大修")}/waivers`, payload: told });
const countAll = async () => {
  while ((await countWaiting(db, day)) > 0);
};

test("a stored declaration is reviewed with four outcomes, each finding with its place in the source", async () => {
  const { findings, outcomes } = await reviewOf("泵站大修");
  const finding = findings.find(({ rule }) => rule === "APP-01");
  assert.equal(finding?.path, "indicators[1].target");
  assert.equal(finding?.severity, "error");
  assert.ok(finding?.at?.label, "where it stands");
  assert.equal(finding?.waiver, null);
  assert.equal(outcomes.find(({ rule }) => rule === "APP-01")?.outcome, "found");
  assert.equal((await reviewOf("渠道清淤")).outcomes.find(({ rule }) => rule === "APP-01")?.outcome, "passed");
  assert.equal((await app.inject("/api/declarations/00000000-0000-7000-8000-000000000000/review")).statusCode, 404);
});

test("the list counts findings, and puts the gravest first, page by page", async () => {
  const before = DeclarationList.parse((await app.inject("/api/declarations")).json());
  assert.ok(before.items.every(({ review }) => review === null), "not counted yet");
  await countAll();
  const first = DeclarationList.parse((await app.inject("/api/declarations?order=findings&limit=1")).json());
  const second = DeclarationList.parse((await app.inject(`/api/declarations?order=findings&limit=1&after=${first.next}`)).json());
  assert.deepEqual([first, second].flatMap(({ items }) => items.map(({ id }) => id)).sort(), [...ids.values()].sort());
  assert.ok((first.items[0]?.review?.errors ?? 0) >= (second.items[0]?.review?.errors ?? 0));
  assert.ok([first, second].some(({ items }) => (items[0]?.review?.errors ?? 0) > 0));
});

test("a finding is set aside with a reason and comes back when the value changes", async () => {
  const finding = await costFinding();
  assert.ok(finding);
  const wish = { rule: finding.rule, path: finding.path, message: finding.message, scope: "cell", reason: "合同约定按比例考核" };
  assert.equal(ProblemDocument.parse((await waive({ ...wish, reason: "" })).json()).code, "API-01");
  assert.equal(ProblemDocument.parse((await waive({ ...wish, message: "别的" })).json()).code, "REVIEW-02");
  const waiver = Waiver.parse((await waive(wish)).json());
  assert.equal(waiver.person, "张敏");
  assert.equal((await costFinding())?.waiver?.id, waiver.id);
  await countAll();
  const listed = DeclarationList.parse((await app.inject("/api/declarations")).json()).items.find(({ projectName }) => projectName === "泵站大修")?.review;
  assert.equal(listed?.waived, 1);

  const correct = { path: "indicators[1].target", action: "correct", text: "≥90%", seen: "≥95%" };
  assert.equal((await app.inject({ method: "POST", url: `/api/declarations/${ids.get("泵站大修")}/checks`, payload: correct })).statusCode, 201);
  assert.equal((await costFinding())?.waiver, null, "it is about another value now");
  const back = { path: "indicators[1].target", action: "correct", text: "≥95%", seen: "≥90%" };
  await app.inject({ method: "POST", url: `/api/declarations/${ids.get("泵站大修")}/checks`, payload: back });
  assert.equal((await costFinding())?.waiver?.id, waiver.id);

  assert.equal((await app.inject({ method: "DELETE", url: `/api/waivers/${waiver.id}` })).statusCode, 200);
  assert.equal((await app.inject({ method: "DELETE", url: `/api/waivers/${waiver.id}` })).statusCode, 404, "ended once");
  assert.equal((await costFinding())?.waiver, null);
  const all = WaiverList.parse((await app.inject("/api/waivers")).json());
  assert.deepEqual(all.items.map(({ endedBy }) => endedBy), ["张敏"]);
});

test("a waiver runs out on its day", async () => {
  const finding = await costFinding();
  assert.ok(finding);
  const { id } = Waiver.parse((await waive({ rule: finding.rule, path: finding.path, message: finding.message, scope: "unit", reason: "今年不改", until: "2020-12-31" })).json());
  assert.equal((await costFinding())?.waiver, null);
  await app.inject({ method: "DELETE", url: `/api/waivers/${id}` });
});

test("a rule is switched off or softened, with a record of who did it and why", async () => {
  const decide = async (payload: object) => await app.inject({ method: "POST", url: "/api/rules/APP-01/decisions", payload });
  assert.equal((await decide({ off: true, reason: "" })).statusCode, 400);
  await decide({ severity: "advice", reason: "本县表样如此" });
  assert.equal((await costFinding())?.severity, "advice");
  await decide({ off: true, reason: "改版期间停用" });
  const { outcomes } = await reviewOf("泵站大修");
  assert.deepEqual(outcomes.find(({ rule }) => rule === "APP-01"), { rule: "APP-01", document: 0, declaration: 0, outcome: "not-applicable", reason: "本规则已停用" });
  const listed = RuleList.parse((await app.inject("/api/rules")).json()).items.find(({ id }) => id === "APP-01");
  assert.deepEqual([listed?.decision?.off, listed?.decision?.person], [true, "张敏"]);
  await decide({ reason: "恢复" });
  assert.equal((await costFinding())?.severity, "error");
  const record = (await app.inject("/api/rules/decisions")).json() as { items: { reason: string }[] };
  assert.deepEqual(record.items.map(({ reason }) => reason), ["恢复", "改版期间停用", "本县表样如此"]);
});

test("what a filter finds is reported as workbook and page; waived findings are left out", async () => {
  const report = async (kind: string) => await app.inject(`/api/reviews/${kind}?text=${encodeURIComponent("泵站大修")}`);
  const before = await report("report.html");
  assert.match(before.headers["content-disposition"] as string, /attachment/);
  assert.match(before.body, /APP-01/);
  const list = await report("findings.xlsx");
  assert.equal(list.rawPayload.subarray(0, 2).toString(), "PK");
  const sheet = await readDocument(new Uint8Array(list.rawPayload), "清单.xlsx");
  assert.equal(sheet.format, "xlsx");
  assert.match((await report("opinions.html")).body, /审核意见表/);
  const finding = await costFinding();
  assert.ok(finding);
  await waive({ rule: finding.rule, path: finding.path, message: finding.message, scope: "cell", reason: "合同约定" });
  assert.doesNotMatch((await report("report.html")).body, /id="APP-01"/);
});
