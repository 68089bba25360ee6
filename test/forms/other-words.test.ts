// Tables in other words and orders: levels in rows of their own, project columns behind the indicators, heads with suffixes,
// last year beside this year, bars between cells, amounts with their parts, projects that are numbered instead of named.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readDocument } from "../../src/index.ts";

type Cells = readonly (string | readonly [text: string, colSpan: number, rowSpan?: number])[];

const table = (rows: readonly Cells[]): string => {
  const cell = (one: Cells[number]) => (typeof one === "string" ? `<td>${one}</td>` : `<td colspan="${one[1]}" rowspan="${one[2] ?? 1}">${one[0]}</td>`);
  return `<table>${rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("")}</table>`;
};
const read = async (text: string, name: string) => await readDocument(new TextEncoder().encode(text), name);
const page = async (rows: readonly Cells[], title = "2025年项目支出绩效目标表") => (await read(`<html><body><p>${title}</p>${table(rows)}</body></html>`, "表.html")).declarations;
const lines = async (...text: string[]) => (await read(`${text.join("\n")}\n`, "表.txt")).declarations;
const rowsOf = (declaration: Awaited<ReturnType<typeof page>>[number] | undefined) => declaration?.indicators.map(({ level1, level2, level3, target, unit, weight }) => [level1, level2, level3, target?.text, unit, weight?.text].map((part) => part ?? "").join("/"));

const heads: Cells = ["一级指标", "二级指标", "三级指标", "指标值"];
const body: Cells[] = [["产出指标", "数量指标", "清理河道长度", "≥12公里"], ["产出指标", "质量指标", "河道达标率", "≥95%"]];

describe("families and classes in rows of their own", () => {
  it("are columns, numbered or not, under a head without levels", async () => {
    for (const [family, className] of [["一、产出指标", "（一）数量指标"], ["产出指标", "数量指标"]] as const) {
      const [declaration] = await page([["项目名称", ["河道清理", 2]], ["指标名称", "目标值", "权重"], [[family, 3]], [[className, 3]], ["清理河道长度", "≥12公里", "20"], ["清运淤泥", "≥900吨", "20"], [["满意度指标", 3]], ["群众满意度", "≥90%", "10"]]);
      assert.deepEqual(rowsOf(declaration), ["产出指标/数量指标/清理河道长度/≥12公里//20", "产出指标/数量指标/清运淤泥/≥900吨//20", "满意度指标//群众满意度/≥90%//10"]);
    }
  });

  it("are classes alone where no family is named", async () => {
    const [declaration] = await page([["项目名称", "河道清理"], ["指标名称", "目标值"], [["数量指标", 2]], ["清理河道长度", "≥12公里"], [["质量指标", 2]], ["河道达标率", "≥95%"]]);
    assert.deepEqual(rowsOf(declaration), ["/数量指标/清理河道长度/≥12公里//", "/质量指标/河道达标率/≥95%//"]);
  });
});

describe("an outline", () => {
  it("with a family that has no classes is not taken for moved cells", async () => {
    const [declaration] = await lines("2025年项目支出绩效目标表", "项目名称：河道清理", "一、产出指标", "（一）数量指标", "1．清理河道长度：≥12公里", "（二）质量指标", "1．河道达标率：≥95%", "（三）时效指标", "1．完成时限：2025年11月底前", "二、满意度指标", "1．群众满意度：≥90%");
    assert.equal(rowsOf(declaration)?.at(-1), "满意度指标//群众满意度/≥90%//");
    assert.deepEqual(declaration?.doubts.filter(({ reason }) => reason === "shifted"), []);
  });
});

describe("forms of other houses", () => {
  const shown = (declaration: Awaited<ReturnType<typeof page>>[number] | undefined) => [declaration?.project.name, declaration?.unit.name, declaration?.department, declaration?.funding.total?.yuan, declaration?.goals[0]?.text];

  it("say in their own words what the money is for, who spends it, and how much it is", async () => {
    const [college] = await page([["项目名称", "河道清理", "归口管理部门", "后勤处"], ["承担学院", "水利学院", "项目总经费（万元）", "45"], ["年度绩效目标", ["清理河道12公里。", 3]], heads, ...body], "某某学院2025年校内专项绩效目标任务书");
    assert.deepEqual(shown(college), ["河道清理", "水利学院", "后勤处", "450000.00", "清理河道12公里。"]);
    const [policy] = await page([["政策名称", "河道清理", "总投资（万元）", "45"], ["承担企业", ["石桥水务公司", 3]], ["政策绩效目标", ["清理河道12公里。", 3]], heads, ...body], "2025年政策绩效目标表");
    assert.deepEqual([...shown(policy), policy?.doubts], ["河道清理", "石桥水务公司", null, "450000.00", "清理河道12公里。", []]);
  });

  it("may print 合计 between the label of an amount and the amount", async () => {
    const [declaration] = await page([["项目名称", ["河道清理", 5]], [["项目预算（元）", 2], "合计", "450,000.00", "其中：财政拨款", "400,000.00"], [["一级指标", 2], ["二级指标", 2], "三级指标", "指标值"], ...body.map(([a = "", b = "", c = "", d = ""]) => [[a as string, 2], [b as string, 2], c, d] as Cells)]);
    assert.deepEqual([declaration?.funding.total?.yuan, declaration?.funding.fiscal?.yuan], ["450000.00", "400000.00"]);
  });
});

describe("several forms under one title", () => {
  it("have the unit and the unit of money that stand above them all, doubtful but in the first", async () => {
    const form = (nth: string, name: string, total: string): Cells[] => [[[nth, 1, 4], "项目名称", [name, 1], "预算金额", total], ["绩效目标", ["完成任务。", 3]], heads, ...body.slice(0, 1)];
    const { declarations, problems } = await read(`<html><body>${table([[["2025年项目绩效目标汇总表", 5]], [["单位名称：石桥水务所", 3], ["金额单位：万元", 2]], ...form("项目一", "河道清理", "45"), ...form("项目二", "排水管疏通", "62")])}</body></html>`, "汇总.html");
    assert.deepEqual(declarations.map(({ project, unit, funding, doubts }) => [project.name, unit.name, funding.total?.yuan, doubts.map(({ path, reason }) => `${path} ${reason}`)]), [["河道清理", "石桥水务所", "450000.00", []], ["排水管疏通", "石桥水务所", "620000.00", ["unit.name carried", "funding.currency carried"]]]);
    assert.deepEqual(problems, []);
  });
});

describe("成本指标 behind 产出指标", () => {
  const levelsOf = (declaration: Awaited<ReturnType<typeof page>>[number] | undefined, at: number) => {
    const { level1, level2, class: of } = declaration?.indicators[at] ?? {};
    return [level1, level2, of, declaration?.doubts.filter(({ path, reason }) => path.startsWith(`indicators[${at}]`) && reason === "vocabulary").length];
  };

  it("is a family of its own in an outline that numbers it like the families, a class where it is numbered like the classes", async () => {
    const outline = (cost: string) => lines("2025年项目支出绩效目标表", "项目名称：河道清理", "一、产出指标", "1．数量指标", "（1）清理河道长度：≥12公里", "2．质量指标", "（1）河道达标率：≥95%", cost, "（1）每公里费用：≤3万元", "三、效益指标", "1．社会效益指标", "（1）受益人口：≥3万人");
    assert.deepEqual(levelsOf((await outline("二、成本指标"))[0], 2), ["成本指标", null, null, 0]);
    assert.deepEqual(levelsOf((await outline("3．成本指标"))[0], 2), ["产出指标", "成本指标", "output.cost", 0]);
  });

  it("is a family of its own in a table that prints the families' numbers, else doubtful", async () => {
    const numbered = (family: string, cost: string) => page([["项目名称", ["河道清理", 3]], heads, [family, "数量指标", "清理河道长度", "≥12公里"], ["", "质量指标", "河道达标率", "≥95%"], [cost, "", "每公里费用", "≤3万元"], ["三、效益指标", "社会效益指标", "受益人口", "≥3万人"]]);
    assert.deepEqual(levelsOf((await numbered("一、产出指标", "二、成本指标"))[0], 2), ["二、成本指标", null, null, 0]);
    assert.equal(levelsOf((await numbered("一、产出指标", "二、成本指标"))[0], 1)[0], "一、产出指标");
    assert.deepEqual(levelsOf((await numbered("产出指标", "成本指标"))[0], 2), ["产出指标", "成本指标", "output.cost", 3]);
  });
});

describe("a list of projects", () => {
  it("may have goal and amount behind the indicators", async () => {
    const declarations = await page([["项目名称", ...heads, "年度目标", "项目预算（万元）"], [["河道清理", 1, 2], ...(body[0] ?? []), ["清理河道12公里。", 1, 2], ["45", 1, 2]], body[1] ?? [], ["排水管疏通", "产出指标", "数量指标", "疏通排水管", "≥8公里", "疏通8公里。", "62"]]);
    assert.deepEqual(declarations.map(({ project, funding, goals, indicators }) => [project.name, funding.total?.yuan, goals[0]?.text, indicators.length]), [["河道清理", "450000.00", "清理河道12公里。", 2], ["排水管疏通", "620000.00", "疏通8公里。", 1]]);
  });

  it("may have heads that end in 名称", async () => {
    const declarations = await lines("项目名称,预算单位名称,年度,项目总额(元),一级指标名称,二级指标名称,三级指标名称,运算符号,指标值,度量单位,分值权重", "河道清理,石桥水务所,2025,450000,产出指标,数量指标,清理河道长度,≥,12,公里,20", "河道清理,石桥水务所,2025,450000,产出指标,质量指标,河道达标率,≥,95,%,20", "河道清理,石桥水务所,2025,450000,效益指标,社会效益指标,受益人口,≥,3,万人,30", "河道清理,石桥水务所,2025,450000,满意度指标,服务对象满意度指标,群众满意度,≥,90,%,10");
    assert.deepEqual(declarations.map((one) => [one.unit.name, one.year, one.funding.total?.yuan, rowsOf(one)?.[0]]), [["石桥水务所", 2025, "450000.00", "产出指标/数量指标/清理河道长度/≥12/公里/20"]]);
  });
});

describe("a list of projects out of a system", () => {
  it("may have codes of its levels beside them, and begins with other columns than the name", async () => {
    const row = (unit: string, name: string, levels: string) => `${unit},石桥水务所,${name},2025,45,${levels},20`;
    const declarations = await lines("单位编码,单位名称,项目名称,预算年度,资金总额(万元),一级指标代码,一级指标,二级指标,三级指标,指标值,权重", row("201001", "河道清理", "1,产出指标,数量指标,清理河道长度,≥12公里"), row("201001", "河道清理", "2,效益指标,社会效益指标,受益人口,≥3万人"), row("201002", "排水管疏通", "1,产出指标,数量指标,疏通排水管,≥8公里"), row("201002", "排水管疏通", "1,产出指标,质量指标,管网畅通率,≥98%"));
    assert.deepEqual(declarations.map(({ unit, project, year, funding, indicators }) => [unit.code, project.name, year, funding.total?.yuan, indicators.map(({ level3, target }) => `${level3}${target?.text}`)]), [["201001", "河道清理", 2025, "450000.00", ["清理河道长度≥12公里", "受益人口≥3万人"]], ["201002", "排水管疏通", 2025, "450000.00", ["疏通排水管≥8公里", "管网畅通率≥98%"]]]);
  });

  it("may have the amounts below one head, their sum as 合计", async () => {
    for (const group of ["批复预算（万元）", "资金情况（万元）"]) {
      const [declaration] = await page([[["项目名称", 1, 2], [group, 3], ["绩效指标", 4]], ["合计", "财政拨款", "其他资金", ...heads], [["河道清理", 1, 2], ["45", 1, 2], ["40", 1, 2], ["5", 1, 2], ...(body[0] ?? [])], body[1] ?? []]);
      assert.deepEqual([declaration?.funding.total?.yuan, declaration?.funding.fiscal?.yuan, declaration?.funding.other?.yuan, declaration?.extra], ["450000.00", "400000.00", "50000.00", []]);
    }
  });
});

describe("what is said of a label in brackets", () => {
  it("may be that it was adjusted", async () => {
    const [declaration] = await page([["项目名称", ["河道清理", 3]], ["年度绩效目标（调整前）", ["清理河道15公里。", 3]], ["年度绩效目标（调整后）", ["清理河道12公里。", 3]], heads, ...body]);
    assert.deepEqual([declaration?.goals.map(({ text }) => text), declaration?.extra.map(({ text }) => text)], [["清理河道12公里。"], ["清理河道15公里。"]]);
  });
});

describe("the name of an indicator", () => {
  it("may be what a project is called: 人员经费", async () => {
    const [declaration] = await page([["项目名称", ["人员经费", 1], "主管部门", ["县水务局", 1]], heads, ...body]);
    assert.deepEqual([declaration?.project.name, declaration?.department, declaration?.extra], ["人员经费", "县水务局", []]);
  });

  it("may be a label of forms as well: 人员经费, 总投资", async () => {
    const [declaration] = await page([["项目名称", ["河道清理", 3]], heads, [["成本指标", 1, 3], ["经济成本指标", 1, 3], "设备购置费", "≤10万元"], ["人员经费", "≤30万元"], ["总投资", "≤45万元"], ...body]);
    assert.deepEqual([rowsOf(declaration)?.slice(1, 4), declaration?.doubts, declaration?.extra], [["成本指标/经济成本指标/人员经费/≤30万元//", "成本指标/经济成本指标/总投资/≤45万元//", "产出指标/数量指标/清理河道长度/≥12公里//"], [], []]);
    const [flat] = await lines("项目名称\t河道清理", heads.join("\t"), "成本指标\t经济成本指标\t设备购置费\t≤10万元", "人员经费\t≤30万元", ...body.map((row) => row.join("\t")));
    assert.deepEqual([rowsOf(flat)?.[1], flat?.indicators.length, flat?.extra], ["成本指标/经济成本指标/人员经费/≤30万元//", 4, []]);
  });
});

describe("an amount before and after an adjustment", () => {
  it("is that after it, the other is kept as printed", async () => {
    const [declaration] = await page([["项目名称", ["河道清理", 4]], ["预算调整（万元）", "调整前", "60", "调整后", "45"], ["一级指标", "二级指标", "三级指标", ["指标值", 2]], ...body.map(([a = "", b = "", c = "", d = ""]): Cells => [a, b, c, [String(d), 2]])]);
    assert.deepEqual([declaration?.funding.total?.yuan, declaration?.extra.map(({ label, text }) => `${label} ${text}`)], ["450000.00", ["预算调整·调整前 60"]]);
  });
});

describe("a unit's budget over its parts", () => {
  it("is the sum, the parts are kept as printed", async () => {
    const [declaration] = await page([["部门名称", ["石桥水务局", 3]], ["年度预算（万元）", "合计", "基本支出", "项目支出"], ["", "862.40", "512.40", "350.00"], heads, ...body], "2025年部门整体支出绩效目标申报表");
    assert.deepEqual([declaration?.funding.total?.yuan, declaration?.extra.map(({ label, text }) => `${label} ${text}`)], ["8624000.00", ["基本支出 512.40", "项目支出 350.00"]]);
  });
});

describe("bars alone between cells", () => {
  it("are borders", async () => {
    const [declaration] = await lines("2025年项目支出绩效目标表", "项目名称|河道清理|项目代码|450300240001", "实施单位|石桥水务所|资金总额（元）|450000", "一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|清理河道长度|≥12公里", "产出指标|质量指标|河道达标率|≥95%");
    assert.deepEqual([declaration?.project, declaration?.funding.total?.yuan, rowsOf(declaration)], [{ code: "450300240001", name: "河道清理", category: null, start: null, end: null }, "450000.00", body.map((row) => `${row.join("/")}//`)]);
  });
});

describe("last year's values beside this year's", () => {
  it("are kept as printed; the plan is the target, what explains it its description", async () => {
    const [declaration] = await page([["项目名称", ["河道清理", 5]], ["一级指标", "二级指标", "三级指标", "上年完成值", "本年计划值", "指标值说明"], ...body.map((row): Cells => [...row.slice(0, 3), "8", row[3] ?? "", "按台账统计"])]);
    assert.deepEqual([rowsOf(declaration), declaration?.indicators[0]?.description, declaration?.extra[0]], [body.map((row) => `${row.join("/")}//`), "按台账统计", { label: "清理河道长度·上年完成值", text: "8" }]);
  });
});

describe("one cell", () => {
  it("across the table may hold year and unit of money", async () => {
    const [declaration] = await page([[["编报年度：2025年　　　　金额单位：万元", 4]], ["项目名称", ["河道清理", 3]], ["预算金额", ["45", 3]], heads, ...body], "事业发展类项目绩效目标表");
    assert.deepEqual([declaration?.year, declaration?.funding.total?.yuan], [2025, "450000.00"]);
  });

  it("may hold an amount and its parts", async () => {
    for (const amount of ["320万元，其中：财政资金240万元，自筹资金80万元", "320万元（其中：财政资金240万元、自筹资金80万元）"]) {
      const [declaration] = await page([["项目名称", ["河道清理", 3]], ["项目总投资", [amount, 3]], heads, ...body]);
      assert.deepEqual([declaration?.funding.total?.yuan, declaration?.funding.fiscal?.yuan, declaration?.extra], ["3200000.00", "2400000.00", [{ label: "自筹资金", text: "80万元" }]], amount);
    }
  });

  it("with an amount that is none is doubtful, whether a unit of money is printed or not", async () => {
    const [declaration] = await page([["项目名称", ["河道清理", 3]], ["预算金额", ["约45万元（暂定）", 3]], heads, ...body]);
    assert.deepEqual([declaration?.funding.total?.yuan, declaration?.doubts.map(({ path }) => path)], [null, ["funding.total"]]);
  });
});

describe("项目一：", () => {
  it("names the project whose form follows, and is no indicator of the one before", async () => {
    const project = (number: string, name: string) => [`项目${number}：${name}`, "资金安排：45万元", "实施单位：石桥水务所", "绩效目标：清理河道12公里。", "产出指标：", "数量指标：清理河道长度≥12公里；清运淤泥≥900吨", ""];
    const declarations = await lines("石桥区水务局2025年度项目绩效目标汇编", "", ...project("一", "河道清理"), ...project("二", "排水管疏通"));
    assert.deepEqual(declarations.map(({ project: { name }, year, funding, indicators, doubts }) => [name, year, funding.total?.yuan, indicators.length, doubts.map(({ path }) => path)]), ["河道清理", "排水管疏通"].map((name) => [name, 2025, "450000.00", 2, ["indicators", "project.name"]]));
  });
});

it("the total of a self-evaluation is what was scored, not the full points before it", async () => {
  const scored: Cells[] = [["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"], ["产出指标", "数量指标", "清理河道长度", "≥12公里", "12.6公里", "50", "50"], ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "88%", "40", "39.11"]];
  const [declaration] = await page([["项目名称", ["河道清理", 6]], ...scored, [["总分", 5], "90", "89.11"]], "项目支出绩效自评表（2025年度）");
  assert.deepEqual(declaration?.extra, [{ label: "总分·分值", text: "90" }, { label: "总分", text: "89.11" }]);
  const [open] = await page([["项目名称", ["河道清理", 6]], ...scored, [["总分", 5], "90", ""]], "项目支出绩效自评表（2025年度）");
  assert.deepEqual(open?.extra, [{ label: "总分", text: "90" }]);
});
