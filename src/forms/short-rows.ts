import type { Cell, Table } from "../grid/grid.ts";
import { type Row, isBlank } from "./rows.ts";

/**
 * Rows that have fewer cells, filled or empty, than nearly all others of their table: a cell was lost, and what stands
 * behind it may belong to another column. Where the file states its merged cells, also rows with a cell in a place that
 * one of them covers: they have moved.
 */
export function shortRows(rows: readonly Row[]): ReadonlySet<Row> {
  return new Set([...narrowRows(rows), ...rows.filter(standsUnderMerged)]);
}

function standsUnderMerged({ cells, stated }: Row): boolean {
  if (!stated) return false;
  const known = crossedRows.get(stated.table) ?? crossed(stated.table);
  crossedRows.set(stated.table, known);
  return known.has(stated.number) && cells.length > 0;
}

const crossedRows = new WeakMap<Table, ReadonlySet<number>>();

/** The rows of a table that hold a text where a merged cell reaches down from a row above. */
function crossed({ rows }: Table): ReadonlySet<number> {
  const found = new Set<number>();
  let open: { cell: Cell; until: number }[] = [];
  for (const [nth, row] of rows.entries()) {
    open = open.filter(({ until }) => until > nth);
    const isCovered = ({ column }: Cell) => open.some(({ cell }) => cell.column <= column && column < cell.column + cell.colSpan);
    if (row.some((cell) => !isBlank(cell) && isCovered(cell))) found.add(nth);
    open.push(...row.filter(({ rowSpan }) => rowSpan > 1).map((cell) => ({ cell, until: nth + cell.rowSpan })));
  }
  return found;
}

function narrowRows(rows: readonly Row[]): ReadonlySet<Row> {
  const reaches = new Map(rows.filter(({ kind, told }) => kind === "row" && !told).map((row) => [row, reach(row)]));
  const counts = new Map<number, number>();
  for (const count of reaches.values()) counts.set(count, (counts.get(count) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  if (!most || reaches.size < 3 || most[1] < reaches.size * commonEnough) return new Set();
  return new Set([...reaches].flatMap(([row, count]) => (count < most[0] ? [row] : [])));
}

const commonEnough = 0.7;

/** How many columns a row has; where a file states its merged cells, those that reach down into it count as well. */
export function reach({ cells, stated }: Row): number {
  return stated ? (widthsOf(stated.table)[stated.number] ?? cells.length) : cells.length;
}

const known = new WeakMap<Table, readonly number[]>();

/** The width of every row of a table, counted once: a sheet may hold thousands of forms. */
function widthsOf(table: Table): readonly number[] {
  const widths = known.get(table) ?? countedWidths(table);
  known.set(table, widths);
  return widths;
}

function countedWidths({ rows }: Table): number[] {
  const changes = new Array<number>(rows.length + 1).fill(0);
  for (const [nth, row] of rows.entries()) {
    for (const { rowSpan, colSpan } of row) {
      const below = Math.min(nth + rowSpan, rows.length);
      changes[nth] = (changes[nth] ?? 0) + colSpan;
      changes[below] = (changes[below] ?? 0) - colSpan;
    }
  }
  let width = 0;
  return changes.map((change) => (width += change));
}
