// Sums that a text does: 120套，每套4500元，计54万元; 按每生每天5元、8320名学生、全年200天测算，共需852万元.
import type { Amount, Prose } from "./prose.ts";

export interface Priced {
  price: Amount;
  /** What the price is multiplied with, one figure for each 每…. */
  factors: readonly { text: string; value: string }[];
  stated: Amount;
}

const counted = "学期|季度|批次|平方米|公里|[人名生户天日月年次场期批套架座个台辆份册亩件条所家块盏株处吨季周晚班队村只头本]";
const perBefore = new RegExp(`((?:每(?:${counted}))+|[人户]均)[^每，,、。；;\\d]{0,8}$`, "u");
const perAfter = new RegExp(`^[^元]*元\\s*((?:[/／·每]\\s*(?:${counted}))+)`, "u");
const eachUnit = new RegExp(counted, "gu");
const time = /(?<![\d.])(\d{1,3})\s*(?:(天)|个(月)|(年)|(学期)|(季度)|(周)|(晚))/g;
const sameUnit: Readonly<Record<string, string>> = { 名: "人", 生: "人", 日: "天", 季: "季度", 批: "批次" };
const plain = (unit: string): string => sameUnit[unit] ?? unit;

/** The prices of a text whose product is stated beside them; a price with a factor that is not told, or told twice, is left out. */
export function pricesIn(text: string, { amounts, quantities, items }: Prose): Priced[] {
  return amounts.flatMap((price, at): Priced[] => {
    if (price.role !== "unitPrice") return [];
    const end = items[price.item]?.to ?? text.length;
    const next = amounts.slice(at + 1).find((amount) => amount.from < end);
    const owner = ownerOf(text, amounts, at);
    const stated = owner ?? (next?.role === "part" || next?.role === "total" ? next : undefined);
    if (!stated) return [];
    const from = owner ? owner.to : Math.max(items[price.item]?.from ?? 0, amounts[at - 1]?.to ?? 0);
    const to = owner ? bracketEnd(text, price.to) : stated.from;
    const inside = (span: { from: number; to: number }) => span.from >= from && span.to <= to;
    const figures = [
      ...quantities.filter((one) => inside(one) && one.role === "goal" && one.to2 === null && one.unit !== "%").map(({ text: printed, value, unit }) => ({ text: printed, value, unit: plain(unit) })),
      ...[...text.matchAll(time)].filter((match) => inside({ from: match.index, to: match.index + match[0].length })).map((match) => ({ text: match[0], value: match[1] ?? "", unit: match.slice(2).find((unit) => unit !== undefined) ?? "" })),
    ];
    const per = perOf(text, price);
    const factors = per.flatMap((unit) => figures.filter((one) => one.unit === unit).slice(0, 1));
    return per.length > 0 && factors.length === per.length && figures.length === per.length ? [{ price, factors, stated }] : [];
  });
}

/** What the price is one of: 生 and 天 of 每生每天5元. A price for the year is one for the year. */
function perOf(text: string, price: Amount): string[] {
  const before = perBefore.exec(text.slice(Math.max(0, price.from - 24), price.from))?.[1] ?? "";
  const after = perAfter.exec(text.slice(price.from, price.to + 8))?.[1] ?? "";
  return [...`${before}${after}`.matchAll(eachUnit)].map(([unit]) => plain(unit)).filter((unit) => unit !== "年");
}

/** The amount behind which the price stands in brackets: 54万元（120套，每套4500元）. */
function ownerOf(text: string, amounts: readonly Amount[], at: number): Amount | null {
  const price = amounts[at];
  const open = price ? Math.max(text.lastIndexOf("（", price.from), text.lastIndexOf("(", price.from)) : -1;
  if (!price || open < 0 || /[）)]/.test(text.slice(open, price.from))) return null;
  return amounts.slice(0, at).findLast((amount) => /^(?:元)?\s*$/.test(text.slice(amount.to, open))) ?? null;
}

function bracketEnd(text: string, from: number): number {
  const length = text.slice(from).search(/[）)]/);
  return length < 0 ? text.length : from + length;
}
