import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Progress } from "antd";
import type { Queue } from "./queue.ts";
import { cancelImport } from "./queue.ts";
import { Failures, PauseButton, RunActions } from "./actions.tsx";
import { importQuery } from "./queries.ts";
import { Results } from "./results.tsx";
import { countsOf, paceOf } from "./words.ts";

function headline(queue: Queue, failed: number): string {
  if (queue.phase === "running" && queue.queued) return queue.total === 0 ? "正在导入" : `正在导入 ${queue.done}/${queue.total}`;
  if (queue.phase === "running") return queue.current === null ? "正在开始导入…" : `正在导入 ${queue.current}`;
  if (queue.phase === "cancelled") return `已取消，前 ${queue.done} 个文件已经处理`;
  return failed === 0 ? "导入完成" : `导入完成，${failed} 个文件没有导入`;
}

function status(queue: Queue, failed: number): "active" | "success" | "normal" {
  if (queue.phase === "running") return "active";
  return queue.phase === "done" && failed === 0 ? "success" : "normal";
}

/** The import under way, or the last one of this page: bar, current file, and the result of every file. */
export function ImportProgress({ queue }: { queue: Queue }) {
  // The run is put into the cache when it starts; it is asked for only after a reload, which this page does not survive.
  const { data } = useQuery({ ...importQuery(queue.run ?? ""), enabled: false });
  if (queue.phase === "idle") return null;
  const files = data?.files ?? [];
  const counts = queue.queued ? data?.counts : undefined;
  const failed = (counts?.failed ?? files.filter(({ outcome }) => outcome === "failed").length) + queue.lost.length;
  const declarations = data === undefined ? 0 : files.reduce((sum, file) => sum + file.declarations.length, 0);
  const many = counts !== undefined && counts.imported + counts.unchanged + counts.failed > files.length;
  const sum = [countsOf(files, counts), queue.lost.length > 0 ? `没有送到 ${queue.lost.length}` : "", `目标表 ${many ? counts.declarations : declarations} 张`, paceOf(data)];
  return (
    <section className="card" aria-labelledby="progress">
      <div className="card-head">
        <h2 id="progress" aria-live="polite">
          {headline(queue, failed)}
        </h2>
        {queue.phase === "running" && queue.queued && data !== undefined && <PauseButton run={data} />}
        {queue.phase === "running" && <Button onClick={() => void cancelImport()}>取消</Button>}
        {queue.phase !== "running" && data !== undefined && <RunActions run={data} />}
        {queue.phase !== "running" && declarations > 0 && (
          <Link to="/declarations">
            <Button type="primary">查看目标表</Button>
          </Link>
        )}
      </div>
      <Progress
        aria-label="导入进度"
        percent={queue.total === 0 ? 0 : Math.floor((queue.done / queue.total) * 100)}
        status={status(queue, failed)}
        size={{ height: 6 }}
        format={() => `${queue.done}/${queue.total}`}
      />
      <p className="quiet">{sum.filter(Boolean).join("，")}</p>
      {many && queue.run !== null ? <Failures run={queue.run} count={counts.failed} /> : <Results files={files} lost={queue.lost} />}
    </section>
  );
}
