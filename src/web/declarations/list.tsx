import "./list.css";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Button, Empty, Skeleton } from "antd";
import { useCallback, useEffect, useRef } from "react";
import { useMay } from "../accounts/session.ts";
import { ProblemAlert } from "../problem.tsx";
import { StartDraft } from "../drafts/start.tsx";
import { useTitle } from "../title.ts";
import { Filters } from "./filters.tsx";
import { countQuery, listQuery } from "./queries.ts";
import type { ListSearch } from "./search.ts";
import { DeclarationTable } from "./table.tsx";

/** The server counts no further. */
const countedAtMost = ({ text }: ListSearch): number => (text === undefined ? 10_000 : 1_000);

const route = getRouteApi("/declarations");

function Nothing({ filtered }: { filtered: boolean }) {
  const mayImport = useMay()("import.write");
  const none = mayImport ? "还没有目标表。先导入绩效目标文件，或用内置样例试一试；也可以点“新建目标表”" : "还没有您能看到的目标表。单位编制、报来以后会列在这里";
  return (
    <Empty
      className="card"
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={filtered ? "没有符合条件的目标表，换个词或清除条件再试" : none}
    >
      {!filtered && mayImport && (
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
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && onMore(), { rootMargin: "1500px" });
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
  const { data: total } = useQuery({ ...countQuery(search), placeholderData: (last) => last });
  return (
    <div className="sheet">
      <div className="list-head">
        <h1>目标表</h1>
        <span className="quiet" role="status">
          {total === undefined ? "" : total > countedAtMost(search) ? `超过 ${countedAtMost(search)} 张` : `共 ${total} 张`}
        </span>
        <StartDraft label="新建目标表" />
        <Filters search={search} file={data?.pages[0]?.items[0]?.file} change={change} />
      </div>
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : (
        <>
          <DeclarationTable pages={data?.pages ?? []} stale={isPending || isPlaceholderData} />
          {data?.pages[0]?.items.length === 0 && <Nothing filtered={Object.keys(search).some((key) => key !== "order")} />}
          {isPending && <Skeleton active title={false} paragraph={{ rows: 8 }} />}
          {hasNextPage && <More loading={isFetchingNextPage} onMore={more} />}
        </>
      )}
    </div>
  );
}
