// The way through the year over HTTP, with real sessions: what was seen, once, both contents, batches, papers.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { unzipSync } from "fflate";
import type { App } from "../../src/server/app.ts";
import { ProblemDocument } from "../../src/server/contract.ts";
import { DeclarationAnswer } from "../../src/server/declarations/contract.ts";
import { Adjustment, AdjustmentList } from "../../src/server/goals/adjustments-contract.ts";
import { ApprovalList } from "../../src/server/goals/approvals-contract.ts";
import { BatchAnswer, ConflictDocument, StepAnswer, WayList } from "../../src/server/goals/contract.ts";
import { DraftAnswer } from "../../src/server/goals/drafts-contract.ts";
import { CorrectionAnswer } from "../../src/server/goals/remarks-contract.ts";
import { WaitingList } from "../../src/server/goals/todo-contract.ts";
import { Difference, StepList, VersionList } from "../../src/server/goals/versions-contract.ts";
import { PaperSet } from "../../src/server/papers/contract.ts";
import { OpinionAnswer } from "../../src/server/reviews/contract.ts";
import type { Db } from "../../src/store/database.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { sound } from "../store/made-up-goals.ts";
import { grantRole } from "../../src/store/accounts/grants.ts";
import { machine, makeOffices, makePerson, noon, password } from "../store/people.ts";
import { browserOf, type Browser, signedIn } from "./browser.ts";
import { serverOn } from "./house.ts";

let postgres: TestServer;
let db: Db;
let app: App;
let hands: Record<"clerk" | "head" | "dept" | "business" | "performance" | "approver" | "stranger", Browser>;
before(async () => {
  postgres = await startTestServer();
  ({ db } = await postgres.migratedDatabase());
  const writer = { write: () => Promise.resolve({ bytes: new Uint8Array([1, 2, 3]), losses: [] }), close: () => Promise.resolve() };
  app = await serverOn(db, { accounts: { clock: () => noon }, writer });
  const { county, water, pumps, otherUnit } = await makeOffices(db);
  const people = [["clerk", "unit-clerk", pumps], ["head", "unit-head", pumps], ["dept", "dept", water], ["business", "fin-biz", county], ["performance", "fin-perf", county], ["approver", "fin-approve", county], ["stranger", "unit-clerk", otherUnit]] as const;
  hands = await signedIn(app, db, people);
});
after(async () => {
  await app.close();
  await postgres.stop();
});

const seen = (revision: number, key?: string): Record<string, string> => ({ "if-match": `"${revision}"`, ...(key && { "idempotency-key": key }) });
const code = (answer: { json(): unknown; statusCode: number }): [number, string] => [answer.statusCode, ProblemDocument.parse(answer.json()).code];
const words = { opinion: "同意", remarks: [], replies: [], approval: null };

async function draft(name: string): Promise<{ id: string; revision: number }> {
  const begun = DraftAnswer.parse((await hands.clerk.send("POST", "/api/declarations", { year: 2025, name })).json());
  const { unit, department } = begun.declaration;
  const saved = await hands.clerk.send("PUT", `/api/declarations/${begun.id}/draft`, { ...sound(name), unit, department }, seen(begun.revision));
  assert.equal(saved.statusCode, 200, saved.body);
  return { id: begun.id, revision: DraftAnswer.parse(saved.json()).revision };
}

async function step(who: Browser, id: string, action: string, more: object = {}) {
  const { revision } = DeclarationAnswer.parse((await who.get(`/api/declarations/${id}`)).json());
  return await who.send("POST", `/api/declarations/${id}/steps`, { action, ...words, ...more }, seen(revision));
}

test("a save says what was seen; who saw something else gets both contents", async () => {
  const { id, revision } = await draft("护岸加固");
  const found = await hands.clerk.get(`/api/declarations/${id}`);
  assert.equal(found.headers.etag, `"${revision}"`);
  const { declaration } = DeclarationAnswer.parse(found.json());
  assert.deepEqual(code(await hands.clerk.send("PUT", `/api/declarations/${id}/draft`, declaration)), [428, "GOAL-08"]);
  assert.equal((await hands.clerk.send("PUT", `/api/declarations/${id}/draft`, { ...declaration, notes: "甲" }, seen(revision))).statusCode, 200);
  const late = await hands.clerk.send("PUT", `/api/declarations/${id}/draft`, { ...declaration, notes: "乙" }, seen(revision));
  assert.equal(late.statusCode, 412);
  const { theirs, yours, changes } = ConflictDocument.parse(late.json());
  assert.deepEqual([theirs?.declaration.notes, theirs?.person, yours?.notes, changes.map(({ before, after: now }) => [before, now])], ["甲", "姓名clerk", "乙", [["甲", "乙"]]]);
  assert.deepEqual(code(await hands.stranger.send("PUT", `/api/declarations/${id}/draft`, declaration, seen(revision + 1))), [404, "API-03"]);
  assert.deepEqual(code(await hands.dept.send("PUT", `/api/declarations/${id}/draft`, declaration, seen(revision + 1))), [403, "AUTH-02"]);
});

test("an amount means what its text says, whatever the sender claims", async () => {
  const { id, revision } = await draft("冒充金额");
  const { declaration } = DeclarationAnswer.parse((await hands.clerk.get(`/api/declarations/${id}`)).json());
  const told = { ...declaration, funding: { ...declaration.funding, total: { text: "80", yuan: "1.00" } } };
  const saved = DraftAnswer.parse((await hands.clerk.send("PUT", `/api/declarations/${id}/draft`, told, seen(revision))).json());
  assert.equal(saved.declaration.funding.total?.yuan, "800000.00");
});

test("a write that is sent again under its key is carried out once; another write under the key is refused", async () => {
  const { id, revision } = await draft("重发");
  const send = async (body: object) => await hands.clerk.send("POST", `/api/declarations/${id}/steps`, body, seen(revision, "key-of-this-step"));
  const first = await send({ action: "submit", ...words });
  assert.equal(first.statusCode, 200, first.body);
  assert.deepEqual((await send({ action: "submit", ...words })).json(), first.json());
  assert.deepEqual(code(await send({ action: "submit", ...words, opinion: "别的" })), [409, "GOAL-07"]);
  assert.deepEqual(StepList.parse((await hands.clerk.get(`/api/declarations/${id}/steps`)).json()).items.map(({ action }) => action), ["submit"]);
});

test("a refusal lists all that is missing, by guard", async () => {
  const { id } = await draft("缺这缺那");
  for (const [who, action] of [["clerk", "submit"], ["head", "report"], ["dept", "forward"]] as const) assert.equal((await step(hands[who], id, action)).statusCode, 200);
  const refused = await step(hands.performance, id, "pass");
  assert.deepEqual(code(refused), [422, "GOAL-04"]);
  assert.deepEqual(ProblemDocument.parse(refused.json()).errors.map(({ path }) => path), ["businessOpinion", "gradeGood"]);
  assert.deepEqual(WayList.parse((await hands.performance.get(`/api/declarations/${id}/ways`)).json()).items.map(({ action }) => action), ["fin-return", "pass", "reject", "fin-propose"]);
  assert.deepEqual(code(await step(hands.performance, id, "approve")), [403, "GOAL-03"]);
});

test("an opinion is given at the desk at which the table lies, and gives that desk's grade", async () => {
  const { id } = await draft("意见");
  for (const [who, action] of [["clerk", "submit"], ["head", "report"]] as const) await step(hands[who], id, action);
  const { proposed, seen: looked } = OpinionAnswer.parse((await hands.dept.get(`/api/declarations/${id}/opinion`)).json());
  const opinion = { points: proposed.points, remarks: proposed.remarks, conclusion: "可以" };
  assert.equal((await hands.dept.send("POST", `/api/declarations/${id}/opinions`, { opinion, seen: looked })).statusCode, 201);
  await step(hands.dept, id, "forward");
  assert.deepEqual(code(await hands.dept.send("POST", `/api/declarations/${id}/opinions`, { opinion, seen: looked })), [409, "GOAL-02"]);
  await step(hands.business, id, "business-opinion");
  assert.deepEqual(ProblemDocument.parse((await step(hands.performance, id, "pass")).json()).errors.map(({ path }) => path), ["gradeGood"], "the department's grade is not the bureau's");
});

test("a correction of what is graded 良 is proposed and agreed to over HTTP, each by what was seen and once", async () => {
  const { id } = await draft("修改建议");
  for (const [who, action] of [["clerk", "submit"], ["head", "report"]] as const) await step(hands[who], id, action);
  const { proposed, seen: looked } = OpinionAnswer.parse((await hands.dept.get(`/api/declarations/${id}/opinion`)).json());
  const opinion = { points: { ...proposed.points, form: "10", clarity: "10", relevance: "15", indicators: "15", level: "15", money: "0", possibility: "10", conditions: "10" }, remarks: proposed.remarks, conclusion: "修改完善后通过" };
  assert.equal((await hands.dept.send("POST", `/api/declarations/${id}/opinions`, { opinion, seen: looked })).statusCode, 201);
  const correction = async (who: Browser) => CorrectionAnswer.parse((await who.get(`/api/declarations/${id}/correction`)).json()).correction;
  assert.equal(await correction(hands.head), null);
  const nothing = await step(hands.dept, id, "dept-propose");
  assert.deepEqual([code(nothing), ProblemDocument.parse(nothing.json()).errors.map(({ path }) => path)], [[422, "GOAL-04"], ["proposals"]]);
  assert.equal((await step(hands.dept, id, "dept-propose", { remarks: [{ path: "indicators[1].target", text: "上年已购6000册", proposal: "≥6000册" }] })).statusCode, 200);
  assert.deepEqual((await correction(hands.head))?.changes.map(({ path, before, after: now }) => [path, before, now]), [["indicators[1].target", "≥5000册", "≥6000册"]]);
  assert.deepEqual(code(await step(hands.dept, id, "forward")), [422, "GOAL-04"]);
  assert.deepEqual(WaitingList.parse((await hands.head.get("/api/todo?limit=200&action=dept-agree")).json()).items.map((item) => [item.id, item.actions]), [[id, ["dept-agree"]]]);
  const { revision } = DeclarationAnswer.parse((await hands.head.get(`/api/declarations/${id}`)).json());
  const agree = async (of: number, key: string) => await hands.head.send("POST", `/api/declarations/${id}/steps`, { action: "dept-agree", ...words }, seen(of, key));
  assert.deepEqual(code(await agree(revision - 1, "agreed-to-another")), [412, "GOAL-01"]);
  const done = await agree(revision, "agreed-to-this-one");
  assert.equal(StepAnswer.parse(done.json()).version, 2, done.body);
  assert.deepEqual((await agree(revision, "agreed-to-this-one")).json(), done.json(), "sent again it is carried out once");
  assert.deepEqual([(await correction(hands.dept))?.outcome, (await correction(hands.dept))?.answer?.person], ["agreed", "姓名head"]);
  assert.equal(DeclarationAnswer.parse((await hands.dept.get(`/api/declarations/${id}`)).json()).declaration.indicators[1]?.target?.text, "≥6000册");
  assert.equal((await hands.stranger.get(`/api/declarations/${id}/correction`)).statusCode, 404);
  assert.equal(StepAnswer.parse((await step(hands.dept, id, "forward")).json()).state, "FIN_REVIEW");
});

test("a batch gives each its own result, and goes on where it stopped when it is sent again", async () => {
  const [one, two] = [await draft("成批甲"), await draft("成批乙")];
  const items = [{ id: one.id, revision: one.revision }, { id: two.id, revision: two.revision + 7 }, { id: "00000000-0000-7000-8000-000000000000", revision: 1 }];
  const send = async () => await hands.clerk.send("POST", "/api/steps", { action: "submit", ...words, items }, { "idempotency-key": "key-of-the-batch" });
  const { done, refused, items: results } = BatchAnswer.parse((await send()).json());
  assert.deepEqual([done, refused, results.map(({ state, problem }) => state ?? problem?.code)], [1, 2, ["UNIT_REVIEW", "GOAL-01", "API-03"]]);
  assert.deepEqual(BatchAnswer.parse((await send()).json()).items.map(({ state }) => state), ["UNIT_REVIEW", null, null]);
  const { items: waiting } = WaitingList.parse((await hands.head.get("/api/todo?limit=200")).json());
  assert.ok(waiting.some((item) => item.id === one.id && item.actions.includes("report")));
});

test("approved under a number, the documents come as an archive; what is secret does not leave", async () => {
  const ids: string[] = [];
  for (const name of ["批复甲", "批复乙"]) {
    const { id } = await draft(name);
    ids.push(id);
    for (const [who, action] of [["clerk", "submit"], ["head", "report"], ["dept", "forward"], ["business", "business-opinion"]] as const) await step(hands[who], id, action);
    const { proposed, seen: looked } = OpinionAnswer.parse((await hands.performance.get(`/api/declarations/${id}/opinion`)).json());
    await hands.performance.send("POST", `/api/declarations/${id}/opinions`, { opinion: { points: proposed.points, remarks: proposed.remarks, conclusion: "优" }, seen: looked });
    assert.equal(StepAnswer.parse((await step(hands.performance, id, "pass")).json()).state, "REVIEWED");
  }
  const [open = "", secret = ""] = ids;
  const { revision } = DeclarationAnswer.parse((await hands.head.get(`/api/declarations/${secret}`)).json());
  assert.equal((await hands.head.send("PUT", `/api/declarations/${secret}/secret`, { secret: true }, seen(revision))).statusCode, 200);
  const items = await Promise.all(ids.map(async (id) => ({ id, revision: DeclarationAnswer.parse((await hands.approver.get(`/api/declarations/${id}`)).json()).revision })));
  const number = "甲财〔2026〕12号";
  assert.equal(BatchAnswer.parse((await hands.approver.send("POST", "/api/steps", { action: "approve", ...words, approval: { number, date: "2026-02-01" }, items })).json()).done, 2);
  assert.deepEqual(ApprovalList.parse((await hands.approver.get("/api/approvals")).json()).items, [{ number, date: "2026-02-01", declarations: 2, yuan: "1600000.00", secret: 1 }]);
  const archive = await hands.approver.get(`/api/approvals/archive?number=${encodeURIComponent(number)}`);
  const files = unzipSync(new Uint8Array(archive.rawPayload));
  assert.deepEqual(Object.keys(files), ["1-批复甲.docx", "说明.txt"]);
  assert.match(new TextDecoder().decode(files["说明.txt"]), /另有 1 张涉密/);
  const paper = (who: Browser, id: string) => who.get(`/api/declarations/${id}/paper?form=central-approval&format=docx`);
  assert.deepEqual([(await paper(hands.approver, open)).statusCode, (await paper(hands.head, secret)).statusCode, code(await paper(hands.approver, secret))], [200, 200, [403, "GOAL-12"]]);
  const set = PaperSet.parse((await hands.head.send("POST", "/api/papers", { form: "central-approval", format: "docx", filter: { text: "批复" } })).json());
  assert.deepEqual([set.total, set.leftOut], [1, 1]);
  for (const way of [`/api/papers/${set.id}`, `/api/papers/${set.id}/archive`]) assert.equal((await hands.business.get(way)).statusCode, 404, "a set is for whoever asked for it");
  assert.deepEqual(Object.keys(unzipSync(new Uint8Array((await hands.head.get(`/api/papers/${set.id}/archive`)).rawPayload))), ["1-批复甲.docx", "涉密未包含.txt"]);
  assert.match(decodeURIComponent(String((await hands.head.get("/api/reviews/report.html?text=批复".replace("批复", encodeURIComponent("批复")))).headers["content-disposition"])), /另有1张涉密，没有包含/);
  assert.deepEqual(code(await step(hands.head, secret, "publish")), [422, "GOAL-04"]);
  assert.equal((await step(hands.head, open, "publish")).statusCode, 200);
  await adjusted(open);
});

/** What was published is adjusted: begun, saved, refused to whoever saw another draft, and taken on its way. */
async function adjusted(id: string): Promise<void> {
  const { revision, declaration } = DeclarationAnswer.parse((await hands.clerk.get(`/api/declarations/${id}`)).json());
  const begun = await hands.clerk.send("POST", `/api/declarations/${id}/adjustments`, { reason: "补充说明", declaration: null }, seen(revision));
  assert.equal(begun.statusCode, 201, begun.body);
  const adjustment = Adjustment.parse(begun.json());
  const url = `/api/adjustments/${adjustment.id}`;
  const save = async (notes: string) => await hands.clerk.send("PUT", `${url}/draft`, { reason: "补充说明", declaration: { ...declaration, notes } }, seen(adjustment.revision));
  const saved = Adjustment.parse((await save("补充")).json());
  assert.deepEqual(saved.changes.map(({ path, before, after: now }) => [path, before, now]), [["notes", null, "补充"]]);
  const late = await save("别的");
  assert.deepEqual([late.statusCode, ConflictDocument.parse(late.json()).theirs?.state], [412, "ADJ_DRAFT"]);
  assert.deepEqual(WayList.parse((await hands.clerk.get(`${url}/ways`)).json()).items.map(({ action, missing }) => [action, missing]), [["adjust-submit", []]]);
  const sent = await hands.clerk.send("POST", `${url}/steps`, { action: "adjust-submit", ...words }, seen(saved.revision));
  assert.equal(Adjustment.parse(sent.json()).state, "ADJ_UNIT", sent.body);
  assert.deepEqual(AdjustmentList.parse((await hands.head.get(`/api/declarations/${id}/adjustments`)).json()).items.map(({ state }) => state), ["ADJ_UNIT"]);
  assert.equal((await hands.approver.get(url)).statusCode, 404);
  assert.deepEqual(Difference.parse((await hands.approver.get(`/api/declarations/${id}/difference?from=1`)).json()).changes, []);
  assert.ok(VersionList.parse((await hands.approver.get(`/api/declarations/${id}/versions`)).json()).items.length >= 2);
}

test("the calendar is set by its own region, and what is late is listed", async () => {
  const { office_id: county } = await db.selectFrom("office_span").select("office_id").where("name", "=", "甲区财政局").executeTakeFirstOrThrow();
  const days = { unit: "2025-01-10", department: null, finance: null, approval: null, publication: null, archive: null };
  assert.deepEqual(code(await hands.clerk.send("PUT", `/api/deadlines/${county}/2025`, days)), [403, "AUTH-02"]);
  assert.deepEqual((await hands.performance.send("PUT", `/api/deadlines/${county}/2025`, days)).json(), days);
  assert.deepEqual((await hands.clerk.get(`/api/deadlines/${county}/2025`)).json(), days);
  await draft("迟了的");
  const late = WaitingList.parse((await hands.clerk.get("/api/overdue?limit=200")).json());
  assert.ok(late.items.some(({ projectName, overdue }) => projectName === "迟了的" && overdue));
});

test("what is done to a table beside its way asks for the role at its own office", async () => {
  const { id } = await draft("越权");
  for (const [who, action] of [["clerk", "submit"], ["head", "report"]] as const) await step(hands[who], id, action);
  const check = { path: "project.name", action: "confirm", text: null, seen: "越权" };
  assert.deepEqual(code(await hands.clerk.send("POST", `/api/declarations/${id}/checks`, check)), [409, "CHECK-05"]);
  // A reviewer of this department who is a clerk elsewhere.
  await makePerson(db, "both", "dept", (await db.selectFrom("declaration").select("department_id").where("id", "=", id).executeTakeFirstOrThrow()).department_id ?? "", "两职");
  const { id: account } = await db.selectFrom("account").select("id").where("login", "=", "both").executeTakeFirstOrThrow();
  const { office_id: elsewhere } = await db.selectFrom("office_span").select("office_id").where("name", "=", "甲区河道所").executeTakeFirstOrThrow();
  await grantRole(db, account, { role: "unit-clerk", office: elsewhere, from: "2026-01-01", until: null }, machine, noon);
  const both = browserOf(app);
  await both.send("POST", "/api/session", { login: "both", password });
  assert.equal((await both.get(`/api/declarations/${id}`)).statusCode, 200);
  assert.deepEqual(code(await both.send("POST", `/api/declarations/${id}/checks`, check)), [403, "GOAL-03"]);
  const { declaration, revision } = DeclarationAnswer.parse((await both.get(`/api/declarations/${id}`)).json());
  assert.deepEqual(code(await both.send("PUT", `/api/declarations/${id}/draft`, declaration, seen(revision))), [403, "GOAL-03"]);
  assert.deepEqual(code(await both.send("PUT", `/api/declarations/${id}/secret`, { secret: true }, seen(revision))), [403, "GOAL-03"]);
});

test("alone on a machine drafts are written and saved, and no steps are offered", async () => {
  const { db: own } = await postgres.migratedDatabase();
  const alone = await serverOn(own);
  const browser = browserOf(alone);
  const begun = DraftAnswer.parse((await browser.send("POST", "/api/declarations", { year: 2026, name: "自己的" })).json());
  const saved = await browser.send("PUT", `/api/declarations/${begun.id}/draft`, { ...begun.declaration, notes: "一个人写" }, seen(begun.revision));
  assert.equal(DraftAnswer.parse(saved.json()).declaration.notes, "一个人写");
  const ways = WayList.parse((await browser.get(`/api/declarations/${begun.id}/ways`)).json());
  assert.deepEqual([ways.edit, ways.items], [true, []]);
  assert.deepEqual(code(await browser.send("POST", `/api/declarations/${begun.id}/steps`, { action: "submit", ...words }, seen(2))), [403, "AUTH-02"]);
  await alone.close();
});
