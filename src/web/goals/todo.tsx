import "../declarations/list.css";
import "./goals.css";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Button, Segmented, Select, Table, Tag } from "antd";
import type { StepWish } from "../../server/goals/contract.ts";
import type { WaitingList } from "../../server/goals/todo-contract.ts";
import { adjustmentStates, type GoalState, goalStates } from "../../workflow/states.ts";
import { isAgreeing, outcomeOf } from "../../workflow/corrections.ts";
import { goalActionsFrom, goalTransitions } from "../../workflow/transitions.ts";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { workbenchQuery } from "../workbench/queries.ts";
import { nameOfListed, useBatch } from "./batch.tsx";
import { waitingQuery } from "./queries.ts";
import { dueNames, type TodoSearch } from "./search.ts";
import { nameOfStep } from "./words.ts";

type Waiting = WaitingList["items"][number];

const route = getRouteApi("/todo");
const stateNames: Record<string, string> = Object.fromEntries([...Object.entries(goalStates), ...Object.entries(adjustmentStates)].map(([id, { zh }]) => [id, zh]));
const isGoalAction = (action: string): action is StepWish["action"] => action in goalTransitions;

/** What can be done with a table: the steps that wait, and the return that the same role may take instead. */
function stepsFor({ state, role, actions }: Waiting): StepWish["action"][] {
  const returns = goalActionsFrom(state as GoalState).filter((action) => goalTransitions[action].to === "RETURNED" && goalTransitions[action].roles.some((one) => one === role));
  // What a unit agrees to is looked at one by one.
  return [...actions, ...returns].filter(isGoalAction).filter((action) => outcomeOf(action) === undefined);
}

/** What all chosen tables have in common to be done; adjustments are taken one by one. */
function commonActions(chosen: readonly Waiting[]): StepWish["action"][] {
  const [first, ...others] = chosen;
  if (!first || chosen.some(({ adjustment }) => adjustment !== null)) return [];
  return stepsFor(first).filter((action) => others.every((other) => stepsFor(other).includes(action)));
}

/** 待办: what waits for the person, the nearest deadline first; many at once. */
export function TodoPage() {
  useTitle("待办");
  const search = route.useSearch();
  const { kind = "todo", year } = search;
  const navigate = useNavigate({ from: "/todo" });
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery(waitingQuery(search));
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const { keys, choose, chosen, buttons, result, dialog } = useBatch(items, keyOf);
  const first = data?.pages[0];
  return (
    <div className="sheet">
      <div className="list-head">
        <h1>待办</h1>
        <Segmented
          value={kind}
          options={[
            { value: "todo", label: "等待我办理" },
            { value: "overdue", label: "逾期" },
          ]}
          onChange={(next) => {
            choose([]);
            void navigate({ search: { ...(next === "overdue" ? { kind: "overdue" as const } : {}), ...(year === undefined ? {} : { year }) }, replace: true });
          }}
        />
        {kind === "todo" && <Narrowed search={search} />}
        <span className="quiet" role="status">
          {first && `共 ${first.total} 张，其中逾期 ${first.overdue} 张`}
        </span>
        <span className="batch">
          {chosen.length > 0 && <span>已选 {chosen.length} 张：</span>}
          {buttons(commonActions(chosen))}
        </span>
      </div>
      {result}
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      <Table<Waiting>
        size="small"
        loading={isPending}
        pagination={false}
        rowKey={keyOf}
        dataSource={items}
        {...(kind === "todo" && { rowSelection: { selectedRowKeys: [...keys], onChange: (next: readonly React.Key[]) => choose(next.map(String)) } })}
        locale={{ emptyText: emptyWords(search) }}
        columns={[
          {
            title: "项目",
            render: (_, { id, adjustment, projectName, secret, actions }) => (
              <>
                {adjustment === null ? (
                  <Link to="/declarations/$id" params={{ id }} search={{ panel: "way" }}>
                    {nameOfListed({ projectName })}
                  </Link>
                ) : (
                  <Link to="/adjustments/$id" params={{ id: adjustment }}>
                    {nameOfListed({ projectName })}
                  </Link>
                )}
                {secret && <Tag color="error">涉密</Tag>} {actions.some(isAgreeing) && <Tag color="warning">确认修改建议</Tag>}
              </>
            ),
          },
          { title: "单位", dataIndex: "unitName" },
          { title: "年度", dataIndex: "year", width: 70 },
          { title: "状态", width: 140, render: (_, { state }) => stateNames[state] ?? state },
          { title: "从何时起", width: 150, render: (_, { since }) => moment(since) },
          { title: "截止", width: 130, render: (_, { deadline, overdue }) => deadline !== null && (overdue ? <Tag color="error">{deadline} 逾期</Tag> : deadline) },
        ]}
      />
      {hasNextPage && (
        <div className="more">
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            加载更多
          </Button>
        </div>
      )}
      {dialog}
    </div>
  );
}

function emptyWords({ kind, due, action }: TodoSearch): string {
  if (kind === "overdue") return "没有逾期的目标表。时限在“日历”里查看";
  if (due === undefined && action === undefined) return "没有等待您办理的目标表。有人送审、上报或退回给您以后，会列在这里";
  return "没有符合条件的待办。请清除“到期”和“办理”的条件再看";
}

/** What the list is narrowed to, by day and by step. */
function Narrowed({ search: { year, due, action } }: { search: TodoSearch }) {
  const navigate = useNavigate({ from: "/todo" });
  const { data } = useQuery(workbenchQuery(undefined));
  const go = (next: TodoSearch) => void navigate({ search: { ...(year === undefined ? {} : { year }), ...(due === undefined ? {} : { due }), ...(action === undefined ? {} : { action }), ...next }, replace: true });
  const waiting = new Set([...(data?.todo?.actions.map((one) => one.action) ?? []), ...(action === undefined ? [] : [action])]);
  return (
    <>
      <Select
        aria-label="到期"
        placeholder="全部到期日"
        allowClear
        className="filter-form"
        value={due ?? null}
        options={Object.entries(dueNames).map(([value, label]) => ({ value, label }))}
        onChange={(next: TodoSearch["due"] | null) => go({ due: next ?? undefined } as TodoSearch)}
      />
      <Select
        aria-label="办理"
        placeholder="全部办理"
        allowClear
        className="filter-unit"
        value={action ?? null}
        options={[...waiting].map((value) => ({ value, label: nameOfStep(value) }))}
        onChange={(next: string | null) => go({ action: next ?? undefined } as TodoSearch)}
      />
    </>
  );
}

const keyOf = ({ id, adjustment }: Waiting): string => adjustment ?? id;
