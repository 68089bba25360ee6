import { Tag } from "antd";
import type { Doubt } from "../../declaration/schema.ts";
import type { Problem } from "../../problem.ts";
import { History } from "../checks/history.tsx";
import { ConfirmButton } from "../checks/inline.tsx";
import { ProblemText } from "../problem.tsx";
import { useSelection } from "./selection.tsx";
import { doubtNames, nameOfPath } from "./words.ts";

function DoubtList({ doubts }: { doubts: Doubt[] }) {
  const { selected, select } = useSelection();
  return (
    <ul className="checks">
      {doubts.map((doubt, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two doubts may say the same; the order never changes
        <li key={index} className="check-line">
          <button type="button" className="check" aria-current={selected === doubt.path} onClick={() => select(doubt.path)}>
            <Tag color="warning">{doubtNames[doubt.reason]}</Tag>
            <strong>{nameOfPath(doubt.path)}</strong>
            <span>{doubt.message}</span>
          </button>
          <ConfirmButton path={doubt.path} name={nameOfPath(doubt.path)} />
        </li>
      ))}
    </ul>
  );
}

function ProblemList({ problems, open }: { problems: Problem[]; open: string[] }) {
  const { selected, select } = useSelection();
  return (
    <ul className="checks">
      {problems.map((problem, index) => {
        const path = `problems[${index}]`;
        return (
          <li key={path} className="check-line">
            <button type="button" className="check" aria-current={selected === path} onClick={() => select(path)}>
              <ProblemText problem={problem} />
            </button>
            {open.includes(path) && <ConfirmButton path={path} name={`问题 ${index + 1}`} seen={problem.message} />}
          </li>
        );
      })}
    </ul>
  );
}

/** Everything a person should look at: doubts of this declaration, problems of its document; and what people have checked. */
export function Checks({ doubts, problems, open }: { doubts: Doubt[]; problems: Problem[]; open: string[] }) {
  const { id, checks } = useSelection();
  if (doubts.length === 0 && problems.length === 0 && checks.size === 0) return null;
  return (
    <section aria-labelledby="checks">
      <h2 id="checks">核对</h2>
      {doubts.length > 0 && (
        <>
          <h3>本表待核对的值（{doubts.length}）</h3>
          <DoubtList doubts={doubts} />
        </>
      )}
      {problems.length > 0 && (
        <>
          <h3>来源文件的问题（{problems.length}）</h3>
          <ProblemList problems={problems} open={open} />
        </>
      )}
      <History declaration={id} />
    </section>
  );
}
