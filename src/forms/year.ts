import { fold } from "../declaration/numeral.ts";

/** 2025年, and as titles print it 二〇二五年; the zero is typed in several ways. */
const printed = /((?:19|20)\d{2}|二[〇○零Oo0][〇○零Oo0一二三四五六七八九]{2}|一九[〇○零Oo0一二三四五六七八九]{2})年/;

/** 2025—2027年 is a span of years: none of them is the year. */
const span = /(?:19|20)\d{2}年?度?(?:[~-]+|至|到)(?:(?:19|20)\d{2})年/;

/** The first year that a text names as one; `from` and `to` are where it stands in the folded text. */
export function yearIn(text: string): { value: number; from: number; to: number } | null {
  const found = span.test(fold(text)) ? null : printed.exec(fold(text));
  const [, year = ""] = found ?? [];
  if (!found) return null;
  const digits = /^\d/.test(year) ? year : Array.from(year, (figure) => Math.max(0, "〇一二三四五六七八九".indexOf(figure))).join("");
  return { value: Number(digits), from: found.index, to: found.index + year.length };
}
