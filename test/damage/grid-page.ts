import type { Declaration } from "../../src/declaration/schema.ts";
import type { Block, Cell as GridCell, Grid } from "../../src/grid/grid.ts";
import { place } from "../../src/place.ts";
import { type Item, type Page, blank, isRow, mapCells, words } from "./page.ts";

/** A page as the grid of a file that states its merged cells; rows that follow each other are a table. */
export function gridOf(page: Page): Grid {
  const blocks: Block[] = [];
  let rows: GridCell[][] = [];
  let table = 0;
  const endTable = () => {
    if (rows.length > 0) blocks.push({ kind: "table", spans: "stated", rows });
    rows = [];
  };
  for (const item of page.items) {
    if (isRow(item)) {
      if (rows.length === 0) table++;
      rows.push(item.cells.map(({ text, column, rowSpan, colSpan }) => ({ text, column, rowSpan, colSpan, offsets: null, place: place({ page: 1, table, row: rows.length + 1, column: column + 1 }) })));
    } else {
      endTable();
      if (item.text.trim() !== "") blocks.push({ kind: "paragraph", text: item.text, place: place({ page: 1, row: blocks.length + 1 }), offsets: null, heading: null });
    }
  }
  endTable();
  return { blocks, lineStarts: null, problems: [] };
}

/** The grid of a file as a page; `gridOf` makes the same grid of it again, but for places and headings. */
export function pageOfGrid(grid: Grid): Page {
  const items = grid.blocks.flatMap((block): Item[] => {
    if (block.kind === "paragraph") return [words(block.text)];
    if (block.kind === "break") return [blank];
    const rows = block.rows.map((cells): Item => ({ kind: "row", layout: "stated", cells: cells.map(({ text, column, rowSpan, colSpan }) => ({ text, column, rowSpan, colSpan, holds: [] })) }));
    return [blank, ...rows, blank];
  });
  return { layout: "stated", items };
}

/** The page with what the reading took from each cell. */
export function withHolds(page: Page, declarations: readonly Declaration[]): Page {
  const held = new Map<string, string[]>();
  for (const [index, { places }] of declarations.entries()) {
    for (const [path, all] of Object.entries(places)) for (const { table, row, column } of all) put(held, `${table}/${row}/${column}`, `${index}/${path}`);
  }
  const tables = tableNumbers(page.items);
  return mapCells(page, (one, at) => ({ ...one, holds: held.get(`${tables[at]}/${one.column + 1}`) ?? [] }));
}

/** `table/row` of each item. */
function tableNumbers(items: readonly Item[]): string[] {
  let [table, row] = [0, 0];
  return items.map((item) => {
    row = isRow(item) ? row + 1 : 0;
    if (row === 1) table++;
    return `${table}/${row}`;
  });
}

function put(held: Map<string, string[]>, key: string, path: string): void {
  held.set(key, [...(held.get(key) ?? []), path]);
}
