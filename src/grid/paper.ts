// What is written: forms laid out as cells, before any file format. The same waist as the grid that is read, on the way back.

/** What a cell holds, which tells how it is set: labels and heads in the middle, prose to the left, amounts as numbers. */
export type PaperKind = "label" | "head" | "text" | "prose" | "amount";

/** What a person may put into a cell of a form to be filled in: one of these, or anything when there are none; and how to. */
export interface Filling {
  choices: readonly string[];
  /** Whether something else than a choice is refused, or only asked about. */
  strict: boolean;
  note: string | null;
}

/** One cell; `column` counts from 0 on the columns of its sheet. A merged cell stands once, at its first row and column. */
export interface PaperCell {
  text: string;
  kind: PaperKind;
  column: number;
  colSpan: number;
  rowSpan: number;
  /** Which value stands here, by the form's name of it: `funding.total`, `level2`; labels and heads have none. */
  of?: string;
  /** Only in forms to be filled in: every other cell of them is locked. */
  filling?: Filling;
}

/** A table of bordered cells; its first `heads` rows are printed again on each page that it runs over. */
export interface PaperTable {
  heads: number;
  rows: readonly (readonly PaperCell[])[];
}

/** A line between the title and the table: to the left, in the middle, to the right. */
export interface PaperLine {
  left: string;
  middle: string;
  right: string;
}

/** One form on paper: all of its tables share the columns `grid` (millimetres). */
export interface Sheet {
  /** A short name of its own within the paper, as spreadsheets need it. */
  name: string;
  title: string;
  grid: readonly number[];
  /** The size of its texts and of its title, in points. */
  print: { size: number; title: number };
  lines: readonly PaperLine[];
  tables: readonly PaperTable[];
}

/** A document of forms: what stands above all of them, then the forms one after the other. */
export interface Paper {
  title: string | null;
  sheets: readonly Sheet[];
}

/** Prose under a heading of its own. */
export interface Chapter {
  title: string;
  paragraphs: readonly string[];
}

/** A part of a book: prose, and forms each on pages of their own. */
export interface Part {
  title: string;
  chapters: readonly Chapter[];
  sheets: readonly Sheet[];
}

/** Forms as they are published: a cover, a table of contents with page numbers, parts. */
export interface Book {
  cover: { title: string; lines: readonly string[] };
  parts: readonly Part[];
}

/** Paper is A4 upright; what the widest form leaves of it is margin. */
export const a4 = { width: 210, height: 297, margin: 15 } as const;

/** The widths of columns, shared out so that they fill the paper between its margins. */
export function widthsOf({ grid }: Sheet): number[] {
  const whole = grid.reduce((sum, width) => sum + width, 0);
  const room = a4.width - 2 * a4.margin;
  return grid.map((width) => (width * room) / whole);
}

/**
 * How many lines a text fills in a cell, for formats that do not find out themselves: a wide character takes two columns,
 * a narrow one one; words are not kept together.
 * @param width how many narrow characters stand in a line
 */
export function linesOf(text: string, width: number): number {
  const room = Math.max(2, width);
  return text.split("\n").reduce((lines, line) => lines + Math.max(1, Math.ceil(columnsOf(line) / room)), 0);
}

/** How many columns of narrow characters a text takes. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += (character.codePointAt(0) ?? 0) < 0x2000 ? 1 : 2;
  return columns;
}
