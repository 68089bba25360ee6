import { Alert, Skeleton } from "antd";
import type { Declaration } from "../../declaration/schema.ts";
import type { TrialAnswer } from "../../server/forms/contract.ts";
import { differenceOf, inWords } from "../../workflow/difference.ts";
import { ProblemAlert } from "../problem.tsx";

const short = (text: string | null): string => (text === null || text === "" ? "（空）" : text.length > 40 ? `${text.slice(0, 40)}…` : text);
/** Changes that are shown; the rest is counted. */
const mostChanges = 40;

/** What the document reads as by the form that is being made, and what is different from how it was read. */
export function Outcome({ trial, lacking, error, busy, before }: { trial: TrialAnswer | undefined; lacking: readonly string[]; error: unknown; busy: boolean; before: Declaration | undefined }) {
  if (lacking.length > 0) return <Alert type="info" showIcon title="还没有说明" description={<ul className="map-lacking">{lacking.map((one) => <li key={one}>{one}</li>)}</ul>} />;
  if (error) return <ProblemAlert error={error} />;
  if (trial === undefined) return <Skeleton active paragraph={{ rows: 4 }} />;
  const [first] = trial.declarations;
  if (trial.recognised === 0 || first === undefined)
    return <Alert type="warning" showIcon title="按现在说的还认不出这份文件" description="文件里印的栏目名有一多半还没有说明，或说明的与印的不一样。请在左边把剩下的栏目名点出来。" />;
  const changes = before === undefined ? [] : inWords(differenceOf(before, { ...first, form: before.form }), before, first);
  const left = trial.problems.filter(({ code }) => code === "READ-03" || code === "READ-04").length;
  return (
    <div className={busy ? "map-outcome map-stale" : "map-outcome"} aria-live="polite">
      <p>
        认出 <b>{trial.recognised}</b> 张目标表；第一张：{short(first.project.name)}，指标 <b>{first.indicators.length}</b> 行，资金 {short(first.funding.total === null ? null : `${first.funding.total.text}${first.funding.total.yuan === null ? "" : `（${first.funding.total.yuan} 元）`}`)}
        {left > 0 && `；还有 ${left} 处文字没有归入栏目`}
      </p>
      {changes.length === 0 ? (
        <p className="quiet">第一张与原来读出的一样。</p>
      ) : (
        <table className="map-changes">
          <caption>第一张与原来读出的不同（{changes.length} 处）</caption>
          <thead>
            <tr>
              <th scope="col">栏目</th>
              <th scope="col">原来</th>
              <th scope="col">现在</th>
            </tr>
          </thead>
          <tbody>
            {changes.slice(0, mostChanges).map((change) => (
              <tr key={`${change.kind} ${change.path} ${change.from}`}>
                <td>{change.label}</td>
                <td>{short(change.before)}</td>
                <td>{short(change.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {changes.length > mostChanges && <p className="quiet">另外 {changes.length - mostChanges} 处从略。</p>}
    </div>
  );
}
