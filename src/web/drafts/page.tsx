import "./drafts.css";
import "../declarations/declaration.css";
import "../goals/goals.css";
import "../reviews/reviews.css";
import { PrinterOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useBlocker } from "@tanstack/react-router";
import { Alert, Button, Segmented, Skeleton, Splitter, Tag } from "antd";
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useState } from "react";
import { goalStates } from "../../workflow/states.ts";
import { useShownSession } from "../accounts/session.ts";
import { edit } from "../../drafting/edit.ts";
import { OpenRemarks, useMarks } from "../goals/remarks.tsx";
import { declarationQuery, declarationsKey } from "../declarations/queries.ts";
import { FormName } from "../forms/name.tsx";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { useWide } from "../wide.ts";
import { Conflict } from "./conflict.tsx";
import { type Opened, useDraft } from "./draft.ts";
import { BasicInputs, FundingInputs, GoalInputs, OtherInputs } from "./fields.tsx";
import { DraftFindings } from "./findings.tsx";
import { useFindings } from "./flags.ts";
import { IndicatorInputs } from "./indicators.tsx";
import { SaveLine } from "./save-state.tsx";
import { useUndoKeys } from "./undo-keys.ts";

/** It comes when somebody looks at it. */
const LastYear = lazy(async () => ({ default: (await import("../goals/last-year.tsx")).LastYear }));

const route = getRouteApi("/declarations/$id/edit");

const panes = [{ value: "findings", label: "问题" }, { value: "last-year", label: "上年" }] as const;

function Writing({ opened }: { opened: Opened }) {
  const draft = useDraft(opened);
  const { declaration, state, change } = draft;
  const queries = useQueryClient();
  const wide = useWide();
  const { findings, flags: found } = useFindings(declaration);
  const flags = useMarks(opened.id, declaration, found);
  const [wanted, setWanted] = useState<string | null>(null);
  const [pane, setPane] = useState<(typeof panes)[number]["value"]>("findings");
  // No key waits for last year's rows.
  const rested = useDeferredValue(declaration);
  const choose = useCallback((path: string) => {
    setWanted(path);
    document.getElementById(`draft-${path}`)?.focus();
  }, []);
  useTitle(`编制 ${declaration.project.name ?? "目标表"}`);
  // Other pages show the declaration as it is stored: what was saved here makes them out of date.
  useEffect(() => () => void queries.invalidateQueries({ queryKey: declarationsKey }), [queries]);
  const leave = async (): Promise<boolean> => {
    await draft.flush();
    return false;
  };
  useBlocker({ shouldBlockFn: leave, enableBeforeUnload: () => state.kind === "offline" || state.kind === "refused" });
  useUndoKeys(draft);
  const fields = { declaration, flags, change };
  return (
    <div className="declaration">
      <div className="head">
        <nav className="crumbs" aria-label="位置">
          <Link to="/declarations">目标表</Link> /{" "}
          <Link to="/declarations/$id" params={{ id: opened.id }}>
            {declaration.project.name ?? "（未填项目名称）"}
          </Link>{" "}
          / 编制
        </nav>
        <div className="head-line">
          <h1>{declaration.project.name ?? "（未填项目名称）"}</h1>
          <Tag><FormName form={declaration.form} /></Tag>
          {declaration.year !== null && <Tag>{declaration.year} 年度</Tag>}
          <SaveLine state={state} />
          <Link to="/declarations/$id/paper" params={{ id: opened.id }} className="siblings">
            <Button icon={<PrinterOutlined />}>打印与导出</Button>
          </Link>
        </div>
      </div>
      {state.kind === "conflict" && <Conflict conflict={state.conflict} yours={declaration} settle={(chosen) => draft.settle(state.conflict, chosen)} />}
      <Splitter className="panes" orientation={wide ? "horizontal" : "vertical"}>
        <Splitter.Panel defaultSize="72%" min="40%">
          <div className="form draft">
            {draft.restored && <Alert type="info" showIcon closable title="上次没有保存完的修改已经恢复" />}
            <BasicInputs {...fields} />
            <FundingInputs {...fields} />
            <GoalInputs {...fields} />
            <IndicatorInputs {...fields} undo={draft.undo} redo={draft.redo} canUndo={draft.canUndo} canRedo={draft.canRedo} wanted={wanted} />
            <OtherInputs {...fields} />
          </div>
        </Splitter.Panel>
        <Splitter.Panel min="18%">
          <div className="side">
            <OpenRemarks id={opened.id} declaration={declaration} choose={choose} accept={(path, text) => change((written) => edit(written, { path, text }))} />
            <div className="pane-choice">
              <Segmented size="small" aria-label="旁边看什么" value={pane} options={[...panes]} onChange={setPane} />
            </div>
            {pane === "findings" ? (
              <DraftFindings findings={findings} change={change} choose={choose} />
            ) : (
              <Suspense fallback={<Skeleton active className="pane-wait" />}>
                <LastYear id={opened.id} declaration={rested} choose={choose} isWriting />
              </Suspense>
            )}
          </div>
        </Splitter.Panel>
      </Splitter>
    </div>
  );
}

export function DraftPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery({ ...declarationQuery(id), staleTime: 0, refetchOnWindowFocus: false });
  const session = useShownSession();
  const [opened, setOpened] = useState<Opened | null>(null);
  // Opened once: what is fetched anew later must not take the page from under the hands.
  useEffect(() => {
    if (data && session && opened?.id !== id) setOpened({ id, owner: session.person?.id ?? "", revision: data.revision, declaration: data.declaration });
  }, [data, session, id, opened]);
  if (data && goalStates[data.state].frozen)
    return (
      <div className="sheet">
        <Alert type="info" showIcon title={`这张表现在是“${goalStates[data.state].zh}”，不能修改。`} description="退回以后，或通过调整，才能改变它的内容。" />
      </div>
    );
  if (opened?.id === id) return <Writing key={id} opened={opened} />;
  return <div className="sheet">{error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : <Skeleton active paragraph={{ rows: 12 }} />}</div>;
}
