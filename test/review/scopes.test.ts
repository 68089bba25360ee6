import assert from "node:assert/strict";
import { test } from "node:test";
import { Collection } from "../../src/review/collection.ts";
import { plainUnit, plainValue, runsOverYears, scopesOf } from "../../src/review/scopes.ts";
import { documentOf, row, type Sketch } from "../../src/review/sketch.ts";

const factsOf = (sketch: Partial<Sketch>) => {
  const [facts] = new Collection([documentOf([{ name: "道路绿化", ...sketch }])]).declarations;
  assert.ok(facts);
  return facts;
};
const quantity = (name: string | null) => row("output.quantity", name, "≥1株");
const long = (name: string | null, cls: "output.quantity" | "output.quality" = "output.quantity") => row(cls, name, "≥1株", { scope: "longTerm" });
const matched = (...rows: NonNullable<Sketch["rows"]>) => {
  const scopes = scopesOf(factsOf({ rows }));
  return scopes && [scopes.pairs.map((pair) => [pair.long.index, pair.annual.index]), scopes.onlyLong.map(({ index }) => index), scopes.onlyAnnual.map(({ index }) => index)];
};

test("rows of both tables are matched by class and name, in the order of the annual table", () => {
  assert.deepEqual(matched(long("苗木数量"), long("草坪面积"), quantity("草坪面积"), quantity("苗木数量"), quantity("花卉数量")), [[[1, 2], [0, 3]], [], [4]]);
  assert.deepEqual(matched(long("苗木数量", "output.quality"), quantity("苗木数量")), [[], [0], [1]]);
  assert.deepEqual(matched(long("苗木数量"), long("苗木数量"), quantity("苗木数量")), [[[0, 2]], [1], []]);
});

test("a slip of the pen in a long name is no other name, and the exact name goes before it", () => {
  const [exact, slip] = ["城区主要道路两侧苗木数量", "城区主要道路二侧苗木数量"];
  assert.deepEqual(matched(long(slip), quantity(exact)), [[[0, 1]], [], []]);
  assert.deepEqual(matched(long(slip), long(exact), quantity(exact)), [[[1, 2]], [0], []]);
  assert.deepEqual(matched(long("道路两侧苗木栽植总数"), quantity("道路两侧苗木栽植数")), [[[0, 1]], [], []]);
  assert.deepEqual(matched(long("甲乙丙丁戊己庚辛壬癸"), quantity("甲乙丙丁戊己庚辛壬子")), [[[0, 1]], [], []], "nine of ten");
  assert.deepEqual(matched(long("甲乙丙丁戊己庚辛壬"), quantity("甲乙丙丁戊己庚辛子")), [[], [0], [1]], "eight of nine");
  assert.deepEqual(matched(long("城区主要道路两侧苗木的栽植总数量达到"), quantity("城区主要道路两侧苗木的栽植总数量")), [[], [0], [1]], "two more of sixteen");
  assert.deepEqual(matched(long("城区主要道路和乡村公路两侧苗木的栽植总数量之和"), quantity("城区主要道路和乡村公路两侧苗木的栽植总数量")), [[[0, 1]], [], []], "two more of twenty");
});

test("a form with one table, or with nothing named in one of them, has nothing to match", () => {
  assert.equal(matched(quantity("苗木数量")), null);
  assert.equal(matched(long("苗木数量")), null);
  assert.equal(matched(long(null), quantity("苗木数量")), null);
  assert.equal(matched(long("苗木数量"), quantity(null)), null);
  assert.deepEqual(matched(long(null), long("苗木数量"), quantity(null), quantity("苗木数量")), [[[1, 3]], [], []]);
});

test("the same rows are matched once for all rules", () => {
  const facts = factsOf({ rows: [long("苗木数量"), quantity("苗木数量")] });
  assert.equal(scopesOf(facts), scopesOf(facts));
});

test("a project runs over years when its first and last day lie in two", () => {
  const runs = (start?: string, end?: string) => runsOverYears(factsOf({ ...(start ? { start } : {}), ...(end ? { end } : {}) }));
  assert.deepEqual([runs("2024年1月", "2025年12月"), runs("2025.1", "2025.12"), runs("2025"), runs(undefined, "2025"), runs("年初", "年末")], [true, false, null, null, null]);
});

test("units that say the same are one", () => {
  for (const same of [["名", "人", "位"], ["户", "家"], ["元", "万元", "亿元", "千元"], ["公里", "千米", "米"], ["%", "％"]]) assert.equal(new Set(same.map(plainUnit)).size, 1, same.join());
  assert.equal(new Set(["人", "户", "元", "米", "%", "次"].map(plainUnit)).size, 6);
  assert.equal(plainUnit("次"), "次");
});

test("values of such units are told in the smallest", () => {
  assert.deepEqual([["16.8", "公里"], ["1", "千米"], ["7", "米"], ["0.5", "千元"], ["3", "万元"], ["2", "亿元"], ["7", "元"], ["95", "%"]].map(([value, unit]) => plainValue(value ?? "", unit ?? "")), ["16800", "1000", "7", "500", "30000", "200000000", "7", "95"]);
});
