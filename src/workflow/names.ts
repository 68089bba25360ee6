import { type AdjustmentAction, adjustmentTransitions, type GoalAction, goalTransitions } from "./transitions.ts";

/** Steps that move nothing from state to state. */
const others: Readonly<Record<string, string>> = { control: "下达控制数", "second-level": "定为一级或二级项目", secret: "标记涉密", claim: "认领", assign: "委托第三方" };

/** What people call a step, whether of a goal or of an adjustment. */
export const nameOfStep = (action: string): string => goalTransitions[action as GoalAction]?.zh ?? adjustmentTransitions[action as AdjustmentAction]?.zh ?? others[action] ?? action;
