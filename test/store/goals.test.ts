import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readTarget } from "../../src/declaration/read-target.ts";
import type { Declaration } from "../../src/declaration/schema.ts";
import { DabiaoError } from "../../src/problem.ts";
import { actOnAdjustment, type AdjustmentStepWish, waysOfAdjustment } from "../../src/store/goals/adjustment-steps.ts";
import { findAdjustment, saveAdjustment, startAdjustment } from "../../src/store/goals/adjustments.ts";
import { approvedUnder, listApprovals } from "../../src/store/goals/approvals.ts";
import { assign } from "../../src/store/goals/assignments.ts";
import type { Database } from "../../src/store/database.ts";
import { setDeadlines } from "../../src/store/goals/deadlines.ts";
import { findDeclaration } from "../../src/store/declarations/declarations.ts";
import { type DeclarationFilter, listDeclarations } from "../../src/store/declarations/list.ts";
import type { Doer } from "../../src/store/goals/doer.ts";
import { DraftConflict, removeDraft, saveDraft, startDraft } from "../../src/store/goals/drafts.ts";
import { setControl, setSecondLevel, setSecret } from "../../src/store/goals/marks.ts";
import { act, StepRefused, type StepWish, waysOf } from "../../src/store/goals/goals.ts";
import { newId } from "../../src/store/ids.ts";
import { keepOpinion, opinionOfDeclaration } from "../../src/store/reviews/opinions.ts";
import { overdueOf, todoOf } from "../../src/store/goals/todo.ts";
import { differenceBetween, versionsOf } from "../../src/store/goals/versions.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { sound } from "./made-up-goals.ts";
import { as, madeUpRegion, type MadeUpRegion } from "./made-up-offices.ts";

const today = "2026-11-21";
let server: TestServer;
let database: Database;
let made: MadeUpRegion;
before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  made = await madeUpRegion(database);
});
after(async () => await server.stop());

/** Its cost says “at least”: an error. */
const costly = (name: string): Declaration => ({ ...sound(name), indicators: sound(name).indicators.map((row) => (row.class === "cost.economic" ? { ...row, target: readTarget("≥80万元") } : row)) });

const clerk = () => made.person("unit-clerk", made.unit);
const words = { opinion: "", remarks: [], replies: [], approval: null };

async function draft(name: string, content: Declaration = sound(name)): Promise<string> {
  return await as(clerk(), async () => {
    const { id, revision } = await startDraft(database.db, clerk(), { unit: null, year: 2025, from: null, name, form: null });
    await saveDraft(database.db, clerk(), id, revision, content);
    return id;
  });
}

async function step(who: Doer, id: string, wish: Partial<StepWish> & Pick<StepWish, "action">) {
  return await as(who, async () => {
    const seen = (await findDeclaration(database.db, id))?.revision ?? 0;
    return await act(database.db, who, id, { ...words, revision: seen, ...wish }, today);
  });
}

/** The opinion of a desk, with full points or with so many missing. */
async function opine(who: Doer, id: string, level: "department" | "finance", form = "10"): Promise<void> {
  await as(who, async () => {
    const state = await opinionOfDeclaration(database.db, id, today, level);
    assert.ok(state);
    const full = { form, clarity: "10", relevance: "15", indicators: "15", level: "15", money: "15", possibility: "10", conditions: "10" };
    await keepOpinion(database.db, id, { points: full, remarks: state.proposed.remarks, conclusion: "同意", seen: state.seen, person: who.actor.name, account: who.actor.account, level }, today);
  });
}

const refused = (code: string, words = /./) => (error: unknown) => error instanceof DabiaoError && error.code === code && words.test(error.message);

test("a table goes from draft to publication; each hand sees it when it is its turn", async () => {
  const { db } = database;
  const id = await draft("图书购置");
  const [head, dept, business, performance, approver] = [made.person("unit-head", made.unit), made.person("dept", made.department), made.person("fin-biz", made.region), made.person("fin-perf", made.region), made.person("fin-approve", made.region)];
  assert.equal(await as(dept, async () => await findDeclaration(db, id)), undefined, "a draft is the unit's own");
  assert.deepEqual((await step(clerk(), id, { action: "submit" }))?.state, "UNIT_REVIEW");
  assert.equal(await as(dept, async () => await findDeclaration(db, id)), undefined);
  await step(head, id, { action: "report" });
  assert.equal((await as(dept, async () => await findDeclaration(db, id)))?.state, "DEPT_REVIEW");
  assert.equal(await as(business, async () => await findDeclaration(db, id)), undefined);
  await step(dept, id, { action: "forward", opinion: "同意转报" });
  await step(business, id, { action: "business-opinion", opinion: "建议安排" });
  await assert.rejects(step(performance, id, { action: "pass" }), refused("GOAL-04", /还没有评定等级/));
  await opine(performance, id, "finance");
  assert.equal((await step(performance, id, { action: "pass" }))?.grade, "优");
  await assert.rejects(step(approver, id, { action: "approve", approval: { number: "云财〔2025〕1号", date: "2025-02-01", yuan: "790000" } }), refused("GOAL-04", /790000元.*800000.*不相等/));
  assert.equal((await step(approver, id, { action: "approve", approval: { number: "云财〔2025〕1号", date: "2025-02-01", yuan: null } }))?.state, "APPROVED");
  assert.deepEqual((await as(clerk(), async () => await findDeclaration(db, id)))?.approval, { number: "云财〔2025〕1号", date: "2025-02-01", yuan: "800000.00" });
  assert.equal((await step(head, id, { action: "publish" }))?.state, "PUBLISHED");
});

test("error findings stand in the way, and the refusal names everything", async () => {
  const id = await draft("泵站大修", costly("泵站大修"));
  await assert.rejects(step(clerk(), id, { action: "submit" }), (error) => error instanceof StepRefused && error.missing.some(({ guard, message }) => guard === "noErrors" && /“必须修改”/.test(message)));
  assert.equal((await as(clerk(), async () => await findDeclaration(database.db, id)))?.state, "DRAFT");
});

test("a return needs an opinion; after it something has to change, or every remark to be answered", async () => {
  const id = await draft("书架购置");
  const head = made.person("unit-head", made.unit);
  await step(clerk(), id, { action: "submit" });
  await assert.rejects(step(head, id, { action: "unit-return" }), refused("GOAL-04", /写明意见/));
  await step(head, id, { action: "unit-return", remarks: [{ path: "goals[0]", text: "写具体", proposal: null }, { path: null, text: "附测算", proposal: null }] });
  await assert.rejects(step(clerk(), id, { action: "resubmit", replies: ["已写具体"] }), refused("GOAL-04", /没有逐条答复/));
  assert.equal((await step(clerk(), id, { action: "resubmit", replies: ["已写具体", "已附"] }))?.state, "UNIT_REVIEW");
  await step(head, id, { action: "unit-return", opinion: "再想想" });
  await as(clerk(), async () => {
    const found = await findDeclaration(database.db, id);
    assert.ok(found);
    await saveDraft(database.db, clerk(), id, found.revision, { ...found.declaration, notes: "补充说明" });
  });
  assert.equal((await step(clerk(), id, { action: "resubmit" }))?.state, "UNIT_REVIEW");
});

test("nobody reviews what they submitted, and nobody takes another office's step", async () => {
  const id = await draft("展板制作");
  await step(clerk(), id, { action: "submit" });
  const both: Doer = { ...clerk(), actor: { ...clerk().actor, grants: [...clerk().actor.grants, { role: "unit-head", office: made.unit }] } };
  await assert.rejects(step(both, id, { action: "report" }), refused("GOAL-04", /编制或送审/));
  await assert.rejects(step(clerk(), id, { action: "report" }), refused("GOAL-03"));
  assert.equal(await step(made.person("unit-head", made.siblingUnit), id, { action: "report" }), undefined, "it does not exist for others");
});

test("who saw another revision gets both contents and what is different", async () => {
  const id = await draft("数字阅读");
  await as(clerk(), async () => {
    const first = await findDeclaration(database.db, id);
    assert.ok(first);
    await saveDraft(database.db, clerk(), id, first.revision, { ...first.declaration, notes: "甲写的" });
    await assert.rejects(saveDraft(database.db, clerk(), id, first.revision, { ...first.declaration, notes: "乙写的" }), (error) => {
      assert.ok(error instanceof DraftConflict);
      assert.deepEqual([error.theirs.declaration.notes, error.yours.notes, error.theirs.revision], ["甲写的", "乙写的", first.revision + 1]);
      assert.deepEqual(error.changes.map(({ path, before, after }) => [path, before, after]), [["notes", "甲写的", "乙写的"]]);
      return true;
    });
  });
});

test("what a unit works on again is seen by its department as it was handed on", async () => {
  const { db } = database;
  const id = await draft("古籍修复");
  const [head, dept] = [made.person("unit-head", made.unit), made.person("dept", made.department)];
  await step(clerk(), id, { action: "submit" });
  await step(head, id, { action: "report" });
  await step(dept, id, { action: "dept-return", opinion: "预算偏高" });
  await as(clerk(), async () => {
    const found = await findDeclaration(db, id);
    assert.ok(found);
    await saveDraft(db, clerk(), id, found.revision, { ...found.declaration, project: { ...found.declaration.project, name: "改了名字" }, notes: "内部讨论" });
  });
  await as(dept, async () => {
    const found = await findDeclaration(db, id);
    assert.deepEqual([found?.declaration.project.name, found?.declaration.notes, found?.state, found?.handedOn], ["古籍修复", null, "RETURNED", true]);
    const { items } = await listDeclarations(db, { declaration: id }, { limit: 5 });
    assert.deepEqual(items.map(({ projectName, state }) => [projectName, state]), [["古籍修复", "RETURNED"]]);
    const ids = async (filter: DeclarationFilter) => (await listDeclarations(db, filter, { limit: 100 })).items.map((one) => one.id);
    assert.deepEqual([(await ids({ text: "古籍修复" })).includes(id), await ids({ text: "改了名字" }), await ids({ text: "内部讨论" })], [true, [], []], "found by what they see, and by nothing else");
    // Where it stands in the list by findings says nothing of the work under way either.
    const { next } = await listDeclarations(db, { text: "古籍修复" }, { limit: 1 }, "findings");
    assert.equal(next, null);
  });
  await as(clerk(), async () => assert.deepEqual((await listDeclarations(db, { text: "内部讨论" }, { limit: 5 })).items.map((one) => one.id), [id]));
  // A step that is refused says the state that they see, and not who works on it.
  const { revision } = await as(clerk(), async () => (await findDeclaration(db, id)) ?? assert.fail());
  for (const seenRevision of [revision, revision - 1])
    await assert.rejects(as(dept, async () => await act(db, dept, id, { action: "forward", revision: seenRevision, opinion: "同意", remarks: [], replies: [], approval: null }, "2025-01-02")), refused("GOAL-02", /被退回/));
  await step(clerk(), id, { action: "resubmit" });
  await as(dept, async () => assert.equal((await findDeclaration(db, id))?.declaration.project.name, "古籍修复"));
  // Handed in again, but still with the unit.
  await assert.rejects(as(dept, async () => await act(db, dept, id, { action: "forward", revision: revision + 1, opinion: "同意", remarks: [], replies: [], approval: null }, "2025-01-02")), refused("GOAL-02", /被退回/));
  await step(head, id, { action: "report" });
  await as(dept, async () => assert.equal((await findDeclaration(db, id))?.declaration.project.name, "改了名字"));
});

test("a project of the second level is approved by the department; the first level is not", async () => {
  const id = await draft("流动图书车");
  const [head, dept] = [made.person("unit-head", made.unit), made.person("dept", made.department)];
  await step(clerk(), id, { action: "submit" });
  await step(head, id, { action: "report" });
  await opine(dept, id, "department");
  await assert.rejects(step(dept, id, { action: "dept-pass", opinion: "同意" }), refused("GOAL-04", /不是二级项目/));
  await as(dept, async () => await setSecondLevel(database.db, dept, id, (await findDeclaration(database.db, id))?.revision ?? 0, true));
  await step(dept, id, { action: "dept-pass", opinion: "同意" });
  assert.equal((await step(dept, id, { action: "dept-approve", approval: { number: "云文〔2025〕3号", date: "2025-03-01", yuan: null } }))?.state, "APPROVED");
});

test("a control figure begins a second round, with the history kept and the old grade gone", async () => {
  const id = await draft("阅读推广");
  const [head, dept, business, performance] = [made.person("unit-head", made.unit), made.person("dept", made.department), made.person("fin-biz", made.region), made.person("fin-perf", made.region)];
  await step(clerk(), id, { action: "submit" });
  await step(head, id, { action: "report" });
  await step(dept, id, { action: "forward", opinion: "同意" });
  await step(business, id, { action: "business-opinion", opinion: "同意" });
  await opine(performance, id, "finance");
  await step(performance, id, { action: "pass" });
  await assert.rejects(step(clerk(), id, { action: "new-round" }), refused("GOAL-04", /控制数/));
  await as(business, async () => await setControl(database.db, business, id, (await findDeclaration(database.db, id))?.revision ?? 0, "700000"));
  assert.deepEqual(await step(clerk(), id, { action: "new-round" }).then((told) => [told?.state, told?.grade]), ["DRAFT", null]);
  await step(clerk(), id, { action: "submit" });
  await step(head, id, { action: "report" });
  await step(dept, id, { action: "forward", opinion: "同意" });
  await assert.rejects(step(performance, id, { action: "pass" }), refused("GOAL-04", /业务处（科）还没有提出意见.*还没有评定等级/));
});

test("what is secret is not published; what left its draft is not removed", async () => {
  const id = await draft("安防改造");
  const head = made.person("unit-head", made.unit);
  await as(head, async () => await setSecret(database.db, head, id, (await findDeclaration(database.db, id))?.revision ?? 0, true));
  assert.equal((await as(clerk(), async () => await findDeclaration(database.db, id)))?.secret, true);
  await step(clerk(), id, { action: "submit" });
  await assert.rejects(as(clerk(), async () => await removeDraft(database.db, clerk(), id, 4)), refused("GOAL-06"));
  const fresh = await draft("写错的");
  assert.equal(await as(clerk(), async () => await removeDraft(database.db, clerk(), fresh, 2)), true);
  assert.equal(await as(clerk(), async () => await findDeclaration(database.db, fresh)), undefined);
});

test("copying last year keeps the project and leaves out what was achieved", async () => {
  const last = await draft("免费开放");
  const copy = await as(clerk(), async () => await startDraft(database.db, clerk(), { unit: null, year: 2026, from: last, name: null, form: null }));
  const [before, after] = await as(clerk(), async () => [await findDeclaration(database.db, last), await findDeclaration(database.db, copy.id)]);
  assert.ok(before?.projectId);
  assert.equal(after?.projectId, before.projectId);
  assert.deepEqual([after.declaration.year, after.declaration.unit.name, after.declaration.department], [2026, "云溪县图书馆", "云溪市文化和旅游局"]);
});

test("the ways that stand open say what is missing and what has to be written", async () => {
  const id = await draft("讲座");
  const own = await as(clerk(), async () => await waysOf(database.db, clerk(), id, today));
  assert.deepEqual(own?.items.map(({ action, missing }) => [action, missing]), [["submit", []]]);
  assert.deepEqual([own?.edit, own?.adjust], [true, false]);
  await step(clerk(), id, { action: "submit" });
  const head = made.person("unit-head", made.unit);
  const heads = await as(head, async () => await waysOf(database.db, head, id, today));
  assert.deepEqual(heads?.items.map(({ action, needs }) => [action, needs]), [["report", []], ["unit-return", ["opinion"]]]);
});

/** An approved table, and everybody who had a hand in it. */
async function approved(name: string, content?: Declaration) {
  const id = await draft(name, content);
  const people = { head: made.person("unit-head", made.unit), dept: made.person("dept", made.department), business: made.person("fin-biz", made.region), performance: made.person("fin-perf", made.region), approver: made.person("fin-approve", made.region) };
  await step(clerk(), id, { action: "submit" });
  await step(people.head, id, { action: "report" });
  await step(people.dept, id, { action: "forward", opinion: "同意" });
  await step(people.business, id, { action: "business-opinion", opinion: "同意" });
  await opine(people.performance, id, "finance");
  await step(people.performance, id, { action: "pass" });
  await step(people.approver, id, { action: "approve", approval: { number: "云财〔2025〕9号", date: "2025-02-01", yuan: null } });
  return { id, ...people };
}

async function adjust(who: Doer, id: string, wish: Partial<AdjustmentStepWish> & Pick<AdjustmentStepWish, "action">) {
  return await as(who, async () => await actOnAdjustment(database.db, who, id, { ...words, revision: (await findAdjustment(database.db, id))?.revision ?? 0, ...wish }, today));
}

test("an approved table changes by an adjustment alone, which says each indicator before and after", async () => {
  const { db } = database;
  const { id, head, dept, approver } = await approved("绘本馆");
  const found = await as(clerk(), async () => await findDeclaration(db, id));
  assert.ok(found);
  await assert.rejects(as(clerk(), async () => await saveDraft(db, clerk(), id, found.revision, found.declaration)), refused("GOAL-05"));
  const goals = [{ scope: "annual" as const, text: "购置图书4000册，读者满意度不低于90%。" }];
  const [cost, amount, quality, ...rest] = found.declaration.indicators;
  assert.ok(cost && amount && quality);
  const content = { ...found.declaration, goals, indicators: [cost, { ...amount, target: readTarget("≥4000册") }, ...rest, { ...quality, level3: "图书验收合格率", target: readTarget("≥99%") }] };
  const begun = await as(clerk(), async () => await startAdjustment(db, clerk(), id, found.revision, { reason: "书价上涨", declaration: content }));
  assert.ok(begun);
  assert.deepEqual(begun.changes.map(({ kind, item, before, after }) => [kind, item, before, after]), [["changed", null, found.declaration.goals[0]?.text, goals[0]?.text], ["removed", "入藏图书合格率", begun.changes[1]?.before, null], ["changed", "购置图书数量", "≥5000册", "≥4000册"], ["added", "图书验收合格率", null, begun.changes[3]?.after]]);
  await assert.rejects(as(clerk(), async () => await startAdjustment(db, clerk(), id, found.revision, { reason: "再来一次", declaration: null })), refused("GOAL-09", /已经有一份/));
  assert.equal(await as(dept, async () => await findAdjustment(db, begun.id)), undefined, "its draft is the unit's own");
  const open = async (who: Doer) => (await as(who, async () => await waysOfAdjustment(db, who, begun.id, today)))?.items.map(({ action, missing }) => [action, missing.length]);
  assert.deepEqual([await open(clerk()), await open(head), await open(dept)], [[["adjust-submit", 0]], [], undefined]);
  await adjust(clerk(), begun.id, { action: "adjust-submit" });
  await adjust(head, begun.id, { action: "adjust-report" });
  assert.equal((await adjust(dept, begun.id, { action: "adjust-dept-return", opinion: "请说明质量指标" }))?.state, "ADJ_RETURNED");
  assert.equal(await as(dept, async () => await findAdjustment(db, begun.id)), undefined);
  await as(clerk(), async () => await saveAdjustment(db, clerk(), begun.id, 4, { reason: "书价上涨，减少册数", declaration: { ...found.declaration, goals: [{ scope: "annual", text: "购置图书4000册，入藏合格率达到98%以上，读者满意度不低于90%。" }], indicators: found.declaration.indicators.map((row, index) => (index === 1 ? { ...row, target: readTarget("≥4000册") } : row)) } }));
  await adjust(clerk(), begun.id, { action: "adjust-submit" });
  await adjust(head, begun.id, { action: "adjust-report" });
  await adjust(dept, begun.id, { action: "adjust-forward", opinion: "同意" });
  const approval = { number: "云财〔2025〕40号", date: "2025-08-01", yuan: null };
  await assert.rejects(adjust(approver, begun.id, { action: "adjust-approve", approval: { ...approval, yuan: "1" } }), refused("GOAL-04", /不相等/));
  assert.equal((await adjust(approver, begun.id, { action: "adjust-approve", approval }))?.state, "ADJ_APPROVED");
  const after = await as(dept, async () => await findDeclaration(db, id));
  assert.deepEqual([after?.state, after?.approval?.number, after?.declaration.indicators[1]?.target?.text], ["APPROVED", "云财〔2025〕40号", "≥4000册"]);
  const versions = await as(dept, async () => await versionsOf(db, id));
  assert.deepEqual(versions?.map(({ number, action, reason }) => [number, action, reason]), [[3, "adjust-approve", "书价上涨，减少册数"], [2, "approve", ""], [1, "submit", ""]]);
  assert.deepEqual((await as(dept, async () => await differenceBetween(db, id, 2, 3)))?.map(({ path, before, after: now }) => [path, before, now]), [["goals[0].text", found.declaration.goals[0]?.text, after?.declaration.goals[0]?.text], ["indicators[1].target", "≥5000册", "≥4000册"]]);
});

test("weights are not adjusted while the indicators stay the same ones", async () => {
  const weighted = sound("少儿阅读");
  const { id } = await approved("少儿阅读", { ...weighted, indicators: weighted.indicators.map((row, index) => ({ ...row, weight: { text: index === 0 ? "20" : "14", value: index === 0 ? "20" : "14" } })) });
  const found = await as(clerk(), async () => await findDeclaration(database.db, id));
  assert.ok(found);
  const heavier = { ...found.declaration, indicators: found.declaration.indicators.map((row, index) => (index < 2 ? { ...row, weight: { text: "17", value: "17" } } : row)) };
  const begun = await as(clerk(), async () => await startAdjustment(database.db, clerk(), id, found.revision, { reason: "改分值", declaration: heavier }));
  await assert.rejects(adjust(clerk(), begun?.id ?? "", { action: "adjust-submit" }), refused("GOAL-04", /分值权重不能调整/));
});

test("the to-do list of each hand holds what waits for it, the first due first, and what is late", async () => {
  const { db } = database;
  const { region } = made;
  const performance = made.person("fin-perf", region);
  await as(performance, async () => await setDeadlines(db, performance, region, 2025, { unit: "2025-01-10", department: "2027-01-20", finance: null, approval: null, publication: null, archive: null }));
  await assert.rejects(as(performance, async () => await setDeadlines(db, performance, made.otherRegion, 2025, { unit: null, department: null, finance: null, approval: null, publication: null, archive: null })), refused("GOAL-03"));
  const id = await draft("待办的");
  const of = async (who: Doer) => (await as(who, async () => await todoOf(db, who.actor, { limit: 200 }, today))).items.find((item) => item.id === id);
  const [head, dept] = [made.person("unit-head", made.unit), made.person("dept", made.department)];
  assert.deepEqual(await of(clerk()).then((item) => [item?.actions, item?.deadline, item?.overdue, item?.role]), [["submit"], "2025-01-10", true, "unit-clerk"]);
  assert.equal(await of(head), undefined);
  await step(clerk(), id, { action: "submit" });
  assert.deepEqual([(await of(clerk()))?.actions, (await of(head))?.actions], [undefined, ["report"]]);
  await step(head, id, { action: "report" });
  assert.deepEqual(await of(dept).then((item) => [item?.actions, item?.deadline, item?.overdue]), [["forward"], "2027-01-20", false]);
  await step(dept, id, { action: "forward", opinion: "同意" });
  const business = made.person("fin-biz", region);
  assert.deepEqual([(await of(business))?.actions, (await of(performance))?.actions], [["business-opinion"], undefined]);
  await step(business, id, { action: "business-opinion", opinion: "同意" });
  assert.deepEqual([(await of(business))?.actions, (await of(performance))?.actions], [undefined, ["pass"]]);
  const pages = await as(clerk(), async () => {
    const all = await todoOf(db, clerk().actor, { limit: 200 }, today);
    const ids: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await todoOf(db, clerk().actor, { limit: 2, after }, today);
      ids.push(...page.items.map((item) => item.id));
      if (page.next === null) break;
      after = page.next;
    }
    return [all.items.map((item) => item.id), ids, all.total] as const;
  });
  assert.deepEqual(pages[0], pages[1]);
  assert.equal(pages[2], pages[0].length);
  const late = await as(clerk(), async () => await overdueOf(db, { limit: 200 }, today));
  assert.ok(late.items.length > 0 && late.items.every(({ overdue }) => overdue));
});

test("a third party sees what it was asked about, until that is taken back", async () => {
  const { db } = database;
  const { id, dept } = await approved("专家看的");
  const expert = made.person("third-party", made.region);
  await database.pool.query("insert into role_grant (id, account_id, role, office_id, from_date) values ($1, $2, 'third-party', $3, '2020-01-01')", [newId(), expert.actor.account, made.region]);
  const account = expert.actor.account ?? "";
  assert.equal(await as(expert, async () => await findDeclaration(db, id)), undefined);
  await assert.rejects(as(dept, async () => await assign(db, dept, id, dept.actor.account ?? "", true)), refused("GOAL-11"));
  await as(dept, async () => await assign(db, dept, id, account, true));
  assert.equal((await as(expert, async () => await findDeclaration(db, id)))?.id, id);
  assert.deepEqual((await as(expert, async () => await todoOf(db, expert.actor, { limit: 10 }, today))).items.map(({ actions }) => actions), [["opinion"]]);
  await as(dept, async () => await assign(db, dept, id, account, false));
  assert.equal(await as(expert, async () => await findDeclaration(db, id)), undefined);
});

test("approvals are told by number, with secret ones counted and left out of what goes out together", async () => {
  const { db } = database;
  const { approver, head, id } = await approved("批复甲");
  const before = await as(approver, async () => await approvedUnder(db, "云财〔2025〕9号", 100));
  assert.ok(before.ids.includes(id));
  await as(head, async () => await setSecret(db, head, id, (await findDeclaration(db, id))?.revision ?? 0, true));
  const after = await as(approver, async () => await approvedUnder(db, "云财〔2025〕9号", 100));
  assert.deepEqual([after.ids.includes(id), after.leftOut], [false, before.leftOut + 1]);
  const batch = (await as(approver, async () => await listApprovals(db, 2025))).find(({ number }) => number === "云财〔2025〕9号");
  assert.equal(batch?.declarations, after.ids.length + after.leftOut);
});
