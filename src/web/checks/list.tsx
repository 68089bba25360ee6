import { CheckCircleFilled, ExclamationCircleFilled, SyncOutlined } from "@ant-design/icons";
import { memo, type RefObject, useLayoutEffect, useState } from "react";
import { textInWords } from "../../declaration/names.ts";
import type { CheckEntry } from "../../server/declarations/checks-contract.ts";
import { type Done, keyOf, type QueueState } from "./queue.ts";
import { reasonNames } from "./reasons.ts";
import { isCorrected } from "./words.ts";

/** Height of a row in the style sheet, and how many rows beyond the window are drawn. */
const rowHeight = 50;
const beyond = 8;

export const rowId = (entry: CheckEntry): string => `entry-${entry.id}`;

interface RowProps {
  entry: CheckEntry;
  index: number;
  total: number;
  selected: boolean;
  done: Done | undefined;
  refused: boolean;
  select: (id: string) => void;
}

function State({ done, refused }: Pick<RowProps, "done" | "refused">) {
  if (refused) {
    return (
      <span className="entry-refused">
        <ExclamationCircleFilled aria-hidden /> 没有保存
      </span>
    );
  }
  if (done === undefined) return <span className="quiet">待核对</span>;
  if (done === "sending") return <SyncOutlined spin aria-label="正在保存" />;
  return (
    <span className="entry-done">
      <CheckCircleFilled aria-hidden /> {done.person ?? ""} {isCorrected(done) ? "已更正" : "已确认"}
    </span>
  );
}

const Row = memo(function Row({ entry, index, total, selected, done, refused, select }: RowProps) {
  const value = done !== undefined && done !== "sending" ? done.text : entry.value;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the list
    <div
      id={rowId(entry)}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-posinset={index + 1}
      aria-setsize={total}
      className={done === undefined ? "entry" : "entry entry-checked"}
      style={{ top: index * rowHeight }}
      onClick={() => select(entry.id)}
    >
      <span className={`entry-reason reason-${entry.reason}`}>{reasonNames[entry.reason]}</span>
      <span className="entry-label">{entry.label}</span>
      <span className="entry-state"><State done={done} refused={refused} /></span>
      <span className="entry-value">{entry.reason === "unplaced" ? entry.message : (textInWords(entry.path, value) ?? "（空）")}</span>
      <span className="entry-from" title={`${entry.projectName ?? "（未印项目名称）"} · ${entry.file}`}>
        {entry.projectName ?? "（未印项目名称）"} · {entry.file}
      </span>
    </div>
  );
});

/** Which rows are in the window of the list, a few more on both sides. */
function useWindow(list: RefObject<HTMLElement | null>, count: number): { from: number; to: number } {
  const [range, setRange] = useState({ from: 0, to: 30 });
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const measure = () => {
      const from = Math.max(0, Math.floor(element.scrollTop / rowHeight) - beyond);
      const to = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + beyond;
      setRange((known) => (known.from === from && known.to === to ? known : { from, to }));
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      watcher.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, [list]);
  return { from: range.from, to: Math.min(count, range.to) };
}

interface Props {
  queue: QueueState;
  total: number;
  list: RefObject<HTMLDivElement | null>;
}

/** The queue as a list that draws only what is in its window; the selected entry is always in it. */
export function EntryList({ queue, total, list }: Props) {
  const { entries, selected, done, refusals, select, wantMore } = queue;
  const { from, to } = useWindow(list, entries.length);
  const at = selected === undefined ? -1 : entries.indexOf(selected);
  useLayoutEffect(() => wantMore(to), [to, wantMore]);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null || at < 0) return;
    const top = at * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + element.clientHeight) element.scrollTop = top + rowHeight - element.clientHeight;
  }, [list, at]);
  const shown = entries.slice(from, to).map((entry, i) => ({ entry, index: from + i }));
  // The active descendant must exist, even when the list was scrolled away from it.
  if (selected !== undefined && (at < from || at >= to)) shown.push({ entry: selected, index: at });
  return (
    <div
      ref={list}
      className="entries"
      role="listbox"
      aria-label="待核对的值"
      tabIndex={0}
      aria-activedescendant={selected === undefined ? undefined : rowId(selected)}
    >
      <div className="entries-all" role="presentation" style={{ height: entries.length * rowHeight }}>
        {shown.map(({ entry, index }) => (
          <Row
            key={entry.id}
            entry={entry}
            index={index}
            total={Math.max(total, entries.length)}
            selected={index === at}
            done={done.get(keyOf(entry))}
            refused={refusals.has(keyOf(entry))}
            select={select}
          />
        ))}
      </div>
    </div>
  );
}
