import "./declaration.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Alert, Skeleton, Splitter } from "antd";
import { useCallback, useMemo, useRef } from "react";
import type { Declaration } from "../../declaration/schema.ts";
import type { DeclarationAnswer } from "../../server/contract.ts";
import { DocumentFacts } from "../documents/facts.tsx";
import { SourcePane } from "../documents/pane.tsx";
import { WayPanel } from "../goals/panel.tsx";
import { waysQuery } from "../goals/queries.ts";
import { PaneChoice } from "../reviews/choice.tsx";
import { useFlags } from "../reviews/flags.ts";
import { ReviewPanel } from "../reviews/panel.tsx";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { useWide } from "../wide.ts";
import { AboutValue } from "./about.tsx";
import { Checks } from "./checks.tsx";
import { BasicFields, FundingFields, Goals, NotesAndExtra, SpendingPlan } from "./fields.tsx";
import { Head } from "./head.tsx";
import { Indicators } from "./indicators.tsx";
import { useValueKeys } from "./keys.ts";
import { marksOf, rangesOf } from "./marks.ts";
import { pathAt, placesOfSelection, printedAt } from "./paths.ts";
import { declarationQuery } from "./queries.ts";
import type { Panel } from "./search.ts";
import { SelectionProvider, useSelection } from "./selection.tsx";
import { DoubtWords } from "./value.tsx";

const route = getRouteApi("/declarations/$id");

function Sheet({ answer, selected, select }: { answer: DeclarationAnswer; selected: string | null; select: (path: string | null) => void }) {
  const container = useRef<HTMLDivElement>(null);
  useValueKeys(container, selected, select);
  const { declaration } = useSelection();
  const { document } = answer;
  const whole = declaration.doubts.filter(({ path }) => path === "");
  return (
    <div className="form" ref={container}>
      {whole.length > 0 && <Alert type="warning" showIcon title="整张表需要核对" description={<DoubtWords doubts={whole} />} />}
      <BasicFields />
      <FundingFields />
      <SpendingPlan />
      <Goals />
      <Indicators />
      <NotesAndExtra />
      <Checks doubts={declaration.doubts} problems={document?.problems ?? []} open={answer.open} />
      {document !== null && <DocumentFacts document={document} />}
    </div>
  );
}

/** What has been checked is no doubt any more. */
function withOpenDoubts({ declaration, open }: DeclarationAnswer): Declaration {
  return { ...declaration, doubts: declaration.doubts.filter(({ path }) => open.includes(path)) };
}

/** A declaration laid out like its form and, beside it, the text it was read from. */
function Open({ answer }: { answer: DeclarationAnswer }) {
  const { id, document } = answer;
  const declaration = useMemo(() => withOpenDoubts(answer), [answer]);
  const checks = useMemo(() => new Map(answer.checks.map((check) => [check.path, check])), [answer]);
  const { value: selected = null, panel } = route.useSearch();
  const navigate = useNavigate({ from: "/declarations/$id" });
  const wide = useWide();
  const select = useCallback(
    (path: string | null) => void navigate({ search: { ...(path ? { value: path } : {}), ...(panel ? { panel } : {}) }, replace: true, resetScroll: false }),
    [navigate, panel],
  );
  const turnTo = (wanted: Panel | undefined) =>
    void navigate({ search: { ...(selected ? { value: selected } : {}), ...(wanted ? { panel: wanted } : {}) }, replace: true, resetScroll: false });
  const flags = useFlags(id, declaration);
  const places = useMemo(
    () => (selected === null ? [] : placesOfSelection(declaration, document?.problems ?? [], selected)),
    [declaration, document, selected],
  );
  const marks = useMemo(() => marksOf(declaration), [declaration]);
  const ranges = useMemo(() => rangesOf(places, selected === null ? null : printedAt(declaration, selected)), [declaration, places, selected]);
  const selection = useMemo(() => ({ id, declaration, checks, flags, selected, select }), [id, declaration, checks, flags, selected, select]);
  const pick = (offset: number) => {
    const path = pathAt(declaration, offset) ?? pathAt(declaration, offset - 1);
    if (path !== null) select(path);
  };
  const ways = useQuery(waysQuery(id));
  const hasWay = answer.state !== "DRAFT" || (ways.data?.items.length ?? 0) > 0;
  useTitle(declaration.project.name ?? "目标表");
  return (
    <SelectionProvider value={selection}>
      <div className="declaration">
        <Head answer={answer} declaration={declaration} />
        <Splitter className="panes" orientation={wide ? "horizontal" : "vertical"}>
          <Splitter.Panel defaultSize="62%" min="30%">
            <Sheet key={answer.id} answer={answer} selected={selected} select={select} />
          </Splitter.Panel>
          <Splitter.Panel min="20%">
            <div className="side">
              <PaneChoice panel={panel} turnTo={turnTo} hasSource={document !== null} hasWay={hasWay} />
              {panel === "way" ? (
                <WayPanel answer={answer} />
              ) : panel === "review" || document === null ? (
                <ReviewPanel />
              ) : (
                <SourcePane document={document} marks={marks} selected={ranges} onPick={pick}>
                  <AboutValue declaration={declaration} selected={selected} places={places} />
                </SourcePane>
              )}
            </div>
          </Splitter.Panel>
        </Splitter>
      </div>
    </SelectionProvider>
  );
}

export function DeclarationPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(declarationQuery(id));
  if (data !== undefined) return <Open answer={data} />;
  return <div className="sheet">{error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : <Skeleton active paragraph={{ rows: 12 }} />}</div>;
}
