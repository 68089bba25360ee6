import { z } from "zod";
import { IndicatorClass } from "../declaration/framework.ts";
import { FormId, Scope } from "../declaration/schema.ts";

/**
 * What a label announces. `unit` takes code and name as printed together, `project.period` the first and last day,
 * `extra` keeps label and text as they are, `section` announces no value of its own.
 */
export const Field = z.enum([
  "unit", "department", "year",
  "project.code", "project.name", "project.category", "project.start", "project.end", "project.period",
  "funding.currency", "funding.total", "funding.fiscal", "funding.other", "funding.annualTotal",
  "funding.fiscalCurrentYear", "funding.carriedOver", "funding.annualOther", "funding.purpose",
  "spendingPlan", "goals.annual", "goals.longTerm", "goals.midTerm", "goals.overall",
  "notes", "extra", "section",
]);
export type Field = z.infer<typeof Field>;

/** What a column of an indicator table holds. `side` is the label beside the whole table, `goal` the goal a row serves. */
export const Column = z.enum([
  "side", "goal", "level1", "level2", "level3", "level4", "description", "comparator", "target", "unit", "basis",
  "weight", "actual", "score", "extra",
]);
export type Column = z.infer<typeof Column>;

/** A printed label and where its value stands: in the next cell, or in the row below. What a document is read by. */
export interface Entry {
  label: string;
  field: Field;
  value: "right" | "below";
}

/**
 * What stands in one place of the paper: a label with the cell of its value, a section's label, or (without a label) a
 * value that needs none, or whose label stands above it.
 */
export const FormCell = z.object({
  label: z.string().min(1).nullable().default(null),
  field: Field,
  /** How many columns of the form's grid the label's cell is wide, and how many rows it is high. */
  span: z.int().min(1).default(1),
  rows: z.int().min(1).default(1),
  /** Where the value stands: to the right in a cell of so many columns, in the same cell behind a colon, in a row below. */
  value: z.union([z.int().min(1), z.literal("inside"), z.literal("below")]).default(1),
  /** A field that the form prints once for each goal, with a running number: 长期绩效目标1. */
  numbered: z.boolean().default(false),
  /** Of a value without a label that goes to `extra`: under which label it is kept. */
  extra: z.string().min(1).nullable().default(null),
});
export type FormCell = z.infer<typeof FormCell>;

const TableColumn = z.object({
  label: z.string(),
  column: Column,
  span: z.int().min(1).default(1),
  /** Whose targets the column holds, where a table serves two goals side by side; else the table's scope. */
  scope: Scope.nullable().default(null),
});
export type TableColumn = z.infer<typeof TableColumn>;

/** An indicator table: its heading where it has one, whose targets it holds, its columns from left to right. */
export const IndicatorTable = z.object({
  heading: z.string().nullable(),
  scope: Scope,
  /** What the column of goals prints before the goal's number: 长期目标1. */
  goalName: z.string().nullable().default(null),
  columns: z.array(TableColumn).min(3),
});
export type IndicatorTable = z.infer<typeof IndicatorTable>;

/** The names of the levels under which a form prints each class: level 1 and 2, or 1 to 3 where level 4 is the name. */
export const Wording = z.partialRecord(IndicatorClass, z.array(z.string().min(1)).min(2).max(3));
export type Wording = z.infer<typeof Wording>;

const common: Wording = {
  "output.quantity": ["产出指标", "数量指标"],
  "output.quality": ["产出指标", "质量指标"],
  "output.timeliness": ["产出指标", "时效指标"],
  "benefit.economic": ["效益指标", "经济效益指标"],
  "benefit.social": ["效益指标", "社会效益指标"],
  "benefit.ecological": ["效益指标", "生态效益指标"],
  "benefit.sustained": ["效益指标", "可持续影响指标"],
  "satisfaction.served": ["满意度指标", "服务对象满意度指标"],
};
/** 成本指标 under 产出指标, as forms print it that follow 财预〔2015〕88号. */
export const costUnderOutput: Wording = { ...common, "output.cost": ["产出指标", "成本指标"] };
/** 成本指标 as a level 1 of its own, as forms print it that follow 财预〔2021〕101号. */
export const costOfItsOwn: Wording = {
  "cost.economic": ["成本指标", "经济成本指标"],
  "cost.social": ["成本指标", "社会成本指标"],
  "cost.ecological": ["成本指标", "生态环境成本指标"],
  ...common,
};

/** A region's form (表样) as plain data. The order is that of the paper: lines above, rows, indicator tables, rows below. */
export const FormDefinition = z.object({
  id: FormId,
  region: z.string(),
  /** The title over each table; `{project.name}` where the form puts the project's name into it. */
  title: z.string(),
  /** The unit in which the form's money is known to be when it prints none. */
  currency: z.string().nullable(),
  wording: Wording,
  /** The widths of the columns that all cells of the form are laid out on, in millimetres. */
  grid: z.array(z.number().positive()).min(3),
  /** How the form is printed, in points: its texts and its title. Always A4 upright. */
  print: z.object({ size: z.number().positive(), title: z.number().positive() }).default({ size: 10.5, title: 16 }),
  /** Lines between the title and the table; one cell stands in the middle when it has no label, of two the second to the right. */
  above: z.array(z.array(FormCell)),
  rows: z.array(z.array(FormCell)),
  tables: z.array(IndicatorTable).min(1),
  below: z.array(z.array(FormCell)),
});
export type FormDefinition = z.infer<typeof FormDefinition>;
export type FormSource = z.input<typeof FormDefinition>;

/** All cells around the indicator tables, in the order of the paper. */
export const cellsOf = (form: FormDefinition): FormCell[] => [...form.above, ...form.rows, ...form.below].flat();

/** Whose targets a table's columns of values hold, from left to right. */
export const targetScopes = (table: IndicatorTable | undefined): Scope[] => (table?.columns ?? []).filter(({ column }) => column === "target").map(({ scope }) => scope ?? table?.scope ?? "annual");

/** All labels of a form with what they announce, in the order of the paper. */
export function entriesOf(form: FormDefinition): Entry[] {
  return cellsOf(form).flatMap(({ label, field, value }) => (label === null ? [] : [{ label, field, value: value === "below" ? "below" : "right" }]));
}
