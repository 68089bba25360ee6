import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useActor, useShownSession } from "../accounts/session.ts";
import { api } from "../api.ts";
import { declarationsKey } from "../declarations/queries.ts";
import { isShownRound, rememberTour } from "./seen.ts";

// It is seen once: no part of the first page of every day.
const TourOf = lazy(async () => ({ default: (await import("./tour.tsx")).TourOf }));

/** Shows newcomers round: in the trial, and alone on the machine once there are tables to look at. @param again asked for by hand */
export function TourOffer({ again, done }: { again: boolean; done: () => void }) {
  const actor = useActor();
  const session = useShownSession();
  const { pathname } = useLocation();
  const [left, setLeft] = useState<string | null>(null);
  const person = actor?.account ?? actor?.mode ?? "";
  const isNew = person !== "" && left !== person && !isShownRound(person);
  const alone = session?.stage === "local" && session.house.chosen;
  const { data: list } = useQuery({ queryKey: [...declarationsKey, "any"], queryFn: ({ signal }) => api.declarations({ limit: 1 }, { signal }), enabled: alone && isNew });
  const ready = session?.stage === "full" ? session.house.mode === "trial" : alone && (list?.total ?? 0) > 0;
  const elsewhere = /^\/(manual|trial|setup|welcome)(\/|$)/.test(pathname);
  if (actor === undefined || elsewhere || !(again || (isNew && ready))) return null;
  const leave = (all: boolean) => {
    rememberTour(person, all);
    setLeft(person);
    done();
  };
  return (
    <Suspense fallback={null}>
      <TourOf actor={actor} leave={leave} />
    </Suspense>
  );
}
