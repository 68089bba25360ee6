import { queryOptions } from "@tanstack/react-query";
import type { Workbench } from "../../server/workbench/contract.ts";
import { api } from "../api.ts";
import { declarationsKey } from "../declarations/queries.ts";

/** How soon it is asked again while reviews are counted: alone on a machine, and where many ask. */
const soonMs = 3_000;
const laterMs = 15_000;

/** Whether findings are still being counted; those of what a unit took back are never told to others. */
function isCounting({ findings, states }: Workbench): boolean {
  const unknown = findings.find(({ gravest }) => gravest === "unknown")?.tables ?? 0;
  return unknown > (states.find(({ state }) => state === "RETURNED")?.tables ?? 0);
}

/** Below the declarations' key: whatever makes those out of date makes the figures so too. */
export const workbenchQuery = (year: number | undefined) =>
  queryOptions({
    queryKey: [...declarationsKey, "workbench", year ?? null],
    queryFn: ({ signal }) => api.workbench(year === undefined ? {} : { year }, { signal }),
    // After an import the findings are counted in the background.
    refetchInterval: ({ state: { data } }) => (data !== undefined && isCounting(data) ? (data.todo === null ? soonMs : laterMs) : false),
  });

/** How many things to do stand on the workbench; the rest is in 待办. */
const shown = 8;

export const nearestQuery = queryOptions({
  queryKey: [...declarationsKey, "goals", "nearest"],
  queryFn: ({ signal }) => api.todo({ limit: shown }, { signal }),
});
