import { z } from "zod";
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

/** A printed label and where its value stands: in the next cell, or in the row below. */
export const Entry = z.object({ label: z.string().min(1), field: Field, value: z.enum(["right", "below"]).default("right") });
export type Entry = z.infer<typeof Entry>;

/** An indicator table: its heading where it has one, whose targets it holds, its columns from left to right. */
export const IndicatorTable = z.object({
  heading: z.string().nullable(),
  scope: Scope,
  columns: z.array(z.object({ label: z.string(), column: Column })).min(3),
});
export type IndicatorTable = z.infer<typeof IndicatorTable>;

/** A region's form (表样) as plain data. The order is that of the paper: lines above, rows, indicator tables, rows below. */
export const FormDefinition = z.object({
  id: FormId,
  region: z.string(),
  /** The title over each table; `{project.name}` where the form puts the project's name into it. */
  title: z.string(),
  /** The unit in which the form's money is known to be when it prints none. */
  currency: z.string().nullable(),
  above: z.array(z.array(Entry)),
  rows: z.array(z.array(Entry)),
  tables: z.array(IndicatorTable).min(1),
  below: z.array(z.array(Entry)),
});
export type FormDefinition = z.infer<typeof FormDefinition>;
export type FormSource = z.input<typeof FormDefinition>;

/** All labels of a form with what they announce, in the order of the paper. */
export function entriesOf(form: FormDefinition): Entry[] {
  return [...form.above, ...form.rows, ...form.below].flat();
}
