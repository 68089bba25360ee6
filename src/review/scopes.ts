// Rows of the long-term table and of the annual table that speak of the same thing.
import { shiftPoint } from "../declaration/decimal.ts";
import type { Facts, Row } from "./facts.ts";
import { likeness } from "./likeness.ts";

export interface Pair {
  long: Row;
  annual: Row;
}

export interface Scopes {
  pairs: readonly Pair[];
  /** Long-term rows without a counterpart, and annual ones. */
  onlyLong: readonly Row[];
  onlyAnnual: readonly Row[];
}

/** Names as alike as this are one name with a slip of the pen (review-rules CONS-01). */
const sameName = 0.9;
const known = new WeakMap<Facts, Scopes | null>();

/** The rows of both tables, matched by class and name; null where the form has only one of the tables. */
export function scopesOf(facts: Facts): Scopes | null {
  const before = known.get(facts);
  if (before !== undefined) return before;
  const scopes = matched(facts);
  known.set(facts, scopes);
  return scopes;
}

function matched(facts: Facts): Scopes | null {
  const annual = facts.rowsOf("annual").filter(({ name }) => name !== "");
  const long = facts.rows.filter(({ scope, name }) => scope !== "annual" && name !== "");
  if (annual.length === 0 || long.length === 0) return null;
  const free = new Set(annual);
  const partner = (row: Row, like: (other: Row) => boolean): Row | undefined => [...free].find((other) => other.class === row.class && like(other));
  const pairs: Pair[] = [];
  const left: Row[] = [];
  for (const [rows, like] of [[long, (row: Row) => (other: Row) => other.bareName === row.bareName], [left, (row: Row) => (other: Row) => nearlyEqual(row.bareName, other.bareName)]] as const) {
    for (const row of [...rows]) {
      const other = partner(row, like(row));
      if (other) {
        free.delete(other);
        pairs.push({ long: row, annual: other });
      } else if (rows === long) left.push(row);
    }
  }
  const paired = new Set(pairs.map(({ long: row }) => row));
  return { pairs: pairs.sort((a, b) => a.annual.index - b.annual.index), onlyLong: long.filter((row) => !paired.has(row)), onlyAnnual: [...free] };
}

const nearlyEqual = (a: string, b: string): boolean => Math.abs(a.length - b.length) <= 2 && a.length >= 6 && likeness(a, b) >= sameName;

/** Whether the project runs over more than one year; null when the form does not say. */
export function runsOverYears({ declaration: { project } }: Facts): boolean | null {
  const yearOf = (day: string | null) => /(?:19|20)\d{2}/.exec(day ?? "")?.[0] ?? null;
  const [from, to] = [yearOf(project.start), yearOf(project.end)];
  return from === null || to === null ? null : from !== to;
}

const aliases: Readonly<Record<string, string>> = { 名: "人", 位: "人", 家: "户", 元: "钱", 万元: "钱", 亿元: "钱", 千元: "钱", 公里: "长", 千米: "长", 米: "长", "％": "%" };

/** A unit without regard to scale and to words for the same: 名 and 人, 元 and 万元. */
export const plainUnit = (unit: string): string => aliases[unit] ?? unit;

const powers: Readonly<Record<string, number>> = { 公里: 3, 千米: 3, 千元: 3, 万元: 4, 亿元: 8 };

/** A value in the smallest of the units that are one: 16.8公里 as 16800. */
export const plainValue = (value: string, unit: string): string => shiftPoint(value, powers[unit] ?? 0);
