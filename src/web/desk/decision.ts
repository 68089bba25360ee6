import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useState } from "react";
import type { StepWish, WayList } from "../../server/goals/contract.ts";
import { goalStates } from "../../workflow/states.ts";
import { api } from "../api.ts";
import { asProblem } from "../request.ts";
import { forgetGoals, waysQuery } from "../goals/queries.ts";
import type { GatheredOpinion, Gathering } from "./gathered.ts";

type Way = WayList["items"][number];

/** The step that is being taken, with the opinions that go with it. */
export interface Decision {
  ways: readonly Way[];
  way: Way | undefined;
  /** Those with words. */
  opinions: readonly GatheredOpinion[];
  busy: boolean;
  /** @returns false when no such step stands open */
  choose: (which: (action: string) => boolean) => boolean;
  take: (opinion: string) => void;
  cancel: () => void;
}

/** @param onwards what comes after a step that was taken: the page is there at once, the lists follow */
export function useDecision(id: string, gathering: Gathering, onwards: () => void): Decision {
  const { data } = useQuery(waysQuery(id));
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [chosen, setChosen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const ways = data?.items ?? [];
  const way = ways.find(({ action }) => action === chosen);
  const opinions = gathering.opinions.filter(({ text }) => text.trim() !== "");
  const take = async (opinion: string) => {
    if (!data || !way) return;
    setBusy(true);
    try {
      const remarks = opinions.map(({ path, text, proposal }) => ({ path, text, proposal }));
      const done = await api.takeStep(id, data.revision, { action: way.action as StepWish["action"], opinion, remarks, replies: [], approval: null });
      gathering.clear();
      setChosen(null);
      void message.success(`${way.zh}：已办理，现在是“${goalStates[done.state].zh}”`);
      onwards();
    } catch (refused) {
      const { message: what, hint } = asProblem(refused);
      void message.error(`${what}${hint ?? ""}`, 6);
    } finally {
      setBusy(false);
      void forgetGoals(queries);
    }
  };
  const choose = (which: (action: string) => boolean): boolean => {
    const found = ways.find(({ action }) => which(action));
    setChosen(found?.action ?? null);
    return found !== undefined;
  };
  return { ways, way, opinions, busy, choose, take: (opinion) => void take(opinion), cancel: () => setChosen(null) };
}
