import { readTarget } from "../declaration/read-target.ts";
import { readQuantity } from "../declaration/read-quantity.ts";
import { classOf } from "../declaration/framework.ts";
import { currencies, money, type Money } from "../declaration/money.ts";
import type { Declaration, Doubt, DoubtReason, FormId, Goal, Indicator, Scope } from "../declaration/schema.ts";
import { type Cut, compact, slice } from "../grid/cut.ts";
import type { Grid, Piece } from "../grid/grid.ts";
import type { Place } from "../place.ts";
import type { Problem } from "../problem.ts";
import type { Entry } from "./form.ts";

/** One row of an indicator table as it was read: texts with their places, levels carried down. */
export interface DraftIndicator {
  scope: Scope;
  cells: Partial<Record<IndicatorText, Cut>>;
  /** `on` null: on the whole row. */
  doubts: readonly { on: IndicatorText | null; reason: DoubtReason; message: string }[];
}
export const indicatorTexts = ["level1", "level2", "level3", "level4", "description", "target", "unit", "basis", "weight", "actual", "score"] as const;
export type IndicatorText = (typeof indicatorTexts)[number];

type Line = "unit.code" | "unit.name" | "department" | "project.code" | "project.name" | "project.category" | "project.start" | "project.end" | "notes" | "funding.purpose";
type Amount = "total" | "fiscal" | "other" | "annualTotal" | "fiscalCurrentYear" | "carriedOver" | "annualOther";

/** A declaration while it is being read: what was found, where, and what is doubtful. */
export class Draft {
  readonly lines = new Map<Line, Cut>();
  readonly amounts = new Map<Amount, Cut>();
  readonly goals: { scope: Scope; cut: Cut }[] = [];
  readonly plan: { by: string; cut: Cut }[] = [];
  readonly extra: { label: string; cut: Cut }[] = [];
  readonly indicators: DraftIndicator[] = [];
  readonly fields = new Set<string>();
  readonly columns = new Set<string>();
  readonly doubts: Doubt[] = [];
  readonly problems: Problem[] = [];
  currency: Cut | null = null;
  year: { value: number; places: readonly Place[] } | null = null;

  doubt(path: string, reason: DoubtReason, message: string): void {
    const known = this.doubts.find((doubt) => doubt.path === path && doubt.reason === reason);
    if (known) known.message += message;
    else this.doubts.push({ path, reason, message });
  }

  problem(code: string, message: string, at: Place | null, severity: Problem["severity"] = "warning"): void {
    this.problems.push({ code, severity, message, at });
  }

  /** Notes that the form prints a label for this field, filled or not. */
  printed({ field }: Entry): void {
    if (field === "project.period") this.fields.add("project.start").add("project.end");
    else if (field !== "section") this.fields.add(field);
  }

  /** A form with one column of amounts, whatever it is called, has `total`, `fiscal`, `other` (contract section 2, “Money”). */
  onlyColumnIsMain(): void {
    const moves = [["annualTotal", "total"], ["fiscalCurrentYear", "fiscal"], ["annualOther", "other"]] as const;
    for (const [from, to] of moves) {
      const cut = this.amounts.get(from);
      if (!cut || this.amounts.has(to)) continue;
      this.amounts.delete(from);
      this.amounts.set(to, cut);
      this.fields.delete(`funding.${from}`);
      this.fields.add(`funding.${to}`);
    }
  }

  /** 当年财政拨款 is the second column's only where there is one; in a self-evaluation it stands below the only total. */
  yearIsMain(): void {
    const cut = this.amounts.get("fiscalCurrentYear");
    if (!cut || this.fields.has("funding.annualTotal") || this.fields.has("funding.fiscal")) return;
    this.amounts.delete("fiscalCurrentYear");
    this.amounts.set("fiscal", cut);
    this.fields.delete("funding.fiscalCurrentYear");
    this.fields.add("funding.fiscal");
  }

  /** 部门：某某局 above a table is the department where no other label names one. */
  departmentIsMain(): void {
    const at = this.extra.findIndex(({ label }) => label === "部门");
    const [found] = at < 0 || this.lines.has("department") ? [] : this.extra.splice(at, 1);
    if (!found) return;
    this.lines.set("department", found.cut);
    this.fields.add("department");
  }

  /** A unit of money in a label: 项目资金申请(万元). */
  currencyFromLabel(currency: string | null, cell: Piece, grid: Grid): void {
    const at = currency === null ? -1 : cell.text.replace(/\s/g, "").lastIndexOf(currency);
    if (currency === null || at < 0 || this.currency) return;
    const from = cell.text.lastIndexOf(currency);
    this.currency = compact(grid, from < 0 ? cell : slice(cell, from, from + currency.length));
    if (from < 0) this.currency = { ...this.currency, text: currency };
    this.fields.add("funding.currency");
  }

  /**
   * Types everything and gives the declaration.
   * @param form the form that was recognised
   * @param known the unit of money that the form is known to use where it prints none
   * @param documentYear the year that the document says, for a form that prints none
   */
  finish(form: FormId, known: string | null, documentYear: number | null): Declaration {
    const places: Record<string, Place[]> = {};
    const put = <Value>(path: string, cut: Cut | undefined | null, read: (text: string) => Value): Value | null => {
      if (!cut || cut.text === "") return null;
      places[path] = [...cut.places];
      if (cut.stored !== undefined) this.doubt(path, "conflict", `单元格显示“${cut.text}”，存的数是 ${cut.stored}；按显示的读。`);
      if (cut.joined) this.doubt(path, "joined", `由换页处断开的几段拼成：${cut.joined.map((part) => `“${part}”`).join("、")}。`);
      return read(cut.text);
    };
    const text = (path: Line) => put(path, this.lines.get(path), (found) => found);
    const currency = put("funding.currency", this.currency, (found) => found);
    const amount = (path: Amount): Money | null => put(`funding.${path}`, this.amounts.get(path), (found) => money(found, currency ?? known));
    if (this.year) places.year = [...this.year.places];
    const funding = {
      currency,
      total: amount("total"),
      fiscal: amount("fiscal"),
      other: amount("other"),
      annualTotal: amount("annualTotal"),
      fiscalCurrentYear: amount("fiscalCurrentYear"),
      carriedOver: amount("carriedOver"),
      annualOther: amount("annualOther"),
      purpose: text("funding.purpose"),
    };
    this.#judgeMoney(funding, currency, known, form);
    const goals = this.goals.map(({ scope, cut }, index): Goal => ({ scope, text: put(`goals[${index}].text`, cut, (found) => found) ?? "" }));
    const indicators = this.indicators.map((row, index) => this.#indicator(row, index, put));
    const declaration: Declaration = {
      form,
      unit: { code: text("unit.code"), name: text("unit.name") },
      department: text("department"),
      year: this.year?.value ?? documentYear,
      project: {
        code: text("project.code"),
        name: text("project.name"),
        category: text("project.category"),
        start: text("project.start"),
        end: text("project.end"),
      },
      funding,
      spendingPlan: this.plan.flatMap(({ by, cut }, index) => {
        const percent = put(`spendingPlan[${index}].percent`, cut, readQuantity);
        return percent ? [{ by, percent }] : [];
      }),
      goals,
      indicators,
      notes: text("notes"),
      extra: this.extra.map(({ label, cut }, index) => ({ label, text: put(`extra[${index}].text`, cut, (found) => found) ?? "" })),
      printed: { fields: [...this.fields], columns: [...this.columns] },
      places,
      doubts: this.doubts,
    };
    return declaration;
  }

  #indicator({ scope, cells, doubts }: DraftIndicator, index: number, put: Put): Indicator {
    const path = `indicators[${index}]`;
    const text = (name: IndicatorText) => (cells[name] ? put(`${path}.${name}`, cells[name], (found) => found) : null);
    for (const { on, reason, message } of doubts) {
      this.doubt(on === null ? path : `${path}.${on}`, reason, message);
      // The class hangs on the label that names it.
      if (on === (this.columns.has("level4") ? "level3" : "level2")) this.doubt(`${path}.class`, reason, message);
    }
    const level1 = text("level1");
    const level2 = text("level2");
    const level3 = text("level3");
    const level4 = text("level4");
    const unit = text("unit");
    const className = classOf(level1, this.columns.has("level4") ? level3 : level2);
    return {
      scope,
      level1,
      level2,
      level3,
      level4,
      class: className,
      description: text("description"),
      target: put(`${path}.target`, cells.target, (found) => readTarget(found, unit)),
      unit,
      basis: text("basis"),
      weight: put(`${path}.weight`, cells.weight, readQuantity),
      actual: put(`${path}.actual`, cells.actual, (found) => readTarget(found, unit)),
      score: put(`${path}.score`, cells.score, readQuantity),
    };
  }

  #judgeMoney(funding: Declaration["funding"], currency: string | null, known: string | null, form: FormId): void {
    const amounts = (Object.entries(funding) as [string, unknown][]).filter((entry): entry is [string, Money] => isMoney(entry[1]));
    if (amounts.length === 0) return;
    const place = this.amounts.get("total")?.places[0] ?? null;
    if (currency === null && amounts.some(([, { text }]) => !/元|万|亿/.test(text))) {
      const name = this.lines.get("project.name")?.text ?? "";
      if (known !== null) this.problem("READ-06", `“${name}”没有印金额单位；按表样惯例以“${known}”计算。`, place);
      else if (form === "generic") this.problem("READ-07", `“${name}”没有印金额单位，金额无法换算成元。`, place);
    }
    for (const [path, { text, yuan }] of amounts) {
      if (yuan === null && ((currency ?? known) !== null || /[^\d,.，．０-９\s]/.test(text))) this.doubt(`funding.${path}`, "unreadable", `“${text}”不是一个明确的金额。`);
    }
  }
}

type Put = <Value>(path: string, cut: Cut | undefined | null, read: (text: string) => Value) => Value | null;

function isMoney(value: unknown): value is Money {
  return typeof value === "object" && value !== null && "yuan" in value;
}

/** Whether a text is a unit of money as forms print it. */
export function isCurrency(text: string): boolean {
  return currencies.includes(text);
}
