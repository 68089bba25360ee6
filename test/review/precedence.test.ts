import assert from "node:assert/strict";
import { test } from "node:test";
import { hiddenBy } from "../../src/review/precedence.ts";
import type { Finding } from "../../src/review/rule.ts";

const finding = (rule: string, path: string): Finding => ({ rule, path, severity: "error", document: 0, declaration: 0, project: null, at: null, message: "问题", fix: "修改", policy: "财预〔2021〕101号", patch: null, figures: {} });
/** The rules that are hidden, each with the one that hides it. */
const hidden = (...findings: readonly (readonly [rule: string, path: string])[]) => [...hiddenBy(findings.map(([rule, path]) => finding(rule, path)))].map(([{ rule }, by]) => `${rule} by ${by}`);

test("one cell has one root cause", () => {
  for (const [by, rules] of [["APP-01", ["APP-04", "APP-09"]], ["APP-02", ["APP-07", "APP-09"]], ["APP-03", ["APP-06", "APP-09"]], ["CONS-02", ["CONS-05"]]] as const) {
    for (const rule of rules) {
      assert.deepEqual(hidden([by, "indicators[3].target"], [rule, "indicators[3].level3"]), [`${rule} by ${by}`]);
      assert.deepEqual(hidden([rule, "indicators[3]"], [by, "indicators[3].target"]), [`${rule} by ${by}`], "in whatever order");
    }
  }
});

test("other rows and other rules are not hidden", () => {
  assert.deepEqual(hidden(["APP-01", "indicators[3].target"], ["APP-09", "indicators[4].target"], ["APP-10", "indicators[3].target"]), []);
  assert.deepEqual(hidden(["APP-01", "indicators[12].target"], ["APP-09", "indicators[13].target"]), []);
  assert.deepEqual(hidden(["APP-04", "indicators[3]"], ["APP-09", "indicators[3]"]), []);
});

test("what is found of a table as a whole is hidden by comparisons of its tables only", () => {
  assert.deepEqual(hidden(["CONS-02", "indicators[3].target"], ["CONS-05", "indicators"]), ["CONS-05 by CONS-02"]);
  assert.deepEqual(hidden(["CONS-02", "indicators"], ["CONS-05", "indicators[3]"]), ["CONS-05 by CONS-02"]);
  assert.deepEqual(hidden(["APP-01", "goals[0]"], ["APP-09", "indicators[3]"]), []);
  assert.deepEqual(hidden(["APP-01", "x.indicators[3]"], ["APP-09", "x.indicators[3]"]), []);
});
