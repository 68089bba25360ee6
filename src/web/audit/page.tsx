import "./audit.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Button, Empty, Skeleton, Table } from "antd";
import { useState } from "react";
import type { AuditEvent } from "../../server/audit/contract.ts";
import { api } from "../api.ts";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { EventDetail } from "./detail.tsx";
import { AuditFilters } from "./filters.tsx";
import { askedOf, auditQuery } from "./queries.ts";
import type { AuditSearch } from "./search.ts";
import { VerificationBar } from "./verification.tsx";
import { actionInWords, roleInWords, secondsOf, subjectInWords } from "./words.ts";

const route = getRouteApi("/audit");

/** 审计日志 for 审计员: what was done, by whom; whether the log is whole; to be taken along. */
export function AuditPage() {
  useTitle("审计日志");
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/audit" });
  const go = (next: AuditSearch) => void navigate({ search: next, replace: true });
  return (
    <div className="sheet audit">
      <div className="audit-head">
        <h1>审计日志</h1>
        <span className="audit-downloads">
          <Button href={api.auditWorkbookAddress(askedOf(search))}>导出查到的（Excel）</Button>
          <Button href={api.auditLogAddress}>导出全部（JSON）</Button>
        </span>
      </div>
      <VerificationBar />
      <AuditFilters key={JSON.stringify(search)} search={search} onSearch={go} />
      <Events search={search} />
    </div>
  );
}

function Events({ search }: { search: AuditSearch }) {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(auditQuery(search));
  const [shown, setShown] = useState<AuditEvent | null>(null);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton active className="card" />;
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Empty className="card" image={Empty.PRESENTED_IMAGE_SIMPLE} description={Object.keys(search).length === 0 ? "还没有事件。有人登录、查看或办理以后，会列在这里" : "没有符合条件的事件，请放宽时间或减少条件再查"} />;
  return (
    <>
      <Table<AuditEvent>
        size="small"
        rowKey="seq"
        pagination={false}
        dataSource={items}
        scroll={{ x: 900 }}
        columns={[
          { title: "序号", dataIndex: "seq", width: 90, className: "figures" },
          { title: "时间", dataIndex: "at", width: 170, className: "figures", render: secondsOf },
          { title: "姓名", dataIndex: "name", width: 120 },
          { title: "角色", dataIndex: "role", width: 130, render: roleInWords },
          { title: "地址", dataIndex: "address", width: 140, className: "figures", render: (address: string | null) => address ?? "—" },
          { title: "动作", dataIndex: "action", width: 200, render: actionInWords },
          { title: "对象", render: (_, { subject }) => (subject === null ? "—" : <span className="audit-subject">{subjectInWords(subject)}</span>) },
          {
            title: <span className="unseen">详情</span>,
            width: 70,
            render: (_, event) => (
              <Button type="link" size="small" aria-label={`第 ${event.seq} 条的详情`} onClick={() => setShown(event)}>
                详情
              </Button>
            ),
          },
        ]}
      />
      {hasNextPage && (
        <div className="more">
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            加载更多
          </Button>
        </div>
      )}
      <EventDetail event={shown} onClose={() => setShown(null)} />
    </>
  );
}
