import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { storedBehind } from "../../src/formats/spreadsheet/cell-text.ts";
import { decimalOf, parsed, written } from "../../src/formats/spreadsheet/decimal.ts";
import { readSpreadsheet } from "../../src/formats/spreadsheet/read.ts";
import { showNumber, showText } from "../../src/formats/spreadsheet/number-format.ts";
import { number, texts, xlsx } from "./workbooks.ts";

const shows = (cases: readonly (readonly [code: string, value: number, shown: string])[]) => {
  for (const [code, value, shown] of cases) assert.equal(showNumber(value, code, false).text, shown, `${value} as ${code}`);
};

describe("numbers are shown as Excel shows them", () => {
  it("with decimals, thousands and percent, rounded as decimal numbers", () => {
    shows([
      ["0.00", 1324, "1324.00"], ["#,##0", 12345.6, "12,346"], ["#,##0.00", 1234567.891, "1,234,567.89"], ["0%", 0.25, "25%"], ["0.0%", 0.256, "25.6%"],
      ["0%", 0.285, "29%"], ["0.00", 1.005, "1.01"], ["0.00", 2.675, "2.68"], ["0", 0.5, "1"], ["0", 99.5, "100"], ["0.0", 9.96, "10.0"],
      ["000000", 353302, "353302"], ["0000", 7, "0007"], ["#", 0, ""], ["0.##", 1.5, "1.5"], ["0.##", 1, "1."], ["#,##0,", 12345678, "12,346"], ["0.00%", 1, "100.00%"],
    ]);
  });

  it("in General: eleven characters, else a power of ten", () => {
    shows([
      ["General", 1324, "1324"], ["General", 0.1 + 0.2, "0.3"], ["General", 1234.123456789, "1234.123457"], ["General", 12345678901, "12345678901"],
      ["General", 123456789012, "1.23457E+11"], ["General", 1e21, "1E+21"], ["General", 0.0001, "0.0001"], ["General", 0.00001, "0.00001"],
      ["General", 0.000012345678, "1.23457E-05"], ["General", -2.5, "-2.5"], ["General", 12345678901.5, "12345678902"], ["General", 0, "0"],
    ]);
  });

  it("with words and signs around them, in quotes or bare", () => {
    shows([
      ['0.00"万元"', 1324, "1324.00万元"], ['"≥"0%', 0.95, "≥95%"], ["≥0", 3, "≥3"], ["0人", 3, "3人"], ["#0个", 3, "3个"], ['General"元"', 5, "5元"], ["G/通用格式", 1234.5, "1234.5"],
      ["¥#,##0.00", 5, "¥5.00"], ["[$￥-804]#,##0.00", 5, "￥5.00"], ["_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ", 1324, "¥1,324.00"], ["0_ ", 5, "5"], ["0\\-00", 512, "5-12"],
    ]);
  });

  it("counted in 万 by the trick of a point that is only printed", () => {
    shows([['0!.0,"万元"', 12345678, "1234.6万元"], ['0"."0,"万元"', 12345678, "1234.6万元"], ['[>=10000]0!.0,"万";0', 123456, "12.3万"], ['[>=10000]0!.0,"万";0', 99, "99"]]);
  });

  it("by sections for negative numbers, zero and text", () => {
    shows([
      ["#,##0.00_);[Red](#,##0.00)", -12, "(12.00)"], ["0.00_ ;[Red]-0.00 ", -5.5, "-5.50"], ['_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 0, "-"], ["0;-0;;@", 0, ""], [";;;", 5, ""], ["0.0", -1.25, "-1.3"],
    ]);
    assert.equal(showText("三", '"第"@"项"'), "第三项");
    assert.equal(showText("三", '0;0;0;"第"@'), "第三");
  });

  it("in Chinese numerals", () => {
    shows([
      ["[DBNum1][$-804]General", 1234, "一千二百三十四"], ["[DBNum1]General", 12, "十二"], ["[DBNum2][$-804]G/通用格式", 10304, "壹万零叁佰零肆"], ["[DBNum1]0", 2024, "二〇二四"], ["[DBNum2]General", 100000000, "壹亿"],
    ]);
  });

  it("with exponents and fractions", () => {
    shows([["0.00E+00", 12345, "1.23E+04"], ["0.00E+00", 0.00099996, "1.00E-03"], ["##0.0E+0", 12345678, "12.3E+6"], ["# ?/?", 2.75, "2 3/4"], ["# ?/4", 0.5, "2/4"], ["?/?", 1.5, "3/2"]]);
  });

  it("as dates and times, also those of Chinese Excel", () => {
    shows([
      ["yyyy-mm-dd", 45292, "2024-01-01"], ['yyyy"年"m"月"d"日";@', 45292, "2024年1月1日"], ["yyyy.mm", 45292, "2024.01"], ["[$-F800]dddd, mmmm dd, yyyy", 45292, "2024年1月1日"], ["m/d/yy", 45292, "1/1/24"],
      ['[DBNum1][$-804]yyyy"年"m"月"d"日";@', 45646, "二〇二四年十二月二十日"], ["[$-804]aaaa;@", 45292, "星期一"], ["h:mm AM/PM", 0.75, "6:00 PM"], ['上午/下午h"时"mm"分"', 0.75, "下午6时00分"],
      ["[h]:mm", 1.5, "36:00"], ["yyyy-mm-dd hh:mm:ss", 45291.999999, "2024-01-01 00:00:00"], ["mmm-yy", 45292, "Jan-24"], ["yyyy-mm-dd", 60, "1900-02-29"], ["yyyy-mm-dd", 61, "1900-03-01"], ["yyyy-mm-dd", -1, "########"],
    ]);
  });

  it("by the number of a format alone, as Chinese Excel understands it", () => {
    const formats = [[14], [31], [57], [58], [43], [9]] as const;
    const rows = `<row r="1">${["A", "B", "C", "D"].map((column, nth) => number(`${column}1`, 45292, nth + 1)).join("")}${number("E1", 1324, 5)}${number("F1", 0.5, 6)}</row>`;
    assert.deepEqual(texts(readSpreadsheet(xlsx(rows, { formats }))), [["2024/1/1", "2024年1月1日", "2024年1月", "1月1日", "1,324.00", "50%"]]);
  });
});

describe("the stored number", () => {
  it("is kept where the cell shows another one: rounded, scaled or hidden", () => {
    const cases: [string, number, string | null][] = [
      ["1324.00", 1324, null], ["12,346", 12345.6, "12345.6"], ["25%", 0.25, null], ["26%", 0.256, "0.256"], ["12.5万", 125000, null], ["12.5万元", 125432, "125432"], ["(12.00)", -12, null], ["-12", -12, null], ["12", -12, "-12"],
      ["≥95", 95, null], ["0.3", 0.1 + 0.2, null], ["", 5, "5"], ["", 0, null], ["-", 0, null], ["0007", 7, null], ["1.23E+04", 12345, "12345"], ["1/2", 0.5, null],
    ];
    for (const [shown, value, stored] of cases) assert.equal(storedBehind(shown, value), stored, `${shown} for ${value}`);
  });

  it("is no matter for dates", () => {
    const rows = `<row r="1">${number("A1", 45292.5, 1)}${number("B1", 12.345, 2)}</row>`;
    assert.deepEqual(texts(readSpreadsheet(xlsx(rows, { formats: [[14], [2]] }))), [["2024/1/1", "12.35 (12.345)"]]);
  });

  it("is written in full and read again without loss", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e18, max: 1e18 }), (value) => {
        const decimal = decimalOf(value);
        assert.deepEqual(parsed(written(decimal)), decimal);
        assert.ok(Math.abs(Number(written(decimal)) - value) <= Math.abs(value) * 1e-14);
      }),
    );
  });

  it("is found by any format of decimals exactly when rounding loses figures", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.nat(4), fc.nat(4), (figures, decimals, shownDecimals) => {
        const value = Number(written({ ...decimalOf(figures), point: decimalOf(figures).digits === "" ? 0 : decimalOf(figures).point - decimals }));
        const code = shownDecimals === 0 ? "0" : `0.${"0".repeat(shownDecimals)}`;
        const lost = (figures / 10 ** Math.max(0, decimals - shownDecimals)) % 1 !== 0;
        assert.equal(storedBehind(showNumber(value, code, false).text, value) !== null, lost);
      }),
    );
  });
});
