import assert from "node:assert/strict";
import { test } from "node:test";
import { documentOf, row, type Sketch } from "../../src/review/sketch.ts";
import { review } from "../../src/review/run.ts";
import { belongingOf, type Waived, waives } from "../../src/review/waivers.ts";

const sketch = (more: Partial<Sketch> = {}): Sketch => ({ name: "泵站大修", unit: "县水务局", year: 2025, budget: "80", rows: [row("output.cost", "大修成本", "≥95%")], ...more });
/** The cost finding of a table, by what stays the same in the next version of the file. */
function found(more: Partial<Sketch> = {}) {
  const document = documentOf([sketch(more)]);
  const finding = review([document]).findings.find(({ rule }) => rule === "APP-01");
  const [declaration] = document.declarations;
  assert.ok(finding && declaration);
  return belongingOf(finding, declaration);
}
const waived = (scope: Waived["scope"], until: string | null = null): Waived => ({ ...found(), scope, until });
const today = "2026-11-21";

test("a waiver of one cell holds for that project and year only", () => {
  assert.ok(waives(waived("cell"), found(), today));
  assert.ok(waives(waived("cell"), found({ name: "泵站 大修" }), today), "blanks in a name do not matter");
  assert.ok(!waives(waived("cell"), found({ year: 2026 }), today));
  assert.ok(!waives(waived("cell"), found({ name: "渠道清淤" }), today));
});

test("project, year and unit reach further, and never beyond the unit", () => {
  assert.ok(waives(waived("project"), found({ year: 2026 }), today));
  assert.ok(!waives(waived("project"), found({ name: "渠道清淤" }), today));
  assert.ok(waives(waived("year"), found({ name: "渠道清淤" }), today));
  assert.ok(!waives(waived("year"), found({ year: 2026 }), today));
  assert.ok(waives(waived("unit"), found({ name: "渠道清淤", year: 2026 }), today));
  for (const scope of ["cell", "project", "year", "unit"] as const) assert.ok(!waives(waived(scope), found({ unit: "县林业局" }), today));
});

test("it comes back when the value changes, and after its last day", () => {
  assert.ok(!waives(waived("unit"), found({ rows: [row("output.cost", "大修成本", "≥90%")] }), today));
  assert.ok(waives(waived("cell", today), found(), today));
  assert.ok(!waives(waived("cell", "2026-11-20"), found(), today));
  assert.ok(!waives({ ...waived("unit"), rule: "APP-02" }, found(), today));
});

test("what a finding is about is its row, its field's text, or what it says of the whole table", () => {
  const { declarations } = documentOf([sketch({ goal: "大修泵站一座。", notes: "无", rows: Array.from({ length: 12 }, (_, at) => row("output.quantity", `泵站${at}`, "≥1座", { description: "大修", unit: "座", basis: "规划" })) })]);
  const [declaration] = declarations;
  assert.ok(declaration);
  const subject = (path: string) => belongingOf({ rule: "APP-01", path, message: "合计不符" }, declaration).subject;
  for (const path of ["", "indicators", "funding", "spendingPlan", "year", "project.code", "goals[7]", "indicators[12].target", "nothing"]) assert.equal(subject(path), "合计不符", path);
  assert.deepEqual([subject("goals[0]"), subject("notes"), subject("funding.total"), subject("project.name")], ["大修泵站一座。", "无", "80", "泵站大修"]);
  assert.equal(subject("indicators[11].target"), ["output.quantity", "泵站11", "", "大修", "≥1座", "座", "规划"].join("\u001f"));
  assert.equal(subject("indicators[1]"), subject("indicators[1].level3"));
});

test("a table belongs to its unit's code, else its name, and to its project, whatever the blanks", () => {
  const belonging = (more: Partial<Sketch>, code: string | null = null) => {
    const [declaration] = documentOf([{ name: null, ...more }]).declarations;
    assert.ok(declaration);
    declaration.unit.code = code;
    const { unit, project, year, rule } = belongingOf({ rule: "APP-01", path: "", message: "" }, declaration);
    return [unit, project, year, rule];
  };
  assert.deepEqual(belonging({ name: "泵站 大修", unit: "县 水务局", year: 2025 }), ["县水务局", "泵站大修", 2025, "APP-01"]);
  assert.deepEqual(belonging({ unit: "县水务局" }, "107 001"), ["107001", "", null, "APP-01"]);
  assert.deepEqual(belonging({}), ["", "", null, "APP-01"]);
});
