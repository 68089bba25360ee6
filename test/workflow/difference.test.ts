import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { money } from "../../src/declaration/money.ts";
import { readTarget } from "../../src/declaration/read-target.ts";
import type { Declaration, Indicator } from "../../src/declaration/schema.ts";
import { differenceOf, inWords, isSameSubstance, substanceOf, withChanges } from "../../src/workflow/difference.ts";
import { declaration, indicator } from "../store/made-up.ts";

const text = fc.constantFrom("甲", "乙", "丙", "丁", "图书", "讲座");
const row = fc.record({ name: text, target: fc.constantFrom("≥1个", "≥2个", "良好"), scope: fc.constantFrom("annual" as const, "longTerm" as const), class: fc.constantFrom("output.quantity" as const, "output.quality" as const, null), weight: fc.option(fc.constantFrom("10", "20"), { nil: null }) }).map(
  ({ name, target, scope, class: own, weight }): Indicator => ({ ...indicator(name, target), scope, class: own, target: readTarget(target), weight: weight === null ? null : { text: weight, value: weight } }),
);
const table = fc
  .record({
    name: text, notes: fc.option(text, { nil: null }), total: fc.constantFrom("1", "2"), currency: fc.constantFrom("元", "万元"), rows: fc.array(row, { maxLength: 7 }),
    goals: fc.array(fc.record({ scope: fc.constantFrom("annual" as const, "overall" as const), text }), { maxLength: 3 }), extra: fc.array(fc.record({ label: text, text }), { maxLength: 3 }),
    plan: fc.array(fc.record({ by: text, percent: fc.constant({ text: "25%", value: "25" }) }), { maxLength: 3 }),
  })
  .map(({ name, notes, total, currency, rows, goals, extra, plan }): Declaration => {
    const made = declaration(name);
    // fast-check makes objects without a prototype now and then; JSON has none such.
    return structuredClone({ ...made, notes, funding: { ...made.funding, currency, total: money(total, currency) }, indicators: rows, goals, extra, spendingPlan: plan });
  });

test("a table differs from itself in nothing, whatever order its keys came in", () => {
  const shuffled = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(shuffled) : typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).reverse().map(([key, part]) => [key, shuffled(part)])) : value;
  fc.assert(fc.property(table, (one) => isSameSubstance(one, structuredClone(one)) && isSameSubstance(one, shuffled(one) as Declaration)), { numRuns: 300 });
});

test("the difference carried out on the one gives the other", () => {
  fc.assert(fc.property(table, table, (one, other) => assert.deepEqual(substanceOf(withChanges(one, differenceOf(one, other))), substanceOf(other))), { numRuns: 1_000 });
});

test("there are words for every change, and a changed value never reads the same before and after", () => {
  fc.assert(
    fc.property(table, table, (one, other) => {
      for (const { kind, label, before, after } of inWords(differenceOf(one, other), one, other)) {
        assert.notEqual(label, "");
        if (kind === "changed") assert.notEqual(before, after);
      }
    }),
    { numRuns: 500 },
  );
});

test("a row that was moved and changed is followed by its name", () => {
  const one = declaration("馆", { indicators: [indicator("甲", "≥1个"), indicator("乙", "≥2个"), indicator("丙", "≥3个")] });
  const other = declaration("馆", { indicators: [indicator("丙", "≥30个"), indicator("甲", "≥1个"), indicator("乙", "≥2个"), indicator("丁", "≥4个")] });
  assert.deepEqual(
    inWords(differenceOf(one, other), one, other).map(({ kind, label, item, from, before, after }) => [kind, label, item, from, before, after]),
    [
      ["moved", "绩效指标第1行", "丙", "indicators[2]", null, null],
      ["changed", "绩效指标第1行 · 指标值", "丙", "indicators[2].target", "≥3个", "≥30个"],
      ["added", "绩效指标第4行", "丁", null, null, "年度 · 产出指标 · 数量指标 · 丁 · ≥4个"],
    ],
  );
});

test("the same number in another unit of money is told with what it means", () => {
  const in_ = (currency: string): Declaration => ({ ...declaration("馆"), funding: { ...declaration("馆").funding, currency, total: money("5", currency) } });
  assert.deepEqual(
    inWords(differenceOf(in_("元"), in_("万元")), in_("元"), in_("万元")).map(({ path, before, after }) => [path, before, after]),
    [["funding.currency", "元", "万元"], ["funding.total", "5（5.00元）", "5（50000.00元）"]],
  );
});
