import type { Declaration, Indicator, Scope } from "../declaration/schema.ts";
import type { Paper, PaperCell, PaperKind, PaperLine, PaperTable, Sheet } from "../grid/paper.ts";
import { labelKey } from "./book.ts";
import type { Field, FormCell, FormDefinition, IndicatorTable, TableColumn } from "./form.ts";

/**
 * Lays declarations out on a form's paper, one sheet each.
 * @param declarations fitted to the form (`fitted`): what the form has no place for is not printed
 * @param title what stands above all of them, or null
 */
export function printed(declarations: readonly Declaration[], form: FormDefinition, title: string | null): Paper {
  const names = new Set<string>();
  const several = declarations.length > 1;
  return { title, sheets: declarations.map((one, index) => printedForm(one, form, several ? index + 1 : null, names)) };
}

function printedForm(one: Declaration, form: FormDefinition, number: number | null, names: Set<string>): Sheet {
  const own = form.title.includes("{project.name}");
  const title = form.title.replace("{project.name}", () => one.project.name ?? "");
  const top = rowsOf(form.rows, one, form);
  const below = rowsOf(form.below, one, form);
  const tables = form.tables.map((table) => indicatorTable(table, one.indicators.filter(({ scope }) => scopesOf(table).includes(scope)), form));
  return {
    name: sheetName(number, one.project.name ?? title, names),
    title: own && number !== null ? `${number}.${title}` : title,
    grid: form.grid,
    print: form.print,
    lines: form.above.map((line) => lineOf(line, one)),
    tables: [{ heads: 0, rows: top }, ...tables, { heads: 0, rows: below }].filter(({ rows }) => rows.length > 0),
  };
}

const scopesOf = (table: IndicatorTable): Scope[] => [...new Set(table.columns.map(({ scope }) => scope ?? table.scope))];

/** At most 31 characters, none of []:*?/\ and no second of the same name, as spreadsheets want it. */
function sheetName(number: number | null, name: string, taken: Set<string>): string {
  const clean = name.replace(/[[\]:*?/\\'\p{Cc}]/gu, "").trim();
  const head = number === null ? "" : `${number}.`;
  let made = `${head}${clean}`.slice(0, 31) || "绩效目标表";
  for (let again = 2; taken.has(made.toLowerCase()); again++) made = `${`${head}${clean}`.slice(0, 27)}(${again})`;
  taken.add(made.toLowerCase());
  return made;
}

function lineOf(cells: readonly FormCell[], one: Declaration): PaperLine {
  const [first = "", second = ""] = cells.map((cell) => {
    const value = valuePrinted(cell, one);
    return cell.label === null ? value : `${cell.label}：${value}`;
  });
  const middle = cells.length === 1 && cells[0]?.label === null;
  return middle ? { left: "", middle: first, right: "" } : { left: first, middle: "", right: second };
}

function cell(text: string, kind: PaperKind, column: number, colSpan: number, rowSpan = 1, of?: string): PaperCell {
  return { text, kind, column, colSpan, rowSpan, ...(of === undefined ? {} : { of }) };
}

/** The rows around the indicator tables. A cell that is several rows high pushes those of the next rows to the right. */
function rowsOf(rows: readonly (readonly FormCell[])[], one: Declaration, form: FormDefinition): PaperCell[][] {
  const held = form.grid.map(() => 0);
  const seen = new Map<Field, number>();
  return rows.flatMap((row) => repeated(row, one)).map(({ cells, nth }) => {
    const laid: PaperCell[] = [];
    let at = 0;
    const next = (text: string, kind: PaperKind, span: number, height: number, of?: string) => {
      while ((held[at] ?? 0) > 0) at++;
      laid.push(cell(text, kind, at, span, height, of));
      for (let column = at; column < at + span; column++) held[column] = height;
      at += span;
    };
    for (const printedCell of cells) {
      const { label, field, span, rows: height, value, numbered } = printedCell;
      if (label !== null) {
        next(value === "inside" ? `${label}：${valuePrinted(printedCell, one)}` : numbered ? `${label}${nth + 1}` : label, "label", span, height);
        if (typeof value === "number" && field !== "section") next(valuePrinted(printedCell, one, nth), kindOf(field), value, height, field);
      } else {
        const count = seen.get(field) ?? 0;
        seen.set(field, count + 1);
        next(field === "spendingPlan" ? planned(form, one, count) : valuePrinted(printedCell, one), kindOf(field), span, height, field);
      }
    }
    held.forEach((height, column) => {
      held[column] = Math.max(0, height - 1);
    });
    return laid;
  });
}

/** A row of numbered goals comes once for each goal, and once when there is none. */
function repeated(cells: readonly FormCell[], one: Declaration): { cells: readonly FormCell[]; nth: number }[] {
  const numbered = cells.find((printedCell) => printedCell.numbered);
  if (!numbered) return [{ cells, nth: 0 }];
  const count = one.goals.filter(({ scope }) => `goals.${scope}` === numbered.field).length;
  return Array.from({ length: Math.max(1, count) }, (_, nth) => ({ cells, nth }));
}

function kindOf(field: Field): PaperKind {
  if (field.startsWith("goals.") || field === "notes" || field === "funding.purpose") return "prose";
  return field.startsWith("funding.") && field !== "funding.currency" ? "amount" : "text";
}

/** The n-th date of the plan has its value in the n-th cell below. */
function planned(form: FormDefinition, one: Declaration, nth: number): string {
  const dates = form.rows.flat().filter(({ field, label }) => field === "spendingPlan" && label !== null);
  return one.spendingPlan.find(({ by }) => by === dates[nth]?.label)?.percent.text ?? "";
}

function valuePrinted({ field, label, extra }: FormCell, one: Declaration, nth = 0): string {
  if (field === "unit") return `${one.unit.code ?? ""}${one.unit.name ?? ""}`;
  if (field === "year") return one.year === null ? "" : label === null ? `（${one.year}年度）` : String(one.year);
  if (field === "project.period") return one.project.start === null ? extraOf(one, label) : `${one.project.start} 至 ${one.project.end ?? ""}`;
  if (field === "department" || field === "notes") return one[field] ?? "";
  if (field === "extra") return extraOf(one, extra ?? label);
  if (field === "section" || field === "spendingPlan") return "";
  if (field.startsWith("goals.")) return one.goals.filter(({ scope }) => `goals.${scope}` === field)[nth]?.text ?? "";
  const [room, name = ""] = field.split(".");
  const value = new Map<string, unknown>(Object.entries(room === "project" ? one.project : one.funding)).get(name);
  return typeof value === "string" ? value : typeof value === "object" && value !== null && "text" in value ? String(value.text) : "";
}

function extraOf(one: Declaration, label: string | null): string {
  if (label === null) return "";
  const { key } = labelKey(label);
  return one.extra.find((extra) => labelKey(extra.label).key === key)?.text ?? "";
}

/** An indicator table: heading and head, which come again on each page, then its rows with the levels merged. */
function indicatorTable(table: IndicatorTable, indicators: readonly Indicator[], { grid }: FormDefinition): PaperTable {
  const starts = table.columns.map((_, index) => table.columns.slice(0, index).reduce((sum, { span }) => sum + span, 0));
  const head = table.columns.map(({ label, span, column }, index) => cell(column === "side" ? "" : label, "head", starts[index] ?? 0, span));
  const heads = [...(table.heading === null ? [] : [[cell(table.heading, "head", 0, grid.length)]]), head];
  const rows = besides(table, indicators);
  const body = rows.map((row, at) =>
    table.columns.flatMap((column, index) => {
      const height = merged(column, table, rows, at);
      return height === 0 ? [] : [cell(textOf(column, table, row), column.column === "description" ? "prose" : "text", starts[index] ?? 0, column.span, height, column.column)];
    }),
  );
  return { heads: heads.length, rows: [...heads, ...body] };
}

/** A row of the paper: the indicator of each scope that stands in it. */
type Row = ReadonlyMap<Scope, Indicator>;

/** One row an indicator; where a table serves two goals, those of the same level 1 stand side by side. An empty table has one empty row. */
function besides(table: IndicatorTable, indicators: readonly Indicator[]): Row[] {
  const scopes = scopesOf(table);
  const [first, second] = scopes;
  if (indicators.length === 0) return [new Map()];
  if (first === undefined || second === undefined) return indicators.map((one) => new Map([[one.scope, one]]));
  const left = runsOf(indicators.filter(({ scope }) => scope === second));
  const right = runsOf(indicators.filter(({ scope }) => scope === first));
  const rows: Row[] = [];
  while (left.length > 0 || right.length > 0) {
    const alone = left[0] === undefined || right[0] === undefined || left[0][0]?.level1 !== right[0][0]?.level1;
    const later = alone && left[0] !== undefined && right.some((run) => run[0]?.level1 === left[0]?.[0]?.level1);
    const ofLeft = alone && (later || left[0] === undefined) ? [] : (left.shift() ?? []);
    const ofRight = alone && ofLeft.length > 0 ? [] : (right.shift() ?? []);
    for (let at = 0; at < Math.max(ofLeft.length, ofRight.length); at++) {
      const both = [ofLeft[at], ofRight[at]].flatMap((one): [Scope, Indicator][] => (one ? [[one.scope, one]] : []));
      rows.push(new Map(both));
    }
  }
  return rows;
}

/** Indicators in a row that have the same level 1. */
function runsOf(indicators: readonly Indicator[]): Indicator[][] {
  const runs: Indicator[][] = [];
  for (const one of indicators) {
    const last = runs.at(-1);
    if (last?.[0]?.level1 === one.level1) last.push(one);
    else runs.push([one]);
  }
  return runs;
}

const levels = ["level1", "level2", "level3"] as const;

/** How many rows a cell covers: 1 where nothing is merged, 0 where the cell above covers it. Names of indicators are never merged. */
function merged(column: TableColumn, table: IndicatorTable, rows: readonly Row[], at: number): number {
  if (column.column === "side" || column.column === "goal") return at === 0 ? rows.length : 0;
  const deepest = table.columns.some((one) => one.column === "level4") ? 3 : 2;
  const depth = levels.indexOf(column.column as (typeof levels)[number]);
  if (depth < 0 || depth >= deepest) return 1;
  const same = (a: number, b: number) => rows[a] !== undefined && rows[b] !== undefined && levels.slice(0, depth + 1).every((level) => sameLevel(level, column, table, rows[a], rows[b]));
  if (at > 0 && same(at - 1, at)) return 0;
  let height = 1;
  while (same(at + height - 1, at + height)) height++;
  return height;
}

function sameLevel(level: (typeof levels)[number], column: TableColumn, table: IndicatorTable, a: Row | undefined, b: Row | undefined): boolean {
  const of = table.columns.find((one) => one.column === level && (one.scope ?? null) === (column.scope ?? null)) ?? table.columns.find((one) => one.column === level);
  if (!of || !a || !b) return false;
  const text = textOf(of, table, a);
  return text !== "" && text === textOf(of, table, b);
}

/** The sign before a figure, where a form has a column of its own for it. */
const signOf = ({ target }: Indicator): string => (target?.kind === "number" && target.comparator !== null && target.text.startsWith(target.comparator) ? target.comparator : "");

function textOf({ column, scope, label }: TableColumn, table: IndicatorTable, row: Row): string {
  if (column === "side") return label;
  if (column === "goal") return row.size === 0 ? "" : `${table.goalName ?? ""}1`;
  // 一级指标 stands once for both goals.
  const one = row.get(scope ?? table.scope) ?? (column === "level1" ? [...row.values()][0] : undefined);
  if (!one || column === "extra") return "";
  const sign = table.columns.some((other) => other.column === "comparator") ? signOf(one) : "";
  if (column === "comparator") return sign;
  if (column === "target") return one.target?.text.slice(sign.length) ?? "";
  const value = one[column];
  return value === null ? "" : typeof value === "string" ? value : value.text;
}
