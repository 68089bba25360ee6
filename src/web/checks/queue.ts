import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { textAt } from "../../declaration/values.ts";
import type { Check, CheckEntry } from "../../server/declarations/checks-contract.ts";
import { type ApiProblem, asProblem } from "../request.ts";
import { declarationQuery } from "../declarations/queries.ts";
import { type Change, confirmValues, correctValues, takeBackChecks } from "./checking.ts";
import { queueQuery } from "./queries.ts";
import type { QueueSearch } from "./search.ts";

/** What became of an entry in this visit: its check, or that it is on its way. */
export type Done = Check | "sending";

/** One value may be in the queue for two reasons; a check settles both. */
export const keyOf = ({ declarationId, path }: Pick<CheckEntry, "declarationId" | "path">): string => `${declarationId} ${path}`;

/** How many entries before the end of what is loaded the next page is asked for. */
const lead = 50;

/** The checks of one step, which Ctrl+Z takes back together. */
interface Step {
  entry: CheckEntry;
  checks: Check[];
}

export interface QueueState {
  entries: CheckEntry[];
  selected: CheckEntry | undefined;
  done: ReadonlyMap<string, Done>;
  /** Why the last check of an entry was refused. */
  refusals: ReadonlyMap<string, ApiProblem>;
  canUndo: boolean;
  error: Error | null;
  pending: boolean;
  select: (id: string) => void;
  move: (steps: number) => void;
  confirm: () => void;
  correct: (changes: Change[]) => void;
  undo: () => void;
  retry: () => void;
  wantMore: (index: number) => void;
}

function changedMap<Value>(map: ReadonlyMap<string, Value>, key: string, value: Value | null): ReadonlyMap<string, Value> {
  const next = new Map(map);
  if (value === null) next.delete(key);
  else next.set(key, value);
  return next;
}

/** The queue of the page: walking it, checking its entries, taking back. Requests go out one after the other. */
export function useCheckQueue(search: QueueSearch): QueueState {
  const queries = useQueryClient();
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(queueQuery(search));
  const entries = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [done, setDone] = useState<ReadonlyMap<string, Done>>(new Map());
  const [refusals, setRefusals] = useState<ReadonlyMap<string, ApiProblem>>(new Map());
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const line = useRef<Promise<void>>(Promise.resolve());
  const index = Math.max(0, entries.findIndex(({ id }) => id === chosen));
  const selected = entries[index];

  const wantMore = useCallback(
    (at: number) => {
      if (at >= entries.length - lead && hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    [entries.length, hasNextPage, isFetchingNextPage, fetchNextPage],
  );
  useEffect(() => wantMore(index), [index, wantMore]);
  // The declaration of the next entry is there before it is looked at.
  const next = entries.slice(index, index + lead).find(({ declarationId }) => declarationId !== selected?.declarationId)?.declarationId;
  useEffect(() => void (next !== undefined && queries.prefetchQuery(declarationQuery(next))), [queries, next]);

  const select = (id: string) => setChosen(id);
  const move = (count: number) => setChosen(entries[Math.min(entries.length - 1, Math.max(0, index + count))]?.id ?? null);

  /** Goes on to the next entry that is open, at the end to the first. */
  const goOn = (from: CheckEntry) => {
    const open = (entry: CheckEntry) => keyOf(entry) !== keyOf(from) && !done.has(keyOf(entry));
    const to = entries.slice(index + 1).find(open) ?? entries.slice(0, index).find(open);
    if (to) setChosen(to.id);
  };

  const send = (entry: CheckEntry, ask: () => Promise<Check[]>) => {
    const key = keyOf(entry);
    setDone((map) => changedMap<Done>(map, key, "sending"));
    setRefusals((map) => changedMap<ApiProblem>(map, key, null));
    goOn(entry);
    line.current = line.current.then(async () => {
      try {
        const checks = await ask();
        const own = checks.find(({ path }) => path === entry.path) ?? checks.at(-1);
        setDone((map) => changedMap<Done>(map, key, own ?? null));
        setSteps((all) => [...all, { entry, checks }]);
      } catch (problem) {
        setDone((map) => changedMap<Done>(map, key, null));
        setRefusals((map) => changedMap(map, key, asProblem(problem)));
        setChosen(entry.id);
      }
    });
  };

  const shownNow = (entry: CheckEntry): string | null => {
    const answer = queries.getQueryData(declarationQuery(entry.declarationId).queryKey);
    return answer === undefined || entry.reason === "unplaced" ? entry.value : textAt(answer.declaration, entry.path);
  };

  return {
    entries,
    selected,
    done,
    refusals,
    canUndo: steps.length > 0,
    error,
    pending: isPending,
    select,
    move,
    wantMore,
    retry: () => void refetch(),
    confirm() {
      if (selected === undefined) return;
      if (done.has(keyOf(selected))) return goOn(selected);
      const seen = shownNow(selected);
      send(selected, () => confirmValues(queries, selected.declarationId, [{ path: selected.path, seen }]));
    },
    correct(changes) {
      if (selected === undefined) return;
      const { declarationId, path } = selected;
      send(selected, async () => {
        const checks = await correctValues(queries, declarationId, changes);
        // A doubt about several values is settled by a check of its own, with what they are now.
        if (changes.some((change) => change.path === path)) return checks;
        const { declaration } = await queries.fetchQuery({ ...declarationQuery(declarationId), staleTime: 0 });
        return [...checks, ...(await confirmValues(queries, declarationId, [{ path, seen: textAt(declaration, path) }]))];
      });
    },
    undo() {
      const last = steps.at(-1);
      if (last === undefined) return;
      const { entry, checks } = last;
      const key = keyOf(entry);
      setSteps(steps.slice(0, -1));
      setChosen(entry.id);
      setDone((map) => changedMap<Done>(map, key, null));
      line.current = line.current.then(async () => {
        try {
          await takeBackChecks(queries, entry.declarationId, checks);
        } catch (problem) {
          setRefusals((map) => changedMap(map, key, asProblem(problem)));
        }
      });
    },
  };
}
