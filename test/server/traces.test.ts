import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { Kysely, PostgresDialect } from "kysely";
import { Traces } from "../../src/server/traces.ts";
import type { AuditEvent } from "../../src/store/audit/audit.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import type { Tables } from "../../src/store/schema.ts";
import { startTestServer, type TestServer } from "../store/database.ts";

let server: TestServer;
/** With a single connection: what is asked later is answered later. */
let database: Database;

before(async () => {
  server = await startTestServer();
  const { url } = await server.migratedDatabase();
  database = openDatabase(url, () => undefined, 1);
});
after(async () => {
  await database.close();
  await server.stop();
});

const eventOf = (action: string): AuditEvent => ({
  actor: { account: null, name: "王小云", role: "dept" },
  from: "127.0.0.1",
  action,
  subject: { kind: "declaration", id: randomUUID() },
  before: null,
  after: null,
  detail: {},
});

const turns = async (count: number): Promise<void> => {
  for (let passed = 0; passed < count; passed += 1) await null;
};

test("what comes in the very moment in which the one before it has been written is written, too", async () => {
  const most = 60;
  const { pool } = database;
  for (let later = 0; later < most; later += 1) {
    let first = true;
    const afterTheFirst = (): void => {
      if (first) void turns(later).then(() => traces.keep(eventOf("declaration.export")));
      first = false;
    };
    const traces = new Traces(new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), log: afterTheFirst }));
    await traces.keep(eventOf("declaration.read"));
    await turns(2 * most);
    const { rows } = await pool.query<{ count: number }>("select count(*)::int as count from audit_waiting where action = 'declaration.export'");
    assert.equal(rows[0]?.count, later + 1, `the second came ${later} turns after the first was written`);
  }
});
