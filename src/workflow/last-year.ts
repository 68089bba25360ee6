// This year's indicators beside last year's of the same project, row by row.
import type { Declaration, Indicator } from "../declaration/schema.ts";
import { pairsIn } from "./difference.ts";

/** One indicator in both years; null where it is only in the other. */
export interface YearPair {
  then: Indicator | null;
  now: Indicator | null;
  /** Its row in this year's table; null when it is not there any more. */
  index: number | null;
  /** Whether the target is written otherwise. */
  isOther: boolean;
}

/** This year's rows in their order, each with the row of last year that it goes on from; then what this year lacks. */
export function besideLastYear(before: Declaration, after: Declaration): YearPair[] {
  const pairs = pairsIn("indicators", before, after);
  const from = new Map(pairs.map(([then, now]) => [now, then]));
  const kept = new Set(pairs.map(([then]) => then));
  const here = after.indicators.map((now, index): YearPair => {
    const then = before.indicators[from.get(index) ?? -1] ?? null;
    return { then, now, index, isOther: then !== null && then.target?.text !== now.target?.text };
  });
  return [...here, ...before.indicators.flatMap((then, index): YearPair[] => (kept.has(index) ? [] : [{ then, now: null, index: null, isOther: false }]))];
}
