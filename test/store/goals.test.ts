import assert from "node:assert/strict";
import { test } from "node:test";
import { readTarget } from "../../src/declaration/read-target.ts";
import type { Declaration } from "../../src/declaration/schema.ts";
import { findDeclaration } from "../../src/store/declarations/declarations.ts";
import { type DeclarationFilter, listDeclarations } from "../../src/store/declarations/list.ts";
import { setDeadlines } from "../../src/store/goals/deadlines.ts";
import type { Doer } from "../../src/store/goals/doer.ts";
import { DraftConflict, removeDraft, saveDraft, startDraft } from "../../src/store/goals/drafts.ts";
import { act, StepRefused, waysOf } from "../../src/store/goals/goals.ts";
import { setControl, setSecondLevel, setSecret } from "../../src/store/goals/marks.ts";
import { overdueOf, todoOf } from "../../src/store/goals/todo.ts";
import { clerk, database, draft, made, opine, refused, step, today } from "./goal-hands.ts";
import { sound } from "./made-up-goals.ts";
import { as } from "./made-up-offices.ts";

/** Its cost says “at least”: an error. */
const costly = (name: string): Declaration => ({ ...sound(name), indicators: sound(name).indicators.map((row) => (row.class === "cost.economic" ? { ...row, target: readTarget("≥80万元") } : row)) });

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
