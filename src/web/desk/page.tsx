import "../goals/goals.css";
import "../reviews/reviews.css";
import "./desk.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { App, Empty, Segmented, Skeleton, Splitter } from "antd";
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { kindOf } from "../../declaration/values.ts";
import type { DeclarationAnswer } from "../../server/declarations/contract.ts";
import { isProposing } from "../../workflow/corrections.ts";
import { severities } from "../../review/rule.ts";
import { useShownSession } from "../accounts/session.ts";
import { declarationQuery } from "../declarations/queries.ts";
import { SelectionProvider } from "../declarations/selection.tsx";
import { Sheet, Source, useOpened } from "../declarations/sheet.tsx";
import { CorrectionNotice } from "../goals/correction.tsx";
import { WayPanel } from "../goals/panel.tsx";
import { LastYear } from "../goals/last-year.tsx";
import { useAsked } from "../goals/remarks.tsx";
import { ProblemAlert } from "../problem.tsx";
import { selectedBy } from "../reviews/finding.tsx";
import { useReview } from "../reviews/queries.ts";
import { useTitle } from "../title.ts";
import { useWide } from "../wide.ts";
import { Earlier } from "./compare.tsx";
import { Decide } from "./decide.tsx";
import { DeskFindings, type FindingWalk, opinionOf } from "./findings.tsx";
import { useGathered } from "./gathered.ts";
import { DeskHead } from "./head.tsx";
import { useDeskKeys } from "./keys.ts";
import { DeskOpinions } from "./opinions.tsx";
import { type DeskTableSearch, filtersOf, type PaneId, panes } from "./search.ts";
import { isPassing, isReturn, suggested } from "./steps.ts";
import { useDecision } from "./decision.ts";
import { useWalk } from "./walk.ts";

/** The form comes when it is first opened. */
const OpinionDrawer = lazy(() => import("../reviews/opinion-drawer.tsx"));

const route = getRouteApi("/desk/$id");

/** One table under review, with all that one looks at beside it; from here to the next without going back. */
function Reviewing({ answer }: { answer: DeclarationAnswer }) {
  const { id, document } = answer;
  const search = route.useSearch();
  const { pane = "findings", value: selected = null } = search;
  const navigate = useNavigate({ from: "/desk/$id" });
  const wide = useWide();
  const turn = useCallback((part: Partial<DeskTableSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false }), [navigate]);
  const select = useCallback((path: string | null) => void navigate({ search: ({ value: _, ...before }) => ({ ...before, ...(path === null ? {} : { value: path }) }), replace: true, resetScroll: false }), [navigate]);
  const session = useShownSession();
  const gathering = useGathered(session?.person?.id ?? "", id);
  const { asked, returned } = useAsked(id);
  const remarked = useMemo(() => new Set(gathering.opinions.flatMap(({ path }) => path ?? [])), [gathering.opinions]);
  const selection = useOpened(answer, selected, select, remarked);
  const { declaration } = selection;
  const filters = useMemo(() => filtersOf(search), [search]);
  const walk = useWalk(id, filters);
  const findings = useFindingWalk(id, answer, select);
  const [form, setForm] = useState<boolean | null>(null);
  const [help, setHelp] = useState(false);
  const { message } = App.useApp();
  const go = useCallback((to: string | undefined) => void (to === undefined ? message.info("前后没有了") : navigate({ to: "/desk/$id", params: { id: to }, search: ({ value: _, ...before }) => before })), [navigate, message]);
  const decision = useDecision(id, gathering, () => (walk.next === undefined ? void navigate({ to: "/desk", search: filters }) : go(walk.next)));
  useTitle(`审核 ${declaration.project.name ?? "目标表"}`);
  const write = () => {
    turn({ pane: "opinions" });
    gathering.add({ path: selected !== null && (kindOf(declaration, selected) !== null || /^indicators\[\d+\]$/.test(selected)) ? selected : null, text: "", proposal: null, rule: null });
  };
  const adopt = () => {
    const finding = findings.findings[findings.at];
    if (finding) gathering.add(opinionOf(declaration, finding));
  };
  const decide = (which: (action: string) => boolean) => {
    if (!decision.choose(which)) void message.info("这张表现在没有这一步可以由您办理");
  };
  const pass = () => decide(isPassing);
  const back = () => decide(isReturn);
  const isSuggesting = suggested(decision.opinions).length > 0;
  const propose = () => {
    if (isSuggesting) decide(isProposing);
    else void message.info("还没有写明“建议改为”的意见：先选中要改的值，按 W 写意见和建议");
  };
  const list = () => void navigate({ to: "/desk", search: filters });
  const side = useRef<HTMLDivElement>(null);
  /** Where it stands below the table it may be out of sight. */
  const show = (one: PaneId) => {
    turn({ pane: one });
    if (!wide) side.current?.scrollIntoView({ block: "nearest" });
  };
  useDeskKeys({
    j: () => go(walk.next), k: () => go(walk.previous), n: () => findings.goTo((findings.at + 1) % Math.max(1, findings.findings.length)), p: () => findings.goTo(Math.max(0, findings.at - 1)),
    m: adopt, w: write, e: propose, r: back, a: pass, o: () => setForm(true), u: list, "?": () => setHelp(true),
    ...Object.fromEntries(panes.map(([one], at) => [String(at + 1), () => show(one)])),
  });
  const counts: Partial<Record<PaneId, number>> = { findings: findings.findings.length, opinions: gathering.opinions.length };
  return (
    <SelectionProvider value={selection}>
      <div className="declaration desk-table">
        <DeskHead answer={answer} walk={walk} filters={filters} ways={decision.ways} go={go} pass={pass} back={back} propose={isSuggesting ? propose : null} openForm={() => setForm(true)} help={help} setHelp={setHelp} />
        <CorrectionNotice id={id} open={() => turn({ pane: "way" })} />
        {walk.error && <ProblemAlert error={walk.error} />}
        <Splitter className="panes" orientation={wide ? "horizontal" : "vertical"}>
          <Splitter.Panel defaultSize="58%" min="30%">
            <Sheet answer={answer} />
          </Splitter.Panel>
          <Splitter.Panel min="25%">
            <div className="side" ref={side}>
              <div className="pane-choice">
                <Segmented<PaneId> size="small" value={pane} options={panes.map(([value, label]) => ({ value, label: counts[value] ? `${label} ${counts[value]}` : label }))} onChange={(next) => turn({ pane: next })} />
              </div>
              {pane === "findings" && <DeskFindings walk={findings} declaration={declaration} gathering={gathering} />}
              {pane === "opinions" && <DeskOpinions declaration={declaration} selected={selected} select={select} gathering={gathering} asked={asked} returned={returned} write={write} />}
              {pane === "earlier" && <Earlier id={id} asked={asked} choose={select} />}
              {pane === "last-year" && <LastYear id={id} declaration={declaration} choose={select} />}
              {pane === "source" && (document === null ? <Empty className="pane-wait" image={Empty.PRESENTED_IMAGE_SIMPLE} description="这张表是在系统里编制的，没有来源文件" /> : <Source document={document} />)}
              {pane === "way" && <WayPanel answer={answer} />}
            </div>
          </Splitter.Panel>
        </Splitter>
        {decision.way && <Decide key={decision.way.action} way={decision.way} opinions={decision.opinions} busy={decision.busy} take={decision.take} cancel={decision.cancel} openForm={() => setForm(true)} />}
        {form !== null && (
          <Suspense>
            <OpinionDrawer open={form} onClose={() => setForm(false)} />
          </Suspense>
        )}
      </div>
    </SelectionProvider>
  );
}

/** The findings that stand, the gravest first; the one that is looked at has its row marked. */
function useFindingWalk(id: string, { declaration }: DeclarationAnswer, select: (path: string | null) => void): FindingWalk {
  const { findings: all, isFinal } = useReview(id, declaration);
  const findings = useMemo(() => severities.flatMap((severity) => all.filter((finding) => finding.severity === severity && finding.waiver === null)), [all]);
  const [at, setAt] = useState(-1);
  const goTo = (next: number) => {
    const finding = findings[next];
    if (!finding) return;
    setAt(next);
    const path = selectedBy(finding.path);
    select(path);
    if (path === null) document.getElementById("indicators")?.scrollIntoView({ block: "start" });
  };
  return { findings, isFinal, at, goTo };
}

export function DeskTablePage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(declarationQuery(id));
  const session = useShownSession();
  if (data !== undefined && session !== undefined) return <Reviewing key={id} answer={data} />;
  return <div className="sheet">{error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : <Skeleton active paragraph={{ rows: 12 }} />}</div>;
}
