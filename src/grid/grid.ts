import type { Place } from "../place.ts";
import type { Problem } from "../problem.ts";

/**
 * A piece of text and where it came from. `offsets` gives for every UTF-16 unit of `text` its offset in the decoded
 * source (null where the format has no such thing, e.g. a workbook), so that a value cut out of a cell keeps its exact
 * place.
 */
export interface Piece {
  text: string;
  place: Place;
  offsets: readonly number[] | null;
  /** Through it runs a page break, or the end of a drawn line; absent where none does. */
  over?: Pages;
}

/**
 * What a cell prints on each of the pages that it runs over, each with its place (empty where only a merged cell runs on);
 * in a table drawn with characters, on each of its lines.
 * Where `proven` is false the lines do not show that these are one cell, since printed pages close what they cut: the
 * texts were joined, and the rows beside an empty one were given the cell's text, because of how they stand.
 */
export interface Pages {
  readonly pages: readonly Piece[];
  readonly proven: boolean;
}

/** One cell; `column` counts from 0 in its table. A merged cell stands once, at its first row and column. */
export interface Cell extends Piece {
  column: number;
  rowSpan: number;
  colSpan: number;
  /** The exact number that a spreadsheet stores, where the cell shows another one (rounded, scaled or hidden); else absent or null. */
  stored?: string | null;
}

/**
 * A table. `spans` says whether the file itself states which cells are merged (`stated`: Word, Excel, HTML) or whether
 * a merged cell has become blank cells, or has vanished altogether (`lost`: flattened text, Markdown). With `lost`
 * spans blank cells are kept, since they show where something stood, and a column is only the count of separators
 * before the cell.
 */
export interface Table {
  kind: "table";
  spans: "stated" | "lost";
  /** No lines are drawn: rows and columns are guessed from where the texts stand on the page. */
  undrawn?: true;
  rows: readonly (readonly Cell[])[];
}

/** A line of text outside any table. `heading` is 1 to 6 where the file marks it as one. */
export interface Paragraph extends Piece {
  kind: "paragraph";
  heading: number | null;
}

/** A page break, or what a page break leaves in flattened text: a blank line between the rows of a table. */
export interface Break {
  kind: "break";
}

export type Block = Paragraph | Table | Break;

/** What every format is read into: the first waist of the house. Blocks stand in reading order. */
export interface Grid {
  blocks: readonly Block[];
  /** Offsets at which the lines of the decoded source begin; null where the format has no lines. */
  lineStarts: readonly number[] | null;
  problems: readonly Problem[];
}
