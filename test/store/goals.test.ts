import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { money } from "../../src/declaration/money.ts";
import { readTarget } from "../../src/declaration/read-target.ts";
import type { Declaration } from "../../src/declaration/schema.ts";
import { DabiaoError } from "../../src/problem.ts";
import type { Database } from "../../src/store/database.ts";
import { findDeclaration } from "../../src/store/declarations.ts";
import { listDeclarations } from "../../src/store/declaration-list.ts";
import type { Doer } from "../../src/store/doer.ts";
import { DraftConflict, removeDraft, saveDraft, startDraft } from "../../src/store/drafts.ts";
import { setControl, setSecondLevel, setSecret } from "../../src/store/goal-marks.ts";
import { act, StepRefused, type StepWish, waysOf } from "../../src/store/goals.ts";
import { keepOpinion, opinionOfDeclaration } from "../../src/store/opinions.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { declaration, indicator } from "./made-up.ts";
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

/** A table without errors: goal, output, quality, benefit, satisfaction and cost, all measurable. */
export function sound(name: string, parts: Partial<Declaration> = {}): Declaration {
  const row = (level1: string, level2: string, of: Declaration["indicators"][number]["class"], level3: string, text: string) => ({ ...indicator(level3, text), level1, level2, class: of, target: readTarget(text) });
  return declaration(name, {
    funding: { ...declaration(name).funding, total: money("80", "万元"), fiscal: money("80", "万元") },
    goals: [{ scope: "annual", text: "购置图书5000册，入藏合格率达到98%以上，读者满意度不低于90%。" }],
    indicators: [
      row("成本指标", "经济成本指标", "cost.economic", "图书购置成本", "≤80万元"),
      row("产出指标", "数量指标", "output.quantity", "购置图书数量", "≥5000册"),
      row("产出指标", "质量指标", "output.quality", "入藏图书合格率", "≥98%"),
      row("产出指标", "时效指标", "output.timeliness", "购置完成时间", "2025年11月底前"),
      row("效益指标", "社会效益指标", "benefit.social", "图书外借人次", "≥20000人次"),
      row("满意度指标", "服务对象满意度指标", "satisfaction.served", "读者满意度", "≥90%"),
    ],
    doubts: [],
    places: {},
    ...parts,
  });
}

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
  await step(head, id, { action: "unit-return", remarks: [{ path: "goals[0]", text: "写具体" }, { path: null, text: "附测算" }] });
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
  });
  await step(clerk(), id, { action: "resubmit" });
  await as(dept, async () => assert.equal((await findDeclaration(db, id))?.declaration.project.name, "古籍修复"));
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
