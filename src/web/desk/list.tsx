import "../declarations/list.css";
import "../goals/goals.css";
import "./desk.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Button, Empty, Popover, Select, Table, Tag } from "antd";
import type { DeskItem, DeskList } from "../../server/goals/todo-contract.ts";
import { goalStates } from "../../workflow/states.ts";
import { yuanInWords } from "../declarations/money.ts";
import { nameOfListed, useBatch } from "../goals/batch.tsx";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { deskQuery } from "./queries.ts";
import type { DeskSearch } from "./search.ts";
import { batchActions } from "./steps.ts";

const route = getRouteApi("/desk");

/** 审核: the tables that wait for this reviewer, the worse first; many at once, or one after the other. */
export function DeskPage() {
  useTitle("审核");
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/desk" });
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery(deskQuery(search));
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const { keys, choose, chosen, buttons, result, dialog } = useBatch(items);
  const first = data?.pages[0];
  return (
    <div className="sheet">
      <div className="list-head">
        <h1>审核</h1>
        <Filters search={search} first={first} change={(next) => void navigate({ search: next, replace: true })} />
        <span className="quiet" role="status">
          {first && (first.total === first.waiting ? `共 ${first.total} 张等待您审核` : `${first.total} 张，等待您审核的共 ${first.waiting} 张`)}
        </span>
        <OrderInWords />
        <span className="batch">
          {items[0] && chosen.length === 0 && (
            <Link to="/desk/$id" params={{ id: items[0].id }} search={search}>
              <Button type="primary">从第一张开始审核</Button>
            </Link>
          )}
          {chosen.length > 0 && <span>已选 {chosen.length} 张：</span>}
          {buttons(batchActions(chosen))}
          {chosen.length > 0 && batchActions(chosen).length === 0 && <span className="quiet">所选各张要办理的不同，请按状态筛选</span>}
        </span>
      </div>
      {result}
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      <Rows items={items} search={search} isPending={isPending} keys={keys} choose={choose} first={first} />
      {hasNextPage && (
        <div className="more">
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            加载更多
          </Button>
        </div>
      )}
      {dialog}
    </div>
  );
}

interface RowsProps {
  items: readonly DeskItem[];
  search: DeskSearch;
  isPending: boolean;
  keys: readonly string[];
  choose: (keys: readonly string[]) => void;
  first: DeskList | undefined;
}

function Rows({ items, search, isPending, keys, choose, first }: RowsProps) {
  const empty = first && first.waiting > 0 ? "没有符合条件的目标表，请放宽上面的条件" : "没有等待您审核的目标表；单位送审以后会出现在这里";
  return (
    <Table<DeskItem>
      size="small"
      loading={isPending}
      pagination={false}
      className="desk-rows"
      rowKey="id"
      dataSource={[...items]}
      rowSelection={{ selectedRowKeys: [...keys], onChange: (next) => choose(next.map(String)), getCheckboxProps: (item) => ({ "aria-label": `选择 ${nameOfListed(item)}` }) }}
      locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={isPending ? "正在查找" : empty} /> }}
      columns={[
        {
          title: "项目",
          render: (_, item) => (
            <span className="desk-cell">
              <Link to="/desk/$id" params={{ id: item.id }} search={search} className="row-link">
                {nameOfListed(item)}
              </Link>
              {item.secret && <Tag color="error">涉密</Tag>}
              {item.returns > 0 && <Tag>退回过 {item.returns} 次</Tag>}
            </span>
          ),
        },
        { title: "为什么排在这里", width: 330, render: (_, item) => <Grounds item={item} /> },
        { title: "单位", dataIndex: "unitName" },
        { title: "年度", dataIndex: "year", width: 64 },
        { title: "预算金额", width: 130, align: "right", render: (_, { yuan }) => yuan !== null && yuanInWords(yuan.replace(/\.00$/, "")) },
        { title: "状态", width: 124, render: (_, { state }) => goalStates[state].zh },
        { title: "截止", width: 130, render: (_, { deadline, overdue }) => deadline !== null && (overdue ? <Tag color="error">{deadline} 逾期</Tag> : deadline) },
      ]}
    />
  );
}

const colours: Record<DeskItem["grounds"][number]["kind"], string> = { errors: "error", warnings: "warning", uncounted: "default", money: "processing", overdue: "error", changed: "purple" };

/** Why a table stands where it stands, what counts most first. */
export function Grounds({ item: { grounds } }: { item: Pick<DeskItem, "grounds"> }) {
  if (grounds.length === 0) return <span className="quiet">没有突出的风险</span>;
  return (
    <span className="desk-cell">
      {grounds.map(({ kind, zh }) => (
        <Tag key={kind} color={colours[kind]}>
          {zh}
        </Tag>
      ))}
    </span>
  );
}

function OrderInWords() {
  const words = (
    <ol className="desk-order">
      <li>“必须修改”的问题多的在前</li>
      <li>“应修改或说明”的问题多的在前</li>
      <li>金额大的在前：1000 万元、500 万元、100 万元以上各为一档</li>
      <li>已逾期的在前</li>
      <li>预算比上年增减 30% 以上的在前</li>
      <li>都相同时：先到期的、金额大的、先编制的在前</li>
    </ol>
  );
  return (
    <Popover trigger="click" placement="bottom" title="风险大的在前" content={words}>
      <Button type="link" size="small">
        按什么排列
      </Button>
    </Popover>
  );
}

function Filters({ search, first, change }: { search: DeskSearch; first: DeskList | undefined; change: (search: DeskSearch) => void }) {
  const set = (part: { [Name in keyof DeskSearch]?: DeskSearch[Name] | undefined }) => change(Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined)) as DeskSearch);
  return (
    <search className="filters">
      <Select
        aria-label="单位"
        placeholder="单位"
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        popupMatchSelectWidth={false}
        className="desk-unit"
        value={search.unit ?? null}
        options={(first?.units ?? []).map(({ id, name, tables }) => ({ value: id, label: `${name}（${tables}）` }))}
        onChange={(unit) => set({ unit: unit ?? undefined })}
      />
      <Select
        aria-label="状态"
        placeholder="状态"
        allowClear
        popupMatchSelectWidth={false}
        value={search.state ?? null}
        options={(first?.states ?? []).map(({ state, tables }) => ({ value: state, label: `${goalStates[state].zh}（${tables}）` }))}
        onChange={(state) => set({ state: state ?? undefined })}
      />
      <Select
        aria-label="期限"
        placeholder="期限"
        allowClear
        popupMatchSelectWidth={false}
        value={search.due ?? null}
        options={[{ value: "overdue", label: "已逾期" }, { value: "week", label: "七天内到期" }]}
        onChange={(due) => set({ due: due ?? undefined })}
      />
      <Select
        aria-label="问题"
        placeholder="问题"
        allowClear
        popupMatchSelectWidth={false}
        value={search.findings ?? null}
        options={[{ value: "errors", label: "有必须修改的" }, { value: "warnings", label: "有应修改或说明的" }, { value: "clean", label: "两者都没有" }]}
        onChange={(findings) => set({ findings: findings ?? undefined })}
      />
    </search>
  );
}
