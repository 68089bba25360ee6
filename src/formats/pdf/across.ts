import type { Line } from "./lines.ts";
import type { PageCell, PageTable } from "./page.ts";
import { type Pair, type Surroundings, isEmpty, isKnownTogether, isTorn, keyOf, sameColumns, sameEdge } from "./torn.ts";

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

/** Two boxes at a page break, and the cell that the upper one belongs to. */
interface Seam extends Pair {
  readonly long: LongCell;
}

/** A table over all the pages that it runs over. */
export class LongTable {
  readonly cells: LongCell[] = [];
  readonly top: number;
  height = 0;
  #last: PageTable;
  /** The texts of its rows. */
  readonly #rowKeys = new Set<string>();
  /** Of the last page's cells at the foot of the page, which of the table's they are. */
  #foot = new Map<PageCell, LongCell>();

  constructor(first: PageTable) {
    this.top = first.top;
    this.#last = first;
    this.#add(first, 0, new Map(), { torn: false, proven: true });
  }

  /** Whether the next page's first table is this one, going on: the same edges left and right. */
  goesOn(next: PageTable): boolean {
    return Math.abs(next.left - this.#last.left) <= sameEdge && Math.abs(next.right - this.#last.right) <= sameEdge;
  }

  /** Adds the part on the next page. */
  append(next: PageTable, surroundings: Surroundings): void {
    const head = this.#headRows(next);
    const row = next.cells.filter((cell) => cell.row === head);
    const seams = row.flatMap((lower): Seam[] => {
      const [upper, long] = [...this.#foot].find(([foot]) => sameColumns(foot, lower)) ?? [];
      return upper && long ? [{ upper, lower, long }] : [];
    });
    // Below a repeated head every box is closed: then only the page before tells.
    const isOpen = ({ upper, lower }: Seam) => upper.openBottom && (head > 0 || lower.openTop);
    const told = seams.some(({ upper, lower }) => upper.openBottom || (head === 0 && lower.openTop));
    const { goOn, torn } = told ? { goOn: seams.filter(isOpen), torn: seams.length === row.length && seams.every(isOpen) } : this.#byText(next, head, seams, surroundings);
    this.#add(next, head, new Map(goOn.map(({ lower, long }) => [lower, long])), { torn, proven: told });
  }

  /** Both pages closed their boxes, as printed pages do: the text tells which go on. */
  #byText(next: PageTable, head: number, seams: readonly Seam[], surroundings: Surroundings): { goOn: readonly Seam[]; torn: boolean } {
    if (isTorn(this.#last, next, head, surroundings)) return { goOn: seams, torn: true };
    const firstFilled = Math.min(...next.cells.filter((cell) => cell.row === head && !isEmpty(cell)).map(({ left }) => left));
    const goOn = seams.filter((seam) => {
      // Empty boxes at the left edge of a page's first row: the merged cells above run on.
      const runsOn = seam.lower.left < firstFilled && isEmpty(seam.lower) && seam.long.parts.some(({ lines }) => lines.length > 0);
      return runsOn || isKnownTogether(seam, surroundings.whole);
    });
    return { goOn, torn: false };
  }

  /** How many rows at the top of the next page only repeat rows of this table: a head printed again. */
  #headRows(next: PageTable): number {
    let rows = 0;
    let heads = 0;
    while (rows < next.height - 1) {
      const cells = next.cells.filter((cell) => cell.row === rows);
      if (!this.#rowKeys.has(rowKey(cells))) break;
      rows++;
      // A heading of one cell over the head comes again with it, but proves nothing alone.
      if (cells.filter((cell) => !isEmpty(cell)).length >= 3) heads = rows;
      else if (rows > 1) break;
    }
    return heads;
  }

  #add(table: PageTable, head: number, kept: ReadonlyMap<PageCell, LongCell>, { torn, proven }: { torn: boolean; proven: boolean }): void {
    // The rest of a torn row joins it; a repeated head between the two stays below.
    const rowOf = (row: number) => this.height + row - (!torn || row < head ? 0 : row === head ? head + 1 : 1);
    const foot = new Map<PageCell, LongCell>();
    for (const cell of table.cells) {
      const part: CellPart = { page: table.page, row: rowOf(cell.row), lines: cell.lines };
      const upper = kept.get(cell);
      if (upper) {
        upper.parts.push(part);
        upper.rowSpan = rowOf(cell.row + cell.rowSpan - 1) + 1 - upper.row;
        upper.proven &&= proven;
      }
      const long = upper ?? { left: cell.left, right: cell.right, row: part.row, rowSpan: cell.rowSpan, parts: [part], proven: true };
      if (!upper) this.cells.push(long);
      if (cell.row + cell.rowSpan === table.height) foot.set(cell, long);
    }
    for (const cells of Map.groupBy(table.cells, ({ row }) => row).values()) this.#rowKeys.add(rowKey(cells));
    this.height = rowOf(table.height - 1) + 1;
    this.#last = table;
    this.#foot = foot;
  }
}

function rowKey(cells: readonly Pick<PageCell, "left" | "lines">[]): string {
  return cells.map(keyOf).filter((text) => text !== "").join("\t");
}
