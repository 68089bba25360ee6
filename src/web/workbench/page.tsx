import "../declarations/list.css";
import "../goals/goals.css";
import "./workbench.css";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Select, Skeleton } from "antd";
import { useMemo } from "react";
import type { Workbench } from "../../server/workbench/contract.ts";
import { gravest, gravestIds } from "../../review/gravest.ts";
import { stages } from "../../workflow/stages.ts";
import { useShownSession } from "../accounts/session.ts";
import type { ListSearch } from "../declarations/search.ts";
import { StartDraft } from "../drafts/start.tsx";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { Beginning } from "./beginning.tsx";
import { ChartCard } from "./chart-card.tsx";
import { CoverageCard } from "./coverage.tsx";
import { byStage, inWan, moneyFigures, progressFigures, reviewFigures, statesOf, unitFigures } from "./figures.ts";
import { workbenchQuery } from "./queries.ts";
import { TodoCard } from "./todo.tsx";

const route = getRouteApi("/workbench");

/** 工作台: what waits for the person, and how the year of their offices stands. */
export function WorkbenchPage() {
  useTitle("工作台");
  const { year } = route.useSearch();
  const navigate = useNavigate({ from: "/workbench" });
  const { data, error, refetch, isPlaceholderData } = useQuery({ ...workbenchQuery(year), placeholderData: keepPreviousData });
  if (error) return <div className="sheet"><ProblemAlert error={error} onRetry={() => void refetch()} /></div>;
  return (
    <div className="sheet workbench" aria-busy={data === undefined || isPlaceholderData}>
      <div className="list-head">
        <h1>工作台</h1>
        <Offices />
        {data && (
          <Select
            aria-label="年度"
            className="filter-year"
            value={data.year}
            options={[...new Set([...data.years, data.year])].sort((one, other) => other - one).map((one) => ({ value: one, label: `${one} 年度` }))}
            onChange={(next: number) => void navigate({ search: { year: next }, replace: true })}
          />
        )}
        <span className="batch">
          {data && data.total.tables > 0 && <StartDraft label="新建目标表" />}
        </span>
      </div>
      {data ? <Year told={data} /> : <Skeleton active paragraph={{ rows: 10 }} />}
    </div>
  );
}

/** Whose year it is. */
function Offices() {
  const session = useShownSession();
  const names = [...new Set(session?.person?.roles.map(({ name }) => name) ?? [])];
  return <span className="quiet">{session?.house.mode === "local" ? "本机的全部目标表" : names.join("、")}</span>;
}

function Year({ told }: { told: Workbench }) {
  const alone = told.by === "name";
  const progress = useMemo(() => (alone ? unitFigures(told, "tables") : progressFigures(told)), [told, alone]);
  const money = useMemo(() => (alone ? unitFigures(told, "yuan") : moneyFigures(told)), [told, alone]);
  const review = useMemo(() => reviewFigures(told), [told]);
  if (told.total.tables === 0)
    return (
      <>
        {told.todo !== null && told.years.length > 0 && <TodoCard todo={told.todo} />}
        <Beginning told={told} />
      </>
    );
  const more = told.moreGroups > 0 ? `只列出目标表最多的 ${told.groups.length} 个，另有 ${told.moreGroups} 个。` : undefined;
  return (
    <>
      {alone ? <Checked told={told} /> : <Stages told={told} />}
      <div className="workbench-grid">
        {told.todo !== null && <TodoCard todo={told.todo} />}
        <CoverageCard told={told} />
        {/* Of one office alone the stages above say the same. */}
        {progress.rows.length > 1 && <ChartCard title={alone ? "各单位的目标表" : told.by === "department" ? "各部门办理进度" : "各单位办理进度"} figures={progress} note={more} wide />}
        <ChartCard title={alone ? "各单位的资金（万元）" : "年度资金（万元）"} figures={money} />
        <ChartCard title="审核发现的问题" figures={review} note="每张表按最重的一处问题算一次。" />
      </div>
    </>
  );
}

/** Alone on a machine nothing is handed on: what has to be checked, and what review found. */
function Checked({ told: { year, total, doubts, findings } }: { told: Workbench }) {
  const all: { zh: string; tables: number; search: ListSearch; mark: string }[] = [
    { zh: "目标表", tables: total.tables, search: { year }, mark: "" },
    { zh: "待核对", tables: doubts.tables, search: { year, doubts: "open" }, mark: "returned" },
    ...gravestIds.map((id) => ({ zh: gravest[id], tables: findings.find((one) => one.gravest === id)?.tables ?? 0, search: { year, gravest: id }, mark: id === "error" ? "refused" : "" })),
  ];
  return (
    <nav className="stages" aria-label={`${year} 年度的目标表`}>
      {all.map(({ zh, tables, search, mark }) => (
        <Link key={zh} to="/declarations" search={search} className={tables === 0 ? "stage none" : `stage ${mark}`}>
          <span>{zh}</span>
          <strong>{tables}</strong>
        </Link>
      ))}
    </nav>
  );
}

/** The stages of the year from left to right, each the way to its tables. */
function Stages({ told }: { told: Workbench }) {
  const { year, total } = told;
  return (
    <nav className="stages" aria-label={`${year} 年度办理情况`}>
      <Link to="/declarations" search={{ year }} className="stage">
        <span>目标表</span>
        <strong>{total.tables}</strong>
        <span className="quiet">{inWan(total.yuan)} 万元</span>
      </Link>
      {byStage(told).map(({ stage, tables, yuan }) => (
        <Link key={stage} to="/declarations" search={{ year, state: statesOf(stage) }} className={tables === 0 ? "stage none" : `stage ${stage}`}>
          <span>{stages[stage].zh}</span>
          <strong>{tables}</strong>
          <span className="quiet">{inWan(yuan)} 万元</span>
        </Link>
      ))}
    </nav>
  );
}
