import { queryOptions } from "@tanstack/react-query";
import { api } from "../api.ts";

/** The decoded text of a document; documents never change, so it is asked for once. */
export const sourceTextQuery = (document: string) =>
  queryOptions({
    queryKey: ["documents", "text", document],
    queryFn: ({ signal }) => api.sourceText(document, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
