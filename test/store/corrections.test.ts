// 修改建议 (等级为良): what a reviewer would have otherwise is proposed to the unit, agreed to, refused or taken back, and
// nothing goes on before that.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Declaration } from "../../src/declaration/schema.ts";
import { DabiaoError } from "../../src/problem.ts";
import { fingerprint } from "../../src/store/audit/audit.ts";
import type { Database } from "../../src/store/database.ts";
import { findDeclaration } from "../../src/store/declarations/declarations.ts";
import { listDeclarations } from "../../src/store/declarations/list.ts";
import { correctionOf } from "../../src/store/goals/corrections.ts";
import type { Doer } from "../../src/store/goals/doer.ts";
import { saveDraft, startDraft } from "../../src/store/goals/drafts.ts";
import { act, type StepWish, waysOf } from "../../src/store/goals/goals.ts";
import { todoOf } from "../../src/store/goals/todo.ts";
import { findVersion, stepsOf, versionsOf } from "../../src/store/goals/versions.ts";
import { keepOpinion, opinionOfDeclaration } from "../../src/store/reviews/opinions.ts";
import { countWaiting } from "../../src/store/reviews/figures.ts";
import { inScope } from "../../src/store/scope.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { sound } from "./made-up-goals.ts";
import { as, madeUpRegion, type MadeUpRegion } from "./made-up-offices.ts";

const today = "2026-11-21";
let server: TestServer;
let database: Database;
let made: MadeUpRegion;
let clerk: Doer;
let head: Doer;
let dept: Doer;
let business: Doer;
let performance: Doer;
before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  made = await madeUpRegion(database);
  [clerk, head, dept, business, performance] = [made.person("unit-clerk", made.unit), made.person("unit-head", made.unit), made.person("dept", made.department), made.person("fin-biz", made.region), made.person("fin-perf", made.region)];
});
after(async () => await server.stop());

const refused = (code: string, words = /./) => (error: unknown) => error instanceof DabiaoError && error.code === code && words.test(error.message);
const read = async (id: string, who = clerk) => await as(who, async () => (await findDeclaration(database.db, id)) ?? assert.fail("not to be seen"));
const correction = async (id: string, who: Doer) => await as(who, async () => (await correctionOf(database.db, id))?.correction);

async function step(who: Doer, id: string, action: StepWish["action"], more: Partial<StepWish> = {}) {
  return await as(who, async () => await act(database.db, who, id, { action, opinion: "", remarks: [], replies: [], approval: null, revision: (await findDeclaration(database.db, id))?.revision ?? 0, ...more }, today));
}

/** The opinion of a desk: 优 with full points, 良 without those for the money. */
async function opine(who: Doer, id: string, level: "department" | "finance", grade: "优" | "良" = "良"): Promise<void> {
  await as(who, async () => {
    const state = (await opinionOfDeclaration(database.db, id, today, level)) ?? assert.fail();
    const points = { form: "10", clarity: "10", relevance: "15", indicators: "15", level: "15", money: grade === "良" ? "0" : "15", possibility: "10", conditions: "10" };
    const kept = await keepOpinion(database.db, id, { points, remarks: state.proposed.remarks, conclusion: "同意", seen: state.seen, person: who.actor.name, account: who.actor.account, level }, today);
    assert.equal(kept?.grade, grade);
  });
}

/** A table that lies with the department, or with finance. */
async function handedTo(desk: "department" | "finance", name: string): Promise<string> {
  const id = await as(clerk, async () => {
    const begun = await startDraft(database.db, clerk, { unit: null, year: 2025, from: null, name, form: null });
    const { unit, department, year } = begun.declaration;
    await saveDraft(database.db, clerk, begun.id, begun.revision, { ...sound(name), unit, department, year });
    return begun.id;
  });
  await step(clerk, id, "submit");
  await step(head, id, "report");
  if (desk === "department") return id;
  await step(dept, id, "forward", { opinion: "同意" });
  await step(business, id, "business-opinion", { opinion: "建议安排" });
  return id;
}

const books = "indicators[1].target";
/** More books for less money: a value, an amount, and words that only ask for something. */
const remarks = [
  { path: books, text: "上年购置了6000册", proposal: "≥6000册" },
  { path: "funding.total", text: "按测算核减", proposal: "75" },
  { path: "funding.fiscal", text: "随预算核减", proposal: "75" },
  { path: "indicators[0].target", text: "随预算核减", proposal: "≤75万元" },
  { path: null, text: "请一并核对单价", proposal: null },
];
const told = ({ indicators, funding }: Declaration) => [indicators[1]?.target?.text, funding.total?.yuan];

test("finance proposes, the unit's head agrees, and the table goes on as it was agreed", async () => {
  const { db, pool } = database;
  const id = await handedTo("finance", "图书购置");
  await opine(performance, id, "finance");
  const before = await read(id, performance);
  await inScope(null, async () => await countWaiting(db, today));
  const figures = async () => (await pool.query("select from review_figures where declaration_id = $1", [id])).rowCount;
  assert.equal(await figures(), 1);

  assert.deepEqual(await step(performance, id, "fin-propose", { remarks }), { id, state: "FIN_REVIEW", revision: before.revision + 1, grade: null, version: null });
  assert.deepEqual(told((await read(id)).declaration), ["≥5000册", "800000.00"], "nothing is changed before the unit agrees");
  const open = await correction(id, head);
  assert.deepEqual([open?.outcome, open?.person, open?.answer], ["open", performance.actor.name, null]);
  assert.deepEqual(open?.changes.map(({ path, before: was, after: is }) => [path, was, is]), [["funding.total", "80", "75"], ["funding.fiscal", "80", "75"], ["indicators[0].target", "≤80万元", "≤75万元"], [books, "≥5000册", "≥6000册"]]);

  const done = await step(head, id, "fin-agree");
  assert.deepEqual([done?.state, done?.revision, done?.version], ["FIN_REVIEW", before.revision + 2, 2]);
  const now = await read(id, performance);
  assert.deepEqual(told(now.declaration), ["≥6000册", "750000.00"]);
  assert.equal(await figures(), 0, "what the rules found before is not said of it any more");
  const [row] = (await as(performance, async () => await listDeclarations(db, { declaration: id }, { limit: 1 }))).items;
  assert.equal(row?.total?.yuan, "750000.00", "the lists follow");
  const [version] = await as(clerk, async () => (await versionsOf(db, id)) ?? []);
  assert.deepEqual([version?.number, version?.action, version?.person], [2, "fin-agree", head.actor.name]);
  const kept = await as(clerk, async () => await findVersion(db, id, 2));
  assert.deepEqual([kept?.declaration, kept?.sha256], [now.declaration, fingerprint(now.declaration)]);
  assert.deepEqual([(await correction(id, performance))?.outcome, (await correction(id, performance))?.changes.length], ["agreed", 4], "the reviewer sees what became of it");
  const steps = await as(clerk, async () => (await stepsOf(db, id)) ?? []);
  assert.deepEqual(steps.slice(0, 2).map(({ action, person, remarks: asked }) => [action, person, asked.length]), [["fin-agree", head.actor.name, 0], ["fin-propose", performance.actor.name, 5]]);
  const { rows: events } = await pool.query("select action, account, detail ->> 'version' as version, before = after as same from audit_waiting where subject_id = $1 and action ~ 'fin-(propose|agree)' order by id", [id]);
  assert.deepEqual(events, [{ action: "declaration.fin-propose", account: performance.actor.account, version: null, same: true }, { action: "declaration.fin-agree", account: head.actor.account, version: "2", same: false }]);

  await step(performance, id, "pass");
  assert.deepEqual([(await read(id)).state, (await read(id)).grade], ["REVIEWED", "良"], "opinion and grade hold");
});

test("while a correction waits for the unit the table goes no further; returned, it has lapsed", async () => {
  const id = await handedTo("department", "书架购置");
  await opine(dept, id, "department");
  await step(dept, id, "dept-propose", { remarks });
  await assert.rejects(step(dept, id, "forward", { opinion: "同意" }), refused("GOAL-04", /有等单位确认的修改建议/));
  await assert.rejects(step(dept, id, "dept-propose", { remarks }), refused("GOAL-04", /有等单位确认的修改建议/), "one at a time");
  await step(dept, id, "dept-return", { opinion: "还是退回改" });
  assert.equal(await correction(id, head), null);
  await assert.rejects(step(head, id, "dept-agree"), refused("GOAL-02"));
  await step(clerk, id, "resubmit", { opinion: "已核对" });
  await step(head, id, "report");
  await assert.rejects(step(head, id, "dept-agree"), refused("GOAL-04", /没有等单位确认/));
  assert.equal((await step(dept, id, "forward", { opinion: "同意" }))?.state, "FIN_REVIEW");
});

test("of finance, neither passing nor refusing is possible meanwhile; refused by the unit with words, both are again", async () => {
  const id = await handedTo("finance", "展板制作");
  await opine(performance, id, "finance");
  await step(business, id, "fin-propose", { remarks });
  for (const action of ["pass", "reject"] as const) await assert.rejects(step(performance, id, action, { opinion: "办理" }), refused("GOAL-04", /有等单位确认的修改建议/));
  await assert.rejects(step(head, id, "fin-decline"), refused("GOAL-04", /写明意见/));
  assert.equal((await step(head, id, "fin-decline", { opinion: "单价已经上涨" }))?.state, "FIN_REVIEW");
  assert.deepEqual(told((await read(id)).declaration), ["≥5000册", "800000.00"]);
  const settled = await correction(id, business);
  assert.deepEqual([settled?.outcome, settled?.answer?.opinion, settled?.answer?.person], ["declined", "单价已经上涨", head.actor.name]);
  assert.equal((await step(performance, id, "pass"))?.state, "REVIEWED", "良 passes with or without corrections");
});

test("only what is graded 良 is corrected so, only by a suggestion that fits and leaves no error", async () => {
  const id = await handedTo("finance", "讲座");
  await assert.rejects(step(performance, id, "fin-propose", { remarks }), refused("GOAL-04", /还没有评定等级/));
  await opine(performance, id, "finance", "优");
  await assert.rejects(step(performance, id, "fin-propose", { remarks }), refused("GOAL-04", /等级为“优”/));
  await opine(performance, id, "finance");
  for (const nothing of [[], [{ path: null, text: "请核对", proposal: null }], [{ path: books, text: "照旧", proposal: "≥5000册" }]]) await assert.rejects(step(performance, id, "fin-propose", { remarks: nothing }), refused("GOAL-04", /没有写明建议改成什么/));
  await assert.rejects(step(performance, id, "fin-propose", { remarks: [{ path: "funding.total", text: "核减", proposal: "七十多" }] }), refused("CHECK-02"));
  await assert.rejects(step(performance, id, "fin-propose", { remarks: [{ path: "indicators[60].target", text: "改", proposal: "1" }] }), refused("CHECK-01"));
  await assert.rejects(step(performance, id, "fin-propose", { remarks: [{ path: "indicators[0].target", text: "成本写反", proposal: "≥80万元" }] }), refused("GOAL-04", /改后还有 \d+ 个“必须修改”/));
  await assert.rejects(step(clerk, id, "fin-propose", { remarks }), refused("GOAL-03"));
  await assert.rejects(step(performance, id, "dept-propose", { remarks }), refused("GOAL-03"));
  assert.equal(await correction(id, performance), null);
});

test("who proposed may take it back and may not agree to it; nobody of another unit gets to see it", async () => {
  const id = await handedTo("department", "数字阅读");
  await opine(dept, id, "department");
  const both: Doer = { ...dept, actor: { ...dept.actor, grants: [...dept.actor.grants, { role: "unit-head", office: made.unit }] } };
  await step(dept, id, "dept-propose", { remarks });
  await assert.rejects(step(both, id, "dept-agree"), refused("GOAL-04", /是您提出的/));
  assert.equal(await as(made.person("unit-head", made.siblingUnit), async () => await correctionOf(database.db, id)), undefined);
  assert.equal(await step(made.person("unit-head", made.siblingUnit), id, "dept-agree"), undefined, "it does not exist for them");
  await assert.rejects(step(clerk, id, "dept-agree"), refused("GOAL-03"));
  await step(dept, id, "dept-withdraw");
  assert.equal((await correction(id, clerk))?.outcome, "withdrawn");
  await assert.rejects(step(head, id, "dept-agree"), refused("GOAL-04", /没有等单位确认/));
  assert.equal((await step(dept, id, "dept-propose", { remarks }))?.state, "DEPT_REVIEW", "and propose another");
});

test("of two at once one is carried out, and the other sees that", async () => {
  const id = await handedTo("finance", "古籍修复");
  await opine(performance, id, "finance");
  await step(performance, id, "fin-propose", { remarks });
  const { revision } = await read(id);
  const tries = await Promise.allSettled([step(head, id, "fin-agree", { revision }), step(performance, id, "fin-withdraw", { revision }), step(head, id, "fin-agree", { revision })]);
  const [lost] = [tries.filter(({ status }) => status === "rejected") as PromiseRejectedResult[]];
  assert.equal(lost.length, 2);
  for (const { reason } of lost) assert.ok(refused("GOAL-01")(reason), String(reason));
  const agreed = tries[1]?.status === "rejected";
  assert.deepEqual(told((await read(id)).declaration), agreed ? ["≥6000册", "750000.00"] : ["≥5000册", "800000.00"]);
  assert.equal((await as(clerk, async () => await versionsOf(database.db, id)))?.length, agreed ? 2 : 1);
});

test("it waits for the unit's head and meanwhile not for the reviewer; ways that lead nowhere are not offered", async () => {
  const id = await handedTo("department", "流动图书车");
  const waits = async (who: Doer) => (await as(who, async () => await todoOf(database.db, who.actor, { limit: 200 }, today))).items.find((item) => item.id === id)?.actions;
  const ways = async (who: Doer) => (await as(who, async () => await waysOf(database.db, who, id, today)))?.items.map(({ action }) => action);
  await opine(dept, id, "department");
  assert.deepEqual([await waits(head), await waits(dept), await ways(head), await ways(dept)], [undefined, ["forward"], [], ["dept-return", "forward", "dept-pass", "dept-propose"]]);
  await step(dept, id, "dept-propose", { remarks });
  assert.deepEqual([await waits(head), await waits(dept), await ways(head), await ways(dept)], [["dept-agree"], undefined, ["dept-agree", "dept-decline"], ["dept-return", "forward", "dept-pass", "dept-propose", "dept-withdraw"]]);
  await step(head, id, "dept-agree");
  assert.deepEqual([await waits(head), await waits(dept)], [undefined, ["forward"]]);
});
