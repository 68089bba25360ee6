// Exact decimals as text: what is read, moving the point, comparing.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compareDecimals, decimal, DecimalText, digitsOf, scaleOf, shiftDown, shiftPoint } from "../../src/declaration/decimal.ts";

/** Digits with a point somewhere: −1204, 2 is −12.04. */
const value = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat({ max: 8 }));
const written = (digits: bigint, scale: number): string => {
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  return `${digits < 0n ? "-" : ""}${scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`}`;
};

test("a printed number is read with all its digits, and nothing else is a number", () => {
  const told: readonly (readonly [string, string | null])[] = [
    ["1324.00", "1324.00"], ["1,324.00", "1324.00"], ["1，324，500", "1324500"], ["007", "7"], ["0", "0"], ["00.50", "0.50"], [".5", "0.5"], ["-.5", "-0.5"], ["−3", "-3"], ["+3", "3"], ["-0.00", "0.00"], ["-0", "0"], ["-10", "-10"], ["000,123", "123"],
    ["", null], ["-", null], [".", null], ["5.", null], ["1,00,000", null], ["1234,567", null], [",123", null], ["1,2345", null], ["1.2.3", null], ["1e5", null], ["--1", null], [" 1", null], ["1 ", null], ["约1", null], ["1元", null], ["１", null],
  ];
  for (const [text, want] of told) assert.equal(decimal(text), want, text);
});

test("whatever is written as a decimal is read as itself and fits the schema", () => {
  fc.assert(fc.property(value, ([digits, scale]) => {
    const text = written(digits, scale);
    assert.equal(decimal(text), text);
    assert.ok(DecimalText.safeParse(text).success);
    assert.deepEqual([scaleOf(text), digitsOf(text, scale), digitsOf(text, scale + 2)], [scale, digits, digits * 100n]);
  }));
  for (const text of ["1e5", "1,000", ".5", "5.", "+1", " 1", "1 ", "x1", ""]) assert.ok(!DecimalText.safeParse(text).success, text);
});

test("moving the point multiplies and divides exactly, with no superfluous zeros", () => {
  fc.assert(fc.property(value, fc.nat({ max: 9 }), fc.nat({ max: 3 }), ([digits, scale], power, atLeast) => {
    const text = written(digits, scale);
    for (const [moved, places] of [[shiftPoint(text, power, atLeast), power], [shiftDown(text, power, atLeast), -power]] as const) {
      assert.equal(digitsOf(moved, 40), digits * 10n ** BigInt(40 + places - scale));
      assert.match(moved, /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/);
      assert.ok(scaleOf(moved) === atLeast || (scaleOf(moved) > atLeast && !moved.endsWith("0")), moved);
    }
  }));
  assert.deepEqual([shiftPoint("0.05", 1), shiftPoint("12.3400", 0), shiftPoint("3", 4, 2), shiftDown("5", 3), shiftDown("1200", 2), shiftDown("-12.5", 1)], ["0.5", "12.34", "30000.00", "0.005", "12", "-1.25"]);
});

test("decimals are compared by their value", () => {
  fc.assert(fc.property(value, value, ([a, m], [b, n]) => {
    const [left, right] = [a * 10n ** BigInt(8 - m), b * 10n ** BigInt(8 - n)];
    assert.equal(compareDecimals(written(a, m), written(b, n)), left < right ? -1 : left > right ? 1 : 0);
  }));
  assert.deepEqual([compareDecimals("1.50", "1.5"), compareDecimals("-1", "-1.01"), compareDecimals("9", "10")], [0, 1, -1]);
});
