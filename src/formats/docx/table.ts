import { sameBorder, sameBorders } from "../borders.ts";
import type { FlowBlock, FlowCell, FlowTable } from "../flow.ts";
import { textOf } from "../flow.ts";
import type { Attributes } from "../xml.ts";
import { maxColumns, tooManyColumns } from "../limits.ts";

/** A cell as the file has it: what is merged stands there as cells of their own that say “continued”. */
export interface WordCell {
  span: number;
  vertical: "none" | "first" | "continued";
  horizontal: "none" | "first" | "continued";
  page: number | null;
  blocks: FlowBlock[];
}

/** A row while it is read. */
export interface WordRow {
  before: number;
  cells: WordCell[];
  /** Struck out by a tracked change, or hidden. */
  gone: boolean;
}

/** Puts the rows of a table together: absolute columns, merged cells once, with what they span. */
export class TableBuilder {
  readonly table: FlowTable = { kind: "table", rows: [] };
  /** The cells of the row above, and those that reach down into it, by their first column. */
  #above = new Map<number, FlowCell>();
  /** The borders of each row. */
  readonly #borders: number[][] = [];
  readonly #grid = new TableGrid();

  /** Notes how wide the next column of the table's grid is, as written. */
  gridColumn(width: string | undefined): void {
    this.#grid.add(Number(width));
  }

  /** @returns texts that stand in continued cells, where no program shows them */
  add(row: WordRow): string[] {
    if (row.gone) return [];
    const hidden: string[] = [];
    const cells: FlowCell[] = [];
    const reached = new Map<number, FlowCell>();
    let column = row.before;
    const borders = [column];
    for (const { span, vertical, horizontal, page, blocks } of row.cells) {
      const left = cells.at(-1);
      const above = vertical === "continued" ? this.#openAt(column) : undefined;
      if (horizontal === "continued" && left && left.column + left.colSpan === column) {
        left.colSpan += span;
        if (textOf(blocks) !== "") hidden.push(textOf(blocks));
      } else if (above) {
        above.rowSpan++;
        reached.set(column, above);
        if (textOf(blocks) !== "") hidden.push(textOf(blocks));
      } else {
        const cell = { column, rowSpan: 1, colSpan: span, page, blocks };
        cells.push(cell);
        if (vertical !== "none") reached.set(column, cell);
      }
      column += span;
      borders.push(column);
      if (column > maxColumns) throw tooManyColumns();
    }
    this.#above = reached;
    this.table.rows.push(cells);
    this.#borders.push(borders);
    return hidden;
  }

  /** The cell that reaches down into a row at this column: its left border may be drawn a little apart. */
  #openAt(column: number): FlowCell | undefined {
    for (const step of [-1, 1]) {
      for (let near = column; near >= 0 && this.#grid.isSame(near, column); near += step) {
        const cell = this.#above.get(near);
        if (cell) return cell;
      }
    }
    return undefined;
  }

  /** Numbers the columns anew where a border was drawn several times, a little apart: Word makes a column of each gap. */
  end(): FlowTable {
    const same = sameBorders(this.#borders, (border) => this.#grid.at(border));
    const numbers = new Map<number, number>();
    let again = 0;
    for (const [border, first] of [...same].sort(([a], [b]) => a - b)) {
      if (first !== border) again++;
      numbers.set(border, numbers.get(first) ?? border - again);
    }
    if (again === 0) return this.table;
    for (const cell of this.table.rows.flat()) {
      const column = numbers.get(cell.column) ?? cell.column;
      cell.colSpan = Math.max(1, (numbers.get(cell.column + cell.colSpan) ?? 0) - column);
      cell.column = column;
    }
    return this.table;
  }
}

/** The columns of a table as the file lists them; a column without a width is so wide that its borders are two. */
class TableGrid {
  readonly #ends: number[] = [0];

  add(width: number): void {
    if (this.#ends.length <= maxColumns) this.#ends.push((this.#ends.at(-1) ?? 0) + (width > 0 ? width : unknownWidth));
  }

  /** Where the nth border lies, in twips; behind the last known one in equal steps. */
  at(border: number): number {
    return this.#ends[border] ?? (this.#ends.at(-1) ?? 0) + (border - this.#ends.length + 1) * unknownWidth;
  }

  isSame(one: number, other: number): boolean {
    return Math.abs(this.at(one) - this.at(other)) <= sameBorder;
  }
}

const unknownWidth = 1000;

/** `vMerge` and `hMerge`: without a value they continue the cell above or to the left. */
export function mergeOf(attributes: Attributes): WordCell["vertical"] {
  return attributes["w:val"] === "restart" ? "first" : "continued";
}

/** A span as written; what is no number from 1 up counts as 1. */
export function spanOf(value: string | undefined, least = 1): number {
  const span = Number(value);
  return Number.isInteger(span) && span >= least ? Math.min(span, maxColumns) : least;
}
