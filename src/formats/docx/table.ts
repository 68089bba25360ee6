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

  /** @returns texts that stand in continued cells, where no program shows them */
  add(row: WordRow): string[] {
    if (row.gone) return [];
    const hidden: string[] = [];
    const cells: FlowCell[] = [];
    const reached = new Map<number, FlowCell>();
    let column = row.before;
    for (const { span, vertical, horizontal, page, blocks } of row.cells) {
      const left = cells.at(-1);
      const above = vertical === "continued" ? this.#above.get(column) : undefined;
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
      if (column > maxColumns) throw tooManyColumns();
    }
    this.#above = reached;
    this.table.rows.push(cells);
    return hidden;
  }
}

/** `vMerge` and `hMerge`: without a value they continue the cell above or to the left. */
export function mergeOf(attributes: Attributes): WordCell["vertical"] {
  return attributes["w:val"] === "restart" ? "first" : "continued";
}

/** A span as written; what is no number from 1 up counts as 1. */
export function spanOf(value: string | undefined, least = 1): number {
  const span = Number(value);
  return Number.isInteger(span) && span >= least ? Math.min(span, maxColumns) : least;
}
