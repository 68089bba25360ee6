// Programs act for people with access tokens: every operation of the contract with each set of scopes. Too little scope is
// refused and logged; enough of it does what the person may do, and never more. And whatever has ended (a session, a
// token, an account, a role, an office's place in the tree) opens nothing any more.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { App } from "../../src/server/app.ts";
import { createToken } from "../../src/store/accounts/access-tokens.ts";
import { startSession } from "../../src/store/accounts/sessions.ts";
import type { Database } from "../../src/store/database.ts";
import { type TokenScope, tokenScopes } from "../../src/workflow/actor.ts";
import { may, permissions } from "../../src/workflow/permissions.ts";
import { fillRegion, type MadeRegion } from "../region/fill.ts";
import { actorOf, type Node, type Person } from "../region/offices.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { newId } from "../../src/store/ids.ts";
import { nowhere } from "./contract-samples.ts";
import { serverOn } from "./house.ts";
import { type Around, contractOperations, kindOf, type Operation, requestOf, targetsOf } from "./operations.ts";

let server: TestServer;
let database: Database;
let app: App;
let region: MadeRegion;
let home: Node;
let operations: Operation[];
let around: Around;
const now = new Date();

before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  region = await fillRegion(database.pool, { regions: 1, departments: 1, units: 1, declarations: 400, indicators: 1 }, 9);
  app = await serverOn(database.db);
  home = region.nodes.find(({ kind }) => kind === "unit") as Node;
  const contract = await contractOperations();
  operations = contract.operations.filter(({ action }) => permissions[action].who !== "anyone");
  around = { targets: await targetsOf(database, home), home, spare: region.people.at(-1)?.account ?? nowhere, schemas: contract.schemas };
});
after(async () => {
  await app.close();
  await server.stop();
});

const personOf = (role: Person["role"]): Person => region.people.find((person) => person.role === role) ?? assert.fail(role);
const witness = ({ account, name, role }: Person) => ({ account, name, role, address: null });
const tokenOf = async (person: Person, scopes: readonly TokenScope[]): Promise<string> => (await createToken(database.db, person.account, { name: scopes.join(), scopes, days: 30 }, witness(person), now)).token;
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const cookieOf = async ({ account }: Person): Promise<Record<string, string>> => ({ cookie: `dabiao=${await startSession(database.db, account, { address: null, agent: null }, now, true)}` });

async function ask(operation: Operation, credentials: Record<string, string>): Promise<{ status: number; url: string; body: string }> {
  const request = requestOf(operation, kindOf(operation) ?? "none", around, credentials);
  const answer = await app.inject(request);
  return { status: answer.statusCode, url: String(request.url), body: answer.body };
}

async function refusals(account: string): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    "select count(*)::int as count from (select account, action, detail from audit_waiting union all select account, action, detail from audit_event) as log where action = 'access.refused' and account = $1 and detail ->> 'status' = '403'",
    [account],
  );
  return rows[0]?.count ?? 0;
}

/** All that a token may be given: nothing is no token. */
const scopeSets: readonly (readonly TokenScope[])[] = [["read"], ["write"], ["export"], ["read", "write"], ["read", "export"], ["write", "export"], tokenScopes];

test("every operation with each set of scopes: too little is refused and logged, enough is the person and never more", async (t) => {
  const tally = { cases: 0, tooLittle: 0, notTheirs: 0, allowed: 0 };
  const wrong: string[] = [];
  for (const role of ["unit-clerk", "fin-perf", "security-admin"] as const) {
    const person = personOf(role);
    for (const scopes of scopeSets) {
      const credentials = bearer(await tokenOf(person, scopes));
      const [logged, forbidden] = [await refusals(person.account), { count: 0 }];
      for (const operation of operations) {
        const { status, body } = await ask(operation, credentials);
        const asPerson = may(actorOf(person), operation.action);
        const verdict = may({ ...actorOf(person), scopes }, operation.action);
        const told = `${operation.id} as ${role} with ${scopes.join("+")}: ${status} ${body.slice(0, 100)}`;
        tally.cases++;
        if (status === 403) forbidden.count++;
        if (verdict === "forbidden") {
          if (status !== 403 || !body.includes("AUTH-02")) wrong.push(`not refused: ${told}`);
          if (asPerson === "allowed") tally.tooLittle++;
          else tally.notTheirs++;
        } else {
          tally.allowed++;
          if (asPerson !== "allowed") wrong.push(`more than the person may: ${told}`);
          if (status === 401 || body.includes("AUTH-02")) wrong.push(`refused: ${told}`);
        }
        // Scopes and actions are data: this says it once more in the words of the table.
        const { scope } = permissions[operation.action];
        if ((scope === null || !scopes.includes(scope)) !== (status === 403 && body.includes("AUTH-02")) && asPerson === "allowed") wrong.push(`against the table: ${told}`);
      }
      assert.equal((await refusals(person.account)) - logged, forbidden.count, `each refusal of ${role} with ${scopes.join("+")} is logged`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(tally.tooLittle > 500 && tally.allowed > 300, JSON.stringify(tally));
  t.diagnostic(`${operations.length} operations × ${scopeSets.length} sets of scopes × 3 people: ${JSON.stringify(tally)}`);
});

/** What ends, and how it is brought about. A server notices within a second what another did to people: a fresh one at once. */
const endings: Readonly<Record<string, { as: "token" | "session"; sql: string }>> = {
  "a session that ran out": { as: "session", sql: "update session set expires_at = now() - interval '1 hour' where account_id = $1" },
  "a session that nobody touched": { as: "session", sql: "update session set seen_at = now() - interval '1 day', created_at = now() - interval '1 day' where account_id = $1" },
  "a session that was ended": { as: "session", sql: "delete from session where account_id = $1" },
  "a token that ran out": { as: "token", sql: "update access_token set expires_at = now() - interval '1 hour' where account_id = $1" },
  "a token that was revoked": { as: "token", sql: "update access_token set revoked_at = now() - interval '1 hour' where account_id = $1" },
  "a token of a closed account": { as: "token", sql: "update account set disabled_at = now() where id = $1" },
  "a session of a closed account": { as: "session", sql: "update account set disabled_at = now() where id = $1" },
  "a token of somebody who has to set a password": { as: "token", sql: "update account set must_change = true, disabled_at = null where id = $1" },
};

test("whatever has ended opens nothing", async (t) => {
  const person = personOf("unit-clerk");
  const wrong: string[] = [];
  let cases = 0;
  for (const [called, { as, sql }] of Object.entries(endings)) {
    await database.pool.query("update account set disabled_at = null, must_change = false where id = $1", [person.account]);
    const credentials = as === "token" ? bearer(await tokenOf(person, tokenScopes)) : await cookieOf(person);
    assert.equal((await ask(operations.find(({ id }) => id === "listDeclarations") ?? assert.fail(), credentials)).status, 200, `${called}: before`);
    await database.pool.query(sql, [person.account]);
    await app.close();
    app = await serverOn(database.db);
    for (const operation of operations) {
      const { status, body } = await ask(operation, credentials);
      cases++;
      if (status !== 401) wrong.push(`${called}: ${operation.id} ${status} ${body.slice(0, 100)}`);
    }
  }
  await database.pool.query("update account set disabled_at = null, must_change = false where id = $1", [person.account]);
  assert.deepEqual(wrong, []);
  t.diagnostic(`${Object.keys(endings).length} endings × ${operations.length} operations: ${cases} cases`);
});

/** How a role or its office ends, and what is still there for whoever held it. */
const losses: Readonly<Record<string, string>> = {
  "a role that ended": "update role_grant set until_date = '2022-12-31' where account_id = $1",
  "a role that was taken away": "update role_grant set until_date = null, ended_at = now() where account_id = $1",
  "a role that has not begun": "update role_grant set ended_at = null, from_date = '2090-01-01' where account_id = $1",
};

test("without a role somebody is only signed in: no table, file, import or list of the office any more", async () => {
  const person = personOf("dept");
  for (const [called, sql] of Object.entries(losses)) {
    await database.pool.query(sql, [person.account]);
    await app.close();
    app = await serverOn(database.db);
    const credentials = await cookieOf(person);
    for (const operation of operations.filter(({ action }) => permissions[action].who !== "signed-in")) {
      const { status, body } = await ask(operation, credentials);
      assert.equal(status, 403, `${called}: ${operation.id} ${status} ${body.slice(0, 100)}`);
    }
  }
});

test("a unit that moved to another department takes its new tables along; the old ones stay where they were", async () => {
  const clerk = personOf("unit-clerk");
  await database.pool.query("update role_grant set ended_at = null, until_date = null, from_date = '2022-01-01'");
  await app.close();
  app = await serverOn(database.db);
  const send = async (who: Person, method: "GET" | "POST" | "PUT", url: string, payload?: object) =>
    await app.inject({ method, url, ...(payload && { payload }), headers: { host: "localhost:80", origin: "http://localhost:80", "sec-fetch-site": "same-origin", ...(await cookieOf(who)) } });
  const other = newId();
  await database.pool.query("insert into office (id) values ($1)", [other]);
  await database.pool.query("insert into office_span (office_id, from_year, code, name, kind, parent_id, region_code) values ($1, 2022, '199', '新的主管部门', 'department', $2, $3)", [other, home.parent?.parent?.id, home.regionCode]);
  await database.pool.query("update office_span set until_year = 2027 where office_id = $1", [home.id]);
  await database.pool.query("insert into office_span (office_id, from_year, code, name, kind, parent_id, region_code) values ($1, 2027, $2, $3, 'unit', $4, $5)", [home.id, home.code, home.name, other, home.regionCode]);
  const draft = async (year: number) => (await send(clerk, "POST", "/api/declarations", { year, name: `${year}年的` })).json<{ id: string }>().id;
  const [before, later] = [await draft(2026), await draft(2027)];
  const { rows } = await database.pool.query<{ id: string; department_id: string }>("select id, department_id from declaration where id = any ($1)", [[before, later]]);
  const departmentOf = (id: string): string | undefined => rows.find((row) => row.id === id)?.department_id;
  assert.deepEqual([departmentOf(before), departmentOf(later)], [home.parent?.id, other]);
  await database.pool.query("update declaration set state = 'DEPT_REVIEW', circle = 1 where id = any ($1)", [[before, later]]);
  const dept = personOf("dept");
  assert.deepEqual([(await send(dept, "GET", `/api/declarations/${before}`)).statusCode, (await send(dept, "GET", `/api/declarations/${later}`)).statusCode], [200, 404]);
});
