import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { type AuditEvent, fingerprint, record, sealEvents } from "../../src/store/audit/audit.ts";
import { type Db, openDatabase } from "../../src/store/database.ts";
import { nobodysScope } from "../../src/store/scope.ts";
import { startTestServer, type TestServer } from "./database.ts";

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(async () => await server.stop());

const event = (parts: Partial<AuditEvent> = {}): AuditEvent => ({
  actor: { account: null, name: "王小云", role: "unit-clerk" },
  from: "127.0.0.1",
  action: "declaration.save",
  subject: { kind: "declaration", id: "0190" },
  before: null,
  after: fingerprint({ 名称: "图书馆免费开放" }),
  detail: { fields: ["project.name"] },
  ...parts,
});

const chain = async (db: Db) => await db.selectFrom("audit_event").selectAll().orderBy("seq").execute();

test("an event commits with its act, and is undone with it", async () => {
  const { db } = await server.migratedDatabase();
  await db.transaction().execute(async (act) => await record(act, event()));
  await assert.rejects(
    db.transaction().execute(async (act) => {
      await record(act, event({ action: "declaration.undone" }));
      throw new Error("the act failed");
    }),
  );
  assert.equal(await sealEvents(db), 1);
  assert.equal(await sealEvents(db), 0);
  const [only, ...others] = await chain(db);
  assert.deepEqual(others, []);
  assert.deepEqual(
    [only?.seq, only?.action, only?.name, only?.subject_id, only?.detail, only?.previous.equals(Buffer.alloc(32))],
    [1, "declaration.save", "王小云", "0190", { fields: ["project.name"] }, true],
  );
});

test("many acts and many sealers at once give one chain without gaps, and nothing is lost", async () => {
  const { db } = await server.migratedDatabase();
  const acts = Array.from({ length: 200 }, async (_, i) => {
    await db.transaction().execute(async (act) => await record(act, event({ detail: { act: i } })));
    if (i % 10 === 0) await sealEvents(db);
  });
  await Promise.all(acts);
  await sealEvents(db);
  const events = await chain(db);
  assert.deepEqual(
    events.map(({ seq }) => seq),
    Array.from({ length: 200 }, (_, i) => i + 1),
  );
  for (const [i, { previous }] of events.entries()) assert.ok(previous.equals(events[i - 1]?.hash ?? Buffer.alloc(32)));
  assert.equal(new Set(events.map(({ detail }) => JSON.stringify(detail))).size, 200);
  const head = await db.selectFrom("audit_head").selectAll().executeTakeFirstOrThrow();
  assert.deepEqual([head.seq, head.hash], [200, events.at(-1)?.hash]);
});

test("the database refuses to change, remove or empty the log, the waiting events and the head", async () => {
  const { db } = await server.migratedDatabase();
  await record(db, event());
  await sealEvents(db);
  await record(db, event({ action: "still.waiting" }));
  for (const statement of [
    "update audit_event set name = '别人'",
    "delete from audit_event",
    "truncate audit_event",
    "update audit_waiting set name = '别人'",
    "delete from audit_waiting",
    "truncate audit_waiting",
    "update audit_head set seq = 0",
    "update audit_head set seq = 2, hash = decode(repeat('ab', 32), 'hex')",
    "delete from audit_head",
    "truncate audit_head",
  ]) {
    for (const mode of ["origin", "replica"]) {
      const attempt = db.transaction().execute(async (act) => {
        await sql`select set_config('session_replication_role', ${mode}, true)`.execute(act);
        await sql.raw(statement).execute(act);
      });
      await assert.rejects(attempt, /audit/, `${statement} (${mode})`);
    }
  }
  assert.equal((await chain(db)).length, 1);
});

test("a fingerprint does not depend on the order of keys", () => {
  assert.equal(fingerprint({ a: 1, b: [{ c: 2, d: null }] }), fingerprint({ b: [{ d: null, c: 2 }], a: 1 }));
  assert.notEqual(fingerprint({ a: 1 }), fingerprint({ a: 2 }));
  assert.equal(fingerprint(undefined), fingerprint(null));
});

test("a person's request adds to the log, and can neither read, forge nor seal it", async () => {
  const { db, pool, url } = await server.migratedDatabase();
  void pool;
  const person = openDatabase(url, () => undefined, 1, nobodysScope);
  await record(person.db, event());
  for (const statement of ["select * from audit_event", "select * from audit_waiting", "select * from audit_head", "insert into audit_event select * from audit_event", "delete from audit_waiting", "select audit_seal(1)"]) {
    await assert.rejects(sql.raw(statement).execute(person.db), /permission denied/, statement);
  }
  await person.close();
  assert.equal(await sealEvents(db), 1);
});
