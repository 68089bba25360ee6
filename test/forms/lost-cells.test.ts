// What a conversion lost cannot be read; it must not go unnoticed either.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readForms } from "../../src/forms/read.ts";
import { readDocument } from "../../src/index.ts";
import { place } from "../../src/place.ts";

const read = async (lines: readonly string[], name = "试.txt") => await readDocument(new TextEncoder().encode(lines.join("\n")), name);
const top = ["项目支出绩效目标申报表", "项目名称\t苗圃管护\t\t\t"];

/** Paths of the doubts on one indicator, and on all of them. */
async function doubted(lines: readonly string[], name?: string): Promise<string[]> {
  const { declarations } = await read(lines, name);
  return [...new Set(declarations[0]?.doubts.map(({ path }) => path).filter((path) => path.startsWith("indicators")))];
}

test("an empty last cell is doubtful in a table of three rows too", async () => {
  const paths = await doubted([...top, "一级指标\t二级指标\t三级指标\t指标值\t指标描述", "产出指标\t数量指标\t管护苗圃\t=3\t实际管护的苗圃", "\t\t供应苗木\t≥20000", "效益指标\t生态效益指标\t绿化面积\t≥60\t新增绿化面积"]);
  assert.deepEqual(paths, ["indicators[1].description"]);
});

test("of two rows and of one alike", async () => {
  const head = "一级指标\t二级指标\t三级指标\t指标值\t分值";
  assert.deepEqual(await doubted([...top, head, "产出指标\t数量指标\t维修馆舍\t=2", "\t时效指标\t完工时间\t10月底前\t40"]), ["indicators[0].weight"]);
  assert.deepEqual(await doubted([...top, head, "产出指标\t数量指标\t维修馆舍\t=2"]), ["indicators[0].weight"]);
});

test("a value that ran together with the points beside it is doubtful like the empty cell", async () => {
  const rows = ["|一级指标|二级指标|三级指标|指标值|分值|指标值确定依据|", "|产出指标|数量指标|记录项目数|2个|40|计划标准|", "|产出指标|质量指标|验收合格率|100%|20|行业标准|", "|满意度指标|服务对象满意度指标|传承人满意度|≥95%30|计划标准|"];
  const paths = await doubted(["项目支出绩效目标申报表", "", "|项目名称|非遗保护|||||", ...rows], "试.md");
  assert.ok(paths.includes("indicators[2].target") && paths.includes("indicators[2].weight"), paths.join());
});

test("words under no head may be a description or a unit: both are doubtful", async () => {
  const paths = await doubted([...top, "一级指标\t二级指标\t三级指标\t指标值\t", "产出指标\t数量指标\t管护苗圃\t=3\t苗圃个数", "\t\t供应苗木\t≥20000\t出圃株数", "效益指标\t生态效益指标\t绿化面积\t≥60\t新增绿化面积"]);
  for (const row of [0, 1, 2]) for (const column of ["description", "unit"]) assert.ok(paths.includes(`indicators[${row}].${column}`), `${column} of row ${row}: ${paths.join()}`);
});

test("unit, currency and amounts above 项目名称 belong to their form where its title is gone", async () => {
  const form = (total: string, name: string) => ["单位名称\t青禾县气象站\t\t", "金额单位\t万元\t\t", `项目资金申请总额\t${total}\t\t`, `项目名称\t${name}\t\t`, "年度目标\t设备运行正常。\t\t", "一级指标\t二级指标\t三级指标\t指标值", "产出指标\t数量指标\t维护雷达\t1部", "效益指标\t社会效益指标\t预警准确率\t≥85%"];
  const { declarations } = await read(["项目支出绩效目标申报表", ...form("50", "雷达维护"), "", ...form("25", "科普活动")]);
  assert.deepEqual(declarations.map(({ unit, funding, indicators }) => [unit.name, funding.currency, funding.total?.text, indicators.length]), [["青禾县气象站", "万元", "50", 2], ["青禾县气象站", "万元", "25", 2]]);
});

test("a cell where a merged one reaches down from above says that its row has moved", () => {
  type Printed = readonly [column: number, text: string, rowSpan?: number];
  const row = (number: number, ...cells: Printed[]) => cells.map(([column, text, rowSpan = 1]) => ({ text, column, rowSpan, colSpan: 1, offsets: null, place: place({ page: 1, table: 1, row: number, column: column + 1 }) }));
  const moved = row(4, [1, "整理档案"], [2, "6800盒"], [3, "年度工作计划"]);
  const rows = [row(1, [0, "项目名称"], [1, "档案整理"]), row(2, [0, "一级指标"], [1, "二级指标"], [2, "三级指标"], [3, "指标值"], [4, "指标值确定依据"]), row(3, [0, "产出指标", 3], [1, "数量指标", 2], [2, "接收档案"], [3, "≥20卷"], [4, "年度工作计划"]), moved, row(5, [1, "时效指标"], [2, "完成时间"], [3, "12月底前"], [4, "年度工作计划"])];
  const { declarations } = readForms({ blocks: [{ kind: "table", spans: "stated", rows }], lineStarts: null, problems: [] });
  assert.ok(declarations[0]?.doubts.some(({ path }) => path === "indicators[1]"), JSON.stringify(declarations[0]?.doubts));
});

test("a value in which the unit may have been drawn is doubtful where the table has a column for it", async () => {
  const head = "一级指标\t二级指标\t三级指标\t指标值\t计量单位";
  const merged = await doubted([...top, head, "产出指标\t数量指标\t供养人数\t等于60人", "效益指标\t社会效益指标\t生活质量\t提高"]);
  assert.deepEqual(merged, ["indicators[0].unit", "indicators[0].target"]);
});

test("where the file states its cells, a name without values is read under its head, and a row that reaches beyond the heads has moved", () => {
  const cell = (table: number, row: number, column: number, text: string, rowSpan = 1) => ({ text, column, rowSpan, colSpan: 1, offsets: null, place: place({ page: 1, table, row, column: column + 1 }) });
  const line = (row: number, ...texts: string[]) => texts.map((text, column) => cell(1, row, column, text));
  const table = (...rows: ReturnType<typeof line>[]) => readForms({ blocks: [{ kind: "table", spans: "stated", rows: [line(1, "项目名称", "档案整理"), line(2, "一级指标", "二级指标", "三级指标", "指标值"), ...rows] }], lineStarts: null, problems: [] }).declarations[0];
  const bare = table(line(3, "投入管理", "工作管理", "目标依据充分性", "充分"), line(4, "投入管理", "预算和财务管理", "预算执行率", ""), line(5, "产出指标", "工作完成", "检查艘次", "≥300艘次"));
  assert.deepEqual(bare?.indicators.map(({ level2, level3 }) => [level2, level3])[1], ["预算和财务管理", "预算执行率"]);
  const moved = table(line(3, "产出指标", "工作完成", "检查艘次", "≥300艘次"), [cell(1, 4, 1, "投入管理指标"), cell(1, 4, 2, "工作目标管理"), cell(1, 4, 3, "目标依据充分性"), cell(1, 4, 4, "充分")], line(5, "效益指标", "履职效益", "事故起数", "0起"));
  assert.ok(moved?.doubts.some(({ path }) => path === "indicators[1]"), JSON.stringify(moved?.doubts));
});

test("the rest of the last cell of a table is put back, though no row follows", async () => {
  const { declarations } = await read([...top, "一级指标\t二级指标\t三级指标\t指标值", "产出指标\t数量指标\t修复长度\t20公里", "效益指标\t社会效益指标\t灌溉保证率\t≥8", "0%"]);
  assert.deepEqual(declarations[0]?.indicators.map(({ target }) => target?.text), ["20公里", "≥80%"]);
  assert.deepEqual(declarations[0]?.doubts.map(({ path }) => path), ["indicators[1].target"]);
  for (const own of ["青禾县水利局", "附件2", "2025年3月", "绩效目标表", "（盖章）"]) {
    const { declarations } = await read([...top, "一级指标\t二级指标\t三级指标\t指标值", "产出指标\t数量指标\t修复长度\t20公里", own]);
    assert.deepEqual(declarations[0]?.indicators.map(({ target }) => target?.text), ["20公里"], own);
  }
});

test("points drawn into the unit, and a name cut in two in a table of two rows, are doubtful", async () => {
  const units = await doubted([...top, "一级指标\t二级指标\t三级指标\t指标值\t计量单位\t分值", "产出指标\t数量指标\t维修馆舍\t=2\t处50", "产出指标\t时效指标\t完工时间\t≤10\t月\t40"]);
  assert.ok(units.includes("indicators[0].unit"), units.join());
  const halves = await doubted([...top, "一级指标\t二级指标\t三级指标\t指标值\t计量单位", "产出指标\t数量指标\t供养人数\t等于60\t人", "效益指标\t社会效益指标\t生活", "质量\t提高\t"]);
  assert.ok(["indicators[1]", "indicators[2]"].every((path) => halves.includes(path)), halves.join());
});

test("a list of names and amounts without indicators is no form", async () => {
  const { declarations } = await read(["|序号|项目名称|预算金额|", "|---|---|---|", "|1|苗圃管护|36|", "", "项目支出绩效目标申报表", "|项目名称|苗圃管护|||", "|一级指标|二级指标|三级指标|指标值|", "|产出指标|数量指标|管护苗圃|=3|"], "试.md");
  assert.deepEqual(declarations.map(({ project }) => project.name), ["苗圃管护"]);
});

test("forms of one document have widths of their own, and a label broken over two lines is one", async () => {
  const narrow = ["财政项目支出绩效目标申报表", "项目名称\t检验仪器设", "备更新\t项目类别\t一次性项目", "主管部门\t青禾县市场监管局\t实施单位\t青禾县检验所", "一级指标\t二级指标\t三级指标\t指标值", "产出指标\t数量指标\t购置仪器\t≥3台", "效益指标\t社会效益指标\t检验能力\t提高"];
  const wide = ["财政项目支出绩效目标申报表", "项目名称\t苗圃管护\t\t\t\t", "一级指标\t二级指标\t三级指标\t指标值\t指标说明\t备注", ...["管护苗圃", "供应苗木", "修剪苗木", "病虫防治", "苗木抽检", "浇水", "除草"].map((name) => `产出指标\t数量指标\t${name}\t≥3次\t实际次数\t`)];
  const { declarations } = await read([...wide, "", ...narrow]);
  assert.deepEqual(declarations.map(({ project }) => project.name), ["苗圃管护", "检验仪器设备更新"]);
  const lines = await read(["|项目支出绩效目标表||||", "|单<br>位：青禾县气象站||||", "|项目名称|雷达维护|||", "|一级指标|二级指标|三级指标|指标值|", "|产出指标|数量指标|维护雷达|1部|"], "试.md");
  assert.equal(lines.declarations[0]?.unit.name, "青禾县气象站");
});
