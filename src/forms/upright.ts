import { classesOf, familyOf } from "../declaration/framework.ts";
import type { Cell } from "../grid/grid.ts";
import type { LabelBook } from "./book.ts";
import type { Column } from "./form.ts";
import { type Row, filled, isBlank } from "./rows.ts";
import { headOf } from "./table-head.ts";

/** A row of a table that lies on its side: what its first cell calls it, and the values of the indicators behind that. */
interface Lying {
  head: Cell;
  column: Column;
  values: readonly Cell[];
}

/**
 * A table of indicators that lies on its side (the heads 一级指标, 二级指标, 三级指标, 指标值 one below the other, an
 * indicator in each column) is turned upright: a row of heads, and a row for each indicator.
 */
export function turnedUpright(rows: readonly Row[], book: LabelBook): Row[] {
  const made: Row[] = [];
  for (let at = 0; at < rows.length; ) {
    const lying = lyingFrom(rows, at, book);
    const first = rows[at];
    if (first && isTable(lying)) {
      made.push(...upright(lying).map((cells): Row => ({ kind: "row", afterBreak: false, heading: null, cells })));
      at += lying.length;
    } else {
      if (first) made.push(first);
      at++;
    }
  }
  return made;
}

/** The rows from here on that lie on their sides, up to one whose head was there before: there the next block begins. */
function lyingFrom(rows: readonly Row[], from: number, book: LabelBook): Lying[] {
  const found: Lying[] = [];
  for (const row of rows.slice(from)) {
    const lying = lyingRow(row, book);
    if (!lying || found.some(({ head, column }) => column === lying.column && (column !== "extra" || head.text === lying.head.text))) break;
    found.push(lying);
  }
  return found;
}

function lyingRow(row: Row, book: LabelBook): Lying | null {
  if (row.kind !== "row" || headOf(row, book) !== null) return null;
  const [first, second] = filled(row);
  // 绩效指标 beside all rows of the table is a label of the table.
  const head = first && second && book.head(first.text) === "side" && book.head(second.text) !== null ? second : first;
  const column = head ? book.head(head.text) : null;
  if (!head || column === null || column === "side" || column === "goal") return null;
  const values = row.cells.filter((cell) => cell.column > head.column);
  return values.every((cell) => isBlank(cell)) || values.some((cell) => book.head(cell.text) !== null) ? null : { head, column, values };
}

/** Levels, names and values must all be there, and what stands behind the levels must be classes. */
function isTable(rows: readonly Lying[]): boolean {
  const columns = new Set(rows.map(({ column }) => column));
  if (!columns.has("level3") || !columns.has("target") || !(columns.has("level1") || columns.has("level2"))) return false;
  const levels = rows.filter(({ column }) => column === "level1" || column === "level2").flatMap(({ values }) => values.filter((cell) => !isBlank(cell)));
  return levels.length > 0 && levels.filter(({ text }) => familyOf(text) !== null || classesOf(text).length > 0).length * 2 > levels.length;
}

/** A merged cell of a level stands in the row of each indicator that it covers. */
function upright(lying: readonly Lying[]): Cell[][] {
  const own = lying.filter(({ column }) => column === "level3" || column === "target").flatMap(({ values }) => values);
  const places = [...new Set(own.filter((cell) => !isBlank(cell)).map(({ column }) => column))].sort((a, b) => a - b);
  const covering = (values: readonly Cell[], place: number) => values.find(({ column, colSpan }) => column <= place && place < column + colSpan);
  const stand = (cell: Cell | undefined, column: number): Cell[] => (cell ? [{ ...cell, column, rowSpan: 1, colSpan: 1 }] : []);
  return [
    lying.flatMap(({ head }, column) => stand(head, column)),
    ...places.map((place) => lying.flatMap(({ values }, column) => stand(covering(values, place), column))),
  ];
}
