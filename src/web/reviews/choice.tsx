import { Segmented, Tag } from "antd";
import { severities } from "../../review/rule.ts";
import type { Panel } from "../declarations/search.ts";
import { useSelection } from "../declarations/selection.tsx";
import { severityColours } from "./finding.tsx";
import { useReview } from "./queries.ts";

/** Which of them stands beside the form, with how much there is to see. */
export function PaneChoice({ panel, turnTo, hasSource, hasWay }: { panel: Panel | undefined; turnTo: (panel: Panel | undefined) => void; hasSource: boolean; hasWay: boolean }) {
  const { id, declaration } = useSelection();
  const open = useReview(id, declaration).findings.filter(({ waiver }) => waiver === null);
  return (
    <div className="pane-choice">
      <Segmented<Panel | "source">
        size="small"
        value={panel ?? (hasSource ? "source" : "review")}
        options={[
          ...(hasSource ? [{ value: "source" as const, label: "原文" }] : []),
          { value: "review" as const, label: `审核（${open.length}）` },
          { value: "way" as const, label: hasWay ? "办理" : "经过" },
        ]}
        onChange={(wanted) => turnTo(wanted === "source" ? undefined : wanted)}
      />
      {severities.map((severity) => {
        const count = open.filter((finding) => finding.severity === severity).length;
        return count > 0 && (
          <Tag key={severity} color={severityColours[severity]}>
            {{ error: "必须修改", warning: "应修改", advice: "建议" }[severity]} {count}
          </Tag>
        );
      })}
    </div>
  );
}
