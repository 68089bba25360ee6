// Whose it is, over HTTP: checks by account and not by name, claims carried out once, a third party and the file behind
// what it was asked about, and an import that is undone with its bytes.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readDocument } from "../../src/index.ts";
import type { App } from "../../src/server/app.ts";
import { ProblemDocument } from "../../src/server/contract.ts";
import { Check, CheckHistory } from "../../src/server/declarations/checks-contract.ts";
import { DocumentAnswer } from "../../src/server/declarations/documents-contract.ts";
import { ImportedFile, ImportRun } from "../../src/server/imports/contract.ts";
import { BatchAnswer } from "../../src/server/goals/contract.ts";
import type { Database } from "../../src/store/database.ts";
import { makeOffices, makePerson, noon, password } from "../store/people.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { browserOf, type Browser } from "./browser.ts";
import { serverOn, upload } from "./house.ts";

let postgres: TestServer;
let database: Database;
let app: App;
const hands = {} as Record<"clerk" | "namesake" | "beside" | "expert" | "dept", Browser>;
let expert: string;
before(async () => {
  postgres = await startTestServer();
  database = await postgres.migratedDatabase();
  app = await serverOn(database.db, { accounts: { clock: () => noon }, read: async (bytes, name) => await readDocument(bytes, name) });
  const { county, water, pumps, canals } = await makeOffices(database.db);
  const people = [["clerk", "unit-clerk", pumps, "王敏"], ["namesake", "unit-clerk", pumps, "王敏"], ["beside", "unit-clerk", canals, "李强"], ["expert", "third-party", county, "赵专家"], ["dept", "dept", water, "周主管"]] as const;
  for (const [login, role, office, name] of people) {
    const account = await makePerson(database.db, login, role, office, name);
    if (login === "expert") expert = account;
    hands[login] = browserOf(app);
    assert.equal((await hands[login].send("POST", "/api/session", { login, password })).statusCode, 200);
  }
});
after(async () => {
  await app.close();
  await postgres.stop();
});

const table = (name: string): string => `# ${name}项目支出绩效目标表\n\n| 项目名称 | ${name} |\n|---|---|\n| 预算单位 | 甲区泵站管理所 |\n| 年度 | 2026 |\n| 预算总额（万元） | 80 |\n\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|\n| 产出指标 | 数量指标 | ${name}座数 | ≥3座 |\n`;

async function taken(who: Browser, name: string, text: string): Promise<{ run: string; document: string; ids: string[]; sha256: string }> {
  const run = ImportRun.parse((await who.send("POST", "/api/imports")).json()).id;
  const { payload, headers } = upload(name, text);
  const file = ImportedFile.parse((await who.send("POST", `/api/imports/${run}/files`, payload, headers)).json());
  assert.ok(file.documentId, JSON.stringify(file));
  return { run, document: file.documentId, ids: file.declarations.map(({ id }) => id), sha256: file.sha256 };
}

const told = (answer: { statusCode: number; json(): unknown }): [number, string] => [answer.statusCode, ProblemDocument.parse(answer.json()).code];

test("of two people of one name each takes back only their own check", async () => {
  const { ids: [id = ""] } = await taken(hands.clerk, "甲.md", table("泵站大修"));
  const check = Check.parse((await hands.clerk.send("POST", `/api/declarations/${id}/checks`, { action: "correct", path: "project.name", seen: "泵站大修", text: "泵站中修" })).json());
  const seen = async (who: Browser): Promise<boolean[]> => CheckHistory.parse((await who.get(`/api/declarations/${id}/checks`)).json()).items.map(({ own }) => own);
  assert.deepEqual([await seen(hands.clerk), await seen(hands.namesake)], [[true], [false]]);
  const url = `/api/declarations/${id}/checks/${check.id}`;
  assert.deepEqual(told(await hands.namesake.send("DELETE", url)), [409, "CHECK-04"]);
  assert.equal((await hands.clerk.send("DELETE", url)).statusCode, 200);
});

test("a claim that is sent again under its key is carried out once", async () => {
  const { ids: [id = ""] } = await taken(hands.clerk, "乙.md", table("渠道清淤"));
  await database.pool.query("update declaration set unit_id = null, department_id = null, region_id = null where id = $1", [id]);
  const send = async (key?: string): Promise<BatchAnswer> => BatchAnswer.parse((await hands.clerk.send("POST", "/api/declarations/unclaimed", { unit: null, ids: [id] }, key === undefined ? {} : { "idempotency-key": key })).json());
  const first = await send("key-of-the-claim");
  assert.equal(first.done, 1, JSON.stringify(first));
  assert.deepEqual(await send("key-of-the-claim"), first);
  assert.deepEqual((await send()).items.map(({ problem }) => problem?.code), ["API-03"], "it is nobody's to claim any more");
  const { rows } = await database.pool.query("select 1 from (select action, subject_id from audit_waiting union all select action, subject_id from audit_event) as log where action = 'declaration.claim' and subject_id = $1", [id]);
  assert.equal(rows.length, 1);
});

test("a third party opens the file behind what it was asked about only when it was asked about all of it", async () => {
  const { document, ids } = await taken(hands.clerk, "丙.md", `${table("堤防加固")}\n${table("闸门更新")}`);
  assert.equal(ids.length, 2);
  await database.pool.query("update declaration set state = 'APPROVED', circle = 2 where id = any ($1)", [ids]);
  const ways = [`/api/documents/${document}/text`, `/api/documents/${document}/source`];
  for (const way of [...ways, `/api/documents/${document}`]) assert.deepEqual(told(await hands.expert.get(way)), [404, "API-03"], "asked about nothing");
  const ask = async (id: string): Promise<void> => void (await database.pool.query("insert into assignment (declaration_id, account_id) values ($1, $2)", [id, expert]));
  await ask(ids[0] ?? "");
  for (const way of ways) assert.deepEqual(told(await hands.expert.get(way)), [403, "GOAL-12"], "another table stands in it");
  const shown = DocumentAnswer.parse((await hands.expert.get(`/api/documents/${document}`)).json());
  assert.deepEqual([shown.declarations.map(({ projectName }) => projectName), shown.paragraphs, shown.overallGoals], [["堤防加固"], [], []]);
  await ask(ids[1] ?? "");
  for (const way of ways) assert.match((await hands.expert.get(way)).body, /闸门更新/);
  await database.pool.query("update declaration set secret = true where id = $1", [ids[1]]);
  for (const way of ways) assert.deepEqual(told(await hands.expert.get(way)), [403, "GOAL-12"], "one of them is secret");
});

test("an import that its clerk undoes leaves no bytes, unless somebody else has the same file", async () => {
  const bytesOf = async (sha256: string): Promise<number> => (await database.pool.query("select 1 from source where sha256 = $1", [sha256])).rowCount ?? 0;
  const alone = await taken(hands.clerk, "丁.md", table("水闸检修"));
  assert.equal(await bytesOf(alone.sha256), 1);
  assert.equal((await hands.clerk.send("DELETE", `/api/imports/${alone.run}`)).statusCode, 200);
  assert.equal(await bytesOf(alone.sha256), 0);
  const shared = await taken(hands.clerk, "戊.md", table("河道巡查"));
  const theirs = await taken(hands.beside, "戊.md", table("河道巡查"));
  assert.equal((await hands.clerk.send("DELETE", `/api/imports/${shared.run}`)).statusCode, 200);
  assert.equal(await bytesOf(theirs.sha256), 1, "the other unit imported it too");
  assert.match((await hands.beside.get(`/api/documents/${theirs.document}/text`)).body, /河道巡查/);
});
