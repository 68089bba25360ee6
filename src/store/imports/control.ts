import { sql } from "kysely";
import { DabiaoError } from "../../problem.ts";
import { type Doer, named, note } from "../accounts/events.ts";
import type { Db } from "../database.ts";
import { documentsOf, refuseBuiltOn } from "./built.ts";
import type { RunState } from "./runs-schema.ts";

/** What can be done to a run: from which states, to which. Asked for a second time it changes nothing. */
const moves = {
  pause: { from: ["running"], to: "paused", refusal: "这次导入没有在进行，不能暂停。" },
  resume: { from: ["paused"], to: "running", refusal: "这次导入没有暂停，不能继续。" },
  cancel: { from: ["running", "paused"], to: "cancelled", refusal: "这次导入没有在进行，不能取消。" },
} as const satisfies Record<string, { from: readonly RunState[]; to: RunState; refusal: string }>;
export type Move = keyof typeof moves;

/**
 * Pauses, resumes or cancels a run. Files being read at that moment are finished when it pauses and dropped when it is
 * cancelled; what was imported before stays.
 * @returns false when there is no such run
 * @throws DabiaoError IMPORT-13 when the run does not stand so
 */
export async function moveRun(db: Db, id: string, move: Move, by: Doer = named(null)): Promise<boolean> {
  const { from, to, refusal } = moves[move];
  return await db.transaction().execute(async (transaction) => {
    const run = await transaction.selectFrom("import_run").select("state").where("id", "=", id).forNoKeyUpdate().executeTakeFirst();
    if (!run) return false;
    if (run.state === to) return true;
    if (!from.some((state) => state === run.state)) throw new DabiaoError("IMPORT-13", { message: refusal, hint: "请刷新页面，看它现在的状态。" });
    await transaction.updateTable("import_run").set({ state: to }).where("id", "=", id).execute();
    if (to === "cancelled") await dropJobs(transaction, id);
    await note(transaction, by, `import.${move}`, id, { kind: "import", before: { state: run.state }, after: { state: to } });
    return true;
  });
}

/** Those in the hands of a worker are left: it sees the run's state before it keeps anything. */
async function dropJobs(transaction: Db, runId: string): Promise<void> {
  const free = transaction.selectFrom("import_job").select("id").where("run_id", "=", runId).forUpdate().skipLocked();
  await transaction.deleteFrom("import_job").where("id", "in", free).execute();
}

/**
 * Undoes a run: every document and declaration that it brought in goes, with its source; the run and its lines stay.
 * @returns false when there is no such run
 * @throws DabiaoError IMPORT-12 when something was built on it
 */
export async function undoRun(db: Db, id: string, by: Doer = named(null)): Promise<boolean> {
  return await db.transaction().execute(async (transaction) => {
    await sql`set local statement_timeout = 0`.execute(transaction);
    // From here on workers keep nothing more for this run.
    const run = await transaction.updateTable("import_run").set({ state: "undone" }).where("id", "=", id).returning("id").executeTakeFirst();
    if (!run) return false;
    // Nobody can refer to a locked document until we are done.
    await sql`select id from document where id in (${documentsOf(id)}) for update`.execute(transaction);
    await refuseBuiltOn(transaction, id);
    await dropJobs(transaction, id);
    const { rows } = await sql<{ sha256: string }>`delete from document where id in (${documentsOf(id)}) returning sha256`.execute(transaction);
    const hashes = rows.map(({ sha256 }) => sha256).sort();
    await note(transaction, by, "import.undo", id, { kind: "import", before: { documents: hashes }, after: { documents: [] }, detail: { documents: hashes.length } });
    await sql`select dabiao_forget_sources(${hashes}::text[])`.execute(transaction);
    return true;
  });
}
