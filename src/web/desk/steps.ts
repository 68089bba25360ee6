// Which step of the table of transitions a reviewer means by 通过 and by 退回.
import { type GoalAction, goalActionsFrom, goalTransitions } from "../../workflow/transitions.ts";
import type { DeskItem } from "../../server/goals/todo-contract.ts";
import type { RoleId } from "../../workflow/roles.ts";

export const isReturn = (action: string): boolean => action.endsWith("return");
const passing: readonly string[] = ["report", "forward", "dept-pass", "business-opinion", "pass"];
export const isPassing = (action: string): boolean => passing.includes(action);

/** What of the gathered opinions says what to write where. */
export const suggested = <Opinion extends { path: string | null; proposal: string | null }>(opinions: readonly Opinion[]): Opinion[] => opinions.filter(({ path, proposal }) => path !== null && proposal !== null);

const isGoalAction = (action: string): action is GoalAction => action in goalTransitions;

/** What all chosen tables have in common to be done: what waits for the reviewer, or the way back. */
export function batchActions(chosen: readonly Pick<DeskItem, "actions" | "state" | "role">[]): GoalAction[] {
  const [first, ...others] = chosen.map(({ actions, state, role }) => [...actions.filter(isGoalAction), ...returnsOf(state, role)]);
  return first?.filter((action) => others.every((theirs) => theirs.includes(action))) ?? [];
}

const returnsOf = (state: DeskItem["state"], role: RoleId | null): GoalAction[] => goalActionsFrom(state).filter((action) => isReturn(action) && goalTransitions[action].roles.some((one) => one === role));
