// Exact arithmetic on decimal texts, against whole numbers.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { add, distance, divide, isLess, isMore, isSame, isZero, multiply, subtract, sum } from "../../src/declaration/arithmetic.ts";

/** A decimal of up to 6 places as text, and in millionths. */
const decimals = fc.tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.nat({ max: 6 })).map(([digits, scale]) => {
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  const value = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
  return { text: digits < 0n ? `-${value}` : value, millionths: digits * 10n ** BigInt(6 - scale) };
});
const millionths = (text: string): bigint => {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(6, "0"));
};

test("sums and differences are exact, without superfluous zeros", () => {
  fc.assert(fc.property(decimals, decimals, (a, b) => {
    assert.equal(millionths(add(a.text, b.text)), a.millionths + b.millionths);
    assert.equal(millionths(subtract(a.text, b.text)), a.millionths - b.millionths);
    assert.match(add(a.text, b.text), /^-?\d+(\.\d*[1-9])?$/);
    assert.equal(distance(a.text, b.text), distance(b.text, a.text));
    assert.ok(!distance(a.text, b.text).startsWith("-"));
    assert.equal(isMore(a.text, b.text), a.millionths > b.millionths);
    assert.equal(isLess(a.text, b.text), a.millionths < b.millionths);
    assert.equal(isSame(a.text, b.text), a.millionths === b.millionths);
    assert.equal(isZero(subtract(a.text, a.text)), true);
    assert.deepEqual([isMore(a.text, a.text), isLess(a.text, a.text), isSame(a.text, a.text)], [false, false, true]);
  }));
  assert.equal(sum([]), "0");
  assert.equal(sum(["0.1", "0.2"]), "0.3");
  assert.equal(add("-0.5", "0.5"), "0");
  assert.equal(isZero("0.01"), false);
});

test("products are exact", () => {
  fc.assert(fc.property(decimals, decimals, (a, b) => {
    const product = multiply(a.text, b.text);
    const [whole = "0", fraction = ""] = product.split(".");
    assert.equal(BigInt(whole + fraction.padEnd(12, "0")), a.millionths * b.millionths);
  }));
});

test("a quotient is the nearest value of so many places", () => {
  fc.assert(fc.property(decimals, decimals.filter(({ millionths: by }) => by !== 0n), fc.nat({ max: 6 }), (a, b, places) => {
    const quotient = millionths(divide(a.text, b.text, places));
    // |a − q·b| is at most half of b in the last place.
    const rest = a.millionths * 10n ** 6n - quotient * b.millionths;
    const size = (value: bigint) => (value < 0n ? -value : value);
    assert.ok(size(rest) * 2n * 10n ** BigInt(places) <= size(b.millionths) * 10n ** 6n);
  }));
  assert.equal(divide("0", "-3", 2), "0");
});

test("quotients are rounded half up, away from zero", () => {
  assert.equal(divide("1", "3", 4), "0.3333");
  assert.equal(divide("2", "3", 4), "0.6667");
  assert.equal(divide("1", "8", 2), "0.13");
  assert.equal(divide("-1", "8", 2), "-0.13");
  assert.equal(divide("1", "-8", 2), "-0.13");
  assert.equal(divide("-1", "-8", 2), "0.13");
  assert.equal(divide("13240000.00", "10000", 6), "1324");
  assert.throws(() => divide("1", "0", 2), RangeError);
});
