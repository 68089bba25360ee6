import { fold } from "../declaration/numeral.ts";
import { compact, slice } from "../grid/cut.ts";
import type { Cell, Grid, Piece } from "../grid/grid.ts";
import type { Scope } from "../declaration/schema.ts";
import { type FoundLabel, type LabelBook, isSection, labelKey } from "./book.ts";
import { amountHeads } from "./amount-heads.ts";
import { assign, assignMore, isLong, years } from "./assign.ts";
import { isTitle } from "./divide.ts";
import { type Draft, isCurrency } from "./draft.ts";
import { type Entry, type Field, type IndicatorTable, targetScopes } from "./form.ts";
import { type Row, filled, isBlank, isPageNumber } from "./rows.ts";
import { readTable } from "./table.ts";
import { bodyOf, isSubtotal, scopeBeside, tableEnd, withoutStrangers } from "./table-end.ts";
import { type HeadColumn, completed, headOf, headWithRest, impliedHead, missingColumns, withSubHeads } from "./table-head.ts";
import { ofOneYear, tableParts } from "./head-groups.ts";
import { withRoles } from "./align.ts";
import { withLostHeads } from "./lost-heads.ts";
import { lineAsRow } from "./line-in-table.ts";
import { indicatorOfEachLine } from "./lines-of-a-row.ts";
import { keepTasks, taskTableAt } from "./tasks.ts";
import { looseValue } from "./loose.ts";
import { yearIn } from "./year.ts";

/** A value that was read, and where: `goal` is its number where it is one. */
interface Recent {
  entry: Entry;
  column: number;
  goal: number | null;
  row: Row;
}

/** A label whose value has not come yet. */
interface Awaited {
  entry: Entry;
  label: string;
  column: number;
  /** It may as well be the heading of the labels beside it (总体目标). */
  section: boolean;
  /** Announced by a paragraph: then its value may be the next paragraph or row. */
  alone: boolean;
  taken: boolean;
}

/**
 * Walks through the rows of one declaration from top to bottom: labels announce values to their right or below,
 * headings give the scope of the tables that follow, heads open indicator tables. What nothing announces becomes a
 * problem that quotes it.
 */
export function walk(grid: Grid, rows: readonly Row[], book: LabelBook, draft: Draft): void {
  const walker = new Walker(grid, book, draft);
  let at = 0;
  while (at < rows.length) {
    const row = rows[at];
    if (!row) break;
    const tasks = taskTableAt(rows, at, book);
    if (tasks) {
      walker.closeAll();
      keepTasks(grid, draft, tasks, row, book);
      at = tasks.end;
      continue;
    }
    const printed = headOf(row, book);
    const head = printed ?? impliedHead(row, walker.table());
    if (head) {
      walker.beside(row);
      const lost = printed ? missingColumns(printed, book.form) : [];
      if (row.told) draft.doubt("indicators", "vocabulary", "指标写成了文字，没有表格；类别、名称和指标值按词汇和标点判断。");
      if (!printed) draft.doubt("indicators", "vocabulary", "这张指标表没有表头，各栏按表样和词汇判断。");
      else if (lost.length > 0) draft.doubt("indicators", "unreadable", `表头缺少“${lost.join("”“")}”，各栏可能移位。`);
      const whole = printed ? (headWithRest(rows[at + 1], head, book) ?? withSubHeads(head, row, rows[at + 1], book)) : null;
      const from = whole ? at + 2 : printed ? at + 1 : at;
      const columns = withRoles(completed(whole ?? head, book.form));
      const rowAt = (index: number) => lineAsRow(rows, index, columns);
      const end = tableEnd(rows, from, whole ?? head, walker.scope(), book, rowAt);
      walker.closeAll();
      const [rowsOfTable, strange] = withoutStrangers(bodyOf(rows.slice(from, end).map((line, nth) => rowAt(from + nth) ?? line), book));
      const body = rowsOfTable.filter((line) => !isSubtotal(line));
      for (const line of rowsOfTable.filter(isSubtotal)) walker.keepSubtotal(line, head);
      for (const cell of strange.flatMap(filled)) walker.quote(cell);
      const goals = draft.goals.map(({ scope }) => scope);
      const scope = walker.scopeByGoal(draft) ?? walker.scope();
      const yearly = ofOneYear(completed(whole ?? head, book.form), draft.year?.value ?? yearOfTitle(rows, book));
      if (!yearly.told) draft.doubt("indicators", "vocabulary", "几个年度的指标值并列，没有印明是哪一年度的表，取最早一年。");
      const mended = printed ? withLostHeads(yearly.head, row, body) : { head: completed(head, book.form), moved: false };
      if (mended.moved) draft.doubt("indicators", "vocabulary", "表头比各行少一栏，各格属于哪一栏按词汇判断。");
      for (const part of tableParts(mended.head, body, scope, targetScopes(walker.table()), goals)) readTable(grid, indicatorOfEachLine(part.rows, part.head), part.head, part.scope, draft);
      at = end;
    } else {
      walker.row(row);
      at++;
    }
  }
  walker.closeAll();
}

function yearOfTitle(rows: readonly Row[], book: LabelBook): number | null {
  const title = rows.find((row) => isTitle(row, book));
  return yearIn(title?.cells.map(({ text }) => text).join("") ?? "")?.value ?? null;
}

class Walker {
  readonly #grid: Grid;
  readonly #book: LabelBook;
  readonly #draft: Draft;
  readonly #seen = new Map<string, number>();
  readonly #opened = new Set<Field>();
  #goalsBefore = 0;
  #totalRow: Row | null = null;
  #twoColumns = false;
  #awaited: Awaited[] = [];
  #scope: Scope | null = null;
  /** The values read last and the columns they stood in: a text below one without a label of its own is its rest. */
  #recent: Recent[] = [];
  /** Heads of a table of amounts (年初预算数, 全年执行数 …): the main column is the first. */
  #amountHeads: readonly { column: number; label: string }[] = [];

  constructor(grid: Grid, book: LabelBook, draft: Draft) {
    this.#grid = grid;
    this.#book = book;
    this.#draft = draft;
  }

  /** The scope of the next indicator table: that of its heading, else the form's, else annual. */
  scope(): Scope {
    const tables = this.#book.form?.tables ?? [];
    return this.#scope ?? (tables.length === 1 ? tables[0]?.scope : undefined) ?? "annual";
  }

  /**
   * Where each goal has a table of its own right below it, each table is its goal's. That is known when a second goal
   * stands between two tables: the first table's indicators are then the first goal's.
   */
  scopeByGoal({ goals, indicators }: Draft): Scope | null {
    const own = goals.slice(this.#goalsBefore);
    const [first] = goals;
    const isSecond = this.#goalsBefore === 1 && own.length === 1 && indicators.length > 0;
    this.#goalsBefore = goals.length;
    if (!isSecond || !first || this.#scope !== null || first.scope === own[0]?.scope) return null;
    for (const [at, one] of indicators.entries()) indicators[at] = { ...one, scope: first.scope };
    return own[0]?.scope ?? null;
  }

  /** The scope that a label beside the head gives to its table and those that follow. */
  beside(head: Row): void {
    this.#scope = scopeBeside(head, this.#book) ?? this.#scope;
  }

  /** The form's table of the current scope. */
  table(): IndicatorTable | undefined {
    const tables = this.#book.form?.tables ?? [];
    return tables.find(({ scope }) => scope === this.scope()) ?? tables[0];
  }

  row(row: Row): void {
    const first = filled(row)[0];
    const heading = first && filled(row).length === 1 ? this.#book.tableScope(first.text) : null;
    if (heading !== null) {
      this.#scope = heading;
      this.closeAll();
      return;
    }
    if (isPageNumber(row)) return;
    const heads = amountHeads(row);
    if (heads.length > 0) {
      this.#amountHeads = heads;
      for (const cell of filled(row)) this.#draft.currencyFromLabel(this.#book.find(cell.text)?.currency ?? null, cell, this.#grid);
      return;
    }
    for (const line of row.kind === "paragraph" ? this.#apart(row) : [row]) this.#place(this.#labels(line), line);
  }

  /** A line with several labelled values (填报单位：某某局 单位：万元) is as many cells. */
  #apart(row: Row): Row[] {
    const [cell] = row.cells;
    if (!cell) return [row];
    const starts = [...cell.text.matchAll(/(?<=\S)[\s\u3000]+(?=\S)/g)].map(({ index, 0: space }) => index + space.length);
    const splits = starts.filter((at) => this.#book.find(cell.text.slice(at).split(/[\s\u3000]+(?=\S{2,12}[:：])/)[0] ?? "")?.rest);
    if (splits.length === 0) return [row];
    const bounds = [0, ...splits, cell.text.length];
    return splits.concat(0).sort((a, b) => a - b).map((from, index) => ({ ...row, cells: [{ ...cell, ...slice(cell, from, bounds[index + 1] ?? from) }] }));
  }

  /** Reads the labels of a row and the values to their right; gives the texts that no label of this row announces. */
  #labels(row: Row): Cell[] {
    const loose: Cell[] = [];
    const found = row.cells.map((cell) => (isBlank(cell) ? null : this.#book.find(cell.text)));
    const rowLabel = found.filter((label) => label !== null).at(-1)?.key ?? "";
    const isPiece = (cell: Cell) => cell.column === 0 && filled(row).length > 1 && this.#book.isSectionPiece(cell.text);
    let pending = this.#servedInside(row, found);
    if (found.some((label) => label && !isSection(label))) this.#dropTaken(row);
    row.cells.forEach((cell, index) => {
      const label = found[index];
      if (!label && cell.column === 0) this.#draft.currencyFromLabel(labelKey(cell.text).currency, cell, this.#grid);
      if (isBlank(cell) || (!label && isPiece(cell))) return;
      if (label) {
        this.#close(pending);
        pending = this.#open(label, cell, row);
      } else if (pending && this.#inMainColumn(pending, cell)) {
        this.#take(pending, cell, row);
        pending = null;
      } else if (this.#underHead(cell)) this.#draft.extra.push({ label: `${rowLabel}·${this.#underHead(cell)}`, cut: compact(this.#grid, cell) });
      else if (!this.#isUnitOfAmount(cell, row)) loose.push(cell);
    });
    this.#close(pending);
    return loose;
  }

  /** A label on a line of its own, whose value is the first cell of the row below although other labels follow there. */
  #servedInside(row: Row, found: readonly (FoundLabel | null)[]): Awaited | null {
    const [waiting, ...others] = this.#awaited;
    const first = row.cells.findIndex((cell) => !isBlank(cell));
    return row.kind === "row" && waiting?.alone && !waiting.taken && others.length === 0 && !found[first] && found.some((label) => label !== null) ? waiting : null;
  }

  /** Before a row with labels of its own: whoever waits from an earlier row and was served, or had a row to be served in, is done. */
  #dropTaken(row: Row): void {
    if (row.kind === "paragraph" && this.#awaited.length === 1 && !this.#awaited[0]?.taken) return;
    this.closeAll();
  }

  closeAll(): void {
    this.#awaited = [];
    this.#recent = [];
  }

  #inMainColumn({ entry }: Awaited, cell: Cell): boolean {
    const [main] = this.#amountHeads;
    return !main || !entry.field.startsWith("funding.") || cell.column <= main.column;
  }

  /** What a row 小计 adds up is kept as printed, with the heads of its columns. */
  keepSubtotal(row: Row, head: readonly HeadColumn[]): void {
    const figures = filled(row).filter(({ text }) => /\d/.test(text));
    for (const cell of figures) this.#draft.extra.push({ label: ["小计", head.find(({ index }) => index === cell.column)?.label].filter((part) => part !== undefined).join("·"), cut: compact(this.#grid, cell) });
  }

  /** 万元 in a cell of its own behind an amount. */
  #isUnitOfAmount(cell: Cell, row: Row): boolean {
    const amount = this.#recent.find((recent) => recent.row === row && recent.entry.field.startsWith("funding.") && filled(row).findIndex(({ column }) => column === recent.column) === filled(row).indexOf(cell) - 1);
    const unit = compact(this.#grid, cell);
    if (!amount || !isCurrency(unit.text)) return false;
    this.#draft.currency ??= unit;
    this.#draft.fields.add("funding.currency");
    if (this.#draft.currency.text !== unit.text) this.#draft.doubt(amount.entry.field, "conflict", `金额后面印的单位是“${unit.text}”，别处是“${this.#draft.currency.text}”。`);
    return true;
  }

  #underHead(cell: Cell): string | null {
    return this.#amountHeads.find(({ column }) => column === cell.column)?.label ?? null;
  }

  #open(label: FoundLabel, cell: Cell, row: Row): Awaited | null {
    const count = this.#seen.get(label.key) ?? 0;
    this.#seen.set(label.key, count + 1);
    const printed = label.entries[Math.min(count, label.entries.length - 1)];
    if (!printed) return null;
    const entry = label.own || isSection(label) ? printed : this.#inColumn(printed, row);
    this.#draft.currencyFromLabel(label.currency, cell, this.#grid);
    const awaited: Awaited = { entry, label: label.key, column: cell.column, section: isSection(label), alone: row.kind === "paragraph", taken: false };
    if (entry.field !== "section") this.#recent = this.#recent.filter(({ row: of }) => of === row);
    if (entry.field.startsWith("goals.")) this.#amountHeads = [];
    if (entry.field === "section") return null;
    if (label.rest !== null) {
      this.#take(awaited, cut(cell, label.rest), row);
      return null;
    }
    if (entry.value === "below") {
      this.#awaited.push(awaited);
      this.#draft.printed(entry);
      return null;
    }
    if (!isSection(label)) this.#draft.printed(entry);
    return awaited;
  }

  /** Two totals side by side are those of the whole project and of the year; so are the amounts below them. */
  #inColumn(entry: Entry, row: Row): Entry {
    if (entry.field === "funding.total" || entry.field === "funding.annualTotal") {
      if (this.#totalRow === row) this.#twoColumns = true;
      this.#totalRow ??= row;
    }
    const second = secondColumn[entry.field];
    const again = this.#opened.has(entry.field) && this.#twoColumns;
    this.#opened.add(entry.field);
    return second && again ? { ...entry, field: second } : entry;
  }

  /** The end of a row, or the next label, came before the value: prose may stand below, anything else is empty. */
  #close(pending: Awaited | null): void {
    if (pending) this.#awaited.push(pending);
  }

  #take(awaited: Awaited, piece: Piece, row: Row): void {
    awaited.taken = true;
    // A dash in an amount's cell says that there is none.
    if (awaited.entry.field.startsWith("funding.") && /^[-—–/]+$/.test(piece.text.trim())) return;
    this.#draft.printed(awaited.entry);
    assign(this.#grid, this.#draft, awaited.entry, awaited.label, piece);
    const goal = awaited.entry.field.startsWith("goals.") ? this.#draft.goals.length - 1 : null;
    this.#recent = [...this.#recent.filter((known) => known.row === row), { entry: awaited.entry, column: "column" in piece ? (piece as Cell).column : awaited.column, goal, row }];
  }

  /** Finds a home for texts without a label in their row: under the label they stand below, or by what they say. */
  #place(loose: readonly Cell[], row: Row): void {
    const open = this.#awaited.filter(({ taken }) => !taken);
    const goesOn = loose.every((cell) => this.#restOf(cell, row) !== null);
    if (row.kind === "row" && loose.length >= 2 && !goesOn && !open.some((awaited) => canStandBelow(awaited))) {
      this.#unknownLabels(loose);
      return;
    }
    const unitAlone = this.#book.form?.above.flat().some(({ label, field }) => label === null && field === "unit") ?? false;
    for (const [index, cell] of loose.entries()) {
      if (isTitle(row, this.#book)) continue;
      const { placed } = looseValue(this.#grid, this.#draft, cell, row, unitAlone);
      if (placed) continue;
      const goal = years.test(fold(cell.text)) ? open.find(({ entry }) => entry.field.startsWith("goals.")) : undefined;
      if (goal) {
        assign(this.#grid, this.#draft, { ...goal.entry, field: "extra" }, goal.label, cell);
        continue;
      }
      const home = this.#home(open, loose.length, index, cell, row);
      const section = home ? null : this.#sectionBefore(cell, row);
      if (home) this.#take(home, cell, row);
      else if (section) this.#draft.extra.push({ label: section, cut: compact(this.#grid, cell) });
      else {
        const before = this.#restOf(cell, row);
        if (before) assignMore(this.#grid, this.#draft, before.entry, cell, before.goal);
        else this.quote(cell);
      }
    }
  }

  /** 资金来源 heads what stands below it, or has a value of its own beside it: that goes on nothing above. */
  #sectionBefore(cell: Cell, row: Row): string | null {
    const cells = filled(row);
    const label = row.kind === "row" ? this.#book.find(cells[cells.indexOf(cell) - 1]?.text ?? "") : null;
    return label?.entries.every(({ field }) => field === "section") && /资金|预算|来源|信息/.test(label.key) ? label.key : null;
  }

  /** Labels that no vocabulary knows, with their values: what no field takes is kept as printed. */
  #unknownLabels(loose: readonly Cell[]): void {
    for (let at = 0; at < loose.length; at += 2) {
      const [label, value] = loose.slice(at, at + 2);
      const name = label ? fold(label.text).replace(/:$/, "") : "";
      if (label && value && name.length <= 20 && !/^[\d.,%]+$/.test(name)) this.#draft.extra.push({ label: name, cut: compact(this.#grid, value) });
      else for (const cell of loose.slice(at, at + 2)) this.quote(cell);
    }
  }

  /** The value that a text without a label goes on: the one above it in its column, else the prose before it. */
  #restOf(cell: Cell, row: Row): Recent | null {
    const last = this.#recent.at(-1);
    const prose = last && isLong(last.entry) ? last : null;
    // 绩效指标如下： announces the table and goes nothing on.
    if (row.kind === "paragraph") return announcement.test(cell.text.trim()) ? null : prose;
    // The next line of a cell of prose begins at the margin when the line before was cut off inside the cell.
    const atMargin = cell.column === 0 && filled(row).length === 1 ? prose : null;
    return this.#recent.find(({ column }) => column === cell.column) ?? atMargin;
  }

  #home(open: readonly Awaited[], texts: number, index: number, cell: Cell, row: Row): Awaited | null {
    const free = open.filter(({ taken }) => !taken);
    if (free.length === 0) return null;
    const served = free.filter((awaited) => canStandBelow(awaited));
    // Where a conversion dropped the empty cell below a heading, the texts stand one column away from their labels.
    const titled = open.filter(({ section }) => !section);
    if (!row.stated && titled.length > 1 && titled.length === texts && titled.length < open.length && row.cells.every((one) => !isBlank(one)) && titled.every(canStandBelow)) return titled[index] ?? null;
    const below = served.find(({ column }) => column === cell.column);
    if (below && row.kind === "row") return below;
    if (texts === open.length && open[index] && served.includes(open[index])) return open[index];
    return served.length === 1 || texts === 1 ? (served[0] ?? null) : nearest(served, cell.column);
  }

  /** Tells of a text that has no place in the form. */
  quote(cell: Cell): void {
    const { text, places } = compact(this.#grid, cell);
    if (/^[\p{P}\p{S}]*$/u.test(fold(text))) return;
    this.#draft.problem("READ-03", `表内有一处文字没有对应的栏目：“${text.slice(0, 200)}”。`, places[0] ?? null);
  }
}

const announcement = /^(?:以下|下表)[为是].{0,12}指标.{0,16}$|^.{0,16}指标.{0,8}(?:如下|见下表|如下表)[：:。]?$/;

const secondColumn: Partial<Record<Field, Field>> = {
  "funding.total": "funding.annualTotal",
  "funding.fiscal": "funding.fiscalCurrentYear",
  "funding.other": "funding.annualOther",
};

/** Whether a label's value may come in a later row: where the form prints it below, in prose, and behind a line of its own. */
function canStandBelow({ entry, alone }: Awaited): boolean {
  return entry.value === "below" || isLong(entry) || alone;
}

function nearest(awaited: readonly Awaited[], column: number): Awaited | null {
  return awaited.reduce<Awaited | null>((best, one) => (!best || Math.abs(one.column - column) < Math.abs(best.column - column) ? one : best), null);
}

function cut(cell: Cell, from: number): Piece {
  return { text: cell.text.slice(from), place: cell.place, offsets: cell.offsets?.slice(from) ?? null };
}
