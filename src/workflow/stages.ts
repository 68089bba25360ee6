// How far a declaration has come, in the few words in which a year is summed up.
import { type GoalState, goalStateIds } from "./states.ts";

/** Which states make a stage; every state belongs to exactly one. */
export const stages = {
  drafting: { zh: "编制中", states: ["DRAFT"] },
  review: { zh: "审核中", states: ["UNIT_REVIEW", "DEPT_REVIEW", "FIN_REVIEW"] },
  returned: { zh: "被退回", states: ["RETURNED"] },
  passed: { zh: "审核通过", states: ["REVIEWED"] },
  refused: { zh: "不予通过", states: ["REJECTED"] },
  approved: { zh: "已批复", states: ["APPROVED", "SUPERSEDED", "ARCHIVED"] },
  published: { zh: "已公开", states: ["PUBLISHED"] },
} as const satisfies Readonly<Record<string, { zh: string; states: readonly GoalState[] }>>;

export type Stage = keyof typeof stages;
export const stageIds = Object.keys(stages) as readonly Stage[];

/** What has left its unit for good or until it comes back: reported (已报). */
export const reportedStates: readonly GoalState[] = goalStateIds.filter((state) => !["DRAFT", "UNIT_REVIEW", "RETURNED"].includes(state));
