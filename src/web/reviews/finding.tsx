import { EyeInvisibleOutlined, ToolOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Popover, Tag } from "antd";
import { useState } from "react";
import { nameOfPath } from "../../declaration/names.ts";
import { severityNames } from "../../review/reports/words.ts";
import type { JudgedFinding } from "../../server/reviews/contract.ts";
import { correctValues } from "../checks/checking.ts";
import { useCheckRun } from "../checks/inline.tsx";
import { useSelection } from "../declarations/selection.tsx";
import { changesOf } from "./fix.ts";
import { Waive } from "./waive.tsx";

export const severityColours = { error: "error", warning: "warning", advice: "processing" } as const;

/** The value that a finding points at, as the form knows it: the whole money is shown at its total. */
export const selectedBy = (path: string): string | null => (path === "funding" ? "funding.total" : path === "spendingPlan" ? "spendingPlan[0]" : path === "" || path === "indicators" ? null : path);

/** One finding: where, what, how to put it right; one click applies a computed fix or sets it aside. */
export function FindingLine({ finding }: { finding: JudgedFinding }) {
  const { selected, select } = useSelection();
  const { rule, severity, path, message, fix } = finding;
  const goal = selectedBy(path);
  const show = () => {
    select(goal);
    if (goal === null) document.getElementById("indicators")?.scrollIntoView({ block: "start" });
  };
  return (
    <li className={`finding ${severity}`} aria-current={goal !== null && selected === goal}>
      <button type="button" className="finding-text" onClick={show}>
        <Tag color={severityColours[severity]}>{severityNames[severity]}</Tag>
        <strong>{path === "" ? "整份文件" : nameOfPath(path)}</strong> {message}
      </button>
      <div className="finding-fix">
        <span>{fix}</span>
        <span className="finding-actions">
          <ApplyFix finding={finding} />
          <SetAside finding={finding} />
          <Link to="/rules" hash={rule} className="quiet" title="这条规则检查什么、依据什么">
            {rule}
          </Link>
        </span>
      </div>
    </li>
  );
}

function ApplyFix({ finding }: { finding: JudgedFinding }) {
  const { id, declaration } = useSelection();
  const queries = useQueryClient();
  const { busy, run } = useCheckRun();
  const changes = finding.patch && changesOf(declaration, finding.patch);
  if (!changes || changes.length === 0) return null;
  const words = changes.map(({ path, text }) => `${nameOfPath(path)}改为“${text}”`).join("；");
  return (
    <Button size="small" icon={<ToolOutlined />} loading={busy} title={words} onClick={() => void run(() => correctValues(queries, id, changes))}>
      {changes.length === 1 ? `改为“${changes[0]?.text}”` : `修改 ${changes.length} 处`}
    </Button>
  );
}

/** Sets a finding aside, with the reason. */
export function SetAside({ finding }: { finding: JudgedFinding }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} trigger="click" placement="bottomRight" destroyOnHidden onOpenChange={setOpen} content={<Waive finding={finding} onDone={() => setOpen(false)} />}>
      <Button size="small" icon={<EyeInvisibleOutlined />}>
        不再提示
      </Button>
    </Popover>
  );
}
