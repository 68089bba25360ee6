// Finding what a table of a workbook says: heads by their names, in whatever order, and the rows below them.
import { type Place, place } from "../place.ts";
import type { Problem } from "../problem.ts";

/** A cell as every file format gives it. */
export interface SheetCell {
  text: string;
  place: Place;
  /** From 0. */
  column: number;
  rowSpan: number;
  colSpan: number;
}

export interface SheetTable {
  rows: readonly (readonly SheetCell[])[];
}

/** A column that is looked for; its first name is the one that people are told. */
export interface Column<Field extends string> {
  field: Field;
  names: readonly string[];
}

/** A value and where it stands; where nothing does, its place is that of the blank cell. */
export interface Told {
  text: string;
  at: Place;
}

export type SheetRow<Field extends string> = Record<Field, Told>;

/** Rows of a table whose heads were found. */
export interface Listed<Field extends string> {
  rows: SheetRow<Field>[];
  problems: Problem[];
}

/** How far down heads are looked for: above them stands a title, and perhaps how to fill the table in. */
const headsWithin = 20;

/** 单位编码*（必填） is 单位编码. */
const bare = (text: string): string => text.normalize("NFKC").replace(/\([^)]*\)|[\s*:：]/gu, "").toLowerCase();

/**
 * The rows of a table below its heads.
 * @param needed heads without which this is no such table
 * @returns null when the table has no such heads
 */
export function rowsOf<Field extends string>(table: SheetTable, columns: readonly Column<Field>[], needed: readonly Field[]): Listed<Field> | null {
  const fields = new Map(columns.flatMap(({ field, names }) => names.map((name) => [bare(name), field] as const)));
  const grid = withSpans(table);
  const head = grid.slice(0, headsWithin).findIndex((cells) => {
    const found = new Set([...cells.values()].map(({ text }) => fields.get(bare(text))));
    return needed.every((field) => found.has(field));
  });
  const heads = grid[head];
  if (!heads) return null;
  const problems: Problem[] = [];
  const at = new Map<Field, number>();
  for (const [column, cell] of [...heads].sort(([a], [b]) => a - b)) {
    const field = fields.get(bare(cell.text));
    if (field === undefined) continue;
    if (!at.has(field)) at.set(field, column);
    else if (at.get(field) !== column) problems.push({ code: "OFFICE-20", severity: "warning", message: `有两列都是“${cell.text}”这一类，只读了前一列。`, at: cell.place });
  }
  const rows = grid.slice(head + 1).flatMap((cells) => {
    const row = told(columns, at, cells);
    return row === null ? [] : [row];
  });
  return { rows, problems };
}

/** The cells of each row by column, merged ones in every row that they cover. */
function withSpans({ rows }: SheetTable): Map<number, SheetCell>[] {
  const grid: Map<number, SheetCell>[] = rows.map(() => new Map());
  for (const [index, cells] of rows.entries()) {
    for (const cell of cells) for (let row = index; row < Math.min(rows.length, index + cell.rowSpan); row++) grid[row]?.set(cell.column, cell);
  }
  return grid;
}

/** One row; null when nothing stands in it that is asked for. */
function told<Field extends string>(columns: readonly Column<Field>[], at: ReadonlyMap<Field, number>, cells: ReadonlyMap<number, SheetCell>): SheetRow<Field> | null {
  const [some] = cells.values();
  if (!some) return null;
  const row = Object.fromEntries(
    columns.map(({ field }): [Field, Told] => {
      const column = at.get(field);
      const cell = column === undefined ? undefined : cells.get(column);
      const { sheet, page, table, row: line } = some.place;
      const blank = column === undefined || cell ? null : place({ sheet, page, table, row: line, column: column + 1 });
      return [field, { text: cell?.text.trim() ?? "", at: cell?.place ?? blank ?? place({ sheet, page, table, row: line }) }];
    }),
  ) as SheetRow<Field>;
  return Object.values<Told>(row).every(({ text }) => text === "") ? null : row;
}
