import { shiftDown } from "../declaration/decimal.ts";
import { type IndicatorClass, classOf } from "../declaration/framework.ts";
import { type Money, currencyPlaces, money } from "../declaration/money.ts";
import { type Amount, amountNames, nameOfColumn, nameOfPath, scopeNames } from "../declaration/names.ts";
import { readTarget } from "../declaration/read-target.ts";
import type { Declaration, Goal, Indicator, Scope } from "../declaration/schema.ts";
import type { Target } from "../declaration/target.ts";
import type { Problem } from "../problem.ts";
import { labelKey } from "./book.ts";
import { type Field, type FormCell, type FormDefinition, cellsOf, targetScopes } from "./form.ts";

/** A declaration in the words of a form, and what the form has no place for or says in other words. */
export interface Fitted {
  declaration: Declaration;
  problems: Problem[];
}

/**
 * Translates a declaration into what a form can print: its unit of money, its scopes, its names of classes, its columns.
 * What the form has no place for is told (`WRITE-01`), and so is what had to be put under another class or goal (`WRITE-02`).
 * The figures themselves never change; a declaration that was read from the form comes out as it is.
 */
export function fitted(source: Declaration, form: FormDefinition): Fitted {
  const fit = new Fit(source, form);
  return { declaration: fit.declaration(), problems: fit.problems };
}

const lines = ["department", "project.code", "project.name", "project.category", "project.start", "project.end", "notes", "funding.purpose"] as const;
const columns = ["level4", "description", "basis", "weight", "actual", "score"] as const;

class Fit {
  readonly problems: Problem[] = [];
  readonly #source: Declaration;
  readonly #form: FormDefinition;
  readonly #cells: readonly FormCell[];
  readonly #fields: ReadonlySet<Field>;
  readonly #columns: ReadonlySet<string>;

  constructor(source: Declaration, form: FormDefinition) {
    this.#source = source;
    this.#form = form;
    this.#cells = cellsOf(form);
    this.#fields = new Set(this.#cells.map(({ field }) => field));
    this.#columns = new Set(form.tables.flatMap((table) => table.columns.map(({ column }) => column)));
  }

  declaration(): Declaration {
    const { project, funding } = this.#source;
    const kept = (path: (typeof lines)[number], value: string | null): string | null => (value === null || this.#has(path) ? value : this.#lost(nameOfPath(path), value));
    const period = this.#period();
    const plain = {
      code: kept("project.code", project.code),
      name: this.#form.title.includes("{project.name}") ? project.name : kept("project.name", project.name),
      category: kept("project.category", project.category),
    };
    return {
      form: this.#form.id,
      unit: this.#unit(),
      department: kept("department", this.#source.department),
      year: this.#source.year,
      project: { ...plain, start: period.start, end: period.end },
      funding: { currency: this.#fields.has("funding.currency") || this.#labelledCurrency() ? this.#form.currency : null, ...this.#amounts(), purpose: kept("funding.purpose", funding.purpose) },
      spendingPlan: this.#plan(),
      goals: this.#goals(),
      indicators: this.#indicators(),
      notes: kept("notes", this.#source.notes),
      extra: this.#extra(period.printed),
      printed: this.#printed(),
      places: {},
      doubts: [],
    };
  }

  #has(path: (typeof lines)[number]): boolean {
    return this.#fields.has(path) || (this.#fields.has("project.period") && (path === "project.start" || path === "project.end"));
  }

  #tell(code: string, message: string): void {
    this.problems.push({ code, severity: "warning", message, at: null });
  }

  #lost(name: string, text: string): null {
    const shown = text.length > 40 ? `${text.slice(0, 40)}……` : text;
    this.#tell("WRITE-01", `此表样没有“${name}”，未写入：${shown.replace(/\n/g, " ").replace(/。$/, "")}。`);
    return null;
  }

  /** A code that is not of figures cannot be told from the name that it is printed with. */
  #unit(): Declaration["unit"] {
    const { code, name } = this.#source.unit;
    if (code === null || this.#fields.has("unit") === false) return this.#fields.has("unit") || name === null ? { code: null, name } : { code: null, name: this.#lost("预算单位", name) };
    if (/^\d{3,}$/.test(code) && name !== null && /^\D/.test(name)) return { code, name };
    this.#lost("预算单位编码", code);
    return { code: null, name };
  }

  #labelledCurrency(): boolean {
    return this.#cells.some(({ label }) => label !== null && labelKey(label).currency !== null);
  }

  /** First and last day; what is no two days is printed as it is and read as it is. */
  #period(): { start: string | null; end: string | null; printed: string | null } {
    const { start, end } = this.#source.project;
    if (start === null && end === null) return { start, end, printed: null };
    if (this.#fields.has("project.start") || (start !== null && end !== null && dayPattern.test(start) && dayPattern.test(end) && this.#fields.has("project.period"))) return { start, end, printed: null };
    const printed = start !== null && end !== null ? `${start}至${end}` : (start ?? end ?? "");
    if (!this.#fields.has("project.period")) this.#lost("项目期限", printed);
    return { start: null, end: null, printed: this.#fields.has("project.period") ? printed : null };
  }

  #amounts(): Record<Amount, Money | null> {
    const amount = (name: Amount, title: string): Money | null => {
      const own = this.#source.funding[name];
      if (own === null) return null;
      if (!this.#fields.has(`funding.${name}`)) {
        const column = yearColumn[name];
        // The year's column of a form with two says the same as the only column of another.
        const same = column !== undefined && own.yuan !== null && this.#source.funding[column]?.yuan === own.yuan && this.#fields.has(`funding.${column}`);
        return same ? null : this.#lost(title, own.text);
      }
      return this.#money(title, own);
    };
    return Object.fromEntries(amountNames.map(([name, title]) => [name, amount(name, title)])) as Record<Amount, Money | null>;
  }

  /** The same amount in the form's unit: the printed text where it says the same there, else the exact yuan shifted. */
  #money(title: string, own: Money): Money | null {
    const { currency } = this.#form;
    const verbatim = money(own.text, currency);
    if (verbatim.yuan === own.yuan) return verbatim;
    if (own.yuan === null || currency === null) {
      this.#tell("WRITE-01", `“${title}”的金额单位不明，未写入：${own.text}。`);
      return null;
    }
    return money(shiftDown(own.yuan, currencyPlaces(currency), 2), currency);
  }

  #plan(): Declaration["spendingPlan"] {
    const dates = new Set(this.#cells.filter(({ field, label }) => field === "spendingPlan" && label !== null).map(({ label }) => label));
    const plan = this.#source.spendingPlan.filter(({ by }) => dates.has(by));
    const lost = this.#source.spendingPlan.filter(({ by }) => !dates.has(by));
    if (lost.length > 0) this.#lost("资金支出计划", lost.map(({ by, percent }) => `${by}${percent.text}`).join("，"));
    return [...dates].flatMap((date) => plan.filter(({ by }) => by === date).slice(0, 1));
  }

  /** The scope under which the form prints what the declaration has under this one; null when it has none. */
  #scope(scope: Scope, printed: ReadonlySet<Scope>): Scope | null {
    if (printed.has(scope)) return scope;
    const others = [...printed].filter((one) => one !== "annual");
    return scope !== "annual" && others.length === 1 ? (others[0] ?? null) : null;
  }

  #goals(): Goal[] {
    const printed = new Map<Scope, FormCell>();
    for (const cell of this.#cells) if (cell.label !== null && cell.field.startsWith("goals.")) printed.set(cell.field.slice("goals.".length) as Scope, cell);
    const scopes = new Set(printed.keys());
    const kept = new Map<Scope, string[]>([...scopes].map((scope) => [scope, []]));
    for (const { scope, text } of this.#source.goals) {
      const place = this.#scope(scope, scopes);
      if (place === null) this.#lost(`${scopeNames[scope]}目标`, text);
      else kept.get(place)?.push(text);
      if (place !== null && place !== scope) this.#tell("WRITE-02", `${scopeNames[scope]}目标写在“${printed.get(place)?.label ?? ""}”栏。`);
    }
    return [...kept].flatMap(([scope, texts]) => (printed.get(scope)?.numbered ? texts : texts.length === 0 ? [] : [texts.join("\n")]).map((text) => ({ scope, text })));
  }

  #scopes(): ReadonlySet<Scope> {
    return new Set(this.#form.tables.flatMap(targetScopes));
  }

  #indicators(): Indicator[] {
    const scopes = this.#scopes();
    const fits: Indicator[] = [];
    const without = new Map<Scope, number>();
    const moved = new Map<Scope, Scope>();
    for (const one of this.#source.indicators) {
      const scope = this.#scope(one.scope, scopes);
      if (scope === null) without.set(one.scope, (without.get(one.scope) ?? 0) + 1);
      else {
        if (scope !== one.scope) moved.set(one.scope, scope);
        fits.push({ ...this.#levels(one), ...this.#target(one), scope, description: one.description, basis: one.basis, weight: one.weight, actual: one.actual, score: one.score });
      }
    }
    for (const [scope, count] of without) this.#tell("WRITE-01", `此表样没有${scopeNames[scope]}指标，${count} 行未写入。`);
    for (const [from, to] of moved) this.#tell("WRITE-02", `${scopeNames[from]}指标写作${scopeNames[to]}指标。`);
    this.#tellClasses(fits.length);
    return [...scopes].flatMap((scope) => fits.filter((one) => one.scope === scope)).map((one) => this.#withoutColumns(one));
  }

  readonly #reworded = new Map<string, number>();
  readonly #lostCells = new Map<string, number>();

  #tellClasses(rows: number): void {
    for (const [words, count] of this.#reworded) this.#tell("WRITE-02", `${count} 行指标${words}。`);
    for (const column of columns) {
      const filled = this.#source.indicators.filter((one) => one[column] !== null).length;
      if (column !== "level4" && filled > 0 && rows > 0 && !this.#columns.has(column)) this.#tell("WRITE-01", `此表样没有“${nameOfColumn(column)}”，${filled} 行未写入。`);
    }
    for (const [words, count] of this.#lostCells) this.#tell("WRITE-01", `${count} 行${words}`);
  }

  #withoutColumns(one: Indicator): Indicator {
    const has = (column: (typeof columns)[number]) => this.#columns.has(column);
    return { ...one, description: has("description") ? one.description : null, basis: has("basis") ? one.basis : null, weight: has("weight") ? one.weight : null, actual: has("actual") ? one.actual : null, score: has("score") ? one.score : null };
  }

  /** Levels as printed where the form knows the class and counts as many levels; else the form's own names of the class. */
  #levels(one: Indicator): Pick<Indicator, "level1" | "level2" | "level3" | "level4" | "class"> {
    const four = this.#columns.has("level4");
    const fromFour = this.#source.printed.columns.includes("level4") || one.level4 !== null;
    const name = fromFour ? one.level4 : one.level3;
    const own = one.class === null ? null : this.#ownClass(one.class);
    if (four === fromFour && (own === null || own === one.class)) {
      return { level1: one.level1, level2: one.level2, level3: one.level3, level4: one.level4, class: classOf(one.level1, four ? one.level3 : one.level2) };
    }
    const words = own === null ? null : (this.#form.wording[own] ?? null);
    if (own !== null && own !== one.class) this.#count(this.#reworded, `由“${wordsOf(one)}”写作“${words?.join("·") ?? ""}”`);
    const label = fromFour ? one.level3 : one.level2;
    const [level1 = null, level2 = null, level3 = null] = words ?? (four ? [one.level1, null, label] : [one.level1, label, null]);
    if (words === null && !four && fromFour && one.level2 !== null) this.#count(this.#lostCells, `没有标准类别的指标，“${one.level2}”一级未写入。`);
    return four ? { level1, level2, level3, level4: name, class: classOf(level1, level3) } : { level1, level2, level3: name, level4: null, class: classOf(level1, level2) };
  }

  /** The class under which the form prints this one: cost is output's in the old framework, a family of its own in the new. */
  #ownClass(name: IndicatorClass): IndicatorClass | null {
    if (this.#form.wording[name]) return name;
    const other: IndicatorClass = name === "output.cost" ? "cost.economic" : "output.cost";
    return this.#form.wording[other] ? other : null;
  }

  /** Value and unit in one cell or in two, wherever the other way would be read as the same target. */
  #target(one: Indicator): Pick<Indicator, "target" | "unit"> {
    const { target, unit } = one;
    const apart = this.#columns.has("unit");
    if (target === null) return { target, unit: unit === null || apart ? unit : this.#lost("计量单位", unit) };
    if (apart) return unit === null ? splitTarget(target) : { target: readTarget(target.text, unit), unit };
    if (unit === null) return { target: readTarget(target.text), unit };
    const joined = readTarget(target.text + unit);
    if (sameValue(joined, target)) return { target: joined, unit: null };
    const bare = readTarget(target.text);
    if (!sameValue(bare, target) || target.kind === "text") this.#count(this.#lostCells, `的计量单位“${unit}”没有单独的栏，未写入。`);
    return { target: bare, unit: null };
  }

  #count(into: Map<string, number>, words: string): void {
    into.set(words, (into.get(words) ?? 0) + 1);
  }

  #extra(period: string | null): Declaration["extra"] {
    const free = this.#cells.flatMap(({ label, field, extra }) => (field === "extra" ? [extra ?? label ?? ""] : field === "project.period" && period === null ? [label ?? ""] : []));
    const kept: { label: string; text: string; at: number }[] = [];
    const goals = this.#goalNames();
    for (const { label, text } of this.#source.extra) {
      if (goals.some((goal) => goal.label === label && goal.text === text)) continue;
      const at = free.findIndex((one, index) => labelKey(one).key === labelKey(label).key && !kept.some((other) => other.at === index));
      if (at < 0) this.#lost(label, text);
      else kept.push({ label, text, at });
    }
    const printed = period === null ? [] : [{ label: labelKey(this.#cells.find(({ field }) => field === "project.period")?.label ?? "").key, text: period, at: -1 }];
    return [...[...printed, ...kept.sort((a, b) => a.at - b.at)].map(({ label, text }) => ({ label, text })), ...goals];
  }

  /** What stands in the column of goals: 长期目标1, once for each table that has indicators. */
  #goalNames(): Declaration["extra"] {
    return this.#form.tables.flatMap(({ scope, goalName, columns: heads }) => {
      const head = heads.find(({ column }) => column === "goal");
      const filled = this.#source.indicators.some((one) => this.#scope(one.scope, this.#scopes()) === scope);
      return head && filled ? [{ label: head.label, text: `${goalName ?? ""}1` }] : [];
    });
  }

  #printed(): Declaration["printed"] {
    const fields = [...this.#fields].filter((field) => field !== "section" && field !== "project.period");
    return { fields: this.#fields.has("project.period") ? [...fields, "project.start", "project.end"] : fields, columns: [...this.#columns].filter((column) => column !== "side" && column !== "goal") };
  }
}

const yearColumn: Partial<Record<Amount, Amount>> = { annualTotal: "total", fiscalCurrentYear: "fiscal", annualOther: "other" };

/** A day or month as 项目期限 prints it and reads it again. */
const dayPattern = /^\d{4}(?:年|[-/.])\d{1,2}(?:(?:月|[-/.])\d{1,2}日?|月)?$/;

const wordsOf = ({ level1, level2 }: Indicator): string => [level1, level2].filter((text) => text !== null).join("·");

/** Whether two targets say the same, however they are printed; the order of their keys says nothing. */
function sameValue(a: Target, b: Target): boolean {
  const said = (target: Target) => JSON.stringify(Object.entries({ ...target, text: "" }).sort(([one], [other]) => (one < other ? -1 : 1)));
  return said(a) === said(b);
}

/** ≥95% as ≥95 and %: only where the two cells are read as the same target again. */
function splitTarget(target: Target): Pick<Indicator, "target" | "unit"> {
  const unit = target.kind === "number" || target.kind === "range" ? target.unit : null;
  if (unit !== null && target.text.endsWith(unit)) {
    const text = target.text.slice(0, -unit.length);
    const read = text === "" ? null : readTarget(text, unit);
    if (read && sameValue(read, target)) return { target: read, unit };
  }
  return { target: readTarget(target.text), unit: null };
}
