import { useQueryClient } from "@tanstack/react-query";
import { Button, Input, Segmented } from "antd";
import { useCallback, useMemo, useState } from "react";
import type { Adjustment } from "../../server/goals/adjustments-contract.ts";
import type { WayList } from "../../server/goals/contract.ts";
import { differenceOf, inWords } from "../../workflow/difference.ts";
import { Conflict } from "../drafts/conflict.tsx";
import { BasicInputs, FundingInputs, GoalInputs, OtherInputs } from "../drafts/fields.tsx";
import { DraftFindings } from "../drafts/findings.tsx";
import { useFindings } from "../drafts/flags.ts";
import { IndicatorInputs } from "../drafts/indicators.tsx";
import { useUndoKeys } from "../drafts/undo-keys.ts";
import { type AdjustmentWriting, useAdjustmentWriting } from "./adjustment-draft.ts";
import { AdjustmentFiles, AdjustmentHints } from "./adjustment-files.tsx";
import { AdjustmentPanes, AdjustmentSteps, AdjustmentWays } from "./adjustment-ways.tsx";
import { Changes } from "./changes.tsx";
import { adjustmentQuery, forgetGoals } from "./queries.ts";

/**
 * The writing of an adjustment: the same fields as a draft has, and beside them how it differs from what was approved.
 * @param now as it is on the server: its files, and what a reviewer will be shown
 */
export function AdjustmentWritingPanes({ opened, now, ways }: { opened: Adjustment; now: Adjustment; ways: WayList }) {
  const queries = useQueryClient();
  const keep = async (adjustment: Adjustment) => {
    queries.setQueryData(adjustmentQuery(adjustment.id).queryKey, adjustment);
    await forgetGoals(queries);
  };
  const writing = useAdjustmentWriting(opened, keep);
  const { declaration, reason, setReason, dirty, busy, save, conflict, settle } = writing;
  const { findings, flags } = useFindings(declaration);
  const [wanted, setWanted] = useState<string | null>(null);
  const choose = useCallback((path: string) => {
    setWanted(path);
    document.getElementById(`draft-${path}`)?.focus();
  }, []);
  useUndoKeys(writing);
  return (
    <>
      {conflict && <Conflict conflict={conflict} yours={declaration} settle={settle} />}
      <AdjustmentPanes
        left={<Writing opened={opened} writing={writing} flags={flags} wanted={wanted} />}
        right={
          <div className="way-panel">
            <label htmlFor="adjustment-reason">调整的理由</label>
            <Input.TextArea id="adjustment-reason" autoSize={{ minRows: 2, maxRows: 8 }} maxLength={5000} value={reason} onChange={(event) => setReason(event.target.value)} />
            <div className="step-buttons">
              <Button type={dirty ? "primary" : "default"} loading={busy} disabled={!dirty || reason.trim().length < 2} onClick={() => void save()}>
                保存
              </Button>
              <span className="quiet" role="status">
                {dirty ? "有修改还没保存，保存以后才能送审" : "都已保存"}
              </span>
            </div>
            <AdjustmentFiles adjustment={now} edit />
            <AdjustmentHints hints={now.hints} />
            {!dirty && <AdjustmentWays adjustment={opened} ways={ways} open={findings.some(({ severity }) => severity === "error")} />}
            <DraftFindings findings={findings} change={writing.change} choose={choose} />
            <AdjustmentSteps adjustment={opened} />
          </div>
        }
      />
    </>
  );
}

interface WritingProps {
  opened: Adjustment;
  writing: AdjustmentWriting;
  flags: ReturnType<typeof useFindings>["flags"];
  wanted: string | null;
}

function Writing({ opened: { before }, writing, flags, wanted }: WritingProps) {
  const { declaration, change, undo, redo, canUndo, canRedo } = writing;
  const [shown, setShown] = useState<"content" | "changes">("content");
  const changes = useMemo(() => inWords(differenceOf(before.declaration, declaration), before.declaration, declaration), [before, declaration]);
  const fields = { declaration, flags, change };
  return (
    <div className="form draft adjustment">
      <Segmented
        className="adjustment-choice"
        value={shown}
        options={[
          { value: "content", label: "调整的内容" },
          { value: "changes", label: `调整前后（${changes.length} 处不同）` },
        ]}
        onChange={setShown}
      />
      {shown === "changes" ? (
        <Changes changes={changes} before={`调整前（第 ${before.version} 版）`} after="调整后" />
      ) : (
        <>
          <BasicInputs {...fields} />
          <FundingInputs {...fields} />
          <GoalInputs {...fields} />
          <IndicatorInputs {...fields} undo={undo} redo={redo} canUndo={canUndo} canRedo={canRedo} wanted={wanted} />
          <OtherInputs {...fields} />
        </>
      )}
    </div>
  );
}
