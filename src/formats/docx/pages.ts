/**
 * Counts pages by the marks that Word leaves where a page began when it last laid the document out. Without any mark
 * nobody laid it out, or it has one page: the page is not known. A row of a table is laid out cell beside cell: every
 * cell begins on the row's first page, and the next row on the last page that any of its cells reached.
 */
export class Pages {
  page = 1;
  known = false;
  readonly #rows: { first: number; last: number; moved: boolean; filled: boolean }[] = [];
  #cellEmpty = true;

  mark(): void {
    this.known = true;
    const row = this.#rows.at(-1);
    if (row && this.#cellEmpty) {
      // A row that begins on a new page carries the mark in its first cell, or in each of them.
      if (row.moved) return;
      if (!row.filled) {
        row.moved = true;
        row.first++;
        this.page = row.first;
        return;
      }
    }
    this.page++;
  }

  /** Text was printed on the present page. */
  text(): void {
    this.#cellEmpty = false;
    const row = this.#rows.at(-1);
    if (row) row.filled = true;
  }

  openRow(): void {
    this.#rows.push({ first: this.page, last: this.page, moved: false, filled: false });
  }

  openCell(): void {
    this.page = this.#rows.at(-1)?.first ?? this.page;
    this.#cellEmpty = true;
  }

  closeCell(): void {
    const row = this.#rows.at(-1);
    if (row) row.last = Math.max(row.last, this.page);
  }

  closeRow(): void {
    const row = this.#rows.pop();
    if (row) this.page = Math.max(row.first, row.last);
  }
}
