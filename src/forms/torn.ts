import { classesOf, familyOf } from "../declaration/framework.ts";
import { fold } from "../declaration/numeral.ts";
import type { Cell } from "../grid/grid.ts";
import { type Alignment, type Role, type TableColumn, align, misfit } from "./align.ts";
import { type Row, filled } from "./rows.ts";

/** A row of an indicator table, put together and aligned with the columns. */
export interface TableRow {
  alignment: Alignment;
  afterBreak: boolean;
  /** Pieces that belong behind the cell of a column: what a page break tore off. */
  continued: ReadonlyMap<TableColumn, readonly Cell[]>;
  width: number;
}

const sideLabel = /^(?:年度|项目)?(?:绩|效|指|标|绩效|效指|指标|绩效指|效指标|绩效指标)(?:\(.*\))?$/;

/** The label beside the whole table (绩效指标) falls onto any row, whole or in pieces; it says nothing about the row. */
function withoutSide(row: Row): Cell[] {
  const cells = filled(row);
  const first = cells[0];
  return first && sideLabel.test(fold(first.text)) && cells.length > 1 ? cells.slice(1) : cells;
}

/**
 * Puts rows together that a conversion tore apart, and aligns every row with the columns:
 * a row whose cells were spread over two lines, and a row that a page break cut through its cells.
 */
export function mendRows(rows: readonly Row[], columns: readonly TableColumn[]): TableRow[] {
  const width = Math.max(...columns.map(({ index }) => index)) + 1;
  const mended: TableRow[] = [];
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    if (!row) continue;
    const spread = spreadOverTwo(row, rows[at + 1], columns, width);
    if (spread) at++;
    const cells = spread ?? withoutSide(row);
    if (cells.length === 0) continue;
    const current: TableRow = { alignment: align(cells, columns), afterBreak: row.afterBreak, continued: new Map(), width: row.cells.length };
    const last = mended.at(-1);
    const joined = last && current.afterBreak ? fragmentOf(last, cells, columns) ?? tornInName(last, current) : null;
    if (joined) mended[mended.length - 1] = joined;
    else mended.push(current);
  }
  return mended;
}

/** Two short rows whose cells together fill the columns: one row whose cell held an empty line. */
function spreadOverTwo(row: Row, next: Row | undefined, columns: readonly TableColumn[], width: number): Cell[] | null {
  if (!next || row.cells.length >= width || row.cells.length + next.cells.length > width) return null;
  const first = withoutSide(row);
  const moved = filled(next).map((cell) => ({ ...cell, column: cell.column + row.cells.length }));
  const apart = align(first, columns).cost + align(withoutSide(next), columns).cost;
  const together = align([...first, ...moved], columns).cost;
  return together + 1 < apart ? [...first, ...moved] : null;
}

function cellOf(row: TableRow, role: Role): Cell | undefined {
  return [...row.alignment.cells].find(([column]) => column.role === role)?.[1];
}

/** The name was cut: the row before the break has no target yet, the row behind it has the rest and the target. */
function tornInName(last: TableRow, current: TableRow): TableRow | null {
  const name = cellOf(current, "name");
  const bothClassed = cellOf(last, "class") && cellOf(current, "class");
  if (!cellOf(last, "name") || cellOf(last, "target") || !name || !cellOf(current, "target") || bothClassed) return null;
  const cells = new Map(current.alignment.cells);
  const shifts = new Map(current.alignment.shifts);
  const continued = new Map(last.continued);
  for (const [column, cell] of last.alignment.cells) {
    const rest = cells.get(column);
    if (rest) continued.set(column, [...(continued.get(column) ?? []), rest]);
    cells.set(column, cell);
    shifts.set(column, last.alignment.shifts.get(column) ?? 0);
  }
  const unplaced = [...last.alignment.unplaced, ...current.alignment.unplaced];
  return { ...last, alignment: { cells, shifts, cost: current.alignment.cost, unplaced }, continued };
}

/** Cells behind a break that stand exactly under filled cells of the row before it, and are no row of their own. */
function fragmentOf(last: TableRow, cells: readonly Cell[], columns: readonly TableColumn[]): TableRow | null {
  if (cells.length > 2 || cells.length === 0) return null;
  const parts = cells.map((cell) => ({ cell, column: columns.find(({ index }) => index === cell.column) }));
  const continued = new Map(last.continued);
  for (const { cell, column } of parts) {
    if (!column || !last.alignment.cells.has(column) || last.alignment.shifts.get(column) !== 0) return null;
    const isWord = familyOf(cell.text) !== null || classesOf(cell.text).length > 0;
    const startsAnew = column.role === "target" && misfit(cell.text, "target") === 0;
    if (isWord || startsAnew) return null;
    continued.set(column, [...(continued.get(column) ?? []), cell]);
  }
  const whole = parts.some(({ column }) => column?.role === "name") && parts.some(({ column }) => column?.role === "target");
  return whole || cells.length === columns.length ? null : { ...last, continued };
}
