// From every step that there ever was, with data in every table, to the newest: nothing of the old data is lost or changed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type pg from "pg";
import { listDeclarations } from "../../src/store/declarations/list.ts";
import { verifyChain } from "../../src/store/audit/reading.ts";
import { sealEvents } from "../../src/store/audit/audit.ts";
import { migrate } from "../../src/store/migrate.ts";
import { migrations } from "../../src/store/migrations/index.ts";
import { eras } from "./eras.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { lostRows, rowsOf, shapesOf } from "./kept-rows.ts";

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(async () => await server.stop());

/** Brings a new database through the years up to a step, with the data of each. */
async function databaseOf(step: number) {
  const database = await server.emptyDatabase();
  for (let number = 1; number <= step; number++) {
    await migrate(database.pool, migrations.slice(0, number));
    for (const era of eras.filter((one) => one.step === number)) await database.pool.query(era.sql);
  }
  return database;
}

async function withOne<Told>(pool: pg.Pool, look: (client: pg.PoolClient) => Promise<Told>): Promise<Told> {
  const client = await pool.connect();
  try {
    return await look(client);
  } finally {
    client.release();
  }
}

for (const { number, name } of migrations) {
  test(`a database of step ${number} (${name}) with data in it becomes one of today`, async (t) => {
    const { pool, db } = await databaseOf(number);
    const shapes = await withOne(pool, shapesOf);
    const old = await withOne(pool, async (client) => await rowsOf(client, shapes));
    const empty = [...old].filter(([, rows]) => rows.size === 0).map(([table]) => table);
    // A step that came after the last era has tables without data: they want an era of their own (eras.ts).
    if (number <= (eras.at(-1)?.step ?? 0)) assert.deepEqual(empty, []);
    else if (empty.length > 0) t.diagnostic(`no data in ${empty.join(", ")}`);

    assert.equal(await migrate(pool), migrations.length - number);

    assert.deepEqual(lostRows(old, await withOne(pool, async (client) => await rowsOf(client, (await shapesOf(client)).filter((shape) => old.has(shape.name)))), number), []);
    await works(db, pool);
  });
}

/** The program of today works with it: lists show what was imported and what was handed on, and the audit log holds. */
async function works(db: Awaited<ReturnType<typeof databaseOf>>["db"], pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ declarations: string; wrong: string }>(
    `select count(*) as declarations, count(*) filter (where doubts <> (select count(*) from check_entry where declaration_id = declaration.id and open) or batch is null) as wrong from declaration`,
  );
  assert.equal(rows[0]?.wrong, 0);
  const list = await listDeclarations(db, {}, { limit: 50 });
  assert.equal(list.items.length, Number(rows[0]?.declarations));
  const shapeless = await pool.query("select declaration_id from handed_on where not head ?& array['form', 'unit', 'department', 'project', 'funding', 'indicators']");
  assert.deepEqual(shapeless.rows, []);
  await sealEvents(db);
  const verdict = await withOne(pool, async (client) => await verifyChain(client, []));
  assert.deepEqual(verdict.faults, []);
}
