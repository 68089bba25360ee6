import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { nameOfPath } from "../../declaration/names.ts";
import type { Check } from "../../server/declarations/checks-contract.ts";
import { moment } from "../moment.ts";
import { takeBackChecks } from "./checking.ts";
import { useCheckRun } from "./inline.tsx";
import { historyQuery } from "./queries.ts";
import { checkWords } from "./words.ts";

function past(check: Check): string {
  if (check.takenBackAt !== null) return `（${moment(check.takenBackAt)} 撤回）`;
  return check.holds ? "" : "（已被后来的核对取代）";
}

/** Who checked what in a declaration, the latest first; one's own checks that hold can be taken back. */
export function History({ declaration }: { declaration: string }) {
  const queries = useQueryClient();
  const { data } = useQuery(historyQuery(declaration));
  const { busy, run } = useCheckRun();
  if (data === undefined || data.items.length === 0) return null;
  return (
    <>
      <h3>核对记录（{data.items.length}）</h3>
      <ul className="history">
        {data.items.map((check) => (
          <li key={check.id} className={check.holds ? undefined : "past"}>
            <span className="figures">{moment(check.at)}</span>
            <span>{check.person ?? "未登记姓名"}</span>
            <span>
              {check.path.startsWith("problems[") ? "来源文件的问题" : nameOfPath(check.path)}：{checkWords(check)}
              {past(check)}
            </span>
            {check.holds && check.own && (
              <Button
                size="small"
                type="link"
                disabled={busy}
                aria-label={`撤回：${nameOfPath(check.path)}`}
                onClick={() => void run(() => takeBackChecks(queries, declaration, [check]))}
              >
                撤回
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
