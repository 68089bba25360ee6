import type { Line } from "./lines.ts";
import type { PageCell, PageTable } from "./page.ts";
import { type Surroundings, type Tear, isEmpty, isKnownTogether, keyOf, sameColumns, sameEdge, tearBetween } from "./torn.ts";

/** A box of a cell on one page, in the table's own count of rows. */
export interface CellPart {
  readonly page: number;
  readonly row: number;
  readonly lines: readonly Line[];
}

/** A cell of a table that may run over several pages. */
export interface LongCell {
  readonly left: number;
  readonly right: number;
  readonly row: number;
  rowSpan: number;
  readonly parts: CellPart[];
  /** Whether the lines themselves show that the parts are one cell. */
  proven: boolean;
}

/** A table over all the pages that it runs over. */
export class LongTable {
  readonly cells: LongCell[] = [];
  readonly top: number;
  height = 0;
  #last: PageTable;
  /** Of the last page's cells at the foot of the page, which of the table's they are. */
  #foot = new Map<PageCell, LongCell>();

  constructor(first: PageTable) {
    this.top = first.top;
    this.#last = first;
    this.#add(first, 0, new Map(), "none");
  }

  /** Whether the next page's first table is this one, going on: the same edges left and right. */
  goesOn(next: PageTable): boolean {
    return Math.abs(next.left - this.#last.left) <= sameEdge && Math.abs(next.right - this.#last.right) <= sameEdge;
  }

  /** Adds the part on the next page. */
  append(next: PageTable, surroundings: Surroundings): void {
    const head = this.#headRows(next);
    const tear = tearBetween(this.#last, next, head, surroundings);
    const kept = new Map<PageCell, LongCell>();
    let leading = true;
    for (const cell of next.cells) {
      if (cell.row !== head) continue;
      const [foot, upper] = [...this.#foot].find(([above]) => sameColumns(above, cell)) ?? [];
      leading &&= isEmpty(cell);
      if (!foot || !upper) continue;
      // Empty boxes at the left edge of a page's first row: the merged cells above run on.
      const runsOn = leading && upper.parts.some(({ lines }) => lines.length > 0);
      if (tear !== "none" || runsOn || isKnownTogether({ upper: foot, lower: cell }, surroundings.whole)) kept.set(cell, upper);
    }
    this.#add(next, head, kept, tear);
  }

  /** How many rows at the top of the next page only repeat rows of this table: a head printed again. */
  #headRows(next: PageTable): number {
    const known = new Set<string>();
    for (let row = 0; row < this.height; row++) known.add(rowKey(this.cells.filter((cell) => cell.row === row).map((cell) => ({ ...cell, lines: cell.parts[0]?.lines ?? [] }))));
    let rows = 0;
    while (rows < next.height - 1) {
      const cells = next.cells.filter((cell) => cell.row === rows);
      if (cells.filter((cell) => !isEmpty(cell)).length < 3 || !known.has(rowKey(cells))) break;
      rows++;
    }
    return rows;
  }

  #add(table: PageTable, head: number, kept: ReadonlyMap<PageCell, LongCell>, tear: Tear): void {
    const torn = tear !== "none";
    // The rest of a torn row joins it; a repeated head between the two stays below.
    const rowOf = (row: number) => this.height + row - (!torn || row < head ? 0 : row === head ? head + 1 : 1);
    const foot = new Map<PageCell, LongCell>();
    for (const cell of table.cells) {
      const part: CellPart = { page: table.page, row: rowOf(cell.row), lines: cell.lines };
      const upper = kept.get(cell);
      if (upper) {
        upper.parts.push(part);
        upper.rowSpan = rowOf(cell.row + cell.rowSpan - 1) + 1 - upper.row;
        upper.proven &&= tear === "proven";
      }
      const long = upper ?? { left: cell.left, right: cell.right, row: part.row, rowSpan: cell.rowSpan, parts: [part], proven: true };
      if (!upper) this.cells.push(long);
      if (cell.row + cell.rowSpan === table.height) foot.set(cell, long);
    }
    this.height = rowOf(table.height - 1) + 1;
    this.#last = table;
    this.#foot = foot;
  }
}

function rowKey(cells: readonly Pick<PageCell, "left" | "lines">[]): string {
  return cells.map(keyOf).filter((text) => text !== "").join("\t");
}
