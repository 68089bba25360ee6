import { queryOptions } from "@tanstack/react-query";
import { api } from "../api.ts";
import { declarationsKey } from "../declarations/queries.ts";

const countedAgainMs = 3_000;

/** Below the declarations' key: whatever makes those out of date makes the figures so too. */
export const workbenchQuery = (year: number | undefined) =>
  queryOptions({
    queryKey: [...declarationsKey, "workbench", year ?? null],
    queryFn: ({ signal }) => api.workbench(year === undefined ? {} : { year }, { signal }),
    // After an import the findings are counted in the background.
    refetchInterval: ({ state }) => (state.data?.todo === null && state.data.findings.some(({ gravest }) => gravest === "unknown") ? countedAgainMs : false),
  });

/** How many things to do stand on the workbench; the rest is in 待办. */
const shown = 8;

export const nearestQuery = queryOptions({
  queryKey: [...declarationsKey, "goals", "nearest"],
  queryFn: ({ signal }) => api.todo({ limit: shown }, { signal }),
});
