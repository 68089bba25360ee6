import { type Cell, type Page, type Row, cell, filled, isBlank, isHead, isIndicator, positions, spliced, withCell, withCells, withoutCell } from "../page.ts";
import type { Random } from "../random.ts";
import { every, pageOperator } from "./operator.ts";

const empty = (one: Cell | undefined): boolean => one !== undefined && one.text.trim() === "";

/** One of the rows that a condition allows, changed. */
function oneRow(page: Page, random: Random, allowed: (row: Row) => boolean, change: (row: Row) => Row): Page | null {
  const at = random.pick(positions(page, (item) => isIndicator(item) && allowed(item)));
  const row = at === undefined ? undefined : page.items[at];
  return at === undefined || row?.kind !== "row" ? null : spliced(page, at, 1, change(row));
}

function left(page: Page, random: Random, by: number): Page | null {
  if (page.layout === "stated") {
    return oneRow(page, random, (row) => (row.cells[0]?.column ?? 0) >= by, (row) => withCells(row, row.cells.map((one) => ({ ...one, column: one.column - by }))));
  }
  const leading = (row: Row) => row.cells.slice(0, by).every(empty) && row.cells.length > by;
  return oneRow(page, random, leading, (row) => withCells(row, [...row.cells.slice(by), ...blanks(row, by)]));
}

function right(page: Page, random: Random, by: number, from = 0): Page | null {
  if (page.layout === "stated") {
    return oneRow(page, random, () => true, (row) => withCells(row, row.cells.map((one, at) => (at < from ? one : { ...one, column: one.column + by }))));
  }
  return oneRow(page, random, (row) => row.cells.length > from + 1, (row) => {
    let behind = row.cells.slice(from);
    for (let k = 0; k < by && row.layout !== "lines" && empty(behind.at(-1)); k++) behind = behind.slice(0, -1);
    return withCells(row, [...row.cells.slice(0, from), ...Array.from({ length: by }, () => cell("")), ...behind]);
  });
}

/** What a row is filled up with: a table with bars keeps its number of cells. */
const blanks = (row: Row, count: number): Cell[] => (row.layout === "lines" ? [] : Array.from({ length: count }, () => cell(" ")));

function dropLast(page: Page, random: Random): Page | null {
  return oneRow(page, random, (row) => filled(row).length > 2, (row) => {
    const last = row.cells.findLastIndex((one) => !empty(one));
    return withCells(row, row.cells.slice(0, last));
  });
}

const headCells = (page: Page): { at: number; row: Row; index: number }[] =>
  positions(page, isHead).flatMap((at) => {
    const row = page.items[at];
    return row?.kind === "row" ? row.cells.flatMap((one, index) => (empty(one) ? [] : [{ at, row, index }])) : [];
  });

function swapColumns(page: Page, random: Random): Page | null {
  const head = random.pick(headCells(page).filter(({ row, index }) => index + 1 < row.cells.length && !empty(row.cells[index + 1])));
  if (!head) return null;
  let end = head.at + 1;
  while (isIndicator(page.items[end]) || isHead(page.items[end]) || (isBlank(page.items[end]) && isIndicator(page.items[end + 1]))) end++;
  const items = page.items.map((item, at) => (item.kind === "row" && at >= head.at && at < end ? swapped(item, head.index) : item));
  const lost = items.slice(head.at, end).some((item) => item === null);
  return lost ? null : { ...page, items: items.filter((item) => item !== null) };
}

/** Null where a row has no such two cells, or merged ones. */
function swapped(row: Row, at: number): Row | null {
  const [one, other] = [row.cells[at], row.cells[at + 1]];
  if (!one || !other) return null;
  return withCells(row, [...row.cells.slice(0, at), { ...other, column: one.column }, { ...one, column: other.column }, ...row.cells.slice(at + 2)]);
}

export const shifts = [
  pageOperator("shift-left-one", "The cells of a row that begins with an empty cell move one column to the left.", every, (page, random) => left(page, random, 1)),
  pageOperator("shift-left-two", "The cells of a row that begins with two empty cells move two columns to the left.", every, (page, random) => left(page, random, 2)),
  pageOperator("shift-right-one", "The cells of a row move one column to the right.", every, (page, random) => right(page, random, 1)),
  pageOperator("shift-right-two", "The cells of a row move two columns to the right.", every, (page, random) => right(page, random, 2)),
  pageOperator("shift-tail-right", "From some cell on, the cells of a row move one column to the right.", every, (page, random) => right(page, random, 1, 1 + random.below(3))),
  pageOperator("drop-last-cell", "The last filled cell of a row is gone, together with what is empty behind it.", every, dropLast),
  pageOperator("drop-column-head", "One head of the indicator table is gone; in counted columns the heads behind it move up.", every, (page, random) => {
    const head = random.pick(headCells(page));
    return head ? spliced(page, head.at, 1, withoutCell(head.row, head.index)) : null;
  }),
  pageOperator("blank-column-head", "One head of the indicator table is empty.", every, (page, random) => {
    const head = random.pick(headCells(page));
    return head ? spliced(page, head.at, 1, withCell(head.row, head.index, { text: "" })) : null;
  }),
  pageOperator("drop-head", "The whole head row of an indicator table is gone.", every, (page, random) => {
    const at = random.pick(positions(page, isHead));
    return at === undefined ? null : spliced(page, at, 1);
  }),
  pageOperator("swap-columns", "Two columns that stand side by side change places, with their heads.", ["tabs", "bars", "lines"], swapColumns),
];
