// The way through the year over HTTP, from the tables of src/workflow: every state × every step × every role, held at the
// table's own office, at the one beside it and elsewhere. What a row names goes through and leads where the row says; every
// guard of it, when it alone is not met, stands in the way; everything else is refused, logged, and changes nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { App } from "../../src/server/app.ts";
import { BatchAnswer } from "../../src/server/goals/contract.ts";
import { startSession } from "../../src/store/accounts/sessions.ts";
import type { Database } from "../../src/store/database.ts";
import { saveDraft, startDraft } from "../../src/store/goals/drafts.ts";
import { newId } from "../../src/store/ids.ts";
import type { GuardId } from "../../src/workflow/guards.ts";
import { type RoleId, roleIds, roles } from "../../src/workflow/roles.ts";
import { adjustmentStateIds, adjustmentStates, type Circle, circles, goalStateIds, goalStates } from "../../src/workflow/states.ts";
import { adjustmentActions, adjustmentTransitions, goalActions, goalTransitions } from "../../src/workflow/transitions.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { as, madeUpRegion, type MadeUpRegion } from "../store/made-up-offices.ts";
import { serverOn } from "./house.ts";
import { type Cases, casesOf, content, fullWords, lacks, type Put } from "./way-cases.ts";

interface Person {
  called: string;
  role: RoleId;
  account: string;
  /** The role is held at an office of the table itself. */
  isOwn: boolean;
  cookie: string;
}

/** A row of one of the two tables, as plain data. */
interface Row {
  id: string;
  from: readonly string[];
  to: string;
  roles: readonly RoleId[];
  guards: readonly GuardId[];
  version: boolean;
}

/** Goals and adjustments go through the same cases. */
interface Way {
  kind: "declaration" | "adjustment";
  rows: readonly Row[];
  states: readonly string[];
  circleOf(state: string): Circle;
  put(state: string, guards: readonly GuardId[], lack?: Parameters<Cases["goal"]>[2]): Promise<Put>;
}

let server: TestServer;
let database: Database;
let app: App;
let made: MadeUpRegion;
let people: Person[];
let cases: Cases;
let ways: Way[];
before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  made = await madeUpRegion(database);
  app = await serverOn(database.db);
  await database.pool.query("update house set mode = 'office', chosen_at = now()");
  people = await Promise.all(roleIds.filter((role) => role !== "public").flatMap((role) => places(role).map(async (place) => await personAt(role, place))));
  cases = casesOf(database, made, await template());
  ways = [
    { kind: "declaration", rows: goalActions.map((id) => ({ id, ...goalTransitions[id] })), states: goalStateIds, circleOf: (state) => goalStates[state as keyof typeof goalStates].circle, put: async (state, guards, lack) => await cases.goal(state as keyof typeof goalStates, guards, lack) },
    { kind: "adjustment", rows: adjustmentActions.map((id) => ({ id, ...adjustmentTransitions[id] })), states: adjustmentStateIds, circleOf: (state) => adjustmentStates[state as keyof typeof adjustmentStates].circle, put: async (state, guards, lack) => await cases.adjustment(state as keyof typeof adjustmentStates, guards, lack) },
  ];
});
after(async () => {
  await app.close();
  await server.stop();
});

/** own: an office of the table; beside: under the same office above; elsewhere: another department's or region's. */
function places(role: RoleId): { called: string; office: string }[] {
  const { at } = roles[role];
  if (at === "unit") return [{ called: "own", office: made.unit }, { called: "beside", office: made.siblingUnit }, { called: "elsewhere", office: made.otherUnit }];
  if (at === "department") return [{ called: "own", office: made.department }, { called: "beside", office: made.otherDepartment }];
  return [{ called: "own", office: made.region }, { called: "elsewhere", office: made.otherRegion }];
}

async function personAt(role: RoleId, { called, office }: { called: string; office: string }): Promise<Person> {
  const account = made.person(role, office).actor.account ?? "";
  await database.pool.query("insert into role_grant (id, account_id, role, office_id, from_date) values ($1, $2, $3, $4, '2022-01-01')", [newId(), account, role, office]);
  return { called: `${role} (${called})`, role, account, isOwn: called === "own", cookie: `dabiao=${await startSession(database.db, account, { address: null, agent: null }, new Date(), true)}` };
}

async function template(): Promise<string> {
  const clerk = made.person("unit-clerk", made.unit);
  return await as(clerk, async () => {
    const { id, revision, declaration } = await startDraft(database.db, clerk, { unit: null, year: 2026, from: null, name: "矩阵里的项目", form: null });
    await saveDraft(database.db, clerk, id, revision, { ...content, unit: declaration.unit, department: declaration.department, year: declaration.year });
    return id;
  });
}

const own = { host: "localhost:80", origin: "http://localhost:80", "sec-fetch-site": "same-origin" };
async function take({ kind }: Way, { cookie }: Person, id: string, action: string, words: object = fullWords): Promise<{ status: number; code: string; body: { state?: string; errors?: { path: string }[] } }> {
  const answer = await app.inject({ method: "POST", url: `/api/${kind}s/${id}/steps`, headers: { ...own, cookie, "if-match": '"1"' }, payload: { action, ...words } });
  const body = answer.json<{ state?: string; code?: string; errors?: { path: string }[] }>();
  return { status: answer.statusCode, code: body.code ?? "", body };
}

/** Whether a row of the table names a step of somebody in a state. */
const isNamed = ({ roles: may, from }: Row, { role, isOwn }: Person, state: string): boolean => isOwn && may.includes(role) && from.includes(state);

const reviewers: readonly RoleId[] = [...new Set([...goalActions.flatMap((id): readonly RoleId[] => goalTransitions[id].roles), ...adjustmentActions.flatMap((id): readonly RoleId[] => adjustmentTransitions[id].roles)])];
const stepOf: Readonly<Record<string, Circle>> = { unit: "unit", department: "department", region: "finance" };

/** How somebody is refused whom the table does not name: said here once more in its own words, not by the code that decides. */
function refusal({ circleOf }: Way, row: Row, { role, isOwn }: Person, state: string, circle = circleOf(state)): string {
  if (!reviewers.includes(role)) return "403 AUTH-02";
  if (!isOwn || circles.indexOf(circle) < circles.indexOf(stepOf[roles[role].at] ?? "public")) return "404 API-03";
  return row.roles.includes(role) ? "409 GOAL-02" : "403 GOAL-03";
}

/** Everything that a step could change of a record. */
async function stands({ kind }: Way, id: string): Promise<string> {
  const owner = kind === "declaration" ? "$1::uuid" : "(select declaration_id from adjustment where id = $1)";
  const { rows } = await database.pool.query(
    `select to_jsonb(declaration) as row, (select to_jsonb(adjustment) from adjustment where id = $1) as adjustment, (select count(*) from declaration_version where declaration_id = declaration.id) as versions,
      (select count(*) from declaration_step where declaration_id = declaration.id) as steps from declaration where id = ${owner}`, [id]);
  return JSON.stringify(rows[0]);
}

const logged = `select account, action, role, subject_id, detail from audit_waiting union all select account, action, role, subject_id, detail from audit_event`;

/** Some at a time. */
async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = items.values();
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (const item of left) await work(item);
  }));
}

test("every row of the tables, from every state and by every role that it names, leads where it says and leaves its trace", async (t) => {
  const taken = new Map<string, number>();
  for (const way of ways) {
    const named = way.rows.flatMap((row) => row.from.flatMap((state) => people.filter((person) => isNamed(row, person, state)).map((person) => ({ row, state, person }))));
    await each(named, async ({ row, state, person }) => {
      const { id, words } = await way.put(state, row.guards);
      const told = `${row.id} from ${state} as ${person.called}`;
      const { status, body } = await take(way, person, id, row.id, words);
      assert.equal(status, 200, `${told}: ${JSON.stringify(body)}`);
      assert.equal(body.state, row.to, told);
      await assertTraces(way, row, { id, state, person });
      taken.set(row.id, (taken.get(row.id) ?? 0) + 1);
    });
  }
  for (const { id, from, roles: may } of ways.flatMap(({ rows }) => rows)) assert.equal(taken.get(id) ?? 0, from.length * may.length, `${id} was not taken by everybody whom its row names`);
  t.diagnostic(`${[...taken.values()].reduce((a, b) => a + b, 0)} steps taken`);
});

async function assertTraces({ kind }: Way, row: Row, { id, state, person }: { id: string; state: string; person: Person }): Promise<void> {
  const told = `${row.id} from ${state} as ${person.called}`;
  const { rows } = await database.pool.query<{ state: string; revision: number }>(`select state, revision from ${kind} where id = $1`, [id]);
  assert.deepEqual(rows[0], { state: row.to, revision: 2 }, told);
  const column = kind === "declaration" ? "declaration_id" : "adjustment_id";
  const steps = await database.pool.query(`select from_state, to_state, account_id, role from declaration_step where ${column} = $1 and action = $2 and revision = 2`, [id, row.id]);
  assert.deepEqual(steps.rows, [{ from_state: state, to_state: row.to, account_id: person.account, role: person.role }], told);
  const versions = await database.pool.query("select account_id from declaration_version where action = $2 and account_id = $3 and declaration_id in (select declaration_id from adjustment where id = $1 union all select $1)", [id, row.id, person.account]);
  assert.equal(versions.rowCount, row.version ? 1 : 0, told);
  const events = await database.pool.query(`select account, role from (${logged}) as log where action = $2 and subject_id = $1`, [id, `${kind}.${row.id}`]);
  assert.deepEqual(events.rows, [{ account: person.account, role: person.role }], told);
}

test("every guard of every row stands in the way when it alone is not met, and nothing changes", async (t) => {
  let tried = 0;
  for (const way of ways) {
    const guarded = way.rows.flatMap((row) => row.guards.flatMap((guard) => row.from.flatMap((state) => people.filter((person) => isNamed(row, person, state)).map((person) => ({ row, guard, state, person })))));
    await each(guarded, async ({ row, guard, state, person }) => {
      const { id, words } = await way.put(state, row.guards, lacks[guard](person.account));
      const unchanged = await stands(way, id);
      const told = `${row.id} from ${state} as ${person.called} without ${guard}`;
      const { status, code, body } = await take(way, person, id, row.id, words);
      assert.equal(`${status} ${code}`, "422 GOAL-04", `${told}: ${JSON.stringify(body)}`);
      assert.ok(body.errors?.some(({ path }) => path === guard), `${told}: ${JSON.stringify(body.errors)}`);
      assert.equal(await stands(way, id), unchanged, told);
      const { rows } = await database.pool.query(`select detail ->> 'code' as code from (${logged}) as log where action = 'step.refused' and account = $1 and subject_id = $2`, [person.account, id]);
      assert.deepEqual(rows, [{ code: "GOAL-04" }], told);
      tried++;
    });
  }
  t.diagnostic(`${tried} guards tried`);
});

test("whatever no row names is refused, logged, and changes nothing, one by one and in a batch", async (t) => {
  const wrong: string[] = [];
  const expected: string[] = [];
  for (const way of ways) {
    const records = await recordsOf(way);
    const unchanged = await Promise.all(records.map(async ({ id }) => await stands(way, id)));
    const asked = way.rows.flatMap((row) => records.flatMap((record) => people.filter((person) => !isNamed(row, person, record.state)).map((person) => ({ row, record, person }))));
    await each(asked, async ({ row, record: { id, state, circle }, person }) => {
      const wanted = refusal(way, row, person, state, circle);
      const { status, code } = await take(way, person, id, row.id);
      if (`${status} ${code}` !== wanted) wrong.push(`${row.id} from ${state} as ${person.called}: ${status} ${code} instead of ${wanted}`);
      expected.push(`${person.account} ${id} ${wanted}`);
    });
    if (way.kind === "declaration") await inBatches(way, records, wrong, expected);
    assert.deepEqual(await Promise.all(records.map(async ({ id }) => await stands(way, id))), unchanged, "something that was refused changed something");
  }
  assert.deepEqual(wrong, []);
  const { rows } = await database.pool.query<{ line: string }>(`select concat(account, ' ', subject_id, ' ', detail ->> 'status', ' ', detail ->> 'code') as line from (${logged}) as log where action in ('access.refused', 'step.refused') and detail ->> 'code' <> 'GOAL-04'`);
  assert.deepEqual(rows.map(({ line }) => line).sort(), expected.sort(), "every refusal is an event");
  t.diagnostic(`${expected.length} refusals`);
});

interface Standing {
  id: string;
  state: string;
  circle?: Circle;
}

/** One in each state, lacking nothing; and of goals those that came back after others had seen them. */
async function recordsOf(way: Way): Promise<Standing[]> {
  const inStates = await Promise.all(way.states.map(async (state) => ({ id: (await way.put(state, [])).id, state })));
  if (way.kind === "adjustment") return inStates;
  const far = circles.indexOf("finance");
  const back = goalStateIds.filter((state) => circles.indexOf(goalStates[state].circle) < far);
  return [...inStates, ...(await Promise.all(back.map(async (state) => ({ id: (await cases.goal(state, [], {}, far)).id, state, circle: "finance" as const }))))];
}

/** The same through the batch: each person and step with all records that no row names at once. */
async function inBatches(way: Way, records: readonly Standing[], wrong: string[], expected: string[]): Promise<void> {
  await each(way.rows.flatMap((row) => people.map((person) => ({ row, person }))), async ({ row, person }) => {
    const wished = records.filter(({ state }) => !isNamed(row, person, state));
    const answer = await app.inject({ method: "POST", url: "/api/steps", headers: { ...own, cookie: person.cookie }, payload: { action: row.id, ...fullWords, items: wished.map(({ id }) => ({ id, revision: 1 })) } });
    if (!reviewers.includes(person.role)) {
      if (answer.statusCode !== 403) wrong.push(`batch ${row.id} as ${person.called}: ${answer.statusCode}`);
      expected.push(`${person.account}  403 AUTH-02`);
      return;
    }
    for (const [nth, { problem }] of BatchAnswer.parse(answer.json()).items.entries()) {
      const { id, state, circle } = wished[nth] as Standing;
      const wanted = refusal(way, row, person, state, circle);
      if (`${problem?.status} ${problem?.code}` !== wanted) wrong.push(`batch ${row.id} from ${state} as ${person.called}: ${problem?.status} ${problem?.code} instead of ${wanted}`);
      expected.push(`${person.account} ${id} ${wanted}`);
    }
  });
}
