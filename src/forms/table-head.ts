import type { Column } from "./form.ts";
import type { LabelBook } from "./book.ts";
import { type Row, filled } from "./rows.ts";

/** A column of an indicator table where its head stands: `index` counts cells from 0. */
export interface HeadColumn {
  column: Column;
  index: number;
  label: string;
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
