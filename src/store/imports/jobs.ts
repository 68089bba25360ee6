// The files that wait to be read. How they are worked off: jobs-work.ts.
import { createHash } from "node:crypto";
import type { Insertable } from "kysely";
import { DabiaoError } from "../../problem.ts";
import { type Doer, named, note } from "../accounts/events.ts";
import type { Db } from "../database.ts";
import { newId } from "../ids.ts";
import type { ImportJobTable } from "./jobs-schema.ts";
import { contentHash } from "../declarations/sources.ts";
import { storable } from "../storable.ts";

/** How much of a file goes into one row. */
const pieceBytes = 1024 * 1024;

/** Files of one run, with those that come out of archives. */
export const maxFilesOfRun = 100_000;

/** A file on its way in, of which only a piece at a time is in memory. */
export interface Incoming {
  name: string;
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

type Draft = Omit<Insertable<ImportJobTable>, "turn">;

/**
 * Puts files in line: all of them, or none when something goes wrong on the way.
 * @param key of a sender that may have to send again when it got no answer: the same key changes nothing
 * @returns how many files were put in line
 * @throws DabiaoError IMPORT-08 when the run takes no more files
 */
export async function deliver(db: Db, runId: string, key: string | null, files: AsyncIterable<Incoming> | Iterable<Incoming>, by: Doer = named(null)): Promise<number> {
  return await db.transaction().execute(async (transaction) => {
    const isNew = key === null || (await noteDelivery(transaction, runId, key));
    const drafts: Draft[] = [];
    // The request has to be read to its end even when its files are already here.
    for await (const file of files) {
      const draft = await keepPieces(isNew ? transaction : null, runId, file);
      drafts.push(draft);
    }
    if (isNew && drafts.length > 0) {
      await lineUp(transaction, runId, drafts, drafts.length);
      await note(transaction, by, "import.deliver", runId, { kind: "import", after: drafts.map(({ sha256 }) => sha256), detail: { files: drafts.length } });
    }
    return drafts.length;
  });
}

/** Puts members of an archive in line and notes how far it is unpacked, in one step, so that none comes twice or is lost. */
export async function deliverMembers(db: Db, archive: { id: string; runId: string }, members: readonly { name: string; bytes: Uint8Array }[]): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const drafts: Draft[] = [];
    for (const { name, bytes } of members) {
      const id = newId();
      await keepPiecesOf(transaction, id, bytes);
      drafts.push({ id, run_id: archive.runId, name: storable(name), sha256: contentHash(bytes), size: bytes.byteLength, member: true });
    }
    if (drafts.length > 0) await lineUp(transaction, archive.runId, drafts, 0);
    await noteUnpacked(transaction, archive.id, members.length);
  });
}

/** Notes that members of an archive are done with, so that they are passed over when it is begun again. */
export async function noteUnpacked(db: Db, jobId: string, members: number): Promise<void> {
  await db
    .updateTable("import_job_trace")
    .set((eb) => ({ unpacked: eb("unpacked", "+", members) }))
    .where("job_id", "=", jobId)
    .execute();
}

/** @returns false when the same delivery was carried out before */
async function noteDelivery(db: Db, runId: string, key: string): Promise<boolean> {
  const row = await db
    .insertInto("import_delivery")
    .values({ run_id: runId, key })
    .onConflict((conflict) => conflict.doNothing())
    .returning("key")
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps a file's bytes as they come. @param db null only counts them */
async function keepPieces(db: Db | null, runId: string, file: Incoming): Promise<Draft> {
  const id = newId();
  const hash = createHash("sha256");
  let size = 0;
  let position = 0;
  let gathered: Uint8Array[] = [];
  let gatheredBytes = 0;
  const put = async (): Promise<void> => {
    if (db && gatheredBytes > 0) await keepPiece(db, id, position++, Buffer.concat(gathered));
    gathered = [];
    gatheredBytes = 0;
  };
  for await (const some of file.bytes) {
    hash.update(some);
    size += some.byteLength;
    gathered.push(some);
    gatheredBytes += some.byteLength;
    if (gatheredBytes >= pieceBytes) await put();
  }
  await put();
  return { id, run_id: runId, name: storable(file.name), sha256: hash.digest("hex"), size, member: false };
}

async function keepPiecesOf(db: Db, jobId: string, bytes: Uint8Array): Promise<void> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < whole.length; at += pieceBytes) await keepPiece(db, jobId, at / pieceBytes, whole.subarray(at, at + pieceBytes));
}

async function keepPiece(db: Db, jobId: string, position: number, bytes: Buffer): Promise<void> {
  await db.insertInto("import_piece").values({ job_id: jobId, position, bytes }).execute();
}

/** Gives files their turn in the run. The run's row is locked for this moment only: workers need it as well. */
async function lineUp(db: Db, runId: string, drafts: readonly Draft[], received: number): Promise<void> {
  const run = await db
    .updateTable("import_run")
    .set((eb) => ({
      found: eb("found", "+", drafts.length),
      received: eb("received", "+", received),
      state: eb.case().when("state", "=", "done").then("running" as const).else(eb.ref("state")).end(),
    }))
    .where("id", "=", runId)
    .where("state", "not in", ["cancelled", "undone"])
    .returning("found")
    .executeTakeFirst();
  if (!run) throw new DabiaoError("IMPORT-08", { message: "这次导入已经取消或撤销，不再收文件。", hint: "请重新开始一次导入。" });
  if (run.found > maxFilesOfRun)
    throw new DabiaoError("IMPORT-10", { message: `一次导入最多 ${maxFilesOfRun / 10_000} 万个文件。`, hint: "请分几次导入。" });
  const first = run.found - drafts.length + 1;
  for (let from = 0; from < drafts.length; from += 500) {
    const rows = drafts.slice(from, from + 500).map((draft, i) => ({ ...draft, turn: first + from + i }));
    await db.insertInto("import_job").values(rows).execute();
  }
}

/** A waiting file in the hands of a worker. */
export interface Job {
  id: string;
  runId: string;
  person: string | null;
  unitId: string | null;
  accountId: string | null;
  name: string;
  sha256: string;
  size: number;
  member: boolean;
  /** Members of the archive that are already in line. */
  unpacked: number;
}

/**
 * Takes the next file for this transaction: its row is locked until the transaction ends, whichever way.
 * @param largest bytes; larger files are left to others
 */
export async function takeJob(transaction: Db, largest: number): Promise<Job | undefined> {
  const row = await transaction
    .selectFrom("import_job")
    .innerJoin("import_run", "import_run.id", "import_job.run_id")
    .select(["import_job.id", "run_id", "person", "unit_id as unitId", "account_id as accountId", "name", "sha256", "size", "member"])
    .where("import_run.state", "=", "running")
    .where("size", "<=", largest)
    .orderBy("turn")
    .orderBy("import_job.id")
    .limit(1)
    .forNoKeyUpdate("import_job")
    .skipLocked()
    .executeTakeFirst();
  if (!row) return undefined;
  const trace = await transaction.selectFrom("import_job_trace").select("unpacked").where("job_id", "=", row.id).executeTakeFirst();
  const { run_id: runId, ...job } = row;
  return { ...job, runId, unpacked: trace?.unpacked ?? 0 };
}

/** The bytes of a waiting file, in memory of their own, which may be handed to another thread. */
export async function bytesOfJob(db: Db, job: Job): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(job.size);
  let position = 0;
  for (let at = 0; at < job.size; position++) {
    const piece = await db
      .selectFrom("import_piece")
      .select("bytes")
      .where("job_id", "=", job.id)
      .where("position", "=", position)
      .executeTakeFirstOrThrow();
    bytes.set(piece.bytes, at);
    at += piece.bytes.byteLength;
  }
  return bytes;
}

/**
 * Counts that a file is begun, on a connection of its own: the count stays when the worker dies over the file.
 * @returns how often it was begun, this time included
 */
export async function beginJob(db: Db, jobId: string): Promise<number> {
  const { attempts } = await db
    .insertInto("import_job_trace")
    .values({ job_id: jobId, attempts: 1 })
    .onConflict((conflict) => conflict.column("job_id").doUpdateSet((eb) => ({ attempts: eb("import_job_trace.attempts", "+", 1) })))
    .returning("attempts")
    .executeTakeFirstOrThrow();
  return attempts;
}

/** Takes a count back: the program outlived the file. */
export async function unbeginJob(db: Db, jobId: string): Promise<void> {
  await db
    .updateTable("import_job_trace")
    .set((eb) => ({ attempts: eb("attempts", "-", 1) }))
    .where("job_id", "=", jobId)
    .execute();
}

export async function removeJob(transaction: Db, jobId: string): Promise<void> {
  await transaction.deleteFrom("import_job").where("id", "=", jobId).execute();
}

/** Marks runs whose last file is done. In two steps: what was put in line before the lock was free is seen by the second. */
export async function endFinishedRuns(db: Db): Promise<void> {
  const running = await db.selectFrom("import_run").select("id").where("state", "=", "running").limit(1).executeTakeFirst();
  if (!running) return;
  await db.transaction().execute(async (transaction) => {
    const rows = await transaction.selectFrom("import_run").select("id").where("state", "=", "running").forNoKeyUpdate().skipLocked().execute();
    if (rows.length === 0) return;
    await transaction
      .updateTable("import_run")
      .set({ state: "done" })
      .where("id", "in", rows.map(({ id }) => id))
      .where((eb) => eb.not(eb.exists(eb.selectFrom("import_job").select("import_job.id").whereRef("import_job.run_id", "=", "import_run.id"))))
      .execute();
  });
}
