import { fold } from "../declaration/numeral.ts";
import type { LabelBook } from "./book.ts";
import { type Row, filled, isPageNumber, singleText } from "./rows.ts";
import { headOf } from "./table-head.ts";

/** The rows of one declaration, from its title to the last row before the next one or before what is outside the forms. */
export interface Stretch {
  from: number;
  to: number;
}

/** Whether a row is the title of a form: one text that ends in …绩效目标…表, no sentence and no heading inside a form. */
export function isTitle(row: Row, book: LabelBook): boolean {
  const text = singleText(row);
  if (text === null || text.length > 80 || book.tableScope(text) !== null || /[。；;]|如下|见附/.test(text)) return false;
  return /绩效.{0,16}表(?:\(.{1,20}\))?$/.test(text);
}

/**
 * Finds where each declaration begins and ends. A declaration is what has a cell 项目名称; its title, unit and currency
 * stand above it. A title without 项目名称 counts when an indicator table follows.
 */
export function divide(rows: readonly Row[], book: LabelBook): Stretch[] {
  const starts: number[] = [];
  let named = false;
  let title: number | null = null;
  rows.forEach((row, index) => {
    if (isTitle(row, book)) {
      if (title !== null && !named && starts.at(-1) !== title && hasHead(rows, title, index, book)) starts.push(title);
      title = index;
      named = false;
    } else if (!named || title === null) {
      if (!hasName(row, book)) return;
      starts.push(title ?? headStart(rows, index, starts.at(-1) ?? -1, book));
      named = true;
      title ??= index;
    } else if (hasName(row, book)) {
      starts.push(headStart(rows, index, starts.at(-1) ?? -1, book));
    }
  });
  if (title !== null && !named && starts.at(-1) !== title && hasHead(rows, title, rows.length, book)) starts.push(title);
  const distinct = [...new Set(starts)].sort((a, b) => a - b);
  return distinct.map((from, index) => ({ from, to: lastRow(rows, from, distinct[index + 1] ?? rows.length, book) }));
}

function hasName(row: Row, book: LabelBook): boolean {
  return filled(row).some((cell) => book.find(cell.text)?.entries[0]?.field === "project.name");
}

function hasHead(rows: readonly Row[], from: number, to: number, book: LabelBook): boolean {
  return rows.slice(from, to).some((row) => headOf(row, book) !== null);
}

/** Without a title: the rows of labels, unit and year right above 项目名称. */
function headStart(rows: readonly Row[], nameRow: number, previous: number, book: LabelBook): number {
  let from = nameRow;
  while (from - 1 > previous && nameRow - from < 8) {
    const above = rows[from - 1];
    if (!above) break;
    const texts = filled(above).map((cell) => fold(cell.text));
    const belongs = texts.some((text) => /^\(?20\d{2}年度?\)?$/.test(text) || /^\d{4,}\D{3,40}$/.test(text)) || filled(above).some((cell) => aboveTable(cell.text, book));
    if (!belongs) break;
    from--;
  }
  return from;
}

function aboveTable(text: string, book: LabelBook): boolean {
  const field = book.find(text)?.entries[0]?.field;
  return field === "unit" || field === "funding.currency" || field === "department" || field === "project.code" || field === "year";
}

/** The last row that belongs to a form: the last that is a row of a table, a label or a heading; prose behind it is outside. */
function lastRow(rows: readonly Row[], from: number, next: number, book: LabelBook): number {
  let to = next;
  while (to - 1 > from) {
    const row = rows[to - 1];
    if (!row || row.kind === "row" || (!isPageNumber(row) && filled(row).some((cell) => book.find(cell.text) !== null))) break;
    to--;
  }
  return to;
}
