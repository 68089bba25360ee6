// The way of everything through the year, as one table (预算绩效目标 per 财预〔2015〕88号; states and exact machine are our design).
import type { GuardId } from "./guards.ts";
import type { RoleId } from "./roles.ts";
import type { AdjustmentState, GoalState } from "./states.ts";

interface Transition<State extends string> {
  readonly zh: string;
  readonly from: readonly State[];
  readonly to: State;
  /** Who may; none: the system does it by itself. */
  readonly roles: readonly RoleId[];
  readonly guards: readonly GuardId[];
  /** Keeps the content as a version that never changes. */
  readonly version: boolean;
}

export const goalTransitions = {
  submit: { zh: "送审", from: ["DRAFT"], to: "UNIT_REVIEW", roles: ["unit-clerk"], guards: ["noErrors"], version: true },
  resubmit: { zh: "重新送审", from: ["RETURNED"], to: "UNIT_REVIEW", roles: ["unit-clerk"], guards: ["noErrors", "answered"], version: true },
  report: { zh: "上报主管部门", from: ["UNIT_REVIEW"], to: "DEPT_REVIEW", roles: ["unit-head"], guards: ["notOwn"], version: false },
  "unit-return": { zh: "单位退回", from: ["UNIT_REVIEW"], to: "RETURNED", roles: ["unit-head"], guards: ["opinion", "notOwn"], version: true },
  "dept-return": { zh: "主管部门退回", from: ["DEPT_REVIEW"], to: "RETURNED", roles: ["dept"], guards: ["opinion", "notOwn"], version: true },
  forward: { zh: "转报财政", from: ["DEPT_REVIEW"], to: "FIN_REVIEW", roles: ["dept"], guards: ["opinion", "correctionsSettled", "firstLevel", "notOwn"], version: false },
  "dept-pass": { zh: "主管部门审核通过", from: ["DEPT_REVIEW"], to: "REVIEWED", roles: ["dept"], guards: ["opinion", "correctionsSettled", "secondLevel", "gradeGood", "notOwn"], version: false },
  "business-opinion": { zh: "财政业务处（科）提出意见", from: ["FIN_REVIEW"], to: "FIN_REVIEW", roles: ["fin-biz"], guards: ["opinion", "notOwn"], version: false },
  "fin-return": { zh: "财政退回", from: ["FIN_REVIEW"], to: "RETURNED", roles: ["fin-biz", "fin-perf"], guards: ["opinion", "notOwn"], version: true },
  pass: { zh: "审核通过", from: ["FIN_REVIEW"], to: "REVIEWED", roles: ["fin-perf"], guards: ["correctionsSettled", "businessOpinion", "gradeGood", "notOwn"], version: false },
  reject: { zh: "不予通过", from: ["FIN_REVIEW"], to: "REJECTED", roles: ["fin-perf"], guards: ["opinion", "correctionsSettled", "gradeFailed", "notOwn"], version: true },
  // Grade 良: what a reviewer would have otherwise is written in where it lies, once the unit agrees (修改建议).
  "dept-propose": { zh: "主管部门提请确认修改", from: ["DEPT_REVIEW"], to: "DEPT_REVIEW", roles: ["dept"], guards: ["proposals", "correctionsSettled", "gradeFair", "noErrors", "notOwn"], version: false },
  "dept-withdraw": { zh: "主管部门撤回修改建议", from: ["DEPT_REVIEW"], to: "DEPT_REVIEW", roles: ["dept"], guards: ["correctionOpen", "notOwn"], version: false },
  "dept-agree": { zh: "同意主管部门的修改", from: ["DEPT_REVIEW"], to: "DEPT_REVIEW", roles: ["unit-head"], guards: ["correctionOpen", "noErrors", "notProposer"], version: true },
  "dept-decline": { zh: "不同意主管部门的修改", from: ["DEPT_REVIEW"], to: "DEPT_REVIEW", roles: ["unit-head"], guards: ["opinion", "correctionOpen", "notProposer"], version: false },
  "fin-propose": { zh: "财政提请确认修改", from: ["FIN_REVIEW"], to: "FIN_REVIEW", roles: ["fin-biz", "fin-perf"], guards: ["proposals", "correctionsSettled", "gradeFair", "noErrors", "notOwn"], version: false },
  "fin-withdraw": { zh: "财政撤回修改建议", from: ["FIN_REVIEW"], to: "FIN_REVIEW", roles: ["fin-biz", "fin-perf"], guards: ["correctionOpen", "notOwn"], version: false },
  "fin-agree": { zh: "同意财政的修改", from: ["FIN_REVIEW"], to: "FIN_REVIEW", roles: ["unit-head"], guards: ["correctionOpen", "noErrors", "notProposer"], version: true },
  "fin-decline": { zh: "不同意财政的修改", from: ["FIN_REVIEW"], to: "FIN_REVIEW", roles: ["unit-head"], guards: ["opinion", "correctionOpen", "notProposer"], version: false },
  "new-round": { zh: "按控制数重新编制（二上）", from: ["REVIEWED"], to: "DRAFT", roles: ["unit-clerk"], guards: ["controlChanged"], version: true },
  approve: { zh: "批复", from: ["REVIEWED"], to: "APPROVED", roles: ["fin-approve"], guards: ["approval", "firstLevel", "gradeGood", "amountEqual", "notOwn"], version: true },
  "dept-approve": { zh: "主管部门批复", from: ["REVIEWED"], to: "APPROVED", roles: ["dept"], guards: ["approval", "secondLevel", "gradeGood", "amountEqual", "notOwn"], version: true },
  publish: { zh: "公开", from: ["APPROVED"], to: "PUBLISHED", roles: ["dept", "unit-head"], guards: ["notSecret"], version: false },
  archive: { zh: "归档", from: ["APPROVED", "PUBLISHED"], to: "ARCHIVED", roles: [], guards: [], version: true },
} as const satisfies Readonly<Record<string, Transition<GoalState>>>;

export type GoalAction = keyof typeof goalTransitions;
export const goalActions = Object.keys(goalTransitions) as readonly GoalAction[];

export const adjustmentTransitions = {
  "adjust-submit": { zh: "调整送审", from: ["ADJ_DRAFT", "ADJ_RETURNED"], to: "ADJ_UNIT", roles: ["unit-clerk"], guards: ["opinion", "changed", "weightsKept", "noErrors"], version: false },
  "adjust-report": { zh: "调整上报", from: ["ADJ_UNIT"], to: "ADJ_DEPT", roles: ["unit-head"], guards: ["notOwn"], version: false },
  "adjust-forward": { zh: "调整转报财政", from: ["ADJ_DEPT"], to: "ADJ_FIN", roles: ["dept"], guards: ["opinion", "firstLevel", "notOwn"], version: false },
  "adjust-unit-return": { zh: "单位退回调整", from: ["ADJ_UNIT"], to: "ADJ_RETURNED", roles: ["unit-head"], guards: ["opinion", "notOwn"], version: false },
  "adjust-dept-return": { zh: "主管部门退回调整", from: ["ADJ_DEPT"], to: "ADJ_RETURNED", roles: ["dept"], guards: ["opinion", "notOwn"], version: false },
  "adjust-fin-return": { zh: "财政退回调整", from: ["ADJ_FIN"], to: "ADJ_RETURNED", roles: ["fin-biz", "fin-perf"], guards: ["opinion", "notOwn"], version: false },
  "adjust-dept-approve": { zh: "主管部门批准调整", from: ["ADJ_DEPT"], to: "ADJ_APPROVED", roles: ["dept"], guards: ["approval", "secondLevel", "amountEqual", "notOwn"], version: true },
  "adjust-approve": { zh: "批准调整", from: ["ADJ_FIN"], to: "ADJ_APPROVED", roles: ["fin-approve"], guards: ["approval", "amountEqual", "notOwn"], version: true },
  "adjust-refuse": { zh: "不批准调整", from: ["ADJ_FIN"], to: "ADJ_REFUSED", roles: ["fin-approve"], guards: ["opinion", "notOwn"], version: false },
} as const satisfies Readonly<Record<string, Transition<AdjustmentState>>>;

export type AdjustmentAction = keyof typeof adjustmentTransitions;
export const adjustmentActions = Object.keys(adjustmentTransitions) as readonly AdjustmentAction[];

/** What leaves a state, in the order of the table. */
export const goalActionsFrom = (state: GoalState): GoalAction[] => goalActions.filter((id) => goalTransitions[id].from.some((from) => from === state));
export const adjustmentActionsFrom = (state: AdjustmentState): AdjustmentAction[] => adjustmentActions.filter((id) => adjustmentTransitions[id].from.some((from) => from === state));
