// Writes of administrators: a lost answer that is asked for again makes nothing twice, and what somebody else changed
// meanwhile is not written over.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Account } from "../../src/server/accounts/contract.ts";
import type { App } from "../../src/server/app.ts";
import { startSession } from "../../src/store/accounts/sessions.ts";
import type { Database } from "../../src/store/database.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { makeOffices, makePerson, type MadeUpOffices, noon } from "../store/people.ts";
import { serverOn } from "./house.ts";

let postgres: TestServer;
let database: Database;
let app: App;
let offices: MadeUpOffices;
let security: string;
let performance: string;

before(async () => {
  postgres = await startTestServer();
  database = await postgres.migratedDatabase();
  offices = await makeOffices(database.db);
  app = await serverOn(database.db, { accounts: { clock: () => noon } });
  const cookieOf = async (account: string): Promise<string> => `dabiao=${await startSession(database.db, account, { address: null, agent: null }, noon, true)}`;
  security = await cookieOf(await makePerson(database.db, "security", "security-admin", offices.county));
  performance = await cookieOf(await makePerson(database.db, "performance", "fin-perf", offices.county));
});
after(async () => {
  await app.close();
  await postgres.stop();
});

const ask = async (method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", url: string, body?: object, headers: Record<string, string> = {}, cookie = security) =>
  await app.inject({ method, url, headers: { cookie, host: "localhost:80", origin: "http://localhost:80", "sec-fetch-site": "same-origin", ...headers }, ...(body && { payload: body }) });
const key = (name: string) => ({ "idempotency-key": name });

test("an account asked for twice under one key is made once, with the same code; no code lies in the database", async () => {
  const wish = { login: "zhang", name: "张敏" };
  const [first, again] = [await ask("POST", "/api/accounts", wish, key("k1")), await ask("POST", "/api/accounts", wish, key("k1"))];
  assert.deepEqual([first.statusCode, again.statusCode], [201, 201]);
  const { code, account } = first.json<{ code: string; account: Account }>();
  assert.equal(again.json<{ code: string }>().code, code);
  const { rows } = await database.pool.query<{ text: string }>("select answer::text as text from carried_out");
  assert.ok(rows.length > 0 && rows.every(({ text }) => !text.includes(code)));
  assert.equal((await ask("POST", "/api/accounts", { ...wish, name: "别人" }, key("k1"))).json<{ code: string }>().code, "GOAL-07");
  assert.equal((await ask("POST", "/api/accounts", wish, key("k2"))).statusCode, 409, "another key is another request");
  const grant = { role: "unit-clerk", office: offices.pumps, from: "2026-01-01" };
  for (let i = 0; i < 2; i++) assert.equal((await ask("POST", `/api/accounts/${account.id}/grants`, grant, key("k3"))).statusCode, 201);
  const reset = async () => (await ask("POST", `/api/accounts/${account.id}/code`, undefined, key("k4"))).json<{ code: string }>().code;
  assert.equal(await reset(), await reset());
});

test("an office added twice under one key stands once", async () => {
  const wish = { year: 2026, code: "301009", name: "甲区水文站", kind: "unit", parent: offices.water };
  const [first, again] = [await ask("POST", "/api/offices", wish, key("o1")), await ask("POST", "/api/offices", wish, key("o1"))];
  assert.deepEqual([first.statusCode, again.statusCode, again.json<{ id: string }>().id], [201, 201, first.json<{ id: string }>().id]);
});

/** Two who saw the same thing write at the same moment. @returns statuses in order, and what the refused one is told */
async function race(url: string, method: "PUT" | "PATCH", bodies: [object, object], tag: string, cookie = security): Promise<{ statuses: number[]; told: string }> {
  const answers = await Promise.all(bodies.map(async (body) => await ask(method, url, body, { "if-match": tag }, cookie)));
  return { statuses: answers.map(({ statusCode }) => statusCode).sort(), told: answers.find(({ statusCode }) => statusCode === 412)?.body ?? "" };
}

test("of two who saw the same office, rules, calendar, one writes and the other is told", async () => {
  const things = [
    { url: `/api/offices/${offices.canals}`, method: "PATCH", bodies: [{ year: 2026, name: "甲区河道一所" }, { year: 2026, name: "甲区河道二所" }], cookie: security },
    { url: "/api/sign-in-policy", method: "PUT", bodies: [{ minLength: 12 }, { minLength: 14 }], cookie: security },
    { url: `/api/deadlines/${offices.county}/2027`, method: "PUT", bodies: [0, 1].map((day) => ({ unit: `2026-09-1${day}`, department: null, finance: null, approval: null, publication: null, archive: null })), cookie: performance },
  ] as const;
  for (const { url, method, bodies, cookie } of things) {
    const tag = String((await ask("GET", url, undefined, {}, cookie)).headers.etag);
    const { statuses, told } = await race(url, method, bodies as unknown as [object, object], tag, cookie);
    assert.deepEqual(statuses, [200, 412], url);
    assert.match(told, /别人刚刚改过/);
    const now = String((await ask("GET", url, undefined, {}, cookie)).headers.etag);
    assert.notEqual(now, tag);
    assert.equal((await ask(method, url, bodies[1], { "if-match": now }, cookie)).statusCode, 200, "who has seen the change may change it");
  }
});
