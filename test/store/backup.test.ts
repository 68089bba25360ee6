import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { DabiaoError } from "../../src/problem.ts";
import { verifyChain } from "../../src/store/audit/reading.ts";
import { record, sealEvents } from "../../src/store/audit/audit.ts";
import { checkFile, type Piece, readPieces, writePieces } from "../../src/store/backup/file.ts";
import { sumOf, tablesOf, type TableSum } from "../../src/store/backup/tables.ts";
import { backup, type BackupResult, differences } from "../../src/store/backup/backup.ts";
import { withClient } from "../../src/store/backup/beside.ts";
import { importFile } from "../../src/store/imports/imports.ts";
import { startRun } from "../../src/store/imports/runs.ts";
import { migrations } from "../../src/store/migrations/index.ts";
import { migrate } from "../../src/store/migrate.ts";
import { restoreInto } from "../../src/store/backup/restore-place.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { bytesOf, readMadeUp } from "./made-up.ts";

let server: TestServer;
let source: Awaited<ReturnType<TestServer["migratedDatabase"]>>;
const folder = mkdtempSync(path.join(tmpdir(), "dabiao-backup-"));
before(async () => {
  server = await startTestServer();
  source = await server.migratedDatabase();
  await fill(1);
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

let made = 0;
const fresh = (name: string): string => path.join(folder, `${name}-${made++}`);

/** Imports files with awkward text, and writes events: an act of each kind that there is. */
async function fill(files: number): Promise<void> {
  const importer = { db: source.db, read: readMadeUp, report: () => undefined };
  const run = await startRun(source.db, "王小云", files);
  for (let i = 0; i < files; i++) {
    await importFile(importer, run, `反斜杠\\N\t${i}.txt`, bytesOf(`图书馆\\.${randomBytes(4).toString("hex")}\n项目乙=12.50万元`));
    await record(source.db, { actor: { account: null, name: "王小云\n", role: null }, from: null, action: "made.up", subject: null, before: null, after: null, detail: { i, text: "\\N" } });
  }
  await sealEvents(source.db);
}

async function backupTo(file: string, url = source.url): Promise<BackupResult> {
  writeFileSync(file, "");
  return await withClient(url, async (client) => await backup(client, [], async (bytes) => await Promise.resolve(appendFileSync(file, bytes))));
}

const sums = async (url: string): Promise<TableSum[]> =>
  await withClient(url, async (client) => {
    await client.query("begin; set local timezone = 'UTC'");
    const all = [];
    for (const table of await tablesOf(client)) all.push(await sumOf(client, table));
    await client.query("rollback");
    return all;
  });

const nothing = async (): Promise<void> => await Promise.resolve();

/** Restores into a new database. @returns its address */
async function restored(file: string): Promise<string> {
  const { url } = await server.emptyDatabase();
  await restoreInto({ DATABASE_URL: url, DABIAO_DATA: fresh("data") }, file, null, nothing);
  return url;
}

test("a backup under writing load, restored, has every table as it was at one moment", async () => {
  let writing = true;
  const load = (async () => {
    while (writing) await fill(2);
  })();
  const file = fresh("load.zst");
  const { manifest } = await backupTo(file);
  writing = false;
  await load;
  const url = await restored(file);
  assert.deepEqual(differences(manifest.tables, await sums(url)), []);
  const rowsOf = (name: string): number => manifest.tables.find((table) => table.name === name)?.rows ?? 0;
  assert.ok(rowsOf("document") > 0);
  assert.equal(rowsOf("declaration"), 2 * rowsOf("document"));
  // What is restored is a database that works: it can be written, and its guards are up again.
  await withClient(url, async (client) => {
    await assert.rejects(client.query("delete from audit_event"), /audit/);
    await assert.rejects(client.query("insert into document (id, sha256, file, format, verdict, overall_goals, paragraphs, problems) values (gen_random_uuid(), 'no such source', '', '', 'form', '[]', '[]', '[]')"), /foreign key/);
    assert.equal((await client.query("select audit_seal(10)")).rows.length, 1);
  });
});

test("constraints, triggers and policies of a restored database are those of one that was migrated", async () => {
  const file = fresh("guards.zst");
  await backupTo(file);
  const guards = async (url: string) =>
    await withClient(url, async (client) => {
      const { rows } = await client.query(`
        select conrelid::regclass::text as on, conname as name, pg_get_constraintdef(oid) as what from pg_constraint where connamespace = current_schema()::regnamespace
        union all select tgrelid::regclass::text, tgname, tgenabled::text from pg_trigger join pg_class on pg_class.oid = tgrelid where not tgisinternal and relnamespace = current_schema()::regnamespace
        union all select relname, 'row security', relrowsecurity::text || relforcerowsecurity::text from pg_class where relnamespace = current_schema()::regnamespace order by 1, 2, 3`);
      return rows;
    });
  assert.deepEqual(await guards(await restored(file)), await guards(source.url));
});

test("a place that is not empty is refused and stays as it is", async () => {
  const file = fresh("full.zst");
  await backupTo(file);
  const before = await sums(source.url);
  await assert.rejects(restoreInto({ DATABASE_URL: source.url, DABIAO_DATA: fresh("data") }, file, null, nothing), coded("BACKUP-02"));
  assert.deepEqual(await sums(source.url), before);
});

const coded = (code: string) => (error: unknown) => error instanceof DabiaoError && error.code === code;

test("a torn, edited or lengthened backup is refused and leaves nothing behind", async () => {
  const whole = fresh("whole.zst");
  await backupTo(whole);
  const bytes = readFileSync(whole);
  const { url } = await server.emptyDatabase();
  const attempt = async (file: string): Promise<void> => {
    const data = fresh("data");
    await assert.rejects(restoreInto({ DATABASE_URL: url, DABIAO_DATA: data }, file, null, nothing), coded("BACKUP-01"));
    assert.deepEqual(await sums(url), []);
    assert.equal(existsSync(data), false);
  };
  for (const length of [0, 1, 39, 40, 41, bytes.length >> 1, bytes.length - 1]) {
    const torn = fresh("torn.zst");
    writeFileSync(torn, bytes);
    truncateSync(torn, length);
    await attempt(torn);
  }
  for (let i = 0; i < 40; i++) {
    const edited = Buffer.from(bytes);
    const at = Math.floor((i / 40) * bytes.length);
    edited[at] = (edited[at] ?? 0) ^ (1 << (i % 8));
    const file = fresh("edited.zst");
    writeFileSync(file, edited);
    await attempt(file);
  }
  const longer = fresh("longer.zst");
  writeFileSync(longer, Buffer.concat([bytes, Buffer.from("x")]));
  await attempt(longer);
  await attempt(path.join(folder, "no such file"));
});

/** Writes a backup anew, with the file's own sum right, as one would who knows how it is made. */
async function forged(file: string, change: (piece: Piece) => Piece[]): Promise<string> {
  const copy = fresh("forged.zst");
  writeFileSync(copy, "");
  const pieces = async function* (): AsyncGenerator<Piece> {
    for await (const piece of readPieces(file)) yield* change(piece);
  };
  await writePieces(pieces(), async (bytes) => await Promise.resolve(appendFileSync(copy, bytes)));
  await checkFile(copy);
  return copy;
}

test("a backup whose parts do not agree is refused when it is restored, and leaves nothing behind", async () => {
  const file = fresh("honest.zst");
  await backupTo(file);
  const { url } = await server.emptyDatabase();
  const changes: Readonly<Record<string, (piece: Piece) => Piece[]>> = {
    "a row changed": (piece) => (piece.kind === "rows" ? [{ ...piece, bytes: Buffer.from(piece.bytes.toString().replace("图书馆", "博物馆")) }] : [piece]),
    "no rows": (piece) => (piece.kind === "rows" ? [] : [piece]),
    "rows twice": (piece) => (piece.kind === "rows" ? [piece, piece] : [piece]),
    "no manifest": (piece) => (piece.kind === "manifest" ? [] : [piece]),
    "another title": (piece) => (piece.kind === "title" ? [{ kind: "manifest", value: { tables: [], sequences: [] } }] : [piece]),
    "a table that is none of ours": (piece) => (piece.kind === "table" ? [{ kind: "table", value: { ...piece.value, name: "pg_class" } }] : [piece]),
    "a file that is none of ours": (piece) => (piece.kind === "manifest" ? [{ kind: "file", value: { name: "../server.json", text: "" } }, piece] : [piece]),
  };
  for (const [name, change] of Object.entries(changes)) {
    const data = fresh("data");
    await assert.rejects(restoreInto({ DATABASE_URL: url, DABIAO_DATA: data }, await forged(file, change), null, nothing), name);
    assert.deepEqual(await sums(url), [], name);
    assert.equal(existsSync(data), false, name);
  }
});

test("the embedded database: a new folder is filled, a refused backup leaves no folder", async () => {
  const file = fresh("embedded.zst");
  const { manifest } = await backupTo(file);
  const data = fresh("data");
  let seen: TableSum[] = [];
  await restoreInto({ DABIAO_DATA: data }, file, null, async (url) => {
    seen = await sums(url);
  });
  assert.deepEqual(differences(manifest.tables, seen), []);
  await assert.rejects(restoreInto({ DABIAO_DATA: data }, file, null, nothing), coded("BACKUP-02"));
  assert.ok(readdirSync(data).includes("postgres"));
  const never = fresh("data");
  const broken = await forged(file, (piece) => (piece.kind === "manifest" ? [] : [piece]));
  await assert.rejects(restoreInto({ DABIAO_DATA: never }, broken, null, nothing), coded("BACKUP-01"));
  assert.equal(existsSync(never), false);
});

test("a backup of an older schema is restored at its step and then brought up", async () => {
  const old = await server.emptyDatabase();
  await migrate(old.pool, migrations.slice(0, 3));
  await old.pool.query("insert into person (name) values ('王小云')");
  const file = fresh("old.zst");
  const { step } = await backupTo(file, old.url);
  assert.equal(step, 3);
  const url = await restored(file);
  await withClient(url, async (client) => {
    assert.equal((await client.query("select max(number) as newest from schema_migration")).rows[0].newest, migrations.length);
    assert.equal((await client.query("select name from person")).rows[0].name, "王小云");
  });
});

test("a backup of a newer schema is refused", async () => {
  const newer = await server.migratedDatabase();
  await newer.pool.query("insert into schema_migration (number, name) values ($1, 'from the future')", [migrations.length + 1]);
  const file = fresh("newer.zst");
  await backupTo(file, newer.url);
  const { url } = await server.emptyDatabase();
  await assert.rejects(restoreInto({ DATABASE_URL: url, DABIAO_DATA: fresh("data") }, file, null, nothing), coded("BACKUP-03"));
});

test("an owner who is no superuser, whom row policies bind, backs up, restores and checks the audit log all the same", async () => {
  const owner = `owner_${randomBytes(4).toString("hex")}`;
  const owned = async (): Promise<string> => {
    const database = await server.emptyDatabase();
    const url = new URL(database.url);
    await database.pool.query(`grant all on schema public to ${owner}; alter database ${url.pathname.slice(1)} owner to ${owner}; alter schema public owner to ${owner}`);
    url.username = owner;
    url.password = "secret";
    return url.href;
  };
  await source.pool.query(`create role ${owner} login password 'secret'`);
  const from = await owned();
  const file = fresh("owner.zst");
  await backupTo(file);
  await restoreInto({ DATABASE_URL: from, DABIAO_DATA: fresh("data") }, file, null, nothing);
  const again = fresh("owner.zst");
  const { manifest } = await backupTo(again, from);
  assert.deepEqual(differences(manifest.tables, await sums(source.url)), []);
  const to = await owned();
  await restoreInto({ DATABASE_URL: to, DABIAO_DATA: fresh("data") }, again, null, nothing);
  const verdict = await withClient(to, async (client) => await verifyChain(client, []));
  assert.deepEqual([verdict.faultCount, verdict.events > 0], [0, true]);
});
