import { type Place, place } from "../place.ts";
import type { Cell, Grid, Pages, Piece } from "./grid.ts";
import { lineAt } from "./lines.ts";

/** Text that was taken out of a grid, with every place that it was put together from. */
export interface Cut {
  text: string;
  places: readonly Place[];
  /** The number that a spreadsheet holds, where it is another than the cell shows. */
  stored?: string;
  /** The texts that it was put together from over page breaks, where nothing but how they stand says that they are one. */
  joined?: readonly string[];
}

/** The part of a piece from `from` to `to` (UTF-16 units of its text), without the white space around it. */
export function slice(piece: Piece, from: number, to: number): Piece {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(piece.text.charAt(start))) start++;
  while (end > start && /\s/.test(piece.text.charAt(end - 1))) end--;
  const text = piece.text.slice(start, end);
  const over = piece.over && partOf(piece.over, inked(piece.text.slice(0, start)), inked(text));
  return { text, place: piece.place, offsets: piece.offsets?.slice(start, end) ?? null, ...(over && { over }) };
}

const inked = (text: string): number => text.replace(/\s/g, "").length;

/** What the pages have of the characters from `from` on (white space is not counted: joining texts may add some). */
function partOf({ pages, proven }: Pages, from: number, length: number): Pages {
  let before = 0;
  const parts = pages.map((page) => {
    const text = page.text.replace(/\s/g, "");
    const part = text.slice(Math.max(0, from - before), Math.max(0, from + length - before));
    before += text.length;
    return { ...page, text: part };
  });
  return { pages: parts, proven };
}

/** A piece without any white space: what a pattern is looked for in. */
export function bare(piece: Piece): Piece {
  if (!/\s/.test(piece.text)) return { text: piece.text, place: piece.place, offsets: piece.offsets };
  const kept = Array.from({ length: piece.text.length }, (_, at) => at).filter((at) => !/\s/.test(piece.text.charAt(at)));
  return { text: kept.map((at) => piece.text.charAt(at)).join(""), place: piece.place, offsets: piece.offsets && kept.map((at) => piece.offsets?.[at] ?? 0) };
}

/** Where a piece stands: on every page that has some of it. */
function placesOf(grid: Grid, piece: Piece): Place[] {
  const pages = piece.over?.pages.filter(({ text }) => text !== "") ?? [];
  return pages.length > 0 ? pages.map((page) => page.place) : [placeOf(grid, piece)];
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
  const [only] = pieces;
  // The ordinary cell of Word, Excel and web pages.
  if (only && pieces.length === 1 && !only.offsets && !only.over && !("stored" in only)) {
    const text = clean(only.text.trim());
    return { text, places: text === "" ? [] : [only.place] };
  }
  const filled = pieces.map((piece) => slice(piece, 0, piece.text.length)).filter((piece) => piece.text !== "");
  const stored = pieces.map((piece) => ("stored" in piece ? (piece as Cell).stored : null)).find((number) => number !== null && number !== undefined);
  const joined = filled.flatMap(({ over }) => (over && !over.proven ? over.pages.map(({ text }) => text).filter((text) => text !== "") : []));
  return { text: filled.map((piece) => clean(piece.text)).join(between), places: filled.flatMap((piece) => placesOf(grid, piece)), ...(stored ? { stored } : {}), ...(joined.length > 1 ? { joined } : {}) };
}
