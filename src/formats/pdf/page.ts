import type { PageContent } from "./content.ts";
import { type Flow, flowOf } from "./flow.ts";
import { type Frame, framesOf } from "./frame.ts";
import { type Lattice, latticeOf } from "./lattice.ts";
import { type Line, linesOf } from "./lines.ts";
import { withMissedLines, withUndrawnSides } from "./missed-lines.ts";
import { type Run, endOf, middleOf, onPage, part, startOf } from "./runs.ts";

/** A cell of a page's table: its edges on the page, the rows of the page's table that it covers, its lines of text. */
export interface PageCell {
  readonly left: number;
  readonly right: number;
  readonly row: number;
  readonly rowSpan: number;
  readonly lines: readonly Line[];
  /** Whether the line over it, or under it, is missing at the upper or lower end of the table. */
  readonly openTop: boolean;
  readonly openBottom: boolean;
}

/** The part of a table that stands on one page. */
export interface PageTable {
  readonly page: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** How many rows it has. */
  readonly height: number;
  /** In the order of rows, in each from left to right. */
  readonly cells: readonly PageCell[];
}

/** A page taken apart: its ruled tables, and the text outside them. */
export interface PageLayout {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly tables: readonly PageTable[];
  readonly flow: readonly Flow[];
}

interface Ruled {
  frame: Frame;
  lattice: Lattice;
  texts: Map<number, Run[]>;
}

/** Finds the ruled tables of a page and puts every text into its cell. */
export function layoutOf(content: PageContent, page: number): PageLayout {
  const { width, height } = content;
  const ruled = tablesOf(content);
  const outside: Run[] = [];
  for (const run of content.runs) {
    const table = run.turn === null ? undefined : tableAt(ruled, middleOf(run));
    if (table) intoCells(table, run);
    else outside.push(run);
  }
  const tables = ruled.filter(({ texts }) => texts.size > 0).map((table) => pageTable(table, page));
  tables.sort((a, b) => a.top - b.top || a.left - b.left);
  return { page, width, height, tables, flow: flowOf(outside, tables) };
}

/** The tables, small ones first: a table inside another takes its text. A single box around others only frames them. */
function tablesOf({ rules, height }: PageContent): Ruled[] {
  const frames = framesOf(rules).sort((a, b) => area(a) - area(b));
  const found: Ruled[] = [];
  for (const frame of frames) {
    const lattice = latticeOf(frame);
    if (!lattice) continue;
    const single = lattice.boxes.length === 1;
    if (single && (frame.bottom - frame.top > 0.6 * height || found.some((inner) => encloses(frame, inner.frame)))) continue;
    found.push({ frame, lattice, texts: new Map() });
  }
  return found;
}

function area({ left, right, top, bottom }: Frame): number {
  return (right - left) * (bottom - top);
}

function encloses(outer: Frame, inner: Frame): boolean {
  return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom;
}

function tableAt(tables: readonly Ruled[], { x, y }: { x: number; y: number }): Ruled | undefined {
  return tables.find(({ frame, lattice }) => x >= frame.left && x <= frame.right && y >= frame.top && y <= frame.bottom && lattice.at(x, y) !== null);
}

/** Every piece of a run goes into the cell in which it stands. */
function intoCells({ lattice, texts }: Ruled, run: Run): void {
  for (const { box, piece } of cutAtCells(lattice, run)) {
    const same = texts.get(box);
    if (same) same.push(piece);
    else texts.set(box, [piece]);
  }
}

/**
 * A run that reaches over a line is cut there, unless the line goes right through a letter: then the text was too long
 * for its cell.
 */
function cutAtCells(lattice: Lattice, run: Run): { box: number; piece: Run }[] {
  const boxAt = (along: number): number | null => {
    const { x, y } = onPage(run, along);
    return lattice.at(x, y);
  };
  const whole = boxAt((startOf(run) + endOf(run)) / 2);
  if (whole !== null && boxAt(startOf(run)) === whole && boxAt(endOf(run)) === whole) return [{ box: whole, piece: run }];
  const boxes = run.characters.map((_, index) => boxAt(((run.starts[index] ?? 0) + (run.ends[index] ?? 0)) / 2));
  const some = boxes.find((box) => box !== null) ?? whole ?? 0;
  const filled: number[] = [];
  for (const box of boxes) filled.push(box ?? filled.at(-1) ?? some);
  const cuts = filled.flatMap((box, index) => (index > 0 && box !== filled[index - 1] ? [index] : []));
  if (cuts.some((at) => cutsLetter(boxAt, run, at, filled))) return [{ box: mostOf(filled), piece: run }];
  const bounds = [0, ...cuts, run.characters.length];
  return bounds.slice(0, -1).map((from, index) => ({ box: filled[from] ?? some, piece: part(run, from, bounds[index + 1] ?? from) }));
}

/** Whether the line between two cells goes through one of the two letters beside the cut, and not just along its edge. */
function cutsLetter(boxAt: (along: number) => number | null, { starts, ends, size }: Run, at: number, boxes: readonly number[]): boolean {
  const inside = 0.2 * size;
  return boxAt((ends[at - 1] ?? 0) - inside) !== boxes[at - 1] || boxAt((starts[at] ?? 0) + inside) !== boxes[at];
}

function mostOf(boxes: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const box of boxes) counts.set(box, (counts.get(box) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
}

function pageTable({ frame, lattice, texts }: Ruled, page: number): PageTable {
  const filled = lattice.boxes.flatMap((box, index): PageCell[] => {
    const runs = texts.get(index) ?? [];
    if (box.openBeside && runs.length === 0) return [];
    const { openTop, openBottom } = box;
    const [left, right] = [lattice.columns[box.left] ?? 0, lattice.columns[box.right] ?? 0];
    const cell = { left, right, row: box.top, rowSpan: box.bottom - box.top, openTop, openBottom };
    return withUndrawnSides(cell, linesOf(runs), lattice.columns);
  });
  const cells = withMissedLines(filled, lattice.rows);
  const { left, right, top, bottom } = frame;
  cells.sort((a, b) => a.row - b.row || a.left - b.left);
  return { page, left, right, top, bottom, height: lattice.rows.length - 1, cells };
}
