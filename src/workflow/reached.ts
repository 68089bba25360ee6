// Whether what was reached is what was to be reached: said only where the two texts decide it exactly.
import { compareDecimals } from "../declaration/decimal.ts";
import { fold } from "../declaration/numeral.ts";
import { readTarget, withoutComparator } from "../declaration/read-target.ts";
import type { Comparator, Target } from "../declaration/target.ts";

/**
 * @param year the budget year, for days without one
 * @returns null where it cannot be told: words, another unit or period, no sign and another value
 */
export function isReached(target: Target | null, actual: Target | null, year: number | null): boolean | null {
  if (target === null || actual === null || target.kind === "text") return null;
  if (fold(target.text) === fold(actual.text)) return true;
  if (target.kind === "duration") return actual.kind === "text" ? null : byValue(bare(target.text), target.comparator, bare(actual.text));
  if (target.kind === "date") return byDay(target.value, actual, year);
  if (target.kind === "range") return within(target, actual);
  return byValue(target, target.comparator, actual);
}

/** A time limit without its sign: ≤10个工作日 and 8个工作日 are compared as numbers of one unit. */
const bare = (text: string): Target => readTarget(withoutComparator(text).replace(/内$/, ""));

function byValue(target: Target, sign: Comparator | null, actual: Target): boolean | null {
  if (target.kind !== "number" || !isExact(actual) || target.unit !== actual.unit || target.period !== actual.period) return null;
  const more = compareDecimals(actual.value, target.value);
  if (more === 0) return sign === ">" || sign === "<" ? null : true;
  if (sign === "≥" || sign === ">") return more > 0;
  if (sign === "≤" || sign === "<") return more < 0;
  // More than the full figure may be welcome; where nothing was to happen, anything is too much.
  return sign === "=" && (more < 0 || compareDecimals(target.value, "0") === 0) ? false : null;
}

function within({ from, to, unit, period }: Extract<Target, { kind: "range" }>, actual: Target): boolean | null {
  if (!isExact(actual) || unit !== actual.unit || period !== actual.period) return null;
  return compareDecimals(actual.value, from) >= 0 && compareDecimals(actual.value, to) <= 0 ? true : null;
}

/** A figure that was reached, not one that it is above or below. */
const isExact = (actual: Target): actual is Extract<Target, { kind: "number" }> => actual.kind === "number" && (actual.comparator === null || actual.comparator === "=");

/** 11月28日 is a day; 11月 and 11月底前 say no more than that it was not later. */
const oneDay = /(?:\d[日号]|\d[-/.]\d{1,2}[-/.]\d{1,2}日?)(?:完成|支付|办结)?$/;

function byDay(until: string, actual: Target, year: number | null): boolean | null {
  if (actual.kind !== "date") return null;
  const [last, done] = [until, actual.value].map((day) => (year === null ? day : day.replace("YEAR", String(year))));
  if (last === undefined || done === undefined || last.startsWith("YEAR") !== done.startsWith("YEAR")) return null;
  if (done <= last) return true;
  return oneDay.test(fold(actual.text)) ? false : null;
}
