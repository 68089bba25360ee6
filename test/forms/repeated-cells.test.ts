// Converters write the text of a merged cell into every place that it covers: the copies are the cell and nothing more.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readDocument } from "../../src/index.ts";

const read = async (lines: readonly string[]) => await readDocument(new TextEncoder().encode(lines.join("\n")), "试.md");
const copies = (text: string) => `| ${[text, text, text, text].join(" | ")} |`;
const head = ["| 项目名称 | 试点项目 | 试点项目 | 试点项目 |", "|---|---|---|---|"];
const columns = "| 一级指标 | 二级指标 | 三级指标 | 指标值 |";

test("a heading across an indicator table, printed in each of its columns, gives the scope of the rows below", async () => {
  const row = (value: string) => `| 产出指标 | 数量指标 | 新增图书数量 | ${value} |`;
  const { declarations } = await read([...head, copies("长期绩效指标"), columns, row("≥6册"), copies("年度绩效指标"), columns, row("≥2册")]);
  assert.deepEqual(declarations[0]?.indicators.map(({ scope, target }) => [scope, target?.text]), [["longTerm", "≥6册"], ["annual", "≥2册"]]);
});

test("prose that is printed in all the columns it covers stands there once", async () => {
  const prose = "用于县图书馆免费开放，购置图书两千册。";
  const { declarations, problems } = await read([...head, `| 资金用途 | ${prose} | ${prose} | ${prose} |`, columns, "| 产出指标 | 数量指标 | 新增图书数量 | ≥2册 |"]);
  assert.equal(declarations[0]?.funding.purpose, prose);
  assert.deepEqual(problems.filter(({ code }) => code === "READ-03"), []);
});

test("a label beside two rows, printed in both, does not push the amounts of a spending plan aside", async () => {
  const { declarations } = await read([
    "| 项目名称 | 试点项目 | 试点项目 | 试点项目 | 试点项目 |", "|---|---|---|---|---|",
    "| 资金支出计划（累计%） | 3月底 | 6月底 | 9月底 | 12月底 |", "| 资金支出计划（累计%） | 20 | 50 | 80 | 100 |",
    "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 备注 |", "| 产出指标 | 数量指标 | 新增图书数量 | ≥2册 |  |",
  ]);
  assert.deepEqual(declarations[0]?.spendingPlan.map(({ by, percent }) => [by, percent.value]), [["3月底", "20"], ["6月底", "50"], ["9月底", "80"], ["12月底", "100"]]);
});

test("a period of a spending plan that covers several columns is one period", async () => {
  const { declarations } = await read([
    "| 项目名称 | 试点项目 | 试点项目 | 试点项目 | 试点项目 |", "|---|---|---|---|---|",
    "| 3月底 | 6月底 | 9月底 | 12月底 | 12月底 |", "| 0% | 0% | 0% | 100% | 100% |",
    "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 备注 |", "| 产出指标 | 数量指标 | 新增图书数量 | ≥2册 |  |",
  ]);
  assert.deepEqual(declarations[0]?.spendingPlan.map(({ by, percent }) => [by, percent.value]), [["3月底", "0"], ["6月底", "0"], ["9月底", "0"], ["12月底", "100"]]);
});
