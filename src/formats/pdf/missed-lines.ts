import { type Line, type RunLine, piecesOf } from "./lines.ts";
import type { PageCell } from "./page.ts";

/**
 * LibreOffice sometimes forgets the line between two merged cells behind a page break: the label of the lower one then
 * stands in a box that begins some rows too early. Where a table centres its merged labels and one stands in the middle of
 * its box's last row instead, the rows above that are given a box of their own.
 * @param rows the edges of the table's rows on the page
 */
export function withMissedLines(cells: readonly PageCell[], rows: readonly number[]): PageCell[] {
  const merged = cells.filter(({ rowSpan, lines }) => rowSpan > 1 && lines.length > 0 && lines.every(({ turn }) => turn === 0));
  const astray = new Set(merged.filter((cell) => !isCentred(cell, rows, cell.row) && isCentred(cell, rows, cell.row + cell.rowSpan - 1)));
  const centred = merged.filter((cell) => isCentred(cell, rows, cell.row));
  if (centred.length <= astray.size) return [...cells];
  return cells.flatMap((cell) => {
    if (!astray.has(cell)) return [cell];
    const rowSpan = cell.rowSpan - 1;
    return [
      { ...cell, rowSpan, lines: [] },
      { ...cell, row: cell.row + rowSpan, rowSpan: 1 },
    ];
  });
}

/** Whether the text stands in the middle of the stretch from a row to the end of its box. */
function isCentred({ row, rowSpan, lines }: PageCell, rows: readonly number[], from: number): boolean {
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first || !last) return false;
  const middle = (first.base + last.base) / 2 - 0.35 * first.size;
  const [top, bottom] = [rows[from] ?? 0, rows[row + rowSpan] ?? 0];
  return Math.abs(middle - (top + bottom) / 2) < 0.45 * first.size && first.base - first.size > top - 0.5 * first.size;
}

/** Texts in one box that stand further apart than this, in sizes of their font, are those of two cells. */
const apart = 5;

/**
 * Cells beside each other without a line between them (unit and currency above a form): their texts stand far apart in one
 * box. They part at an edge of other rows' columns in the gap, if there is one.
 * @param columns the edges of the table's columns
 */
export function withUndrawnSides(cell: Omit<PageCell, "lines">, lines: readonly RunLine[], columns: readonly number[]): PageCell[] {
  const [line, ...others] = lines;
  if (!line || others.length > 0 || line.turn !== 0) return [{ ...cell, lines: lines.map(withoutRuns) }];
  const pieces = piecesOf(line, apart);
  const sides = pieces.slice(1).map(({ from }, index) => {
    const end = pieces[index]?.to ?? from;
    return columns.findLast((edge) => edge > end && edge < from) ?? from - 1;
  });
  return pieces.map((piece, index) => ({ ...cell, left: sides[index - 1] ?? cell.left, right: sides[index] ?? cell.right, lines: [withoutRuns(piece)] }));
}

/** Of a whole document the lines are kept; the glyphs would fill the memory. */
function withoutRuns({ runs: _, ...line }: RunLine): Line {
  return line;
}
