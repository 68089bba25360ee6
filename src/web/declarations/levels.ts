import type { Indicator } from "../../declaration/schema.ts";
import type { Column } from "./words.ts";

/** An indicator with its place in the declaration's list, which its paths need. */
export interface Row {
  index: number;
  indicator: Indicator;
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
