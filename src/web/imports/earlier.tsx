import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Table } from "antd";
import type { TableColumnsType } from "antd";
import type { ImportRun } from "../../server/imports/contract.ts";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { importListQuery } from "./queries.ts";
import { countsOf, states } from "./words.ts";

function fileNames(run: ImportRun): string {
  const [first] = run.files;
  if (first === undefined) return "没有文件";
  const { imported, unchanged, failed } = run.counts;
  const count = imported + unchanged + failed;
  return count === 1 ? first.name : `${first.name} 等 ${count} 个文件`;
}

const result = (run: ImportRun): string => [run.state === "done" ? "" : states[run.state], countsOf(run.files, run.counts)].filter(Boolean).join("，");

const columns: TableColumnsType<ImportRun> = [
  {
    title: "时间",
    key: "startedAt",
    width: 140,
    className: "figures",
    render: (_, run) => (
      <Link to="/imports/$id" params={{ id: run.id }}>
        {moment(run.startedAt)}
      </Link>
    ),
  },
  { title: "使用人", dataIndex: "person", width: 110, render: (person: string | null) => person ?? "—" },
  { title: "文件", key: "files", ellipsis: true, render: (_, run) => fileNames(run) },
  { title: "结果", key: "counts", width: 220, render: (_, run) => result(run) },
  { title: "目标表", key: "declarations", width: 76, align: "right", className: "figures", render: (_, run) => run.counts.declarations },
];

/** Who imported what, when: newest first. */
export function EarlierImports() {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(importListQuery);
  const runs = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="card" aria-labelledby="earlier">
      <div className="card-head">
        <h2 id="earlier">导入记录</h2>
      </div>
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : (
        <Table<ImportRun>
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={runs}
          pagination={false}
          loading={isPending}
          scroll={{ x: 720 }}
          locale={{ emptyText: isPending ? " " : "还没有导入过文件。请在上面拖入文件，或先导入内置样例" }}
        />
      )}
      {hasNextPage && (
        <div className="more">
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            加载更多
          </Button>
        </div>
      )}
    </section>
  );
}
