import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { HappeningKind } from "../../workflow/history.ts";
import { api } from "../api.ts";
import { declarationsKey } from "../declarations/queries.ts";
import type { TodoSearch } from "./search.ts";

/** Below the declarations' key: a step makes all of it out of date. */
export const goalsKey = [...declarationsKey, "goals"] as const;

export const waysQuery = (id: string) => queryOptions({ queryKey: [...goalsKey, "ways", id], queryFn: ({ signal }) => api.ways(id, { signal }) });
export const stepsQuery = (id: string) => queryOptions({ queryKey: [...goalsKey, "steps", id], queryFn: ({ signal }) => api.steps(id, { signal }) });
export const historyQuery = (id: string, kind: HappeningKind | undefined) =>
  infiniteQueryOptions({
    queryKey: [...goalsKey, "history", id, kind ?? null],
    queryFn: ({ pageParam, signal }) => api.history(id, { ...(kind && { kind }), ...(pageParam !== undefined && { after: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    // Somebody else's doing as well; and what was done a moment ago is not in the log yet.
    refetchOnMount: "always",
  });
export const versionsQuery = (id: string) => queryOptions({ queryKey: [...goalsKey, "versions", id], queryFn: ({ signal }) => api.versions(id, { signal }) });
/** A version never changes: what was read once holds. */
export const versionQuery = (id: string, number: number) =>
  queryOptions({ queryKey: [...goalsKey, "version", id, number], queryFn: ({ signal }) => api.version(id, number, { signal }), staleTime: Number.POSITIVE_INFINITY });
/** What was asked item by item in the latest return. */
export const remarksQuery = (id: string) => queryOptions({ queryKey: [...goalsKey, "remarks", id], queryFn: ({ signal }) => api.remarks(id, { signal }) });
/** What a reviewer proposed to the unit at the desk where the table lies now. */
export const correctionQuery = (id: string) => queryOptions({ queryKey: [...goalsKey, "correction", id], queryFn: ({ signal }) => api.correction(id, { signal }) });
export const previousYearQuery = (id: string) => queryOptions({ queryKey: [...goalsKey, "previous-year", id], queryFn: ({ signal }) => api.previousYear(id, { signal }) });
export const assignmentsQuery = (id: string) => queryOptions({ queryKey: [...goalsKey, "assignments", id], queryFn: ({ signal }) => api.assignments(id, { signal }) });
export const thirdPartiesQuery = (id: string) => queryOptions({ queryKey: [...goalsKey, "third-parties", id], queryFn: ({ signal }) => api.thirdParties(id, { signal }) });
export const differenceQuery = (id: string, from: number, to: number | undefined) =>
  queryOptions({ queryKey: [...goalsKey, "difference", id, from, to ?? null], queryFn: ({ signal }) => api.difference(id, from, to, { signal }) });

export const adjustmentsQuery = (declaration: string) => queryOptions({ queryKey: [...goalsKey, "adjustments", declaration], queryFn: ({ signal }) => api.adjustments(declaration, { signal }) });
export const adjustmentQuery = (id: string) => queryOptions({ queryKey: [...goalsKey, "adjustment", id], queryFn: ({ signal }) => api.adjustment(id, { signal }) });
export const adjustmentWaysQuery = (id: string) => queryOptions({ queryKey: [...goalsKey, "adjustment-ways", id], queryFn: ({ signal }) => api.adjustmentWays(id, { signal }) });

export type WaitingKind = "todo" | "overdue";

/** What waits for the person, or what is late, by deadline. */
export const waitingQuery = ({ kind = "todo", ...asked }: Omit<TodoSearch, "kind"> & { kind?: WaitingKind }) =>
  infiniteQueryOptions({
    queryKey: [...goalsKey, kind, asked],
    queryFn: ({ pageParam, signal }) => api[kind]({ ...asked, ...(pageParam === undefined ? {} : { after: pageParam }), limit: 100 }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const deadlinesQuery = (region: string, year: number) => queryOptions({ queryKey: [...goalsKey, "deadlines", region, year], queryFn: ({ signal }) => api.deadlines(region, year, { signal }) });
export const approvalsQuery = (year: number | undefined) => queryOptions({ queryKey: [...goalsKey, "approvals", year ?? null], queryFn: ({ signal }) => api.approvals(year === undefined ? {} : { year }, { signal }) });

/** After a step: state, lists, history and reviews are other than they were. */
export const forgetGoals = async (queries: QueryClient): Promise<void> => await queries.invalidateQueries({ queryKey: declarationsKey });
