import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Skeleton } from "antd";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { importQuery } from "./queries.ts";
import { Results } from "./results.tsx";
import { Failures, RunActions } from "./actions.tsx";
import { countsOf, paceOf, states } from "./words.ts";

const route = getRouteApi("/imports/$id");

/** One import run: what came of each of its files. */
export function ImportRunPage() {
  const { id } = route.useParams();
  const { data: run, error, refetch } = useQuery(importQuery(id));
  useTitle("导入记录");
  return (
    <div className="sheet">
      <nav className="crumbs" aria-label="位置">
        <Link to="/import">导入</Link> / 导入记录
      </nav>
      {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
      {run === undefined && !error ? <Skeleton active /> : null}
      {run !== undefined && (
        <section className="card">
          <div className="card-head">
            <h1>{moment(run.startedAt)} 的导入</h1>
            <RunActions run={run} />
          </div>
          <p className="quiet">
            {[run.person !== null && `使用人：${run.person}`, run.state !== "done" && states[run.state], countsOf(run.files, run.counts), `目标表 ${run.counts.declarations} 张`, paceOf(run)].filter(Boolean).join("，")}
          </p>
          {run.counts.imported + run.counts.unchanged + run.counts.failed > run.files.length && <Failures run={run.id} count={run.counts.failed} />}
          <Results files={run.files} />
        </section>
      )}
    </div>
  );
}
