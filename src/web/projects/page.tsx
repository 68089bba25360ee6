import "./projects.css";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Input, Segmented } from "antd";
import { useTitle } from "../title.ts";
import { ProjectTable } from "./list.tsx";
import { Pairs } from "./pairs.tsx";
import type { ProjectSearch, View } from "./search.ts";

const route = getRouteApi("/projects");

const options: { value: View; label: string }[] = [
  { value: "open", label: "待确认" },
  { value: "decided", label: "已确认" },
  { value: "all", label: "全部项目" },
];

/** 项目: which of those that look alike are one, decided by a person; and all of them. */
export function ProjectsPage() {
  useTitle("项目");
  const { view = "open", text } = route.useSearch();
  const navigate = useNavigate({ from: "/projects" });
  const go = (next: ProjectSearch) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  return (
    <div className="sheet">
      <div className="project-head">
        <h1>项目</h1>
        <Segmented aria-label="显示" options={options} value={view} onChange={(next) => go({ view: next })} />
        <Input.Search key={view} className="search" allowClear aria-label="查找项目名称或编码" placeholder="查找项目名称或编码" defaultValue={text} onSearch={(words) => go({ text: words })} />
      </div>
      {view === "all" ? <ProjectTable text={text} /> : <Pairs isDecided={view === "decided"} text={text} />}
    </div>
  );
}
