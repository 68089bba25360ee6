import { SearchOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Select, Tag } from "antd";
import { useEffect, useState } from "react";
import { gravest } from "../../review/gravest.ts";
import { reportedStates, stageIds, stages } from "../../workflow/stages.ts";
import { type GoalState, goalStates } from "../../workflow/states.ts";
import { treeQuery } from "../offices/queries.ts";
import { ExportSet } from "../papers/set.tsx";
import { Reports } from "../reviews/reports.tsx";
import { filtersQuery } from "./queries.ts";
import type { ListSearch } from "./search.ts";
import { useFormName } from "../forms/queries.ts";

/** How long typing must rest before the list is asked again. */
const restMs = 250;

/** The search box keeps what is typed and hands it on when typing rests; the address stays the truth. */
function SearchBox({ text, onText }: { text: string; onText: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => onText(typed), restMs);
    return () => clearTimeout(timer);
  }, [typed, text, onText]);
  return (
    <Input
      className="search"
      aria-label="查找"
      placeholder="查找项目、单位、目标和指标，空格隔开多个词"
      prefix={<SearchOutlined />}
      allowClear
      maxLength={200}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={() => onText(typed)}
    />
  );
}

interface Props {
  search: ListSearch;
  /** Name of the document that the list is confined to, once it is known. */
  file: string | undefined;
  change: (search: ListSearch) => void;
}

/** Stages of the year; a single state that an address names stands beside them. */
function StateFilter({ state, change }: { state: string | undefined; change: (state: string | undefined) => void }) {
  const offered = stageIds.map((id) => ({ value: stages[id].states.join(","), label: stages[id].zh }));
  const named = state?.split(",").map((one) => goalStates[one as GoalState].zh).join("、") ?? "";
  const own = state === undefined || offered.some(({ value }) => value === state) ? [] : [{ value: state, label: state === reportedStates.join(",") ? "已报" : named }];
  return <Select aria-label="状态" placeholder="状态" allowClear className="filter-form" popupMatchSelectWidth={false} value={state ?? null} options={[...offered, ...own]} onChange={(next: string | null | undefined) => change(next ?? undefined)} />;
}

/** What figures led here by, beside what can be chosen. */
function FurtherTags({ search: { of, unitName, gravest: worst, doubts, year }, set }: { search: ListSearch; set: (part: Partial<Record<keyof ListSearch, unknown>>) => void }) {
  const { data } = useQuery({ ...treeQuery(year ?? new Date().getFullYear()), enabled: of !== undefined });
  const tags: [keyof ListSearch, string | undefined][] = [
    ["of", of && (data?.items.find(({ id }) => id === of)?.name ?? "…")],
    ["unitName", unitName],
    ["gravest", worst && `审核：${gravest[worst]}`],
    ["doubts", doubts && "待核对"],
  ];
  return tags.flatMap(([name, label]) =>
    label === undefined ? [] : [<Tag key={name} closable={{ closeIcon: true, "aria-label": `去掉条件：${label}` }} onClose={() => set({ [name]: undefined })}>{label}</Tag>],
  );
}

/** Search box and filters of the list. */
export function Filters({ search, file, change }: Props) {
  const { data } = useQuery(filtersQuery);
  const formName = useFormName();
  const set = (part: Partial<Record<keyof ListSearch, unknown>>) => change({ ...search, ...part } as ListSearch);
  const { order, ...narrowed } = search;
  const filtered = Object.values(narrowed).some((value) => value !== undefined);
  return (
    <search className="filters">
      <SearchBox text={search.text ?? ""} onText={(text) => set({ text: text.trim() || undefined })} />
      <Select
        aria-label="年度"
        placeholder="年度"
        allowClear
        className="filter-year"
        value={search.year ?? null}
        options={(data?.years ?? []).map((year) => ({ value: year, label: `${year} 年度` }))}
        onChange={(year: number | null | undefined) => set({ year: year ?? undefined })}
      />
      <Select
        aria-label="单位"
        placeholder="单位"
        allowClear
        showSearch
        className="filter-unit"
        popupMatchSelectWidth={false}
        value={search.unit ?? null}
        options={(data?.units ?? []).map((unit) => ({ value: unit, label: unit }))}
        onChange={(unit: string | null | undefined) => set({ unit: unit ?? undefined })}
      />
      <Select
        aria-label="表样"
        placeholder="表样"
        allowClear
        className="filter-form"
        value={search.form ?? null}
        options={(data?.forms ?? []).map((form) => ({ value: form, label: formName(form) }))}
        onChange={(form: ListSearch["form"] | null) => set({ form: form ?? undefined })}
      />
      <Select
        aria-label="排序"
        className="filter-order"
        value={order ?? "imported"}
        options={[
          { value: "imported", label: "后导入的在前" },
          { value: "findings", label: "问题重的在前" },
        ]}
        onChange={(wanted: string) => set({ order: wanted === "findings" ? "findings" : undefined })}
      />
      <StateFilter state={search.state} change={(state) => set({ state })} />
      <Reports search={narrowed} />
      <ExportSet search={narrowed} />
      {search.document !== undefined && (
        <Tag closable onClose={() => set({ document: undefined })}>
          来源文件：{file ?? "…"}
        </Tag>
      )}
      <FurtherTags search={search} set={set} />
      {filtered && (
        <Button type="link" onClick={() => change(order === undefined ? {} : { order })}>
          清除条件
        </Button>
      )}
    </search>
  );
}
