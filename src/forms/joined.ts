import type { Cell } from "../grid/grid.ts";

/** Several lines as one cell; they follow each other in the source. */
export function joined(cells: readonly Cell[]): Cell {
  const [first] = cells;
  if (!first) throw new RangeError("no cell to join");
  const offsets = cells.every((cell) => cell.offsets !== null) ? cells.flatMap((cell, index) => behind(cell.offsets ?? [], index > 0)) : null;
  return { ...first, text: cells.map(({ text }) => text).join("\n"), offsets };
}

/** The offsets of a line, behind that of the line end before it. */
function behind(offsets: readonly number[], lineEnd: boolean): readonly number[] {
  return lineEnd ? [(offsets[0] ?? 1) - 1, ...offsets] : offsets;
}
