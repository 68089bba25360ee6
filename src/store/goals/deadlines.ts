// The calendar of a region and year: until when what has to be handed in.
import { sql } from "kysely";
import { DabiaoError } from "../../problem.ts";
import { type DeadlineKind, deadlineKindIds } from "../../workflow/deadlines.ts";
import { fingerprint } from "../audit/audit.ts";
import { type Db, inTransaction } from "../database.ts";
import { type Doer, recordAct } from "./doer.ts";

export type Deadlines = Record<DeadlineKind, string | null>;

export async function deadlinesOf(db: Db, region: string, year: number): Promise<Deadlines> {
  const rows = await db.selectFrom("deadline").select(["kind", sql<string>`day::text`.as("day")]).where("region_id", "=", region).where("year", "=", year).execute();
  const known = new Map(rows.map(({ kind, day }) => [kind, day]));
  return Object.fromEntries(deadlineKindIds.map((kind) => [kind, known.get(kind) ?? null])) as Deadlines;
}

/** Sets the whole calendar of a region and year; a day of null is taken away. @throws DabiaoError GOAL-03 for another region's */
export async function setDeadlines(db: Db, doer: Doer, region: string, year: number, days: Deadlines): Promise<Deadlines> {
  const grant = doer.actor.grants.find(({ role, office }) => office === region && (role === "fin-perf" || role === "sys-admin"));
  if (doer.actor.mode !== "local" && grant === undefined) throw new DabiaoError("GOAL-03", { message: "这要由这个地区的“财政绩效处（科）”或“系统管理员”设定。", hint: "您可以查看，不能设定。" });
  return await inTransaction(db, async (transaction) => {
    const before = await deadlinesOf(transaction, region, year);
    await transaction.deleteFrom("deadline").where("region_id", "=", region).where("year", "=", year).execute();
    const rows = deadlineKindIds.flatMap((kind) => (days[kind] === null ? [] : [{ region_id: region, year, kind, day: days[kind] }]));
    if (rows.length > 0) await transaction.insertInto("deadline").values(rows).execute();
    const after = await deadlinesOf(transaction, region, year);
    await recordAct(transaction, doer, { action: "calendar.set", subject: { kind: "calendar", id: `${region} ${year}` }, before: fingerprint(before), after: fingerprint(after), detail: after, role: grant?.role ?? null });
    return after;
  });
}
