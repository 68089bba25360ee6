// The states of everything that goes through the year.

/** Who at the furthest has got to see it: once handed on, it stays visible there. */
export type Circle = "unit" | "department" | "finance" | "public";

export const circles: readonly Circle[] = ["unit", "department", "finance", "public"];

interface StateWords {
  readonly zh: string;
  readonly circle: Circle;
  /** Nothing in it may be edited; a change needs an adjustment. */
  readonly frozen: boolean;
  readonly meaning: string;
}

export const goalStates = {
  DRAFT: { zh: "草稿", circle: "unit", frozen: false, meaning: "单位经办人编制、修改，待送审" },
  UNIT_REVIEW: { zh: "单位审核", circle: "unit", frozen: true, meaning: "等待单位负责人审核" },
  DEPT_REVIEW: { zh: "主管部门审核", circle: "department", frozen: true, meaning: "等待主管部门审核" },
  FIN_REVIEW: { zh: "财政审核", circle: "finance", frozen: true, meaning: "等待财政业务处（科）、绩效处（科）审核" },
  RETURNED: { zh: "被退回", circle: "unit", frozen: false, meaning: "带审核意见退回单位修改" },
  REVIEWED: { zh: "审核通过", circle: "finance", frozen: true, meaning: "等级为优或良，等待随预算批复" },
  REJECTED: { zh: "不予通过", circle: "finance", frozen: true, meaning: "等级为差，本轮结束" },
  APPROVED: { zh: "已批复", circle: "finance", frozen: true, meaning: "随预算批复，只能通过调整改变" },
  PUBLISHED: { zh: "已公开", circle: "public", frozen: true, meaning: "已向社会公开" },
  SUPERSEDED: { zh: "已调整", circle: "finance", frozen: true, meaning: "被后来的版本代替，仍可查看" },
  ARCHIVED: { zh: "归档", circle: "finance", frozen: true, meaning: "年度结束，评价完成" },
} as const satisfies Readonly<Record<string, StateWords>>;

export type GoalState = keyof typeof goalStates;
export const goalStateIds = Object.keys(goalStates) as readonly GoalState[];

/** circle: who at the furthest sees an adjustment that stands so; while the unit works on it, only the unit. */
export const adjustmentStates = {
  ADJ_DRAFT: { zh: "调整草稿", circle: "unit", frozen: false },
  ADJ_UNIT: { zh: "调整：单位审核", circle: "unit", frozen: true },
  ADJ_DEPT: { zh: "调整：主管部门审核", circle: "department", frozen: true },
  ADJ_FIN: { zh: "调整：财政审核", circle: "finance", frozen: true },
  ADJ_RETURNED: { zh: "调整：被退回", circle: "unit", frozen: false },
  ADJ_APPROVED: { zh: "调整已批准", circle: "finance", frozen: true },
  ADJ_REFUSED: { zh: "调整未批准", circle: "finance", frozen: true },
} as const satisfies Readonly<Record<string, { zh: string; circle: Circle; frozen: boolean }>>;

export type AdjustmentState = keyof typeof adjustmentStates;
export const adjustmentStateIds = Object.keys(adjustmentStates) as readonly AdjustmentState[];

/** The wider of two circles. */
export const wider = (a: Circle, b: Circle): Circle => (circles.indexOf(a) >= circles.indexOf(b) ? a : b);

/** Objects of the year beside goal and adjustment; their records come with the evaluation room, their ways are fixed here. */
export const otherStates = {
  monitor: { ISSUED: "已布置", FILLED: "已填报", UNIT_OK: "单位已审", DEPT_OK: "主管部门已审", FIN_OK: "财政已审", RETURNED: "被退回", OVERDUE: "逾期" },
  rectification: { DEMANDED: "要求整改", REPLIED: "已回复", CLOSED: "已销号" },
  selfEvaluation: { DRAFT: "草稿", UNIT_REVIEW: "单位审核", DEPT_REVIEW: "主管部门审核", FIN_SAMPLED: "财政抽查", FINAL: "定稿" },
  evaluation: { SELECTED: "已选定", ASSIGNED: "已委托", REPORT_DRAFT: "报告初稿", FEEDBACK: "征求意见", FINAL: "定稿", RESULT_SENT: "结果已反馈", RECTIFIED: "已整改" },
} as const;
