// Projects keep their identity over files and years: by code within the unit, else by unit and name. What is not sure is
// proposed to a person (project-pairs.ts), never joined.
import { sql } from "kysely";
import { namesAlike, projectNameKey } from "../organisation/project-names.ts";
import { type Db, inTransaction } from "./database.ts";
import { newId } from "./ids.ts";
import { withPredecessors } from "./offices.ts";
import type { PairReason, ProjectTable } from "./schema.ts";
import { storable } from "./storable.ts";

type Row = Pick<ProjectTable, "id" | "office_id" | "code" | "name" | "name_key">;
const columns = ["id", "office_id", "code", "name", "name_key"] as const;

/**
 * The project that a table of a unit is about; a new one where none is surely the same. Called in the transaction that
 * keeps the table.
 * @param code as printed; null where the table has none
 * @param year budget year of the table: written into a name, it is no part of it
 * @returns the project's id, or null when there is neither code nor name to tell it by
 */
export async function projectOf(db: Db, officeId: string, code: string | null, name: string | null, year: number | null = null): Promise<string | null> {
  const told = { code: storable(code?.trim() || null), name: storable(name?.trim() || code?.trim() || ""), key: projectNameKey(storable(name ?? ""), year) };
  if (told.name === "") return null;
  return await inTransaction(db, async (transaction) => {
    // Two tables of one new project at once would else make two of it.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`project ${officeId}`}, 0))`.execute(transaction);
    const offices = await withPredecessors(transaction, officeId);
    const known = await sureMatch(transaction, offices, officeId, told);
    return known ?? (await begin(transaction, offices, officeId, told));
  });
}

interface Told {
  code: string | null;
  name: string;
  key: string;
}

async function sureMatch(db: Db, offices: readonly string[], officeId: string, { code, name, key }: Told): Promise<string | null> {
  if (code !== null) {
    const rows = await db.selectFrom("project").select(["id", "office_id", "merged_into", "name"]).where("office_id", "in", offices).where("code", "=", code).execute();
    const own = rows.find((row) => row.office_id === officeId) ?? (rows.length === 1 ? rows[0] : undefined);
    if (own) {
      // So far its code stood for a name.
      if (own.name === code && key !== "") await db.updateTable("project").set({ name, name_key: key }).where("id", "=", own.id).execute();
      return own.merged_into ?? own.id;
    }
  }
  if (key === "") return null;
  const named = await db.selectFrom("project").select([...columns, "merged_into"]).where("office_id", "in", offices).where("name_key", "=", key).execute();
  // A project with another code is perhaps, but not surely, the same.
  const open = named.filter((row) => row.code === null);
  const candidates = code === null && open.length === 0 ? named : open;
  const targets = new Set(candidates.map((row) => row.merged_into ?? row.id));
  const [only] = targets;
  if (only === undefined || targets.size > 1) return null;
  if (code !== null) await takeCode(db, only, officeId, code);
  return only;
}

/** A project that was known by its name alone has a code from now on. */
async function takeCode(db: Db, id: string, officeId: string, code: string): Promise<void> {
  await db.updateTable("project").set({ code }).where("id", "=", id).where("office_id", "=", officeId).where("code", "is", null).execute();
}

async function begin(db: Db, offices: readonly string[], officeId: string, { code, name, key }: Told): Promise<string> {
  const id = newId();
  const others = await db.selectFrom("project").select(columns).where("office_id", "in", offices).where("merged_into", "is", null).execute();
  await db.insertInto("project").values({ id, office_id: officeId, code, name, name_key: key }).execute();
  const pairs = others.flatMap((other) => {
    const reason = perhapsSame({ code, name, name_key: key }, other);
    return reason === null ? [] : [{ ...ordered(id, other.id), reason }];
  });
  if (pairs.length > 0) await db.insertInto("project_pair").values(pairs).execute();
  return id;
}

function perhapsSame(one: Pick<Row, "code" | "name" | "name_key">, other: Row): PairReason | null {
  if (one.name_key !== "" && one.name_key === other.name_key) return one.code !== null && other.code !== null ? "code" : "several";
  return namesAlike(one.name, other.name) ? "name" : null;
}

/** A pair stands under its smaller id. */
export const ordered = (one: string, other: string): { one_id: string; other_id: string } => (one < other ? { one_id: one, other_id: other } : { one_id: other, other_id: one });
