// 归档: the year is over when the calendar says so; the house closes its tables then, by itself and once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startArchiving } from "../../src/server/goals/archiving.ts";
import { startAdjustment } from "../../src/store/goals/adjustments.ts";
import { actOnAdjustment } from "../../src/store/goals/adjustment-steps.ts";
import { archiveDue } from "../../src/store/goals/archive.ts";
import { type Database, inTransaction } from "../../src/store/database.ts";
import { findDeclaration } from "../../src/store/declarations/declarations.ts";
import { setDeadlines } from "../../src/store/goals/deadlines.ts";
import { overdueOf } from "../../src/store/goals/todo.ts";
import { stepsOf, versionsOf } from "../../src/store/goals/versions.ts";
import { chooseMode } from "../../src/store/house.ts";
import { inScope } from "../../src/store/scope.ts";
import { makeTrial } from "../../src/store/trial/make.ts";
import type { Doer } from "../../src/store/goals/doer.ts";
import { DabiaoError } from "../../src/problem.ts";
import { halfHere } from "../kill/proof.ts";
import { startTestServer, type TestServer } from "./database.ts";

let server: TestServer;
let database: Database;
before(async () => {
  server = await startTestServer();
});
after(async () => await server.stop());

/** A trial of its own: this year five tables are approved or public. */
async function trial(): Promise<{ region: string; clerkOf: (id: string) => Promise<Doer> }> {
  database = await server.migratedDatabase();
  await inTransaction(database.db, async (transaction) => {
    await chooseMode(transaction, "trial", null);
    await makeTrial(transaction, new Date("2026-11-21T03:00:00Z"));
  });
  const { rows } = await database.pool.query<{ id: string }>("select office_id as id from office_span where kind = 'region'");
  const clerkOf = async (id: string): Promise<Doer> => {
    const { rows: found } = await database.pool.query<{ account: string; name: string; unit: string }>(
      "select account.id as account, account.name, unit_id as unit from declaration join role_grant on office_id = unit_id and role = 'unit-clerk' join account on account.id = account_id where declaration.id = $1", [id]);
    const [one] = found;
    assert.ok(one);
    return { actor: { mode: "trial", account: one.account, name: one.name, grants: [{ role: "unit-clerk", office: one.unit }], reach: { units: [one.unit], departments: [], regions: [] }, scopes: null }, from: null };
  };
  return { region: rows[0]?.id ?? "", clerkOf };
}

const none = { unit: null, department: null, finance: null, approval: null, publication: null, archive: null };
async function setDay(region: string, year: number, archive: string | null): Promise<void> {
  const actor = { mode: "trial" as const, account: null, name: "沈一鸣", grants: [{ role: "fin-perf" as const, office: region }], reach: { units: [], departments: [], regions: [region] }, scopes: null };
  await setDeadlines(database.db, { actor, from: null }, region, year, { ...none, archive });
}

async function inState(year: number, ...states: string[]): Promise<string[]> {
  const { rows } = await database.pool.query<{ id: string }>("select id from declaration where year = $1 and state = any ($2) order by id", [year, states]);
  return rows.map(({ id }) => id);
}

async function halves(): Promise<string[]> {
  const client = await database.pool.connect();
  try {
    return await halfHere(client);
  } finally {
    client.release();
  }
}

test("tables are archived when their day is over, each with its step, its version and its event; a second time nothing happens", async () => {
  const { region } = await trial();
  const { db } = database;
  const standing = await inState(2026, "APPROVED", "PUBLISHED");
  assert.equal(standing.length, 5);
  assert.equal(await archiveDue(db, "2099-01-01", 100), 0, "without a day nothing is archived");
  await setDay(region, 2026, "2027-06-30");
  assert.equal(await archiveDue(db, "2027-06-30", 100), 0, "the day itself is not over");
  assert.equal(await archiveDue(db, "2027-07-01", 3), 3);
  assert.equal(await archiveDue(db, "2027-07-01", 100), 2);
  assert.equal(await archiveDue(db, "2027-07-02", 100), 0);
  assert.deepEqual(await inState(2026, "ARCHIVED"), standing);
  assert.deepEqual(await inState(2027, "ARCHIVED"), [], "another year has a day of its own");
  for (const id of standing) {
    const [step] = (await stepsOf(db, id)) ?? [];
    const [version] = (await versionsOf(db, id)) ?? [];
    assert.deepEqual([step?.action, step?.to, step?.person, step?.role, step?.version === version?.number, version?.action], ["archive", "ARCHIVED", "系统", null, true, "archive"]);
    const { rows } = await database.pool.query("select from audit_waiting where action = 'declaration.archive' and subject_id = $1 and name = '系统' and account is null", [id]);
    assert.equal(rows.length, 1);
  }
  assert.deepEqual(await halves(), []);
});

test("a table with an open adjustment waits until that is done with; an archived one is not adjusted any more", async () => {
  const { region, clerkOf } = await trial();
  const { db } = database;
  const [id] = await inState(2026, "PUBLISHED");
  assert.ok(id);
  const clerk = await clerkOf(id);
  const revision = (await findDeclaration(db, id))?.revision ?? 0;
  const begun = await startAdjustment(db, clerk, id, revision, { reason: "政策变化", declaration: null });
  assert.ok(begun);
  await setDay(region, 2026, "2027-06-30");
  assert.equal(await archiveDue(db, "2027-07-01", 100), 4);
  assert.deepEqual(await inState(2026, "PUBLISHED"), [id]);
  await database.pool.query("update adjustment set state = 'ADJ_REFUSED' where id = $1", [begun.id]);
  assert.equal(await archiveDue(db, "2027-07-01", 100), 1);
  const now = (await findDeclaration(db, id))?.revision ?? 0;
  await assert.rejects(startAdjustment(db, clerk, id, now, { reason: "再改", declaration: null }), (error) => error instanceof DabiaoError && error.code === "GOAL-09" && /归档/.test(error.message + (error.hint ?? "")));
  await assert.rejects(actOnAdjustment(db, clerk, begun.id, { action: "adjust-submit", revision: 1, opinion: "", remarks: [], replies: [], approval: null }, "2027-07-01"));
});

test("two servers that close the same year at once archive every table once", async () => {
  const { region } = await trial();
  await setDay(region, 2026, "2027-06-30");
  const done = await Promise.all([archiveDue(database.db, "2027-07-01", 100), archiveDue(database.db, "2027-07-01", 100)]);
  assert.equal(done[0] + done[1], 5);
  assert.deepEqual(await halves(), []);
});

test("nothing is overdue because of the archive: it asks nobody to do anything", async () => {
  const { region } = await trial();
  await setDay(region, 2026, "2020-01-01");
  const { items } = await overdueOf(database.db, { year: 2026, limit: 100 }, "2026-02-20");
  assert.deepEqual(items, []);
});

test("the server's job closes the year when its clock comes to the next day", async () => {
  const { region } = await trial();
  await setDay(region, 2026, "2027-06-30");
  const reported: unknown[] = [];
  const work = async (day: string): Promise<void> => {
    const job = inScope(null, () => startArchiving(database.db, () => day, (error) => reported.push(error)));
    for (let looks = 0; looks < 200 && day > "2027-06-30" && (await inState(2026, "ARCHIVED")).length < 5; looks++) await sleep(50);
    await job.stop();
  };
  await work("2027-06-30");
  assert.equal((await inState(2026, "ARCHIVED")).length, 0);
  await work("2027-07-01");
  assert.equal((await inState(2026, "ARCHIVED")).length, 5);
  assert.deepEqual(reported, []);
});
