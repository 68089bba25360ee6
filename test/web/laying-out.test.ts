import assert from "node:assert/strict";
import { test } from "node:test";
import type { Declaration, Indicator } from "../../src/declaration/schema.ts";
import { place } from "../../src/place.ts";
import { mergedWith, rowSpans } from "../../src/web/declarations/levels.ts";
import { amountText, yuanText } from "../../src/web/declarations/money.ts";
import { covers, pathAt, placesOf } from "../../src/web/declarations/paths.ts";
import { listSearch } from "../../src/web/declarations/search.ts";
import { durationWords, targetWords } from "../../src/web/declarations/target.ts";
import { nameOfPath } from "../../src/web/declarations/words.ts";
import { chunksOf, linesOf, piecesOf } from "../../src/web/documents/chunks.ts";

function indicator(level1: string | null, level2: string | null, level3: string): Indicator {
  const rest = { level4: null, class: null, description: null, target: null, unit: null, basis: null, weight: null, actual: null, score: null };
  return { scope: "annual", level1, level2, level3, ...rest };
}

test("a level is merged only within the level to its left, and never when it was lost", () => {
  const rows = [
    indicator("产出指标", "满意度指标", "甲"),
    indicator("满意度指标", "满意度指标", "乙"),
    indicator("满意度指标", "满意度指标", "乙"),
    indicator(null, null, "丙"),
    indicator(null, null, "丁"),
  ].map((each, index) => ({ index, indicator: each }));
  const spans = rowSpans(rows, ["level1", "level2", "level3"]);
  assert.deepEqual(spans.get("level1"), [1, 2, 0, 1, 1]);
  assert.deepEqual(spans.get("level2"), [1, 2, 0, 1, 1]);
  assert.equal(spans.get("level3"), undefined);
});

test("a merged cell stands for the rows that it covers, of its own table only", () => {
  const indicators = [
    indicator("产出指标", "数量指标", "甲"),
    { ...indicator("产出指标", "数量指标", "乙"), scope: "longTerm" as const },
    indicator("产出指标", "质量指标", "丙"),
    indicator("效益指标", "社会效益指标", "丁"),
  ];
  const declaration = { indicators, printed: { fields: [], columns: ["level1", "level2", "level3"] } } as unknown as Declaration;
  assert.deepEqual(mergedWith(declaration, "indicators[2].level1"), ["indicators[0].level1", "indicators[2].level1"]);
  assert.deepEqual(mergedWith(declaration, "indicators[1].level1"), ["indicators[1].level1"]);
  assert.deepEqual(mergedWith(declaration, "indicators[2].level3"), ["indicators[2].level3"]);
  assert.deepEqual(mergedWith(declaration, "project.name"), ["project.name"]);
});

test("every character of a text stands in exactly one line or line end, whatever the line ends are", () => {
  const text = "一\r\n二\n\n三\r四";
  assert.deepEqual(linesOf(text).map(({ from, to }) => text.slice(from, to)), ["一", "二", "", "三", "四"]);
  assert.deepEqual(linesOf(text).map(({ number }) => number), [1, 2, 3, 4, 5]);
});

test("chunks hold all lines in order and none of them is long", () => {
  const text = Array.from({ length: 5_000 }, (_, index) => `第${index}行`).join("\n");
  const chunks = chunksOf(text);
  assert.equal(chunks.flatMap(({ lines }) => lines).length, 5_000);
  assert.ok(chunks.every(({ lines }) => lines.length <= 60));
});

test("pieces of a line put together are the line, and the strongest mark shows", () => {
  const pieces = piecesOf({ from: 10, to: 30 }, [
    { from: 5, to: 20, kind: "read" },
    { from: 12, to: 15, kind: "selected" },
    { from: 14, to: 18, kind: "doubt" },
    { from: 40, to: 50, kind: "read" },
  ]);
  assert.deepEqual(pieces, [
    { from: 10, to: 12, kind: "read" },
    { from: 12, to: 15, kind: "selected" },
    { from: 15, to: 18, kind: "doubt" },
    { from: 18, to: 20, kind: "read" },
    { from: 20, to: 30, kind: null },
  ]);
});

test("a path covers what lies below it and nothing that merely begins alike", () => {
  assert.ok(covers("indicators[1]", "indicators[1].target"));
  assert.ok(covers("unit", "unit.name"));
  assert.ok(!covers("indicators[1]", "indicators[12]"));
  assert.ok(!covers("project.name", "project"));
});

test("a value without a place of its own takes those below it, else the nearest above", () => {
  const at = (from: number, to: number) => [place({ line: 1, from, to })];
  const places: Declaration["places"] = { "unit.name": at(2, 8), "unit.code": at(0, 2), "indicators[0]": at(10, 30), "indicators[0].target": at(20, 25) };
  const declaration = { places } as Declaration;
  assert.deepEqual(placesOf(declaration, "unit").map(({ from }) => from), [2, 0]);
  assert.deepEqual(placesOf(declaration, "indicators[0].level1").map(({ from }) => from), [10]);
  assert.deepEqual(placesOf(declaration, "notes"), []);
  assert.equal(pathAt(declaration, 21), "indicators[0].target");
  assert.equal(pathAt(declaration, 12), "indicators[0]");
  assert.equal(pathAt(declaration, 9), null);
});

test("targets are told in words", () => {
  const number = { text: "", kind: "number", value: "95", unit: "%", period: null } as const;
  assert.equal(targetWords({ ...number, comparator: "≥" }), "数值 ≥ 95 %");
  assert.equal(targetWords({ ...number, comparator: null, unit: "次", period: "month" }), "数值 95 次 （每月）");
  assert.equal(targetWords({ text: "", kind: "date", comparator: "≤", value: "2024-06-30" }), "日期 ≤ 2024-06-30");
  assert.equal(targetWords({ text: "", kind: "date", comparator: "≤", value: "YEAR-12-31" }), "日期 ≤ 预算年度 12-31");
  assert.equal(targetWords({ text: "", kind: "range", from: "90", to: "95", unit: "%", period: null }), "区间 90–95 %");
  assert.equal(targetWords({ text: "", kind: "duration", comparator: "≤", value: "PT3H", parts: [] }), "时限 ≤ 3小时");
  assert.equal(targetWords({ text: "", kind: "text" }), "定性描述");
});

test("durations keep months and minutes apart", () => {
  assert.equal(durationWords("PT1H30M"), "1小时30分钟");
  assert.equal(durationWords("P6M"), "6个月");
  assert.equal(durationWords("P1Y2M3DT4H"), "1年2个月3天4小时");
  assert.equal(durationWords("P2W"), "2周");
});

test("amounts are shown as printed, with the form's unit unless they have their own", () => {
  assert.equal(amountText({ text: "1324.00", yuan: "13240000.00" }, "万元"), "1324.00 万元");
  assert.equal(amountText({ text: "14万元", yuan: "140000.00" }, "万元"), "14万元");
  assert.equal(amountText({ text: "6,482,000", yuan: null }, null), "6,482,000");
  assert.equal(yuanText({ text: "", yuan: "9007199254740993.10" }), "9,007,199,254,740,993.10 元");
  assert.equal(yuanText({ text: "", yuan: null }), null);
});

test("paths are named as people say them", () => {
  assert.equal(nameOfPath("indicators[3].target"), "绩效指标第4行 · 指标值");
  assert.equal(nameOfPath("goals[0].text"), "绩效目标 1");
  assert.equal(nameOfPath("funding.fiscal"), "其中：财政资金");
  assert.equal(nameOfPath(""), "整张目标表");
});

test("an address that asks for nonsense shows the whole list", () => {
  assert.deepEqual(listSearch({ year: "abc", form: "mars", text: "  ", document: "x" }), {});
  assert.deepEqual(listSearch({ year: 2024, form: "ezhou", text: " 养老 ", unit: "中心" }), { year: 2024, form: "ezhou", text: "养老", unit: "中心" });
});
