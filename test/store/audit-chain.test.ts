// Whatever one changes, removes, adds or swaps in the audit log is found: in the database, and in an exported file, by
// our own check and by the script that stands alone.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import fc from "fast-check";
import type pg from "pg";
import { addAnchor, readAnchors } from "../../src/store/audit/anchors.ts";
import { type ChainedEvent, type Head, hashOf } from "../../src/store/audit/chain.ts";
import { exportLines, linesOf, verifyExport } from "../../src/store/audit/export.ts";
import { verifyChain } from "../../src/store/audit/reading.ts";
import { type AuditEvent, fingerprint, headOf, record, sealEvents } from "../../src/store/audit/audit.ts";
import type { Database } from "../../src/store/database.ts";
import { startTestServer, type TestServer } from "./database.ts";

let server: TestServer;
let database: Database;
let exported: string;
let head: Head;
const folder = mkdtempSync(path.join(tmpdir(), "dabiao-audit-"));
const script = path.join(import.meta.dirname, "../../bin/audit-verify.mjs");

const words = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }), fc.constantFrom("", "王\u2028小云", "\r\n", "\ufffd", "\ufeff", "\0", '"\\'));
const randomEvents = fc.array(
  fc.record<AuditEvent>({
    actor: fc.record({ account: fc.option(fc.uuid()), name: words, role: fc.option(fc.constantFrom("auditor", "dept")) }),
    from: fc.option(fc.ipV6()),
    action: fc.constantFrom("declaration.save", "session.begin"),
    subject: fc.option(fc.record({ kind: fc.constant("declaration"), id: words })),
    before: fc.option(words.map(fingerprint)),
    after: fc.option(words.map(fingerprint)),
    detail: fc.jsonValue(),
  }),
  { minLength: 30, maxLength: 30 },
);

before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  for (const event of fc.sample(randomEvents, { numRuns: 2, seed: 7 }).flat()) await record(database.db, event);
  await sealEvents(database.db);
  exported = await withClient(async (client) => {
    const pieces: string[] = [];
    for await (const lines of exportLines(client)) pieces.push(lines);
    return pieces.join("");
  });
  head = await headOf(database.db);
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function withClient<Result>(use: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await database.pool.connect();
  try {
    return await use(client);
  } finally {
    client.release();
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  // In pieces of odd length, which cut characters in two.
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += 1001) yield await Promise.resolve(bytes.subarray(from, from + 1001));
}

/** Whether our own check takes the file for right. */
const holds = async (text: string, anchors: readonly Head[] = []): Promise<boolean> =>
  await verifyExport(linesOf(bytesOf(text)), anchors).then(
    ({ faultCount }) => faultCount === 0,
    () => false,
  );

function scriptHolds(text: string, ...anchors: string[]): boolean {
  const file = path.join(folder, "export.jsonl");
  writeFileSync(file, text);
  const { status, stderr } = spawnSync(process.execPath, [script, file, ...anchors], { encoding: "utf8" });
  assert.ok(status === 0 || status === 1, stderr);
  return status === 0;
}

test("an untouched log holds: in the database, as a file, for the script alone, with its anchor", async () => {
  const verdict = await withClient(async (client) => await verifyChain(client, [head]));
  assert.deepEqual([verdict.events, verdict.faultCount, verdict.head], [60, 0, head]);
  assert.ok(await holds(exported, [head]));
  assert.ok(scriptHolds(exported, `${head.seq}:${head.hash}`));
  assert.equal(scriptHolds(exported, `${head.seq}:${"0".repeat(64)}`), false);
});

/** All ways to touch the lines of a file, as functions of two positions and a text. */
const touches: Readonly<Record<string, (lines: string[], a: number, b: number, text: string) => void>> = {
  remove: (lines, a) => void lines.splice(a, 1),
  "remove several": (lines, a, b) => void lines.splice(Math.min(a, b), Math.abs(a - b) + 1),
  double: (lines, a, b) => void lines.splice(b, 0, lines[a] ?? ""),
  swap: (lines, a, b) => void lines.splice(b, 1, ...lines.splice(a, 1, lines[b] ?? "")),
  "cut the end off": (lines, a) => void lines.splice(a),
  "change a character": (lines, a, b, text) => {
    const line = lines[a] ?? "";
    lines[a] = line.slice(0, b % line.length) + (text || "0") + line.slice((b % line.length) + 1);
  },
  "drop a character": (lines, a, b) => {
    const line = lines[a] ?? "";
    lines[a] = line.slice(0, b % line.length) + line.slice((b % line.length) + 1);
  },
  "change a field": (lines, a, b, text) => void changeField(lines, a, b, text),
  "change a field and its hash": (lines, a, b, text) => {
    const event = changeField(lines, a, b, text);
    if (event) lines[a] = JSON.stringify({ ...event, hash: hashOf(event) });
  },
};

function changeField(lines: string[], a: number, b: number, text: string): ChainedEvent | null {
  const event = JSON.parse(lines[a] ?? "{}") as Record<string, unknown>;
  if (!("seq" in event)) return null;
  const names = Object.keys(event);
  const name = names[b % names.length] ?? "name";
  event[name] = name === "seq" ? b : event[name] === text ? null : text;
  lines[a] = JSON.stringify(event);
  return name === "previous" || name === "hash" ? null : (event as unknown as ChainedEvent);
}

for (const [name, touch] of Object.entries(touches)) {
  test(`a file is refused after: ${name}`, async () => {
    const lines = exported.trimEnd().split("\n");
    const position = fc.nat({ max: lines.length - 1 });
    const touched = fc.tuple(position, position, fc.nat({ max: 500 }), words).map(([a, b, far, text]) => {
      const copy = [...lines];
      touch(copy, a, name.includes("field") || name.includes("character") ? far : b, text);
      return `${copy.join("\n")}\n`;
    });
    let byScript = 0;
    await fc.assert(
      fc.asyncProperty(touched, async (text) => {
        fc.pre(Buffer.from(text).compare(Buffer.from(exported)) !== 0);
        assert.equal(await holds(text), false);
        // A process each: fewer of them.
        if (byScript++ < 4) assert.equal(scriptHolds(text), false);
      }),
      { numRuns: 150 },
    );
  });
}

/** Changes the database as its owner can, triggers switched off, and takes it back. */
async function afterTampering<Result>(statements: readonly string[], look: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  return await withClient(async (client) => {
    // verifyChain reads in a transaction of its own: the change has to be committed, on a copy.
    await client.query("create schema kept");
    for (const table of ["audit_event", "audit_head"]) await client.query(`create table kept.${table} as table ${table}`);
    for (const table of ["audit_event", "audit_head"]) await client.query(`alter table ${table} disable trigger all`);
    try {
      for (const statement of statements) await client.query(statement);
      return await look(client);
    } finally {
      for (const table of ["audit_event", "audit_head"]) await client.query(`delete from ${table}; insert into ${table} select * from kept.${table}`);
      for (const table of ["audit_event", "audit_head"]) await client.query(`alter table ${table} enable trigger all`);
      await client.query("drop schema kept cascade");
    }
  });
}

const inDatabase: Readonly<Record<string, string[]>> = {
  "one event's name": ["update audit_event set name = name || ' ' where seq = 17"],
  "one event's time by a microsecond": ["update audit_event set at = at + interval '1 microsecond' where seq = 17"],
  "the last event": ["update audit_event set detail = '{}' where seq = 60"],
  "an event that goes": ["delete from audit_event where seq = 31"],
  "the first event that goes": ["delete from audit_event where seq = 1"],
  "the last events that go": ["delete from audit_event where seq > 55"],
  "all events that go": ["delete from audit_event"],
  "the last events and the head": ["delete from audit_event where seq > 55", "update audit_head set seq = 55, hash = (select hash from audit_event where seq = 55)"],
  "two events that change places": ["update audit_event set seq = case seq when 20 then 1021 else 1020 end where seq in (20, 21)", "update audit_event set seq = seq - 1000 where seq > 1000"],
  "an event put in": ["insert into audit_event select 61, gen_random_uuid(), at, account, name, role, address, action, subject_kind, subject_id, before, after, detail, hash, hash from audit_event where seq = 60"],
  "the whole chain written anew": [
    "create temporary table anew as select * from audit_event where seq <> 10",
    "delete from audit_event",
    "update audit_head set seq = 0, hash = decode(repeat('00', 32), 'hex')",
    "alter table audit_waiting disable trigger all",
    "insert into audit_waiting select id, at, account, name, role, address, action, subject_kind, subject_id, before, after, detail from anew",
    "select audit_seal(1000)",
    "alter table audit_waiting enable trigger all",
    "drop table anew",
  ],
};

for (const [name, statements] of Object.entries(inDatabase)) {
  test(`found in the database: ${name}`, async () => {
    const verdict = await afterTampering(statements, async (client) => await verifyChain(client, [head]));
    assert.ok(verdict.faultCount > 0);
    // Only these need more than the database itself to be seen.
    const alone = await afterTampering(statements, async (client) => await verifyChain(client, []));
    assert.equal(alone.faultCount > 0, !["the last events and the head", "the whole chain written anew"].includes(name));
  });
}

test("anchors survive a torn line, and a line written by hand counts for nothing", async () => {
  const home = mkdtempSync(path.join(folder, "anchors-"));
  await addAnchor(home, { seq: 3, hash: "a".repeat(64) });
  const file = path.join(home, "audit-anchors");
  writeFileSync(file, `{"at":"2026-01-01T00:00:00.000Z","seq":9,"hash":"${"b".repeat(64)}","mac":"${"c".repeat(64)}"}\n{"at":"20`, { flag: "a" });
  await addAnchor(home, { seq: 5, hash: "d".repeat(64) });
  const { good, bad } = await readAnchors(home);
  assert.deepEqual([good.map(({ seq }) => seq), bad], [[3, 5], 2]);
});
