import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { App, Splitter } from "antd";
import { type ReactNode, useState } from "react";
import type { Adjustment } from "../../server/goals/adjustments-contract.ts";
import type { AdjustmentStepWish, WayList } from "../../server/goals/contract.ts";
import { adjustmentStates } from "../../workflow/states.ts";
import { api } from "../api.ts";
import { asProblem } from "../request.ts";
import { ProblemAlert } from "../problem.tsx";
import { useWide } from "../wide.ts";
import { Steps } from "./history.tsx";
import { WayButtons } from "./panel.tsx";
import { forgetGoals, stepsQuery } from "./queries.ts";
import { StepForm } from "./step-form.tsx";

/** Left what is otherwise, or the writing of it; right why, and the way. */
export function AdjustmentPanes({ left, right }: { left: ReactNode; right: ReactNode }) {
  const wide = useWide();
  return (
    <Splitter className="panes" orientation={wide ? "horizontal" : "vertical"}>
      <Splitter.Panel defaultSize="70%" min="40%">
        {left}
      </Splitter.Panel>
      <Splitter.Panel min="20%">
        <div className="side">{right}</div>
      </Splitter.Panel>
    </Splitter>
  );
}

/** What the person can do with the adjustment now. @param open something in it still has to be mended */
export function AdjustmentWays({ adjustment: { id }, ways, open = false }: { adjustment: Adjustment; ways: WayList; open?: boolean }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [chosen, setChosen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const way = ways.items.find(({ action }) => action === chosen);
  const take = async (wish: Omit<AdjustmentStepWish, "action">) => {
    if (!way) return;
    setBusy(true);
    try {
      const { state } = await api.takeAdjustmentStep(id, ways.revision, { ...wish, action: way.action as AdjustmentStepWish["action"] });
      setChosen(null);
      void message.success(`${way.zh}：已办理，现在是“${adjustmentStates[state].zh}”`);
      // What was returned is the unit's alone again: the one who returned it does not see it any more.
      if (state === "ADJ_RETURNED") await navigate({ to: "/todo" });
    } catch (refused) {
      const { message: what, hint } = asProblem(refused);
      void message.error(`${what}${hint ?? ""}`, 6);
    } finally {
      await forgetGoals(queries);
      setBusy(false);
    }
  };
  if (way) return <StepForm key={way.action} way={way} busy={busy} take={(wish) => void take(wish)} cancel={() => setChosen(null)} />;
  if (ways.items.length === 0) return <span className="quiet">现在没有需要您办理的。</span>;
  return <WayButtons items={ways.items} choose={setChosen} open={open} />;
}

export function AdjustmentSteps({ adjustment: { id, declarationId } }: { adjustment: Adjustment }) {
  const { data, error, refetch } = useQuery(stepsQuery(declarationId));
  const items = data?.items.filter(({ adjustment }) => adjustment === id) ?? [];
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (items.length === 0) return null;
  return (
    <>
      <h3>办理过程</h3>
      <Steps items={items} />
    </>
  );
}
