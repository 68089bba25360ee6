// A declaration in a few words, for the examples of rules and for tests: whatever is left out is empty or not printed.
import { classOf, familyOfClass, standardFamilyName, standardName } from "../declaration/framework.ts";
import { money } from "../declaration/money.ts";
import { readQuantity } from "../declaration/read-quantity.ts";
import { readTarget } from "../declaration/read-target.ts";
import type { Declaration, Doubt, FormId, Indicator, Scope, SourceDocument } from "../declaration/schema.ts";
import type { IndicatorClass } from "../declaration/framework.ts";

export interface SketchRow {
  class: IndicatorClass | null;
  /** The class as printed, where it is not the standard's own word. */
  printedClass?: string;
  /** The first level as printed, where it is not the standard's own word. */
  printedFamily?: string;
  name: string | null;
  target: string | null;
  /** The level above the name, where the form has four; the class stands there. */
  level3?: string;
  scope?: Scope;
  description?: string;
  unit?: string;
  basis?: string;
  weight?: string;
}

export interface Sketch {
  name: string | null;
  unit?: string;
  /** `generic` when left out. */
  form?: FormId;
  /** Paths that the reader doubts; `shifted` where no reason is told. */
  doubts?: readonly (string | Pick<Doubt, "path" | "reason">)[];
  year?: number;
  category?: string;
  start?: string;
  end?: string;
  /** The unit of money that the form prints; 万元 when left out, null when it prints none. */
  currency?: string | null;
  /** 预算总额, 财政资金, 其他资金, 上年结转, in the form's unit. */
  budget?: string;
  fiscal?: string;
  other?: string;
  carriedOver?: string;
  /** The year's column: 年度资金总额, 当年财政拨款, 其他资金. */
  annualTotal?: string;
  fiscalCurrentYear?: string;
  annualOther?: string;
  goal?: string;
  longTermGoal?: string;
  purpose?: string;
  notes?: string;
  plan?: readonly (readonly [by: string, percent: string])[];
  rows?: readonly SketchRow[];
  /** Columns that the form has though no row fills them: "description", "basis", "weight", "unit". */
  columns?: readonly string[];
  /** Nothing but the project's name was read: neither budget nor goals nor the head of an indicator table stood there. */
  unread?: boolean;
  /** Fields that the form has though they are empty: "funding.other". */
  fields?: readonly string[];
}

/** One row in a line: `row("output.quantity", "课桌采购数量", "≥1500套")`. */
export const row = (cls: IndicatorClass | null, name: string | null, target: string | null, more: Omit<SketchRow, "class" | "name" | "target"> = {}): SketchRow => ({ class: cls, name, target, ...more });

/** The declaration that a sketch describes, as a reader of the generic form would give it. */
export function declarationOf(sketch: Sketch): Declaration {
  const currency = sketch.currency === undefined ? "万元" : sketch.currency;
  const amount = (text: string | undefined) => (text === undefined ? null : money(text, currency));
  const rows = sketch.rows ?? [];
  const goals = [
    ...(sketch.longTermGoal === undefined ? [] : [{ scope: "longTerm" as const, text: sketch.longTermGoal }]),
    ...(sketch.goal === undefined ? [] : [{ scope: "annual" as const, text: sketch.goal }]),
  ];
  const optional = (["description", "unit", "basis", "weight"] as const).filter((column) => sketch.columns?.includes(column) || rows.some((one) => one[column] !== undefined));
  const funding = { total: amount(sketch.budget), fiscal: amount(sketch.fiscal), other: amount(sketch.other), carriedOver: amount(sketch.carriedOver), annualTotal: amount(sketch.annualTotal), fiscalCurrentYear: amount(sketch.fiscalCurrentYear), annualOther: amount(sketch.annualOther) };
  return {
    form: sketch.form ?? "generic",
    unit: { code: null, name: sketch.unit ?? null },
    department: null,
    year: sketch.year ?? null,
    project: { code: null, name: sketch.name, category: sketch.category ?? null, start: sketch.start ?? null, end: sketch.end ?? null },
    funding: { currency, ...funding, purpose: sketch.purpose ?? null },
    spendingPlan: (sketch.plan ?? []).map(([by, percent]) => ({ by, percent: readQuantity(percent) })),
    goals,
    indicators: rows.map(indicatorOf),
    notes: sketch.notes ?? null,
    extra: [],
    printed: {
      fields: [
        ...(sketch.unread ? ["project.name"] : ["project.name", "goals.annual", "funding.total"]),
        ...Object.entries(funding).filter(([key, value]) => value !== null && key !== "total").map(([key]) => `funding.${key}`),
        ...(sketch.fields ?? []),
        ...(sketch.purpose === undefined ? [] : ["funding.purpose"]),
        ...(sketch.notes === undefined ? [] : ["notes"]),
        ...(sketch.plan === undefined ? [] : ["spendingPlan"]),
      ],
      columns: sketch.unread && rows.length === 0 ? [] : ["level1", "level2", "level3", ...(rows.some(({ level3 }) => level3 !== undefined) ? ["level4"] : []), ...optional, "target"],
    },
    places: {},
    doubts: (sketch.doubts ?? []).map((doubt) => ({ ...(typeof doubt === "string" ? { path: doubt, reason: "shifted" as const } : doubt), message: "疑似缺格" })),
  };
}

function indicatorOf(sketch: SketchRow): Indicator {
  const level1 = sketch.printedFamily ?? (sketch.class === null ? null : standardFamilyName(familyOfClass(sketch.class)));
  const level2 = sketch.printedClass ?? (sketch.class === null ? null : standardName(sketch.class));
  return {
    scope: sketch.scope ?? "annual",
    level1,
    level2,
    level3: sketch.level3 ?? sketch.name,
    level4: sketch.level3 === undefined ? null : sketch.name,
    class: sketch.class ?? classOf(level1, level2),
    description: sketch.description ?? null,
    target: sketch.target === null ? null : readTarget(sketch.target, sketch.unit ?? null),
    unit: sketch.unit ?? null,
    basis: sketch.basis ?? null,
    weight: sketch.weight === undefined ? null : readQuantity(sketch.weight),
    actual: null,
    score: null,
  };
}

/** A document that holds the sketched projects. */
export function documentOf(projects: readonly Sketch[], paragraphs: readonly string[] = []): SourceDocument {
  const at = { page: null, sheet: null, table: null, row: null, column: null, line: null, from: null, to: null, label: "正文" };
  return {
    file: "例.md",
    sha256: "0".repeat(64),
    format: "markdown",
    verdict: "generic",
    title: null,
    year: projects[0]?.year ?? null,
    publisher: null,
    overallGoals: [],
    paragraphs: paragraphs.map((text) => ({ text, at })),
    declarations: projects.map(declarationOf),
    problems: [],
  };
}
