// A table of the grid cut into pieces of some rows, which look like one table when drawn one below the other: the page
// draws only those near the window.
import type { GridCell } from "../../server/declarations/documents-contract.ts";
import { cellKey } from "./positions.ts";

/** A cell to draw; without `key` it is a gap that the source leaves. */
export interface DrawnCell {
  key: string | null;
  text: string;
  rowSpan: number;
  colSpan: number;
}

export interface Piece {
  rows: DrawnCell[][];
  /** How many lines of text its rows probably take. */
  lines: number;
}

export interface CutTable {
  /** The width of each column in characters. */
  widths: number[];
  pieces: Piece[];
}

/** A piece ends after so many rows where no merged cell is cut, and after so many more in any case. */
const rowsInPiece = { wanted: 30, most: 120 };
/** Widths in characters: what a column is given at least and at most, and down to which it is squeezed before the pane scrolls sideways. */
const width = { least: 2.6, most: 16, prose: 24, empty: 1.5, squeezed: 4.6 };
/** What a cell's padding and lines take. */
const padding = 1;
/** About how many characters a line of the pane holds. */
const charactersOnLine = 36;

/** How wide a text is in Chinese characters. */
const wide = (text: string): number => text.replace(/[\x20-\x7e]/g, "").length + (text.match(/[\x20-\x7e]/g)?.length ?? 0) * 0.55;
const wanted = (text: string): number => Math.min(text.length > 80 ? width.prose : width.most, Math.max(0, ...text.split("\n").map(wide)) + padding);

/** The width below which a table is not squeezed. */
export const leastWidth = (widths: readonly number[]): number => total(widths.map((one) => Math.min(one, width.squeezed)));
const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/** Makes columns fit side by side: wide ones give way, narrow ones stay as they are. */
function fitted(widths: number[]): number[] {
  const [sum, least] = [total(widths), leastWidth(widths)];
  if (sum <= charactersOnLine) return widths;
  const share = Math.max(0, charactersOnLine - least) / Math.max(1, sum - least);
  return widths.map((one) => Math.min(one, width.squeezed) + Math.max(0, one - width.squeezed) * share);
}

/** Only columns at which a cell begins or ends are drawn: a sheet may leave a thousand empty ones. */
class Columns {
  readonly #bounds: number[];
  readonly #numbers: Map<number, number>;

  constructor(rows: readonly (readonly GridCell[])[]) {
    const bounds = new Set<number>([0]);
    for (const row of rows) for (const { column, colSpan } of row) bounds.add(column).add(column + colSpan);
    this.#bounds = [...bounds].sort((a, b) => a - b);
    this.#numbers = new Map(this.#bounds.map((bound, index) => [bound, index]));
  }

  get count(): number {
    return Math.max(1, this.#bounds.length - 1);
  }

  start({ column }: GridCell): number {
    return this.#numbers.get(column) ?? 0;
  }

  end({ column, colSpan }: GridCell): number {
    return this.#numbers.get(column + colSpan) ?? this.count;
  }

  widths(rows: readonly (readonly GridCell[])[]): number[] {
    const widths = Array.from({ length: this.count }, () => width.empty);
    const merged: GridCell[] = [];
    for (const cell of rows.flat()) {
      const at = this.start(cell);
      if (this.end(cell) - at === 1) widths[at] = Math.max(widths[at] ?? 0, width.least, wanted(cell.text));
      else merged.push(cell);
    }
    // What a merged cell needs beyond its columns is shared among them; the narrow ones of each row are seen to first.
    for (const cell of merged.sort((a, b) => a.colSpan - b.colSpan)) {
      const [at, end] = [this.start(cell), this.end(cell)];
      const sum = total(widths.slice(at, end));
      const needed = wanted(cell.text);
      for (let column = at; column < end && needed > sum; column++) widths[column] = ((widths[column] ?? 0) * needed) / sum;
    }
    return fitted(widths);
  }
}

/** The rows at which pieces begin. */
function cutsOf(rows: readonly (readonly GridCell[])[]): number[] {
  const cuts = [0];
  let reach = 0;
  let begin = 0;
  rows.forEach((row, index) => {
    const length = index - begin;
    if ((length >= rowsInPiece.wanted && reach <= index) || length >= rowsInPiece.most) {
      cuts.push(index);
      begin = index;
    }
    for (const { rowSpan } of row) reach = Math.max(reach, index + rowSpan);
  });
  return cuts;
}

/** A cell that reaches down over the rows below it. */
interface Above {
  key: string;
  first: number;
  end: number;
  until: number;
}

/** Cuts a table into pieces. No cell is lost, even where cells of the source lie upon each other. */
export function cutTable(rows: readonly (readonly GridCell[])[]): CutTable {
  const columns = new Columns(rows);
  const widths = columns.widths(rows);
  const cuts = cutsOf(rows);
  const above: (Above | undefined)[] = [];
  const pieces = cuts.map((begin, index): Piece => {
    const end = cuts[index + 1] ?? rows.length;
    const drawn: DrawnCell[][] = [];
    let lines = 0;
    for (let row = begin; row < end; row++) {
      const cells = rowOf(rows[row] ?? [], { row, begin, end }, columns, above);
      drawn.push(cells);
      // As if all columns were equally wide, which is near enough.
      const inColumn = Math.max(charactersOnLine, total(widths)) / columns.count;
      lines += Math.max(1, ...cells.map(({ text, colSpan, rowSpan }) => (rowSpan > 1 ? 0 : Math.ceil(text.length / Math.max(2, colSpan * inColumn - padding)))));
    }
    return { rows: drawn, lines };
  });
  return { widths, pieces };
}

function rowOf(cells: readonly GridCell[], { row, begin, end }: { row: number; begin: number; end: number }, columns: Columns, above: (Above | undefined)[]): DrawnCell[] {
  const drawn: DrawnCell[] = [];
  const coming = [...cells];
  const covered = (at: number): Above | undefined => {
    const cell = above[at];
    return cell !== undefined && cell.until > row ? cell : undefined;
  };
  let at = 0;
  while (at < columns.count) {
    const over = covered(at);
    const next = coming[0];
    if (over !== undefined) {
      // What a cut divides goes on without its text.
      if (row === begin && over.first === at) drawn.push({ key: over.key, text: "", rowSpan: Math.min(over.until, end) - row, colSpan: over.end - at });
      at++;
    } else if (next !== undefined && columns.start(next) <= at) {
      coming.shift();
      let stop = at + 1;
      while (stop < columns.end(next) && covered(stop) === undefined) stop++;
      const key = cellKey(next.place);
      for (let column = at; column < stop; column++) above[column] = { key, first: at, end: stop, until: row + next.rowSpan };
      drawn.push({ key, text: next.text, rowSpan: Math.min(row + next.rowSpan, end) - row, colSpan: stop - at });
      at = stop;
    } else {
      const from = at;
      const until = next === undefined ? columns.count : columns.start(next);
      while (at < until && covered(at) === undefined) at++;
      drawn.push({ key: null, text: "", rowSpan: 1, colSpan: at - from });
    }
  }
  // Cells that lie upon others stand behind the last.
  for (const { place, text } of coming) drawn.push({ key: cellKey(place), text, rowSpan: 1, colSpan: 1 });
  return drawn;
}
