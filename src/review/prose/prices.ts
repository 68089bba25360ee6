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
const perAfter = new RegExp(`^[^元，、。；]*元\\s*((?:[/／·每]\\s*(?:${counted}))+)`, "u");
const eachUnit = new RegExp(counted, "gu");
const time = /(?<![\d.])(\d{1,3})\s*(?:(天)|个(月)|(年)|(学期)|(季度)|(周)|(晚))/g;
const sameUnit: Readonly<Record<string, string>> = { 名: "人", 生: "人", 日: "天", 季: "季度", 批: "批次" };
const plain = (unit: string): string => sameUnit[unit] ?? unit;

/** The prices of a text whose product is stated beside them; a price with a factor that is not told, or told twice, is left out. */
export function pricesIn(text: string, { amounts, quantities, items }: Prose): Priced[] {
  return amounts.flatMap((price, at): Priced[] => {
    const item = items[price.item];
    if (price.role !== "unitPrice" || item === undefined) return [];
    const before = amounts.slice(0, at);
    const owner = ownerOf(text, before, price);
    const next = amounts.slice(at + 1).find(({ from }) => from < item.to);
    const stated = owner ?? (next?.role === "part" || next?.role === "total" ? next : undefined);
    if (!stated) return [];
    const from = owner ? owner.to : Math.max(item.from, before.at(-1)?.to ?? 0);
    const to = owner ? bracketEnd(text, price.to) : stated.from;
    const figures = [
      ...quantities.filter(({ role, to2, unit }) => role === "goal" && to2 === null && unit !== "%"),
      ...[...text.matchAll(time)].map((match) => ({ text: match[0], from: match.index, to: match.index + match[0].length, value: match[1] ?? "", unit: match.slice(2).join("") })),
    ].filter((one) => one.from >= from && one.to <= to);
    const per = perOf(text, price);
    const factors = per.flatMap((unit) => figures.filter((one) => plain(one.unit) === unit).slice(0, 1));
    return per.length > 0 && factors.length === per.length && figures.length === per.length ? [{ price, factors, stated }] : [];
  });
}

/** What the price is one of: 生 and 天 of 每生每天5元. A price for the year is one for the year. */
function perOf(text: string, price: Amount): string[] {
  const before = perBefore.exec(text.slice(0, price.from))?.[1] ?? "";
  const after = perAfter.exec(text.slice(price.from))?.[1] ?? "";
  return [...`${before}${after}`.matchAll(eachUnit)].map(([unit]) => plain(unit)).filter((unit) => unit !== "年");
}

/** The amount behind which the price stands in brackets: 54万元（120套，每套4500元）. */
function ownerOf(text: string, before: readonly Amount[], price: Amount): Amount | undefined {
  const bracket = /\s*[（(][^（()）]*$/.exec(text.slice(0, price.from));
  return before.find(({ to }) => to === bracket?.index);
}

/** Where the bracket closes; the text's end where none does. */
const bracketEnd = (text: string, from: number): number => from + text.slice(from).search(/[）)]|$/);
