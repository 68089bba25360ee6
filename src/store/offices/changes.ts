// Changing the tree of offices from a year on. Spans end and others begin; the trees of earlier years stay what they were.
import { sql } from "kysely";
import { calledOffice, type Office, type OfficeKind, type WantedOffice } from "../../organisation/office.ts";
import { type OfficeChange, type Plan, planTree, type Wish } from "../../organisation/plan.ts";
import { checkTree } from "../../organisation/tree.ts";
import { DabiaoError } from "../../problem.ts";
import { note, onTheMachine } from "../accounts/events.ts";
import { type Db, inTransaction } from "../database.ts";
import type { Manager } from "../accounts/grants.ts";
import { newId } from "../ids.ts";
import { treeOf } from "./offices.ts";
import { followTree } from "../declarations/owners.ts";
import { storable } from "../storable.ts";

/** Any number that nobody else who shares the database is likely to use. */
const lock = 7_700_006;

/** Takes turns with everybody else who changes the tree; held to the end of the transaction. */
export async function lockTree(transaction: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lock})`.execute(transaction);
}

/** Somebody at the machine may change every tree. */
const machine: Manager = { ...onTheMachine, regions: null };

/**
 * Carries a plan out from a year on: until the next change of the same office that is known of already.
 * @param tree of that year, as it was
 * @throws DabiaoError OFFICE-10 when the plan, or the tree of a later year with it, cannot stand, OFFICE-11 when it is not
 *   for this person to change
 */
export async function carryOut(transaction: Db, year: number, { changes, faults }: Plan, tree: readonly Office[], by: Manager): Promise<void> {
  refuseForeign(changes, tree, by);
  const errors = faults.filter(({ severity }) => severity === "error");
  if (errors[0]) throw impossible(errors[0].message, errors.length);
  const isNew = ({ kinds }: OfficeChange): boolean => kinds.includes("new");
  await begin(transaction, year, changes.filter(isNew).flatMap(({ after }) => after ?? []));
  for (const change of changes) {
    if (isNew(change)) continue;
    if (change.after === null) await end(transaction, change.id, year, change.before);
    else await hold(transaction, change.id, year, change.after);
    if (change.into !== null) await goOn(transaction, change.id, year, change.into);
  }
  await checkLater(transaction, year);
  const stands = changes.filter(({ kinds }) => kinds.some((kind) => kind !== "name" && kind !== "code"));
  await followTree(transaction, stands.map(({ id }) => id));
}

const impossible = (message: string, count = 1): DabiaoError =>
  new DabiaoError("OFFICE-10", { message: count === 1 ? message : `${message}（另有 ${count - 1} 处）`, hint: "组织树没有改动。" });

/** Whoever sees to some regions changes nothing outside of them, nor where the regions themselves stand. */
function refuseForeign(changes: readonly OfficeChange[], tree: readonly Office[], { regions }: Manager): void {
  if (regions === null) return;
  const before = new Map(tree.map((office) => [office.id, office]));
  const after = new Map(before);
  for (const { id, after: office } of changes) if (office) after.set(id, office);
  const isWithin = (offices: ReadonlyMap<string, Office>, start: Office): boolean => {
    for (let at: Office | undefined = start; at; at = at.parent === null ? undefined : offices.get(at.parent)) if (regions.includes(at.id)) return true;
    return false;
  };
  for (const change of changes) {
    const isOwn = (change.before === null || isWithin(before, change.before)) && (change.after === null || isWithin(after, change.after));
    const isRoot = regions.includes(change.id) && change.kinds.some((kind) => kind !== "name");
    const office = change.after ?? change.before;
    if (!isOwn || isRoot) throw new DabiaoError("OFFICE-11", { message: `“${office === null ? "" : calledOffice(office)}”不在您管理的地区内，或是您管理的地区本身。`, hint: "请由上级的安全保密员来办。" });
  }
}

/** How many changes an event lists; all of them make its fingerprints. */
const listedAtMost = 200;

/** Writes into the audit log what became other. */
export async function noteChanges(transaction: Db, by: Manager, action: string, year: number, changes: readonly OfficeChange[]): Promise<void> {
  const [only, ...others] = changes;
  if (!only) return;
  const listed = changes.slice(0, listedAtMost).map(({ id, kinds, before, after, into }) => ({ id, kinds, before: before && calledOffice(before), after: after && calledOffice(after), ...(into && { into: calledOffice(into) }) }));
  await note(transaction, by, action, others.length === 0 ? only.id : null, { kind: "office", before: changes.map(({ before }) => before), after: changes.map(({ after }) => after), detail: { year, count: changes.length, changes: listed } });
}

/** Ends an office before a year. What is known of later years would hang in the air, so it must not be there. */
async function end(db: Db, id: string, year: number, before: Office | null): Promise<void> {
  const later = await db.selectFrom("office_span").select("from_year").where("office_id", "=", id).where("from_year", ">", year).orderBy("from_year").executeTakeFirst();
  if (later) throw impossible(`“${before === null ? id : calledOffice(before)}”从${later.from_year}年起另有记录，不能从${year}年起撤销。`);
  await db.deleteFrom("office_span").where("office_id", "=", id).where("from_year", "=", year).execute();
  await db.updateTable("office_span").set({ until_year: year }).where("office_id", "=", id).where("from_year", "<", year).where((eb) => eb.or([eb("until_year", "is", null), eb("until_year", ">", year)])).execute();
}

/** Notes who goes on for an office from a year on. */
async function goOn(db: Db, id: string, year: number, successor: Office): Promise<void> {
  await db.insertInto("office_successor").values({ office_id: id, successor_id: successor.id, year }).onConflict((conflict) => conflict.columns(["office_id", "successor_id"]).doUpdateSet({ year })).execute();
}

/** Rows in one statement: it takes 65,535 values at most. */
const atOnce = 5_000;

const columnsOf = ({ code, name, kind, parent, region }: Office) => ({ code: storable(code), name: storable(name), kind, parent_id: parent, region_code: region });

/** Lets new offices be from a year on. */
async function begin(db: Db, year: number, offices: readonly Office[]): Promise<void> {
  for (let from = 0; from < offices.length; from += atOnce) await db.insertInto("office").values(offices.slice(from, from + atOnce).map(({ id }) => ({ id }))).execute();
  for (let from = 0; from < offices.length; from += atOnce) await db.insertInto("office_span").values(offices.slice(from, from + atOnce).map((office) => ({ office_id: office.id, from_year: year, ...columnsOf(office) }))).execute();
}

/** Lets an office be so from a year on, to where its next span begins. */
async function hold(db: Db, id: string, year: number, office: Office): Promise<void> {
  const values = columnsOf(office);
  const same = await db.updateTable("office_span").set(values).where("office_id", "=", id).where("from_year", "=", year).returning("office_id").executeTakeFirst();
  if (same) return;
  const now = await db.selectFrom("office_span").select(["from_year", "until_year"]).where("office_id", "=", id).where("from_year", "<", year).where((eb) => eb.or([eb("until_year", "is", null), eb("until_year", ">", year)])).executeTakeFirst();
  if (now) await db.updateTable("office_span").set({ until_year: year }).where("office_id", "=", id).where("from_year", "=", now.from_year).execute();
  const next = await db.selectFrom("office_span").select("from_year").where("office_id", "=", id).where("from_year", ">", year).orderBy("from_year").executeTakeFirst();
  const until = now ? now.until_year : (next?.from_year ?? null);
  await db.insertInto("office_span").values({ office_id: id, from_year: year, until_year: until, ...values }).execute();
}

/** The trees of the later years in which something changes must stand as well. */
async function checkLater(db: Db, year: number): Promise<void> {
  const { rows } = await sql<{ year: number }>`
    select from_year as year from office_span where from_year > ${year} union select until_year from office_span where until_year > ${year} order by 1`.execute(db);
  for (const later of rows) {
    const tree = await treeOf(db, later.year);
    const { offices, faults } = checkTree(tree);
    const [error] = faults.filter(({ severity }) => severity === "error");
    if (error) throw impossible(`${later.year}年的组织树会不成立：${error.message}`);
    const foreign = tree.find(({ id, region }) => offices.get(id)?.region !== region);
    if (foreign) throw impossible(`${later.year}年的组织树会不成立：“${calledOffice(foreign)}”所属的地区变了，请先改那一年的。`);
  }
}

/** Changes the tree of a year, in the caller's transaction or one of its own. @returns what became other */
async function change(db: Db, act: { name: string; year: number; by: Manager }, wish: (tree: Map<string, Office>) => Partial<Wish>): Promise<OfficeChange[]> {
  const { year, by } = act;
  return await inTransaction(db, async (transaction) => {
    await lockTree(transaction);
    const tree = await treeOf(transaction, year);
    const plan = planTree(tree, { offices: [], closed: [], merged: new Map(), back: new Set(), ...wish(new Map(tree.map((office) => [office.id, office]))) });
    await carryOut(transaction, year, plan, tree, by);
    await noteChanges(transaction, by, act.name, year, plan.changes);
    return plan.changes;
  });
}

const standing = (tree: ReadonlyMap<string, Office>, id: string, year: number): Office => {
  const office = tree.get(id);
  if (office) return office;
  throw new DabiaoError("OFFICE-01", { message: `${year}年的组织树里没有这个单位。`, hint: "请刷新后再看，或换一个年度。" });
};

/** A new office. @returns its id */
export async function addOffice(db: Db, year: number, office: { code: string; name: string; kind: OfficeKind; parent: string | null }, by = machine): Promise<string> {
  const id = newId();
  await change(db, { name: "office.add", year, by }, () => ({ offices: [{ id, ...trimmed(office) }] }));
  return id;
}

const trimmed = <Told extends { code?: string; name?: string }>(told: Told): Told => ({ ...told, ...(told.code === undefined ? {} : { code: told.code.trim() }), ...(told.name === undefined ? {} : { name: told.name.trim() }) });

/** Another name, code, kind or parent from a year on; what is not named stays. */
export async function alterOffice(db: Db, year: number, id: string, to: Partial<Omit<WantedOffice, "id">>, by = machine): Promise<OfficeChange[]> {
  return await change(db, { name: "office.alter", year, by }, (tree) => ({ offices: [{ ...standing(tree, id, year), ...trimmed(to) }] }));
}

/** Ends an office from a year on. What stood below it must have gone elsewhere before. */
export async function closeOffice(db: Db, year: number, id: string, by = machine): Promise<OfficeChange[]> {
  return await change(db, { name: "office.close", year, by }, (tree) => {
    const office = standing(tree, id, year);
    refuseBelow(tree, office);
    return { closed: [id] };
  });
}

function refuseBelow(tree: ReadonlyMap<string, Office>, office: Office): void {
  const below = [...tree.values()].filter(({ parent }) => parent === office.id);
  if (below[0]) throw impossible(`“${calledOffice(office)}”还有 ${below.length} 个下级（如“${calledOffice(below[0])}”），请先把它们移走或撤销。`);
}

/** Merges an office into another of its kind: it ends, what stood below it goes over, and the other goes on for it. */
export async function mergeOffice(db: Db, year: number, id: string, into: string, by = machine): Promise<OfficeChange[]> {
  return await change(db, { name: "office.merge", year, by }, (tree) => ({ merged: new Map([[standing(tree, id, year).id, standing(tree, into, year).id]]) }));
}
