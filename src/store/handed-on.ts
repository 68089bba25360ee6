// What a department or the finance bureau sees while the unit works on a table again: the version that it was handed,
// never the work under way.
import type { Declaration } from "../declaration/schema.ts";
import { type Circle, circles, type GoalState, goalStateIds, goalStates } from "../workflow/states.ts";
import type { Db } from "./database.ts";
import type { Owners } from "./owners.ts";
import { scopeHere } from "./scope.ts";

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

/** The contents that were handed on, of those rows of which nothing else may be seen. */
export async function handedOn(db: Db, rows: readonly Held[]): Promise<Map<string, Declaration>> {
  const found = new Map<string, Declaration>();
  for (const [circle, own] of Map.groupBy(rows.filter(seesHandedOn), readersCircle)) {
    const states = goalStateIds.filter((state) => reaches(state, circle));
    const versions = await db
      .selectFrom("declaration_step")
      .innerJoin("declaration_version", "declaration_version.id", "declaration_step.version_id")
      .distinctOn("declaration_step.declaration_id")
      .select(["declaration_step.declaration_id", "declaration_version.content"])
      .where("declaration_step.declaration_id", "in", own.map(({ id }) => id))
      .where("declaration_step.adjustment_id", "is", null)
      .where("declaration_step.to_state", "in", states)
      .orderBy("declaration_step.declaration_id")
      .orderBy("declaration_step.id", "desc")
      .execute();
    for (const { declaration_id, content } of versions) found.set(declaration_id, content);
  }
  return found;
}
