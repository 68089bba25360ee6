import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../api.ts";
import type { ListSearch } from "./search.ts";

/** Everything about declarations in the cache; after an import it is all out of date. */
export const declarationsKey = ["declarations"] as const;

export const listQuery = (search: ListSearch) =>
  infiniteQueryOptions({
    queryKey: [...declarationsKey, "list", search],
    queryFn: ({ pageParam, signal }) => api.declarations({ ...search, after: pageParam, limit: pageParam === undefined ? 50 : 100, count: "no" }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** How many there are; the rows do not wait for it. */
export const countQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: [...declarationsKey, "count", search],
    queryFn: async ({ signal }) => (await api.declarations({ ...search, limit: 1, count: "yes" }, { signal })).total ?? 0,
  });

export const filtersQuery = queryOptions({
  queryKey: [...declarationsKey, "filters"],
  queryFn: ({ signal }) => api.filters({ signal }),
});

export const declarationQuery = (id: string) =>
  queryOptions({
    queryKey: [...declarationsKey, "one", id],
    queryFn: ({ signal }) => api.declaration(id, { signal }),
  });
