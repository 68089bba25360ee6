// The forms that people taught the house: which are in force for whom, and their history.
import { randomInt } from "node:crypto";
import { sql } from "kysely";
import type { OwnFormId } from "../../declaration/schema.ts";
import type { FormDefinition } from "../../forms/form.ts";
import { type OwnDefinition, ownForm } from "../../forms/own.ts";
import type { Actor } from "../../workflow/actor.ts";
import type { Db } from "../database.ts";
import { ownersInYear } from "../declarations/owners.ts";
import { inScope } from "../scope.ts";

/** An own form as lists show it. */
export interface HouseForm {
  id: OwnFormId;
  name: string;
  region: string;
  /** Whose it is; null: everybody's, from when there were no offices. */
  office: { id: string; name: string } | null;
  wide: boolean;
  retired: boolean;
  version: number;
  definition: OwnDefinition;
  changedBy: string | null;
  changedAt: string;
  /** How many documents were read by it, over all offices. */
  documents: number;
  declarations: number;
}

export interface HouseFormVersion {
  version: number;
  name: string;
  person: string | null;
  at: string;
}

/** The forms by which files of a unit are read; null: of nobody's, on a machine without offices. */
export async function formsFor(db: Db, unit: string | null): Promise<FormDefinition[]> {
  // Most houses have taught it none: then nobody's place in the tree is asked for.
  const rows = await db.selectFrom("house_form").select(["id", "definition", "office_id", "region_id", "wide"]).where("retired", "=", false).orderBy("id").execute();
  if (rows.length === 0) return [];
  const region = unit === null ? null : (await ownersInYear(db, unit, null)).region_id;
  return rows.filter((row) => row.office_id === null || row.office_id === unit || (row.wide && row.region_id === region)).map(({ id, definition }) => ownForm(id, definition));
}

/** The own form of that name as somebody may use it for writing; undefined when there is none for them. */
export async function formToWrite(db: Db, id: string): Promise<FormDefinition | undefined> {
  const row = await db.selectFrom("house_form").select(["id", "definition"]).where("id", "=", id as OwnFormId).executeTakeFirst();
  return row && ownForm(row.id, row.definition);
}

/** The regions whose forms somebody looks after without working in a unit: the system administrator. */
export const regionsOf = ({ grants }: Actor): string[] => grants.flatMap(({ role, office }) => (role === "sys-admin" ? [office] : []));

/**
 * All own forms that somebody may see, by name. Whoever looks after a region sees those of its offices, which the row
 * policies do not show: they reach nobody's declarations.
 */
export async function listForms(db: Db, actor: Actor, id?: OwnFormId): Promise<HouseForm[]> {
  const regions = regionsOf(actor);
  const find = async () =>
    await db
      .selectFrom("house_form")
      .selectAll()
      .select(sql<string | null>`(select name from office_span where office_id = house_form.office_id order by from_year desc limit 1)`.as("office_name"))
      .$if(id !== undefined, (query) => query.where("id", "=", id as OwnFormId))
      .orderBy("name")
      .orderBy("id")
      .execute();
  const own = await find();
  const looked = regions.length === 0 ? [] : await inScope(null, async () => (await find()).filter(({ region_id }) => region_id !== null && regions.includes(region_id)));
  const rows = [...own, ...looked.filter(({ id: one }) => !own.some((other) => other.id === one))];
  const counts = await inScope(null, async () => await readBy(db, rows.map((row) => row.id)));
  return rows.map((row) => ({
    id: row.id, name: row.name, region: row.definition.region, office: row.office_id === null ? null : { id: row.office_id, name: row.office_name ?? "" }, wide: row.wide, retired: row.retired,
    version: row.version, definition: row.definition, changedBy: row.changed_by, changedAt: row.changed_at.toISOString(), documents: counts.get(row.id)?.documents ?? 0, declarations: counts.get(row.id)?.declarations ?? 0,
  }));
}

/** How many documents and declarations were read by forms, whoever has them. */
export async function readBy(db: Db, ids: readonly OwnFormId[]): Promise<Map<string, { documents: number; declarations: number }>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ form: string; documents: number; declarations: number }>`
    select form, count(distinct document_id)::int as documents, count(*)::int as declarations from declaration
    where form like 'own-%' and form = any (${[...ids]}::text[]) group by form`.execute(db);
  return new Map(rows.map(({ form, ...counts }) => [form, counts]));
}

/** Every version of a form that was kept, the newest first. */
export async function versionsOfForm(db: Db, id: OwnFormId): Promise<HouseFormVersion[]> {
  const rows = await db.selectFrom("house_form_version").select(["version", "name", "person", "at"]).where("form_id", "=", id).orderBy("version", "desc").execute();
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

const signs = "0123456789abcdefghijklmnopqrstuvwxyz";

/** An id that no other form has: 62 bits of chance. */
export const newFormId = (): OwnFormId => `own-${Array.from({ length: 12 }, () => signs[randomInt(signs.length)]).join("")}`;
