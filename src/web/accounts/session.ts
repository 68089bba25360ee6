import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import type { SessionAnswer } from "../../server/accounts/contract.ts";
import { type Actor, localPerson, stranger } from "../../workflow/actor.ts";
import { type Action, may } from "../../workflow/permissions.ts";
import { calls } from "./calls.ts";

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => calls.session({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** What an answer of signing in says becomes what the page knows. */
export function useKeepSession(): (session: SessionAnswer) => void {
  const queries = useQueryClient();
  return (session) => queries.setQueryData(sessionQuery.queryKey, session);
}

/** Whoever uses the page, as the table of permissions knows people. */
export function actorOf({ house, stage, person }: SessionAnswer): Actor {
  if (house.mode === "local") return localPerson(person?.name ?? null);
  if (stage !== "full" || person === null) return stranger(house.mode);
  return { ...stranger(house.mode), account: person.id, name: person.name, grants: person.roles.map(({ role, office }) => ({ role, office })) };
}

let lastFull: SessionAnswer | undefined;

/** The session that the page shows: also when it has just ended, so that nothing is lost until the person is back. */
export function useShownSession(): SessionAnswer | undefined {
  const { data } = useQuery(sessionQuery);
  if (data?.stage === "full") lastFull = data;
  return data?.stage === "none" || data?.stage === "factor" ? (lastFull ?? data) : data;
}

/** Whoever the page is shown to, with what they hold; undefined until it is known. */
export function useActor(): Actor | undefined {
  const shown = useShownSession();
  return shown && actorOf(shown);
}

/** Whether the person may do something at all: what they may not do is not offered. The server decides again. */
export function useMay(): (action: Action) => boolean {
  const actor = useActor();
  return (action) => actor !== undefined && may(actor, action) === "allowed";
}
