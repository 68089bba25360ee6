import { classesOf, familyOf } from "../declaration/framework.ts";
import { fold } from "../declaration/numeral.ts";
import { readTarget } from "../declaration/read-target.ts";
import type { Cell } from "../grid/grid.ts";
import type { LabelBook } from "./book.ts";
import { isTitle } from "./divide.ts";
import { joined } from "./joined.ts";
import { codedBases } from "./labels.ts";
import { type Row, isBlank } from "./rows.ts";

/**
 * A line break inside a cell cuts a row that was flattened into one line: the first line has too few cells, the next one
 * begins without a separator, and together they have exactly as many cells as the rows around them. Such lines are one
 * row again. Rows of cells that a file states itself are never touched.
 */
export function withoutBrokenLines(rows: readonly Row[], book: LabelBook): Row[] {
  const starts = rows.flatMap((row, at) => (at > 0 && isTitle(row, book) ? [at] : []));
  // Each form has as many columns as it has: those of one document need not agree.
  return [0, ...starts].flatMap((from, nth) => withinForm(rows.slice(from, starts[nth] ?? rows.length), book));
}

function withinForm(rows: readonly Row[], book: LabelBook): Row[] {
  const width = commonWidth(rows);
  if (width === null) return [...rows];
  const whole: Row[] = [];
  for (let at = 0; at < rows.length; at++) {
    let row = rows[at];
    if (!row) break;
    let next = rows[at + 1];
    while (next && row.cells.length <= width && goesOn(row, next, width, book)) {
      row = together(row, next);
      at++;
      next = rows[at + 1];
    }
    whole.push(row);
  }
  return whole;
}

/** How many cells the flattened rows of a form have; null where they do not agree. */
function commonWidth(rows: readonly Row[]): number | null {
  const counts = new Map<number, number>();
  const flattened = rows.filter((row) => row.kind === "row" && row.cells[0]?.place.table === null);
  for (const { cells } of flattened) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most && most[0] >= 4 && most[1] > flattened.length * 0.6 ? most[0] : null;
}

function goesOn(row: Row, next: Row, width: number, book: LabelBook): boolean {
  const last = row.cells.at(-1);
  const first = next.cells[0];
  if (!last || !first || isBlank(last) || isBlank(first) || isTitle(row, book) || isTitle(next, book)) return false;
  if (cellsOnLines(row) || cellsOnLines(next) || book.tableScope(last.text) !== null || book.tableScope(first.text) !== null) return false;
  if (row.kind === "paragraph" && !(next.kind === "row" && (/^\d{1,2}$/.test(first.text.trim()) || halvesOfLabel(row, next, book)))) return false;
  const cells = row.cells.length + next.cells.length - 1;
  if (cells > width || (cells < width && next.kind === "row")) return false;
  const both = last.text.trim() + first.text.trim();
  if (isWord(both, book) || book.head(both) !== null) return true;
  if (next.kind === "paragraph" && !next.afterBreak && completes(last.text, first.text)) return true;
  if (isWord(last.text, book) || row.cells.length === width) return false;
  // 参保群众 + 满意度 ≥92%: the value behind it shows that the second half is no class.
  const value = next.cells[1];
  const named = book.find(first.text) === null && value !== undefined && readTarget(fold(value.text)).kind === "number";
  return (!isWord(first.text, book) || named) && (cells === width || next.kind === "paragraph");
}

/** The first cell of a row was broken: 满意 · 度指标 ⇥ …, where only both together are a label or a head. */
function halvesOfLabel(row: Row, next: Row, book: LabelBook): boolean {
  const [above, below] = [row.cells.at(-1)?.text.trim() ?? "", next.cells[0]?.text.trim() ?? ""];
  const both = above + below;
  return !next.afterBreak && above.length <= longestHalf && !isWord(below, book) && (familyOf(both) !== null || classesOf(both).length > 0 || book.head(both) !== null);
}

const longestHalf = 12;

/** A value of which the first line is no value, or another kind of one: ≥ and 90%, 5 and 月底前, 计 and 划标准. */
function completes(text: string, rest: string): boolean {
  const [half, whole] = [fold(text), fold(text.trim() + rest.trim())];
  if (codedBases.has(half) || /[:：。]/.test(rest)) return false;
  const { kind } = readTarget(whole);
  return codedBases.has(whole) || (kind !== "text" && /^[^\u4e00-\u9fff]*\d?[年月]?$/.test(half) && kind !== readTarget(half).kind);
}

/** Where each cell has a line of its own, a blank line ends a row and a line break says nothing. */
function cellsOnLines({ cells }: Row): boolean {
  const [first, second] = cells;
  return first !== undefined && second !== undefined && first.place.line !== second.place.line;
}

function isWord(text: string, book: LabelBook): boolean {
  return familyOf(text) !== null || classesOf(text).length > 0 || book.find(text)?.rest === null;
}

function together(row: Row, next: Row): Row {
  const last = row.cells.at(-1);
  const [first, ...rest] = next.cells;
  if (!last || !first) return row;
  const middle = next.afterBreak ? { ...last, text: last.text + first.text, offsets: bothOffsets(last, first) } : joined([last, first]);
  const cells = [...row.cells.slice(0, -1), middle, ...rest].map((cell, column): Cell => ({ ...cell, column }));
  const torn = next.afterBreak ? [...(row.torn ?? []), row.cells.length - 1] : row.torn;
  return { ...row, kind: "row", cells, ...(torn ? { torn } : {}) };
}

function bothOffsets(a: Cell, b: Cell): readonly number[] | null {
  return a.offsets && b.offsets ? [...a.offsets, ...b.offsets] : null;
}
