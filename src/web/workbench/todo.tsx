import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Skeleton, Tag } from "antd";
import type { WaitingList } from "../../server/goals/todo-contract.ts";
import type { Workbench } from "../../server/workbench/contract.ts";
import { nameOfStep } from "../goals/words.ts";
import { ProblemAlert } from "../problem.tsx";
import { nearestQuery } from "./queries.ts";

type Todo = NonNullable<Workbench["todo"]>;

const dues = [
  ["overdue", "已逾期"],
  ["soon", "3 天内到期"],
  ["later", "以后到期"],
] as const;

/** 我的待办: how much there is by day and by step, and what is due first. */
export function TodoCard({ todo }: { todo: Todo }) {
  const { data, error, refetch } = useQuery(nearestQuery);
  const all = todo.overdue + todo.soon + todo.later;
  return (
    <section className="card todo-card" aria-labelledby="my-todo">
      <div className="card-head">
        <h2 id="my-todo">我的待办</h2>
        {all > 0 && <Link to="/todo">全部 {all} 张</Link>}
      </div>
      {all === 0 ? (
        <p className="quiet">现在没有等待您办理的目标表。</p>
      ) : (
        <>
          <div className="dues">
            {dues.map(([due, zh]) => (
              <Link key={due} to="/todo" search={{ due }} className={todo[due] === 0 ? "due none" : `due ${due}`}>
                <strong>{todo[due]}</strong> {zh}
              </Link>
            ))}
          </div>
          <Steps todo={todo} />
        </>
      )}
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {all > 0 && !data && !error && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
      <ul className="nearest">{data?.items.map((item) => <Nearest key={item.adjustment ?? item.id} item={item} />)}</ul>
    </section>
  );
}

/** Many at once: each step leads to the list of just those tables that wait for it. */
function Steps({ todo }: { todo: Todo }) {
  const many = todo.actions.map((one) => ({ ...one, all: one.overdue + one.soon + one.later }));
  return (
    <p className="steps">
      <span className="quiet">成批办理：</span>
      {many.map(({ action, all }) => (
        <Link key={action} to="/todo" search={{ action }}>
          {nameOfStep(action)} {all}
        </Link>
      ))}
    </p>
  );
}

function Nearest({ item: { id, adjustment, projectName, unitName, deadline, overdue, actions, secret } }: { item: WaitingList["items"][number] }) {
  const name = projectName ?? "（未填项目名称）";
  return (
    <li>
      {adjustment === null ? (
        <Link to="/declarations/$id" params={{ id }} search={{ panel: "way" }} preload={false}>
          {name}
        </Link>
      ) : (
        <Link to="/adjustments/$id" params={{ id: adjustment }} preload={false}>
          {name}
        </Link>
      )}
      {secret && <Tag color="error">涉密</Tag>}
      <span className="quiet">{unitName}</span>
      <span className="step">{actions.map(nameOfStep).join("、")}</span>
      {deadline === null ? <span className="quiet day">没有截止日</span> : overdue ? <Tag color="error" className="day">{deadline} 逾期</Tag> : <span className="day">{deadline}</span>}
    </li>
  );
}
