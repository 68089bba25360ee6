// What the general vocabulary recognises in a document's layout: what a person begins with who says by hand what it means.
import type { Cell } from "../grid/grid.ts";
import { place } from "../place.ts";
import type { Scope } from "../declaration/schema.ts";
import { LabelBook } from "./book.ts";
import { isTitle } from "./divide.ts";
import type { Field, FormDefinition } from "./form.ts";
import type { HeadMark, LaidBlock, LaidCell, Mapping, Spot } from "./mapping.ts";
import type { Row } from "./rows.ts";
import { headOf } from "./table-head.ts";

const nowhere = place({});

const asRow = (cells: readonly LaidCell[], kind: Row["kind"]): Row => ({
  kind,
  afterBreak: false,
  heading: null,
  cells: cells.map((cell): Cell => ({ ...cell, place: nowhere, offsets: null })),
});

const paragraphCell = (text: string): LaidCell => ({ text, column: 0, rowSpan: 1, colSpan: 1 });

/** Characters of a title. */
const longestTitle = 40;

const secondColumn: Partial<Record<Field, Field>> = { "funding.total": "funding.annualTotal", "funding.fiscal": "funding.fiscalCurrentYear", "funding.other": "funding.annualOther" };

/**
 * The labels and heads of the first form in a document.
 * @param form an own form that is corrected: its words are known as well
 */
export function proposalOf(blocks: readonly LaidBlock[], form: FormDefinition | null = null): Mapping {
  const proposer = new Proposer(form);
  blocks.forEach((block, nth) => {
    if (block.kind === "paragraph") proposer.row([paragraphCell(block.text)], { block: nth, row: 0 }, "paragraph");
    else if (block.kind === "table") for (const [row, cells] of block.rows.entries()) proposer.row(cells, { block: nth, row }, "row");
  });
  return { ...proposer.mapping, region: form?.region ?? "", currency: form?.currency ?? proposer.mapping.currency, title: form?.title ?? (proposer.mapping.title || lineAbove(blocks)) };
}

/** No title that anybody would know: what stands above the first table, if it is no more than a line. */
function lineAbove(blocks: readonly LaidBlock[]): string {
  const above = blocks.slice(0, Math.max(0, blocks.findIndex(({ kind }) => kind === "table")));
  const [first] = above.flatMap((block) => (block.kind === "paragraph" && block.text.trim() !== "" ? [block.text.replace(/\s/g, "")] : []));
  return first !== undefined && first.length <= longestTitle ? first : "";
}

class Proposer {
  readonly mapping: Mapping = { title: "", region: "", currency: null, labels: [], heads: [] };
  readonly #book: LabelBook;
  readonly #seen = new Set<Field>();
  #inTable = false;
  #done = false;
  #totalAt: string | null = null;
  #twoColumns = false;
  #heading: { text: string; scope: Scope } | null = null;

  constructor(form: FormDefinition | null) {
    this.#book = new LabelBook(form);
  }

  row(cells: readonly LaidCell[], at: Omit<Spot, "cell">, kind: Row["kind"]): void {
    const row = asRow(cells, kind);
    const filled = row.cells.filter(({ text }) => text.trim() !== "");
    const [first] = filled;
    if (this.#done || first === undefined) return;
    if (isTitle(row, this.#book)) {
      if (this.mapping.title === "") this.mapping.title = first.text.replace(/\s/g, "");
      else this.#done = this.#seen.has("project.name");
      return;
    }
    const head = headOf(row, this.#book);
    if (head) {
      this.#head(cells, head, at);
      return;
    }
    const heading = filled.length === 1 ? this.#book.tableScope(first.text) : null;
    if (heading !== null) {
      this.#heading = { text: first.text.replace(/\s/g, ""), scope: heading };
      this.#inTable = false;
      return;
    }
    if (this.#inTable && !this.#endsTable(first.text)) return;
    this.#inTable = false;
    this.#labels(cells, at);
  }

  #endsTable(text: string): boolean {
    const found = this.#book.find(text);
    const field = found?.entries[0]?.field;
    return field === "notes" || field === "project.name" || (field === "extra" && found?.key !== "合计");
  }

  #head(cells: readonly LaidCell[], head: NonNullable<ReturnType<typeof headOf>>, at: Omit<Spot, "cell">): void {
    this.#inTable = true;
    const scope = this.#heading?.scope ?? "annual";
    const before = this.mapping.heads.find((one) => one.scope === scope);
    if (before) return;
    const columns = cells.map((cell, nth) => {
      const found = head.find(({ index }) => index === cell.column);
      return { cell: nth, label: cell.text.replace(/\s/g, ""), column: cell.text.trim() === "" ? ("extra" as const) : (found?.column ?? ("extra" as const)), scope: null };
    });
    const mark: HeadMark = { ...at, scope, heading: this.#heading?.text ?? null, columns };
    this.mapping.heads.push(mark);
    this.#heading = null;
  }

  #labels(cells: readonly LaidCell[], at: Omit<Spot, "cell">): void {
    const row = `${at.block}.${at.row}`;
    cells.forEach((cell, nth) => {
      // 填报单位：某某局 单位：万元 in one line are as many labels.
      for (const text of cell.text.split(/(?<=\S)[\s\u3000]+(?=[^\s:：]{2,12}[:：])/)) {
        const found = this.#book.find(text);
        const [entry] = found?.entries ?? [];
        if (!found || !entry || this.#done) continue;
        if (entry.field === "project.name" && this.#seen.has("project.name")) {
          this.#done = true;
          return;
        }
        this.mapping.currency ??= found.currency ?? (entry.field === "funding.currency" && found.rest !== null ? currencyIn(text.slice(found.rest)) : null);
        const field = this.#inColumn(entry.field, row);
        const label = (found.rest === null ? text : text.slice(0, found.rest)).replace(/[\s:：]+$/, "").replace(/\s/g, "");
        this.mapping.labels.push({ ...at, cell: nth, label, field, value: found.rest !== null ? "inside" : this.#below(entry.value, field, cells[nth + 1]) ? "below" : "right" });
      }
    });
  }

  /** A value stands below where the form says so, or where the next cell is a label itself. */
  #below(value: "right" | "below", field: Field, next: LaidCell | undefined): boolean {
    if (field === "section") return false;
    return value === "below" || next === undefined || (next.text.trim() !== "" && this.#book.find(next.text)?.rest === null);
  }

  /** Two totals side by side are those of the whole project and of the year; so are the amounts below them. */
  #inColumn(field: Field, row: string): Field {
    if (field === "funding.total" || field === "funding.annualTotal") {
      if (this.#totalAt === row) this.#twoColumns = true;
      this.#totalAt ??= row;
    }
    const second = secondColumn[field];
    const again = this.#seen.has(field) && this.#twoColumns;
    this.#seen.add(field);
    return second && again ? second : field;
  }
}

const currencyIn = (text: string): string | null => /(?:百万|千|万|亿)?元/.exec(text)?.[0] ?? null;

