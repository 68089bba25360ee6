// A block of cells put into the table of indicators, and its edge drawn over others.
import { DabiaoError } from "../problem.ts";
import type { Column } from "../declaration/names.ts";
import type { Declaration } from "../declaration/schema.ts";
import { edit } from "./edit.ts";
import { insertRows } from "./rows.ts";

/** A cell of the table: the number of the row in the declaration, and its column. */
export interface At {
  row: number;
  column: Column;
}

/** A cell that did not take its text, and why. */
export interface Refused extends At {
  text: string;
  message: string;
}

export interface Pasted {
  declaration: Declaration;
  /** The rows that were written, by their numbers afterwards. */
  rows: number[];
  refused: Refused[];
}

/**
 * Puts a block into the table, its upper left cell at a place. Rows that the table does not have are added at its end.
 * @param rows the numbers of the table's rows, from top to bottom
 * @param columns the table's columns, from left to right; what goes beyond the last is left out
 */
export function paste(declaration: Declaration, rows: readonly number[], columns: readonly Column[], at: At, block: readonly (readonly string[])[]): Pasted {
  const [top, left] = [rows.indexOf(at.row), columns.indexOf(at.column)];
  const missing = Math.max(0, top + block.length - rows.length);
  const last = rows.at(-1) ?? declaration.indicators.length - 1;
  const grown = missing === 0 ? declaration : insertRows(declaration, last, missing);
  const all = [...rows, ...Array.from({ length: missing }, (_, more) => last + 1 + more)];
  const refused: Refused[] = [];
  let now = grown;
  for (const [down, texts] of block.entries()) {
    const row = all[top + down];
    if (row === undefined) continue;
    for (const [across, text] of texts.entries()) {
      const column = columns[left + across];
      if (column === undefined) break;
      try {
        now = edit(now, { path: `indicators[${row}].${column}`, text });
      } catch (error) {
        if (!(error instanceof DabiaoError)) throw error;
        refused.push({ row, column, text, message: error.message });
      }
    }
  }
  return { declaration: now, rows: all.slice(top, top + block.length), refused };
}

/** Fills the cells of the first row into those below it, as a drag on the edge of a cell does. */
export function fillDown(declaration: Declaration, rows: readonly number[], columns: readonly Column[]): Declaration {
  const [first, ...others] = rows;
  if (first === undefined) return declaration;
  return others.reduce(
    (filled, row) => columns.reduce((one, column) => edit(one, { path: `indicators[${row}].${column}`, text: textOf(declaration, first, column) }), filled),
    declaration,
  );
}

/** The text of a cell; empty where nothing stands. */
export function textOf(declaration: Declaration, row: number, column: Column): string {
  const value = declaration.indicators[row]?.[column] ?? null;
  return value === null ? "" : typeof value === "string" ? value : value.text;
}
