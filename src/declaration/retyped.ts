// What people send is text; what it means is read here again, by the reader's own functions. So no amount or target can
// say one thing on paper and another to programs.
import { moneyUnitOf } from "./correction.ts";
import { type Money, money } from "./money.ts";
import { readQuantity } from "./read-quantity.ts";
import { readTarget } from "./read-target.ts";
import type { Declaration, Indicator, Quantity } from "./schema.ts";
import type { Target } from "./target.ts";

/**
 * A declaration as somebody wrote it, all of its typed values read from their texts.
 * @param before what it was until now: a text that stays keeps the meaning that it was read with
 */
export function retyped(next: Declaration, before: Declaration | null): Declaration {
  const known = targetsOf(before);
  const target = (told: Target | null, unit: string | null): Target | null => told && (known.get(keyOf(told.text, unit)) ?? readTarget(told.text, unit));
  const quantity = (told: Quantity | null): Quantity | null => told && readQuantity(told.text);
  return {
    ...next,
    funding: fundingOf(next, before),
    spendingPlan: next.spendingPlan.map(({ by, percent }) => ({ by, percent: readQuantity(percent.text) })),
    indicators: next.indicators.map((row): Indicator => ({ ...row, target: target(row.target, row.unit), actual: target(row.actual, row.unit), weight: quantity(row.weight), score: quantity(row.score) })),
  };
}

const keyOf = (text: string, unit: string | null): string => `${unit ?? ""}\u001f${text}`;

function targetsOf(before: Declaration | null): Map<string, Target> {
  const cells = before?.indicators.flatMap(({ target, actual, unit }) => [target, actual].flatMap((one): [string, Target][] => (one === null ? [] : [[keyOf(one.text, unit), one]])));
  return new Map(cells);
}

function fundingOf({ funding }: Declaration, before: Declaration | null): Declaration["funding"] {
  const unit = funding.currency ?? (before?.funding.currency === null ? moneyUnitOf(before) : null);
  const anew = (told: Money | null): Money | null => told && money(told.text, unit);
  return {
    currency: funding.currency,
    total: anew(funding.total),
    fiscal: anew(funding.fiscal),
    other: anew(funding.other),
    annualTotal: anew(funding.annualTotal),
    fiscalCurrentYear: anew(funding.fiscalCurrentYear),
    carriedOver: anew(funding.carriedOver),
    annualOther: anew(funding.annualOther),
    purpose: funding.purpose,
  };
}
