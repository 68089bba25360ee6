// What several rules need to know of one declaration, computed once and when asked for. Rules read it and change nothing.
import type { Declaration, Indicator, Scope } from "../declaration/schema.ts";
import { type Family, type IndicatorClass, familyOfClass } from "../declaration/framework.ts";
import type { Target } from "../declaration/target.ts";
import type { Collection } from "./collection.ts";
import { bare, pairsOf } from "./likeness.ts";
import { type Measure, measureOf } from "./measure.ts";
import { stopWords } from "./words.ts";
import { type Prose, proseOf } from "./prose/prose.ts";

/** One row of the indicator table. */
export class Row {
  readonly index: number;
  readonly indicator: Indicator;
  readonly scope: Scope;
  readonly class: IndicatorClass | null;
  /** cost also for 产出·成本: 成本指标 stands at first level or under 产出 (review-rules 0.3). */
  readonly family: Family | null;
  /** The indicator's own name: its last level. "" when the cell is empty. */
  readonly name: string;
  readonly description: string;
  readonly target: Target | null;
  /** The target as printed; "" when the cell is empty. */
  readonly raw: string;
  #measure: Measure | null = null;
  #bare: string | null = null;
  #pairs: ReadonlySet<string> | null = null;

  constructor(indicator: Indicator, index: number) {
    this.index = index;
    this.indicator = indicator;
    this.scope = indicator.scope;
    this.class = indicator.class;
    this.family = indicator.class === null ? null : indicator.class === "output.cost" ? "cost" : familyOfClass(indicator.class);
    this.name = indicator.level4 ?? indicator.level3 ?? "";
    this.description = indicator.description ?? "";
    this.target = indicator.target;
    this.raw = indicator.target?.text ?? "";
  }

  get path(): string {
    return `indicators[${this.index}]`;
  }

  get measure(): Measure {
    this.#measure ??= measureOf(this.name);
    return this.#measure;
  }

  /** The name without punctuation and blanks. */
  get bareName(): string {
    this.#bare ??= bare(this.name);
    return this.#bare;
  }

  /** The pairs of characters of name and description, without stop words. */
  get pairs(): ReadonlySet<string> {
    this.#pairs ??= pairsOf(`${this.name}·${this.description}`, stopWords);
    return this.#pairs;
  }

  /** The unit of a number or a range; "" when none is printed; null when the target is no number. */
  get unit(): string | null {
    return this.target?.kind === "number" || this.target?.kind === "range" ? (this.target.unit ?? "") : null;
  }

  /** The target with its unit, also where the unit stands in a column of its own: ≥80000 beside 万人次. */
  get printed(): string {
    const { unit } = this.indicator;
    return unit === null || !/\d/.test(this.raw) || this.raw.includes(unit) ? this.raw : `${this.raw}${unit}`;
  }

  get isPercent(): boolean {
    return this.unit === "%" || this.unit === "‰";
  }

  /** The exact value of a target that is one number. */
  get value(): string | null {
    return this.target?.kind === "number" ? this.target.value : null;
  }

  get comparator(): "=" | "≥" | ">" | "≤" | "<" | null {
    return this.target !== null && "comparator" in this.target ? this.target.comparator : null;
  }
}

/** A piece of prose of the declaration. */
export interface Text {
  path: string;
  /** For people: 年度绩效目标, 资金用途, 其他说明. */
  label: string;
  text: string;
  scope: Scope | null;
}

export class Facts {
  readonly declaration: Declaration;
  /** Where it stands among the declarations that are reviewed together. */
  readonly document: number;
  readonly index: number;
  readonly collection: Collection;
  readonly rows: readonly Row[];
  #texts: readonly Text[] | null = null;
  #prose = new Map<string, Prose>();
  #subject: ReadonlySet<string> | null = null;
  #namePairs: ReadonlySet<string> | null = null;

  constructor(declaration: Declaration, document: number, index: number, collection: Collection) {
    this.declaration = declaration;
    this.document = document;
    this.index = index;
    this.collection = collection;
    this.rows = declaration.indicators.map((indicator, at) => new Row(indicator, at));
  }

  get name(): string {
    return this.declaration.project.name ?? "";
  }

  /** The pairs of characters of the project's name, without stop words. */
  get namePairs(): ReadonlySet<string> {
    this.#namePairs ??= pairsOf(this.name, stopWords);
    return this.#namePairs;
  }

  /** The scopes that have rows, in the order of the form. */
  get scopes(): Scope[] {
    return [...new Set(this.rows.map(({ scope }) => scope))];
  }

  rowsOf(scope: Scope): Row[] {
    return this.rows.filter((row) => row.scope === scope);
  }

  /** Whether the form has the field or column, filled or not (contract: `printed`). */
  hasField(field: string): boolean {
    return this.declaration.printed.fields.includes(field);
  }

  hasColumn(column: string): boolean {
    return this.declaration.printed.columns.includes(column);
  }

  /** The whole budget in exact yuan: the form's main column, else the sum of what the year's column says; null when unknown. */
  get budget(): string | null {
    const { total, annualTotal } = this.declaration.funding;
    return total?.yuan ?? annualTotal?.yuan ?? null;
  }

  /** The budget that the targets of a scope belong to: the year's where the form has a column of its own for it. */
  budgetOf(scope: Scope): string | null {
    const { total, annualTotal } = this.declaration.funding;
    return (scope === "annual" ? (annualTotal?.yuan ?? total?.yuan) : (total?.yuan ?? annualTotal?.yuan)) ?? null;
  }

  /** Goals, purpose and notes, as far as they are filled. */
  get texts(): readonly Text[] {
    this.#texts ??= textsOf(this.declaration);
    return this.#texts;
  }

  get goalTexts(): readonly Text[] {
    return this.texts.filter(({ path }) => path.startsWith("goals["));
  }

  /** Amounts, counts, dates and items of one of `texts`. */
  proseOf(text: Text): Prose {
    const known = this.#prose.get(text.path);
    if (known) return known;
    const prose = proseOf(text.text, { currency: this.declaration.funding.currency, year: this.declaration.year });
    this.#prose.set(text.path, prose);
    return prose;
  }

  /** The pairs of characters of project name, goals, purpose and notes: what the project is about. */
  get subject(): ReadonlySet<string> {
    this.#subject ??= pairsOf([this.name, ...this.texts.map(({ text }) => text)].join("·"), stopWords);
    return this.#subject;
  }
}

const scopeLabels: Readonly<Record<Scope, string>> = { annual: "年度绩效目标", longTerm: "长期绩效目标", midTerm: "中期绩效目标", overall: "总体绩效目标" };

function textsOf({ goals, funding, notes }: Declaration): Text[] {
  return [
    ...goals.map(({ scope, text }, index) => ({ path: `goals[${index}]`, label: scopeLabels[scope], text, scope })),
    ...(funding.purpose === null ? [] : [{ path: "funding.purpose", label: "资金用途", text: funding.purpose, scope: null }]),
    ...(notes === null ? [] : [{ path: "notes", label: "其他说明", text: notes, scope: null }]),
  ];
}
