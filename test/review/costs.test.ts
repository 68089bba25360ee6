import assert from "node:assert/strict";
import { test } from "node:test";
import { Row } from "../../src/review/facts.ts";
import { isUnitCost, isWholeCost, yuanOf } from "../../src/review/costs.ts";
import { declarationOf, row } from "../../src/review/sketch.ts";

const rowOf = (name: string, target: string): Row => {
  const [indicator] = declarationOf({ name: "泵站大修", rows: [row("output.cost", name, target)] }).indicators;
  assert.ok(indicator);
  return new Row(indicator, 0);
};

test("a target is money only when it is one amount", () => {
  const told: readonly (readonly [string, string | null])[] = [["≤30万元", "300000.00"], ["3元", "3.00"], ["3千元", "3000.00"], ["3百万元", "3000000.00"], ["3亿元", "300000000.00"], ["3元/人", null], ["3美元", null], ["30", null], ["30%", null], ["3–5万元", null], ["节约", null]];
  for (const [target, yuan] of told) assert.equal(yuanOf(rowOf("成本", target)), yuan, target);
});

test("costs per piece, person or time are no parts of the budget", () => {
  for (const [name, target] of [["采购单价", "3元"], ["人均成本", "3元"], ["每盏灯成本", "3元"], ["补助标准", "3元"], ["成本（元/盏）", "3"], ["成本", "3元/盏"], ["成本", "3元／盏"], ["成本", "3元每盏"], ["成本", "每月3元"], ["成本", "月均3元"], ["成本", "年均3元"]] as const) assert.ok(isUnitCost(rowOf(name, target)), name + target);
  for (const [name, target] of [["设备成本", "3元"], ["设备成本", "≤3万元"], ["设备成本", "均3元"]] as const) assert.ok(!isUnitCost(rowOf(name, target)), name + target);
});

test("names of the whole cost", () => {
  for (const name of ["项目总成本", "预算控制数", "成本控制", "预算金额", "资金总投入", "经济成本"]) assert.ok(isWholeCost(rowOf(name, "3元")), name);
  for (const name of ["设备成本", "经济成本分析", "预算编制费"]) assert.ok(!isWholeCost(rowOf(name, "3元")), name);
});
