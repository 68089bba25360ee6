import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../api.ts";

export const samplesQuery = queryOptions({
  queryKey: ["samples"],
  queryFn: ({ signal }) => api.samples({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const importListKey = ["imports", "list"] as const;

export const importListQuery = infiniteQueryOptions({
  queryKey: importListKey,
  queryFn: ({ pageParam, signal }) => api.imports(pageParam, { signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next ?? undefined,
});

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ["imports", "one", id],
    queryFn: ({ signal }) => api.import(id, { signal }),
  });
