import type { TodoQuery } from "../../server/goals/todo-contract.ts";
import { adjustmentActions, goalActions } from "../../workflow/transitions.ts";
import type { WaitingKind } from "./queries.ts";

/** Which two versions are compared; without `to` with what holds now. */
export interface DifferenceSearch {
  from: number;
  to?: number;
}

const whole = (value: unknown): number | undefined => (Number.isInteger(Number(value)) && Number(value) >= 1 ? Number(value) : undefined);

export function differenceSearch(given: Record<string, unknown>): DifferenceSearch {
  const to = whole(given.to);
  return { from: whole(given.from) ?? 1, ...(to === undefined ? {} : { to }) };
}

/** Which list of what waits, and of which year. */
export interface TodoSearch {
  kind?: Extract<WaitingKind, "overdue">;
  year?: number;
  due?: Due;
  action?: NonNullable<TodoQuery["action"]>;
}

type Due = NonNullable<TodoQuery["due"]>;
export const dueNames: Readonly<Record<Due, string>> = { overdue: "已逾期", soon: "3 天内到期", later: "以后到期" };
const actions = new Set<unknown>([...goalActions, ...adjustmentActions, "opinion"]);
const isAction = (value: unknown): value is NonNullable<TodoQuery["action"]> => actions.has(value);

export function todoSearch(given: Record<string, unknown>): TodoSearch {
  const year = whole(given.year);
  const ofYear = year === undefined ? {} : { year };
  if (given.kind === "overdue") return { kind: given.kind, ...ofYear };
  const due = (Object.keys(dueNames) as Due[]).find((one) => one === given.due);
  return { ...ofYear, ...(due === undefined ? {} : { due }), ...(isAction(given.action) ? { action: given.action } : {}) };
}

/** The calendar of which region and year. */
export interface CalendarSearch {
  region?: string;
  year?: number;
}

export function calendarSearch(given: Record<string, unknown>): CalendarSearch {
  const year = whole(given.year);
  return { ...(typeof given.region === "string" ? { region: given.region } : {}), ...(year === undefined ? {} : { year }) };
}

/** The approvals of which year; of all without one. */
export interface ApprovalSearch {
  year?: number;
}

export function approvalSearch(given: Record<string, unknown>): ApprovalSearch {
  const year = whole(given.year);
  return year === undefined ? {} : { year };
}
