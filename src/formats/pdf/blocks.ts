import type { Block, Break, Cell, Paragraph, Piece, Table } from "../../grid/grid.ts";
import { place } from "../../place.ts";
import { type LongCell, LongTable } from "./across.ts";
import type { Flow } from "./flow.ts";
import { Furniture } from "./furniture.ts";
import type { PageLayout, PageTable } from "./page.ts";
import { isEmpty, keyOf, sameEdge } from "./torn.ts";
import { flowed, paragraphGap } from "./wrap.ts";

interface Entry {
  readonly top: number;
  readonly furniture: boolean;
  readonly item: Flow | PageTable;
}

/** The pages, one behind the other, as blocks in reading order. A table that goes on over a page is one. */
export function blocksOf(layouts: readonly PageLayout[]): Block[] {
  const furniture = new Furniture();
  for (const layout of layouts) furniture.note(layout);
  const whole = wholeTexts(layouts);
  const bottoms = new Map<number, number>();
  for (const { height, tables } of layouts) for (const { bottom } of tables) bottoms.set(height, Math.max(bottoms.get(height) ?? 0, bottom));
  const found: (LongTable | Block | { flow: Flow; page: number })[] = [];
  // The table at the foot of the page before, while nothing of the document stands behind it.
  let open: LongTable | null = null;
  layouts.forEach((layout, index) => {
    const entries: Entry[] = [
      ...layout.tables.map((table) => ({ top: table.top, furniture: false, item: table })),
      ...layout.flow.map((item) => ({ top: item.top, furniture: furniture.holds(layout, item), item })),
    ].sort((a, b) => a.top - b.top);
    const first = entries.find((entry) => !entry.furniture);
    const goesOn = open !== null && first !== undefined && "cells" in first.item && open.goesOn(first.item);
    if (!goesOn) open = null;
    if (index > 0 && !goesOn) found.push({ kind: "break" } satisfies Break);
    for (const entry of entries) {
      const { item } = entry;
      if (!("cells" in item)) {
        found.push({ flow: item, page: layout.page });
        if (!entry.furniture) open = null;
      } else if (goesOn && entry === first) {
        open?.append(item, { pageBottom: bottoms.get(layout.height) ?? 0, whole });
      } else {
        open = new LongTable(item);
        found.push(open);
      }
    }
  });
  const numbers = { table: 0 };
  const apart = paragraphGap(layouts.flatMap(({ tables }) => tables.flatMap(({ cells }) => cells.map(({ lines, left, right }) => ({ lines, width: right - left })))));
  return found.flatMap((one) => (one instanceof LongTable ? [tableBlock(one, ++numbers.table, apart)] : "flow" in one ? [flowBlock(one.flow, one.page, numbers)] : [one]));
}

/** The texts of cells that stand neither at the foot of a page nor at its head. */
function wholeTexts(layouts: readonly PageLayout[]): Set<string> {
  const whole = new Set<string>();
  for (const { tables } of layouts) {
    for (const [index, { cells, height }] of tables.entries()) {
      const first = index === 0 ? 1 : 0;
      const last = index === tables.length - 1 ? height - 1 : height;
      for (const cell of cells) if (cell.row >= first && cell.row + cell.rowSpan <= last && !isEmpty(cell)) whole.add(keyOf(cell));
    }
  }
  return whole;
}

function flowBlock(flow: Flow, page: number, numbers: { table: number }): Paragraph | Table {
  if (flow.kind === "paragraph") return { kind: "paragraph", text: flow.text, place: place({ page }), offsets: null, heading: null };
  const table = ++numbers.table;
  const cell = (text: string, row: number, column: number): Cell => ({ text, place: place({ page, table, row: row + 1, column: column + 1 }), offsets: null, column, rowSpan: 1, colSpan: 1 });
  return { kind: "table", spans: "lost", undrawn: true, rows: flow.rows.map((texts, row) => texts.map((text, column) => cell(text, row, column))) };
}

function tableBlock({ cells, height }: LongTable, table: number, apart: number | null): Table {
  const edges = edgesOf(cells);
  const rows: Cell[][] = Array.from({ length: height }, () => []);
  for (const cell of [...cells].sort((a, b) => a.row - b.row || a.left - b.left)) {
    const column = edgeAt(edges, cell.left);
    const colSpan = Math.max(1, edgeAt(edges, cell.right) - column);
    rows[cell.row]?.push({ ...cellOf(cell, table, column, apart), column, rowSpan: cell.rowSpan, colSpan });
  }
  return { kind: "table", spans: "stated", rows };
}

function cellOf(cell: LongCell, table: number, column: number, apart: number | null): Piece {
  const width = cell.right - cell.left;
  const pieces = cell.parts.map(({ page, row, lines }): Piece => ({ text: flowed({ lines, width }, apart), place: place({ page, table, row: row + 1, column: column + 1 }), offsets: null }));
  const [first] = pieces;
  const text = flowed({ lines: cell.parts.flatMap(({ lines }) => lines), width }, apart);
  const whole: Piece = { text, place: first?.place ?? place({ table }), offsets: null };
  return pieces.length > 1 ? { ...whole, over: { pages: pieces, proven: cell.proven } } : whole;
}

/** The edges of a table's columns; the same edge may lie a little apart on other pages. */
function edgesOf(cells: readonly LongCell[]): number[] {
  const edges: number[] = [];
  for (const at of cells.flatMap(({ left, right }) => [left, right]).sort((a, b) => a - b)) {
    if (edges.length === 0 || at - (edges.at(-1) ?? 0) > sameEdge / 2) edges.push(at);
  }
  return edges;
}

function edgeAt(edges: readonly number[], at: number): number {
  const index = edges.findLastIndex((edge) => edge <= at + 0.01);
  return Math.max(0, index);
}
