// The catalogue proves itself: every example on a rule's page is run, every patch mends what it was offered for.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, it, test } from "node:test";
import { areas } from "../../src/review/rule.ts";
import { withoutFigures } from "../../src/review/reports/words.ts";
import { rules } from "../../src/review/rules/list.ts";
import { cases } from "./cases/all.ts";
import { holds } from "./examples.ts";

const folder = path.join(import.meta.dirname, "../../src/review/rules");

test("the advice of a rule by itself has words where findings have figures", () => {
  for (const { id, fix } of rules) assert.doesNotMatch(withoutFigures(fix), /[{}]/, id);
  assert.equal(withoutFigures("改为“≤{budget}万元”。"), "改为“≤〔预算〕万元”。");
});

test("the list of rules and the folder agree, and every file is named after its id", () => {
  const files = readdirSync(folder).filter((file) => file !== "list.ts").sort();
  const ids = files.map((file) => /^([a-z]+-\d{2})-[a-z0-9-]+\.ts$/.exec(file)?.[1]?.toUpperCase());
  assert.deepEqual(ids, rules.map(({ id }) => id).sort());
  assert.equal(new Set(ids).size, ids.length);
});

for (const rule of rules) {
  describe(`${rule.id} ${rule.title.zh}`, () => {
    it("is told in full: area, checks, policy, message, fix, one example that speaks and one that stays silent", () => {
      assert.ok(areas.includes(rule.area));
      for (const text of [rule.title.zh, rule.title.en, rule.checks, rule.message, rule.fix]) assert.ok(text.trim().length > 1);
      assert.ok(rule.policy.length > 0 && rule.exclusions.length > 0);
      assert.ok(!/第[\d一二三四五六七八九十百]+条/.test(rule.policy.join()), "documents only, no article numbers");
      assert.ok(rule.examples.some(({ finds }) => finds.length > 0), "one example that fires");
      assert.ok(rule.examples.some(({ finds, outcome }) => finds.length === 0 && outcome === undefined), "one example that passes");
    });
    for (const example of rule.examples) it(example.title, () => holds(rule, example));
    for (const border of cases[rule.id] ?? []) it(`边界：${border.title}`, () => holds(rule, border));
  });
}
