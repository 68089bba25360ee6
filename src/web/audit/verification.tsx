import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Progress } from "antd";
import type { AuditVerification } from "../../server/audit/contract.ts";
import { api } from "../api.ts";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { verificationQuery } from "./queries.ts";

/** Whether the log is whole: the last check, and the button for a new one. */
export function VerificationBar() {
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(verificationQuery);
  const begin = useMutation({ mutationFn: () => api.verifyAudit(), onSuccess: (told) => queries.setQueryData(verificationQuery.queryKey, told) });
  const problem = error ?? begin.error;
  if (problem) return <ProblemAlert error={problem} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  const isRunning = data.state === "running";
  return (
    <Alert
      className="audit-verification"
      type={typeOf(data)}
      showIcon
      title={isRunning ? <Progress percent={data.of === 0 ? 0 : Math.floor((100 * data.done) / data.of)} aria-label="检查进度" /> : resultOf(data)}
      description={data.faults.length > 0 && <Faults verification={data} />}
      action={
        <Button loading={isRunning || begin.isPending} onClick={() => begin.mutate()}>
          {isRunning ? "正在检查" : "检查全部日志"}
        </Button>
      }
    />
  );
}

function typeOf({ state, faultCount }: AuditVerification): "info" | "success" | "error" | "warning" {
  if (state === "broken") return "warning";
  if (state !== "done") return "info";
  return faultCount === 0 ? "success" : "error";
}

function resultOf({ state, finishedAt, done, anchors, faultCount, head }: AuditVerification): string {
  if (state === "none") return "每条事件都带着前一条的哈希；检查可以发现任何改动、删除和插入。";
  if (state === "broken") return "上次没有检查完，请再检查一次。";
  const when = finishedAt === null ? "" : `（${moment(finishedAt)}）`;
  if (faultCount > 0) return `${done} 条事件里有 ${faultCount} 处不符${when}`;
  return `${done} 条事件没有改动，没有缺失，和 ${anchors} 个锚点相符${when}。末尾哈希 ${head?.hash.slice(0, 16) ?? ""}…`;
}

function Faults({ verification: { faults, faultCount } }: { verification: AuditVerification }) {
  return (
    <ul className="audit-faults">
      {faults.map(({ seq, message }) => (
        <li key={`${seq} ${message}`}>{message}</li>
      ))}
      {faultCount > faults.length && <li>……</li>}
    </ul>
  );
}
