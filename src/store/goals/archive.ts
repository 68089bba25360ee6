// 归档: when the day of the calendar is over, what was approved in that region and year is closed, by the house itself.
import { sql } from "kysely";
import type { Actor } from "../../workflow/actor.ts";
import type { GoalState } from "../../workflow/states.ts";
import { goalTransitions } from "../../workflow/transitions.ts";
import { type Db, inTransaction, isUnavailable } from "../database.ts";
import type { Doer } from "./doer.ts";
import { plainFacts } from "./facts.ts";
import { carryOut } from "./goals.ts";
import { lockGoal } from "./rows.ts";

const house: Actor = { mode: "office", account: null, name: "系统", grants: [], reach: { units: [], departments: [], regions: [] }, scopes: null };
const system: Doer = { actor: house, from: null };
const from: readonly GoalState[] = goalTransitions.archive.from;

/**
 * Archives tables whose day is over, each in a transaction of its own with its version, step and event. One that has an
 * open adjustment waits for that. Done again it finds nothing; two servers at once take different tables.
 * @param today in China
 * @param most at a time
 * @returns how many were archived
 * @throws the first of what went wrong with single tables, after all others were done
 */
export async function archiveDue(db: Db, today: string, most: number): Promise<number> {
  const ids = await due(db, today, { most });
  let archived = 0;
  const failures: unknown[] = [];
  for (const id of ids) {
    // One that cannot be closed is told, and keeps no other one waiting.
    const done = await archive(db, id, today).catch((error: unknown) => {
      if (isUnavailable(error)) throw error;
      failures.push(error);
      return false;
    });
    if (done) archived += 1;
  }
  if (failures.length > 0) throw failures[0];
  return archived;
}

/** The day of the archive itself is not over yet. */
async function due(db: Db, today: string, which: { most: number } | { id: string }): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select declaration.id from declaration
    join deadline on deadline.region_id = declaration.region_id and deadline.year = declaration.year and kind = 'archive' and day < ${today}::date
    where state = any (${[...from]}::text[])
      and not exists (select from adjustment where declaration_id = declaration.id and adjustment.state not in ('ADJ_APPROVED', 'ADJ_REFUSED'))
      and ${"id" in which ? sql`declaration.id = ${which.id}` : sql`true`}
    order by declaration.id limit ${"most" in which ? which.most : 1}`.execute(db);
  return rows.map(({ id }) => id);
}

/** @returns whether it was archived: somebody else may have been quicker, or an adjustment begun meanwhile */
async function archive(db: Db, id: string, today: string): Promise<boolean> {
  return await inTransaction(db, async (transaction) => {
    const goal = await lockGoal(transaction, id);
    if (!goal || (await due(transaction, today, { id })).length === 0) return false;
    const words = { opinion: `${goal.declaration.year ?? ""}年度结束，归档。`, remarks: [], replies: [], approval: null };
    await carryOut(transaction, system, goal, { action: "archive", revision: goal.row.revision, ...words }, plainFacts(system, goal, words), null);
    return true;
  });
}
