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
