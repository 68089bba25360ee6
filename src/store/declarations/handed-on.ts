// What a department or the finance bureau sees while the unit works on a table again: the version that it was handed,
// never the work under way.
import { sql } from "kysely";
import type { Declaration } from "../../declaration/schema.ts";
import { type Circle, circles, type GoalState, goalStateIds, goalStates } from "../../workflow/states.ts";
import type { Db } from "../database.ts";
import { named } from "../named.ts";
import type { Owners } from "./owners.ts";
import { scopeHere } from "../scope.ts";

/** What has to be known of a row to tell who sees what of it. */
export type Held = Owners & { id: string; state: GoalState };

export const heldColumns = ["declaration.id", "declaration.state", "declaration.unit_id", "declaration.department_id", "declaration.region_id"] as const;

/** How far from a declaration whoever asks here stands; the house itself sees it as its unit does. */
export function readersCircle({ unit_id, department_id }: Owners): Circle {
  const scope = scopeHere();
  if (scope === null || (unit_id !== null && scope.units.includes(unit_id))) return "unit";
  return department_id !== null && scope.departments.includes(department_id) ? "department" : "finance";
}

/** Whether what stands in a state lies open to such a circle. */
export const reaches = (state: GoalState, circle: Circle): boolean => circles.indexOf(goalStates[state].circle) >= circles.indexOf(circle);

/** Whether whoever asks here sees only what was handed on to them. */
export const seesHandedOn = (row: Held): boolean => !reaches(row.state, readersCircle(row));

/** The state as whoever asks here sees it: it went back, and what happens there is not theirs to see. */
export const stateSeen = (row: Held): GoalState => (seesHandedOn(row) ? "RETURNED" : row.state);

interface Asked {
  ids: readonly string[];
  states: readonly GoalState[];
}

/** The newest version of each that reached such a state. */
const newest = named<Asked, { declaration_id: string; content: Declaration }>("handed-on", (_, slot) => sql`
  select distinct on (declaration_step.declaration_id) declaration_step.declaration_id, content
  from declaration_step join declaration_version on declaration_version.id = declaration_step.version_id
  where declaration_step.declaration_id = any(${slot("ids")}) and declaration_step.adjustment_id is null and declaration_step.to_state = any(${slot("states")})
  order by declaration_step.declaration_id, declaration_step.id desc`);

/** The circles that may be kept out of what a unit works on. */
export type Far = "department" | "finance";

/** The content that such a circle was handed last; undefined when it was handed none. */
export async function newestHandedOn(db: Db, id: string, circle: Far): Promise<Declaration | undefined> {
  const [row] = await newest(db, { ids: [id], states: goalStateIds.filter((state) => reaches(state, circle)) });
  return row?.content;
}

/** What a list shows of a content. */
export type HandedOnHead = Pick<Declaration, "form" | "unit" | "department" | "project" | "funding"> & { indicators: number };

export const headOf = ({ form, unit, department, project, funding, indicators }: Declaration): HandedOnHead => ({ form, unit, department, project, funding, indicators: indicators.length });

/** The contents that were handed on, of those rows of which nothing else may be seen. */
export async function handedOn(db: Db, rows: readonly Held[]): Promise<Map<string, Declaration>> {
  const found = new Map<string, Declaration>();
  for (const [circle, own] of Map.groupBy(rows.filter(seesHandedOn), readersCircle)) {
    const states = goalStateIds.filter((state) => reaches(state, circle));
    for (const { declaration_id, content } of await newest(db, { ids: own.map(({ id }) => id), states })) found.set(declaration_id, content);
  }
  return found;
}
