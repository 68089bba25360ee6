import "./goals.css";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { App, Button, Tag } from "antd";
import { useState } from "react";
import type { DeclarationAnswer } from "../../server/declarations/contract.ts";
import type { StepWish, WayList } from "../../server/goals/contract.ts";
import { isProposing } from "../../workflow/corrections.ts";
import { type GoalState, goalStates } from "../../workflow/states.ts";
import { api } from "../api.ts";
import { asProblem } from "../request.ts";
import { yuanInWords } from "../declarations/money.ts";
import { useSelection } from "../declarations/selection.tsx";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { CorrectionView } from "./correction.tsx";
import { AdjustButton, AdjustmentLinks } from "./adjust.tsx";
import { History } from "./history.tsx";
import { Marks } from "./marks.tsx";
import { OpenRemarks } from "./remarks.tsx";
import { forgetGoals, versionsQuery, waysQuery } from "./queries.ts";
import { StepForm } from "./step-form.tsx";

/** Where a reviewer may propose corrections. */
const underReview: readonly GoalState[] = ["DEPT_REVIEW", "FIN_REVIEW"];

/** 办理: where the table stands, what the person can do with it now, and all that was done, the latest first. */
export function WayPanel({ answer }: { answer: DeclarationAnswer }) {
  const { id, state, secret, secondLevel, controlYuan, approval } = answer;
  const { select } = useSelection();
  return (
    <div className="way-panel">
      <p>
        <Tag color={goalStates[state].frozen ? "processing" : "default"}>{goalStates[state].zh}</Tag>
        {secret && <Tag color="error">涉密</Tag>}
        {secondLevel && <Tag>二级项目</Tag>}
        <span className="quiet">{goalStates[state].meaning}</span>
      </p>
      {controlYuan !== null && <p>控制数 {yuanInWords(controlYuan)}</p>}
      {approval && (
        <p>
          {approval.number} <span className="quiet">{approval.date} 批复</span> {yuanInWords(approval.yuan)}
        </p>
      )}
      {state === "RETURNED" && <OpenRemarks id={id} declaration={answer.declaration} choose={select} />}
      {underReview.includes(state) && <CorrectionView id={id} />}
      <Ways answer={answer} />
      {approval && <AdjustmentLinks id={id} />}
      <History id={id} />
      <Versions id={id} />
    </div>
  );
}

function Ways({ answer }: { answer: DeclarationAnswer }) {
  const { id } = answer;
  const { data, error, refetch } = useQuery(waysQuery(id));
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [chosen, setChosen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  // Corrections are proposed on the desk, where the opinions are gathered.
  const items = data?.items.filter(({ action }) => !isProposing(action)) ?? [];
  const way = items.find(({ action }) => action === chosen);
  const take = async (wish: Omit<StepWish, "action">) => {
    if (!data || !way) return;
    setBusy(true);
    try {
      const done = await api.takeStep(id, data.revision, { ...wish, action: way.action as StepWish["action"] });
      setChosen(null);
      void message.success(`${way.zh}：已办理，现在是“${goalStates[done.state].zh}”`);
    } catch (refused) {
      const { message: what, hint } = asProblem(refused);
      void message.error(`${what}${hint ?? ""}`, 6);
    } finally {
      await forgetGoals(queries);
      setBusy(false);
    }
  };
  if (way) return <StepForm key={way.action} way={way} busy={busy} take={(wish) => void take(wish)} cancel={() => setChosen(null)} />;
  return (
    <>
      <WayButtons items={items} choose={setChosen} />
      {data && items.length === 0 && !data.adjust && <span className="quiet">现在没有需要您办理的。</span>}
      {data?.adjust && <AdjustButton id={id} revision={data.revision} />}
      {data && <Marks answer={answer} revision={data.revision} />}
    </>
  );
}

/** Steps by which somebody does not let a table go on. */
const refusing = /return|reject|refuse|decline/;

/**
 * One button a way; what is missing is told where one points at it.
 * @param open there is still something that keeps the table here, so that no way is the next thing to do
 */
export function WayButtons({ items, choose, open = false }: { items: WayList["items"]; choose: (action: string) => void; open?: boolean }) {
  return (
    <div className="ways">
      {items.map(({ action, zh, missing }) => (
        <Button key={action} type={missing.length > 0 || open || refusing.test(action) || action.endsWith("-withdraw") ? "default" : "primary"} danger={refusing.test(action)} title={missing.map((one) => one.message).join("；")} onClick={() => choose(action)}>
          {zh}
        </Button>
      ))}
    </div>
  );
}

function Versions({ id }: { id: string }) {
  const { data } = useQuery(versionsQuery(id));
  if (!data || data.items.length === 0) return null;
  return (
    <>
      <h3>版本</h3>
      <ul className="versions">
        {data.items.map(({ number, zh, person, at, sha256 }) => (
          <li key={number}>
            第 {number} 版 {zh} <span className="quiet">{[person, moment(at)].filter(Boolean).join(" · ")}</span>
            <code title={`内容的 SHA-256：${sha256}`}>{sha256.slice(0, 8)}</code>
            <Link to="/declarations/$id/difference" params={{ id }} search={{ from: number }}>
              与现在比较
            </Link>
            {number > 1 && (
              <Link to="/declarations/$id/difference" params={{ id }} search={{ from: number - 1, to: number }}>
                与上一版比较
              </Link>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
