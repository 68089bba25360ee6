// The calendar of a budget year: when what has to be handed in. Dates are data of each region and year.
import type { GoalState } from "./states.ts";

/** So many days after approval a declaration is to be public (预算法第十四条), where the calendar says no other day. */
export const publicationDays = 20;

export const deadlineKinds = {
  unit: { zh: "单位送审截止", states: ["DRAFT", "RETURNED", "UNIT_REVIEW"] },
  department: { zh: "主管部门审核截止", states: ["DEPT_REVIEW"] },
  finance: { zh: "财政审核截止", states: ["FIN_REVIEW"] },
  approval: { zh: "批复截止", states: ["REVIEWED"] },
  /** 20 days after approval (预算法; 预算法实施条例). */
  publication: { zh: "公开截止", states: ["APPROVED"] },
  /** The year's evaluation is over; no document prescribes a day, so that without one nothing is archived. */
  archive: { zh: "年度归档", states: ["APPROVED", "PUBLISHED"] },
} as const satisfies Readonly<Record<string, { zh: string; states: readonly GoalState[] }>>;

export type DeadlineKind = keyof typeof deadlineKinds;
export const deadlineKindIds = Object.keys(deadlineKinds) as readonly DeadlineKind[];
/** Those that people have to keep; the archive is closed by the house itself, when its day is over. */
export const keptByPeople = deadlineKindIds.filter((kind) => kind !== "archive");
