import assert from "node:assert/strict";
import { test } from "node:test";
import { samenessOf } from "../../src/review/sameness.ts";
import { documentOf, row } from "../../src/review/sketch.ts";

test("a unit's rows are counted once where they read the same, and the projects that share them are named", () => {
  const rows = [row("output.quality", "资金支付准确率", "≥98%"), row("output.quantity", "维护路灯盏数", "≥900盏")];
  const document = documentOf([
    { name: "路灯维护", unit: "市政局", rows },
    { name: "护栏更换", unit: "市政局", rows: [row("output.quality", "资金支付 准确率", "≥98%"), row("output.quantity", "更换护栏长度", "≥900米")] },
    { name: "造林", unit: "林业局", rows },
  ]);
  assert.deepEqual(samenessOf([document]), [{ unit: "市政局", projects: 2, rows: 4, distinct: 3, shared: [{ name: "资金支付准确率", target: "≥98%", projects: ["路灯维护", "护栏更换"] }] }]);
  assert.deepEqual(samenessOf([]), []);
});
