// From every step that there ever was, with data in every table, to the newest: nothing of the old data is lost or changed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type pg from "pg";
import { listDeclarations } from "../../src/store/declarations/list.ts";
import { verifyChain } from "../../src/store/audit/reading.ts";
import { sealEvents } from "../../src/store/audit/audit.ts";
import { plainText, quoted, tablesOf, type TableShape } from "../../src/store/backup/tables.ts";
import { migrate } from "../../src/store/migrate.ts";
import { migrations } from "../../src/store/migrations/index.ts";
import { changedBy, eras } from "./eras.ts";
import { startTestServer, type TestServer } from "./database.ts";

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

type Rows = Map<string, Map<string, Record<string, string | null>>>;

/** The rows of tables, by primary key, each value as text. */
async function rowsOf(pool: pg.Pool, tables: readonly TableShape[]): Promise<Rows> {
  const client = await pool.connect();
  try {
    await client.query(`begin; ${plainText}; select set_config('dabiao.scope', 'system', true)`);
    const all: Rows = new Map();
    for (const { name, columns } of tables) {
      const { rows: keys } = await client.query<{ key: string }>(
        "select attname as key from pg_index join pg_attribute on attrelid = indrelid and attnum = any (indkey) where indisprimary and indrelid = $1::regclass order by 1",
        [quoted(name)],
      );
      const key = keys.length > 0 ? keys.map((one) => one.key) : columns;
      const { rows } = await client.query<Record<string, string | null>>(`select ${columns.map((column) => `${quoted(column)}::text`).join(", ")} from ${quoted(name)}`);
      all.set(name, new Map(rows.map((row) => [JSON.stringify(key.map((column) => row[column])), row])));
    }
    await client.query("rollback");
    return all;
  } finally {
    client.release();
  }
}

async function shapesOf(pool: pg.Pool): Promise<TableShape[]> {
  const client = await pool.connect();
  try {
    return (await tablesOf(client)).filter(({ name }) => name !== "schema_migration");
  } finally {
    client.release();
  }
}

for (const { number, name } of migrations) {
  test(`a database of step ${number} (${name}) with data in it becomes one of today`, async (t) => {
    const { pool, db } = await databaseOf(number);
    const shapes = await shapesOf(pool);
    const old = await rowsOf(pool, shapes);
    const empty = [...old].filter(([, rows]) => rows.size === 0).map(([table]) => table);
    // A step that came after the last era has tables without data: they want an era of their own (eras.ts).
    if (number <= (eras.at(-1)?.step ?? 0)) assert.deepEqual(empty, []);
    else if (empty.length > 0) t.diagnostic(`no data in ${empty.join(", ")}`);

    assert.equal(await migrate(pool), migrations.length - number);

    const now = await rowsOf(pool, shapes);
    for (const [table, rows] of old) {
      const changed = changedBy.filter((change) => change.table === table && change.step > number).map(({ column }) => column);
      for (const [key, row] of rows) {
        const kept = now.get(table)?.get(key);
        assert.ok(kept, `${table} ${key} is gone`);
        for (const column of Object.keys(row)) if (!changed.includes(column)) assert.equal(kept[column], row[column], `${table}.${column} of ${key}`);
      }
    }
    await works(db, pool);
  });
}

/** The program of today works with it: lists show what was imported, and the audit log holds. */
async function works(db: Awaited<ReturnType<typeof databaseOf>>["db"], pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ declarations: string; wrong: string }>(
    `select count(*) as declarations, count(*) filter (where doubts <> (select count(*) from check_entry where declaration_id = declaration.id and open) or batch is null) as wrong from declaration`,
  );
  assert.equal(rows[0]?.wrong, 0);
  const list = await listDeclarations(db, {}, { limit: 50 });
  assert.equal(list.items.length, Number(rows[0]?.declarations));
  await sealEvents(db);
  const client = await pool.connect();
  const verdict = await verifyChain(client, []);
  client.release();
  assert.deepEqual(verdict.faults, []);
}
