import assert from "node:assert/strict";
import { test } from "node:test";
import { followed, isChangedAt } from "../../src/workflow/remarks.ts";
import { sound } from "../store/made-up-goals.ts";

const before = sound("图书购置");
const [first, second, ...others] = before.indicators;
const moved = { ...before, indicators: [second, first, ...others].flatMap((row) => row ?? []) };
const inserted = { ...before, indicators: [{ ...others[0], level3: "新增一条" }, ...before.indicators] as typeof before.indicators };

test("what a reviewer pointed at is found again where its row has gone", () => {
  assert.equal(followed("indicators[0].target", before, moved), "indicators[1].target");
  assert.equal(followed("indicators[4]", before, inserted), "indicators[5]");
  assert.equal(followed("funding.total", before, moved), "funding.total");
  assert.equal(followed("indicators[0]", before, { ...before, indicators: [] }), null);
});

test("whether something was done about a remark is seen at its own place", () => {
  const rewritten = { ...before, goals: [{ scope: "annual" as const, text: "购置图书6000册。" }] };
  assert.equal(isChangedAt("goals[0]", before, rewritten), true);
  assert.equal(isChangedAt("goals[0]", before, moved), false);
  assert.equal(isChangedAt("indicators[3].target", before, rewritten), false);
  assert.equal(isChangedAt("indicators[2]", before, { ...before, indicators: before.indicators.map((row, at) => (at === 2 ? { ...row, level3: row.level3, target: null } : row)) }), true);
  assert.equal(isChangedAt(null, before, rewritten), true);
  assert.equal(isChangedAt(null, before, before), false);
  assert.equal(isChangedAt("indicators[0].target", before, { ...before, indicators: [] }), true);
});
