import "./rules.css";
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input, Popover, Select, Skeleton, Tag } from "antd";
import { useState } from "react";
import { type Severity, areas, severities } from "../../review/rule.ts";
import { severityNames } from "../../review/reports/words.ts";
import type { RuleSummary } from "../../server/reviews/contract.ts";
import { api } from "../api.ts";
import { useCheckRun } from "../checks/inline.tsx";
import { declarationsKey } from "../declarations/queries.ts";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { severityColours } from "../reviews/finding.tsx";
import { useTitle } from "../title.ts";

const rulesQuery = queryOptions({ queryKey: ["rules", "list"], queryFn: ({ signal }) => api.rules({ signal }) });

/** The catalogue: what each rule checks, what it rests on, when it is silent; switched off or softened with a reason. */
export function RulesPage() {
  useTitle("审核规则");
  const { data, error, refetch } = useQuery(rulesQuery);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton active className="sheet" />;
  return (
    <div className="sheet rules">
      <h1>审核规则</h1>
      <Alert type="info" showIcon title="规则按确定的条件判断，不使用语言模型。停用或更改级别会留下记录，全部目标表随后重新审核。" />
      {areas.map((area) => (
        <section key={area} aria-labelledby={`area-${area}`}>
          <h2 id={`area-${area}`}>{area}</h2>
          {data.items.filter((rule) => rule.area === area).map((rule) => (
            <RuleLine key={rule.id} rule={rule} />
          ))}
        </section>
      ))}
    </div>
  );
}

function RuleLine({ rule }: { rule: RuleSummary }) {
  const { id, title, severity, checks, policy, exclusions, fix, decision } = rule;
  const [open, setOpen] = useState(false);
  const now = decision?.severity ?? severity;
  return (
    <details id={id} className="rule" open={window.location.hash === `#${id}`}>
      <summary>
        <span className="rule-id">{id}</span> {title} {decision?.off ? <Tag>已停用</Tag> : <Tag color={severityColours[now]}>{severityNames[now]}</Tag>}
      </summary>
      <p>{checks}</p>
      <p>
        <b>修改建议</b> {fix}
      </p>
      <p>
        <b>依据</b> {policy.join("；")}
      </p>
      <p>
        <b>不提示的情形</b>
      </p>
      <ul className="exclusions">
        {exclusions.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {decision && (
        <p className="quiet">
          {decision.person ?? "未登记姓名"} {moment(decision.at)}：{decision.off ? "停用" : decision.severity === null ? "恢复" : `级别改为“${severityNames[decision.severity]}”`}，{decision.reason}
        </p>
      )}
      <Popover open={open} trigger="click" placement="bottomLeft" destroyOnHidden onOpenChange={setOpen} content={<Decide rule={rule} onDone={() => setOpen(false)} />}>
        <Button size="small">停用或更改级别</Button>
      </Popover>
    </details>
  );
}

type Choice = Severity | "own" | "off";

function Decide({ rule: { id, severity, decision }, onDone }: { rule: RuleSummary; onDone: () => void }) {
  const queries = useQueryClient();
  const { busy, run } = useCheckRun();
  const [choice, setChoice] = useState<Choice>(decision?.off ? "off" : (decision?.severity ?? "own"));
  const [reason, setReason] = useState("");
  const save = () =>
    run(async () => {
      await api.decideRule(id, { off: choice === "off", severity: choice === "off" || choice === "own" ? null : choice, reason });
      await Promise.all([queries.invalidateQueries({ queryKey: rulesQuery.queryKey }), queries.invalidateQueries({ queryKey: declarationsKey })]);
      onDone();
    });
  const options: { value: Choice; label: string }[] = [
    { value: "own", label: `规则原来的级别（${severityNames[severity]}）` },
    ...severities.map((value) => ({ value, label: severityNames[value] })),
    { value: "off", label: "停用" },
  ];
  return (
    <div className="decide">
      <Select aria-label="级别" value={choice} options={options} onChange={setChoice} />
      <Input.TextArea aria-label="理由" placeholder="写明理由" rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      <Button type="primary" loading={busy} disabled={reason.trim().length < 2} onClick={() => void save()}>
        保存
      </Button>
    </div>
  );
}
