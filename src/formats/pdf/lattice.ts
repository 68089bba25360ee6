import { Groups, type Frame } from "./frame.ts";
import type { Rule } from "./rules.ts";

/** A cell between ruled lines: which of the table's columns and rows it covers (`right` and `bottom` exclusive). */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The table has no line there. At the left or right such a box without text is no cell, but space beside the table. */
  readonly openBeside: boolean;
  readonly openTop: boolean;
  readonly openBottom: boolean;
}

/** A ruled table: the edges of its columns and rows, and the cells between the lines. */
export interface Lattice {
  readonly columns: readonly number[];
  readonly rows: readonly number[];
  readonly boxes: readonly Box[];
  /** The box at a point; null outside the table. */
  at(x: number, y: number): number | null;
}

/** Edges closer than this are one. */
const near = 2.2;
/** A line borders a cell when it runs along this much of its side. */
const enough = 0.6;
/** Lines that reach this far over the last line across them show a side that was left open. */
const overhang = 6;
/** Columns times rows; more is a drawing. */
const most = 400_000;

/** Finds the cells of a table from its lines; null where the lines make none. */
export function latticeOf(frame: Frame): Lattice | null {
  const { across, down } = frame.rules;
  const columns = edges(down, across);
  const rows = edges(across, down);
  const [width, height] = [columns.at.length - 1, rows.at.length - 1];
  if (width < 1 || height < 1 || width * height > most) return null;
  // A side that nobody drew is a side all the same where tables have no outer lines; above and below it tells of a page break.
  const above = borders(across, rows.at, columns.at, []);
  const beside = borders(down, columns.at, rows.at, columns.assumed);
  const wallAbove = (row: number, column: number) => above[row * width + column] === 1;
  const wallBeside = (row: number, column: number) => beside[column * height + row] === 1;
  const groups = new Groups(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const spot = row * width + column;
      if (column > 0 && !wallBeside(row, column)) groups.join(spot, spot - 1);
      if (row > 0 && !wallAbove(row, column)) groups.join(spot, spot - width);
    }
  }
  const boxOf = new Int32Array(width * height);
  const boxes = shapesOf(groups, width, height).map(({ spots, ...shape }, index): Box => {
    for (const spot of spots) boxOf[spot] = index;
    const rowsOf = range(shape.top, shape.bottom);
    const columnsOf = range(shape.left, shape.right);
    return {
      ...shape,
      openBeside: (shape.left === 0 && rowsOf.some((row) => !wallBeside(row, 0))) || (shape.right === width && rowsOf.some((row) => !wallBeside(row, width))),
      openTop: shape.top === 0 && columnsOf.some((column) => !wallAbove(0, column)),
      openBottom: shape.bottom === height && columnsOf.some((column) => !wallAbove(height, column)),
    };
  });
  return {
    columns: columns.at,
    rows: rows.at,
    boxes,
    at: (x, y) => {
      const [column, row] = [spotIn(columns.at, x), spotIn(rows.at, y)];
      return column === null || row === null ? null : (boxOf[row * width + column] ?? null);
    },
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

interface Edges {
  at: number[];
  /** Sides that the lines across them show though nobody drew them. */
  assumed: readonly number[];
}

/** The places of the lines, near ones as one; and the ends of the lines across, where they reach over the outermost. */
function edges(lines: readonly Rule[], across: readonly Rule[]): Edges {
  const at: number[] = [];
  for (const place of lines.map((line) => line.at).sort((a, b) => a - b)) {
    if (at.length === 0 || place - (at.at(-1) ?? 0) > near) at.push(place);
  }
  const [first = 0, last = 0] = [at[0], at.at(-1)];
  const before = across.filter(({ from }) => first - from > overhang);
  const behind = across.filter(({ to }) => to - last > overhang);
  const assumed: number[] = [];
  if (before.length >= 2) {
    at.unshift(Math.min(...before.map(({ from }) => from)));
    assumed.push(0);
  }
  if (behind.length >= 2) assumed.push(at.push(Math.max(...behind.map(({ to }) => to))) - 1);
  return { at, assumed };
}

/** For each edge and each stretch between the edges across it, whether a line borders it (or is assumed to). */
function borders(lines: readonly Rule[], edges: readonly number[], across: readonly number[], assumed: readonly number[]): Uint8Array {
  const stretches = across.length - 1;
  const drawn = new Uint8Array(edges.length * stretches);
  for (const edge of assumed) drawn.fill(1, edge * stretches, (edge + 1) * stretches);
  for (const { at, from, to } of lines) {
    const edge = nearest(edges, at);
    for (let stretch = 0; stretch < stretches; stretch++) {
      const [start, end] = [across[stretch] ?? 0, across[stretch + 1] ?? 0];
      if (Math.min(to, end) - Math.max(from, start) >= enough * (end - start)) drawn[edge * stretches + stretch] = 1;
    }
  }
  return drawn;
}

function nearest(edges: readonly number[], at: number): number {
  let best = 0;
  edges.forEach((edge, index) => {
    if (Math.abs(edge - at) < Math.abs((edges[best] ?? 0) - at)) best = index;
  });
  return best;
}

function spotIn(edges: readonly number[], at: number): number | null {
  let low = 0;
  let high = edges.length - 1;
  if (at < (edges[0] ?? 0) - near || at > (edges[high] ?? 0) + near) return null;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low;
}

interface Shape {
  left: number;
  right: number;
  top: number;
  bottom: number;
  spots: number[];
}

/** The rectangles of spots that no line parts. A shape that is no rectangle (a line is missing) is cut into its rows. */
function shapesOf(groups: Groups, width: number, height: number): Shape[] {
  const shapes = new Map<number, Shape>();
  for (let spot = 0; spot < width * height; spot++) {
    const [row, column] = [Math.floor(spot / width), spot % width];
    const group = groups.of(spot);
    const shape = shapes.get(group) ?? { left: column, right: column + 1, top: row, bottom: row + 1, spots: [] };
    shape.left = Math.min(shape.left, column);
    shape.right = Math.max(shape.right, column + 1);
    shape.bottom = row + 1;
    shape.spots.push(spot);
    shapes.set(group, shape);
  }
  return [...shapes.values()].flatMap((shape) => {
    if ((shape.right - shape.left) * (shape.bottom - shape.top) === shape.spots.length) return [shape];
    return strips(shape.spots, width).map((strip): Shape => {
      const [first = 0, last = 0] = [strip[0], strip.at(-1)];
      const top = Math.floor(first / width);
      return { left: first % width, right: (last % width) + 1, top, bottom: top + 1, spots: strip };
    });
  });
}

/** Spots, sorted, as stretches within one row. */
function strips(spots: readonly number[], width: number): number[][] {
  const found: number[][] = [];
  for (const spot of spots) {
    const last = found.at(-1);
    const before = last?.at(-1);
    if (last && before === spot - 1 && spot % width !== 0) last.push(spot);
    else found.push([spot]);
  }
  return found;
}
