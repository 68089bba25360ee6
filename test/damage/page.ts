/**
 * How the cells of a document stand: between tabs, one a line behind a tab, between the bars of Markdown, or in a grid
 * whose file states the merged cells (Word, Excel, web pages).
 */
export type Layout = "tabs" | "lines" | "bars" | "stated";

export interface Cell {
  text: string;
  /** Paths of the values that the undamaged reading took from this cell, such as `indicators[3].level2` of declaration 0: `0/indicators[3].level2`. */
  holds: readonly string[];
  /** Only where spans are stated: the column at which the cell stands, and what it covers. */
  column: number;
  rowSpan: number;
  colSpan: number;
}

/** A row of cells. */
export interface Row {
  kind: "row";
  layout: Layout;
  cells: readonly Cell[];
}

/** A line outside any row: prose, a title, a rule of dashes; blank where the text is. */
export interface Words {
  kind: "words";
  text: string;
  holds: readonly string[];
}

export type Item = Row | Words;

/** A document as the operators see it: rows and lines in reading order. */
export interface Page {
  readonly layout: Layout;
  readonly items: readonly Item[];
}

export const words = (text: string): Words => ({ kind: "words", text, holds: [] });
export const blank = words("");
export const cell = (text: string, column = 0): Cell => ({ text, holds: [], column, rowSpan: 1, colSpan: 1 });
export const isRow = (item: Item | undefined): item is Row => item?.kind === "row";
export const isBlank = (item: Item | undefined): boolean => item?.kind === "words" && item.text.trim() === "";
export const filled = (row: Row): readonly Cell[] => row.cells.filter(({ text }) => text.trim() !== "");

/** The page with `count` items from `at` replaced. */
export function spliced(page: Page, at: number, count: number, ...items: readonly Item[]): Page {
  return { ...page, items: [...page.items.slice(0, at), ...items, ...page.items.slice(at + count)] };
}

/** A row with other cells. */
export const withCells = (row: Row, cells: readonly Cell[]): Row => ({ ...row, cells });

/** A row in which one cell is another. */
export const withCell = (row: Row, at: number, changed: Partial<Cell>): Row =>
  withCells(row, row.cells.map((one, index) => (index === at ? { ...one, ...changed } : one)));

/** A row without one of its cells; what stood behind it moves up where columns are only counted. */
export const withoutCell = (row: Row, at: number): Row => withCells(row, row.cells.filter((_, index) => index !== at));

/** Whether the row is the head of an indicator table. */
export function isHead(item: Item | undefined): item is Row {
  return isRow(item) && item.cells.filter(({ text }) => /^\s*[一二三四]\s*级\s*指\s*标\s*$/.test(text.normalize("NFKC"))).length >= 2;
}

/** Whether the row holds (a part of) an indicator of the undamaged reading. */
export function isIndicator(item: Item | undefined): item is Row {
  return isRow(item) && item.cells.some(({ holds }) => holds.some((path) => /indicators\[\d+\]\.(?:level3|level4|target)/.test(path)));
}

/** Positions of all items that fulfil a condition. */
export function positions(page: Page, wanted: (item: Item, at: number) => boolean): number[] {
  return page.items.flatMap((item, at) => (wanted(item, at) ? [at] : []));
}

/** Every cell of the page turned into another, by its position. */
export function mapCells(page: Page, change: (cell: Cell, item: number, at: number) => Cell): Page {
  return { ...page, items: page.items.map((item, at) => (isRow(item) ? withCells(item, item.cells.map((one, index) => change(one, at, index))) : item)) };
}
