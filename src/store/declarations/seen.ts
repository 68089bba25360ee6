// What handed-on.ts tells of single rows, in the words of a query: as whoever asks here sees them.
import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { Gravest } from "../../review/gravest.ts";
import { type Circle, type GoalState, goalStateIds } from "../../workflow/states.ts";
import { reaches } from "./handed-on.ts";
import type { ReachShape, ReachValues } from "./reach.ts";

export type ReachSlots = <Name extends keyof ReachValues>(name: Name) => RawBuilder<ReachValues[Name]>;

const list = (states: readonly GoalState[]): RawBuilder<unknown> => sql`(${sql.join(states.map((state) => sql.lit(state)))})`;
const keptFrom = (circle: Circle): RawBuilder<unknown> => list(goalStateIds.filter((state) => !reaches(state, circle)));

/** Whether a row of `declaration_listed` is one of which whoever asks sees only what was handed on to them. */
export function handedOnly(shape: ReachShape, slot: ReachSlots): RawBuilder<SqlBool> {
  if (shape === "house" || shape === "unit") return sql<SqlBool>`false`;
  return sql<SqlBool>`(case when unit_id is not null and unit_id = any(${slot("units")}::uuid[]) then false
    when department_id is not null and department_id = any(${slot("departments")}::uuid[]) then state in ${keptFrom("department")}
    else state in ${keptFrom("finance")} end)`;
}

/** As which circle whoever asks is handed a row of `declaration_listed`, as `handed_on` numbers them; 0: it lies open to them. */
export const readersCircleSql = (slot: ReachSlots): RawBuilder<number> => sql<number>`(case when unit_id = any(${slot("units")}::uuid[]) then 0 when department_id = any(${slot("departments")}::uuid[]) then 1 else 2 end)`;

/** The state as whoever asks sees it. */
export const stateSeenSql = (shape: ReachShape, slot: ReachSlots): RawBuilder<GoalState> => sql<GoalState>`(case when ${handedOnly(shape, slot)} then 'RETURNED' else state end)`;

/** The gravest finding that whoever asks sees. */
export const gravestSql = (shape: ReachShape, slot: ReachSlots): RawBuilder<Gravest> =>
  sql<Gravest>`(case when ${handedOnly(shape, slot)} or errors is null then 'unknown' when errors > 0 then 'error' when warnings > 0 then 'warning' when advices > 0 then 'advice' else 'none' end)`;
