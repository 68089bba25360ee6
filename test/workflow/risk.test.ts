import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compareRisk, type RiskFigures, riskGrounds } from "../../src/workflow/risk.ts";

const today = "2026-11-21";
const table = (id: string, told: Partial<RiskFigures> = {}): RiskFigures => ({ id, findings: { errors: 0, warnings: 0 }, yuan: "800000", lastYuan: null, deadline: null, ...told });
const ordered = (...tables: RiskFigures[]): string[] => tables.toSorted((one, other) => compareRisk(one, other, today)).map(({ id }) => id);

test("errors come before warnings, warnings before money, money before what is overdue, that before a jump against last year", () => {
  assert.deepEqual(
    ordered(
      table("plain"),
      table("jumped", { lastYuan: "400000" }),
      table("overdue", { deadline: "2026-11-20" }),
      table("large", { yuan: "5000000" }),
      table("warned", { findings: { errors: 0, warnings: 1 } }),
      table("wrong", { findings: { errors: 1, warnings: 0 } }),
      table("more wrong", { findings: { errors: 3, warnings: 0 } }),
    ),
    ["more wrong", "wrong", "warned", "large", "overdue", "jumped", "plain"],
  );
});

test("amounts of one band count as equally large: what is overdue stands before a few more yuan", () => {
  assert.deepEqual(ordered(table("larger", { yuan: "4900000" }), table("overdue", { yuan: "1000000", deadline: "2026-11-20" })), ["overdue", "larger"]);
  assert.deepEqual(ordered(table("larger", { yuan: "5000000" }), table("overdue", { yuan: "4999999.99", deadline: "2026-11-20" })), ["larger", "overdue"]);
});

test("what is alike: due first, then the larger amount, then the older", () => {
  assert.deepEqual(ordered(table("a"), table("b", { yuan: "900000" }), table("c", { deadline: "2026-12-01" }), table("d", { deadline: "2026-11-25" }), table("e", { yuan: null })), ["d", "c", "b", "a", "e"]);
});

test("a table says why it stands where it stands, in the order in which it counts", () => {
  const words = (told: Partial<RiskFigures>): string[] => riskGrounds(table("a", told), today).map(({ zh }) => zh);
  assert.deepEqual(words({ findings: { errors: 2, warnings: 1 }, yuan: "12000000", lastYuan: "8000000", deadline: "2026-11-19" }), ["必须修改 2", "应修改或说明 1", "金额 1000 万元以上", "已逾期", "比上年增加 50%"]);
  assert.deepEqual(words({ lastYuan: "1600000" }), ["比上年减少 50%"]);
  assert.deepEqual(words({ lastYuan: "800000", deadline: today }), []);
  assert.deepEqual(words({ yuan: "1300000.00", lastYuan: "1000000" }), ["金额 100 万元以上", "比上年增加 30%"]);
  assert.deepEqual(words({ yuan: "1299999.99", lastYuan: "1000000" }), ["金额 100 万元以上"]);
  assert.deepEqual(words({ lastYuan: "0" }), []);
  assert.deepEqual(words({ findings: null }), ["问题正在统计"]);
});

test("the order is one: whatever is compared with whatever", () => {
  const figures = fc.record({
    id: fc.constantFrom("a", "b", "c", "d"), findings: fc.option(fc.record({ errors: fc.nat(2), warnings: fc.nat(2) }), { nil: null }), yuan: fc.constantFrom(null, "1", "1000000", "9000000.5"),
    lastYuan: fc.constantFrom(null, "0", "1", "2000000"), deadline: fc.constantFrom(null, "2026-11-20", "2026-11-21", "2026-12-01"),
  });
  fc.assert(
    fc.property(figures, figures, figures, (one, two, three) => {
      const sign = (a: RiskFigures, b: RiskFigures): number => Math.sign(compareRisk(a, b, today));
      assert.equal(sign(one, two) + sign(two, one), 0);
      if (sign(one, two) <= 0 && sign(two, three) <= 0) assert.ok(sign(one, three) <= 0);
    }),
  );
});
