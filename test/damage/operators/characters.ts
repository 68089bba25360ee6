import { isRow, mapCells, type Page } from "../page.ts";
import type { Random } from "../random.ts";
import { type PageOperator, every, pageOperator } from "./operator.ts";

/** A change of every text of the page, cells and lines; null where nothing changed. */
function texts(name: string, says: string, change: (text: string, random: Random) => string): PageOperator {
  return pageOperator(name, says, every, (page: Page, random: Random) => {
    let changed = false;
    const altered = (text: string): string => {
      const result = /^[\s|:-]*$/.test(text) || /[<$&\\]/.test(text) ? text : change(text, random);
      changed ||= result !== text;
      return result;
    };
    const cells = mapCells(page, (one) => ({ ...one, text: altered(one.text) }));
    const result = { ...cells, items: cells.items.map((item) => (isRow(item) || /^\s*#|TC |bookmark/.test(item.text) ? item : { ...item, text: altered(item.text) })) };
    return changed ? result : null;
  });
}

const wide = (text: string, which: RegExp): string => text.replace(which, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

/** Places a mark between two characters of Chinese words, in one of four texts. */
const within = (mark: string) => (text: string, random: Random): string => {
  if (!/[\u4e00-\u9fff]{2}/.test(text) || !random.chance(1 / 4)) return text;
  const places = [...text.matchAll(/(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])/g)].map(({ index }) => index);
  const at = random.pick(places) ?? 0;
  return text.slice(0, at) + mark + text.slice(at);
};

/** Radicals that PDF programs print for the characters that look alike. */
const radicals: Readonly<Record<string, string>> = { 一: "⼀", 二: "⼆", 人: "⼈", 入: "⼊", 八: "⼋", 力: "⼒", 口: "⼝", 土: "⼟", 大: "⼤", 女: "⼥", 子: "⼦", 小: "⼩", 山: "⼭", 工: "⼯", 干: "⼲", 心: "⼼", 手: "⼿", 支: "⽀", 文: "⽂", 日: "⽇", 月: "⽉", 止: "⽌", 水: "⽔", 用: "⽤", 生: "⽣", 目: "⽬", 立: "⽴", 老: "⽼", 行: "⾏", 见: "⻅", 金: "⾦", 长: "⻓", 门: "⻔", 面: "⾯", 页: "⻚", 高: "⾼" };

export const characters = [
  texts("full-width-signs", "Signs and brackets are full-width: ＝ ＞ ％ （ ） ：.", (text) => wide(text, /[=%():]/g)),
  texts("full-width-digits", "Digits are full-width.", (text) => wide(text, /\d/g)),
  texts("half-width-punctuation", "Brackets and colons are half-width.", (text) => text.replace(/[（）：％＝]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))),
  texts("ascii-comparators", "≥ and ≤ are printed as >= and <=.", (text) => text.replaceAll("≥", ">=").replaceAll("≤", "<=")),
  texts("zero-width-spaces", "Zero-width spaces stand inside words.", within("\u200b")),
  texts("zero-width-joiners", "Zero-width joiners and word joiners stand inside words.", (text, random) => within(random.pick(["\u200d", "\u2060", "\u200c"]) ?? "")(text, random)),
  texts("marks-inside", "Byte order marks stand inside words.", within("\ufeff")),
  texts("soft-hyphens", "Soft hyphens stand inside words.", within("\u00ad")),
  texts("direction-marks", "Marks of writing direction stand inside words.", within("\u200e")),
  texts("doubled-spaces", "Two blanks stand inside words.", within("  ")),
  texts("ideographic-spaces", "Ideographic spaces stand inside words.", within("\u3000")),
  texts("no-break-spaces", "No-break spaces stand inside words and around them.", (text, random) => (random.chance(1 / 4) ? `\u00a0${within("\u00a0")(text, random)}\u00a0` : text)),
  texts("radicals", "Characters are printed as the radicals that look alike (⼯ for 工), as PDF programs do.", (text) => text.replace(/[\u4e00-\u9fff]/g, (character) => radicals[character] ?? character)),
];
