import type { LabelBook } from "./book.ts";
import { isTitle } from "./divide.ts";
import { formsOfRegions } from "./regions.ts";
import { type Row, filled, isBlank } from "./rows.ts";
import { headOf } from "./table-head.ts";
import { takeAbove } from "./tables-as-forms.ts";

/**
 * A table that prints two or more forms side by side: 项目名称 stands twice in a row, and each half has a head of
 * indicators. The halves are put one below the other; title, year and unit of money above the table stand above each.
 */
export function formsBelowEachOther(rows: readonly Row[], book: LabelBook): Row[] {
  const made: Row[] = [];
  for (let at = 0; at < rows.length; ) {
    const end = tableEnd(rows, at);
    const block = rows.slice(at, end);
    const parts = halves(block, book) ?? formsOfRegions(block, book);
    if (parts === null) made.push(...block);
    else {
      const above = takeAbove(made, book);
      for (const part of parts) made.push(...(part.some((row) => isTitle(row, book)) ? [] : above), ...part);
    }
    at = end;
  }
  return made;
}

/** The rows of one table, or a single paragraph. */
function tableEnd(rows: readonly Row[], from: number): number {
  const table = rows[from]?.stated?.table;
  let to = from + 1;
  while (rows[from]?.kind === "row" && rows[to]?.kind === "row" && rows[to]?.stated?.table === table) to++;
  return to;
}

/** The forms of a table from left to right, what spans all of them above with each and below with the last; null where it is one. */
function halves(block: readonly Row[], book: LabelBook): Row[][] | null {
  const named = block.findIndex((row) => bordersOf(row, book).length > 1);
  const first = block[named];
  if (!first) return null;
  const borders = bordersOf(first, book);
  const heads = block.findIndex((row) => borders.every((_, nth) => headOf(within(row, borders, nth), book) !== null));
  if (heads < named) return null;
  const across = block.flatMap((row, index) => (crosses(row, borders) ? [index] : []));
  const last = block.findLastIndex((_, index) => !across.includes(index));
  if (across.some((index) => index > named && index < last)) return null;
  const own = block.filter((_, index) => index > last);
  return borders.map((_, nth) => {
    const part = block.slice(0, last + 1).map((row, index) => (across.includes(index) ? row : within(row, borders, nth))).filter((row) => filled(row).length > 0);
    return nth === borders.length - 1 ? [...part, ...own] : part;
  });
}

/** The columns at which a row says 项目名称. */
function bordersOf(row: Row, book: LabelBook): number[] {
  return filled(row).filter((cell) => book.find(cell.text)?.entries[0]?.field === "project.name").map(({ column }) => column);
}

/** The cells of a row from one border up to the next; the first half begins with the table. */
function within(row: Row, borders: readonly number[], nth: number): Row {
  const from = nth === 0 ? 0 : (borders[nth] ?? 0);
  const to = borders[nth + 1] ?? Number.POSITIVE_INFINITY;
  return { ...row, cells: row.cells.filter(({ column }) => column >= from && column < to) };
}

/** Whether a cell of the row reaches over a border between two forms. */
function crosses(row: Row, borders: readonly number[]): boolean {
  return row.cells.some((cell) => !isBlank(cell) && borders.slice(1).some((border) => cell.column < border && cell.column + cell.colSpan > border));
}
