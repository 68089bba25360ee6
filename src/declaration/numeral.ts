import { decimal, shiftPoint } from "./decimal.ts";
import { remembered } from "./remembered.ts";

const digits: Readonly<Record<string, number>> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const tens: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** What counts as a number in a target: digits with or without thousands separators, or Chinese numerals. */
export const arabic = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
export const chinese = "[零〇一二两三四五六七八九十百千]+";
const wholly = new RegExp(`^${chinese}$`);

/**
 * Folds what typing and converting vary without meaning: full-width ASCII, signs that look alike, white space.
 * Superscripts and units such as ㎡ stay as they are.
 */
export function fold(text: string): string {
  return foldable.test(text) ? folded(text) : text;
}

/** Most cells hold nothing to fold; one look tells. */
const foldable = /[\s！-～≧⩾≦⩽﹥﹤﹦﹪—–―‐-―−〜~]|[<>=]=|=[<>]/;

/** The same cell is folded by whoever looks at it. */
const folded = remembered((text) =>
  text
    .replace(/\s/g, "")
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/﹥/g, ">")
    .replace(/﹤/g, "<")
    .replace(/﹦/g, "=")
    .replace(/﹪/g, "%")
    .replace(/[≧⩾]|>=|=>/g, "≥")
    .replace(/[≦⩽]|<=|=</g, "≤")
    .replace(/={2,}/g, "=")
    .replace(/[—–―‐-―−〜～~]+/g, "~"),
);

/**
 * The value of a number in digits or in Chinese numerals (一百二十 → 120), as exact decimal text.
 * @returns null when it is neither
 */
export function numeral(text: string): string | null {
  const printed = decimal(text);
  if (printed !== null) return printed;
  if (!wholly.test(text)) return null;
  let sum = 0;
  let current: number | null = null;
  for (const character of text) {
    const digit = digits[character];
    if (digit === undefined) {
      sum += (current ?? 1) * (tens[character] ?? 1);
      current = null;
    } else {
      if (current) return null; // 三五 is three to five, 二〇二五 a year
      current = digit;
    }
  }
  return String(sum + (current ?? 0));
}

/** Multiplies the scale words 万 and 亿 into a value. */
export function scaled(value: string, scale: string): string {
  const power = { 万: 4, 亿: 8, 万亿: 12 }[scale];
  return power === undefined ? value : shiftPoint(value, power);
}
