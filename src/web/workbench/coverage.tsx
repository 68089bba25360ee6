import { Link } from "@tanstack/react-router";
import { Progress } from "antd";
import type { ReactNode } from "react";
import type { Workbench } from "../../server/workbench/contract.ts";
import { reportedStates } from "../../workflow/stages.ts";
import { useMay } from "../accounts/session.ts";
import type { ListSearch } from "../declarations/search.ts";
import { inWan, percent } from "./figures.ts";

/** How much of what there should be is there: units, projects, money with indicators; and what has to be looked at. */
export function CoverageCard({ told }: { told: Workbench }) {
  const { total, units, projects, withIndicators, doubts, found, year } = told;
  const may = useMay();
  const missing = projects.lastYear - projects.again;
  const reported = told.states.filter(({ state }) => reportedStates.includes(state)).reduce((sum, { tables }) => sum + tables, 0);
  return (
    <section className="card" aria-labelledby="coverage">
      <div className="card-head">
        <h2 id="coverage">{year} 年度覆盖情况</h2>
      </div>
      <dl className="coverage">
        {units !== null && (
          <Share term="应报、已报" part={String(reported)} whole={String(total.tables + missing)}>
            应报 {total.tables + missing} 张，<Counted many={reported} search={{ year, state: reportedStates.join(",") }}>已报 {reported} 张</Counted>
          </Share>
        )}
        {units !== null && units.all > 1 && (
          <Share term="有目标表的单位" part={String(units.withTables)} whole={String(units.all)}>
            {units.all} 个单位中 {units.withTables} 个
          </Share>
        )}
        {projects.lastYear > 0 && (
          <Share term="上年的项目" part={String(projects.again)} whole={String(projects.lastYear)}>
            {projects.lastYear} 个，今年已有 {projects.again} 个{missing > 0 && <>，<Link to="/declarations" search={{ year: year - 1 }}>看上年的目标表</Link></>}
          </Share>
        )}
        <Share term="资金有指标" part={withIndicators.yuan} whole={total.yuan}>
          {inWan(total.yuan)} 万元中 {inWan(withIndicators.yuan)} 万元{total.unpriced > 0 && `；${total.unpriced} 张没有填金额`}
        </Share>
      </dl>
      <ul className="to-look-at">
        <li>
          <Counted many={doubts.tables} search={{ year, doubts: "open" }}>待核对 {doubts.tables} 张</Counted>
          <span className="quiet">读取时存疑的值 {doubts.values} 处</span>
          {doubts.values > 0 && may("check.write") && <Link to="/checks">去核对</Link>}
        </li>
        <li>
          <Counted many={told.findings.find(({ gravest }) => gravest === "error")?.tables ?? 0} search={{ year, gravest: "error" }}>
            有必须修改的问题 {told.findings.find(({ gravest }) => gravest === "error")?.tables ?? 0} 张
          </Counted>
          <span className="quiet">
            必须修改 {found.errors} 处，应修改或说明 {found.warnings} 处，建议完善 {found.advices} 处
          </span>
        </li>
      </ul>
    </section>
  );
}

function Share({ term, part, whole, children }: { term: string; part: string; whole: string; children: ReactNode }) {
  const share = percent(part, whole);
  return (
    <>
      <dt>{term}</dt>
      <dd>
        {share !== null && <Progress percent={share} size="small" aria-label={term} status="normal" />}
        <span>{children}</span>
      </dd>
    </>
  );
}

/** Leads to the list, unless there is nothing in it. */
function Counted({ many, search, children }: { many: number; search: ListSearch; children: ReactNode }) {
  return many === 0 ? <span>{children}</span> : <Link to="/declarations" search={search}>{children}</Link>;
}
