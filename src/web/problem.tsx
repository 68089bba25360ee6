import { Alert, Button, Tag } from "antd";
import type { Problem } from "../problem.ts";
import { asProblem } from "./request.ts";
import { manualAddress } from "./manual/for-page.ts";

const severities: Record<Problem["severity"], { name: string; color: string }> = {
  error: { name: "错误", color: "error" },
  warning: { name: "提醒", color: "warning" },
  advice: { name: "说明", color: "default" },
};

/** A problem of a document: how bad, its stable code, what it is and where. */
export function ProblemText({ problem }: { problem: Problem }) {
  const { name, color } = severities[problem.severity];
  const where = problem.at?.label ?? "";
  return (
    <>
      <Tag color={color}>{name}</Tag>
      <span className="code">{problem.code}</span>
      <span>
        {problem.message}
        {where !== "" && <span className="quiet">（{where}）</span>}
      </span>
    </>
  );
}

/** Says what went wrong, what to do and the stable code; offers to try again where that makes sense. */
export function ProblemAlert({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = asProblem(error);
  return (
    <Alert
      type="error"
      showIcon
      title={problem.message}
      description={
        <>
          {problem.hint}
          <a className="code" href={manualAddress("codes", problem.code)} target="_blank" rel="noreferrer" title="在手册里看这个代码">
            {problem.code}
          </a>
        </>
      }
      action={onRetry && <Button onClick={onRetry}>重试</Button>}
    />
  );
}
