import type { Grid } from "../grid/grid.ts";
import type { LabelBook } from "./book.ts";
import type { Draft } from "./draft.ts";
import { indicatorTableAt, readIndicatorTable } from "./indicator-table.ts";
import { LabelledValues } from "./labelled-values.ts";
import type { Row } from "./rows.ts";
import { Scopes } from "./scopes.ts";
import { keepTasks, taskTableAt } from "./tasks.ts";

/**
 * Walks through the rows of one declaration from top to bottom: labels announce values to their right or below,
 * headings give the scope of the tables that follow, heads open indicator tables. What nothing announces becomes a
 * problem that quotes it.
 */
export function walk(grid: Grid, rows: readonly Row[], book: LabelBook, draft: Draft): void {
  const reader = { grid, book, draft };
  const scopes = new Scopes(book);
  const values = new LabelledValues(reader);
  for (let at = 0; at < rows.length; ) {
    const row = rows[at];
    if (!row) break;
    const tasks = taskTableAt(rows, at, book);
    const table = tasks ? null : indicatorTableAt(reader, rows, at, scopes);
    if (tasks || table || scopes.heads(row)) values.closeAll();
    else values.read(row);
    if (tasks) keepTasks(grid, draft, tasks, row, book);
    if (table) readIndicatorTable(reader, rows, table, scopes);
    at = tasks?.end ?? table?.end ?? at + 1;
  }
}
