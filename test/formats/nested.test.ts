import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readHtml } from "../../src/formats/html/read.ts";
import { drawn } from "./packages.ts";

/** Tables are drawn as rows of cells between bars; a cell may hold HTML. */
const table = (...rows: readonly string[]) => `<table>${rows.map((row) => `<tr>${row.split(" | ").map((cell) => (cell.startsWith("<td") ? cell : `<td>${cell}`)).join("")}`).join("")}</table>`;
const read = (html: string) => drawn(readHtml(html));

describe("a table inside a table", () => {
  const indicators = table("一级指标 | 指标值", "产出 | ≥5");

  it("becomes rows of a form that has it in one of its cells", () => {
    assert.deepEqual(read(table("项目名称 | 甲", "主管部门 | 乙", `绩效指标 | ${indicators}`, "备注 | 无")), [
      "@0 项目名称 | @1→2 甲",
      "@0 主管部门 | @1→2 乙",
      "@0↓2 绩效指标 | @1 一级指标 | @2 指标值",
      "@1 产出 | @2 ≥5",
      "@0 备注 | @1→2 无",
    ]);
  });

  it("stands below the text of its cell, beside what else is in the row, as wide as the cell", () => {
    assert.deepEqual(read(table("甲 | 乙 | 丙", "丁 | 戊 | 己", `<td colspan=2>如下：${indicators} | 右`)), [
      "@0 甲 | @1 乙 | @2 丙",
      "@0 丁 | @1 戊 | @2 己",
      "@0→2 如下： | @2↓3 右",
      "@0 一级指标 | @1 指标值",
      "@0 产出 | @1 ≥5",
    ]);
  });

  it("may stand beside another one, of other rows and columns", () => {
    const wide = table("1 | 2 | 3", "4 | 5 | 6", "7 | 8 | 9");
    assert.deepEqual(read(table("甲 | 乙", "丙 | 丁", `${indicators} | ${wide}`)), [
      "@0→2 甲 | @2→3 乙",
      "@0→2 丙 | @2→3 丁",
      "@0 一级指标 | @1 指标值 | @2 1 | @3 2 | @4 3",
      "@0↓2 产出 | @1↓2 ≥5 | @2 4 | @3 5 | @4 6",
      "@2 7 | @3 8 | @4 9",
    ]);
  });

  it("stays the text of its cell where it has but one row or column", () => {
    assert.deepEqual(read(table("甲 | 乙", `丙 | ${table("数量", "质量")}`, `丁 | ${table("左 | 右")}`)), ["@0 甲 | @1 乙", "@0 丙 | @1 数量\n质量", "@0 丁 | @1 左\t右"]);
  });

  it("is parted from a table that only lays the page out, however deep", () => {
    const page = table(`首页 | ${table("发布时间 | 2024年")}`, `<td colspan=2>${table(`栏目 | ${table(`<td>标题${indicators}`)}`)}`);
    assert.deepEqual(read(page), ["首页", "@0 发布时间 | @1 2024年", "栏目", "标题", "@0 一级指标 | @1 指标值", "@0 产出 | @1 ≥5"]);
  });
});
