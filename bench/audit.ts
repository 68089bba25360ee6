// npm run audit:million -- [EVENTS]: how long it takes to check an audit log of a million events, whether an edit, a
// removal and a cut-off end are found in it wherever they are, and what writing and chaining cost. Exit code 1 beyond the limit.
import { spawnSync } from "node:child_process";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { exportLines } from "../src/store/audit/export.ts";
import { verifyChain } from "../src/store/audit/reading.ts";
import { headOf, record, sealEvents } from "../src/store/audit/audit.ts";
import { withClient } from "../src/store/backup/beside.ts";
import { startTestServer } from "../test/store/database.ts";

const events = Number(process.argv[2] ?? 1_000_000);
const limitSeconds = 60;
const script = path.join(import.meta.dirname, "..", "bin", "audit-verify.mjs");

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
};
const say = (what: string, figure: string): void => console.log(`${what.padEnd(60)} ${figure}`);

const server = await startTestServer();
const folder = mkdtempSync(path.join(tmpdir(), "dabiao-million-"));
try {
  const { db, pool, url } = await server.migratedDatabase();
  const acts = 4_000;
  say("acts with an event, 10 at a time", `${Math.round(acts / (await seconds(async () => await writeActs(acts))))} a second`);
  await sealEvents(db);
  await withClient(url, async (client) => {
    await client.query(
      `insert into audit_waiting (id, name, role, address, action, subject_kind, subject_id, before, after, detail)
       select gen_random_uuid(), '王小云', 'unit-clerk', '10.0.0.9', 'declaration.save', 'declaration', gen_random_uuid()::text,
              repeat('a', 64), repeat('b', 64), json_build_object('fields', array['project.name', 'funding.total'], 'n', i)
       from generate_series(1, ${events - acts}) as i`,
    );
  });
  say("events brought into the chain", `${Math.round((events - acts) / (await seconds(async () => await sealEvents(db))))} a second`);
  const head = await headOf(db);
  const check = async (): Promise<{ took: number; processor: number; faults: number }> => {
    let faults = 0;
    const before = process.cpuUsage();
    const took = await seconds(async () => {
      ({ faultCount: faults } = await withClient(url, async (client) => await verifyChain(client, [head])));
    });
    const { user, system } = process.cpuUsage(before);
    return { took, processor: (user + system) / 1e6, faults };
  };
  const whole = await check();
  say(`checking ${head.seq} events`, `${whole.took.toFixed(1)} s (${whole.processor.toFixed(1)} s of the processor here), ${whole.faults} faults, ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
  let slowest = whole.took;
  let missed = whole.faults;
  const client = await pool.connect();
  for (const { name, change, back } of damages(head.seq)) {
    await tampering(client, change);
    const { took, faults } = await check();
    slowest = Math.max(slowest, took);
    if (faults === 0) missed += 1;
    say(name, `${faults === 0 ? "not found" : "found"} in ${took.toFixed(1)} s`);
    await tampering(client, back);
  }
  client.release();
  const file = path.join(folder, "audit.jsonl");
  say("exporting all", `${(await seconds(async () => await withClient(url, async (one) => await pipeline(Readable.from(exportLines(one)), createWriteStream(file))))).toFixed(1)} s`);
  const began = performance.now();
  const { status } = spawnSync(process.execPath, [script, file], { stdio: "inherit" });
  const byScript = (performance.now() - began) / 1_000;
  if (status !== 0) missed += 1;
  say("checking the export with the script alone", `${byScript.toFixed(1)} s`);
  slowest = Math.max(slowest, byScript);
  const holds = missed === 0 && slowest <= limitSeconds;
  console.log(`${holds ? "达到" : "未达到"}: every change found, the slowest check ${slowest.toFixed(1)} s (limit ${limitSeconds} s)`);
  process.exitCode = holds ? 0 : 1;

  async function writeActs(number: number): Promise<void> {
    let left = number;
    const people = Array.from({ length: 10 }, async () => {
      while (left-- > 0) {
        await db.transaction().execute(async (act) => await record(act, { actor: { account: null, name: "王小云", role: null }, from: null, action: "declaration.save", subject: null, before: null, after: null, detail: {} }));
      }
    });
    await Promise.all(people);
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

interface Damage {
  name: string;
  change: string;
  back: string;
}

/** One event edited and one removed at the beginning, in the middle, near and at the end; and a cut-off end. */
function damages(last: number): Damage[] {
  const anywhere = 1 + Math.floor(Math.random() * last);
  const keep = (where: string) => `create table kept as select * from audit_event where ${where};`;
  const putBack = "insert into audit_event select * from kept; drop table kept";
  const one = [1, anywhere, Math.floor(last / 2), last].flatMap((seq) => [
    { name: `event ${seq} edited`, change: `update audit_event set name = name || '.' where seq = ${seq}`, back: `update audit_event set name = left(name, -1) where seq = ${seq}` },
    { name: `event ${seq} removed`, change: `${keep(`seq = ${seq}`)} delete from audit_event where seq = ${seq}`, back: putBack },
  ]);
  const cut = `${keep(`seq > ${last - 3}`)} delete from audit_event where seq > ${last - 3}; update audit_head set seq = ${last - 3}, hash = (select hash from audit_event where seq = ${last - 3})`;
  return [...one, { name: "the last three removed, and the head set back", change: cut, back: `${putBack}; update audit_head set seq = ${last}, hash = (select hash from audit_event where seq = ${last})` }];
}

/** As the owner of the database can: triggers switched off. */
async function tampering(client: pg.PoolClient, statements: string): Promise<void> {
  await client.query(`alter table audit_event disable trigger all; alter table audit_head disable trigger all; ${statements};
    alter table audit_event enable trigger all; alter table audit_head enable trigger all`);
}
