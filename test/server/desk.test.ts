// The reviewer's desk over HTTP, with real sessions: the order, the remarks of a return and the unit's answers to them,
// last year's table, third parties.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { App } from "../../src/server/app.ts";
import { ProblemDocument } from "../../src/server/contract.ts";
import { DeclarationAnswer } from "../../src/server/declarations/contract.ts";
import { AssignmentList, ThirdPartyList } from "../../src/server/goals/approvals-contract.ts";
import { DraftAnswer, PreviousYear } from "../../src/server/goals/drafts-contract.ts";
import { RemarkAnswer } from "../../src/server/goals/remarks-contract.ts";
import { DeskList } from "../../src/server/goals/todo-contract.ts";
import { StepList } from "../../src/server/goals/versions-contract.ts";
import { readTarget } from "../../src/declaration/read-target.ts";
import { money } from "../../src/declaration/money.ts";
import type { Declaration } from "../../src/declaration/schema.ts";
import type { Db } from "../../src/store/database.ts";
import { countWaiting } from "../../src/store/reviews/figures.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { sound } from "../store/made-up-goals.ts";
import { makeOffices, noon } from "../store/people.ts";
import { type Browser, signedIn } from "./browser.ts";
import { serverOn } from "./house.ts";

let postgres: TestServer;
let db: Db;
let app: App;
let hands: Record<"clerk" | "otherClerk" | "head" | "dept" | "business" | "expert" | "performance", Browser>;
before(async () => {
  postgres = await startTestServer();
  ({ db } = await postgres.migratedDatabase());
  app = await serverOn(db, { accounts: { clock: () => noon } });
  const { county, water, pumps, otherUnit } = await makeOffices(db);
  const people = [["clerk", "unit-clerk", pumps], ["otherClerk", "unit-clerk", otherUnit], ["head", "unit-head", pumps], ["dept", "dept", water], ["business", "fin-biz", county], ["expert", "third-party", county], ["performance", "fin-perf", county]] as const;
  hands = await signedIn(app, db, people);
});
after(async () => {
  await app.close();
  await postgres.stop();
});

const seen = (revision: number): Record<string, string> => ({ "if-match": `"${revision}"` });
const code = (answer: { json(): unknown; statusCode: number }): [number, string] => [answer.statusCode, ProblemDocument.parse(answer.json()).code];
const words = { opinion: "同意", remarks: [], replies: [], approval: null };

async function draft(name: string, parts: Partial<Declaration> = {}, year = 2026): Promise<string> {
  const begun = DraftAnswer.parse((await hands.clerk.send("POST", "/api/declarations", { year, name })).json());
  const { unit, department } = begun.declaration;
  const table = sound(name, parts);
  const indicators = table.indicators.map((row) => (row.class === "output.timeliness" ? { ...row, target: readTarget(`${year}年11月底前`) } : row));
  const saved = await hands.clerk.send("PUT", `/api/declarations/${begun.id}/draft`, { ...table, indicators, year, unit, department }, seen(begun.revision));
  assert.equal(saved.statusCode, 200, saved.body);
  return begun.id;
}

const opened = async (who: Browser, id: string) => DeclarationAnswer.parse((await who.get(`/api/declarations/${id}`)).json());
const step = async (who: Browser, id: string, action: string, more: object = {}) => await who.send("POST", `/api/declarations/${id}/steps`, { action, ...words, ...more }, seen((await opened(who, id)).revision));
async function done(who: Browser, id: string, action: string, more: object = {}): Promise<void> {
  const answer = await step(who, id, action, more);
  assert.equal(answer.statusCode, 200, `${action}: ${answer.body}`);
}
async function toDepartment(id: string): Promise<void> {
  for (const [who, action] of [[hands.clerk, "submit"], [hands.head, "report"]] as const) await done(who, id, action);
}
const desk = async (who: Browser, asked = "") => DeskList.parse((await who.get(`/api/desk?${asked}`)).json());
const remarks = async (who: Browser, id: string) => RemarkAnswer.parse((await who.get(`/api/declarations/${id}/remarks`)).json()).asked;
const total = (wan: string): Partial<Declaration> => ({ funding: { ...sound("甲").funding, total: money(wan, "万元"), fiscal: money(wan, "万元") } });

test("the desk shows what waits for this reviewer, the worse first, with the reasons, a page at a time", async () => {
  const [small, large, middle] = [await draft("小额"), await draft("大额", total("1200")), await draft("中额", total("600"))];
  for (const id of [small, large, middle]) await toDepartment(id);
  while ((await countWaiting(db, "2026-11-21")) > 0);
  const all = await desk(hands.dept);
  const own = all.items.filter(({ id }) => [small, large, middle].includes(id));
  assert.deepEqual(own.map(({ projectName, state, actions }) => [projectName, state, actions]), [["大额", "DEPT_REVIEW", ["forward"]], ["中额", "DEPT_REVIEW", ["forward"]], ["小额", "DEPT_REVIEW", ["forward"]]]);
  assert.ok(own[0]?.grounds.some(({ zh }) => zh === "金额 1000 万元以上"));
  assert.deepEqual([own[0]?.yuan, own[0]?.review?.errors], ["12000000.00", 0]);
  const first = await desk(hands.dept, "limit=1");
  const second = await desk(hands.dept, `limit=1&after=${first.next}`);
  assert.deepEqual([first.items[0]?.id, first.total, second.items[0]?.id], [all.items[0]?.id, all.total, all.items[1]?.id]);
  await step(hands.dept, first.items[0]?.id ?? "", "forward");
  assert.deepEqual((await desk(hands.dept, `limit=1&after=${first.next}`)).items, second.items, "a page goes on behind what has left the desk");
  assert.equal((await desk(hands.clerk)).total, 0, "what a clerk has to write is no review");
  assert.deepEqual((await desk(hands.business)).items.map(({ projectName }) => projectName), ["大额"]);
  assert.deepEqual((await desk(hands.dept, "findings=errors")).items, []);
  assert.deepEqual((await desk(hands.dept, "state=FIN_REVIEW")).total, 0);
  assert.equal((await desk(hands.dept)).units[0]?.tables, (await desk(hands.dept)).waiting);
});

test("what was asked item by item is answered while the table is corrected, and goes back with it", async () => {
  const id = await draft("逐条意见");
  await toDepartment(id);
  assert.equal(await remarks(hands.clerk, id), null);
  const asked = [{ path: "indicators[0].target", text: "成本偏高", proposal: "≤70万元" }, { path: null, text: "请附测算依据" }];
  await done(hands.dept, id, "dept-return", { opinion: "请修改", remarks: asked });
  const mine = await remarks(hands.clerk, id);
  assert.deepEqual(mine?.items, [{ path: "indicators[0].target", text: "成本偏高", proposal: "≤70万元", reply: null }, { path: null, text: "请附测算依据", proposal: null, reply: null }]);
  const answer = async (who: Browser, position: number, text: string) => await who.send("PUT", `/api/declarations/${id}/remarks/${position}`, { step: mine?.step, text });
  assert.deepEqual(code(await step(hands.clerk, id, "resubmit")), [422, "GOAL-04"]);
  assert.equal((await answer(hands.clerk, 0, "合同价为80万元，不能再低")).statusCode, 200);
  assert.deepEqual(code(await answer(hands.clerk, 2, "没有这一条")), [422, "GOAL-13"]);
  assert.deepEqual(code(await answer(hands.otherClerk, 0, "别的单位")), [404, "API-03"]);
  assert.deepEqual(code(await answer(hands.head, 0, "不是经办")), [403, "AUTH-02"]);
  assert.deepEqual((await remarks(hands.dept, id))?.items.map(({ reply }) => reply), [null, null], "what is not handed in yet is the unit's own");
  assert.deepEqual(code(await step(hands.clerk, id, "resubmit")), [422, "GOAL-04"], "one is open");
  await answer(hands.clerk, 1, "已附");
  await answer(hands.clerk, 1, "");
  assert.deepEqual((await remarks(hands.clerk, id))?.items[1]?.reply, null, "taken back");
  await answer(hands.clerk, 1, "测算表已附");
  assert.equal((await step(hands.clerk, id, "resubmit")).statusCode, 200);
  assert.deepEqual(code(await answer(hands.clerk, 0, "晚了")), [409, "GOAL-02"]);
  await step(hands.head, id, "report");
  const handed = await remarks(hands.dept, id);
  assert.deepEqual([handed?.answered, handed?.items.map(({ reply }) => reply)], [true, ["合同价为80万元，不能再低", "测算表已附"]]);
  assert.deepEqual(StepList.parse((await hands.dept.get(`/api/declarations/${id}/steps`)).json()).items.find(({ action }) => action === "resubmit")?.remarks, handed?.items);
  assert.equal((await desk(hands.dept)).items.find((item) => item.id === id)?.returns, 1);
  const events = await db.selectFrom("audit_waiting").select("id").where("action", "=", "declaration.reply").execute();
  assert.equal(events.length, 4);
});

test("last year's table of the same project lies beside this year's", async () => {
  const old = await draft("连续项目", {}, 2025);
  await toDepartment(old);
  const now = await draft("连续项目", total("160"));
  await toDepartment(now);
  const { previous } = PreviousYear.parse((await hands.dept.get(`/api/declarations/${now}/previous-year`)).json());
  assert.deepEqual([previous?.id, previous?.year, previous?.declaration.indicators.length], [old, 2025, 6]);
  assert.deepEqual(PreviousYear.parse((await hands.dept.get(`/api/declarations/${old}/previous-year`)).json()), { previous: null, results: null });
  const item = (await desk(hands.dept)).items.find(({ id }) => id === now);
  assert.deepEqual([item?.lastYear, item?.grounds.at(-1)?.zh], [{ id: old, yuan: "800000.00" }, "比上年增加 100%"]);
});

test("a third party of the region is asked, sees the table on its desk, and is let go again", async () => {
  const id = await draft("委托");
  await toDepartment(id);
  await step(hands.dept, id, "forward");
  const { items } = ThirdPartyList.parse((await hands.performance.get(`/api/declarations/${id}/third-parties`)).json());
  assert.deepEqual(items.map(({ name }) => name), ["姓名expert"]);
  const expert = items[0]?.account ?? "";
  assert.deepEqual(AssignmentList.parse((await hands.performance.send("POST", `/api/declarations/${id}/assignments`, { account: expert })).json()).items.map(({ name }) => name), ["姓名expert"]);
  assert.deepEqual((await desk(hands.expert)).items.map((item) => [item.id, item.actions]), [[id, ["opinion"]]]);
  assert.deepEqual(code(await hands.clerk.get(`/api/declarations/${id}/third-parties`)), [403, "AUTH-02"]);
  await hands.performance.send("DELETE", `/api/declarations/${id}/assignments/${expert}`);
  assert.equal((await desk(hands.expert)).total, 0);
});
