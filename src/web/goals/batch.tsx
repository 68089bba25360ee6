import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button } from "antd";
import { type ReactNode, useState } from "react";
import type { BatchAnswer, StepWish } from "../../server/goals/contract.ts";
import { goalTransitions } from "../../workflow/transitions.ts";
import { api } from "../api.ts";
import { asProblem } from "../request.ts";
import { Dialog } from "../dialog.tsx";
import { forgetGoals } from "./queries.ts";
import { StepForm } from "./step-form.tsx";

/** A table that stands in a list of such. */
interface Listed {
  id: string;
  revision: number;
  projectName: string | null;
}

export const nameOfListed = ({ projectName }: Pick<Listed, "projectName">): string => projectName ?? "（未填项目名称）";

interface Batch<Item> {
  keys: readonly string[];
  choose: (keys: readonly string[]) => void;
  chosen: readonly Item[];
  /** A button for each step that all of them can take. */
  buttons: (actions: readonly StepWish["action"][]) => ReactNode;
  /** What became of the last ones; stands above the list. */
  result: ReactNode;
  /** What a step asks of the person, while one is being taken. */
  dialog: ReactNode;
}

/** Tables of a list that are chosen to take one step together. */
export function useBatch<Item extends Listed>(items: readonly Item[], keyOf: (item: Item) => string = ({ id }) => id): Batch<Item> {
  const [keys, choose] = useState<readonly string[]>([]);
  const [action, setAction] = useState<StepWish["action"] | null>(null);
  const [told, setTold] = useState<{ answer: BatchAnswer; names: ReadonlyMap<string, string> } | null>(null);
  const chosen = items.filter((item) => keys.includes(keyOf(item)));
  const close = (answer: BatchAnswer | null): void => {
    setAction(null);
    if (answer === null) return;
    choose([]);
    setTold({ answer, names: new Map(chosen.map((item) => [item.id, nameOfListed(item)])) });
  };
  return {
    keys,
    choose,
    chosen,
    buttons: (actions) =>
      actions.map((one) => (
        <Button key={one} danger={/return|reject/.test(one)} onClick={() => setAction(one)}>
          {goalTransitions[one].zh}
        </Button>
      )),
    result: told && <BatchResult {...told} close={() => setTold(null)} />,
    dialog: action !== null && <BatchDialog action={action} chosen={chosen} close={close} />,
  };
}

/** One step for many tables, each with its own result. */
function BatchDialog({ action, chosen, close }: { action: StepWish["action"]; chosen: readonly Listed[]; close: (answer: BatchAnswer | null) => void }) {
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
function BatchResult({ answer, names, close }: { answer: BatchAnswer; names: ReadonlyMap<string, string>; close: () => void }) {
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
