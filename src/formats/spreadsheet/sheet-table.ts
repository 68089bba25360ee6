import type { Cell, Table } from "../../grid/grid.ts";
import { place } from "../../place.ts";
import { DabiaoError } from "../../problem.ts";
import type { CellCount } from "../limits.ts";
import { cellText } from "./cell-text.ts";
import type { RawCell, RawRange, RawSheet } from "./sheetjs.ts";

/** A sheet and what of it the user does not see; rows and columns count from 0. */
export interface Sheet {
  readonly name: string;
  readonly raw: RawSheet;
  readonly hiddenRows: ReadonlySet<number>;
  readonly hiddenColumns: ReadonlySet<number>;
}

interface Filled {
  readonly row: number;
  readonly column: number;
  readonly raw: RawCell;
  /** Last row and column of a merged cell; of others their own. */
  readonly lastRow: number;
  readonly lastColumn: number;
}

/**
 * The visible cells of a sheet as one table. Only cells that hold something are kept: rows without any are left out, so
 * that a sheet costs what is written in it, not what it claims to reach. A merged cell stands once, where its first
 * visible row and column cross; its `rowSpan` counts the rows of this table.
 * @returns null for a sheet without text
 */
export function tableOf(sheet: Sheet, date1904: boolean, count: CellCount): Table | null {
  const cells = filledCells(sheet);
  const numbers = [...new Set(cells.map(({ row }) => row))].sort((a, b) => a - b);
  if (numbers.length === 0) return null;
  const nth = new Map(numbers.map((row, index) => [row, index]));
  const rows: Cell[][] = numbers.map(() => []);
  for (const { row, column, raw, lastRow, lastColumn } of cells) {
    const index = nth.get(row) ?? 0;
    const { text, stored } = cellText(raw, date1904);
    count.add();
    let rowSpan = 1;
    while ((numbers[index + rowSpan] ?? Number.POSITIVE_INFINITY) <= lastRow) rowSpan++;
    const at = place({ sheet: sheet.name, row: row + 1, column: column + 1 });
    const cell: Cell = { text, place: at, offsets: null, column, rowSpan, colSpan: lastColumn - column + 1 };
    rows[index]?.push(stored === null ? cell : { ...cell, stored });
  }
  for (const row of rows) row.sort((a, b) => a.column - b.column);
  const shown = rows.filter((row) => row.length > 0);
  return { kind: "table", spans: "stated", rows: shown };
}

function filledCells(sheet: Sheet): Filled[] {
  const { hiddenRows, hiddenColumns, raw } = sheet;
  const covered = new Covered(raw["!merges"] ?? []);
  const cells: Filled[] = [];
  // `forEach` passes over the holes of a sparse sheet.
  raw["!data"]?.forEach((rowCells, row) => {
    rowCells?.forEach((rawCell, column) => {
      if (!rawCell || rawCell.t === "z" || (rawCell.t === "s" && rawCell.v === "")) return;
      const merge = covered.at(row, column);
      if (merge === undefined) {
        if (!hiddenRows.has(row) && !hiddenColumns.has(column)) cells.push({ row, column, raw: rawCell, lastRow: row, lastColumn: column });
      } else if (merge.s.r === row && merge.s.c === column) {
        const shownRow = firstShown(merge.s.r, merge.e.r, hiddenRows);
        const shownColumn = firstShown(merge.s.c, merge.e.c, hiddenColumns);
        if (shownRow === null || shownColumn === null) return;
        cells.push({ row: shownRow, column: shownColumn, raw: rawCell, lastRow: merge.e.r, lastColumn: merge.e.c });
      }
    });
  });
  return cells;
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
