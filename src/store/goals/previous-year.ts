// The same project a year before: what a reviewer lays beside a table.
import { sql } from "kysely";
import type { GoalState } from "../../workflow/states.ts";
import type { Declaration } from "../../declaration/schema.ts";
import type { Db } from "../database.ts";
import { findDeclaration } from "../declarations/declarations.ts";

export interface YearTable {
  id: string;
  year: number;
  state: GoalState;
  declaration: Declaration;
}

export interface PreviousYear {
  /** What was to be reached. */
  previous: YearTable | null;
  /** What was: the self-evaluation (自评表), which may be the same table. */
  results: YearTable | null;
}

/** Whether a row tells what was reached. No form of ours has a column for that: only what was read otherwise is looked into. */
const evaluates = sql<boolean>`(form = 'generic' or form like 'own-%') and jsonb_path_exists(coalesce(drafted, content), '$.indicators[*] ? (@.actual != null || @.score != null)')`;

/** Of several tables of a project and year: what was approved before what was not, a table before a self-evaluation, then the latest. */
export const beforeOthers = sql`(state in ('APPROVED', 'PUBLISHED', 'SUPERSEDED', 'ARCHIVED')) desc, (${evaluates}) asc, id desc`;

/**
 * What there is of the same project in the year before, as whoever asks here may see it.
 * @returns undefined when there is no such declaration
 */
export async function previousYearOf(db: Db, id: string): Promise<PreviousYear | undefined> {
  const own = await db.selectFrom("declaration").select(["project_id", "year"]).where("id", "=", id).executeTakeFirst();
  if (!own) return undefined;
  if (own.project_id === null || own.year === null) return { previous: null, results: null };
  const year = own.year - 1;
  const { rows } = await sql<{ id: string; evaluates: boolean }>`
    select id, ${evaluates} as evaluates from declaration where project_id = ${own.project_id} and year = ${year} order by ${beforeOthers}`.execute(db);
  const told = async (one: string | undefined): Promise<YearTable | null> => {
    const stored = one === undefined ? undefined : await findDeclaration(db, one);
    return stored ? { id: stored.id, year, state: stored.state, declaration: stored.declaration } : null;
  };
  const [table, evaluation] = [rows[0]?.id, rows.find((row) => row.evaluates)?.id];
  const previous = await told(table);
  return { previous, results: table === evaluation ? previous : await told(evaluation) };
}
