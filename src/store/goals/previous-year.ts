// The same project a year before: what a reviewer lays beside a table.
import { sql } from "kysely";
import type { GoalState } from "../../workflow/states.ts";
import type { Declaration } from "../../declaration/schema.ts";
import type { Db } from "../database.ts";
import { findDeclaration } from "../declarations/declarations.ts";

export interface PreviousYear {
  id: string;
  year: number;
  state: GoalState;
  declaration: Declaration;
}

/** Of several tables of a project and year: what was approved before what was not, then the latest. */
export const beforeOthers = sql`(state in ('APPROVED', 'PUBLISHED', 'SUPERSEDED', 'ARCHIVED')) desc, id desc`;

/**
 * The table of the same project in the year before, as whoever asks here may see it.
 * @returns undefined when there is no such declaration; null in it when it has none
 */
export async function previousYearOf(db: Db, id: string): Promise<{ previous: PreviousYear | null } | undefined> {
  const own = await db.selectFrom("declaration").select(["project_id", "year"]).where("id", "=", id).executeTakeFirst();
  if (!own) return undefined;
  if (own.project_id === null || own.year === null) return { previous: null };
  const year = own.year - 1;
  const [found] = (await sql<{ id: string }>`select id from declaration where project_id = ${own.project_id} and year = ${year} order by ${beforeOthers} limit 1`.execute(db)).rows;
  const stored = found && (await findDeclaration(db, found.id));
  return { previous: stored ? { id: stored.id, year, state: stored.state, declaration: stored.declaration } : null };
}
