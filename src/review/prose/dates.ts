import type { Item } from "./items.ts";
import type { DateMention } from "./prose.ts";
import { itemAt } from "./items.ts";

const pattern = /(?:(?<year>(?:19|20)\d{2})\s*年(?:度)?(?:\s*(?<month>1[0-2]|0?[1-9])\s*月(?:\s*(?<day>3[01]|[12]\d|0?[1-9])\s*日)?)?)|(?:(?<![\d年])(?<month2>1[0-2]|0?[1-9])\s*月(?:\s*(?<day2>3[01]|[12]\d|0?[1-9])\s*日|底|末|份)?(?!\d))/g;

/** The years, months and days that a text names; numbers of documents such as 〔2019〕 are none. */
export function datesIn(text: string, items: readonly Item[]): DateMention[] {
  return [...text.matchAll(pattern)].map((match) => {
    const { year, month, day, month2, day2 } = match.groups ?? {};
    const number = (digits: string | undefined) => (digits === undefined ? null : Number(digits));
    return { text: match[0], from: match.index, to: match.index + match[0].length, year: number(year), month: number(month ?? month2), day: number(day ?? day2), item: itemAt(items, match.index) };
  });
}
