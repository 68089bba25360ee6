import { ToolOutlined } from "@ant-design/icons";
import { Button, Empty, Tag } from "antd";
import { memo } from "react";
import { nameOfPath } from "../../declaration/names.ts";
import { severityNames } from "../../review/reports/words.ts";
import { patched } from "../../review/patch.ts";
import { type Finding, severities } from "../../review/rule.ts";
import { selectedBy, severityColours } from "../reviews/finding.tsx";
import type { Draft } from "./draft.ts";

interface FindingsProps {
  findings: readonly Finding[];
  change: Draft["change"];
  choose: (path: string) => void;
}

/** What the rules say of the draft as it stands, while it is written; one click puts right what can be computed. */
export const DraftFindings = memo(function DraftFindings({ findings, change, choose }: FindingsProps) {
  const ordered = severities.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  return (
    <div className="review">
      <p className="review-summary" role="status">
        {severities.map((severity) => (
          <span key={severity} className={severity}>
            {severityNames[severity]} <b>{findings.filter((finding) => finding.severity === severity).length}</b>
          </span>
        ))}
      </p>
      {ordered.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有发现问题。接着写，发现问题会列在这里" />}
      <ul className="findings">
        {ordered.map((finding) => (
          <Item key={`${finding.rule} ${finding.path} ${finding.message}`} finding={finding} change={change} choose={choose} />
        ))}
      </ul>
    </div>
  );
});

/** Drawn again only when it says something else: a long table may have hundreds, and each edit finds them all anew. */
const Item = memo(
  function Item({ finding, change, choose }: Pick<FindingsProps, "change" | "choose"> & { finding: Finding }) {
    return (
      <li className={`finding ${finding.severity}`}>
        <button type="button" className="finding-text" onClick={() => choose(selectedBy(finding.path) ?? "indicators[0]")}>
          <Tag color={severityColours[finding.severity]}>{severityNames[finding.severity]}</Tag>
          <strong>{finding.path === "" ? "整张表" : nameOfPath(finding.path)}</strong> {finding.message}
        </button>
        <div className="finding-fix">
          <span>{finding.fix}</span>
          <Fix finding={finding} change={change} />
        </div>
      </li>
    );
  },
  (old, now) => old.change === now.change && old.choose === now.choose && JSON.stringify(old.finding) === JSON.stringify(now.finding),
);

function Fix({ finding, change }: { finding: Finding; change: Draft["change"] }) {
  const { patch } = finding;
  if (patch === null) return null;
  return (
    <Button size="small" icon={<ToolOutlined />} onClick={() => change((draft) => patched(draft, patch))}>
      一键修改
    </Button>
  );
}
