import type { MouseEvent } from "react";
import { memo, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Declaration, Indicator } from "../../declaration/schema.ts";
import type { Column } from "../../declaration/names.ts";
import { nameOfColumn } from "../../declaration/names.ts";
import { type Refused, textOf } from "../../drafting/paste.ts";
import type { Severity } from "../../review/rule.ts";
import { useActions } from "./actions.ts";
import { cornersOf, fitted, gone, type Range, single, type Spot } from "./range.ts";

/** Shares of the width, as on the page that shows the table. */
const shares: Record<Column, number> = { level1: 11, level2: 13, level3: 19, level4: 20, description: 19, target: 14, unit: 9, basis: 16, weight: 8, actual: 12, score: 8 };

export interface GridProps {
  declaration: Declaration;
  /** The numbers of the rows that this table shows, from top to bottom; they follow each other in the declaration. */
  rows: readonly number[];
  columns: readonly Column[];
  label: string;
  /** The gravest finding at each path. */
  flags: ReadonlyMap<string, Severity>;
  /** A path that was chosen elsewhere; its cell is shown and selected. */
  wanted: string | null;
  change: (step: (declaration: Declaration) => Declaration) => void;
  undo: () => void;
  redo: () => void;
  /** Told which rows of the declaration and which cell are selected. */
  onSelect: (rows: readonly number[], path: string) => void;
  /** Told of cells that did not take their text. */
  onRefused: (refused: readonly Refused[]) => void;
}

/** A table of indicators that behaves like a spreadsheet: one text field, laid over the cell that is being edited, holds the keyboard. */
export function Grid(props: GridProps) {
  const { declaration, rows, columns, label, flags, wanted, onSelect } = props;
  const size = { rows: rows.length, columns: columns.length };
  const sum = columns.reduce((total, column) => total + shares[column], 0);
  const [range, setRange] = useState<Range | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const holder = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const held = range && fitted(range, size);
  const corners = held && cornersOf(held);

  const select = useCallback(
    (next: Range) => {
      setRange(next);
      setEditing(null);
      const { top, bottom } = cornersOf(next);
      onSelect(rows.slice(top, bottom + 1), `indicators[${rows[next.at.row] ?? 0}].${columns[next.at.column] ?? "level3"}`);
    },
    [rows, columns, onSelect],
  );
  // What is chosen beside the table (a finding) is looked for here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a choice is followed once, not whenever the table changes
  useEffect(() => {
    const [, row, column] = /^indicators\[(\d+)\](?:\.(\w+))?$/.exec(wanted ?? "") ?? [];
    const spot = { row: rows.indexOf(Number(row)), column: Math.max(0, columns.indexOf(column as Column)) };
    if (row === undefined || spot.row < 0) return;
    select(single(spot));
    field.current?.focus();
  }, [wanted]);
  // The field lies over the cell that keys act on, and the cell is kept in view.
  useLayoutEffect(() => {
    const [input, cell] = [field.current, held && holder.current?.querySelector<HTMLElement>(`[data-at="${held.at.row},${held.at.column}"]`)];
    if (!input || !cell) return;
    Object.assign(input.style, { left: `${cell.offsetLeft}px`, top: `${cell.offsetTop}px`, width: `${cell.offsetWidth}px`, minHeight: `${cell.offsetHeight}px` });
    if (document.activeElement === input) cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  const actions = useActions(props, held, { select, setEditing, editing });
  const point = (spot: Spot, event: MouseEvent) => {
    event.preventDefault();
    if (editing !== null) actions.commit();
    select(gone(held ?? single(spot), spot, event.shiftKey || event.buttons > 1, size));
    field.current?.focus({ preventScroll: true });
  };
  const pointRow = (row: number, event: MouseEvent) => {
    event.preventDefault();
    if (editing !== null) actions.commit();
    select({ from: { row: event.shiftKey && held ? held.from.row : row, column: 0 }, at: { row, column: size.columns - 1 } });
    field.current?.focus({ preventScroll: true });
  };
  return (
    <div className="draft-grid" ref={holder}>
      <table aria-label={label}>
        <colgroup>
          <col style={{ width: 44 }} />
          {columns.map((column) => (
            <col key={column} style={{ width: `${(shares[column] / sum) * 96}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">序号</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {nameOfColumn(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody
          onMouseDown={(event) => {
            const spot = spotOf(event.target);
            const row = event.target instanceof HTMLElement ? event.target.dataset.row : undefined;
            if (spot && event.button === 0) point(spot, event);
            else if (row !== undefined) pointRow(Number(row), event);
          }}
          onMouseMove={(event) => {
            const spot = event.buttons === 1 && held ? spotOf(event.target) : null;
            if (spot && held && (spot.row !== held.at.row || spot.column !== held.at.column)) select(gone(held, spot, true, size));
          }}
          onDoubleClick={actions.begin}
        >
          {rows.map((number, at) => {
            const indicator = declaration.indicators[number];
            return indicator === undefined ? null : (
              <Row
                key={number}
                at={at}
                number={number}
                indicator={indicator}
                above={at > 0 ? declaration.indicators[rows[at - 1] ?? 0] : undefined}
                columns={columns}
                from={corners && at >= corners.top && at <= corners.bottom ? corners.left : -1}
                to={corners && at >= corners.top && at <= corners.bottom ? corners.right : -1}
                active={held?.at.row === at ? held.at.column : -1}
                flags={flagsOfRow(flags, number, columns)}
              />
            );
          })}
        </tbody>
      </table>
      <textarea
        ref={field}
        className={editing === null ? "grid-field" : "grid-field open"}
        aria-label={held ? nameOfCell(props, held.at) : `${label}：按方向键移动，直接输入`}
        rows={1}
        spellCheck={false}
        value={editing ?? ""}
        // A press on a cell chooses it before the field is focused; the Tab key begins with the first.
        onFocus={() => setRange((chosen) => chosen ?? single({ row: 0, column: 0 }))}
        onBlur={() => editing !== null && actions.commit()}
        onChange={(event) => setEditing(event.target.value)}
        onKeyDown={actions.pressed}
        onCopy={actions.copy}
        onCut={actions.cut}
        onPaste={actions.paste}
      />
    </div>
  );
}

/** What is read out when the keyboard comes to a cell: its row, its column, and what stands in it. */
function nameOfCell({ declaration, rows, columns }: GridProps, { row, column }: Spot): string {
  const name = columns[column] ?? "level3";
  return `第${row + 1}行 ${nameOfColumn(name)}：${textOf(declaration, rows[row] ?? 0, name) || "空"}`;
}

function spotOf(target: EventTarget): Spot | null {
  const at = target instanceof Element ? target.closest<HTMLElement>("[data-at]")?.dataset.at : undefined;
  const [row, column] = at?.split(",").map(Number) ?? [];
  return row === undefined || column === undefined ? null : { row, column };
}

const noFlags = "";
/** The flags of a row as one text, so that a row is drawn again only when they change. */
function flagsOfRow(flags: ReadonlyMap<string, Severity>, row: number, columns: readonly Column[]): string {
  const own = columns.map((column) => flags.get(`indicators[${row}].${column}`) ?? "");
  const whole = flags.get(`indicators[${row}]`) ?? "";
  return whole === "" && own.every((one) => one === "") ? noFlags : [whole, ...own].join(" ");
}

interface RowProps {
  at: number;
  number: number;
  indicator: Indicator;
  above: Indicator | undefined;
  columns: readonly Column[];
  from: number;
  to: number;
  active: number;
  flags: string;
}

const levels: readonly Column[] = ["level1", "level2", "level3"];

const Row = memo(function Row({ at, number, indicator, above, columns, from, to, active, flags }: RowProps) {
  const [whole = "", ...own] = flags.split(" ");
  // The last level names the indicator; those before it are read as one with the row above.
  const named = columns.includes("level4") ? "level4" : "level3";
  return (
    <tr>
      <th scope="row" className={whole || undefined} data-row={at}>
        {number + 1}
      </th>
      {columns.map((column, index) => {
        const value = indicator[column];
        const text = value === null ? "" : typeof value === "string" ? value : value.text;
        const repeats = levels.includes(column) && column !== named && text !== "" && text === above?.[column];
        const classes = [own[index], index >= from && index <= to ? "selected" : "", index === active ? "active" : "", repeats ? "repeats" : ""].filter(Boolean).join(" ");
        return (
          <td key={column} className={classes || undefined} data-at={`${at},${index}`}>
            {text}
          </td>
        );
      })}
    </tr>
  );
});
