import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { api } from "../api.ts";
import { declarationQuery, declarationsKey } from "../declarations/queries.ts";
import type { QueueSearch } from "./search.ts";

/** How many entries come at once: a screenful is twelve. */
const pageSize = 200;

/** The queue as it was when the page was opened: checked entries stay in sight until it is opened again. */
export const queueQuery = (search: QueueSearch) =>
  infiniteQueryOptions({
    queryKey: ["checks", "queue", search],
    queryFn: ({ pageParam, signal }) => api.checks({ ...search, after: pageParam, limit: pageSize }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** Below the declarations' key: whatever makes those out of date makes the counts so too. */
const countsKey = [...declarationsKey, "check-counts"] as const;

export const countsQuery = (search: QueueSearch) =>
  queryOptions({
    queryKey: [...countsKey, search],
    queryFn: ({ signal }) => api.checkCounts(search, { signal }),
  });

const historyKey = (declaration: string) => [...declarationsKey, "check-history", declaration] as const;

export const historyQuery = (declaration: string) =>
  queryOptions({
    queryKey: historyKey(declaration),
    queryFn: ({ signal }) => api.checkHistory(declaration, { signal }),
  });

/** After a check: everything that shows the declaration, or counts what is open, is out of date. */
export async function afterCheck(queries: QueryClient, declaration: string): Promise<void> {
  await Promise.all(
    [declarationQuery(declaration).queryKey, historyKey(declaration), [...declarationsKey, "review"], countsKey, [...declarationsKey, "list"], [...declarationsKey, "filters"]].map(
      (queryKey) => queries.invalidateQueries({ queryKey }),
    ),
  );
}
