import { Groups, type Frame } from "./frame.ts";
import type { Rule } from "./rules.ts";

/** A cell between ruled lines: which of the table's columns and rows it covers (`right` and `bottom` exclusive). */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** A side of the table without a line lets it run out; without text it is no cell. */
  readonly open: boolean;
}

/** A ruled table: the edges of its columns and rows, and the cells between the lines. */
export interface Lattice {
  readonly columns: readonly number[];
  readonly rows: readonly number[];
  readonly boxes: readonly Box[];
  /** Whether the table has no line at its top, or at its bottom, though lines run on to there. */
  readonly openTop: boolean;
  readonly openBottom: boolean;
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
  const above = borders(across, rows, columns, width);
  const beside = borders(down, columns, rows, height);
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
  const leaks = (row: number, column: number) =>
    (row === 0 && !wallAbove(0, column)) || (row === height - 1 && !wallAbove(height, column)) || (column === 0 && !wallBeside(row, 0)) || (column === width - 1 && !wallBeside(row, width));
  const { boxes, boxOf } = boxesOf(groups, width, height, leaks);
  return {
    columns: columns.at,
    rows: rows.at,
    boxes,
    openTop: rows.assumed.has(0),
    openBottom: rows.assumed.has(height),
    at: (x, y) => {
      const [column, row] = [spotIn(columns.at, x), spotIn(rows.at, y)];
      return column === null || row === null ? null : (boxOf[row * width + column] ?? null);
    },
  };
}

interface Edges {
  at: number[];
  /** Sides that the lines across them show though nobody drew them. */
  assumed: ReadonlySet<number>;
}

/** The places of the lines, near ones as one; and the ends of the lines across, where they reach over the outermost. */
function edges(lines: readonly Rule[], across: readonly Rule[]): Edges {
  const at: number[] = [];
  for (const place of lines.map((line) => line.at).sort((a, b) => a - b)) {
    if (at.length === 0 || place - (at.at(-1) ?? 0) > near) at.push(place);
  }
  const assumed = new Set<number>();
  const [first = 0, last = 0] = [at[0], at.at(-1)];
  const before = across.filter(({ from }) => first - from > overhang);
  const behind = across.filter(({ to }) => to - last > overhang);
  if (behind.length >= 2) {
    at.push(Math.max(...behind.map(({ to }) => to)));
    assumed.add(at.length - 1);
  }
  if (before.length >= 2) {
    at.unshift(Math.min(...before.map(({ from }) => from)));
    const moved = [...assumed].map((index) => index + 1);
    return { at, assumed: new Set([0, ...moved]) };
  }
  return { at, assumed };
}

/** For each edge and each stretch between the edges across it, whether a line borders it. */
function borders(lines: readonly Rule[], edges: Edges, across: Edges, stretches: number): Uint8Array {
  const drawn = new Uint8Array(edges.at.length * stretches);
  for (const edge of edges.assumed) drawn.fill(1, edge * stretches, (edge + 1) * stretches);
  for (const { at, from, to } of lines) {
    const edge = nearest(edges.at, at);
    for (let stretch = 0; stretch < stretches; stretch++) {
      const [start, end] = [across.at[stretch] ?? 0, across.at[stretch + 1] ?? 0];
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

/** The rectangles of spots that no line parts. A shape that is no rectangle (a line is missing) is cut into its rows. */
function boxesOf(groups: Groups, width: number, height: number, leaks: (row: number, column: number) => boolean): { boxes: Box[]; boxOf: Int32Array } {
  interface Shape {
    left: number;
    right: number;
    top: number;
    bottom: number;
    spots: number[];
    open: boolean;
  }
  const shapes = new Map<number, Shape>();
  for (let spot = 0; spot < width * height; spot++) {
    const [row, column] = [Math.floor(spot / width), spot % width];
    const group = groups.of(spot);
    const shape = shapes.get(group) ?? { left: column, right: column + 1, top: row, bottom: row + 1, spots: [], open: false };
    shape.left = Math.min(shape.left, column);
    shape.right = Math.max(shape.right, column + 1);
    shape.bottom = row + 1;
    shape.spots.push(spot);
    shape.open ||= leaks(row, column);
    shapes.set(group, shape);
  }
  const boxes: Box[] = [];
  const boxOf = new Int32Array(width * height);
  const add = (box: Box, spots: readonly number[]) => {
    for (const spot of spots) boxOf[spot] = boxes.length;
    boxes.push(box);
  };
  for (const { spots, open, ...shape } of shapes.values()) {
    if ((shape.right - shape.left) * (shape.bottom - shape.top) === spots.length) add({ ...shape, open }, spots);
    else {
      for (const strip of strips(spots, width)) {
        const [first = 0, last = 0] = [strip[0], strip.at(-1)];
        const row = Math.floor(first / width);
        add({ left: first % width, right: (last % width) + 1, top: row, bottom: row + 1, open }, strip);
      }
    }
  }
  return { boxes, boxOf };
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
