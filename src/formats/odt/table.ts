import { type FlowBlock, type FlowCell, type FlowTable, textOf } from "../flow.ts";
import { type CellCount, maxCells, maxColumns, tooManyColumns } from "../limits.ts";
import type { Attributes } from "../xml.ts";

/** A number of repetitions or a span: a whole number from 1 up. */
function timesOf(value: string | undefined): number {
  return value !== undefined && /^\d{1,15}$/.test(value) ? Math.max(1, Math.min(Number(value), maxCells + 1)) : 1;
}

interface OpenCell extends FlowCell {
  repeated: number;
  covered: boolean;
}

/** Puts a table together while it is read: repeated rows and cells as often as they stand, covered cells not at all. */
export class TableBuilder {
  readonly table: FlowTable = { kind: "table", rows: [] };
  readonly #count: CellCount;
  #row: FlowCell[] | null = null;
  #repeated = 1;
  #column = 0;
  #cell: OpenCell | null = null;

  constructor(count: CellCount) {
    this.#count = count;
  }

  /** Where the blocks of the open cell go; null between cells. */
  get inside(): FlowBlock[] | null {
    return this.#cell?.blocks ?? null;
  }

  openRow(attributes: Attributes): void {
    this.#row = [];
    this.#column = 0;
    this.#repeated = timesOf(attributes["table:number-rows-repeated"]);
  }

  openCell(attributes: Attributes, covered: boolean): void {
    this.#cell = {
      column: this.#column,
      rowSpan: timesOf(attributes["table:number-rows-spanned"]),
      colSpan: timesOf(attributes["table:number-columns-spanned"]),
      page: null,
      blocks: [],
      repeated: timesOf(attributes["table:number-columns-repeated"]),
      covered,
    };
  }

  /** @returns the text of a covered cell, which no program shows; else "" */
  closeCell(): string {
    const cell = this.#cell;
    this.#cell = null;
    if (!cell) return "";
    const { repeated, covered, ...shown } = cell;
    this.#column += repeated;
    if (this.#column + cell.colSpan > maxColumns) throw tooManyColumns();
    if (covered) return textOf(cell.blocks);
    this.#count.add(repeated);
    for (let nth = 0; nth < repeated; nth++) this.#row?.push({ ...shown, column: cell.column + nth });
    return "";
  }

  closeRow(): void {
    const row = this.#row;
    this.#row = null;
    if (!row) return;
    if (this.#repeated > 1) this.#count.add((this.#repeated - 1) * Math.max(1, row.length));
    for (let nth = 0; nth < this.#repeated; nth++) this.table.rows.push(row);
  }
}
