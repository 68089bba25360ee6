import "./checks.css";
import { UndoOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Button, Empty, Skeleton, Splitter } from "antd";
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { CheckEntry } from "../../server/declarations/checks-contract.ts";
import { marksOf, rangesOf } from "../declarations/marks.ts";
import { pathAt } from "../declarations/paths.ts";
import { declarationQuery } from "../declarations/queries.ts";
import { SourcePane } from "../documents/pane.tsx";
import { LayoutLink } from "../forms/link.tsx";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { useWide } from "../wide.ts";
import { Card, editedPaths } from "./card.tsx";
import { QueueFilters } from "./filters.tsx";
import { onQueueKey } from "./keys.ts";
import { EntryList } from "./list.tsx";
import { countsQuery } from "./queries.ts";
import { keyOf, type QueueState, useCheckQueue } from "./queue.ts";
import type { QueueSearch } from "./search.ts";

const route = getRouteApi("/checks");

function Nothing({ narrowed }: { narrowed: boolean }) {
  return (
    <Empty
      className="card"
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={narrowed ? "这个范围内没有待核对的值，请看别的范围" : "没有待核对的值。单位导入文件以后，读取时拿不准的值会列在这里"}
    >
      <Link to={narrowed ? "/checks" : "/declarations"}>
        <Button type="primary">{narrowed ? "查看全部待核对" : "去看目标表"}</Button>
      </Link>
    </Empty>
  );
}

/** The source of the entry, its places marked; a click on a value that is in the queue selects it there. */
function Source({ entry, queue }: { entry: CheckEntry; queue: QueueState }) {
  const { data } = useQuery(declarationQuery(entry.declarationId));
  const marks = useMemo(() => (data === undefined ? [] : marksOf({ ...data.declaration, doubts: data.declaration.doubts.filter(({ path }) => data.open.includes(path)) })), [data]);
  const ranges = useMemo(() => rangesOf(entry.places, entry.value), [entry]);
  const pick = (offset: number) => {
    const path = data && (pathAt(data.declaration, offset) ?? pathAt(data.declaration, offset - 1));
    const there = queue.entries.find((one) => one.declarationId === entry.declarationId && one.path === path);
    if (there !== undefined) queue.select(there.id);
  };
  const here = data?.id === entry.declarationId ? data : undefined;
  const layout = here?.document && <LayoutLink document={here.document.id} form={here.declaration.form} problems={here.document.problems} />;
  const labels = [...new Set(entry.places.map(({ label }) => label))];
  return (
    <SourcePane document={{ id: entry.documentId, file: entry.file, format: entry.format }} marks={marks} selected={ranges} onPick={pick} ways={layout}>
      <strong>{entry.label}</strong>
      <span className="place">{labels.length === 0 ? "来源文件中没有单独的位置" : labels.slice(0, 3).join("；")}</span>
    </SourcePane>
  );
}

interface WorkProps {
  queue: QueueState;
  total: number;
  list: RefObject<HTMLDivElement | null>;
}

function Work({ queue, total, list }: WorkProps) {
  const { selected, done, refusals } = queue;
  const [editing, setEditing] = useState<{ id: string; how: "typed" | "whole" } | null>(null);
  const { data: answer } = useQuery({ ...declarationQuery(selected?.declarationId ?? ""), enabled: selected !== undefined });
  const wide = useWide();
  const backToList = () => list.current?.focus({ preventScroll: true });
  useEffect(() => list.current?.focus({ preventScroll: true }), [list]);
  if (selected === undefined) return null;
  const edit = (typed: boolean) => {
    // A table that is still being fetched opens its field when it is there; what is typed has to find one now.
    if (answer === undefined ? !typed : editedPaths(selected, answer).length > 0) setEditing({ id: selected.id, how: typed ? "typed" : "whole" });
  };
  const leave = () => {
    setEditing(null);
    backToList();
  };
  const confirm = () => {
    queue.confirm();
    backToList();
  };
  const key = keyOf(selected);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the queue work wherever the focus is
    <div className="queue-work" tabIndex={-1} onKeyDown={(event) => onQueueKey(event, { confirm, move: queue.move, edit, undo: queue.undo })}>
      <Splitter className="panes" orientation={wide ? "horizontal" : "vertical"}>
        <Splitter.Panel defaultSize="50%" min="25%">
          <Source entry={selected} queue={queue} />
        </Splitter.Panel>
        <Splitter.Panel min="30%">
          <div className="queue-side">
            <Card
              entry={selected}
              answer={answer?.id === selected.declarationId ? answer : undefined}
              done={done.get(key)}
              refusal={refusals.get(key)}
              finished={total === 0}
              editing={editing?.id === selected.id ? editing.how : null}
              onConfirm={confirm}
              onEdit={() => edit(false)}
              onSave={(changes) => {
                if (changes.length > 0) queue.correct(changes);
                leave();
              }}
              onCancel={leave}
            />
            <EntryList queue={queue} total={total} list={list} />
          </div>
        </Splitter.Panel>
      </Splitter>
    </div>
  );
}

function Queue({ search }: { search: QueueSearch }) {
  const navigate = useNavigate({ from: "/checks" });
  const queue = useCheckQueue(search);
  const { data: counts } = useQuery({ ...countsQuery(search), placeholderData: (last) => last });
  const list = useRef<HTMLDivElement>(null);
  const { error, pending, entries } = queue;
  const undo = () => {
    queue.undo();
    list.current?.focus({ preventScroll: true });
  };
  return (
    <>
      <div className="queue-head">
        <h1>核对</h1>
        <span className="quiet" role="status">
          {counts === undefined ? "" : counts.total === 0 ? "全部核对完毕" : `还有 ${counts.total} 处待核对`}
        </span>
        <QueueFilters search={search} change={(next) => void navigate({ search: next, replace: true })} />
        <Button icon={<UndoOutlined />} disabled={!queue.canUndo} onClick={undo} title="撤回刚才的一次核对">
          撤回 <kbd>Ctrl+Z</kbd>
        </Button>
      </div>
      {error !== null && <ProblemAlert error={error} onRetry={queue.retry} />}
      {pending && error === null && <Skeleton active className="pane-wait" paragraph={{ rows: 12 }} />}
      {!pending && entries.length === 0 && <Nothing narrowed={Object.keys(search).length > 0} />}
      {entries.length > 0 && <Work queue={queue} total={counts?.total ?? 0} list={list} />}
      {entries.length > 0 && (
        <p className="queue-keys quiet">
          <kbd>Enter</kbd> 确认并到下一处　<kbd>↑</kbd> <kbd>↓</kbd> 前后移动　<kbd>F2</kbd> 或直接输入：更正　<kbd>Esc</kbd> 取消更正　<kbd>Ctrl+Z</kbd> 撤回
        </p>
      )}
    </>
  );
}

/** The queue of values to check: the source on the left, the value on the right, by keyboard or mouse. */
export function ChecksPage() {
  useTitle("核对");
  const search = route.useSearch();
  return (
    <div className="queue">
      <Queue key={JSON.stringify(search)} search={search} />
    </div>
  );
}
