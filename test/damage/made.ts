import type { Declaration, Indicator, Scope } from "../../src/declaration/schema.ts";
import { type Entry, type FormCell, type FormDefinition, type IndicatorTable, FormDefinition as FormSchema } from "../../src/forms/form.ts";
import { headsByColumn, labelsByField } from "../../src/forms/labels.ts";
import { forms } from "../../src/forms/list.ts";
import { type Cell, type Item, type Layout, type Row, blank, cell, words } from "./page.ts";

/** Declarations as a careful typist prints them on their form: every cell in its column, merged cells in their first row. */
export function printed(declarations: readonly Declaration[], layout: Layout): Item[] {
  return declarations.flatMap((declaration) => printedForm(declaration, formOf(declaration), layout));
}

/** The layout of a declaration's form; for `generic` one with the labels that were printed. */
function formOf({ form, printed, indicators }: Declaration): FormDefinition {
  const known = forms.find(({ id }) => id === form);
  if (known) return known;
  const rows = printed.fields.flatMap((field) => {
    const entry = Object.entries(labelsByField).find(([name]) => name === field);
    return entry?.[1]?.[0] && field !== "extra" && field !== "section" ? [[{ label: entry[1][0], field: field as Entry["field"] }]] : [];
  });
  const columns = printed.columns.flatMap((column) => {
    const label = headsByColumn[column as keyof typeof headsByColumn]?.[0];
    return label ? [{ label, column: column as IndicatorTable["columns"][number]["column"] }] : [];
  });
  const scopes = [...new Set(indicators.map(({ scope }) => scope))];
  const tables = scopes.map((scope) => ({ heading: scopes.length > 1 || scope !== "annual" ? headings[scope] : null, scope, columns }));
  return FormSchema.parse({ id: "generic", region: "", title: "项目支出绩效目标申报表", currency: null, wording: {}, grid: [1, 1, 1], above: [], rows, tables, below: [] });
}

/** The labels of a row; rows of nothing but values have none. */
const entriesIn = (cells: readonly FormCell[]): Entry[] => cells.flatMap(({ label, field, value }) => (label === null ? [] : [{ label, field, value: value === "below" ? "below" : "right" }]));

const headings: Readonly<Record<Scope, string>> = { annual: "年度绩效指标", longTerm: "长期绩效指标", midTerm: "中期绩效指标", overall: "实施期绩效指标" };

function printedForm(one: Declaration, form: FormDefinition, layout: Layout): Item[] {
  const labelled = [...form.above, ...form.rows, ...form.below].flat().some(({ label, field }) => field === "unit" && label !== null);
  const currency = [...form.above, ...form.rows].flat().some(({ field }) => field === "funding.currency") || form.id === "zaozhuang" ? null : one.funding.currency;
  const unit = `${one.unit.code ?? ""}${one.unit.name ?? ""}`;
  return [
    words(form.title.replace("{project.name}", one.project.name ?? "")),
    ...(one.year === null ? [] : [words(`(${one.year}年度)`)]),
    ...(labelled || unit === "" ? [] : [words(unit)]),
    ...(currency === null ? [] : [words(`金额单位：${currency}`)]),
    ...form.above.flatMap((row) => entriesIn(row).map(({ label, field }) => words(`${label}：${printedValue(one, field, label)}`))),
    blank,
    ...laidOut(layout, [...form.rows.flatMap((row) => entryRows(one, entriesIn(row), layout)), ...form.tables.flatMap((table) => tableRows(one, form, table, layout)), ...form.below.flatMap((row) => entryRows(one, entriesIn(row), layout))]),
    blank,
  ];
}

/** Cells on lines of their own: a blank line ends each row. Between tabs and bars all rows are as wide as the table. */
function laidOut(layout: Layout, rows: readonly Row[]): Item[] {
  if (layout === "lines") return rows.flatMap((one) => [one, blank]);
  if (layout === "stated") return [...rows];
  const columns = Math.max(...rows.map(({ cells }) => cells.length));
  const escaped = (one: Cell): Cell => ({ ...one, text: one.text.replace(/\n/g, "").replaceAll("|", layout === "bars" ? "\\|" : "|") });
  return rows.map((one) => ({ ...one, cells: [...one.cells.map(escaped), ...Array.from({ length: columns - one.cells.length }, () => cell(""))] }));
}

const row = (layout: Layout, texts: readonly string[]): Row => ({ kind: "row", layout, cells: texts.map((text, column) => cell(text, column)) });

function entryRows(one: Declaration, entries: readonly Entry[], layout: Layout): Row[] {
  if (entries.length === 0) return [];
  const texts = entries.flatMap((entry) => {
    if (entry.field === "section" || (entry.value === "below" && entry.field !== "funding.purpose")) return [entry.label];
    return entry.field === "funding.purpose" ? [entry.label] : [numbered(entry, one), printedValue(one, entry.field, entry.label)];
  });
  const below = entries.filter(({ value }) => value === "below").map(({ field, label }) => printedValue(one, field, label));
  if (below.length === 0) return [row(layout, texts)];
  return [row(layout, texts), row(layout, below.length === entries.length ? below : ["", ...below])];
}

/** 湖北 numbers the goals. */
const numbered = ({ label, field }: Entry, { form }: Declaration): string => (form === "ezhou" && field.startsWith("goals.") ? `${label}1` : label);

function tableRows(one: Declaration, form: FormDefinition, { heading, scope, columns }: IndicatorTable, layout: Layout): Row[] {
  const rows = one.indicators.filter((indicator) => form.tables.length === 1 || indicator.scope === scope);
  if (rows.length === 0) return [];
  const body = rows.map((indicator, at): Row => {
    const cells = columns.map(({ column }, position): Cell => {
      const key = keyOf(column, layout);
      const text = columnText(indicator, column, scope);
      const same = (other: Indicator | undefined) => key !== null && other !== undefined && key(indicator) !== null && key(other) === key(indicator);
      const one = layout === "stated" ? mergedCell(text, rows, at, same) : cell(same(rows[at - 1]) ? "" : text);
      return { ...one, column: position };
    });
    return { kind: "row", layout, cells: cells.filter(({ rowSpan }) => rowSpan > 0) };
  });
  const head = row(layout, columns.map(({ label }) => label));
  return [...(heading === null ? [] : [row(layout, [heading])]), head, ...body];
}

/** What is alike in the rows of a merged cell; null for columns without merged cells. */
function keyOf(column: string, layout: Layout): ((indicator: Indicator) => string | null) | null {
  if (column === "side" || column === "goal") return () => column;
  return column === "level1" || column === "level2" ? levelKey(column, layout) : null;
}

/** Rows of which the label is printed once: Markdown repeats it on each row, cells on lines repeat the class. */
function levelKey(column: "level1" | "level2", layout: Layout): (indicator: Indicator) => string | null {
  if (layout === "bars" || (layout === "lines" && column === "level2")) return () => null;
  return ({ level1, level2 }) => (column === "level1" ? level1 : `${level1}/${level2}`);
}

/** A merged cell stands in its first row and says how many rows it covers; in the others it is left out (span 0). */
function mergedCell(text: string, rows: readonly Indicator[], at: number, same: (other: Indicator | undefined) => boolean): Cell {
  if (same(rows[at - 1])) return { ...cell(""), rowSpan: 0 };
  let rowSpan = 1;
  while (same(rows[at + rowSpan])) rowSpan++;
  return { ...cell(text), rowSpan };
}

function columnText(indicator: Indicator, column: IndicatorTable["columns"][number]["column"], scope: string): string {
  if (column === "side") return "绩效指标";
  if (column === "goal") return scope === "annual" ? "年度目标1" : "长期目标1";
  if (column === "comparator" || column === "extra") return "";
  const value = indicator[column];
  return value === null ? "" : typeof value === "string" ? value : value.text;
}

function printedValue(one: Declaration, field: Entry["field"], label: string): string {
  if (field === "unit") return `${one.unit.code ?? ""}${one.unit.name ?? ""}`;
  if (field === "department" || field === "notes" || field === "year") return String(one[field] ?? "");
  if (field === "project.period") return one.project.start === null ? "" : `${one.project.start} 至 ${one.project.end}`;
  if (field === "spendingPlan") return one.spendingPlan.find(({ by }) => by === label)?.percent.text ?? "";
  if (field.startsWith("goals.")) return one.goals.filter(({ scope }) => `goals.${scope}` === field).map(({ text }) => text.replace(/\n/g, "")).join("");
  const [room, name] = field.split(".");
  if (name === undefined) return one.extra.find((extra) => extra.label === label)?.text ?? "";
  const value = Object.entries(room === "project" ? one.project : one.funding).find(([key]) => key === name)?.[1];
  return value === null || value === undefined ? "" : typeof value === "string" ? value : value.text;
}
