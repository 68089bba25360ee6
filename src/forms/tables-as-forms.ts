import { fold } from "../declaration/numeral.ts";
import type { LabelBook } from "./book.ts";
import { isTitle } from "./divide.ts";
import { type Row, filled } from "./rows.ts";

/** A kind of table that holds several forms: how its head is told, where it ends, and the forms that its rows are. */
export interface TableKind<Head extends { rows: number }> {
  headAt: (at: number) => Head | null;
  /** @param from the first row below the head */
  endOf: (from: number, head: Head) => number;
  formsOf: (rows: readonly Row[], head: Head, above: readonly Row[]) => readonly Row[];
}

/** Puts forms in the place of each table of a kind. */
export function tablesAsForms<Head extends { rows: number }>(rows: readonly Row[], book: LabelBook, { headAt, endOf, formsOf }: TableKind<Head>): Row[] {
  const made: Row[] = [];
  for (let at = 0; at < rows.length; ) {
    const row = rows[at];
    const head = headAt(at);
    if (head) {
      const above = takeAbove(made, book);
      const from = at + head.rows;
      at = endOf(from, head);
      made.push(...formsOf(rows.slice(from, at), head, above));
    } else {
      if (row) made.push(row);
      at++;
    }
  }
  return made;
}

/** Title, year and currency stand right above the table; they are taken to be repeated over each project. */
export function takeAbove(made: Row[], book: LabelBook): Row[] {
  let from = made.length;
  while (from > 0 && made.length - from < 5) {
    const row = made[from - 1];
    const first = row && filled(row)[0];
    if (!row || !first || filled(row).length > 4 || !(isTitle(row, book) || filled(row).some(({ text }) => book.find(text) !== null) || /^\(?20\d{2}年/.test(fold(first.text)))) break;
    from--;
  }
  return made.splice(from);
}
