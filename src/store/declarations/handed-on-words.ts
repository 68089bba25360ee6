// What searches and filters find of a table on which its unit works again: for whom it was handed on to, that version and
// not the work under way.
import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { FormId } from "../../declaration/schema.ts";
import type { GoalState } from "../../workflow/states.ts";
import type { Db } from "../database.ts";
import { reachHere } from "./reach.ts";
import { handedOnly } from "./seen.ts";
import { scopeHere } from "../scope.ts";
import { storable } from "../storable.ts";
import { listed } from "./declarations.ts";
import { type Far, newestHandedOn, reaches } from "./handed-on.ts";

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
      .values({ declaration_id: id, circle: numbers[circle], form, year: year ?? null, unit_code: unit_code ?? null, unit_name: unit_name ?? null, unit_words: storable(unit_words ?? ""), words: words ?? "" })
      .execute();
  }
}

/** Whether anything that whoever asks here may see is shown to them as it was handed on. */
export function looksFromAfar(): boolean {
  const scope = scopeHere();
  return scope !== null && (scope.departments.length > 0 || scope.regions.length > 0 || scope.assigned === true);
}

const ids = (offices: readonly string[]): RawBuilder<unknown> => sql`${[...offices]}::uuid[]`;

/** Whether a row of declarations lies open, as it stands now, to whoever asks here; for a query that is built for this one request. */
export function liesOpenHere(): RawBuilder<SqlBool> {
  const { shape, values } = reachHere();
  return sql<SqlBool>`not ${handedOnly(shape, (name) => sql`${values[name]}`)}`;
}

/** What is looked for in the versions that were handed on. */
export interface Sought {
  year?: number | undefined;
  form?: FormId | undefined;
  unitName?: string | undefined;
  unit?: { code: string; pattern: string } | undefined;
  patterns: readonly string[];
}

/** The rows of what was handed on to whoever asks here, and does not lie open to them. */
function ofReader(): RawBuilder<unknown> {
  const { units, departments } = scopeHere() ?? { units: [], departments: [] };
  return sql`handed_on join declaration on declaration.id = handed_on.declaration_id
    and handed_on.circle = case when declaration.unit_id = any (${ids(units)}) then 0 when declaration.department_id = any (${ids(departments)}) then 1 else 2 end`;
}

/** Those whose version that was handed on has what is sought. */
export async function findHandedOn(db: Db, { year, form, unitName, unit, patterns }: Sought): Promise<string[]> {
  const conditions = [
    ...(year === undefined ? [] : [sql<SqlBool>`handed_on.year = ${year}`]),
    ...(form === undefined ? [] : [sql<SqlBool>`handed_on.form = ${form}`]),
    ...(unitName === undefined ? [] : [sql<SqlBool>`handed_on.unit_name = ${unitName}`]),
    ...(unit === undefined ? [] : [sql<SqlBool>`(handed_on.unit_words like ${unit.pattern} or handed_on.unit_code = ${unit.code})`]),
    ...(patterns.length === 0 ? [] : [sql<SqlBool>`handed_on.words like all (${[...patterns]}::text[])`]),
    sql<SqlBool>`true`,
  ];
  const { rows } = await sql<{ id: string }>`select handed_on.declaration_id as id from ${ofReader()} where ${sql.join(conditions, sql` and `)}`.execute(db);
  return rows.map(({ id }) => id);
}

/** The years, units and forms of what was handed on, for the lists of the filters. */
export async function filtersOfHandedOn(db: Db): Promise<{ year: number | null; unit_name: string | null; form: FormId }[]> {
  const { rows } = await sql<{ year: number | null; unit_name: string | null; form: FormId }>`select distinct handed_on.year, handed_on.unit_name, handed_on.form from ${ofReader()}`.execute(db);
  return rows;
}
