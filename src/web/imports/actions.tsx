import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Popconfirm } from "antd";
import type { ImportRun } from "../../server/imports/contract.ts";
import { api } from "../api.ts";
import { declarationsKey } from "../declarations/queries.ts";
import { ProblemAlert } from "../problem.tsx";
import { importListKey, importQuery } from "./queries.ts";
import { Results } from "./results.tsx";

/** Pauses a run or lets it go on. */
export function PauseButton({ run }: { run: ImportRun }) {
  const queries = useQueryClient();
  const paused = run.state === "paused";
  const move = useMutation({
    mutationFn: () => api.moveImport(run.id, paused ? "resume" : "pause"),
    onSettled: () => queries.invalidateQueries({ queryKey: importQuery(run.id).queryKey }),
  });
  if (run.state !== "running" && !paused) return null;
  return (
    <Button loading={move.isPending} onClick={() => move.mutate()}>
      {paused ? "继续" : "暂停"}
    </Button>
  );
}

/** What can be done with a run that is over: its report as a workbook, and undoing it as a whole. */
export function RunActions({ run }: { run: ImportRun }) {
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: () => api.undoImport(run.id),
    async onSuccess(undone) {
      queries.setQueryData(importQuery(run.id).queryKey, undone);
      await Promise.all([queries.invalidateQueries({ queryKey: importListKey }), queries.invalidateQueries({ queryKey: declarationsKey })]);
    },
  });
  return (
    <div className="run-actions">
      {undo.error ? <ProblemAlert error={undo.error} /> : null}
      {run.state === "undone" && <span className="quiet">已撤销</span>}
      <Button href={api.importReportAddress(run.id)}>下载汇总</Button>
      {run.state !== "undone" && run.counts.imported > 0 && (
        <Popconfirm
          title="撤销这次导入？"
          description={`这次导入带来的 ${run.counts.declarations} 张目标表和来源文件都会删除。`}
          okText="撤销导入"
          cancelText="不撤销"
          onConfirm={() => undo.mutate()}
        >
          <Button danger loading={undo.isPending}>
            撤销
          </Button>
        </Popconfirm>
      )}
    </div>
  );
}

/** The files of a large run that were not imported, page by page. */
export function Failures({ run, count }: { run: string; count: number }) {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["imports", "failures", run, count],
    queryFn: ({ pageParam, signal }) => api.failedFiles(run, pageParam, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: count > 0,
  });
  const files = data?.pages.flatMap((page) => page.items) ?? [];
  if (count === 0) return null;
  return (
    <section aria-label="没有导入的文件">
      <h3>没有导入的文件（{count}）</h3>
      <Results files={files} />
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          加载更多
        </Button>
      )}
    </section>
  );
}
