import { sql } from "kysely";
import type { Belonging, Waived, WaiverScope } from "../../review/waivers.ts";
import type { Owned } from "../../workflow/permissions.ts";
import { type Doer, named, note } from "../accounts/events.ts";
import type { Db } from "../database.ts";
import { ownedOf } from "../goals/doer.ts";
import { newId } from "../ids.ts";
import { storable } from "../storable.ts";

/** A finding that somebody set aside. */
export interface Waiver extends Waived {
  id: string;
  scope: WaiverScope;
  /** What the finding said when it was set aside. */
  message: string;
  reason: string;
  person: string | null;
  at: string;
  endedAt: string | null;
  endedBy: string | null;
}

const columns = ["id", "rule", "scope", "unit", "project", "year", "subject", "message", "reason", "person", "at", "ended_at", "ended_by"] as const;

async function select(db: Db, which: { units?: readonly string[]; id?: string }): Promise<Waiver[]> {
  const rows = await db
    .selectFrom("waiver")
    .select([...columns, sql<string | null>`until::text`.as("until")])
    .$if(which.units !== undefined, (query) => query.where("unit", "in", [...(which.units ?? [])]).where("ended_at", "is", null))
    .$if(which.id !== undefined, (query) => query.where("id", "=", which.id ?? ""))
    .orderBy("id", "desc")
    .execute();
  return rows.map(({ at, ended_at, ended_by, ...row }) => ({ ...row, at: at.toISOString(), endedAt: ended_at?.toISOString() ?? null, endedBy: ended_by }));
}

/** The waivers of some units that nobody has ended; whether they have run out is for the day to say. */
export const waiversOfUnits = async (db: Db, units: readonly string[]): Promise<Waiver[]> => (units.length === 0 ? [] : await select(db, { units }));

/** Every waiver there ever was, the latest first. */
export const allWaivers = async (db: Db): Promise<Waiver[]> => await select(db, {});

/** Keeps a waiver. All figures are counted anew: which rows a unit's name without blanks means is not worth an index. */
export async function keepWaiver(db: Db, declarationId: string, belonging: Belonging, told: { scope: WaiverScope; message: string; reason: string; until: string | null; person: string | null }, by: Doer = named(told.person)): Promise<Waiver> {
  return await db.transaction().execute(async (transaction) => {
    const id = newId();
    const owners = await transaction.selectFrom("declaration").select(["unit_id", "department_id", "region_id"]).where("id", "=", declarationId).executeTakeFirst();
    await transaction
      .insertInto("waiver")
      .values({ id, ...belonging, ...owners, declaration_id: declarationId, subject: storable(belonging.subject), scope: told.scope, message: storable(told.message), reason: storable(told.reason), until: told.until, person: told.person })
      .execute();
    await transaction.deleteFrom("review_figures").execute();
    const waiver = await one(transaction, id);
    await note(transaction, by, "waiver.keep", id, { kind: "waiver", after: waiver, detail: { declaration: declarationId, rule: waiver.rule, scope: waiver.scope, reason: waiver.reason, until: waiver.until } });
    return waiver;
  });
}

/** Ends a waiver, its findings come back. @returns undefined when there is none, or it has ended */
export async function endWaiver(db: Db, id: string, person: string | null, by: Doer = named(person)): Promise<Waiver | undefined> {
  return await db.transaction().execute(async (transaction) => {
    const ended = await transaction
      .updateTable("waiver")
      .set({ ended_at: new Date(), ended_by: person })
      .where("id", "=", id)
      .where("ended_at", "is", null)
      .returning("id")
      .executeTakeFirst();
    if (!ended) return undefined;
    await transaction.deleteFrom("review_figures").execute();
    const waiver = await one(transaction, id);
    await note(transaction, by, "waiver.end", id, { kind: "waiver", before: { ...waiver, endedAt: null, endedBy: null }, after: waiver, detail: { rule: waiver.rule } });
    return waiver;
  });
}

/** Whose a waiver is: that of the declaration at which it was made. */
export async function ownersOfWaiver(db: Db, id: string): Promise<Owned | undefined> {
  const row = await db.selectFrom("waiver").select(["unit_id", "department_id", "region_id"]).where("id", "=", id).executeTakeFirst();
  return row && ownedOf({ ...row, circle: 0, secret: false });
}

async function one(db: Db, id: string): Promise<Waiver> {
  const [found] = await select(db, { id });
  if (!found) throw new Error(`no waiver ${id}`);
  return found;
}
