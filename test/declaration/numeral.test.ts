// Numbers as they are printed in targets and prose, and what folding makes alike.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { arabic, chinese, fold, numeral, scaled } from "../../src/declaration/numeral.ts";
import { readQuantity } from "../../src/declaration/read-quantity.ts";

/** A number in Chinese: 1205 is 一千二百零五, 12 is 一十二. */
function spoken(number: number): string {
  let [text, gap] = ["", false];
  for (const [unit, size] of [["千", 1000], ["百", 100], ["十", 10], ["", 1]] as const) {
    const digit = Math.floor(number / size) % 10;
    if (digit === 0) gap ||= text !== "";
    else {
      text += `${gap ? "零" : ""}${"零一二三四五六七八九"[digit]}${unit}`;
      gap = false;
    }
  }
  return text === "" ? "零" : text;
}

test("every Chinese numeral below ten thousand is read", () => {
  for (let number = 0; number < 10_000; number++) assert.equal(numeral(spoken(number)), String(number), spoken(number));
  for (const [text, value] of [["十", "10"], ["十二", "12"], ["百", "100"], ["两千", "2000"], ["一百〇三", "103"], ["〇", "0"], ["两", "2"]]) assert.equal(numeral(text ?? ""), value, text);
});

test("digits are read like any decimal; years, ranges in words and the rest are no numbers", () => {
  for (const [text, value] of [["1,200.50", "1200.50"], ["-3", "-3"], ["三五", null], ["二〇二五", null], ["三万", null], ["十余", null], ["约十", null], ["十个", null], ["", null], ["3个", null]] as const) assert.equal(numeral(text), value, text);
});

test("scale words move the point", () => {
  assert.deepEqual([scaled("3.5", "万"), scaled("0.2", "亿"), scaled("1", "万亿"), scaled("3.5", ""), scaled("3.50", "千")], ["35000", "20000000", "1000000000000", "3.5", "3.50"]);
});

test("patterns of numbers hold whole numbers", () => {
  const [digits, words] = [new RegExp(`^(?:${arabic})$`), new RegExp(`^(?:${chinese})$`)];
  for (const text of ["1,234", "1,234,567.80", "1234", "12.5"]) assert.match(text, digits);
  for (const text of ["1,23", "12.", ".5", "-1", "", "1 2"]) assert.doesNotMatch(text, digits);
  assert.match("一千二百零五", words);
  assert.doesNotMatch("三万", words);
});

test("what typing varies without meaning is folded, and nothing else", () => {
  const told: readonly (readonly [string, string])[] = [
    [" ９５ ％\n", "95%"], ["（Ａ）～！", "(A)~!"], ["≧3", "≥3"], ["⩾3", "≥3"], [">=3", "≥3"], ["=>3", "≥3"], ["≦3", "≤3"], ["⩽3", "≤3"], ["<=3", "≤3"], ["=<3", "≤3"], ["＞＝3", "≥3"], ["﹥3", ">3"], ["﹤3", "<3"], ["﹦3", "=3"], ["==3", "=3"], ["===3", "=3"], ["﹥=3", "≥3"], ["3﹪", "3%"], ["3—5", "3~5"], ["3–5", "3~5"], ["3――5", "3~5"], ["3‐5", "3~5"], ["3−5", "3~5"], ["3〜5", "3~5"], ["3~~5", "3~5"],
    ["3-5", "3-5"], ["100㎡", "100㎡"], ["10³", "10³"], ["达标", "达标"],
  ];
  for (const [text, want] of told) assert.equal(fold(text), want, text);
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom("≥", "=", ">", "<", "﹥", "﹤", "﹦", "５", "5", " ", "—", "～", "%", "﹪", "次"), maxLength: 9 }), (text) => {
    const once = fold(text);
    assert.doesNotMatch(once, /[\s！-～—﹪]/);
    assert.equal(fold(`${text}次`), fold(`${once}次`), "folding twice changes nothing");
  }));
});

test("points and percentages keep their text and have an exact value", () => {
  const told: readonly (readonly [string, string | null])[] = [["20%", "20"], ["20％", "20"], ["12.50分", "12.50"], ["20", "20"], ["-5%", "-5"], ["20%%", null], ["二十分", null], ["%20", null], ["20%左右", null], ["", null]];
  for (const [text, value] of told) assert.deepEqual(readQuantity(text), { text, value }, text);
});
