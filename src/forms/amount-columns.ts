import type { Cell } from "../grid/grid.ts";
import { amountHeads } from "./amount-heads.ts";
import type { Entry, Field } from "./form.ts";
import type { Row } from "./rows.ts";

const secondColumn: Partial<Record<Field, Field>> = {
  "funding.total": "funding.annualTotal",
  "funding.fiscal": "funding.fiscalCurrentYear",
  "funding.other": "funding.annualOther",
};

/** The columns in which a form prints its amounts: those of a table with heads, or the whole project's beside the year's. */
export class AmountColumns {
  readonly #opened = new Set<Field>();
  #totalRow: Row | null = null;
  #two = false;
  /** Heads of a table of amounts (年初预算数, 全年执行数 …): the main column is the first. */
  #heads: readonly { column: number; label: string }[] = [];

  /** Whether a row is the heads of a table of amounts. */
  begin(row: Row): boolean {
    const heads = amountHeads(row);
    if (heads.length > 0) this.#heads = heads;
    return heads.length > 0;
  }

  end(): void {
    this.#heads = [];
  }

  /** Two totals side by side are those of the whole project and of the year; so are the amounts below them. */
  entry(entry: Entry, row: Row): Entry {
    if (entry.field === "funding.total" || entry.field === "funding.annualTotal") {
      if (this.#totalRow === row) this.#two = true;
      this.#totalRow ??= row;
    }
    const second = secondColumn[entry.field];
    const again = this.#opened.has(entry.field) && this.#two;
    this.#opened.add(entry.field);
    return second && again ? { ...entry, field: second } : entry;
  }

  isMain({ field }: Entry, cell: Cell): boolean {
    const [main] = this.#heads;
    return !main || !field.startsWith("funding.") || cell.column <= main.column;
  }

  /** The head over a cell. */
  over(cell: Cell): string | null {
    return this.#heads.find(({ column }) => column === cell.column)?.label ?? null;
  }
}
