import { familyOf } from "../declaration/framework.ts";
import { fold } from "../declaration/numeral.ts";
import { readTarget } from "../declaration/read-target.ts";
import type { Cell } from "../grid/grid.ts";
import type { LabelBook } from "./book.ts";
import { isTitle } from "./divide.ts";
import { type ListHead, fieldOf, isShared, isSharedCode, listHead } from "./list-head.ts";
import { doubtOfWhole, isRegionHead, isWhole, unitOfRegion } from "./regions.ts";
import { type Row, filled, singleText } from "./rows.ts";
import { tablesAsForms } from "./tables-as-forms.ts";

/**
 * A table that lists many projects, one row an indicator, prints a project's name and amount only in its first row, in
 * merged cells, or in every row. It is turned into a form for each project: labels with their values, then the head and
 * the project's own rows; what stands above the table (title, year, currency) stands above each.
 */
export function listsAsForms(rows: readonly Row[], book: LabelBook): Row[] {
  return tablesAsForms(rows, book, {
    headAt: (at) => listHead(rows[at], rows[at + 1], book),
    endOf: (from, head) => {
      let end = from;
      while (end < rows.length && !endsList(rows, end, head, book)) end++;
      while (isNote(rows[end - 1])) end--;
      return end;
    },
    formsOf: (own, head, above) => new List(head, above, book).forms(own),
  });
}

function endsList(rows: readonly Row[], at: number, head: ListHead, book: LabelBook): boolean {
  const row = rows[at];
  if (!row || isTitle(row, book)) return true;
  const again = listHead(row, rows[at + 1], book);
  if (again) return again.level !== head.level || again.labels.length !== head.labels.length;
  return filled(row).some((cell) => fieldOf(cell, book) === "project.name") && !isHeadAgain(row, head);
}

/** Notes and lines of prose under the last row are no part of the list. */
const isNote = (row: Row | undefined): boolean => row !== undefined && (row.kind === "paragraph" || /^(?:注|备注|说明)[:：]/.test(singleText(row) ?? ""));

/** The head printed again on the next page, or the row of column numbers under it. */
function isHeadAgain(row: Row, { labels, heads }: ListHead): boolean {
  const texts = filled(row).map(({ text }) => fold(text));
  const known = new Set([...labels, ...heads].map(({ text }) => fold(text)));
  return texts.length > 2 && (texts.filter((text) => known.has(text)).length >= texts.length - 1 || texts.every((text, nth) => text === String(nth + 1)));
}

/** What is known of the project whose rows are being read: a value, and the last row that its merged cell reaches. */
interface Known {
  cell: Cell;
  until: number;
}

class List {
  readonly #head: ListHead;
  readonly #above: readonly Row[];
  readonly #book: LabelBook;
  readonly #known = new Map<Cell, Known>();
  readonly #made: Row[] = [];
  #department: Cell | null = null;
  /** The unit over the projects, where one column is shared by both. */
  #unit: readonly [label: Cell, value: Cell][] = [];
  /** Levels that stand in rows of their own over the rows they are for. */
  #over: Cell[] = [];

  constructor(head: ListHead, above: readonly Row[], book: LabelBook) {
    this.#head = head;
    this.#above = above;
    this.#book = book;
  }

  forms(rows: readonly Row[]): Row[] {
    const body = rows.filter((row) => !isHeadAgain(row, this.#head));
    for (const [at, row] of body.entries()) {
      const { own, cells } = this.#parts(row);
      if (row.kind === "paragraph") this.#made.push(row);
      else if (cells.length > 0) this.#indicators(row, own, cells);
      else this.#ownRow(row, own, body[at + 1]);
    }
    return this.#made;
  }

  /**
   * A row's own values and its indicator. By their columns; where a conversion lost leading cells, so that the family
   * (一级指标) stands further to the left, by the family, and the own values from the right.
   */
  #parts(row: Row): { own: readonly [Cell, Cell][]; cells: Cell[] } {
    const { level, from, labels } = this.#head;
    const cells = filled(row);
    const family = row.stated ? undefined : cells.find((cell) => familyOf(cell.text) !== null);
    const moved = family ? level - family.column : 0;
    if (!family || moved === 0) {
      // 年度目标 and 预算 may stand behind the indicators.
      const behind = new Set(labels.filter(({ column }) => column >= from).map(({ column }) => column));
      const isOwn = ({ column }: Cell) => column < from || behind.has(column);
      return { own: ownValues(cells.filter(isOwn), labels), cells: cells.filter((cell) => !isOwn(cell)) };
    }
    const at = cells.indexOf(family);
    return { own: ownValues(cells.slice(0, at), labels), cells: cells.slice(at).map((cell) => ({ ...cell, column: cell.column + moved })) };
  }

  #indicators(row: Row, own: readonly [Cell, Cell][], cells: Cell[]): void {
    if (this.#begins(own)) this.#begin(row, own);
    const levels = new Set(this.#head.heads.filter(({ text }) => /^(?:一|二)级指标/.test(fold(text))).map(({ column }) => column));
    const [first] = cells;
    if (row.stated && first && cells.length === 1 && levels.has(first.column)) {
      this.#over = [...this.#over.filter(({ column }) => column < first.column), first];
      return;
    }
    const lacking = this.#over.filter(({ column }) => !cells.some((cell) => cell.column === column));
    this.#made.push({ ...row, cells: [...lacking, ...cells] });
  }

  /** A row without an indicator: the department or unit over the projects that follow, or a project over its indicators. */
  #ownRow(row: Row, own: readonly [Cell, Cell][], next: Row | undefined): void {
    const [first] = filled(row);
    if (!first || /^(?:合计|总计|小计)$/.test(fold(first.text))) return;
    const name = own.find(([label, cell]) => (isShared(label) || isRegionHead(label) || fieldOf(label, this.#book) === "project.name") && readTarget(fold(cell.text)).kind !== "number");
    if (!name && /^\d{3,}[-—~]\D/.test(fold(first.text))) this.#department = first;
    else if (name && isShared(name[0]) && next && this.#parts(next).own.length > 0) this.#unit = [name];
    else if (name) this.#begin(row, own);
  }

  /** Whether a row's own values are those of another project than the one before: one of them says something else. */
  #begins(own: readonly [Cell, Cell][]): boolean {
    const telling = own.filter(([label]) => isShared(label) || isRegionHead(label) || isSharedCode(label) || this.#book.find(label.text) !== null);
    return telling.some(([label, cell]) => fold(this.#known.get(label)?.cell.text ?? "") !== fold(cell.text));
  }

  #begin(row: Row, own: readonly [Cell, Cell][]): void {
    const number = row.stated?.number ?? 0;
    for (const [label, { until }] of this.#known) if (!this.#lasts(label) && until < number) this.#known.delete(label);
    for (const [label, cell] of own) this.#known.set(label, { cell, until: row.stated ? number + cell.rowSpan - 1 : -1 });
    this.#over = [];
    this.#made.push(...this.#above);
    if (this.#department) this.#made.push(pair({ ...this.#department, text: "主管部门", offsets: null }, this.#department));
    for (const [label, cell] of this.#unit) this.#made.push(pair({ ...label, text: "单位名称", offsets: null }, cell));
    for (const group of this.#head.groups) this.#made.push({ kind: "row", afterBreak: false, heading: null, cells: [{ ...group, column: 0 }] });
    // The name first: without a title it is what begins a form.
    const isName = (label: Cell) => isShared(label) || fieldOf(label, this.#book) === "project.name";
    for (const label of [...this.#head.labels.filter(isName), ...this.#head.labels.filter((one) => !isName(one))]) {
      const value = this.#known.get(label)?.cell;
      const shared = isShared(label) ? "项目名称" : isSharedCode(label) ? "项目编码" : null;
      if (value && isRegionHead(label)) this.#made.push(isWhole(value.text) ? { ...pair(label, value), doubt: doubtOfWhole(value.text) } : unitOfRegion(label, value));
      else if (value) this.#made.push(pair(shared === null ? label : { ...label, text: shared, offsets: null }, value));
    }
    this.#made.push({ kind: "row", afterBreak: false, heading: null, cells: this.#head.heads });
  }

  /** The unit is that of the projects below it until another comes; a name, an amount or a goal is only one project's. */
  #lasts(label: Cell): boolean {
    return /^(?:unit|department|year)$/.test(fieldOf(label, this.#book));
  }
}

function pair(label: Cell, value: Cell): Row {
  return { kind: "row", afterBreak: false, heading: null, cells: [{ ...label, column: 0 }, { ...value, column: 1 }] };
}

/** A row's own values under their labels: by their columns, or, where leading cells were lost, from the right. */
function ownValues(cells: readonly Cell[], labels: readonly Cell[]): [Cell, Cell][] {
  const exact = cells.map((cell) => [labels.find(({ column }) => column === cell.column), cell] as const);
  const amounts = (pairs: readonly (readonly [Cell | undefined, Cell])[]) =>
    pairs.every(([label, cell]) => label !== undefined && (!/数|额|资金|金/.test(label.text) || readTarget(fold(cell.text)).kind === "number"));
  const fromRight = cells.map((cell, index) => [labels[labels.length - cells.length + index], cell] as const);
  const chosen = amounts(exact) ? exact : fromRight;
  return chosen.filter((found): found is [Cell, Cell] => found[0] !== undefined);
}
