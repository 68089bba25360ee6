// The definitions of the forms as paper: every row fills the width, every list agrees with its folder.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import type { PaperCell } from "../../src/grid/paper.ts";
import { formIds } from "../../src/declaration/schema.ts";
import { forms } from "../../src/forms/list.ts";
import { paperOf, readDocument } from "../../src/index.ts";

const sample = "| 项目名称 | 试 |\n|---|---|\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|\n| 产出指标 | 数量指标 | 甲 | 1个 |\n| 产出指标 | 质量指标 | 乙 | 2% |\n| 产出指标 | 质量指标 | 丙 | 3% |\n";

/** Which columns of each row are covered, once each, by its own cells and by those reaching down from above. */
function covered(rows: readonly (readonly PaperCell[])[], width: number): number[][] {
  const counts = rows.map(() => Array.from({ length: width }, () => 0));
  rows.forEach((row, at) => {
    for (const { column, colSpan, rowSpan } of row) {
      for (let down = at; down < at + rowSpan; down++) for (let across = column; across < column + colSpan; across++) (counts[down] ?? [])[across] = (counts[down]?.[across] ?? 0) + 1;
    }
  });
  return counts;
}

describe("the paper of each form", () => {
  for (const form of forms) {
    it(`${form.id}: every place of every table belongs to one cell`, async () => {
      const { declarations } = await readDocument(new TextEncoder().encode(sample), "试.md");
      const [sheet] = paperOf(declarations, form.id, null).paper.sheets;
      assert.ok(sheet && sheet.tables.length > 1);
      for (const { rows } of sheet.tables) assert.deepEqual(covered(rows, form.grid.length), rows.map(() => form.grid.map(() => 1)));
    });

    it(`${form.id}: its heads are repeated on each page`, async () => {
      const { declarations } = await readDocument(new TextEncoder().encode(sample), "试.md");
      const heads = paperOf(declarations, form.id, null).paper.sheets[0]?.tables.map((table) => table.heads) ?? [];
      assert.equal(heads.filter((count) => count > 0).length, form.tables.length);
    });
  }

  it("all forms of the contract are described, each in a file of its own", () => {
    assert.deepEqual(new Set(forms.map(({ id }) => id)), new Set(formIds.filter((id) => id !== "generic")));
    const files = readdirSync(path.join(import.meta.dirname, "../../src/forms"));
    for (const { id } of forms) assert.ok(files.includes(`${id}.ts`), id);
  });
});
