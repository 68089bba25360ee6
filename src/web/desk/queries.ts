import { infiniteQueryOptions, type QueryClient } from "@tanstack/react-query";
import { api } from "../api.ts";
import { declarationQuery } from "../declarations/queries.ts";
import { correctionQuery, goalsKey, previousYearQuery, remarksQuery, versionsQuery, waysQuery } from "../goals/queries.ts";
import { reviewQuery } from "../reviews/queries.ts";
import type { DeskSearch } from "./search.ts";

/** Tables a page of the desk. */
const pageOfTables = 50;

/** What waits for the reviewer, the worse first. */
export const deskQuery = (search: DeskSearch) =>
  infiniteQueryOptions({
    queryKey: [...goalsKey, "desk", search],
    queryFn: ({ pageParam, signal }) => api.desk({ ...search, ...(pageParam === undefined ? {} : { after: pageParam }), limit: pageOfTables }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** Fetches all that the page of a table shows at first, so that going to it takes no time. */
export function fetchAhead(queries: QueryClient, id: string): void {
  void queries.prefetchQuery(declarationQuery(id));
  void queries.prefetchQuery(reviewQuery(id));
  void queries.prefetchQuery(waysQuery(id));
  void queries.prefetchQuery(remarksQuery(id));
  void queries.prefetchQuery(correctionQuery(id));
  void queries.prefetchQuery(previousYearQuery(id));
  void queries.prefetchQuery(versionsQuery(id));
}
