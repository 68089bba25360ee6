// What searches and filters find of a table on which its unit works again: for whom it was handed on to, that version and
// not the work under way.
import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { FormId } from "../../declaration/schema.ts";
import type { GoalState } from "../../workflow/states.ts";
import type { Db } from "../database.ts";
import { reachHere } from "./reach.ts";
import { handedOnly, readersCircleSql } from "./seen.ts";
import { scopeHere } from "../scope.ts";
import { storable, storableJson } from "../storable.ts";
import { listed } from "./declarations.ts";
import { type Far, headOf, newestHandedOn, reaches } from "./handed-on.ts";

/** The circles that the present state of a declaration may keep out, as the table numbers them. */
const numbers: Readonly<Record<Far, number>> = { department: 1, finance: 2 };
const fars = Object.keys(numbers) as readonly Far[];

/** Keeps, for each circle that a state keeps out, what it was handed; what it sees as it stands needs nothing. */
export async function keepHandedOn(db: Db, id: string, state: GoalState): Promise<void> {
  await db.deleteFrom("handed_on").where("declaration_id", "=", id).execute();
  for (const circle of fars.filter((far) => !reaches(state, far))) {
    const content = await newestHandedOn(db, id, circle);
    if (!content) continue;
    const { form, year, unit_code, unit_name, unit_words, words } = listed(content);
    await db
      .insertInto("handed_on")
      .values({ declaration_id: id, circle: numbers[circle], form, year: year ?? null, unit_code: unit_code ?? null, unit_name: unit_name ?? null, unit_words: storable(unit_words ?? ""), words: words ?? "", head: storableJson(headOf(content)) })
      .execute();
  }
}

/** Whether anything that whoever asks here may see is shown to them as it was handed on. */
export function looksFromAfar(): boolean {
  const scope = scopeHere();
  return scope !== null && (scope.departments.length > 0 || scope.regions.length > 0 || scope.assigned === true);
}

/** Whether a row of declarations lies open, as it stands now, to whoever asks here; for a query that is built for this one request. */
export function liesOpenHere(): RawBuilder<SqlBool> {
  const { shape, values } = reachHere();
  return sql<SqlBool>`not ${handedOnly(shape, (name) => sql`${values[name]}`)}`;
}

/** The rows of what was handed on to whoever asks here. */
function ofReader(): RawBuilder<unknown> {
  const { values } = reachHere();
  return sql`handed_on_listed join declaration_listed on id = declaration_id and handed_on_listed.circle = ${readersCircleSql((name) => sql`${values[name]}`)}`;
}

/** Those whose version that was handed on is of a year. */
export async function handedOnOf(db: Db, year: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from ${ofReader()} where handed_on_listed.year = ${year}`.execute(db);
  return rows.map(({ id }) => id);
}

/** The years, units and forms of what was handed on, for the lists of the filters. */
export async function filtersOfHandedOn(db: Db): Promise<{ year: number | null; unit_name: string | null; form: FormId }[]> {
  const { rows } = await sql<{ year: number | null; unit_name: string | null; form: FormId }>`select distinct handed_on_listed.year, handed_on_listed.unit_name, handed_on_listed.form from ${ofReader()}`.execute(db);
  return rows;
}
