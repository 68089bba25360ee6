// Whose a declaration is: the unit that has it, and by the tree of its year the department and the region above it.
import { sql } from "kysely";
import type { Declaration } from "../../declaration/schema.ts";
import type { Db } from "../database.ts";

/** The offices of a declaration, as columns of its row. */
export interface Owners {
  unit_id: string | null;
  department_id: string | null;
  region_id: string | null;
}

export const nobody: Owners = { unit_id: null, department_id: null, region_id: null };

/** The owners of each declaration when a unit has them all; nobody when there is no unit. */
export async function ownersOf(db: Db, unitId: string | null, declarations: readonly Pick<Declaration, "year">[]): Promise<Owners[]> {
  if (unitId === null) return declarations.map(() => nobody);
  const years = new Map<number | null, Owners>();
  for (const { year } of declarations) if (!years.has(year)) years.set(year, await ownersInYear(db, unitId, year));
  return declarations.map(({ year }) => years.get(year) ?? nobody);
}

/**
 * The unit, the first department and the first region above it in a year; where the tree of that year does not have the
 * unit (it was entered later, or the table says no year), its latest place holds.
 */
export async function ownersInYear(db: Db, unitId: string, year: number | null): Promise<Owners> {
  const { rows } = await sql<{ office_id: string; kind: string }>`
    with recursive asked (year) as (
      select case when exists (select from office_span where office_id = ${unitId} and from_year <= ${year} and (until_year is null or until_year > ${year}))
        then ${year}::integer else (select max(from_year) from office_span where office_id = ${unitId}) end
    ), above as (
      select office_id, parent_id, kind, 0 as steps from office_span, asked
      where office_id = ${unitId} and from_year <= asked.year and (until_year is null or until_year > asked.year)
      union all
      select span.office_id, span.parent_id, span.kind, steps + 1 from office_span span join above on span.office_id = above.parent_id, asked
      where from_year <= asked.year and (until_year is null or until_year > asked.year) and steps < 20
    )
    select office_id, kind from above order by steps`.execute(db);
  const first = (kind: string): string | null => rows.find((row) => row.kind === kind)?.office_id ?? null;
  return { unit_id: unitId, department_id: first("department"), region_id: first("region") };
}

/**
 * Lets tables follow their units after the tree has changed: by the tree of its own year a table belongs to the
 * department and region above its unit. Runs in the scope of the house: whoever changes the tree sees no tables.
 */
export async function followTree(db: Db, offices: readonly string[]): Promise<void> {
  const { rows } = await sql<{ unit_id: string; year: number | null }>`
    with recursive below (id) as (
      select unnest(${[...offices]}::uuid[])
      union
      select span.office_id from office_span span join below on span.parent_id = below.id
    )
    select distinct unit_id, year from declaration where unit_id in (select id from below)`.execute(db);
  for (const { unit_id, year } of rows) {
    const { department_id, region_id } = await ownersInYear(db, unit_id, year);
    for (const table of ["declaration", "waiver"]) {
      await sql`
        update ${sql.table(table)} set department_id = ${department_id}, region_id = ${region_id}
        where unit_id = ${unit_id} and year is not distinct from ${year}
          and (department_id is distinct from ${department_id} or region_id is distinct from ${region_id})`.execute(db);
    }
  }
}
