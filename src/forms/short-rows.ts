import type { Row } from "./rows.ts";

/**
 * Rows that have fewer cells, filled or empty, than nearly all others of their table: a cell was lost, and what stands
 * behind it may belong to another column.
 */
export function shortRows(rows: readonly Row[]): ReadonlySet<Row> {
  const reaches = new Map(rows.filter(({ kind, told }) => kind === "row" && !told).map((row) => [row, reach(row)]));
  const counts = new Map<number, number>();
  for (const count of reaches.values()) counts.set(count, (counts.get(count) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  if (!most || reaches.size < 3 || most[1] < reaches.size * commonEnough) return new Set();
  return new Set([...reaches].flatMap(([row, count]) => (count < most[0] ? [row] : [])));
}

const commonEnough = 0.7;

/** How many columns a row has; where a file states its merged cells, those that reach down into it count as well. */
function reach({ cells, stated }: Row): number {
  if (!stated) return cells.length;
  const { table, number } = stated;
  const over = table.rows.slice(0, number + 1).flatMap((above, nth) => above.filter(({ rowSpan }) => nth + rowSpan > number));
  return over.reduce((sum, { colSpan }) => sum + colSpan, 0);
}
