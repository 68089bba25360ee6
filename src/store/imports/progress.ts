import { sql } from "kysely";
import type { Db } from "../database.ts";
import type { RunState } from "./runs-schema.ts";

/** How far a run is. */
export interface Progress {
  counts: {
    imported: number;
    unchanged: number;
    failed: number;
    /** In line, or being read. */
    waiting: number;
    /** Declarations that the run brought in and that are still there. */
    declarations: number;
  };
  /** Files done in a second, as of late; null when nothing is being done. */
  filesPerSecond: number | null;
  /** Until the last file that came will be done, at this rate. */
  remainingSeconds: number | null;
  /** When the last file was done. */
  lastFileAt: string | null;
}

/** The rate is that of the last so many seconds. */
const window = 20;

interface Row {
  run_id: string;
  imported: number;
  unchanged: number;
  failed: number;
  waiting: number;
  declarations: number;
  lately: number;
  seconds: number | null;
  last_at: Date | null;
}

/** How far some runs are: one query for all of them. */
export async function progressOf(db: Db, ids: readonly string[]): Promise<(id: string, state: RunState) => Progress> {
  const { rows } = await sql<Row>`
    select run_id, imported, unchanged, failed, last_at, lately, seconds,
      (select count(*) from import_job where import_job.run_id = run.run_id) as waiting,
      (select count(*) from import_file join declaration using (document_id) where import_file.run_id = run.run_id and outcome = 'imported') as declarations
    from unnest(${[...ids]}::uuid[]) as run (run_id)
    cross join lateral (
      select count(*) filter (where outcome = 'imported') as imported, count(*) filter (where outcome = 'unchanged') as unchanged,
        count(*) filter (where outcome = 'failed') as failed, max(finished_at) as last_at,
        count(*) filter (where finished_at > clock_timestamp() - make_interval(secs => ${window})) as lately,
        extract(epoch from clock_timestamp() - min(finished_at) filter (where finished_at > clock_timestamp() - make_interval(secs => ${window})))::float8 as seconds
      from import_file where import_file.run_id = run.run_id
    ) as done`.execute(db);
  const byId = new Map(rows.map((row) => [row.run_id, row]));
  return (id, state) => {
    const row = byId.get(id);
    if (!row) throw new Error(`no progress of ${id}`);
    const { imported, unchanged, failed, waiting, declarations } = row;
    const filesPerSecond = state === "running" && waiting > 0 && row.seconds && row.lately > 1 ? row.lately / Math.max(row.seconds, 0.5) : null;
    return {
      counts: { imported, unchanged, failed, waiting, declarations },
      filesPerSecond: filesPerSecond === null ? null : Math.round(filesPerSecond * 10) / 10,
      remainingSeconds: filesPerSecond === null ? null : Math.ceil(waiting / filesPerSecond),
      lastFileAt: row.last_at?.toISOString() ?? null,
    };
  };
}
