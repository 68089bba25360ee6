import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { DeskItem } from "../../server/goals/todo-contract.ts";
import { deskQuery, fetchAhead } from "./queries.ts";
import type { DeskSearch } from "./search.ts";

/** Where a table stands in the reviewer's list, and what is before and behind it. */
export interface Walk {
  item: DeskItem | undefined;
  /** From 1; null when the table is not (any more) in the list. */
  position: number | null;
  total: number;
  previous: string | undefined;
  next: string | undefined;
  error: Error | null;
}

/** So many tables before the last that is known, more are fetched. */
const margin = 5;

/** Goes from table to table in the order and with the filters of the list; the next one is there before it is asked for. */
export function useWalk(id: string, search: DeskSearch): Walk {
  const queries = useQueryClient();
  const { data, error, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(deskQuery(search));
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const at = items.findIndex((item) => item.id === id);
  const [previous, next] = at === -1 ? [undefined, items[0]?.id] : [items[at - 1]?.id, items[at + 1]?.id];
  useEffect(() => {
    if (hasNextPage && !isFetching && (at === -1 || at >= items.length - margin)) void fetchNextPage();
  }, [at, items.length, hasNextPage, isFetching, fetchNextPage]);
  useEffect(() => {
    for (const neighbour of [next, previous]) if (neighbour !== undefined) fetchAhead(queries, neighbour);
  }, [queries, next, previous]);
  return { item: items[at], position: at === -1 ? null : at + 1, total: data?.pages[0]?.total ?? 0, previous, next, error };
}
