import type { Line } from "./lines.ts";

/** What margins a cell may have on both sides together, in points and in sizes of its font. */
const margins = { points: 14, sizes: 1.2 };

/** What cannot be parted at the end of a line: a word, a figure with its sign, a character with the stop behind it. */
const token = /^[（《“‘(【〈「]*(?:[A-Za-z0-9.,:%％/~-]+|[≥≤><=]+[\d.]+[%％]?|.)[，。、；：？！）》”’,.;:?!)]*/u;

/** Lines one below the other, and the width of the cell that they stand in. */
export interface Lines {
  readonly lines: readonly Line[];
  readonly width: number;
}

/**
 * The text of lines one below the other: a line end stays where the author made it and goes where only the width of the
 * cell (or of the page) did.
 * @param apart from which distance on lines are the author's own (`paragraphGap`); null where distances tell nothing
 */
export function flowed({ lines, width }: Lines, apart: number | null): string {
  const usable = usableWidth(lines, width);
  let text = "";
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    if (before) text += goesOn(before, line, usable, apart) ? between(before.text, line.text) : "\n";
    text += line.text;
  });
  return text;
}

function goesOn(before: Line, line: Line, usable: number, apart: number | null): boolean {
  const gap = gapOf(before, line);
  return apart === null || gap > furthest ? wraps(before, line, usable) : gap < apart;
}

/** How far a line's foot stands below that of the line before, in sizes of its font. */
const gapOf = (before: Line, line: Line): number => Math.abs(before.base - line.base) / line.size;

/** Lines further from each other, in sizes of their font, stand on two pages. */
const furthest = 3;
/** Distances are the same within this, and of two kinds beyond that. */
const same = 1.04;
const other = 1.1;

/**
 * Where the lines of a document's cells stand in two distances, the wider one parts the author's own lines: from which
 * distance on, in sizes of the font. Null when there is but one, or when lines that stand close do not fill their cells:
 * then the distances have another reason.
 */
export function paragraphGap(cells: readonly Lines[]): number | null {
  const pairs = cells.flatMap(({ lines, width }) => {
    const usable = usableWidth(lines, width);
    return lines.slice(1).flatMap((line, index) => {
      const before = lines[index];
      const gap = before ? gapOf(before, line) : furthest + 1;
      return before && gap <= furthest ? [{ gap, full: wraps(before, line, usable) }] : [];
    });
  });
  const least = pairs.reduce((least, { gap }) => Math.min(least, gap), furthest);
  const close = pairs.filter(({ gap }) => gap <= least * same);
  const wide = pairs.filter(({ gap }) => gap > least * same);
  const nearest = wide.reduce((nearest, { gap }) => Math.min(nearest, gap), furthest);
  const twoKinds = wide.length > 0 && nearest > least * other && wide.every(({ gap }) => gap <= nearest * same);
  return twoKinds && close.filter(({ full }) => full).length >= close.length * 0.95 ? (least + nearest) / 2 : null;
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
