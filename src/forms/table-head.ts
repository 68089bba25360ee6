import type { Column, FormDefinition } from "./form.ts";
import type { LabelBook } from "./book.ts";
import { type Row, filled } from "./rows.ts";

/** A column of an indicator table where its head stands: `index` counts cells from 0. */
export interface HeadColumn {
  column: Column;
  index: number;
  label: string;
}

/**
 * A head whose last cells a conversion lost, completed by the columns of its form: what stands there in the rows is then
 * told by its place.
 */
export function completed(head: readonly HeadColumn[], form: FormDefinition | null): HeadColumn[] {
  const printed = head.map(({ column }) => column).filter((column) => column !== "side");
  for (const table of form?.tables ?? []) {
    const columns = table.columns.filter(({ column }) => column !== "side");
    const isPrefix = printed.length < columns.length && printed.every((column, index) => column === columns[index]?.column);
    const last = head.at(-1);
    if (isPrefix && last) return [...head, ...columns.slice(printed.length).map(({ label, column }, nth) => ({ label, column, index: last.index + 1 + nth }))];
  }
  return [...head];
}

/** The head with what a row below it holds, where that is nothing but the rest of one of its cells (指标值 + 确定依据); else null. */
export function headWithRest(row: Row | undefined, head: readonly HeadColumn[], book: LabelBook): HeadColumn[] | null {
  const [cell, ...others] = row ? filled(row) : [];
  const above = head.find(({ index }) => index === cell?.column);
  if (!cell || others.length > 0 || !above) return null;
  const label = above.label + cell.text.replace(/\s/g, "");
  const column = book.head(label);
  return column === null ? null : head.map((one) => (one === above ? { ...one, label, column } : one));
}

/** Reads a row as the head of an indicator table, or says that it is none. Needs a level and at least three heads. */
export function headOf(row: Row, book: LabelBook): HeadColumn[] | null {
  const found: HeadColumn[] = [];
  for (const cell of filled(row)) {
    const column = book.head(cell.text);
    if (column !== null) found.push({ column, index: cell.column, label: cell.text.replace(/\s/g, "") });
  }
  const levels = found.filter(({ column }) => column.startsWith("level")).length;
  return levels >= 2 && found.length >= 3 && found.length >= filled(row).length - 1 ? found : null;
}
