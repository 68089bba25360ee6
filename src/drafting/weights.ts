import { sum } from "../declaration/arithmetic.ts";
import type { Declaration, Scope } from "../declaration/schema.ts";

/** The points of one table of indicators. */
export interface Weights {
  /** Exact sum of all that are numbers. */
  total: string;
  /** Rows without points, and rows whose points are no number. */
  without: number;
}

/** What the running total shows; null where no row of that goal has points. */
export function weightsOf({ indicators }: Declaration, scope: Scope): Weights | null {
  const rows = indicators.filter((one) => one.scope === scope);
  if (rows.every(({ weight }) => weight === null)) return null;
  const values = rows.flatMap(({ weight }) => weight?.value ?? []);
  return { total: sum(values), without: rows.length - values.length };
}
