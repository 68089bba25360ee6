import type { Block, Cell, Grid } from "../grid/grid.ts";
import { place } from "../place.ts";
import type { Problem } from "../problem.ts";
import { visible } from "./characters.ts";
import { holdsTable, isLayout, spreadOut } from "./nested.ts";

/**
 * What a document flows with: what Word, Writer and web pages have in common. Cells hold blocks again, so that nested
 * tables and text boxes need no rule of their own until the grid is made.
 */
export type FlowBlock = FlowParagraph | FlowTable | { kind: "break" };

export interface FlowParagraph {
  kind: "paragraph";
  text: string;
  heading: number | null;
  page: number | null;
}

export interface FlowTable {
  kind: "table";
  rows: FlowCell[][];
}

/** A cell at its absolute column (from 0); a merged cell stands once, in its first row and column. */
export interface FlowCell {
  column: number;
  rowSpan: number;
  colSpan: number;
  page: number | null;
  blocks: FlowBlock[];
}

export interface FlowOptions {
  problems: readonly Problem[];
  /** Whether the page numbers of the blocks mean anything. */
  paged: boolean;
}

/**
 * Makes the grid: numbers the tables, joins the lines of cells, takes layout tables apart and tables inside forms in.
 * How deep blocks stand in each other is limited by the reader.
 */
export function gridOf(blocks: readonly FlowBlock[], { problems, paged }: FlowOptions): Grid {
  const grid: Block[] = [];
  let tables = 0;
  const emit = (block: FlowBlock): void => {
    if (block.kind === "break") {
      if (grid.length > 0 && grid.at(-1)?.kind !== "break") grid.push({ kind: "break" });
    } else if (block.kind === "paragraph") {
      const text = cleaned(block.text);
      if (text !== "") grid.push({ kind: "paragraph", text, place: place({ page: paged ? block.page : null }), offsets: null, heading: block.heading });
    } else if (holdsTable(block) && isLayout(block)) {
      for (const row of block.rows) for (const cell of row) cell.blocks.forEach(emit);
    } else {
      tables++;
      const { rows } = holdsTable(block) ? spreadOut(block) : block;
      grid.push({ kind: "table", spans: "stated", rows: rows.map((row, index) => row.map((cell) => cellOf(cell, paged, tables, index + 1, rows.length - index))) });
    }
  };
  blocks.forEach(emit);
  return { blocks: grid, lineStarts: null, problems };
}

function cellOf({ column, rowSpan, colSpan, page, blocks }: FlowCell, paged: boolean, table: number, row: number, left: number): Cell {
  return { text: textOf(blocks), place: place({ page: paged ? page : null, table, row, column: column + 1 }), offsets: null, column, rowSpan: Math.min(rowSpan, left), colSpan };
}

/** The text of a cell: its paragraphs as lines; the rows of a table inside it as lines too. */
export function textOf(blocks: readonly FlowBlock[]): string {
  const [only] = blocks;
  if (blocks.length === 1 && only?.kind === "paragraph") return cleaned(only.text);
  const lines = blocks.map((block) => {
    if (block.kind === "break") return "";
    if (block.kind === "paragraph") return cleaned(block.text);
    return block.rows.map((row) => row.map((cell) => textOf(cell.blocks)).filter((text) => text !== "").join("\t")).filter((line) => line !== "").join("\n");
  });
  return lines.filter((line) => line !== "").join("\n");
}

function cleaned(text: string): string {
  return visible(text).trim();
}
