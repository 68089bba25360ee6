import type { Scope } from "../declaration/schema.ts";
import type { LabelBook } from "./book.ts";
import type { Draft } from "./draft.ts";
import type { IndicatorTable } from "./form.ts";
import { type Row, filled } from "./rows.ts";
import { scopeBeside } from "./table-end.ts";

/** Whose targets the indicator tables of a form hold, as its headings, its goals and its layout say. */
export class Scopes {
  readonly #book: LabelBook;
  #heading: Scope | null = null;
  #goalsBefore = 0;

  constructor(book: LabelBook) {
    this.#book = book;
  }

  /** The scope of the next table: that of its heading, else the form's, else annual. */
  next(): Scope {
    const tables = this.#book.form?.tables ?? [];
    return this.#heading ?? (tables.length === 1 ? tables[0]?.scope : undefined) ?? "annual";
  }

  /** The form's table of the current scope. */
  table(): IndicatorTable | undefined {
    const tables = this.#book.form?.tables ?? [];
    return tables.find(({ scope }) => scope === this.next()) ?? tables[0];
  }

  /** Whether a row is a heading over the tables that follow; then its scope is theirs. */
  heads(row: Row): boolean {
    const first = filled(row)[0];
    const scope = first && filled(row).length === 1 ? this.#book.tableScope(first.text) : null;
    this.#heading = scope ?? this.#heading;
    return scope !== null;
  }

  /** The scope that a label beside the head gives to its table and those that follow. */
  beside(head: Row): void {
    this.#heading = scopeBeside(head, this.#book) ?? this.#heading;
  }

  /**
   * Where each goal has a table of its own right below it, each table is its goal's. That is known when a second goal
   * stands between two tables: the first table's indicators are then the first goal's.
   */
  byGoal({ goals, indicators }: Draft): Scope | null {
    const own = goals.slice(this.#goalsBefore);
    const [first] = goals;
    const isSecond = this.#goalsBefore === 1 && own.length === 1 && indicators.length > 0;
    this.#goalsBefore = goals.length;
    if (!isSecond || !first || this.#heading !== null || first.scope === own[0]?.scope) return null;
    for (const [at, one] of indicators.entries()) indicators[at] = { ...one, scope: first.scope };
    return own[0]?.scope ?? null;
  }
}
