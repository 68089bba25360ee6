// The drill can only claim that nothing is half-done if its proof sees what is: here things are broken by hand.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type pg from "pg";
import { makeTrial } from "../src/store/trial/make.ts";
import { type Database, inTransaction } from "../src/store/database.ts";
import { chooseMode } from "../src/store/house.ts";
import { twice } from "./kill/ledger.ts";
import { changedVersions, halfHere, lost } from "./kill/proof.ts";
import { startTestServer, type TestServer } from "./store/database.ts";

let server: TestServer;
let database: Database;
before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  await inTransaction(database.db, async (transaction) => {
    await chooseMode(transaction, "trial", null);
    await makeTrial(transaction, new Date("2026-11-21T03:00:00Z"));
  });
});
after(async () => await server.stop());

/** Breaks something, looks, and takes the breaking back. */
async function seen<Told>(breaking: string, look: (client: pg.PoolClient) => Promise<Told>): Promise<Told> {
  const client = await database.pool.connect();
  try {
    await client.query("begin; set local session_replication_role = replica; alter table audit_waiting disable trigger all");
    await client.query(breaking);
    return await look(client);
  } finally {
    await client.query("rollback");
    client.release(true);
  }
}

const one = (state: string): string => `(select id from declaration where state = '${state}' order by id limit 1)`;
const breakings: readonly [string, RegExp][] = [
  [`delete from declaration_step where declaration_id = ${one("PUBLISHED")} and action = 'publish'`, /state that is not where the last step led/],
  [`update declaration set state = 'APPROVED' where id = ${one("UNIT_REVIEW")}`, /state that is not where the last step led/],
  [`update declaration set revision = revision + 1 where id = ${one("DRAFT")}`, /revision that saves/],
  [`delete from declaration_step where declaration_id = ${one("FIN_REVIEW")} and action = 'report'`, /does not begin where the one before it ended/],
  [`update declaration_step set version_id = null where action = 'submit' and declaration_id = ${one("UNIT_REVIEW")}`, /step without its version/],
  [`delete from audit_waiting where action = 'declaration.submit' and subject_id = ${one("UNIT_REVIEW")}::text`, /step without its event/],
  [`delete from declaration_step where action = 'submit' and declaration_id = ${one("UNIT_REVIEW")}`, /event of a step that is not there/],
  [`update declaration set drafted = jsonb_set(drafted, '{year}', '1999') where id = ${one("APPROVED")}`, /not that of its latest version/],
  [`update declaration set approval_number = null where id = ${one("APPROVED")}`, /approval without its number/],
  [`insert into carried_out (account_id, key, request, status) values (null, 'half', 'x', 0)`, /key whose request was not carried out/],
];

test("a trial as it was made is whole", async () => {
  assert.deepEqual(await seen("select 1", halfHere), []);
});

for (const [breaking, told] of breakings)
  test(`the proof sees: ${told.source}, after ${breaking.slice(0, 40)}…`, async () => {
    const found = await seen(breaking, async (client) => await halfHere(client));
    assert.ok(found.some((line) => told.test(line)), found.join("\n") || "nothing was found");
  });

test("a version that was changed is seen, and an acknowledged write that is gone, was changed or was told twice", async () => {
  assert.equal((await seen("update declaration_version set content = jsonb_set(content, '{year}', '1999') where number = 1 and action = 'submit'", changedVersions)).length > 0, true);
  const { rows } = await database.pool.query<{ id: string; revision: number }>("select declaration_id as id, revision from declaration_step where action = 'submit' limit 1");
  const [row] = rows;
  assert.ok(row);
  const step = { kind: "step", id: row.id, action: "submit", revision: row.revision, state: "UNIT_REVIEW", version: 1 } as const;
  const look = async (client: pg.PoolClient): Promise<string[]> => await lost(client, [step]);
  assert.deepEqual(await seen("select 1", look), []);
  assert.equal((await seen(`delete from declaration_step where declaration_id = '${row.id}'`, look)).length, 1);
  assert.equal((await seen(`delete from audit_waiting where subject_id = '${row.id}'`, look)).length, 1);
  assert.equal(twice([step, { ...step, action: "report" }]).length, 1);
});
