import { type Place, place } from "../place.ts";
import type { Cell, Grid, Piece } from "./grid.ts";
import { lineAt } from "./lines.ts";

/** Text that was taken out of a grid, with every place that it was put together from. */
export interface Cut {
  text: string;
  places: readonly Place[];
  /** The number that a spreadsheet holds, where it is another than the cell shows. */
  stored?: string;
}

/** The part of a piece from `from` to `to` (UTF-16 units of its text), without the white space around it. */
export function slice(piece: Piece, from: number, to: number): Piece {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(piece.text.charAt(start))) start++;
  while (end > start && /\s/.test(piece.text.charAt(end - 1))) end--;
  return { text: piece.text.slice(start, end), place: piece.place, offsets: piece.offsets?.slice(start, end) ?? null };
}

/** A piece without any white space: what a pattern is looked for in. */
export function bare(piece: Piece): Piece {
  const kept = Array.from({ length: piece.text.length }, (_, at) => at).filter((at) => !/\s/.test(piece.text.charAt(at)));
  return { text: kept.map((at) => piece.text.charAt(at)).join(""), place: piece.place, offsets: piece.offsets && kept.map((at) => piece.offsets?.[at] ?? 0) };
}

/** Where a piece stands: with offsets its exact range of characters, else the place of its cell. */
export function placeOf(grid: Grid, piece: Piece): Place {
  const first = piece.offsets?.[0];
  const last = piece.offsets?.at(-1);
  if (first === undefined || last === undefined || grid.lineStarts === null) return piece.place;
  const { label: _, ...parts } = piece.place;
  return place({ ...parts, line: lineAt(grid.lineStarts, first), from: first, to: last + 1 });
}

/** A value of one line: all white space removed (contract section 2, “Text”). */
export function compact(grid: Grid, ...pieces: readonly Piece[]): Cut {
  return cut(grid, pieces, (text) => text.replace(/\s/g, ""), "");
}

/** A value of prose: the author's lines stay, all other white space is removed. */
export function prose(grid: Grid, ...pieces: readonly Piece[]): Cut {
  const lines = (text: string) => text.split(/[\r\n]+/).map((line) => line.replace(/\s/g, "")).filter((line) => line !== "").join("\n");
  return cut(grid, pieces, lines, "\n");
}

function cut(grid: Grid, pieces: readonly Piece[], clean: (text: string) => string, between: string): Cut {
  const filled = pieces.map((piece) => slice(piece, 0, piece.text.length)).filter((piece) => piece.text !== "");
  const stored = pieces.map((piece) => ("stored" in piece ? (piece as Cell).stored : null)).find((number) => number !== null && number !== undefined);
  return { text: filled.map((piece) => clean(piece.text)).join(between), places: filled.map((piece) => placeOf(grid, piece)), ...(stored ? { stored } : {}) };
}
