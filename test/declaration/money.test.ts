import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { compareDecimals, decimal, shiftPoint } from "../../src/declaration/decimal.ts";
import { currencies, currencyPlaces, money } from "../../src/declaration/money.ts";

describe("money", () => {
  it("keeps 979.11 万元 and 9,791,106.31 元 apart", () => {
    const budget = money("979.11", "万元");
    const target = money("9,791,106.31元", "万元");
    assert.equal(budget.yuan, "9791100.00");
    assert.equal(target.yuan, "9791106.31");
    assert.ok(compareDecimals(budget.yuan ?? "", target.yuan ?? "") < 0);
  });

  it("takes the unit in the cell before that of the form, and none where neither is known", () => {
    assert.equal(money("14万元", "元").yuan, "140000.00");
    assert.equal(money("14,979,100", "元").yuan, "14979100.00");
    assert.equal(money("19400万", null).yuan, "194000000.00");
    assert.equal(money("186.32", null).yuan, null);
    assert.equal(money("见附件", "万元").yuan, null);
  });

  it("is exact for every amount of 万元 with any digits behind the point", () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.integer({ min: 0, max: 8 }), (digits, places) => {
      const text = digits.toString().padStart(places + 1, "0");
      const printed = places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
      const { yuan } = money(printed, "万元");
      assert.ok(yuan);
      assert.equal(compareDecimals(yuan, shiftPoint(decimal(printed) ?? "", 4)), 0);
      assert.equal(BigInt(shiftPoint(yuan, 8).replace(/\..*$/, "")), digits * 10n ** BigInt(12 - places));
    }));
  });

  it("knows every unit that forms print, in the form and in the cell", () => {
    const yuan: readonly (readonly [string, string])[] = [["元", "3.50"], ["百元", "350.00"], ["千元", "3500.00"], ["万元", "35000.00"], ["百万元", "3500000.00"], ["亿元", "350000000.00"]];
    assert.deepEqual(currencies, yuan.map(([unit]) => unit));
    for (const [unit, value] of yuan) {
      assert.deepEqual(money("3.5", unit), { text: "3.5", yuan: value });
      assert.deepEqual(money(`3.5${unit}`, "元"), { text: `3.5${unit}`, yuan: value });
      assert.equal(money("1", unit).yuan, money(`1${"0".repeat(currencyPlaces(unit))}`, "元").yuan);
    }
    assert.deepEqual([money("3.5", "美元").yuan, money("3.5亿", null).yuan, currencyPlaces("美元")], [null, "350000000.00", 0]);
  });

  it("reads an amount with the marks that people put around it, and keeps its text", () => {
    for (const text of ["￥1,200.00", "¥1200", "人民币1200元整", "１２００元", "1 200元", "0.12万元整", "12百元"]) assert.deepEqual(money(text, "元"), { text, yuan: "1200.00" });
    assert.equal(money("-3.5", "万元").yuan, "-35000.00");
    for (const text of ["约1200元", "1200元/人", "1200整", "元", "1200万人", "¥¥1200", "12人民币", "1200元元", "元1200", "1200¥", "1200人民币", "12元00"]) assert.equal(money(text, "元").yuan, null, text);
  });

  it("refuses thousands separators in wrong places", () => {
    assert.equal(decimal("1,00,000"), null);
    assert.equal(decimal("1,234.50"), "1234.50");
    assert.equal(decimal("-0.00"), "0.00");
    assert.equal(decimal("1e5"), null);
  });
});
