import { useQueryClient } from "@tanstack/react-query";
import { Alert, App } from "antd";
import { useState } from "react";
import type { BatchAnswer, StepWish } from "../../server/goals/contract.ts";
import { goalTransitions } from "../../workflow/transitions.ts";
import { api, asProblem } from "../api.ts";
import { Dialog } from "../dialog.tsx";
import { forgetGoals } from "./queries.ts";
import { StepForm } from "./step-form.tsx";

/** One step for many tables, each with its own result. */
export function BatchDialog({ action, chosen, close }: { action: StepWish["action"]; chosen: readonly { id: string; revision: number }[]; close: (answer: BatchAnswer | null) => void }) {
  const [busy, setBusy] = useState(false);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { zh, guards } = goalTransitions[action];
  const needs = (["opinion", "approval"] as const).filter((one) => guards.some((guard) => guard === one));
  const take = async (wish: Omit<StepWish, "action">) => {
    setBusy(true);
    try {
      close(await api.takeSteps({ ...wish, action, items: chosen.map(({ id, revision }) => ({ id, revision, yuan: null })) }));
    } catch (refused) {
      const { message: what, hint } = asProblem(refused);
      void message.error(`${what}${hint ?? ""}`, 6);
    } finally {
      await forgetGoals(queries);
      setBusy(false);
    }
  };
  return (
    <Dialog title={`${zh}：${chosen.length} 张`} footer={null} onCancel={() => close(null)}>
      <StepForm way={{ action, zh, to: "", needs, missing: [] }} busy={busy} take={(wish) => void take(wish)} cancel={() => close(null)} />
    </Dialog>
  );
}

/** What became of each table of a batch; those that were refused say why. */
export function BatchResult({ answer, names, close }: { answer: BatchAnswer; names: ReadonlyMap<string, string>; close: () => void }) {
  const refused = answer.items.filter(({ problem }) => problem !== null);
  return (
    <Alert
      type={refused.length === 0 ? "success" : "warning"}
      showIcon
      closable={{ onClose: close }}
      title={`已办理 ${answer.done} 张${refused.length > 0 ? `，${refused.length} 张没有办成` : ""}`}
      description={refused.map(({ id, problem }) => (
        <div key={id}>
          {names.get(id)}：{problem?.title}
          {problem?.detail}
          {problem?.errors.map((one) => one.message).join("；")}
        </div>
      ))}
    />
  );
}
