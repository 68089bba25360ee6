import { fold } from "../declaration/numeral.ts";
import { compact, slice } from "../grid/cut.ts";
import type { Cell, Grid, Piece } from "../grid/grid.ts";
import { AmountColumns } from "./amount-columns.ts";
import { keepUnknown, quote } from "./as-printed.ts";
import { assign, assignMore, isLong, years } from "./assign.ts";
import { type Awaited, canStandBelow, homeOf } from "./awaited.ts";
import { type FoundLabel, type LabelBook, isSection, labelKey } from "./book.ts";
import { isTitle } from "./divide.ts";
import { type Draft, isCurrency } from "./draft.ts";
import type { Entry } from "./form.ts";
import { looseValue } from "./loose.ts";
import type { Reader } from "./reader.ts";
import { type Row, filled, isBlank, isPageNumber } from "./rows.ts";

/** A value that was read, and where: `goal` is its number where it is one. */
interface Recent {
  entry: Entry;
  column: number;
  goal: number | null;
  row: Row;
}

/** The values of a form that labels announce, and what has become of each text that none does. */
export class LabelledValues {
  readonly #reader: Reader;
  readonly #grid: Grid;
  readonly #book: LabelBook;
  readonly #draft: Draft;
  readonly #amounts = new AmountColumns();
  readonly #seen = new Map<string, number>();
  #last: Entry | null = null;
  #awaited: Awaited[] = [];
  /** The values read last and the columns they stood in: a text below one without a label of its own is its rest. */
  #recent: Recent[] = [];

  constructor(reader: Reader) {
    this.#reader = reader;
    this.#grid = reader.grid;
    this.#book = reader.book;
    this.#draft = reader.draft;
  }

  /** Reads a row of labels and values. */
  read(row: Row): void {
    if (isPageNumber(row)) return;
    if (this.#amounts.begin(row)) {
      for (const cell of filled(row)) this.#draft.currencyFromLabel(labelKey(cell.text).currency, cell, this.#grid);
      return;
    }
    for (const line of filled(row).length === 1 ? this.#apart(row) : [row]) this.#place(this.#labels(line), line);
  }

  /** A line with several labelled values (填报单位：某某局 单位：万元) is as many cells. */
  #apart(row: Row): Row[] {
    const [cell] = filled(row);
    if (!cell) return [row];
    const starts = [...cell.text.matchAll(/(?<=\S)[\s\u3000]+(?=\S)/g)].map(({ index, 0: space }) => index + space.length);
    // A label and the colon behind it are short: the rest of a long line is not looked at again for every blank.
    const splits = starts.filter((at) => this.#book.find(cell.text.slice(at, at + longestLabelled).split(/[\s\u3000]+(?=\S{2,12}[:：])/)[0] ?? "")?.rest);
    if (splits.length === 0) return [row];
    const bounds = [0, ...splits, cell.text.length];
    return splits.concat(0).sort((a, b) => a - b).map((from, index) => ({ ...row, cells: [{ ...cell, ...slice(cell, from, bounds[index + 1] ?? from) }] }));
  }

  /** Reads the labels of a row and the values to their right; gives the texts that no label of this row announces. */
  #labels(row: Row): Cell[] {
    const loose: Cell[] = [];
    const all = row.cells.map((cell) => (isBlank(cell) ? null : this.#book.find(cell.text)));
    const found = all.map((label, index) => (label && isSpending(label) && all[index - 1]?.entries[0]?.field === "project.name" ? null : label));
    const rowLabel = found.filter((label) => label !== null).at(-1)?.key ?? "";
    const isPiece = (cell: Cell) => cell.column === 0 && filled(row).length > 1 && this.#book.isSectionPiece(cell.text);
    let pending = this.#servedInside(row, found);
    if (found.some((label) => label && !isSection(label))) this.#dropTaken(row);
    row.cells.forEach((cell, index) => {
      const label = found[index];
      if (!label && cell.column === 0) this.#draft.currencyFromLabel(labelKey(cell.text).currency, cell, this.#grid);
      if (isBlank(cell) || (!label && isPiece(cell))) return;
      // 预算 · 调整前 · 640 · 调整后 · 520: what held before is kept as printed.
      const before = row.cells[index - 1]?.text.trim() ?? "";
      if (pending?.entry.field.startsWith("funding.") && changed.test(cell.text.trim())) return;
      if (pending?.entry.field.startsWith("funding.") && changed.exec(before)?.[1] === "前") {
        this.#draft.extra.push({ label: `${pending.label}·${before}`, cut: compact(this.#grid, cell) });
        return;
      }
      // 项目预算 · 合计 · 320: the sum is what the label before it announces.
      if (label && pending?.entry.field === "funding.total" && isSum(label) && /\d/.test(row.cells[index + 1]?.text ?? "")) return;
      if (label) {
        this.#close(pending);
        pending = this.#open(label, cell, row);
      } else if (pending && this.#amounts.isMain(pending.entry, cell)) {
        this.#take(pending, cell, row);
        pending = null;
      } else if (this.#amounts.over(cell)) this.#draft.extra.push({ label: `${rowLabel}·${this.#amounts.over(cell)}`, cut: compact(this.#grid, cell) });
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

  /** No label waits any more, and no value goes on: something else begins. */
  closeAll(): void {
    this.#awaited = [];
    this.#recent = [];
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

  #open(label: FoundLabel, cell: Cell, row: Row): Awaited | null {
    const count = this.#seen.get(label.key) ?? 0;
    this.#seen.set(label.key, count + 1);
    const found = label.entries[Math.min(count, label.entries.length - 1)];
    if (!found) return null;
    const printed: Entry = this.#isSum(label) ? { ...found, field: "funding.total" } : found;
    const entry = label.own || isSection(label) ? printed : this.#amounts.entry(printed, row);
    this.#draft.currencyFromLabel(label.currency, cell, this.#grid);
    const awaited: Awaited = { entry, label: label.key, column: cell.column, section: isSection(label), alone: row.kind === "paragraph", taken: false };
    if (entry.field !== "section") this.#recent = this.#recent.filter(({ row: of }) => of === row);
    if (entry.field.startsWith("goals.")) this.#amounts.end();
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

  /** 合计 right below the amounts that it adds up, in a form that prints no other total. */
  #isSum(label: FoundLabel): boolean {
    return isSum(label) && (this.#last?.field.startsWith("funding.") ?? false) && !this.#draft.fields.has("funding.total") && !this.#draft.fields.has("funding.annualTotal");
  }

  /** The end of a row, or the next label, came before the value: prose may stand below, anything else is empty. */
  #close(pending: Awaited | null): void {
    if (pending) this.#awaited.push(pending);
  }

  #take(awaited: Awaited, piece: Piece, row: Row): void {
    awaited.taken = true;
    this.#last = awaited.entry;
    // A dash in an amount's cell says that there is none.
    if (awaited.entry.field.startsWith("funding.") && /^[-—–/]+$/.test(piece.text.trim())) return;
    const parts = awaited.entry.field.startsWith("funding.") ? partsOfAmount.exec(piece.text) : null;
    if (parts?.[1] !== undefined && parts[2] !== undefined) {
      this.#take(awaited, slice(piece, 0, parts[1].length), row);
      this.#partsOfAmount(slice(piece, piece.text.length - parts[2].length, piece.text.length));
      return;
    }
    this.#draft.printed(awaited.entry);
    assign(this.#grid, this.#draft, awaited.entry, awaited.label, piece);
    const goal = awaited.entry.field.startsWith("goals.") ? this.#draft.goals.length - 1 : null;
    this.#recent = [...this.#recent.filter((known) => known.row === row), { entry: awaited.entry, column: "column" in piece ? (piece as Cell).column : awaited.column, goal, row }];
  }

  /** 财政资金240万元，自筹资金80万元: each amount right behind its label; what no label knows is kept as printed. */
  #partsOfAmount(piece: Piece): void {
    for (const { 0: text, index } of piece.text.matchAll(/(?:\d,\d|[^，,；;、）)])+/g)) {
      const part = slice(piece, index, index + text.length);
      const label = this.#book.find(part.text);
      const [entry] = label?.entries ?? [];
      if (!label || !entry || label.rest === null || !entry.field.startsWith("funding.")) {
        const figure = part.text.search(/\d/);
        this.#draft.extra.push(figure > 0 ? { label: part.text.slice(0, figure), cut: compact(this.#grid, slice(part, figure, part.text.length)) } : { label: "其中", cut: compact(this.#grid, part) });
        continue;
      }
      this.#draft.printed(entry);
      assign(this.#grid, this.#draft, entry, label.key, slice(part, label.rest, part.text.length));
    }
  }

  /** Finds a home for texts without a label in their row: under the label they stand below, or by what they say. */
  #place(loose: readonly Cell[], row: Row): void {
    const open = this.#awaited.filter(({ taken }) => !taken);
    const goesOn = loose.every((cell) => this.#restOf(cell, row) !== null);
    if (row.kind === "row" && loose.length >= 2 && !goesOn && !open.some((awaited) => canStandBelow(awaited))) {
      keepUnknown(this.#reader, loose);
      return;
    }
    const unitAlone = this.#book.form?.above.flat().some(({ label, field }) => label === null && field === "unit") ?? false;
    for (const [index, cell] of loose.entries()) {
      if (isTitle(row, this.#book) || this.#isScored(cell, row)) continue;
      const { placed } = looseValue(this.#grid, this.#draft, cell, row, unitAlone);
      if (placed) continue;
      const goal = years.test(fold(cell.text)) ? open.find(({ entry }) => entry.field.startsWith("goals.")) : undefined;
      if (goal) {
        assign(this.#grid, this.#draft, { ...goal.entry, field: "extra" }, goal.label, cell);
        continue;
      }
      const home = homeOf(open, loose.length, index, cell, row);
      const section = home ? null : this.#sectionBefore(cell, row);
      if (home) this.#take(home, cell, row);
      else if (section) this.#draft.extra.push({ label: section, cut: compact(this.#grid, cell) });
      else {
        const before = this.#restOf(cell, row);
        if (before) assignMore(this.#grid, this.#draft, before.entry, cell, before.goal);
        else quote(this.#reader, cell);
      }
    }
  }

  /** 总分 100 99.40: behind the full points stands what was scored. */
  #isScored(cell: Cell, row: Row): boolean {
    const full = this.#draft.extra.at(-1);
    if (full?.label !== "总分" || !this.#recent.some((recent) => recent.row === row && recent.entry.field === "extra") || !/^\d+(?:\.\d+)?分?$/.test(fold(cell.text))) return false;
    full.label = "总分·分值";
    this.#draft.extra.push({ label: "总分", cut: compact(this.#grid, cell) });
    return true;
  }

  /** 资金来源 heads what stands below it, or has a value of its own beside it: that goes on nothing above. */
  #sectionBefore(cell: Cell, row: Row): string | null {
    const cells = filled(row);
    const label = row.kind === "row" ? this.#book.find(cells[cells.indexOf(cell) - 1]?.text ?? "") : null;
    return label?.entries.every(({ field }) => field === "section") && /资金|预算|来源|信息/.test(label.key) ? label.key : null;
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
}

/** 项目名称 · 人员经费: what is a box of the budget elsewhere is the name of what the money is for. */
const isSpending = ({ key, own, rest }: FoundLabel): boolean => !own && rest === null && /^(?:基本支出|项目支出|人员经费|公用经费)$/.test(key);

const changed = /^(?:调整|变更)(前|后)$/;

const isSum = ({ key, own, rest }: FoundLabel): boolean => !own && rest === null && /^(?:资金)?(?:合计|总计)$/.test(key);

/** 320万元，其中：财政资金240万元，自筹资金80万元. */
const partsOfAmount = /^(\s*[\d０-９][\d０-９,，.．]*(?:\s*(?:万|亿)?元)?)\s*[，,；;。（(]\s*其中[:：]?\s*(\D[\s\S]*)$/;

const longestLabelled = 64;

const announcement = /^(?:以下|下表)[为是].{0,12}指标.{0,16}$|^.{0,16}指标.{0,8}(?:如下|见下表|如下表)[：:。]?$/;

function cut(cell: Cell, from: number): Piece {
  return { text: cell.text.slice(from), place: cell.place, offsets: cell.offsets?.slice(from) ?? null };
}
