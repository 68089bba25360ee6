import "./reviews.css";
import { useQueryClient } from "@tanstack/react-query";
import { Alert, Empty, Spin, Tag } from "antd";
import type { Outcome } from "../../review/rule.ts";
import { severities } from "../../review/rule.ts";
import { severityNames } from "../../review/reports/words.ts";
import type { JudgedFinding } from "../../server/reviews/contract.ts";
import { api } from "../api.ts";
import { useCheckRun } from "../checks/inline.tsx";
import { declarationsKey } from "../declarations/queries.ts";
import { useSelection } from "../declarations/selection.tsx";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { waiverScopeNames } from "../../review/waivers.ts";
import { FindingLine } from "./finding.tsx";
import { OpinionButton } from "./opinion-button.tsx";
import { useReview } from "./queries.ts";

/** What the rules found in the table, the gravest first; what was set aside, and what could not be judged, below. */
export function ReviewPanel() {
  const { id, declaration } = useSelection();
  const { findings, outcomes, isFinal, error, refetch } = useReview(id, declaration);
  const open = findings.filter(({ waiver }) => waiver === null);
  const waived = findings.filter(({ waiver }) => waiver !== null);
  return (
    <div className="review">
      <div className="review-head">
        <p className="review-summary" role="status">
          {severities.map((severity) => (
            <span key={severity} className={severity}>
              {severityNames[severity]} <b>{open.filter((finding) => finding.severity === severity).length}</b>
            </span>
          ))}
          {!isFinal && <Spin size="small" />}
        </p>
        <OpinionButton key={id} />
      </div>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {isFinal && open.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有发现问题" />}
      <ul className="findings">
        {open.map((finding) => (
          <FindingLine key={`${finding.rule} ${finding.path} ${finding.message}`} finding={finding} />
        ))}
      </ul>
      {waived.length > 0 && <Waived findings={waived} />}
      <Outcomes outcomes={outcomes} />
    </div>
  );
}

function Waived({ findings }: { findings: JudgedFinding[] }) {
  const queries = useQueryClient();
  const { busy, run } = useCheckRun();
  const end = (waiver: string) =>
    run(async () => {
      await api.endWaiver(waiver);
      await queries.invalidateQueries({ queryKey: declarationsKey });
    });
  return (
    <details className="waived">
      <summary>已设为不再提示（{findings.length}）</summary>
      <ul className="findings">
        {findings.map(({ rule, path, message, waiver }) => (
          <li key={`${rule} ${path} ${message}`} className="finding">
            <span className="quiet">{rule}</span> {message}
            <div className="finding-fix">
              {waiver?.person ?? "未登记姓名"} {waiver && moment(waiver.at)}，{waiver && waiverScopeNames[waiver.scope]}
              {waiver?.until && `，至 ${waiver.until}`}：{waiver?.reason}
              <button type="button" className="plain-link" disabled={busy} onClick={() => waiver && void end(waiver.id)}>
                恢复提示
              </button>
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** How many rules passed; which did not apply, and which could not be judged for lack of data. */
function Outcomes({ outcomes }: { outcomes: Outcome[] }) {
  const of = (outcome: Outcome["outcome"]) => outcomes.filter((one) => one.outcome === outcome);
  const missing = of("not-enough-data");
  if (outcomes.length === 0) return null;
  return (
    <div className="outcomes">
      <p className="quiet">
        共 {outcomes.length} 条规则：通过 {of("passed").length}，发现问题 {of("found").length}，不适用 {of("not-applicable").length}，资料不足 {missing.length}
      </p>
      {missing.length > 0 && <Alert type="info" showIcon title="资料不足，未能判断" description={<Reasons outcomes={missing} />} />}
      <details>
        <summary>不适用的规则（{of("not-applicable").length}）</summary>
        <Reasons outcomes={of("not-applicable")} />
      </details>
    </div>
  );
}

function Reasons({ outcomes }: { outcomes: Outcome[] }) {
  return (
    <ul>
      {outcomes.map(({ rule, reason }) => (
        <li key={rule}>
          <Tag>{rule}</Tag> {reason}
        </li>
      ))}
    </ul>
  );
}
