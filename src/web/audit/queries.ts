import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import dayjs from "dayjs";
import { api, type AuditAsked } from "../api.ts";
import type { AuditSearch } from "./search.ts";

export const auditKey = ["audit"] as const;

/** The reader's days as moments. */
export function askedOf({ from, until, person, action, subject }: AuditSearch): AuditAsked {
  return {
    ...(from === undefined ? {} : { from: dayjs(from).toISOString() }),
    ...(until === undefined ? {} : { until: dayjs(until).add(1, "day").toISOString() }),
    ...(person === undefined ? {} : { person }),
    ...(action === undefined ? {} : { action }),
    ...(subject === undefined ? {} : { subject }),
  };
}

export const auditQuery = (search: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: [...auditKey, "events", search],
    queryFn: ({ pageParam, signal }) => api.auditEvents({ ...askedOf(search), after: pageParam, limit: 100 }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const actionsQuery = queryOptions({ queryKey: [...auditKey, "actions"], queryFn: ({ signal }) => api.auditActions({ signal }) });

/** How often a check that runs is asked how far it is, in milliseconds. */
const askEvery = 500;

export const verificationQuery = queryOptions({
  queryKey: [...auditKey, "verification"],
  queryFn: ({ signal }) => api.auditVerification({ signal }),
  refetchInterval: ({ state }) => (state.data?.state === "running" ? askEvery : false),
});
