import { useQuery } from "@tanstack/react-query";
import { Alert, Tag } from "antd";
import { nameOfPath } from "../../declaration/names.ts";
import type { Correction } from "../../server/goals/remarks-contract.ts";
import { roles } from "../../workflow/roles.ts";
import { useSelection } from "../declarations/selection.tsx";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { Changes } from "./changes.tsx";
import { correctionQuery } from "./queries.ts";

const outcomes = {
  open: { zh: "等单位负责人确认", colour: "warning", alert: "info" },
  agreed: { zh: "单位已同意，已写入目标表", colour: "success", alert: "success" },
  declined: { zh: "单位不同意", colour: "error", alert: "warning" },
  withdrawn: { zh: "已撤回", colour: "default", alert: "info" },
} as const satisfies Record<Correction["outcome"], object>;

/** 修改建议: what the reviewer would have otherwise, field by field and why, and what the unit said to it. */
export function CorrectionView({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(correctionQuery(id));
  const { select } = useSelection();
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const correction = data?.correction;
  if (!correction) return null;
  const { outcome, person, role, at, opinion, remarks, changes, answer } = correction;
  return (
    <section className="correction" aria-label="修改建议">
      <h3>
        修改建议（{changes.length} 处） <Tag color={outcomes[outcome].colour}>{outcomes[outcome].zh}</Tag>
      </h3>
      <p className="quiet">{[person, role && roles[role].zh, moment(at)].filter(Boolean).join(" · ")}</p>
      <Changes changes={changes} before={outcome === "agreed" ? "修改前" : "现在"} after={outcome === "agreed" ? "修改后" : "建议改为"} choose={select} />
      {opinion !== "" && <p className="opinion">{opinion}</p>}
      <ul className="correction-reasons">
        {remarks.map(({ path, text }) => (
          <li key={`${path} ${text}`}>
            <strong>{path === null ? "整张表" : nameOfPath(path)}</strong> {text}
          </li>
        ))}
      </ul>
      {answer && answer.opinion !== "" && (
        <p className="opinion">
          {answer.person}：{answer.opinion}
        </p>
      )}
    </section>
  );
}

/** On the reviewer's desk, in one line: what became of what was proposed to the unit. */
export function CorrectionNotice({ id, open }: { id: string; open: () => void }) {
  const { data } = useQuery(correctionQuery(id));
  const correction = data?.correction;
  if (!correction) return null;
  const { outcome, changes, answer } = correction;
  const said = answer === null || answer.opinion === "" ? "" : `：${answer.opinion}`;
  return (
    <Alert
      banner
      type={outcomes[outcome].alert}
      title={`修改建议（${changes.length} 处）${outcomes[outcome].zh}${said}`}
      action={
        <button type="button" className="plain-link" onClick={open}>
          查看
        </button>
      }
    />
  );
}
