import { Segmented, Tag } from "antd";
import { severities } from "../../review/rule.ts";
import { useSelection } from "../declarations/selection.tsx";
import { severityColours } from "./finding.tsx";
import { useReview } from "./queries.ts";

/** Which of the two stands beside the form, with how much there is to see. */
export function PaneChoice({ panel, turnTo }: { panel: "review" | undefined; turnTo: (panel: "review" | undefined) => void }) {
  const { id, declaration } = useSelection();
  const open = useReview(id, declaration).findings.filter(({ waiver }) => waiver === null);
  return (
    <div className="pane-choice">
      <Segmented
        size="small"
        value={panel ?? "source"}
        options={[
          { value: "source", label: "原文" },
          { value: "review", label: `审核（${open.length}）` },
        ]}
        onChange={(wanted) => turnTo(wanted === "review" ? "review" : undefined)}
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
