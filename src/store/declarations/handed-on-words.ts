// What searches and filters find of a table on which its unit works again: for whom it was handed on to, that version and
// not the work under way.
import { type RawBuilder, sql } from "kysely";
import type { FormId } from "../../declaration/schema.ts";
import type { GoalState } from "../../workflow/states.ts";
import type { Db } from "../database.ts";
import { reachHere } from "./reach.ts";
import { readersCircleSql } from "./seen.ts";
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

/** The rows of what was handed on to whoever asks here. */
function ofReader(): RawBuilder<unknown> {
  const { values } = reachHere();
  return sql`handed_on_listed where circle = ${readersCircleSql((name) => sql`${values[name]}`)}`;
}

/** Those whose version that was handed on is of a year. */
export async function handedOnOf(db: Db, year: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select declaration_id as id from ${ofReader()} and year = ${year}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Values by which lists are narrowed. */
export interface FilterRow {
  year: number | null;
  unit_name: string | null;
  form: FormId;
}

/** The years, units and forms of what was handed on, for the lists of the filters. */
export async function filtersOfHandedOn(db: Db): Promise<FilterRow[]> {
  const { rows } = await sql<FilterRow>`select distinct year, unit_name, form from ${ofReader()}`.execute(db);
  return rows;
}
