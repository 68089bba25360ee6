// What was approved under which number (批复文号), as far as whoever asks here may see it.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export interface ApprovalBatch {
  number: string;
  date: string;
  declarations: number;
  /** Sum of the approved amounts in exact yuan. */
  yuan: string;
  secret: number;
}

/** The batches of approval, the latest first. */
export async function listApprovals(db: Db, year: number | undefined): Promise<ApprovalBatch[]> {
  const { rows } = await sql<ApprovalBatch>`
    select approval_number as number, approval_date::text as date, count(*) as declarations, coalesce(sum(approval_yuan), 0) as yuan, count(*) filter (where secret) as secret
    from declaration where approval_number is not null and approval_date is not null and ${year === undefined ? sql`true` : sql`year = ${year}`}
    group by 1, 2 order by 2 desc, 1`.execute(db);
  return rows;
}

/** The declarations of a number that may leave the house together, in order; and how many secret ones are left out. */
export async function approvedUnder(db: Db, number: string, most: number): Promise<{ ids: string[]; leftOut: number }> {
  const rows = await db.selectFrom("declaration").select(["id", "secret"]).where("approval_number", "=", number).orderBy("unit_code").orderBy("project_code").orderBy("id").limit(most).execute();
  return { ids: rows.filter(({ secret }) => !secret).map(({ id }) => id), leftOut: rows.filter(({ secret }) => secret).length };
}
