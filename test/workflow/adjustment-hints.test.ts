import assert from "node:assert/strict";
import { test } from "node:test";
import { money } from "../../src/declaration/money.ts";
import { readTarget } from "../../src/declaration/read-target.ts";
import type { Declaration } from "../../src/declaration/schema.ts";
import { adjustmentHints, isLower } from "../../src/workflow/adjustment-hints.ts";
import { sound } from "../store/made-up-goals.ts";

const before = sound("图书购置", { year: 2025 });
const early = "2025-05-20";
const withTarget = (at: number, text: string): Declaration => ({ ...before, indicators: before.indicators.map((row, index) => (index === at ? { ...row, target: readTarget(text) } : row)) });
const kindsOf = (after: Declaration, day = early, asked: Parameters<typeof adjustmentHints>[3] = []): string[] => adjustmentHints(before, after, day, asked).map(({ kind }) => kind);

test("less promised is told: less of what is to be reached, more of what may be spent; more promised is not", () => {
  assert.deepEqual(kindsOf(withTarget(1, "≥4000册")), ["lowered"]);
  assert.deepEqual(kindsOf(withTarget(0, "≤90万元")), ["lowered"]);
  assert.deepEqual(kindsOf(withTarget(1, "≥6000册")), []);
  assert.deepEqual(kindsOf(withTarget(0, "≤70万元")), []);
  const [hint] = adjustmentHints(before, withTarget(1, "≥4000册"), early, []);
  assert.match(hint?.message ?? "", /购置图书数量.*≥5000册 → ≥4000册/);
  assert.match(hint?.source ?? "", /88号第二十八条/);
});

test("what cannot be compared is not called lower: another unit, words, a day", () => {
  assert.equal(isLower(readTarget("≥5000册"), readTarget("≥4000套")), false);
  assert.equal(isLower(readTarget("≥5000册"), readTarget("较上年提高")), false);
  assert.equal(isLower(readTarget("2025年11月底前"), readTarget("2025年12月底前")), false);
});

test("an indicator that is taken away is told, one that is added is not", () => {
  assert.deepEqual(kindsOf({ ...before, indicators: before.indicators.slice(0, -1) }), ["removed"]);
  const [first] = before.indicators;
  assert.ok(first);
  assert.deepEqual(kindsOf({ ...before, indicators: [...before.indicators, { ...first, level3: "图书分编成本", target: readTarget("≤3万元") }] }), []);
});

test("another budget is told, since the budget's own adjustment belongs to it", () => {
  assert.deepEqual(kindsOf({ ...before, funding: { ...before.funding, total: money("70", "万元") } }), ["money"]);
});

test("an adjustment comes late in the last quarter of its year, and when the year is over", () => {
  assert.deepEqual([kindsOf(before, "2025-09-30"), kindsOf(before, "2025-10-01"), kindsOf(before, "2026-01-05"), kindsOf(before, "2024-12-31")], [[], ["late"], ["late"], []]);
});

test("what was remarked on before the approval and is changed now is told, wherever its row stands by now", () => {
  const [cost, amount, ...rest] = before.indicators;
  assert.ok(cost && amount);
  // When it was returned the rows stood the other way round.
  const content = { ...before, indicators: [amount, cost, ...rest] };
  const asked = [{ path: "indicators[0].target", text: "请提高册数", content }];
  const [hint] = adjustmentHints(before, withTarget(1, "≥6000册"), early, asked);
  assert.deepEqual([hint?.kind, hint?.path], ["asked", "indicators[1]"]);
  assert.match(hint?.message ?? "", /购置图书数量.*请提高册数/);
  assert.deepEqual(kindsOf(withTarget(2, "≥99%"), early, asked), [], "another row was not asked about");
  assert.deepEqual(kindsOf(before, early, [{ path: null, text: "附测算", content }]), []);
});
