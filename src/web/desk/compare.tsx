import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Empty, Skeleton } from "antd";
import type { AskedInReturn } from "../../server/goals/remarks-contract.ts";
import { Changes } from "../goals/changes.tsx";
import { differenceQuery, versionsQuery } from "../goals/queries.ts";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";

/** 与上次比较: what is different from what was returned the last time. */
export function Earlier({ id, asked, choose }: { id: string; asked: AskedInReturn | null; choose: (path: string) => void }) {
  const versions = useQuery(versionsQuery(id));
  const from = asked?.version ?? null;
  const difference = useQuery({ ...differenceQuery(id, from ?? 1, undefined), enabled: from !== null });
  if (from === null)
    return (
      <div className="review">
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="这张表没有退回过，没有更早送审的内容可以比较" />
      </div>
    );
  if (difference.error) return <ProblemAlert error={difference.error} onRetry={() => void difference.refetch()} />;
  const at = versions.data?.items.find(({ number }) => number === from)?.at;
  return (
    <div className="review">
      <div className="review-head">
        <h3>
          与退回的一版比较{difference.data && `（${difference.data.changes.length} 处不同）`}
        </h3>
        <Link to="/declarations/$id/difference" params={{ id }} search={{ from }}>
          比较其他各版
        </Link>
      </div>
      {difference.data ? <Changes changes={difference.data.changes} before={`退回的第 ${from} 版${at ? ` ${moment(at)}` : ""}`} after="现在" choose={choose} /> : <Skeleton active />}
    </div>
  );
}
