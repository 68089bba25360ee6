// Tables without drawn lines: their cells were told by where the texts stand, and some lines of them were missed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readForms } from "../../src/forms/read.ts";
import type { Block } from "../../src/grid/grid.ts";
import { place } from "../../src/place.ts";

const line = (text: string): Block => ({ kind: "paragraph", text, place: place({ page: 1 }), offsets: null, heading: null });
const table = (...rows: string[][]): Block => ({
  kind: "table", spans: "lost", undrawn: true,
  rows: rows.map((texts) => texts.map((text, column) => ({ text, column, rowSpan: 1, colSpan: 1, offsets: null, place: place({ page: 1 }) }))),
});

test("a line and a cell that hold a label with its value are taken apart, and the whole form is doubtful", () => {
  const { declarations } = readForms({
    blocks: [
      line("项目支出绩效目标表"),
      line("项目名称 草药种植"),
      table(["主管部门 青禾县农业农村局", "实施单位", "青禾县药材站"], ["项目资金 年度资金总额", "128", ""]),
      table(["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "推广技术", "12项"], ["效益指标", "社会效益指标", "带动农户", "≥60户"]),
      line("满意度指标 服务对象满意度指标 农户满意度 ≥92%"),
    ],
    lineStarts: null, problems: [],
  });
  const [one] = declarations;
  assert.deepEqual([one?.project.name, one?.department, one?.unit.name, one?.funding.total?.text], ["草药种植", "青禾县农业农村局", "青禾县药材站", "128"]);
  assert.deepEqual(one?.indicators.map(({ level1, level3, target }) => [level1, level3, target?.text]), [["产出指标", "推广技术", "12项"], ["效益指标", "带动农户", "≥60户"], ["满意度指标", "农户满意度", "≥92%"]]);
  assert.ok(one?.doubts.some(({ path }) => path === ""));
});
