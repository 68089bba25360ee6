import { queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Declaration } from "../../declaration/schema.ts";
import type { JudgedFinding } from "../../server/reviews/contract.ts";
import { api } from "../api.ts";
import { declarationsKey } from "../declarations/queries.ts";

/** Below the declarations' key: whatever makes those out of date makes reviews so too. */
export const reviewKey = (declaration: string) => [...declarationsKey, "review", declaration] as const;

export const reviewQuery = (id: string) =>
  queryOptions({
    queryKey: reviewKey(id),
    queryFn: ({ signal }) => api.review(id, { signal }),
  });

/** The rules themselves come when they are first needed; they are no part of the first page. */
export const runnerQuery = queryOptions({
  queryKey: ["rules", "runner"],
  queryFn: async () => await import("./local.ts"),
  staleTime: Number.POSITIVE_INFINITY,
});

const spot = ({ rule, path, message }: JudgedFinding): string => `${rule} ${path} ${message}`;

/**
 * What the rules say of the declaration as it stands on the page. The page's own run answers at once; the server's,
 * which sees the unit's other tables and what was set aside, takes its place when it has come.
 */
export function useReview(id: string, declaration: Declaration) {
  const judged = useQuery(reviewQuery(id));
  const runner = useQuery(runnerQuery);
  const local = useMemo(() => runner.data?.reviewAlone(declaration), [runner.data, declaration]);
  const isFinal = judged.data !== undefined && !judged.isFetching;
  const findings = useMemo(() => {
    if (isFinal || local === undefined) return judged.data?.findings ?? [];
    const waived = new Map(judged.data?.findings.map((finding) => [spot(finding), finding.waiver]));
    return local.findings.map((finding): JudgedFinding => ({ ...finding, waiver: waived.get(spot({ ...finding, waiver: null })) ?? null }));
  }, [isFinal, local, judged.data]);
  return { findings, outcomes: (isFinal ? judged.data : local)?.outcomes ?? [], isFinal, error: judged.error, refetch: judged.refetch };
}
