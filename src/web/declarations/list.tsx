import "./list.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Button, Empty, Table } from "antd";
import type { TableColumnsType } from "antd";
import { useCallback, useEffect, useRef } from "react";
import type { DeclarationSummary } from "../../server/contract.ts";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { Filters } from "./filters.tsx";
import { amountText } from "./money.ts";
import { listQuery } from "./queries.ts";
import type { ListSearch } from "./search.ts";
import { nameOfForm } from "./words.ts";

/** Of the page's header in the style sheet: the table's own header stops below it. */
const headerHeight = 48;

const route = getRouteApi("/declarations");

const columns: TableColumnsType<DeclarationSummary> = [
  {
    title: "项目名称",
    key: "project",
    render: (_, row) => (
      <Link to="/declarations/$id" params={{ id: row.id }} className="row-link" onKeyDown={moveBetweenRows}>
        {row.projectName ?? "（未印项目名称）"}
      </Link>
    ),
  },
  { title: "单位", key: "unit", width: "19%", render: (_, row) => <UnitName row={row} /> },
  { title: "年度", dataIndex: "year", width: 64, render: (year: number | null) => year ?? <Absent /> },
  { title: "表样", dataIndex: "form", width: 112, render: nameOfForm },
  {
    title: "预算总额",
    key: "total",
    width: 140,
    align: "right",
    className: "figures",
    render: (_, row) => (row.total === null ? <Absent /> : amountText(row.total, row.currency)),
  },
  { title: "指标数", dataIndex: "indicators", width: 70, align: "right", className: "figures" },
  {
    title: "待核对",
    dataIndex: "doubts",
    width: 70,
    align: "right",
    className: "figures",
    render: (count: number) => (count === 0 ? <span className="quiet">0</span> : <span className="doubtful">{count}</span>),
  },
  { title: "来源文件", dataIndex: "file", width: "17%", ellipsis: true },
  { title: "导入时间", dataIndex: "importedAt", width: 132, className: "figures", render: moment },
];

function Absent() {
  return <span className="quiet">—</span>;
}

function UnitName({ row }: { row: DeclarationSummary }) {
  if (row.unitName === null && row.unitCode === null) return <Absent />;
  return (
    <>
      {row.unitName}
      {row.unitCode !== null && <span className="quiet"> {row.unitCode}</span>}
    </>
  );
}

/** Up and down walk the rows, so that the list needs no mouse; Enter follows the link by itself. */
function moveBetweenRows(event: React.KeyboardEvent<HTMLAnchorElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a.row-link")];
  event.preventDefault();
  links[links.indexOf(event.currentTarget) + step]?.focus();
}

function Nothing({ filtered }: { filtered: boolean }) {
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={filtered ? "没有符合条件的目标表，换个词或清除条件再试" : "还没有目标表。先导入绩效目标文件，或用内置样例试一试"}
    >
      {!filtered && (
        <Link to="/import">
          <Button type="primary">去导入</Button>
        </Link>
      )}
    </Empty>
  );
}

/** Loads the next page when the end of the list comes into view; also a button, for the keyboard. */
function More({ loading, onMore }: { loading: boolean; onMore: () => void }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (end.current === null || loading) return;
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && onMore(), { rootMargin: "200px" });
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [loading, onMore]);
  return (
    <div ref={end} className="more">
      <Button onClick={onMore} loading={loading}>
        加载更多
      </Button>
    </div>
  );
}

/** All declarations that the filters in the address find. */
export function DeclarationListPage() {
  useTitle("目标表");
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/declarations" });
  const change = useCallback((next: ListSearch) => void navigate({ search: next, replace: true }), [navigate]);
  const { data, error, isPending, isPlaceholderData, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    ...listQuery(search),
    // The rows of the last search stay until the new ones are there: no flicker while typing.
    placeholderData: (last) => last,
  });
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const total = data?.pages[0]?.total;
  return (
    <div className="sheet">
      <div className="list-head">
        <h1>目标表</h1>
        <span className="quiet" role="status">
          {total === undefined ? "" : `共 ${total} 张`}
        </span>
        <Filters search={search} file={rows[0]?.file} change={change} />
      </div>
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : (
        <>
          <Table<DeclarationSummary>
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={rows}
            pagination={false}
            sticky={{ offsetHeader: headerHeight }}
            loading={isPending || isPlaceholderData}
            tableLayout="fixed"
            scroll={{ x: 1080 }}
            locale={{ emptyText: isPending ? " " : <Nothing filtered={Object.keys(search).length > 0} /> }}
            onRow={(row) => ({
              className: "row",
              onClick: (event) => {
                // A click on the link, or one that ends a text selection, is not meant for the row.
                if (event.target instanceof Element && event.target.closest("a")) return;
                if (window.getSelection()?.isCollapsed === false) return;
                void navigate({ to: "/declarations/$id", params: { id: row.id } });
              },
            })}
          />
          {hasNextPage && <More loading={isFetchingNextPage} onMore={more} />}
        </>
      )}
    </div>
  );
}
