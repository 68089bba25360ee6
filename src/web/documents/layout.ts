// The grid of a source document laid out as sheets of paper, and where on them something stands.
import type { GridBlock } from "../../server/declarations/documents-contract.ts";
import type { Place } from "../../place.ts";
import { cellKey, isCell, type Spot } from "./positions.ts";
import { cutTable, type Piece } from "./table-rows.ts";

export type Item =
  | { kind: "break"; page: number | null }
  | { kind: "paragraph"; key: string; text: string; heading: number | null }
  | { kind: "rows"; widths: number[]; piece: Piece; follows: boolean };

/** What is drawn or left out together. */
export interface Part {
  items: Item[];
  /** About how many lines of text. */
  lines: number;
}

export interface Sheet {
  name: string | null;
  parts: Part[];
}

/** Where a cell or paragraph is drawn; `order` counts the blocks of the document. */
export interface Drawn {
  sheet: number;
  part: number;
  order: number;
}

interface Paragraph {
  key: string;
  page: number | null;
  text: string;
  order: number;
}

export interface Paper {
  sheets: Sheet[];
  drawn: Map<string, Drawn>;
  paragraphs: Paragraph[];
  /** Cells by their place without its page: a table that goes on over a page names either. */
  pageless: Map<string, string>;
  /** With what each page and sheet begins. */
  begins: Map<string, string>;
}

const itemsInPart = 20;
const linesOf = (text: string): number => text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 38)), 0);
const squeezed = (text: string): string => text.replace(/\s/g, "");
const wholeKey = (place: Place): string => cellKey({ ...place, table: null, row: null, column: null });
const pagelessKey = (place: Place): string => cellKey({ ...place, page: null });

/** Lays out a document: a sheet of a workbook is a sheet, any other document is one. */
export function paperOf(blocks: readonly GridBlock[]): Paper {
  const paper: Paper = { sheets: [], drawn: new Map(), paragraphs: [], pageless: new Map(), begins: new Map() };
  const indexes = new Map<string | null, number>();
  let page: number | null = null;
  let broken = false;
  blocks.forEach((block, order) => {
    if (block.kind === "break") {
      broken = true;
      return;
    }
    const first = block.kind === "paragraph" ? block.place : block.rows.find((row) => row.length > 0)?.[0]?.place;
    if (first === undefined) return;
    const index = indexes.get(first.sheet) ?? indexes.set(first.sheet, indexes.size).size - 1;
    paper.sheets[index] ??= { name: first.sheet, parts: [] };
    const { parts } = paper.sheets[index];
    // Only between two pages is there a break to be seen.
    if (parts.length > 0 && (broken || (page !== null && first.page !== page))) put(parts, { kind: "break", page: first.page }, 1);
    page = first.page;
    broken = false;
    const begin = (place: Place, key: string): void => {
      if (!paper.begins.has(wholeKey(place))) paper.begins.set(wholeKey(place), key);
    };
    if (block.kind === "paragraph") {
      const key = `¶${order}`;
      begin(block.place, key);
      put(parts, { kind: "paragraph", key, text: block.text, heading: block.heading }, linesOf(block.text));
      paper.drawn.set(key, { sheet: index, part: parts.length - 1, order });
      paper.paragraphs.push({ key, page: first.page, text: squeezed(block.text), order });
      return;
    }
    for (const { place } of block.rows.flat()) {
      paper.pageless.set(pagelessKey(place), cellKey(place));
      begin(place, cellKey(place));
    }
    const { widths, pieces } = cutTable(block.rows);
    pieces.forEach((piece, nth) => {
      parts.push({ items: [{ kind: "rows", widths, piece, follows: nth > 0 }], lines: piece.lines });
      for (const { key } of piece.rows.flat()) if (key !== null && !paper.drawn.has(key)) paper.drawn.set(key, { sheet: index, part: parts.length - 1, order });
    });
  });
  return paper;
}

/** Paragraphs and breaks are gathered in parts, tables have parts of their own. */
function put(parts: Part[], item: Item, lines: number): void {
  const last = parts.at(-1);
  if (last !== undefined && last.items.length < itemsInPart && last.items[0]?.kind !== "rows") {
    last.items.push(item);
    last.lines += lines;
  } else {
    parts.push({ items: [item], lines });
  }
}

/** Places above come before places below. */
export const before = (a: Drawn, b: Drawn): number => a.order - b.order || a.part - b.part;

/** With what the page or sheet of a spot begins, where it names one. */
export function beginOf(paper: Paper, { place }: Spot): string | null {
  return place.page === null && place.sheet === null ? null : (paper.begins.get(wholeKey(place)) ?? null);
}

/**
 * The cell or paragraph that a spot means, if the document shows one.
 * @param near the block beside which a paragraph is looked for, when several have the text
 */
export function keyOf(paper: Paper, { place, text }: Spot, near: number): string | null {
  if (isCell(place)) {
    const key = cellKey(place);
    return paper.drawn.has(key) ? key : (paper.pageless.get(pagelessKey(place)) ?? null);
  }
  const words = squeezed(text ?? "");
  if (words === "") return null;
  let best: Paragraph | null = null;
  // A form's title, year and unit stand above its table.
  const distance = ({ order }: Paragraph) => (order <= near ? near - order : (order - near) * 4);
  for (const paragraph of paper.paragraphs) {
    if ((place.page !== null && paragraph.page !== place.page) || !paragraph.text.includes(words)) continue;
    if (best === null || distance(paragraph) < distance(best)) best = paragraph;
  }
  return best?.key ?? null;
}
