import type { PageCell, PageTable } from "./page.ts";
import { usableWidth, wraps } from "./wrap.ts";

/** How far the same edge may lie apart on two pages, in points. */
export const sameEdge = 4;

/** Two boxes of the same column(s), the lower one on the next page. */
export interface Pair {
  readonly upper: PageCell;
  readonly lower: PageCell;
}

/** What is known of the whole document when a page break is judged. */
export interface Surroundings {
  /** How far down its tables reach; a torn row reaches that far. */
  readonly pageBottom: number;
  /** The texts of cells that no page break can have cut, without white space. */
  readonly whole: ReadonlySet<string>;
}

/**
 * Judges by the text whether a row of the next page is the rest of the last row above it, where both pages closed their
 * boxes: what stands on both sides is together a text that the document has elsewhere, or the lines above fill their
 * cells to the edge and what follows is no whole row.
 */
export function isTorn(above: PageTable, below: PageTable, row: number, { pageBottom, whole }: Surroundings): boolean {
  const pairs = pairsAt(above, below, row);
  if (!pairs || pairs.every(({ lower }) => isEmpty(lower))) return false;
  const ends = pairs.filter(({ lower }) => !isEmpty(lower));
  if (ends.some(({ upper }) => isEmpty(upper))) return false;
  if (above.bottom < pageBottom - 2.6 * sizeOf(ends)) return false;
  const seams = ends.map((pair) => seamOf(pair, whole));
  const rests = seams.filter((seam) => seam === "rest").length;
  if (rests === ends.length) return true;
  if (seams.includes("two")) return false;
  // Empty boxes at the left edge may be merged ones running on; others show that the row was finished above.
  const behind = pairs.slice(pairs.findIndex(({ lower }) => !isEmpty(lower)));
  const finished = behind.some(({ upper, lower }) => !isEmpty(upper) && isEmpty(lower) && lower.rowSpan === 1);
  if (finished && rests > 0 && 2 * rests >= ends.length) return true;
  return isProseGoingOn(ends, below);
}

/** What two boxes hold: a text and its rest, two texts, or either. */
type Seam = "rest" | "two" | "unknown";

function seamOf(pair: Pair, whole: ReadonlySet<string>): Seam {
  if (isKnownTogether(pair, whole)) return "rest";
  if (whole.has(keyOf(pair.upper))) return "two";
  if (fillsItsCell(pair)) return "rest";
  return whole.has(keyOf(pair.lower)) ? "two" : "unknown";
}

/** Whether the document has elsewhere, in one piece, what stands here on both sides of a page break. */
export function isKnownTogether({ upper, lower }: Pair, whole: ReadonlySet<string>): boolean {
  return !isEmpty(upper) && !isEmpty(lower) && whole.has(keyOf(upper) + keyOf(lower));
}

/** The text of a cell without white space. */
export function keyOf({ lines }: Pick<PageCell, "lines">): string {
  return lines.map(({ text }) => text).join("").replace(/\s/g, "");
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

function sizeOf(pairs: readonly Pair[]): number {
  return Math.max(...pairs.flatMap(({ lower }) => lower.lines.map(({ size }) => size)));
}

function fillsItsCell({ upper, lower }: Pair): boolean {
  const [last, first] = [upper.lines.at(-1), lower.lines[0]];
  const usable = usableWidth([...upper.lines, ...lower.lines], upper.right - upper.left);
  return last !== undefined && first !== undefined && wraps(last, first, usable);
}

/** So long is a text that is no heading of a row of its own. */
const prose = 12;

/** The author's own line end fell on the page break: one wide cell of prose goes on, all others are empty. */
function isProseGoingOn([end, ...others]: readonly Pair[], below: PageTable): boolean {
  if (!end || others.length > 0) return false;
  const { upper, lower } = end;
  return lower.right - lower.left > 0.5 * (below.right - below.left) && keyOf(upper).length > prose && keyOf(lower).length > prose;
}
