import assert from "node:assert/strict";
import { test } from "node:test";
import { readTarget } from "../../src/declaration/read-target.ts";
import type { Declaration, Indicator } from "../../src/declaration/schema.ts";
import { besideLastYear, evaluationOf } from "../../src/workflow/last-year.ts";
import { isReached } from "../../src/workflow/reached.ts";
import { declaration, indicator } from "../store/made-up.ts";

const reached = (target: string, actual: string): boolean | null => isReached(readTarget(target), readTarget(actual), 2025);

test("reached or missed is said where the two figures decide it", () => {
  for (const [target, actual] of [["≥180人", "193人"], ["≥50%", "50%"], ["85%以上", "88.1%"], ["≤1400元/人·月", "1400元/人·月"], ["=0起", "0起"], ["600盏", "600盏"], ["≥12万张", "121500张"], ["80%~90%", "86%"]] as const) assert.equal(reached(target, actual), true, `${target} ${actual}`);
  for (const [target, actual] of [["≥50%", "46.3%"], ["≤4小时", "5小时"], ["≤80万元", "80.01万元"], ["=100%", "99.2%"], ["=0起", "1起"], [">90%", "89%"]] as const) assert.equal(reached(target, actual), false, `${target} ${actual}`);
});

test("days and time limits: kept, or missed by a day that is named", () => {
  for (const [target, actual] of [["11月底前", "11月28日"], ["2025年11月底前", "11月28日"], ["12月底前", "12月底前"], ["≤10个工作日", "8个工作日"], ["10日内", "10日内"]] as const) assert.equal(reached(target, actual), true, `${target} ${actual}`);
  assert.equal(reached("11月底前", "2025年12月3日"), false);
  assert.equal(reached("11月15日前", "11月"), null, "it may have been the first half of the month");
  assert.equal(reached("≤10个工作日", "12天"), null);
});

test("nothing is said where it is not exactly decided", () => {
  for (const [target, actual] of [["逐年增加", "逐年增加"], ["每季度不少于1次", "4次"], ["600盏", "590盏"], ["=12项", "14项"], ["≥180人", "约193人次"], ["≤80万元", "75元"], ["≥90%", "≥85%"], [">90%", "90%"], ["80%~90%", "95%"], ["≥90%", "满意"]] as const) assert.equal(reached(target, actual), null, `${target} ${actual}`);
  assert.equal(isReached(null, readTarget("3家"), 2025), null);
  assert.equal(isReached(readTarget("≥3家"), null, 2025), null);
});

const row = (name: string, target: string, parts: Partial<Indicator> = {}): Indicator => ({ ...indicator(name, target), target: readTarget(target), class: "output.quantity", ...parts });
const of = (year: number, ...indicators: Indicator[]): Declaration => ({ ...declaration("图书购置"), year, indicators });
const done = (name: string, target: string, actual: string): Indicator => row(name, target, { actual: readTarget(actual), level1: "产出指标（50分）" });
const told = (before: Declaration, after: Declaration, results: Declaration | null) => besideLastYear(before, after, results).map(({ then, now, result, reached: is }) => [now?.level3 ?? null, then?.target?.text ?? null, result?.actual?.text ?? null, is]);

test("what was reached stands at the row that bears its name, judged by the target of last year's table", () => {
  const before = of(2025, row("购置图书数量", "≥5000册"), row("图书合格率", "≥98%"), row("办证数量", "≥300张"));
  const after = of(2026, row("图书合格率", "≥98%"), row("购置图书数量", "≥5500册"), row("讲座场次", "≥12场"));
  const results = of(2025, done("图书 合格率", "≥95%", "96.5%"), done("购置图书数量", "≥5000册", "5210册"), done("讲座场次", "≥10场", "11场"), done("志愿者人数", "≥50人", "61人"));
  assert.deepEqual(told(before, after, results), [
    ["图书合格率", "≥98%", "96.5%", false],
    ["购置图书数量", "≥5000册", "5210册", true],
    ["讲座场次", null, "11场", true],
    [null, "≥300张", null, null],
    [null, null, "61人", true],
  ]);
  assert.deepEqual(told(before, after, null).map(([, , actual]) => actual), [null, null, null, null]);
});

test("a row that only stands at the same place is neither given the other's target nor its result", () => {
  const before = of(2025, row("购置图书数量", "≥5000册"));
  const after = of(2026, row("采购图书册数", "≥5500册"));
  assert.deepEqual(told(before, after, of(2025, done("订阅报刊份数", "≥20份", "22份"))), [["采购图书册数", null, null, null], [null, "≥5000册", null, null], [null, null, "22份", true]]);
});

test("of the whole it says the total and how much of the money was spent; full points alone are no total", () => {
  const extra = [{ label: "年度资金总额·执行率(B/A)", text: "97.7%" }, { label: "其中:当年财政拨款·执行率(B/A)", text: "90%" }, { label: "总分·分值", text: "100" }, { label: "总分", text: "96.4" }];
  assert.deepEqual(evaluationOf({ ...declaration("图书购置"), extra }), { total: "96.4", spent: "97.7%" });
  assert.deepEqual(evaluationOf({ ...declaration("图书购置"), extra: [{ label: "总分", text: "100" }] }), { total: null, spent: null });
});
