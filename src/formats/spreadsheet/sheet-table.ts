import type { Cell, Table } from "../../grid/grid.ts";
import { place } from "../../place.ts";
import { DabiaoError } from "../../problem.ts";
import { cellText } from "./cell-text.ts";

/** A cell as its file holds it: `t` its kind (n number, s text, b boolean, e error, z nothing), `z` its number format, `w` what it shows where the file says so. */
export interface RawCell {
  readonly t: string;
  readonly v?: unknown;
  readonly w?: string;
  readonly z?: string | number;
}

/** A merged area, from its first to its last row and column. */
export interface RawRange {
  readonly s: { readonly r: number; readonly c: number };
  readonly e: { readonly r: number; readonly c: number };
}

/** A sheet and what of it the user does not see. Rows and columns count from 0; rows and cells without content are holes. */
export interface Sheet {
  readonly name: string;
  readonly data: readonly (readonly (RawCell | undefined)[] | undefined)[];
  readonly merges: readonly RawRange[];
  readonly hiddenRows: ReadonlySet<number>;
  readonly hiddenColumns: ReadonlySet<number>;
}

/**
 * The visible cells of a sheet as one table. Only cells that hold something are kept: rows without any are left out, so
 * that a sheet costs what is written in it, not what it claims to reach. A merged cell stands once, where its first
 * visible row and column cross; its `rowSpan` counts the rows of this table.
 * @returns null for a sheet without text
 */
export function tableOf(sheet: Sheet, date1904: boolean): Table | null {
  const { hiddenRows, hiddenColumns, data } = sheet;
  const covered = sheet.merges.length === 0 ? null : new Covered(sheet.merges);
  const rows = new Map<number, Cell[]>();
  const merged: { cell: Cell; row: number; lastRow: number }[] = [];
  const put = (raw: RawCell, row: number, column: number): Cell => {
    const { text, stored } = cellText(raw, date1904);
    const cell: Cell = { text, place: place({ sheet: sheet.name, row: row + 1, column: column + 1 }), offsets: null, column, rowSpan: 1, colSpan: 1 };
    if (stored !== null) cell.stored = stored;
    const cells = rows.get(row);
    if (cells) cells.push(cell);
    else rows.set(row, [cell]);
    return cell;
  };
  // `forEach` passes over the holes of a sparse sheet.
  data.forEach((rowCells, row) => {
    rowCells?.forEach((raw, column) => {
      if (!raw || raw.t === "z" || (raw.t === "s" && raw.v === "")) return;
      const merge = covered?.at(row, column);
      if (merge === undefined) {
        if (!hiddenRows.has(row) && !hiddenColumns.has(column)) put(raw, row, column);
      } else if (merge.s.r === row && merge.s.c === column) {
        const shownRow = firstShown(merge.s.r, merge.e.r, hiddenRows);
        const shownColumn = firstShown(merge.s.c, merge.e.c, hiddenColumns);
        if (shownRow === null || shownColumn === null) return;
        const cell = put(raw, shownRow, shownColumn);
        cell.colSpan = merge.e.c - shownColumn + 1;
        if (merge.e.r > shownRow) merged.push({ cell, row: shownRow, lastRow: merge.e.r });
      }
    });
  });
  if (rows.size === 0) return null;
  const numbers = [...rows.keys()].sort((a, b) => a - b);
  for (const { cell, row, lastRow } of merged) cell.rowSpan = before(numbers, lastRow + 1) - before(numbers, row);
  return { kind: "table", spans: "stated", rows: numbers.map((row) => (rows.get(row) ?? []).sort((a, b) => a.column - b.column)) };
}

/** How many of the rising numbers are smaller than a bound. */
function before(numbers: readonly number[], bound: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? bound) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstShown(from: number, to: number, hidden: ReadonlySet<number>): number | null {
  for (let at = from; at <= to; at++) if (!hidden.has(at)) return at;
  return null;
}

/** More merged areas of more than a thousand cells each than any form has. */
const maxLargeMerges = 5_000;

/** Finds the merged cell that covers a cell, by squares of 32 rows and 16 columns; a merge over many squares is kept apart. */
class Covered {
  readonly #squares = new Map<number, RawRange[]>();
  readonly #large: RawRange[] = [];

  constructor(merges: readonly RawRange[]) {
    for (const merge of merges) {
      const { s, e } = merge;
      const squares = ((e.r >> 5) - (s.r >> 5) + 1) * ((e.c >> 4) - (s.c >> 4) + 1);
      if (squares > 64) this.#large.push(merge);
      else for (let row = s.r >> 5; row <= e.r >> 5; row++) for (let column = s.c >> 4; column <= e.c >> 4; column++) this.#square(row, column).push(merge);
    }
    if (this.#large.length > maxLargeMerges) {
      throw new DabiaoError("FORMAT-30", {
        message: `工作表里有 ${this.#large.length} 个很大的合并单元格，超过 ${maxLargeMerges} 个的上限，没有读取。`,
        hint: "请取消多余的合并单元格，另存后重试。",
      });
    }
  }

  at(row: number, column: number): RawRange | undefined {
    const covers = ({ s, e }: RawRange) => s.r <= row && row <= e.r && s.c <= column && column <= e.c;
    return this.#squares.get(square(row >> 5, column >> 4))?.find(covers) ?? this.#large.find(covers);
  }

  #square(row: number, column: number): RawRange[] {
    const key = square(row, column);
    const found = this.#squares.get(key);
    if (found) return found;
    const made: RawRange[] = [];
    this.#squares.set(key, made);
    return made;
  }
}

function square(row: number, column: number): number {
  return row * 1024 + column;
}
