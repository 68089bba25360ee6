// 经过 of a table: one time line of its steps and of what the audit log tells of it. A unit's work at its draft is the
// unit's own, whoever stands above it sees what was handed on; what many saved in a row reads as one line.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Declaration } from "../../src/declaration/schema.ts";
import { recordAll, sealEvents } from "../../src/store/audit/audit.ts";
import type { Database } from "../../src/store/database.ts";
import { findDeclaration } from "../../src/store/declarations/declarations.ts";
import { startAdjustment } from "../../src/store/goals/adjustments.ts";
import { assign } from "../../src/store/goals/assignments.ts";
import type { Doer } from "../../src/store/goals/doer.ts";
import { saveDraft, startDraft } from "../../src/store/goals/drafts.ts";
import { act, type StepWish } from "../../src/store/goals/goals.ts";
import { eventsQuery, type Happening, historyOf } from "../../src/store/goals/history.ts";
import { reply } from "../../src/store/goals/remarks.ts";
import { keepOpinion, opinionOfDeclaration } from "../../src/store/reviews/opinions.ts";
import { newId } from "../../src/store/ids.ts";
import { localPerson } from "../../src/workflow/actor.ts";
import { happeningActions, type HappeningKind } from "../../src/workflow/history.ts";
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
let auditor: Doer;
let expert: Doer;
before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  made = await madeUpRegion(database);
  [clerk, head, dept] = [made.person("unit-clerk", made.unit), made.person("unit-head", made.unit), made.person("dept", made.department)];
  [business, performance, auditor, expert] = [made.person("fin-biz", made.region), made.person("fin-perf", made.region), made.person("auditor", made.region), made.person("third-party", made.region)];
  await database.pool.query("insert into role_grant (id, account_id, role, office_id, from_date) values ($1, $2, 'third-party', $3, '2022-01-01')", [newId(), expert.actor.account, made.region]);
});
after(async () => await server.stop());

const read = async (id: string, who = clerk) => await as(who, async () => (await findDeclaration(database.db, id)) ?? assert.fail("not to be seen"));

async function step(who: Doer, id: string, action: StepWish["action"], more: Partial<StepWish> = {}) {
  return await as(who, async () => await act(database.db, who, id, { action, opinion: "", remarks: [], replies: [], approval: null, revision: (await findDeclaration(database.db, id))?.revision ?? 0, ...more }, today));
}

async function save(id: string, change: (content: Declaration) => Partial<Declaration>): Promise<void> {
  const { revision, declaration } = await read(id);
  await as(clerk, async () => await saveDraft(database.db, clerk, id, revision, { ...declaration, ...change(declaration) }));
}

async function begin(name: string): Promise<string> {
  const { id } = await as(clerk, async () => await startDraft(database.db, clerk, { unit: null, year: 2025, from: null, name, form: null }));
  await save(id, () => sound(name));
  return id;
}

async function opine(who: Doer, id: string, level: "department" | "finance"): Promise<void> {
  const { account, name, grants } = who.actor;
  await as(who, async () => {
    const state = (await opinionOfDeclaration(database.db, id, today, level)) ?? assert.fail();
    const points = { form: "10", clarity: "10", relevance: "15", indicators: "15", level: "15", money: "15", possibility: "10", conditions: "10" };
    await keepOpinion(database.db, id, { points, remarks: state.proposed.remarks, conclusion: "同意", seen: state.seen, person: name, account, level }, today, { account, name: name ?? "", role: grants[0]?.role ?? null, address: null });
  });
}

/** As the door writes it when somebody fetches a paper. */
async function fetch({ actor }: Doer, id: string): Promise<void> {
  await as({ actor, from: null }, async () => await recordAll(database.db, [{ actor: { account: actor.account, name: actor.name ?? "", role: actor.grants[0]?.role ?? null }, from: null, action: "declaration.export", subject: { kind: "declaration", id }, before: null, after: null, detail: { url: `/api/declarations/${id}/paper?form=tianjin&format=docx` } }]));
}

async function told(who: Doer, id: string, kind?: HappeningKind, limit = 100): Promise<Happening[]> {
  await sealEvents(database.db);
  return await as(who, async () => {
    const items: Happening[] = [];
    for (let after: string | undefined; ; ) {
      const page = (await historyOf(database.db, who.actor, id, { kind, after, limit })) ?? assert.fail("no such table");
      assert.ok(page.items.length <= limit);
      items.push(...page.items);
      if (page.next === null) return items;
      after = page.next;
    }
  });
}
const words = (items: readonly Happening[]): string[] => items.map(({ zh, times }) => (times > 1 ? `${zh}×${times}` : zh));

test("the unit sees all it did; the department what was handed on and what was done since, not the unit's work after a return", async () => {
  const id = await begin("经过的项目");
  await save(id, () => ({ notes: "补充说明" }));
  await fetch(clerk, id);
  await step(clerk, id, "submit");
  await step(head, id, "report");
  await opine(dept, id, "department");
  await fetch(dept, id);
  await step(dept, id, "dept-return", { remarks: [{ path: "notes", text: "写明测算", proposal: null }] });
  await save(id, () => ({ notes: "按上年实际测算" }));
  const asked = (await told(clerk, id)).find(({ zh }) => zh === "主管部门退回")?.id ?? "";
  await as(clerk, async () => await reply(database.db, clerk, id, { step: asked, position: 0, text: "已写明" }));

  const handedOn = ["主管部门退回", "导出、打印", "填写审核意见表", "上报主管部门", "送审"];
  assert.deepEqual(words(await told(clerk, id)), ["答复审核意见", "修改草稿", ...handedOn, "导出、打印", "修改草稿×2", "新建草稿"]);
  assert.deepEqual(words(await told(head, id)), words(await told(clerk, id)));
  assert.deepEqual(words(await told(dept, id)), handedOn);
  for (const stranger of [business, auditor, expert, made.person("unit-clerk", made.siblingUnit), made.person("dept", made.otherDepartment)]) assert.equal(await as(stranger, async () => await historyOf(database.db, stranger.actor, id, { limit: 10 })), undefined);

  // Handed in again, the department learns of the steps, not of the savings; what it does after that is told to finance with the table.
  await step(clerk, id, "resubmit", { replies: ["已写明"] });
  assert.deepEqual(words(await told(dept, id)), handedOn, "the unit's head has not reported it");
  await step(head, id, "report");
  assert.deepEqual(words(await told(dept, id)), ["上报主管部门", "重新送审", ...handedOn]);
  await step(dept, id, "forward", { opinion: "同意" });
  assert.deepEqual(words(await told(business, id)), ["转报财政", "上报主管部门", "重新送审", ...handedOn]);
  assert.deepEqual(words(await told(auditor, id)), ["转报财政", "上报主管部门", "重新送审", "答复审核意见", "修改草稿", ...handedOn, "导出、打印", "修改草稿×2", "新建草稿"], "an auditor sees how it came about");

  // While the unit works on it again, nobody further away learns what happens there; their own doing stays theirs.
  await step(business, id, "fin-return", { opinion: "压减" });
  await save(id, () => ({ notes: "压减以后" }));
  await fetch(auditor, id);
  await fetch(performance, id);
  const cut = (await told(auditor, id)).slice(0, 3);
  assert.deepEqual(words(cut), ["导出、打印", "导出、打印", "财政退回"]);
  assert.deepEqual(words(await told(business, id)).slice(0, 3), ["导出、打印", "财政退回", "转报财政"], "not what the auditor took along");
  assert.deepEqual(words(await told(dept, id)).slice(0, 3), ["导出、打印", "财政退回", "转报财政"]);
  assert.deepEqual(words(await told(clerk, id)).slice(0, 3), ["导出、打印", "修改草稿", "财政退回"], "nor is the unit told that");

  // Finance has it back only when the department has handed it on: what is thought of it there meanwhile is not finance's.
  await step(clerk, id, "resubmit", { opinion: "已压减" });
  await step(head, id, "report");
  await opine(dept, id, "department");
  assert.equal(words(await told(business, id)).filter((zh) => zh === "填写审核意见表").length, 1);
  assert.equal(words(await told(dept, id)).filter((zh) => zh === "填写审核意见表").length, 2);
});

test("a third party sees the steps and its own doing; who was asked is said by name", async () => {
  const id = await begin("委托看的项目");
  await step(clerk, id, "submit");
  await step(head, id, "report");
  await step(dept, id, "forward", { opinion: "同意" });
  await as(performance, async () => await assign(database.db, performance, id, expert.actor.account ?? "", true));
  await fetch(expert, id);
  await fetch(business, id);
  assert.deepEqual(words(await told(expert, id)), ["导出、打印", "转报财政", "上报主管部门", "送审"]);
  const [taken, taking, asking] = await told(business, id);
  assert.deepEqual([taken?.person, taken?.about, taking?.person, asking?.zh, asking?.about], [business.actor.name, "Word", expert.actor.name, "委托第三方", expert.actor.name]);
});

test("a saving says where it changed something and never what; savings of one person and day are one line, a step parts them", async () => {
  const id = await begin("改了又改的项目");
  await save(id, () => ({ notes: "一处秘密的说明" }));
  await save(id, ({ indicators }) => ({ indicators: indicators.slice(0, -1) }));
  await step(clerk, id, "submit");
  await step(head, id, "unit-return", { opinion: "再看" });
  await save(id, () => ({ notes: "又改" }));
  const edits = await told(clerk, id, "edit");
  assert.deepEqual(words(edits), ["修改草稿", "修改草稿×3", "新建草稿"]);
  assert.deepEqual(edits[0]?.places, ["其他说明"]);
  assert.deepEqual(edits[1]?.places.slice(0, 2), ["删除绩效指标第6行", "其他说明"]);
  assert.ok((edits[1]?.since ?? "") < (edits[1]?.at ?? ""));
  const { rows } = await database.pool.query<{ detail: string }>("select detail::text from audit_event where subject_id = $1", [id]);
  assert.ok(rows.some(({ detail }) => detail.includes("notes")) && rows.every(({ detail }) => !detail.includes("秘密")), "the log is read by people who touch no content");
});

test("an adjustment's work is the unit's; opinions, exports and steps stand under their own heading", async () => {
  const id = await begin("要调整的项目");
  await step(clerk, id, "submit");
  await step(head, id, "report");
  await step(dept, id, "forward", { opinion: "同意" });
  await step(business, id, "business-opinion", { opinion: "建议安排" });
  await opine(performance, id, "finance");
  await step(performance, id, "pass");
  await step(made.person("fin-approve", made.region), id, "approve", { approval: { number: "云财〔2026〕1号", date: "2026-02-01", yuan: null } });
  const { revision } = await read(id);
  await as(clerk, async () => await startAdjustment(database.db, clerk, id, revision, { reason: "政策变化", declaration: null }));
  await fetch(business, id);
  assert.equal(words(await told(clerk, id))[1], "提出调整");
  for (const who of [dept, business, auditor]) assert.equal(words(await told(who, id))[1], "批复", `${who.actor.name} has not been handed the adjustment`);
  assert.deepEqual(words(await told(business, id, "check")), ["填写审核意见表"]);
  assert.equal((await told(business, id, "check"))[0]?.about, "等级“优”，100 分");
  assert.deepEqual(words(await told(business, id, "export")), ["导出、打印"]);
  assert.deepEqual(await told(business, id, "edit"), []);
  assert.deepEqual(words(await told(business, id, "act")), ["批复", "审核通过", "财政业务处（科）提出意见", "转报财政", "上报主管部门", "送审"]);
});

test("pages of any size give the same history, and a line is never torn between two of them", async () => {
  const id = await begin("很长的经过");
  for (const nth of Array(30).keys()) {
    await save(id, () => ({ notes: `第${nth}次` }));
    if (nth % 7 === 0) await fetch(clerk, id);
    if (nth % 10 === 9) {
      await step(clerk, id, nth === 9 ? "submit" : "resubmit", { opinion: "改了" });
      await step(head, id, "unit-return", { opinion: "再改" });
    }
  }
  for (const kind of [undefined, "act", "edit", "export"] as const) {
    const whole = await told(clerk, id, kind);
    for (const limit of [1, 2, 3, 5]) assert.deepEqual(await told(clerk, id, kind, limit), whole, `${kind ?? "all"} by ${limit}`);
  }
  assert.equal((await told(clerk, id, "edit")).reduce((sum, { zh, times }) => sum + (zh === "修改草稿" ? times : 0), 0), 31);
  await assert.rejects(as(clerk, async () => await historyOf(database.db, clerk.actor, id, { after: "x", limit: 5 })), /翻页位置/);
});

test("the local person sees everything", async () => {
  const id = await begin("单机的项目");
  await sealEvents(database.db);
  const page = await historyOf(database.db, localPerson("王小云"), id, { limit: 10 });
  assert.deepEqual(words(page?.items ?? []), ["修改草稿", "新建草稿"]);
});

test("however long the log is, a history is found by its table: through the index, in a person's scope as well", async () => {
  const id = await begin("日志里的一张表");
  await database.pool.query(
    `insert into audit_waiting (id, name, role, action, subject_kind, subject_id, detail)
     select gen_random_uuid(), '王小云', 'unit-clerk', 'declaration.save', 'declaration', gen_random_uuid()::text, '{}' from generate_series(1, 20000)`,
  );
  await sealEvents(database.db);
  await database.pool.query("analyze audit_event");
  const plan = await as(clerk, async () => {
    const query = eventsQuery([{ kind: "declaration", id }], happeningActions, null).compile(database.db);
    const { rows } = await database.db.executeQuery<{ "QUERY PLAN": string }>({ ...query, sql: `explain (analyze, costs off) ${query.sql}` });
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  assert.match(plan, /audit_event_subject/);
  assert.doesNotMatch(plan, /Seq Scan on audit_event/);
});
