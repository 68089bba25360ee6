import { withRoles } from "./align.ts";
import { keepSubtotal, quote } from "./as-printed.ts";
import { isTitle } from "./divide.ts";
import { targetScopes } from "./form.ts";
import { ofOneYear, tableParts } from "./head-groups.ts";
import type { LabelBook } from "./book.ts";
import type { Draft } from "./draft.ts";
import { lineAsRow } from "./line-in-table.ts";
import { indicatorOfEachLine } from "./lines-of-a-row.ts";
import { withLostHeads } from "./lost-heads.ts";
import type { Reader } from "./reader.ts";
import { type Row, filled } from "./rows.ts";
import type { Scopes } from "./scopes.ts";
import { readTable } from "./table.ts";
import { bodyOf, isSubtotal, tableEnd, withoutStrangers } from "./table-end.ts";
import { type HeadColumn, completed, headOf, headWithRest, impliedHead, missingColumns, withSubHeads } from "./table-head.ts";
import { yearIn } from "./year.ts";

/** An indicator table where it begins: its columns, whether its head is printed, and where its rows stand. */
export interface FoundTable {
  row: Row;
  printed: HeadColumn[] | null;
  /** The head with what stands of it in the next row. */
  head: HeadColumn[];
  from: number;
  end: number;
  rowAt: (index: number) => Row | undefined;
}

/** The indicator table that begins in this row; null where none does. */
export function indicatorTableAt({ book }: Reader, rows: readonly Row[], at: number, scopes: Scopes): FoundTable | null {
  const row = rows[at];
  const printed = row ? headOf(row, book) : null;
  const head = printed ?? (row ? impliedHead(row, scopes.table()) : null);
  if (!row || !head) return null;
  scopes.beside(row);
  const whole = printed ? (headWithRest(rows[at + 1], head, book) ?? withSubHeads(head, row, rows[at + 1], book)) : null;
  const from = whole ? at + 2 : printed ? at + 1 : at;
  const columns = withRoles(completed(whole ?? head, book.form));
  const rowAt = (index: number) => lineAsRow(rows, index, columns);
  return { row, printed, head: whole ?? head, from, end: tableEnd(rows, from, whole ?? head, scopes.next(), book, rowAt), rowAt };
}

/** Reads an indicator table into the draft; what is no row of it is kept or quoted. */
export function readIndicatorTable(reader: Reader, rows: readonly Row[], table: FoundTable, scopes: Scopes): void {
  const { book, draft } = reader;
  doubtHead(reader, table);
  const [rowsOfTable, strange] = withoutStrangers(bodyOf(rows.slice(table.from, table.end).map((line, nth) => table.rowAt(table.from + nth) ?? line), book));
  const body = rowsOfTable.filter((line) => !isSubtotal(line));
  for (const line of rowsOfTable.filter(isSubtotal)) keepSubtotal(reader, line, table.head);
  for (const cell of strange.flatMap(filled)) quote(reader, cell);
  const goals = draft.goals.map(({ scope }) => scope);
  const scope = scopes.byGoal(draft) ?? scopes.next();
  for (const part of tableParts(headFor(reader, rows, table, body), body, scope, targetScopes(scopes.table()), goals)) readTable(reader.grid, indicatorOfEachLine(part.rows, part.head), part.head, part.scope, draft);
}

function doubtHead({ book, draft }: Reader, { row, printed }: FoundTable): void {
  const lost = printed ? missingColumns(printed, book.form) : [];
  if (row.told) draft.doubt("indicators", "vocabulary", "指标写成了文字，没有表格；类别、名称和指标值按词汇和标点判断。");
  if (!printed) draft.doubt("indicators", "vocabulary", "这张指标表没有表头，各栏按表样和词汇判断。");
  else if (lost.length > 0) draft.doubt("indicators", "unreadable", `表头缺少“${lost.join("”“")}”，各栏可能移位。`);
}

/** The head as the rows are read by it: completed by the form, of one year, with heads that were lost. */
function headFor({ book, draft }: Reader, rows: readonly Row[], { row, printed, head }: FoundTable, body: readonly Row[]): HeadColumn[] {
  if (!printed) return completed(head, book.form);
  const printedYear = draft.year?.value ?? yearOfTitle(rows, book);
  const yearly = ofOneYear(completed(head, book.form), printedYear ?? yearOfGoal(draft));
  if (yearly.kept !== null && yearly.kept !== printedYear) draft.doubt("indicators", "vocabulary", "几个年度的指标值并列，没有印明是哪一年度的表，取年度目标里说的一年，没有则取最早一年。");
  const mended = withLostHeads(yearly.head, row, body);
  if (mended.moved) draft.doubt("indicators", "vocabulary", "表头比各行少一栏，各格属于哪一栏按词汇判断。");
  return mended.head;
}

/** The year that the annual goal speaks of. */
function yearOfGoal({ goals }: Draft): number | null {
  return yearIn(goals.find(({ scope }) => scope === "annual")?.cut.text ?? "")?.value ?? null;
}

function yearOfTitle(rows: readonly Row[], book: LabelBook): number | null {
  const title = rows.find((row) => isTitle(row, book));
  return yearIn(title?.cells.map(({ text }) => text).join("") ?? "")?.value ?? null;
}
