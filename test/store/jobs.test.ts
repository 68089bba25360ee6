import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DabiaoError } from "../../src/problem.ts";
import type { Database } from "../../src/store/database.ts";
import { findRun, type ImportRun, listFiles, startRun } from "../../src/store/imports/runs.ts";
import { belongings, dependants } from "../../src/store/imports/built.ts";
import { moveRun, undoRun } from "../../src/store/imports/control.ts";
import { importFile } from "../../src/store/imports/imports.ts";
import { deliver, endFinishedRuns, takeJob } from "../../src/store/imports/jobs.ts";
import { Deadly, type Desk, Stopped, workOnce } from "../../src/store/imports/jobs-work.ts";
import { newId } from "../../src/store/ids.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { bytesOf, readMadeUp } from "./made-up.ts";

let server: TestServer;
let database: Database;
let desk: Desk;
const reported: unknown[] = [];

before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  desk = { db: database.db, open: readOrUnpack, report: (error) => reported.push(error) };
});
after(async () => await server.stop());

/** A made-up archive: `ZIP`, then one member a line, its text; a member `kaputt` cannot be unpacked. */
const readOrUnpack: Desk["open"] = async (bytes, name, unpacking) => {
  const [head, ...members] = new TextDecoder().decode(bytes).split("\n");
  if (head !== "ZIP") return await readMadeUp(bytes, name);
  if (!unpacking) throw new DabiaoError("READ-15", { message: "压缩包里的压缩包" });
  for (const [nth, text] of members.entries()) {
    if (nth < unpacking.skip) continue;
    const content = text === "kaputt" ? new DabiaoError("FORMAT-01", { message: "文件已损坏" }) : bytesOf(text);
    await unpacking.take({ name: `${name}!/${nth}.txt`, content });
  }
  return null;
};

const incoming = (texts: readonly string[]) => texts.map((text, i) => ({ name: `${i}.txt`, bytes: [bytesOf(text)] }));

async function queued(...texts: string[]): Promise<string> {
  const { id } = await startRun(database.db, "王小明", texts.length);
  assert.equal(await deliver(database.db, id, null, incoming(texts)), texts.length);
  return id;
}

async function workAll(worker = desk): Promise<void> {
  while (await workOnce(worker, Number.MAX_SAFE_INTEGER));
  await endFinishedRuns(database.db);
}

async function run(id: string): Promise<ImportRun> {
  const found = await findRun(database.db, id);
  assert.ok(found);
  return found;
}

async function rowsIn(table: string): Promise<number> {
  return (await database.pool.query<{ count: number }>(`select count(*) as count from ${table}`)).rows[0]?.count ?? -1;
}

test("files wait in line with their bytes, are read one by one, and leave nothing in the line behind", async () => {
  const id = await queued("排队一", "排队二\n排队三", "排队一", "坏", "好\n!");
  assert.deepEqual([(await run(id)).state, (await run(id)).counts.waiting], ["running", 5]);
  await workAll();
  const { state, counts, received, expected, files, filesPerSecond } = await run(id);
  assert.deepEqual([state, received, expected, filesPerSecond], ["done", 5, 5, null]);
  assert.deepEqual(counts, { imported: 2, unchanged: 1, failed: 2, waiting: 0, declarations: 3 });
  assert.deepEqual(
    files.map(({ error }) => error?.code),
    [undefined, undefined, undefined, "READ-02", "IMPORT-02"],
  );
  for (const table of ["import_job", "import_piece", "import_job_trace"]) assert.equal(await rowsIn(table), 0, table);
});

test("a large file comes in pieces and is put together again", async () => {
  const { id } = await startRun(database.db, null);
  const texts = Array.from({ length: 40 }, (_, i) => `大文件项目${i}-${"长".repeat(30_000)}\n`);
  await deliver(database.db, id, null, [{ name: "大.txt", bytes: texts.map(bytesOf) }]);
  assert.ok((await rowsIn("import_piece")) > 2);
  await workAll();
  assert.equal((await run(id)).counts.declarations, 40);
});

test("a delivery that is sent again changes nothing, and one that breaks off leaves nothing", async () => {
  const { id } = await startRun(database.db, null);
  const key = newId();
  await Promise.all([deliver(database.db, id, key, incoming(["又一"])), deliver(database.db, id, key, incoming(["又一"]))]);
  assert.equal(await deliver(database.db, id, key, incoming(["又一"])), 1);
  assert.equal((await run(id)).counts.waiting, 1);
  async function* breakingOff() {
    yield { name: "甲.txt", bytes: [bytesOf("半路甲")] };
    throw new Error("the line is cut");
  }
  await assert.rejects(deliver(database.db, id, newId(), breakingOff()), /the line is cut/);
  assert.deepEqual([(await run(id)).counts.waiting, (await run(id)).received, await rowsIn("import_piece")], [1, 1, 1]);
  await workAll();
});

test("an archive's members wait in line themselves; one that cannot be unpacked fails alone", async () => {
  const id = await queued(`ZIP\n${Array.from({ length: 150 }, (_, i) => (i === 70 ? "kaputt" : `成员项目${i}`)).join("\n")}`, "ZIP");
  await workAll();
  const { counts, files } = await run(id);
  assert.deepEqual([counts.imported, counts.failed], [149, 2]);
  const failures = (await listFiles(database.db, id, "failed", { limit: 10 })).items;
  assert.deepEqual(
    failures.map(({ name, error }) => [name, error?.code]),
    [
      ["0.txt!/70.txt", "FORMAT-01"],
      ["1.txt", "IMPORT-11"],
    ],
  );
  assert.ok(files.length <= 100, "the others come page by page");
});

test("an archive whose unpacking is cut off goes on where it was", async () => {
  const id = await queued(`ZIP\n${Array.from({ length: 250 }, (_, i) => (i === 3 ? "kaputt" : `续传项目${i}`)).join("\n")}`);
  let taken = 0;
  const cutOff: Desk["open"] = async (bytes, name, unpacking) =>
    await readOrUnpack(
      bytes,
      name,
      unpacking && {
        skip: unpacking.skip,
        take: async (member) => {
          if (++taken > 120) throw new Stopped();
          await unpacking.take(member);
        },
      },
    );
  await assert.rejects(workOnce({ ...desk, open: cutOff }, Number.MAX_SAFE_INTEGER), Stopped);
  assert.ok((await run(id)).counts.waiting > 100);
  await workAll();
  assert.deepEqual((await run(id)).counts, { imported: 249, unchanged: 0, failed: 1, waiting: 0, declarations: 249 });
});

test("an archive inside of an archive is refused, and only that", async () => {
  const id = await queued("ZIP\n外层项目\nZIP");
  await workAll();
  assert.deepEqual([(await run(id)).counts.imported, (await run(id)).counts.failed], [1, 1]);
});

test("many workers at once read every file exactly once", async () => {
  const texts = Array.from({ length: 60 }, (_, i) => `并行项目${i}`);
  const id = await queued(...texts);
  await Promise.all([1, 2, 3, 4].map(() => workAll()));
  assert.deepEqual((await run(id)).counts, { imported: 60, unchanged: 0, failed: 0, waiting: 0, declarations: 60 });
});

test("the run that has got least comes first, so that a small import does not wait for a large one", async () => {
  const large = await queued(...Array.from({ length: 20 }, (_, i) => `大批${i}`));
  for (let i = 0; i < 5; i++) await workOnce(desk, Number.MAX_SAFE_INTEGER);
  const small = await queued("小批");
  await workOnce(desk, Number.MAX_SAFE_INTEGER);
  assert.deepEqual([(await run(small)).counts.imported, (await run(large)).counts.imported], [1, 5]);
  await workAll();
});

test("a worker that is told to stop, or loses the database, leaves its file in line", async () => {
  const id = await queued("停下");
  const stopped: Desk = { ...desk, open: async () => await Promise.reject(new Stopped()) };
  for (let i = 0; i < 8; i++) await assert.rejects(workOnce(stopped, Number.MAX_SAFE_INTEGER), Stopped);
  const broken: Desk = { ...desk, open: async () => await Promise.reject(new Error("Connection terminated unexpectedly")) };
  await assert.rejects(workOnce(broken, Number.MAX_SAFE_INTEGER), /Connection terminated/);
  assert.equal((await run(id)).counts.waiting, 1);
  await workAll();
  assert.equal((await run(id)).counts.imported, 1);
});

test("a reader that breaks fails its file alone; a file over which the program died five times is given up", async () => {
  reported.length = 0;
  const crashing = await queued("炸");
  await workOnce({ ...desk, open: async () => await Promise.reject(new TypeError("a bug")) }, Number.MAX_SAFE_INTEGER);
  assert.equal((await run(crashing)).files[0]?.error?.code, "IMPORT-07");
  assert.equal(reported.length, 1);
  const deadly = await queued("致命");
  await database.pool.query("insert into import_job_trace (job_id, attempts) select id, 5 from import_job where run_id = $1", [deadly]);
  await workAll();
  assert.equal((await run(deadly)).files[0]?.error?.code, "IMPORT-09");
});

test("a file under suspicion is read apart: one that ends that process is given up, one that was only near is imported", async () => {
  const suspected = async (name: string, openApart: Desk["openApart"]): Promise<ImportRun> => {
    const id = await queued(name);
    await database.pool.query("insert into import_job_trace (job_id, attempts) select id, 5 from import_job where run_id = $1", [id]);
    await workOnce({ ...desk, ...(openApart && { openApart }) }, Number.MAX_SAFE_INTEGER);
    return await run(id);
  };
  assert.equal((await suspected("无辜的项目", readMadeUp)).counts.imported, 1);
  assert.equal((await suspected("有毒的项目", async () => await Promise.reject(new Deadly()))).files[0]?.error?.code, "IMPORT-09");
});

test("a paused run waits, a cancelled one drops what waits, and what was imported stays", async () => {
  const id = await queued("停一", "停二", "停三", "停四");
  await workOnce(desk, Number.MAX_SAFE_INTEGER);
  assert.equal(await moveRun(database.db, id, "pause"), true);
  await deliver(database.db, id, null, incoming(["停五"]));
  await workAll();
  assert.deepEqual([(await run(id)).state, (await run(id)).counts.waiting, (await run(id)).counts.imported], ["paused", 4, 1]);
  await moveRun(database.db, id, "resume");
  await workOnce(desk, Number.MAX_SAFE_INTEGER);
  assert.equal((await run(id)).counts.imported, 2);
  // Cancelled while a worker has the next file in its hands: what it read is dropped.
  const slow: Desk = {
    ...desk,
    open: async (...asked) => {
      await moveRun(database.db, id, "cancel");
      return await readOrUnpack(...asked);
    },
  };
  await workOnce(slow, Number.MAX_SAFE_INTEGER);
  assert.deepEqual([(await run(id)).state, (await run(id)).counts.waiting, (await run(id)).counts.imported], ["cancelled", 0, 2]);
  await assert.rejects(deliver(database.db, id, null, incoming(["停六"])), hasCode("IMPORT-08"));
  await assert.rejects(moveRun(database.db, id, "resume"), hasCode("IMPORT-13"));
  assert.equal(await rowsIn("import_piece"), 0);
});

test("an undone run takes out all that it brought in and nothing else, and keeps its lines", async () => {
  const before = [await rowsIn("document"), await rowsIn("declaration"), await rowsIn("source")];
  const id = await queued("撤销甲", "撤销乙\n撤销丙", "排队一", "坏");
  await workAll();
  assert.equal(await undoRun(database.db, id), true);
  assert.deepEqual([await rowsIn("document"), await rowsIn("declaration"), await rowsIn("source")], before);
  const { state, counts, files } = await run(id);
  assert.deepEqual([state, files.length, counts.imported, counts.declarations], ["undone", 4, 2, 0]);
  const again = await queued("撤销甲");
  await workAll();
  assert.equal((await run(again)).counts.imported, 1);
  assert.equal(await undoRun(database.db, newId()), false);
});

test("a run is undone also while its files are being read", async () => {
  const id = await queued(...Array.from({ length: 40 }, (_, i) => `边读边撤${i}`));
  const before = await rowsIn("document");
  const working = [workAll(), workAll()];
  await undoRun(database.db, id);
  await Promise.all(working);
  assert.equal(await rowsIn("document"), before);
  assert.equal((await run(id)).counts.waiting, 0);
});

test("what was built on an import stands in the way of undoing it, and is named", async () => {
  const first = await queued("被引用");
  await workAll();
  const second = await startRun(database.db, null);
  await importFile({ db: database.db, read: readMadeUp, report: () => undefined }, second, "同一.txt", bytesOf("被引用"));
  await assert.rejects(undoRun(database.db, first), hasCode("IMPORT-12", /1 个其他导入里的同一文件/));
  assert.equal((await run(first)).state, "done");
  await undoRun(database.db, second.id);
  await undoRun(database.db, first);
  assert.equal((await run(first)).counts.declarations, 0);
});

test("every table that refers to a document or a declaration says whether it is built on it or a part of it", async () => {
  const { rows } = await database.pool.query<{ table: string }>(
    `select distinct conrelid::regclass::text as table from pg_constraint where contype = 'f' and confrelid in ('document'::regclass, 'declaration'::regclass)`,
  );
  const listed = new Set([...dependants.map(({ table }) => table), ...belongings]);
  assert.deepEqual(
    rows.map(({ table }) => table).filter((table) => !listed.has(table)),
    [],
    "enter the table into src/store/imports/built.ts",
  );
});

test("a job in the hands of one worker is out of reach of all others", async () => {
  const id = await queued("独占");
  await database.db.transaction().execute(async (mine) => {
    assert.ok(await takeJob(mine, Number.MAX_SAFE_INTEGER));
    assert.equal(await workOnce(desk, Number.MAX_SAFE_INTEGER), false);
  });
  await moveRun(database.db, id, "cancel");
});

const hasCode =
  (code: string, message = /./) =>
  (error: unknown): boolean =>
    error instanceof DabiaoError && error.code === code && message.test(error.message);
