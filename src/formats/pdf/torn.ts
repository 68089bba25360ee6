import type { PageCell, PageTable } from "./page.ts";
import { usableWidth, wraps } from "./wrap.ts";

/** How far the same edge may lie apart on two pages, in points. */
export const sameEdge = 4;

/** Two boxes of the same column(s), the lower one on the next page. */
export interface Pair {
  readonly upper: PageCell;
  readonly lower: PageCell;
}

/** Whether a page break runs through a row, and whether the lines themselves say so. */
export type Tear = "none" | "assumed" | "proven";

/**
 * Judges whether a row of the next page is the rest of the last row above it. A printed page closes the torn row with a
 * line, so the lines prove it only where they are missing; else the text tells: the last lines above fill their cells
 * to the edge, and what follows is no whole row.
 * @param pageBottom how far down the tables of the document reach; a torn row reaches that far
 */
export function tearBetween(above: PageTable, below: PageTable, row: number, pageBottom: number): Tear {
  const pairs = pairsAt(above, below, row);
  if (!pairs || pairs.every(({ lower }) => isEmpty(lower))) return "none";
  const ends = pairs.filter(({ lower }) => !isEmpty(lower));
  if (ends.some(({ upper, lower }) => isEmpty(upper) || spansOn(upper, above) !== spansOn(lower, below))) return "none";
  if (row === 0 && (above.openBottom || below.openTop)) return "proven";
  if (above.bottom < pageBottom - 2.6 * sizeOf(ends)) return "none";
  const full = ends.filter(fillsItsCell);
  if (full.length === ends.length) return "assumed";
  // Empty boxes at the left edge may be merged ones running on; others show that the row was finished above.
  const behind = pairs.slice(pairs.findIndex(({ lower }) => !isEmpty(lower)));
  const finished = behind.some(({ upper, lower }) => !isEmpty(upper) && isEmpty(lower) && lower.rowSpan === 1);
  if (finished && full.length > 0 && 2 * full.length >= ends.length) return "assumed";
  return isProseGoingOn(ends, below) ? "assumed" : "none";
}

/** The boxes on both sides of the page break; null where the row below has other columns than the row above. */
export function pairsAt(above: PageTable, below: PageTable, row: number): Pair[] | null {
  const uppers = above.cells.filter((cell) => cell.row + cell.rowSpan === above.height).sort((a, b) => a.left - b.left);
  const lowers = below.cells.filter((cell) => cell.row === row);
  if (uppers.length !== lowers.length) return null;
  const pairs = uppers.flatMap((upper, index): Pair[] => {
    const lower = lowers[index];
    return lower && sameColumns(upper, lower) ? [{ upper, lower }] : [];
  });
  return pairs.length === uppers.length ? pairs : null;
}

export function sameColumns(one: PageCell, other: PageCell): boolean {
  return Math.abs(one.left - other.left) <= sameEdge && Math.abs(one.right - other.right) <= sameEdge;
}

export function isEmpty({ lines }: PageCell): boolean {
  return lines.length === 0;
}

/** A box of several rows with text goes on only in a box of several rows. */
function spansOn(cell: PageCell, table: PageTable): boolean {
  return cell.rowSpan > 1 && table.height > 1;
}

function sizeOf(pairs: readonly Pair[]): number {
  return Math.max(...pairs.flatMap(({ lower }) => lower.lines.map(({ size }) => size)));
}

function fillsItsCell({ upper, lower }: Pair): boolean {
  const [last, first] = [upper.lines.at(-1), lower.lines[0]];
  const usable = usableWidth([...upper.lines, ...lower.lines], upper.right - upper.left);
  return last !== undefined && first !== undefined && wraps(last, first, usable);
}

/** The author's own line end fell on the page break: one wide cell of prose goes on, all others are empty. */
function isProseGoingOn([end, ...others]: readonly Pair[], below: PageTable): boolean {
  return end !== undefined && others.length === 0 && end.lower.right - end.lower.left > 0.5 * (below.right - below.left);
}
