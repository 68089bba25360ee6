// Backups as the system administrator has them: made while people work, listed, checked, taken along, made daily.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import type { App } from "../../src/server/app.ts";
import type { Backup, BackupList } from "../../src/server/backups/contract.ts";
import { BackupKeeper } from "../../src/server/backups/keeper.ts";
import { startSession } from "../../src/store/accounts/sessions.ts";
import { withClient } from "../../src/store/backup/beside.ts";
import { BackupFolder } from "../../src/store/backup/folder.ts";
import { restoreInto } from "../../src/store/backup/restore-place.ts";
import type { Database } from "../../src/store/database.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { makeOffices, makePerson, noon } from "../store/people.ts";
import { serverOn } from "./house.ts";

let postgres: TestServer;
let database: Database & { url: string };
let app: App;
let keeper: BackupKeeper;
let admin: string;
let clerk: string;
let now = noon;
const root = mkdtempSync(path.join(tmpdir(), "dabiao-backups-"));
const folder = path.join(root, "backups");

const keeperIn = (place: string, passphrase: string | null = null) =>
  new BackupKeeper({ db: database.db, folder: new BackupFolder(place), connect: async (use) => await withClient(database.url, use), sideFiles: () => Promise.resolve([]), passphrase, report: () => undefined, clock: () => now });

before(async () => {
  postgres = await startTestServer();
  database = await postgres.migratedDatabase();
  const { county, pumps } = await makeOffices(database.db);
  keeper = keeperIn(folder);
  app = await serverOn(database.db, { backups: keeper, accounts: { clock: () => now } });
  const cookieOf = async (account: string): Promise<string> => `dabiao=${await startSession(database.db, account, { address: null, agent: null }, now, true)}`;
  admin = await cookieOf(await makePerson(database.db, "system", "sys-admin", county, "王系统"));
  clerk = await cookieOf(await makePerson(database.db, "clerk", "unit-clerk", pumps));
});
after(async () => {
  await app.close();
  await postgres.stop();
  rmSync(root, { recursive: true, force: true });
});

const ask = async (method: "GET" | "POST" | "PUT" | "DELETE", url: string, { as = admin, body, headers = {} }: { as?: string; body?: object; headers?: Record<string, string> } = {}) =>
  await app.inject({ method, url, headers: { cookie: as, host: "localhost:80", origin: "http://localhost:80", "sec-fetch-site": "same-origin", ...headers }, ...(body && { payload: body }) });
const list = async (): Promise<BackupList> => (await ask("GET", "/api/backups")).json<BackupList>();
async function make(): Promise<Backup> {
  assert.equal((await ask("POST", "/api/backups")).statusCode, 202);
  await keeper.settled();
  const { items, making } = await list();
  assert.equal(making.state, "idle", making.message ?? "");
  return items[0] as Backup;
}
const events = async (action: string) => (await database.pool.query<{ name: string; subject_id: string; detail: Record<string, unknown> }>("select name, subject_id, detail from (select action, name, subject_id, detail from audit_waiting union all select action, name, subject_id, detail from audit_event) as log where action = $1", [action])).rows;

test("before the first one the page says that there is none, and the server is ready with a warning", async () => {
  const { items, warnings, next, plan } = await list();
  assert.deepEqual([items, plan.daily], [[], true]);
  assert.match(warnings.join(), /还没有完好的备份/);
  assert.equal(next, "2026-11-21T18:00:00.000Z");
  const ready = await app.inject({ url: "/readyz", headers: { host: "localhost:80" } });
  assert.equal(ready.statusCode, 200);
  assert.match(ready.json<{ warnings: string[] }>().warnings.join(), /还没有完好的备份/);
});

test("a backup is made while others are answered, has its sum, is taken along, restored, and every act is in the log", async () => {
  assert.equal((await ask("POST", "/api/backups")).statusCode, 202);
  const meanwhile = await Promise.all(Array.from({ length: 20 }, async () => (await ask("GET", "/api/offices?year=2026", { as: clerk })).statusCode));
  assert.deepEqual([...new Set(meanwhile)], [200]);
  await keeper.settled();
  const { items, warnings } = await list();
  const [backup] = items as [Backup];
  assert.deepEqual([items.length, backup.by, backup.scheduled, backup.encrypted, backup.whole], [1, "王系统", false, false, true]);
  assert.equal(/还没有/.test(warnings.join()), false);
  assert.match(backup.name, /^dabiao-20261121-120000\.zst$/, "the name says when, and nothing of the content");
  const file = path.join(folder, backup.name);
  assert.deepEqual([statSync(file).mode & 0o777, statSync(folder).mode & 0o777], [0o600, 0o700]);
  const download = await ask("GET", `/api/backups/${backup.name}`);
  assert.equal(createHash("sha256").update(download.rawPayload).digest("hex"), backup.sha256);
  assert.match(String(download.headers["content-disposition"]), /dabiao-20261121-120000\.zst/);
  const copy = path.join(root, "copy.zst");
  writeFileSync(copy, download.rawPayload);
  const { url } = await postgres.emptyDatabase();
  const { manifest } = await restoreInto({ DATABASE_URL: url, DABIAO_DATA: path.join(root, "restored") }, copy, null, async () => await Promise.resolve());
  assert.equal(manifest.tables.reduce((sum, { rows }) => sum + rows, 0), backup.rows);
  for (const action of ["backup.make", "backup.download"]) assert.deepEqual((await events(action)).map(({ name, subject_id }) => [name, subject_id]), [["王系统", backup.name]], action);
});

test("a check reads it from end to end; one that was changed on the disk is told, and counts no more as good", async () => {
  const [backup] = (await list()).items as [Backup];
  const checked = (await ask("POST", `/api/backups/${backup.name}/check`)).json<Backup>();
  assert.deepEqual([checked.whole, checked.checkedAt !== null, checked.rows], [true, true, backup.rows]);
  const file = path.join(folder, backup.name);
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  assert.equal((await ask("POST", `/api/backups/${backup.name}/check`)).json<Backup>().whole, false);
  assert.match((await list()).warnings.join(), /还没有完好的备份.*已经损坏/);
  const after = (await ask("DELETE", `/api/backups/${backup.name}`)).json<BackupList>();
  assert.deepEqual(after.items, []);
  assert.equal((await ask("DELETE", `/api/backups/${backup.name}`)).statusCode, 404);
  assert.deepEqual((await events("backup.remove")).map(({ name, subject_id }) => [name, subject_id]), [["王系统", backup.name]]);
  assert.deepEqual((await events("backup.check")).map(({ detail }) => detail.whole), [true, false]);
});

test("nobody else sees, makes or takes a backup, and no name leads out of the folder", async () => {
  writeFileSync(path.join(root, "secret"), "x");
  for (const [method, url] of [["GET", "/api/backups"], ["POST", "/api/backups"], ["GET", "/api/backups/dabiao-20261121-120000.zst"], ["DELETE", "/api/backups/dabiao-20261121-120000.zst"]] as const)
    assert.equal((await ask(method, url, { as: clerk })).statusCode, 403, `${method} ${url}`);
  for (const name of ["..%2Fsecret", "%2e%2e%2fsecret", ".dabiao-20261121-120000.zst.json"]) assert.equal((await ask("GET", `/api/backups/${name}`)).statusCode, 400, name);
});

test("daily backups come when their time has come, once, and the oldest go; those made by hand stay", async () => {
  const byHand = await make();
  const { plan, version } = await list();
  assert.equal((await ask("PUT", "/api/backups/plan", { body: { ...plan, keep: 2, warnHours: 30 }, headers: { "if-match": `"${version}"` } })).statusCode, 200);
  assert.deepEqual((await events("backup.plan")).map(({ name, detail }) => [name, detail.before]), [["王系统", plan]]);
  const days = ["2026-11-21T17:59:00Z", "2026-11-21T18:00:30Z", "2026-11-21T18:01:30Z", "2026-11-23T01:00:00Z", "2026-11-23T18:00:00Z"];
  const made: number[] = [];
  for (const day of days) {
    now = new Date(day);
    await keeper.tick();
    await keeper.settled();
    made.push((await keeper.folder.list()).length - 1);
  }
  // The yesterday of before counts as not made; then one at two o'clock, none a minute later, one after a night in which the server was down.
  assert.deepEqual(made, [1, 2, 2, 2, 2]);
  const { items } = await keeper.list();
  assert.deepEqual(items.map(({ at }) => at), ["2026-11-23T18:00:00.000Z", "2026-11-23T01:00:00.000Z", byHand.at]);
  assert.deepEqual((await events("backup.remove")).filter(({ name }) => name === "达标（自动）").length, 2);
  now = new Date("2026-11-25T01:00:00Z");
  assert.match((await keeper.warnings()).join(), /31 小时以前的，超过了 30 小时/);
  now = noon;
});

test("a backup that cannot be written leaves nothing, says why, and is not tried again at once", async () => {
  const blocked = path.join(root, "blocked");
  writeFileSync(blocked, "a file, not a folder");
  const other = keeperIn(path.join(blocked, "backups"));
  await other.tick();
  await other.settled();
  const { making, items, warnings } = await other.list();
  assert.deepEqual([making.state, items], ["failed", []]);
  assert.match(making.message ?? "", /备份文件夹.*DABIAO_BACKUPS/);
  assert.match(warnings.join(), /最近一次备份没有做成/);
  assert.equal((await events("backup.fail")).length, 1);
  const at = making.startedAt;
  await other.tick();
  assert.equal((await other.list()).making.startedAt, at);
});

test("with a passphrase the backups of the product are encrypted, and its check opens them", async () => {
  const sealed = keeperIn(path.join(root, "sealed"), "泵站 correct horse");
  sealed.start(null);
  await sealed.settled();
  const [kept] = await sealed.folder.list();
  assert.ok(kept?.encrypted && kept.name.endsWith(".zst.enc"));
  assert.equal((await sealed.folder.check(kept, sealed.passphrase)).about?.whole, true);
});
