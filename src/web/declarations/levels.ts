import type { Declaration, Indicator, Scope } from "../../declaration/schema.ts";
import type { Column } from "./words.ts";
import { columnNames } from "./words.ts";

/** An indicator with its place in the declaration's list, which its paths need. */
export interface Row {
  index: number;
  indicator: Indicator;
}

/** The columns that the form prints, and any other that holds a value all the same, in the order of the paper. */
export function columnsOf({ printed, indicators }: Declaration): Column[] {
  return columnNames
    .map(([column]) => column)
    .filter((column) => printed.columns.includes(column) || indicators.some((indicator) => indicator[column] !== null));
}

/** One table a scope, in the order in which the form prints them. */
export function tablesOf({ indicators }: Declaration): Map<Scope, Row[]> {
  const tables = new Map<Scope, Row[]>();
  indicators.forEach((indicator, index) => {
    const rows = tables.get(indicator.scope);
    if (rows) rows.push({ index, indicator });
    else tables.set(indicator.scope, [{ index, indicator }]);
  });
  return tables;
}

const levels: Column[] = ["level1", "level2", "level3", "level4"];

/** The level columns whose equal cells are drawn as one, as on paper: all but the last, which names the indicator. */
export function mergedLevels(columns: Column[]): Column[] {
  return columns.filter((column) => levels.includes(column)).slice(0, -1);
}

/**
 * How many rows each level cell spans: equal consecutive values within an equal group to their left. The rows that
 * the cell above already covers have 0. A level that the document lost (null) is never merged.
 */
export function rowSpans(rows: Row[], columns: Column[]): Map<Column, number[]> {
  const spans = new Map<Column, number[]>();
  const boundary = rows.map((_, index) => index === 0);
  for (const column of mergedLevels(columns)) {
    const span = rows.map(() => 1);
    let head = 0;
    rows.forEach((row, index) => {
      const value = row.indicator[column];
      if (index > 0 && (value === null || value !== rows[index - 1]?.indicator[column])) boundary[index] = true;
      if (boundary[index]) {
        head = index;
      } else {
        span[head] = (span[head] ?? 1) + 1;
        span[index] = 0;
      }
    });
    spans.set(column, span);
  }
  return spans;
}

/** The paths that a merged level cell stands for, given any one of them; any other path stands for itself. */
export function mergedWith(declaration: Declaration, path: string): string[] {
  const [, index, level] = /^indicators\[(\d+)\]\.(level\d)$/.exec(path) ?? [];
  const scope = declaration.indicators[Number(index)]?.scope;
  const rows = scope === undefined ? undefined : tablesOf(declaration).get(scope);
  const spans = rows && rowSpans(rows, columnsOf(declaration)).get(level as Column);
  if (rows === undefined || spans === undefined) return [path];
  const at = rows.findIndex((row) => row.index === Number(index));
  const head = spans.findLastIndex((span, row) => span > 0 && row <= at);
  return rows.slice(head, head + (spans[head] ?? 1)).map((row) => `indicators[${row.index}].${level}`);
}
