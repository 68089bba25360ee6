// Values that do not stand where their label promises: right behind it in one cell, under another label, in the title, in a
// sum, in one of several columns.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readDocument } from "../../src/index.ts";

type Cells = readonly (string | readonly [text: string, colSpan: number, rowSpan?: number])[];

const page = (rows: readonly Cells[], before = ""): string => {
  const cell = (one: Cells[number]) => (typeof one === "string" ? `<td>${one}</td>` : `<td colspan="${one[1]}" rowspan="${one[2] ?? 1}">${one[0]}</td>`);
  return `<html><body>${before}<table>${rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("")}</table></body></html>`;
};
const read = async (text: string, name = "表.html") => await readDocument(new TextEncoder().encode(text), name);
const declarationOf = async (rows: readonly Cells[], title = "2025年项目支出绩效目标表") => (await read(page(rows, `<p>${title}</p>`))).declarations[0] ?? assert.fail("no declaration");

const heads: Cells = ["一级指标", "二级指标", "三级指标", "指标值"];
const body: Cells[] = [["产出指标", "数量指标", "清理河道长度", "≥12公里"], ["产出指标", "质量指标", "河道达标率", "≥95%"]];
const above: Cells[] = [["项目名称", ["河道清理", 3]], ["预算单位", ["石桥水务所", 3]]];
const pathsOf = ({ doubts }: { doubts: readonly { path: string }[] }) => doubts.map(({ path }) => path);

describe("an amount right behind its label, in one cell", () => {
  it("is read without a colon and without 元, in wide figures too", async () => {
    const { funding } = await declarationOf([...above, ["资金总额（万元）", "58", "其中：财政拨款50.5", "其他资金７．５０"], heads, ...body]);
    assert.deepEqual([funding.total?.text, funding.fiscal?.text, funding.other?.text, funding.other?.yuan], ["58", "50.5", "７．５０", "75000.00"]);
  });
});

describe("the unit of money", () => {
  it("may stand in the label beside columns of amounts that no vocabulary knows", async () => {
    const amounts: Cells[] = [[["预算执行情况（万元）", 1, 2], "", "年初预算数", "全年预算数（A）", "全年执行数（B）"], ["年度资金总额", "60.00", "58.00", "57.42"]];
    const { funding } = await declarationOf([...above.map(([label, value]): Cells => [label ?? "", [Array.isArray(value) ? String(value[0]) : "", 4]]), ...amounts, ["一级指标", "二级指标", "三级指标", ["指标值", 2]], ...body.map(([a = "", b = "", c = "", d = ""]): Cells => [a, b, c, [String(d), 2]])]);
    assert.deepEqual([funding.currency, funding.total?.yuan], ["万元", "600000.00"]);
  });
});

describe("a form without 项目名称", () => {
  it("is named by the only other label of a name, and that is doubtful", async () => {
    const named = await declarationOf([["活动名称", ["河道清理", 3]], ["预算单位", ["石桥水务所", 3]], heads, ...body]);
    assert.deepEqual([named.project.name, pathsOf(named)], ["河道清理", ["project.name"]]);
  });

  it("is named by a fund", async () => {
    const named = await declarationOf([["基金名称", ["城乡居民基本养老保险基金", 3]], ["经办机构", ["石桥社保中心", 3]], heads, ...body], "社会保险基金预算绩效目标表");
    assert.deepEqual([named.project.name, named.unit.name, pathsOf(named)], ["城乡居民基本养老保险基金", "石桥社保中心", []]);
  });

  it("is named by what its title says, and that is doubtful; a title of all forms names none", async () => {
    const rows: Cells[] = [["预算单位", ["石桥水务所", 3]], heads, ...body];
    const named = await declarationOf(rows, "2025年河道清理项目绩效目标表");
    assert.deepEqual([named.project.name, pathsOf(named)], ["河道清理项目", ["project.name"]]);
    for (const title of ["2025年部门预算项目绩效目标表", "政府性基金项目绩效目标申报表", "2025年转移支付项目绩效目标表"]) assert.equal((await declarationOf(rows, title)).project.name, null, title);
  });
});

describe("the unit", () => {
  it("has the code of a column 单位编码", async () => {
    const text = "2025年部门预算项目绩效目标汇总表\n单位编码\t单位名称\t项目名称\t资金总额\t一级指标\t二级指标\t三级指标\t指标值\n408001\t石桥水务所\t河道清理\t45\t产出指标\t数量指标\t清理河道长度\t≥12公里\n408001\t石桥水务所\t河道清理\t45\t产出指标\t质量指标\t河道达标率\t≥95%\n";
    assert.deepEqual((await read(text, "表.txt")).declarations.map(({ unit }) => unit), [{ code: "408001", name: "石桥水务所" }]);
  });

  it("is the department in the form of a whole unit", async () => {
    const { unit, department } = await declarationOf([["部门名称", ["石桥市水务局", 3]], heads, ...body], "部门整体支出绩效目标申报表");
    assert.deepEqual([unit.name, department], ["石桥市水务局", null]);
  });
});

describe("合计", () => {
  it("below the amounts that it adds up is the total, unless another is printed", async () => {
    const parts: Cells[] = [[["资金来源", 1, 3], "财政拨款", ["40", 2]], ["其他资金", ["5", 2]], ["合计", ["45", 2]]];
    const wide: Cells = ["金额单位：万元", "", "", ""];
    const { funding } = await declarationOf([wide, ...above, ...parts, heads, ...body]);
    assert.deepEqual([funding.total?.yuan, funding.fiscal?.yuan, funding.other?.yuan], ["450000.00", "400000.00", "50000.00"]);
    const twice = await declarationOf([wide, ...above, ["资金总额", ["50", 3]], ...parts, heads, ...body]);
    assert.deepEqual([twice.funding.total?.text, twice.extra], ["50", [{ label: "合计", text: "45" }]]);
  });
});

describe("资金来源", () => {
  it("has a value of its own that goes on no other label's", async () => {
    const { unit, extra } = await declarationOf([...above, ["资金来源", ["国有土地使用权出让收入", 3]], heads, ...body]);
    assert.deepEqual([unit.name, extra], ["石桥水务所", [{ label: "资金来源", text: "国有土地使用权出让收入" }]]);
  });
});

describe("values of several years side by side", () => {
  const years: Cells = ["一级指标", "二级指标", "三级指标", "2025年指标值", "2026年指标值", "2027年指标值"];
  const rows: Cells[] = body.map((row) => [...row, "≥13", "≥14"]);
  const wide: Cells[] = above.map(([label, value]): Cells => [label ?? "", [Array.isArray(value) ? String(value[0]) : "", 5]]);

  it("are the budget year's, the others are kept as printed", async () => {
    const { indicators, extra, doubts, year } = await declarationOf([...wide, years, ...rows], "2026年项目支出绩效目标表");
    assert.deepEqual([year, indicators.map(({ target }) => target?.text), doubts], [2026, ["≥13", "≥13"], []]);
    assert.deepEqual(extra[0], { label: "清理河道长度·2025年指标值", text: "≥12公里" });
  });

  it("are the first year's where none is printed, and doubtful; a span of years is no year", async () => {
    const read1 = await declarationOf([...wide, years, ...rows], "项目支出绩效目标表（2025—2027年）");
    assert.deepEqual([read1.year, read1.indicators.map(({ target }) => target?.text), pathsOf(read1)], [null, ["≥12公里", "≥95%"], ["indicators"]]);
  });
});

describe("values of several years beside that of all of them", () => {
  const several: Cells = ["一级指标", "二级指标", "三级指标", "实施期目标值", "2025年目标值", "2026年目标值"];
  const rows: Cells[] = body.map((row) => [...row, "≥5", "≥7"]);
  const wide: Cells[] = above.map(([label, value]): Cells => [label ?? "", [Array.isArray(value) ? String(value[0]) : "", 5]]);
  const shown = ({ indicators, extra }: Awaited<ReturnType<typeof declarationOf>>) => [indicators.map(({ scope, target }) => `${scope} ${target?.text}`), extra.map(({ label }) => label)];

  it("are two tables, the budget year's the annual one", async () => {
    const read1 = await declarationOf([...wide, several, ...rows], "2026年项目支出绩效目标表");
    assert.deepEqual([...shown(read1), read1.doubts], [["overall ≥12公里", "overall ≥95%", "annual ≥7", "annual ≥7"], ["清理河道长度·2025年目标值", "河道达标率·2025年目标值"], []]);
  });

  it("are those of the year that the annual goal speaks of where no other is printed, doubtful", async () => {
    const read1 = await declarationOf([...wide.filter(([label]) => label !== "年度目标"), ["年度目标", ["2026年清理河道7公里。", 5]], several, ...rows], "项目支出绩效目标表");
    assert.deepEqual([shown(read1)[0], pathsOf(read1)], [["overall ≥12公里", "overall ≥95%", "annual ≥7", "annual ≥7"], ["indicators"]]);
  });
});

describe("the tasks of a department's year", () => {
  const tasks: Cells[] = [["部门名称", ["石桥市水务局", 6]], [["年度主要任务", 1, 4], ["任务名称", 1, 2], ["主要内容", 2, 2], ["预算金额（万元）", 3]], ["总额", "财政拨款", "其他资金"], ["河道清理", ["清理河道12公里", 2], "45", "40", "5"], ["管网维护", ["维护管网30公里", 2], "20", "20", "0"], [["金额合计", 4], "65", "60", "5"]];

  it("are kept as printed, and their sum is the form's money", async () => {
    const { funding, extra } = await declarationOf([...tasks, heads, ...body], "部门整体支出绩效目标表");
    assert.deepEqual([funding.currency, funding.total?.yuan, funding.fiscal?.yuan, funding.other?.yuan], ["万元", "650000.00", "600000.00", "50000.00"]);
    assert.deepEqual(extra.map(({ label, text }) => `${label} ${text}`), ["河道清理·主要内容 清理河道12公里", "河道清理·总额 45", "河道清理·财政拨款 40", "河道清理·其他资金 5", "管网维护·主要内容 维护管网30公里", "管网维护·总额 20", "管网维护·财政拨款 20", "管网维护·其他资金 0"]);
  });
});

describe("lines of text", () => {
  const table = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t清理河道长度\t≥12公里\n产出指标\t质量指标\t河道达标率\t≥95%\n";

  it("may spread a word out with blanks", async () => {
    const wide = "　　　";
    const text = [`${wide}项 目 支 出 绩 效 目 标 表`, `${wide}（２０２４ 年度）`, `项 目 名 称${wide}河道清理`, `主 管 部 门${wide}石桥水务局${wide}实 施 单 位${wide}石桥水务所`, `资金总额（万元）${wide}４５．００${wide}其中：财政拨款${wide}４０．００`, `年 度 目 标${wide}清理河道１２公里。`, ...["一级指标 二级指标 三级指标 指标值", "产出指标 数量指标 清理河道长度 ≥12公里", "产出指标 质量指标 河道达标率 ≥95%", "效益指标 社会效益指标 受益人口 ≥3万人"].map((line) => line.replaceAll(" ", wide))].join("\n");
    const { declarations } = await read(`${text}\n`, "表.txt");
    assert.deepEqual(declarations.map(({ project, department, unit, funding, goals, year }) => [project.name, department, unit.name, funding.total?.yuan, funding.fiscal?.yuan, goals[0]?.text, year]), [["河道清理", "石桥水务局", "石桥水务所", "450000.00", "400000.00", "清理河道１２公里。", 2024]]);
  });

  it("name the unit above the title", async () => {
    const { declarations } = await read(`单位：石桥水务所\n2024年项目支出绩效目标表\n项目名称\t河道清理\n${table}`, "表.txt");
    assert.deepEqual(declarations.map(({ unit, year }) => [unit.name, year]), [["石桥水务所", 2024]]);
  });

  it("may number labels that are headings elsewhere", async () => {
    const { declarations } = await read(`一、项目名称：河道清理\n二、实施单位：石桥水务所\n三、预算资金：45.00万元\n四、绩效目标：清理河道12公里。\n五、绩效指标：\n${table}`, "表.txt");
    assert.deepEqual(declarations.map(({ project, unit, funding, goals }) => [project.name, unit.name, funding.total?.yuan, goals[0]?.text]), [["河道清理", "石桥水务所", "450000.00", "清理河道12公里。"]]);
  });
});

describe("a table in parts", () => {
  it("goes on below 续表, which is no value", async () => {
    for (const line of ["续表", "（续表）", "续表1", "接上表"]) {
      const { declarations } = await read(`<html><body><p>2025年项目支出绩效目标表</p>${page([...above, heads, ...body]).slice(12, -14)}<p>${line}</p>${page([heads, ["效益指标", "社会效益指标", "受益人口", "≥3万人"]]).slice(12, -14)}</body></html>`);
      assert.deepEqual(declarations.map(({ indicators }) => indicators.map(({ level3, target }) => `${level3}${target?.text}`)), [["清理河道长度≥12公里", "河道达标率≥95%", "受益人口≥3万人"]], line);
    }
  });
});
