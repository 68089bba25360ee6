// This year's indicators beside last year's of the same project, row by row, with what was reached.
import type { Declaration, Indicator } from "../declaration/schema.ts";
import { sameNamed } from "./difference.ts";
import { isReached } from "./reached.ts";

/** One indicator in both years; null where it is only in the other. */
export interface YearPair {
  then: Indicator | null;
  now: Indicator | null;
  /** Its row in this year's table; null when it is not there any more. */
  index: number | null;
  /** Whether the target is written otherwise. */
  isOther: boolean;
  /** Its row in last year's self-evaluation. */
  result: Indicator | null;
  /** Whether last year's target was reached; null where that is not decided by what is written. */
  reached: boolean | null;
}

/**
 * This year's rows in their order, each with the row of last year that bears its name and what was reached; then what this
 * year lacks, and what only the self-evaluation names. A row that only stands at the same place may be about anything.
 * @param results last year's self-evaluation
 */
export function besideLastYear(before: Declaration, after: Declaration, results: Declaration | null): YearPair[] {
  const from = new Map(sameNamed(before.indicators, after.indicators).map(([then, now]) => [now, then]));
  const kept = new Set(from.values());
  const rows = results?.indicators ?? [];
  const ofOld = resultsOf(before.indicators, rows);
  const left = withoutAll(rows, ofOld);
  const ofNew = resultsOf(after.indicators.filter((_, index) => !from.has(index)), left);
  const told = (then: Indicator | null, result: Indicator | null): Pick<YearPair, "then" | "result" | "reached"> => ({
    then, result,
    // Where last year's table has no such row, by the target that the self-evaluation repeats.
    reached: isReached((then ?? result)?.target ?? null, result?.actual ?? null, before.year),
  });
  const gone = { now: null, index: null, isOther: false };
  const here = after.indicators.map((now, index): YearPair => {
    const then = before.indicators[from.get(index) ?? -1] ?? null;
    return { ...told(then, (then ? ofOld.get(then) : ofNew.get(now)) ?? null), now, index, isOther: then !== null && then.target?.text !== now.target?.text };
  });
  const lacking = before.indicators.flatMap((then, at): YearPair[] => (kept.has(at) ? [] : [{ ...told(then, ofOld.get(then) ?? null), ...gone }]));
  return [...here, ...lacking, ...withoutAll(left, ofNew).map((result): YearPair => ({ ...told(null, result), ...gone }))];
}

/** What a self-evaluation says of the whole: its total, where it stands beside the full points, and how much of the money was spent. */
export function evaluationOf({ extra }: Declaration): { total: string | null; spent: string | null } {
  const of = (fits: (label: string) => boolean): string | null => extra.find(({ label }) => fits(label))?.text ?? null;
  const isScored = extra.some(({ label }) => label === "总分·分值");
  return { total: isScored ? of((label) => label === "总分") : null, spent: of((label) => /^(?:年度)?资金总额·(?:预算)?执行率/.test(label)) };
}

/** The row of a self-evaluation for each indicator that it has one for. */
function resultsOf(indicators: readonly Indicator[], rows: readonly Indicator[]): ReadonlyMap<Indicator, Indicator> {
  return new Map(sameNamed(indicators, rows).flatMap(([at, of]) => (indicators[at] && rows[of] ? [[indicators[at], rows[of]]] : [])));
}

function withoutAll(rows: readonly Indicator[], told: ReadonlyMap<Indicator, Indicator>): Indicator[] {
  const taken = new Set(told.values());
  return rows.filter((row) => !taken.has(row));
}
