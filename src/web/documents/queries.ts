import { queryOptions } from "@tanstack/react-query";
import { api } from "../api.ts";

/** The decoded text of a document; documents never change, so it is asked for once. */
export const sourceTextQuery = (document: string) =>
  queryOptions({
    queryKey: ["documents", "text", document],
    queryFn: ({ signal }) => api.sourceText(document, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What a document shows, for formats that are no text. Only the last ones looked at are kept: a grid may be large. */
export const sourceGridQuery = (document: string) =>
  queryOptions({
    queryKey: ["documents", "grid", document],
    queryFn: ({ signal }) => api.sourceGrid(document, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 120_000,
  });
