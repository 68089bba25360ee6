import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { compareDecimals, decimal, shiftPoint } from "../../src/declaration/decimal.ts";
import { money } from "../../src/declaration/money.ts";

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

  it("refuses thousands separators in wrong places", () => {
    assert.equal(decimal("1,00,000"), null);
    assert.equal(decimal("1,234.50"), "1234.50");
    assert.equal(decimal("-0.00"), "0.00");
    assert.equal(decimal("1e5"), null);
  });
});
