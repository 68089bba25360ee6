import type { Line } from "./lines.ts";

/** What margins a cell may have on both sides together, in points and in sizes of its font. */
const margins = { points: 14, sizes: 1.2 };

/** What cannot be parted at the end of a line: a word, a figure with its sign, a character with the stop behind it. */
const token = /^[（《“‘(【〈「]*(?:[A-Za-z0-9.,:%％/~-]+|[≥≤><=]+[\d.]+[%％]?|.)[，。、；：？！）》”’,.;:?!)]*/u;

/**
 * The text of lines one below the other: a line end stays where the author made it and goes where only the width of the
 * cell (or of the page) did.
 */
export function flowed(lines: readonly Line[], width: number): string {
  const usable = usableWidth(lines, width);
  const apart = paragraphGap(lines);
  let text = "";
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    const wrapped = before && (apart === null ? wraps(before, line, usable) : gapOf(before, line) < apart);
    if (before) text += wrapped ? between(before.text, line.text) : "\n";
    text += line.text;
  });
  return text;
}

/** How far a line's foot stands below that of the line before, in sizes of its font. */
const gapOf = (before: Line, line: Line): number => Math.abs(before.base - line.base) / line.size;

/**
 * Where the lines of a text stand in two clearly different distances, the wider one parts the author's own lines: from
 * which distance on. Null when the distances tell nothing.
 */
function paragraphGap(lines: readonly Line[]): number | null {
  const gaps = lines.slice(1).map((line, index) => gapOf(lines[index] ?? line, line));
  const [least, most] = [Math.min(...gaps), Math.max(...gaps)];
  if (gaps.length < 2 || most > 3 || most < least * 1.12) return null;
  const middle = (least + most) / 2;
  return gaps.every((gap) => gap < least * 1.04 || gap > most / 1.04) ? middle : null;
}

/** Whether a line ends where it does because the next one's first word found no room in it. */
export function wraps(line: Line, next: Line, usable: number): boolean {
  const room = usable - (line.to - line.from);
  return room < widthOf(token.exec(next.text)?.[0] ?? "", next) + 0.35 * line.size;
}

/** How wide the lines of a cell can be: as the widest, where it comes near the cell's own width. */
export function usableWidth(lines: readonly Line[], width: number): number {
  const widest = Math.max(0, ...lines.map(({ from, to }) => to - from));
  const size = lines[0]?.size ?? 0;
  const closest = width - margins.points;
  return widest >= closest - margins.sizes * size ? widest : Math.max(closest, widest);
}

function widthOf(text: string, { size }: Line): number {
  let width = 0;
  for (const character of text) width += character < "\u2e80" ? 0.5 * size : size;
  return width;
}

export function between(before: string, next: string): string {
  return /[A-Za-z]$/.test(before) && /^[A-Za-z]/.test(next) ? " " : "";
}
