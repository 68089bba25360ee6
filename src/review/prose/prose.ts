// What a piece of prose says in figures: items, amounts of money, counts, dates, each with its role.
import { amountsIn } from "./amounts.ts";
import { datesIn } from "./dates.ts";
import { type Item, itemsOf } from "./items.ts";
import { quantitiesIn } from "./quantities.ts";

/** Where in the text, in UTF-16 characters, `to` exclusive. */
export interface Span {
  text: string;
  from: number;
  to: number;
}

/**
 * What an amount is in its sentence: a part of the money (default), a total of parts (合计, 共), something cut (核减),
 * of another year (20XX年), a unit price (每人, 元/人), or background (由于…, 全市…).
 */
export type AmountRole = "part" | "total" | "cut" | "otherYear" | "unitPrice" | "background";

export interface Amount extends Span {
  /** Exact yuan. */
  yuan: string;
  role: AmountRole;
  /** The amount as printed has 万 without 元: 3万. */
  bareScale: boolean;
  /** The item (of `items`) in which it stands. */
  item: number;
  /** Stands behind 其中, or in brackets behind another amount: a part of that one. */
  within: boolean;
  /** The noun right before it: 租金 in 租金4万元; "" when there is none. */
  noun: string;
}

/** A figure with a unit that is neither money nor a date: 培训村医200名, 3—5场, 成活率95%以上. */
export interface QuantityMention extends Span {
  value: string;
  /** The upper end of a range, else null. */
  to2: string | null;
  /** As printed. */
  unit: string;
  /** ≥ for 以上, 至少, 不低于; ≤ for 以内, 不超过; null when nothing is said. */
  comparator: "≥" | "≤" | null;
  /** What is counted, right before or behind the figure: 村医, 成活率. */
  noun: string;
  /** background: stock, history, reasons, names of campaigns; not something that the project promises. */
  role: "goal" | "background";
  item: number;
}

export interface DateMention extends Span {
  year: number | null;
  month: number | null;
  day: number | null;
  item: number;
}

export interface Prose {
  items: readonly Item[];
  amounts: readonly Amount[];
  quantities: readonly QuantityMention[];
  dates: readonly DateMention[];
}

export interface ProseContext {
  /** The unit that the form prints, for 3万 beside 3万元. */
  currency: string | null;
  /** The budget year, to tell other years' amounts. */
  year: number | null;
}

/** Finds the figures of a text. */
export function proseOf(text: string, context: ProseContext): Prose {
  const items = itemsOf(text);
  return { items, amounts: amountsIn(text, items, context), quantities: quantitiesIn(text, items), dates: datesIn(text, items) };
}
