import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { DabiaoError } from "../../src/problem.ts";
import { openDatabase } from "../../src/store/database.ts";
import { migrate, readiness } from "../../src/store/migrate.ts";
import { migrations } from "../../src/store/migrations/index.ts";
import { startTestServer, type TestServer } from "./database.ts";

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(async () => await server.stop());

test("the list of migrations and the folder agree, and the numbers have no gaps", () => {
  const folder = readdirSync(new URL("../../src/store/migrations/", import.meta.url))
    .filter((file) => /^\d/.test(file))
    .sort();
  assert.deepEqual(
    folder,
    migrations.map(({ number, name }) => `${String(number).padStart(4, "0")}-${name}.ts`),
  );
  assert.deepEqual(
    migrations.map(({ number }) => number),
    migrations.map((_, i) => i + 1),
  );
});

test("migrating twice applies every step once", async () => {
  const { pool, db } = await server.emptyDatabase();
  assert.equal(await migrate(pool), migrations.length);
  assert.equal(await migrate(pool), 0);
  assert.equal(await readiness(db), null);
});

test("two servers that start at once take turns", async () => {
  const { pool } = await server.emptyDatabase();
  const applied = await Promise.all([migrate(pool), migrate(pool), migrate(pool)]);
  assert.equal(applied.reduce((sum, steps) => sum + steps), migrations.length);
});

test("a step that fails leaves the database as it was", async () => {
  const { pool, db } = await server.emptyDatabase();
  const broken = [
    ...migrations,
    { number: migrations.length + 1, name: "broken", sql: "create table half (id int); select 1/0" },
  ];
  await assert.rejects(migrate(pool, broken), /division by zero/);
  assert.equal(await readiness(db), null);
  assert.equal((await pool.query<{ half: string | null }>("select to_regclass('half') as half")).rows[0]?.half, null);
});

test("a database that is newer than the code is refused", async () => {
  const { pool, db } = await server.migratedDatabase();
  await pool.query("insert into schema_migration (number, name) values ($1, 'from the future')", [migrations.length + 1]);
  await assert.rejects(migrate(pool), (error) => error instanceof DabiaoError && error.code === "STORE-02");
  assert.match((await readiness(db)) ?? "", /版本/);
});

test("an unreachable database is told from other trouble", async () => {
  const nowhere = openDatabase("postgres://nobody@127.0.0.1:1/nothing", () => undefined);
  await assert.rejects(migrate(nowhere.pool), (error) => error instanceof DabiaoError && error.code === "STORE-01");
  assert.equal(await readiness(nowhere.db), "数据库连不上。");
  await nowhere.close();
});
