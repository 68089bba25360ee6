import "../declarations/list.css";
import "./goals.css";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { App, Button, DatePicker, Empty, InputNumber, Select, Skeleton, Table } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import type { Deadlines } from "../../server/goals/todo-contract.ts";
import { type DeadlineKind, deadlineKindIds, deadlineKinds, publicationDays } from "../../workflow/deadlines.ts";
import { goalStates } from "../../workflow/states.ts";
import { useActor } from "../accounts/session.ts";
import { api } from "../api.ts";
import { asProblem } from "../request.ts";
import { treeQuery } from "../offices/queries.ts";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { deadlinesQuery, forgetGoals } from "./queries.ts";

const route = getRouteApi("/calendar");

/** 日历: until when what has to be handed in, of a region and a budget year; next year's is the one being prepared. */
export function CalendarPage() {
  useTitle("日历");
  const { region, year = dayjs().year() + 1 } = route.useSearch();
  const navigate = useNavigate({ from: "/calendar" });
  const actor = useActor();
  const tree = useQuery(treeQuery(year));
  const regions = tree.data?.items.filter(({ kind }) => kind === "region") ?? [];
  const own = regions.find(({ id }) => actor?.grants.some(({ office }) => office === id));
  const shown = regions.find(({ id }) => id === region) ?? own ?? regions[0];
  const mayManage = actor?.mode === "local" || actor?.grants.some(({ role, office }) => office === shown?.id && (role === "fin-perf" || role === "sys-admin")) === true;
  return (
    <div className="sheet calendar">
      <div className="list-head">
        <h1>日历</h1>
        {shown && (
          <Select
            aria-label="地区"
            value={shown.id}
            options={regions.map(({ id, name }) => ({ value: id, label: name }))}
            popupMatchSelectWidth={false}
            onChange={(next) => void navigate({ search: { region: next, year }, replace: true })}
          />
        )}
        <InputNumber aria-label="预算年度" min={1990} max={2100} precision={0} value={year} suffix="年度" onChange={(next) => next !== null && void navigate({ search: { ...(region === undefined ? {} : { region }), year: next }, replace: true })} />
      </div>
      {tree.error && <ProblemAlert error={tree.error} onRetry={() => void tree.refetch()} />}
      {tree.data && !shown && <Empty className="card" image={Empty.PRESENTED_IMAGE_SIMPLE} description={`${year} 年还没有地区，请先在“组织”里新增`} />}
      {shown && <RegionCalendar key={`${shown.id} ${year}`} region={shown.id} year={year} mayManage={mayManage} />}
    </div>
  );
}

/** Today is the last day that is not late yet. */
const isOver = (day: string): boolean => day < dayjs().format("YYYY-MM-DD");

function RegionCalendar({ region, year, mayManage }: { region: string; year: number; mayManage: boolean }) {
  const { data, error, refetch } = useQuery(deadlinesQuery(region, year));
  const [changed, setChanged] = useState<Partial<Deadlines>>({});
  // As it was when the first change was made: what others save meanwhile is not overwritten.
  const [begun, setBegun] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const queries = useQueryClient();
  const { message } = App.useApp();
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton active />;
  const days: Deadlines = { ...data.told, ...changed };
  const dirty = deadlineKindIds.some((kind) => days[kind] !== data.told[kind]);
  const giveUp = () => {
    setChanged({});
    setBegun(null);
  };
  const set = (kind: DeadlineKind, day: string | null) => {
    setChanged({ ...changed, [kind]: day });
    setBegun(begun ?? data.version);
  };
  const save = async () => {
    setBusy(true);
    try {
      await api.setDeadlines(region, year, days, begun ?? data.version);
      void message.success(`${year} 年度的截止日已保存`);
      await forgetGoals(queries);
      giveUp();
    } catch (refused) {
      const { message: what, hint } = asProblem(refused);
      void message.error(`${what}${hint ?? ""}`, 6);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <DayTable days={days} set={mayManage ? set : null} />
      {mayManage && (
        <div className="step-buttons">
          <Button type="primary" loading={busy} disabled={!dirty} onClick={() => void save()}>
            保存
          </Button>
          <Button disabled={!dirty || busy} onClick={giveUp}>
            放弃修改
          </Button>
        </div>
      )}
      <p className="quiet">截止日当天仍不算逾期；逾期的只列出，不会自动办理；年度归档这一天过后，这个年度已批复、已公开的目标表由系统归档，以后不能再调整（调整没有办完的等办完以后归档）。没有设定公开截止时，为批复后 {publicationDays} 日内。</p>
    </>
  );
}

function DayTable({ days, set }: { days: Deadlines; set: ((kind: DeadlineKind, day: string | null) => void) | null }) {
  return (
    <Table<{ kind: DeadlineKind }>
      size="small"
      pagination={false}
      rowKey="kind"
      dataSource={deadlineKindIds.map((kind) => ({ kind }))}
      columns={[
        { title: "事项", width: 200, render: (_, { kind }) => deadlineKinds[kind].zh },
        {
          title: "截止日",
          width: 220,
          render: (_, { kind }) => {
            const day = days[kind];
            if (set === null) return day ?? <span className="quiet">没有设定</span>;
            return <DatePicker aria-label={deadlineKinds[kind].zh} value={day === null ? null : dayjs(day)} onChange={(next) => set(kind, next?.format("YYYY-MM-DD") ?? null)} />;
          },
        },
        { title: <span className="unseen">是否已过</span>, width: 90, render: (_, { kind }) => days[kind] !== null && isOver(days[kind]) && <span className="quiet">已过</span> },
        { title: "所涉及的状态", render: (_, { kind }) => <span className="quiet">{deadlineKinds[kind].states.map((state) => goalStates[state].zh).join("、")}</span> },
      ]}
    />
  );
}
