import "../declarations/list.css";
import "./goals.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { InputNumber, Table, Tag } from "antd";
import type { z } from "zod";
import type { ApprovalList } from "../../server/goals/approvals-contract.ts";
import { useMay } from "../accounts/session.ts";
import { api } from "../api.ts";
import { yuanInWords } from "../declarations/money.ts";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { approvalsQuery } from "./queries.ts";

type Batch = z.infer<typeof ApprovalList>["items"][number];

const route = getRouteApi("/approvals");
const formats = [
  ["docx", "Word"],
  ["pdf", "PDF"],
  ["xlsx", "Excel"],
] as const;

/** 批复: what was approved under which number, and the documents of a number in one archive. */
export function ApprovalsPage() {
  useTitle("批复");
  const { year } = route.useSearch();
  const navigate = useNavigate({ from: "/approvals" });
  const { data, error, isPending, refetch } = useQuery(approvalsQuery(year));
  const mayExport = useMay()("declaration.export");
  return (
    <div className="sheet">
      <div className="list-head">
        <h1>批复</h1>
        <InputNumber aria-label="年度" placeholder="全部年度" min={1990} max={2100} precision={0} value={year ?? null} style={{ width: 150 }} suffix={<span>{year === undefined ? "" : "年度"}</span>} onChange={(next) => void navigate({ search: next === null ? {} : { year: next }, replace: true })} />
        <span className="quiet" role="status">
          {data && `共 ${data.items.length} 批`}
        </span>
      </div>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      <Table<Batch>
        size="small"
        loading={isPending}
        pagination={false}
        rowKey={({ number, date }) => `${number} ${date}`}
        dataSource={data?.items ?? []}
        locale={{ emptyText: year === undefined ? "还没有批复。审核通过的目标表在“待办”里填写批复文号和日期，批复以后按文号列在这里" : `${year} 年度还没有批复，请换一个年度` }}
        columns={[
          { title: "批复文号", dataIndex: "number" },
          { title: "日期", dataIndex: "date", width: 120 },
          {
            title: "张数",
            width: 150,
            render: (_, { declarations, secret }) => (
              <>
                {declarations} 张 {secret > 0 && <Tag color="error">涉密 {secret} 张</Tag>}
              </>
            ),
          },
          { title: "批复金额合计", width: 180, align: "right", render: (_, { yuan }) => yuanInWords(yuan) },
          { title: "批复表（压缩包，涉密的不包含）", width: 260, render: (_, batch) => mayExport && <Downloads batch={batch} /> },
        ]}
      />
    </div>
  );
}

function Downloads({ batch: { number, declarations, secret } }: { batch: Batch }) {
  if (declarations === secret) return <span className="quiet">都涉密，不能成批导出</span>;
  return (
    <span className="downloads">
      {formats.map(([format, name]) => (
        <a key={format} href={api.approvalsAddress(number, format)} download aria-label={`${name} 格式，下载 ${number} 的批复表`}>
          {name}
        </a>
      ))}
    </span>
  );
}
