import { goalStateIds } from "../../workflow/states.ts";
import type { DeskQuery } from "../../server/goals/todo-contract.ts";

/** The filters of the desk as they stand in the address; the walk from table to table keeps them. */
export type DeskSearch = Pick<Partial<DeskQuery>, "year" | "unit" | "state" | "due" | "findings">;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const oneOf = <Value extends string>(values: readonly Value[], given: unknown): Value | undefined => values.find((value) => value === given);

export function deskSearch(given: Record<string, unknown>): DeskSearch {
  const year = Number(given.year);
  const [state, due, findings] = [oneOf(goalStateIds, given.state), oneOf(["overdue", "week"] as const, given.due), oneOf(["errors", "warnings", "clean"] as const, given.findings)];
  return {
    ...(Number.isInteger(year) && year >= 1990 && year <= 2100 ? { year } : {}),
    ...(typeof given.unit === "string" && uuid.test(given.unit) ? { unit: given.unit } : {}),
    ...(state && { state }),
    ...(due && { due }),
    ...(findings && { findings }),
  };
}

export const panes = [
  ["findings", "问题"],
  ["opinions", "意见"],
  ["earlier", "与上次比较"],
  ["last-year", "上年"],
  ["source", "原文"],
  ["way", "办理"],
] as const;
export type PaneId = (typeof panes)[number][0];

/** Beside the filters: what stands beside the table, and which of its values is selected. */
export interface DeskTableSearch extends DeskSearch {
  pane?: PaneId;
  value?: string;
}

export function deskTableSearch(given: Record<string, unknown>): DeskTableSearch {
  const pane = panes.find(([id]) => id === given.pane)?.[0];
  return { ...deskSearch(given), ...(pane && { pane }), ...(typeof given.value === "string" && given.value !== "" ? { value: given.value } : {}) };
}

/** The filters alone. */
export const filtersOf = ({ pane: _pane, value: _value, ...filters }: DeskTableSearch): DeskSearch => filters;
