import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Select, Skeleton } from "antd";
import type { VersionList } from "../../server/goals/versions-contract.ts";
import { declarationQuery } from "../declarations/queries.ts";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { Changes } from "./changes.tsx";
import { differenceQuery, versionsQuery } from "./queries.ts";

const route = getRouteApi("/declarations/$id/difference");

const nameOf = ({ number, zh, at }: VersionList["items"][number]): string => `第 ${number} 版 ${zh} ${moment(at)}`;

/** 版本比较: any two versions of a table, or one and what holds now, item by item. */
export function DifferencePage() {
  const { id } = route.useParams();
  const { from, to } = route.useSearch();
  const navigate = useNavigate({ from: "/declarations/$id/difference" });
  const one = useQuery(declarationQuery(id));
  const versions = useQuery(versionsQuery(id));
  const difference = useQuery(differenceQuery(id, from, to));
  useTitle("版本比较");
  const items = versions.data?.items ?? [];
  const options = items.map((version) => ({ value: version.number, label: nameOf(version) }));
  const error = one.error ?? versions.error ?? difference.error;
  return (
    <div className="sheet">
      <nav className="crumbs" aria-label="位置">
        <Link to="/declarations">目标表</Link> /{" "}
        <Link to="/declarations/$id" params={{ id }}>
          {one.data?.declaration.project.name ?? "目标表"}
        </Link>{" "}
        / 版本比较
      </nav>
      <h1>版本比较</h1>
      <div className="difference-choice">
        <Select aria-label="前一版" value={from} options={options} popupMatchSelectWidth={false} onChange={(next) => void navigate({ search: { from: next, ...(to === undefined ? {} : { to }) }, replace: true })} />
        <span>→</span>
        <Select aria-label="后一版" value={to ?? 0} options={[{ value: 0, label: "现在的内容" }, ...options]} popupMatchSelectWidth={false} onChange={(next) => void navigate({ search: { from, ...(next === 0 ? {} : { to: next }) }, replace: true })} />
        {difference.data && <span className="quiet">{difference.data.changes.length} 处不同</span>}
      </div>
      {error ? <ProblemAlert error={error} /> : difference.data ? <Changes changes={difference.data.changes} before={`第 ${from} 版`} after={to === undefined ? "现在" : `第 ${to} 版`} /> : <Skeleton active />}
    </div>
  );
}
