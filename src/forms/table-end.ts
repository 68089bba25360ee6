import type { Cell } from "../grid/grid.ts";
import type { Scope } from "../declaration/schema.ts";
import type { FoundLabel, LabelBook } from "./book.ts";
import { isLevel } from "./cells-run-together.ts";
import { isTitle } from "./divide.ts";
import { isRestOfRow } from "./rest-line.ts";
import { type Row, filled, isPageNumber, singleText } from "./rows.ts";
import { type HeadColumn, headOf } from "./table-head.ts";

/**
 * Where an indicator table ends: at another head, a heading of a table, a label that is no indicator, or prose.
 * @param scope whose targets it holds: its own heading, printed again with the head, does not end it
 * @param rowAt a row as the table has it: a line may be a row without separators
 */
export function tableEnd(rows: readonly Row[], from: number, head: readonly HeadColumn[], scope: Scope, book: LabelBook, rowAt: (index: number) => Row | undefined): number {
  for (let at = from; at < rows.length; at++) {
    const row = rowAt(at);
    if (!row || isPageNumber(row) || isSubtotal(row)) continue;
    const again = headOf(row, book);
    if (again && (!sameHead(head, again) || (scopeBeside(row, book) ?? scope) !== scope)) return at;
    if (again || (printedAgain(row, book) && continues(rows, at, book))) continue;
    const first = filled(row)[0];
    if (!first) return at;
    const heading = book.tableScope(first.text);
    const next = rows[at + 1];
    const below = next && heading === scope ? headOf(next, book) : null;
    if (below && sameHead(head, below)) continue;
    if (heading !== null) return at;
    const label = book.find(first.text);
    if ((label && endsTable(label, row) && !isIndicator(row, label, head)) || leadsToHead(rows, at, head, book) || standsOutside(first, row, head, book)) return at;
    if (row.kind === "paragraph" && !continues(rows, at, book)) return isRestOfRow(rowAt(at - 1), row, book) && at > from ? at + 1 : at;
  }
  return rows.length;
}

/** 长期绩效指标 beside a head says what a heading above the table would say; null where nothing stands there. */
export function scopeBeside(head: Row, book: LabelBook): Scope | null {
  const [first] = filled(head);
  return first && book.head(first.text) === "side" ? book.tableScope(first.text) : null;
}

/** The same columns printed again on the next page, not the head of another table. */
function sameHead(head: readonly HeadColumn[], again: readonly HeadColumn[]): boolean {
  const columns = (of: readonly HeadColumn[]) => of.filter(({ column }) => column !== "side").map(({ column }) => column).join();
  return columns(head) === columns(again);
}

/** The rows of a table without what a page prints again: its number, the form's title, its heading, the heads. */
export function bodyOf(rows: readonly Row[], book: LabelBook): Row[] {
  const body: Row[] = [];
  let afterBreak = false;
  for (const row of rows) {
    const again = printedAgain(row, book) || headOf(row, book) !== null || book.tableScope(singleText(row) ?? "") !== null;
    afterBreak = row.afterBreak || afterBreak || again;
    if (again || isEmptyBeside(row, book)) continue;
    body.push({ ...row, afterBreak });
    afterBreak = false;
  }
  return body;
}

/** 小计 of the points of a group, with nothing but figures and levels beside it: no indicator. */
export function isSubtotal(row: Row): boolean {
  const cells = row.kind === "row" ? filled(row) : [];
  const sums = cells.filter(({ text }) => /^(?:分值|权重|得分)?小计(?:分值?)?$/.test(text.replace(/\s/g, "")));
  return sums.length === 1 && cells.length > 1 && cells.every((cell) => sums.includes(cell) || isLevel(cell.text) || /^[\d.,%％\s]+$/.test(cell.text));
}

/** A row of empty cells beside the label of the whole table: a form that nobody filled in. */
function isEmptyBeside(row: Row, book: LabelBook): boolean {
  const text = row.stated && filled(row)[0]?.column === 0 ? singleText(row) : null;
  return text !== null && book.head(text) === "side";
}

/**
 * Where the file states its merged cells: a text in the place of the label beside the table, or over both levels without
 * naming one, is a label of the form again.
 */
function standsOutside(first: Cell, { stated }: Row, head: readonly HeadColumn[], book: LabelBook): boolean {
  const level1 = head.find(({ column }) => column === "level1");
  const level2 = head.find(({ column }) => column === "level2");
  if (!stated || !level1 || !level2 || book.head(first.text) === "side" || isLevel(first.text)) return false;
  const beside = first.column < level1.index && !head.some(({ column, index }) => index === first.column && column !== "side");
  const overBoth = first.column <= level1.index && first.column + first.colSpan > level2.index && !/指标|满意/.test(first.text);
  return beside || overBoth;
}

/** 年度目标 and other labels of the form with their values, and then a head: another table's. */
function leadsToHead(rows: readonly Row[], from: number, head: readonly HeadColumn[], book: LabelBook): boolean {
  const level = head.find(({ column }) => column.startsWith("level"))?.index ?? 0;
  for (let at = from; at < Math.min(rows.length, from + mostLabels); at++) {
    const row = rows[at];
    const first = row && filled(row)[0];
    if (!row || !first) return false;
    if (headOf(row, book)) return at > from;
    const field = book.find(first.text)?.entries[0]?.field ?? "section";
    if (isLevel(first.text) || first.column > level || head.some(({ column, index }) => column === "goal" && index === first.column) || !/^(?:goals|funding|department|project|unit|year)/.test(field) || filled(row).length > mostCells) return false;
  }
  return false;
}
const mostLabels = 12;
const mostCells = 6;

function endsTable({ entries, key }: FoundLabel, row: Row): boolean {
  const field = entries[0]?.field;
  if (field === "notes" || (field === "extra" && key !== "合计")) return true;
  return key === "合计" || field === "unit" ? filled(row).length <= 4 : false;
}

/** 人员经费 is a label, but where names stand, or with a comparison behind it, the name of an indicator. */
function isIndicator(row: Row, { key }: FoundLabel, head: readonly HeadColumn[]): boolean {
  const [first, second] = filled(row);
  const name = head.find(({ column }) => column === "level3")?.index;
  if (!first || !second || row.kind !== "row" || /^(?:合计|总分)$/.test(key)) return false;
  return first.column === name || /^\s*[≥≤><=＝＞＜]/.test(second.text);
}

/** What a page prints anew above its part of the table: its number, the form's title, the year, 续表. */
function printedAgain(row: Row, book: LabelBook): boolean {
  return isPageNumber(row) || isTitle(row, book) || /^\(?(?:续(?:上|前)?[表页]?|接(?:上|前)[表页]|(?:上|前)表续|表续)\d*\)?$/.test(singleText(row) ?? "") || /^\(?(?:19|20)\d{2}年度?\)?$/.test(singleText(row) ?? "");
}

/** A paragraph inside a table (a cell torn off by a page break) is followed by more rows of the same table. */
function continues(rows: readonly Row[], at: number, book: LabelBook): boolean {
  const next = rows.slice(at + 1).find((row) => !printedAgain(row, book));
  if (next && headOf(next, book)) return true;
  const first = next && filled(next)[0];
  return next !== undefined && next.kind === "row" && first !== undefined && book.find(first.text) === null;
}

/** A line of prose behind a page break is no row of the table: a heading of the page, a note at its foot. */
export function withoutStrangers(rows: readonly Row[]): [Row[], Row[]] {
  const isStranger = (row: Row) => row.kind === "paragraph" && row.afterBreak && row.told === undefined;
  return [rows.filter((row) => !isStranger(row)), rows.filter(isStranger)];
}
