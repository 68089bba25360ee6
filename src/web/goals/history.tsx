import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Empty, Segmented, Skeleton, Timeline } from "antd";
import { type ReactNode, useState } from "react";
import { nameOfPath } from "../../declaration/names.ts";
import type { Happening, StepList } from "../../server/goals/versions-contract.ts";
import { type HappeningKind, happeningKindNames, happeningKinds } from "../../workflow/history.ts";
import { roles } from "../../workflow/roles.ts";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { historyQuery } from "./queries.ts";

/** What is said where there is nothing of a kind. */
const nothing: Readonly<Record<HappeningKind | "all", string>> = {
  all: "还没有经过。从编制、导入到送审、审核，每一步都会记在这里",
  act: "还没有送审。写好以后由单位经办人在上面送审",
  edit: "没有可以看到的修改。单位在草稿中的修改，只有单位自己和审计、人大可以看到",
  check: "还没有核对，也没有填写审核意见表",
  export: "还没有导出或打印。您只能看到按权限可以知道的",
};

/** 经过: everything that happened to the table as far as the reader may know it, the newest first. */
export function History({ id }: { id: string }) {
  const [kind, setKind] = useState<HappeningKind | "all">("all");
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(historyQuery(id, kind === "all" ? undefined : kind));
  const items = data?.pages.flatMap((page) => page.items);
  return (
    <section className="history" aria-label="经过">
      <h3>经过</h3>
      <Segmented size="small" aria-label="看哪一类经过" value={kind} onChange={setKind} options={[{ value: "all" as const, label: "全部" }, ...happeningKinds.map((value) => ({ value, label: happeningKindNames[value] }))]} />
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {!items && !error && <Skeleton active />}
      {items?.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={nothing[kind]} />}
      {items && items.length > 0 && <Timeline items={items.map((one) => ({ key: one.id, color: one.kind === "act" ? "blue" : "gray", content: <Line {...one} /> }))} />}
      {hasNextPage && (
        <Button size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          更早的经过
        </Button>
      )}
    </section>
  );
}

/** The steps of one adjustment, the latest first. */
export const Steps = ({ items }: StepList) => <Timeline items={items.map((step) => ({ key: step.id, content: <Line {...step} /> }))} />;

type Told = Pick<Happening, "zh" | "person" | "role" | "at" | "opinion" | "remarks"> & Partial<Pick<Happening, "about" | "times" | "since" | "places" | "further">>;

function Line({ zh, person, role, at, opinion, remarks, about = null, times = 1, since = at, places = [], further = 0 }: Told) {
  return (
    <>
      <strong>{zh}</strong>
      {times > 1 && ` ${times} 次`} <span className="quiet">{[person, role && roles[role].zh, times > 1 ? span(since, at) : moment(at)].filter(Boolean).join(" · ")}</span>
      {about !== null && <p>{about}</p>}
      {places.length + further > 0 && <Places places={places} further={further} />}
      {opinion !== "" && <p className="opinion">{opinion}</p>}
      {remarks.map(({ path, text, proposal, reply }) => (
        <p key={`${path} ${text}`} className="opinion">
          {path !== null && <strong>{nameOfPath(path)}　</strong>}
          {text}
          {proposal !== null && <span className="quiet">　建议改为“{proposal}”</span>}
          {reply !== null && <span className="quiet">　答复：{reply}</span>}
        </p>
      ))}
    </>
  );
}

/** From when to when of one day. */
const span = (since: string, until: string): string => (moment(since) === moment(until) ? moment(until) : `${moment(since)} 至 ${moment(until).slice(-5)}`);

/** So many places are named before somebody asks for all. */
const namedAtFirst = 4;

function Places({ places, further }: { places: readonly string[]; further: number }): ReactNode {
  const [isOpen, open] = useState(false);
  const named = isOpen ? places : places.slice(0, namedAtFirst);
  const rest = places.length - named.length + further;
  return (
    <p className="quiet">
      {named.join("、")}
      {rest > 0 && ` 等 ${places.length + further} 处`}
      {named.length < places.length && (
        <Button type="link" size="small" onClick={() => open(true)}>
          全部列出
        </Button>
      )}
    </p>
  );
}
