// How waiting files are worked off: one transaction a file, from taking it to its line in the run.
import { sql } from "kysely";
import type { SourceDocument } from "../../declaration/schema.ts";
import type { FormDefinition } from "../../forms/form.ts";
import { DabiaoError } from "../../problem.ts";
import { isUnavailable, type Db } from "../database.ts";
import { findDocumentOf } from "../declarations/documents.ts";
import { formsFor } from "../forms/forms.ts";
import { failed, failure, keep, keepLine, type Result, unchanged } from "./imports.ts";
import { beginJob, bytesOfJob, deliverMembers, type Job, noteUnpacked, removeJob, takeJob, unbeginJob } from "./jobs.ts";

/** A file of an archive: its bytes, or why it has none. */
export interface UnpackedMember {
  name: string;
  content: Uint8Array | DabiaoError;
}

/** What a worker works with. */
export interface Desk {
  db: Db;
  /**
   * Reads a file somewhere where it cannot hurt, or unpacks an archive there.
   * @param unpacking for an archive: how many members to pass over, and where the others go, one at a time; null when
   *                  archives are not to be unpacked
   * @param house the forms that the file's unit was taught
   * @returns null for an archive
   * @throws Stopped when the worker is told to stop
   */
  open(bytes: Uint8Array<ArrayBuffer>, name: string, unpacking: Unpacking | null, house?: readonly FormDefinition[]): Promise<SourceDocument | null>;
  /**
   * Reads a file where it can end nothing but itself; for one under suspicion. Missing: suspicion is enough.
   * @throws Deadly when that is what it did
   */
  openApart?(bytes: Uint8Array<ArrayBuffer>, name: string, house?: readonly FormDefinition[]): Promise<SourceDocument>;
  /** Told of errors that nobody foresaw. */
  report: (error: unknown) => void;
}

export interface Unpacking {
  skip: number;
  take: (member: UnpackedMember) => Promise<void>;
}

/** Reading was given up because the program stops: the file waits on. */
export class Stopped extends Error {}

/** A file ended the process that read it. */
export class Deadly extends Error {}

/** How often the program may end while it reads a file before the file is under suspicion. */
const maxAttempts = 5;

/** Members are put in line together until there are so many of them or so many bytes. */
const batch = { files: 100, bytes: 8 * 1024 * 1024 };

/**
 * Takes the next waiting file, if there is one, and brings it to its end.
 * @param largest bytes; larger files are left to others
 * @param begun told of the file as soon as it is taken
 * @returns whether there was a file
 * @throws when the database cannot be reached or the worker is stopped: then the file waits on, as if it had not been taken
 */
export async function workOnce(desk: Desk, largest: number, begun: (job: Job) => void = () => undefined): Promise<boolean> {
  return await desk.db.transaction().execute(async (transaction) => {
    const job = await takeJob(transaction, largest);
    if (!job) return false;
    begun(job);
    await work(desk, transaction, job);
    return true;
  });
}

async function work(desk: Desk, transaction: Db, job: Job): Promise<void> {
  const known = await findDocumentOf(transaction, job.sha256, job.unitId);
  if (known !== undefined) return await finish(desk, transaction, job, () => unchanged(known));
  const bytes = await bytesOfJob(transaction, job);
  const size = bytes.byteLength;
  const suspect = (await begin(desk.db, job.id)) > maxAttempts;
  const opened = await openAndTell(suspect ? apart(desk) : desk, job, bytes);
  if (opened === "unpacked") return await removeArchive(transaction, job);
  if ("outcome" in opened) return await finish(desk, transaction, job, () => opened);
  // The bytes went to the reader's thread; for keeping them they are taken once more.
  const again = bytes.byteLength === size ? bytes : await bytesOfJob(transaction, job);
  await finish(desk, transaction, job, async () => await keep(transaction, runOf(job), { ...opened, sha256: job.sha256 }, again));
}

/** Files that were read while the database was away, so that it could not be told that the program outlived them. */
const survived = new Set<string>();

/** Counts that a file is begun: only while it is read can it be what ends the program. @returns how often, this time included */
async function begin(db: Db, jobId: string): Promise<number> {
  if (survived.has(jobId)) await survive(db, jobId);
  return await beginJob(db, jobId);
}

/** Takes the count back: whatever came of it, the program outlived the file. */
async function survive(db: Db, jobId: string): Promise<void> {
  try {
    await unbeginJob(db, jobId);
    survived.delete(jobId);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    survived.add(jobId);
  }
}

const runOf = (job: Job) => ({ id: job.runId, person: job.person, unitId: job.unitId, accountId: job.accountId });

async function openAndTell(desk: Desk, job: Job, bytes: Uint8Array<ArrayBuffer>): Promise<SourceDocument | Result | "unpacked"> {
  try {
    return await open(desk, job, bytes);
  } finally {
    await survive(desk.db, job.id);
  }
}

/** The desk for a file under suspicion. */
const apart = (desk: Desk): Desk => ({
  ...desk,
  open: async (bytes, name, _, house) => {
    if (!desk.openApart) throw new Deadly();
    return await desk.openApart(bytes, name, house);
  },
});

async function open(desk: Desk, job: Job, bytes: Uint8Array<ArrayBuffer>): Promise<SourceDocument | Result | "unpacked"> {
  const unpacking = job.member ? null : memberLine(desk, job);
  try {
    const document = await desk.open(bytes, job.name, unpacking, await formsFor(desk.db, job.unitId));
    if (document !== null) return document;
    await unpacking?.end();
    return unpacking?.count() === 0 ? emptyArchive : "unpacked";
  } catch (error) {
    if (error instanceof Stopped || isUnavailable(error)) throw error;
    if (error instanceof Deadly) return brokeProgram;
    if (error instanceof DabiaoError) return failed(desk, error);
    desk.report(error);
    return crashed;
  }
}

/** Gathers the members of an archive and puts them in line batch by batch. */
function memberLine(desk: Desk, job: Job): Unpacking & { end(): Promise<void>; count(): number } {
  let gathered: { name: string; bytes: Uint8Array }[] = [];
  let bytes = 0;
  let count = job.unpacked;
  const flush = async (): Promise<void> => {
    if (gathered.length === 0) return;
    await deliverMembers(desk.db, { id: job.id, runId: job.runId }, gathered);
    gathered = [];
    bytes = 0;
  };
  return {
    skip: job.unpacked,
    count: () => count,
    end: flush,
    async take({ name, content }) {
      count += 1;
      if (content instanceof DabiaoError) {
        // In the order of the archive, for what is passed over when it is begun again.
        await flush();
        await keepBrokenMember(desk, job, name, content);
        return;
      }
      gathered.push({ name, bytes: content });
      bytes += content.byteLength;
      if (gathered.length >= batch.files || bytes >= batch.bytes) await flush();
    },
  };

  /** A member that cannot be unpacked has no bytes to wait with: its line is written at once. */
  async function keepBrokenMember({ db }: Desk, { id, runId }: Job, name: string, error: DabiaoError): Promise<void> {
    await db.transaction().execute(async (own) => {
      await keepLine(own, { id: runId }, name, job.sha256, failed(desk, error));
      await own.updateTable("import_run").set((eb) => ({ found: eb("found", "+", 1) })).where("id", "=", runId).execute();
      await noteUnpacked(own, id, 1);
    });
  }
}

/** An archive leaves no line of its own: its members have theirs. */
async function removeArchive(transaction: Db, job: Job): Promise<void> {
  await transaction.updateTable("import_run").set((eb) => ({ found: eb("found", "-", 1) })).where("id", "=", job.runId).execute();
  await removeJob(transaction, job.id);
}

/** Writes the file's line with what it brought, unless the run was cancelled or undone meanwhile. */
async function finish(desk: Desk, transaction: Db, job: Job, result: () => Result | Promise<Result>): Promise<void> {
  // Holds off cancelling and undoing until this file is done.
  const run = await transaction.selectFrom("import_run").select("state").where("id", "=", job.runId).forShare().executeTakeFirst();
  if (run && run.state !== "cancelled" && run.state !== "undone") {
    await sql`savepoint file`.execute(transaction);
    const kept = await Promise.resolve()
      .then(result)
      .catch(async (error: unknown) => {
        if (isUnavailable(error) || isPassing(error)) throw error;
        await sql`rollback to savepoint file`.execute(transaction);
        return failed(desk, error);
      });
    await keepLine(transaction, runOf(job), job.name, job.sha256, kept);
  }
  await removeJob(transaction, job.id);
}

/** What another transaction caused and a second try will not meet: a deadlock, or a document that was just taken out. */
const isPassing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && /^(40\d{3}|40P01|23503)$/.test(error.code);

const crashed = failure({
  code: "IMPORT-07",
  message: "读取这个文件时程序出错，已放弃；其他文件不受影响。",
  hint: "请用原来的程序打开，另存一份后再导入；仍不行请把文件和运行日志交给维护人员。",
});
const brokeProgram = failure({
  code: "IMPORT-09",
  message: `读取这个文件时程序中断了 ${maxAttempts} 次，不再尝试。`,
  hint: "请把文件交给维护人员。",
});
const emptyArchive = failure({ code: "IMPORT-11", message: "压缩包里没有文件。", hint: "请确认压缩包完整，再重新选择。" });
