// What conversions to text leave of tables: dropped empty cells, copies of merged cells, borders that stop, a label on a line
// of its own, bullets before labels.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readDocument } from "../../src/index.ts";

const declarationsOf = async (lines: readonly string[], name = "表.txt") => (await readDocument(new TextEncoder().encode(`${lines.join("\n")}\n`), name)).declarations;
const rowsOf = ({ indicators }: Awaited<ReturnType<typeof declarationsOf>>[number]) => indicators.map(({ scope, level1, level2, level3, target }) => [scope, level1 ?? "", level2 ?? "", level3, target?.text ?? ""].join("/"));
const head = "一级指标\t二级指标\t三级指标\t指标值";
const body = ["产出指标\t数量指标\t清理河道长度\t≥12公里", "产出指标\t质量指标\t河道达标率\t≥95%", "效益指标\t社会效益指标\t受益人口\t≥3万人"];

describe("mid-term beside annual indicators", () => {
  it("are told apart where the cells of merged levels were dropped", async () => {
    const [declaration = assert.fail()] = await declarationsOf(["2025年项目支出绩效目标申报表", "项目名称\t河道清理", "总体目标\t中期目标\t年度目标", "清理36公里。\t清理12公里。", "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值", "产出指标\t数量指标\t清理河道长度\t≥36公里\t数量指标\t清理河道长度\t≥12公里", "清运淤泥\t≥900吨\t清运淤泥\t≥300吨", "质量指标\t河道达标率\t≥98%\t质量指标\t河道达标率\t≥95%", "效益指标\t社会效益指标\t受益人口\t≥9万人\t社会效益指标\t受益人口\t≥3万人"]);
    assert.deepEqual(rowsOf(declaration), ["midTerm/产出指标/数量指标/清理河道长度/≥36公里", "midTerm/产出指标/数量指标/清运淤泥/≥900吨", "midTerm/产出指标/质量指标/河道达标率/≥98%", "midTerm/效益指标/社会效益指标/受益人口/≥9万人", "annual/产出指标/数量指标/清理河道长度/≥12公里", "annual/产出指标/数量指标/清运淤泥/≥300吨", "annual/产出指标/质量指标/河道达标率/≥95%", "annual/效益指标/社会效益指标/受益人口/≥3万人"]);
  });
});

describe("the tasks of a department's year", () => {
  it("add up to its money where the heads have lost their columns, and nothing is guessed where a sum is missing", async () => {
    const tasks = (sum: string) => ["部门整体支出绩效目标申报表", "部门（单位）名称\t石桥市水务局", "年度主要任务\t任务名称\t主要内容\t预算金额（万元）", "总额\t财政拨款\t其他资金", "河道清理\t清理河道12公里\t45\t40\t5", sum, head, ...body];
    const [whole] = await declarationsOf(tasks("金额合计\t45\t40\t5"));
    assert.deepEqual([whole?.funding.total?.text, whole?.funding.fiscal?.text, whole?.funding.other?.text], ["45", "40", "5"]);
    const [part] = await declarationsOf(tasks("金额合计\t45\t5"));
    assert.deepEqual([part?.funding.total, part?.funding.fiscal, part?.extra.filter(({ label }) => label.startsWith("合计")).map(({ text }) => text)], [null, null, ["45", "5"]]);
  });
});

describe("a table drawn with characters", () => {
  it("has borders that stop at a merged cell", async () => {
    const lines = ["2025年项目支出绩效目标表", "", "+----------+------------+------------+", "| 项目名称 | 河道清理                |", "+----------+------------+------------+", "| 一级指标 | 二级指标   | 三级指标   | 指标值   |", "+----------+------------+------------+----------+", "| 产出指标 | 数量指标   | 清理河道   | ≥12公里  |", "|          |            | 长度       |          |", "|          +------------+------------+----------+", "|          | 质量指标   | 达标率     | ≥95%     |", "+----------+------------+------------+----------+"];
    const [declaration = assert.fail()] = await declarationsOf(lines);
    assert.deepEqual(rowsOf(declaration), ["annual/产出指标/数量指标/清理河道长度/≥12公里", "annual/产出指标/质量指标/达标率/≥95%"]);
  });
});

describe("a converter that copies merged cells", () => {
  it("gives each text once: labels, values, goals, and columns whose head stands twice", async () => {
    const row = (...cells: string[]) => `| ${cells.join(" | ")} |`;
    const lines = [row("项目名称", "项目名称", "河道清理", "河道清理", "河道清理", "河道清理"), row(..."------".replaceAll("-", "--- ").trim().split(" ")), row("主管部门", "主管部门", "石桥水务局", "石桥水务局", "实施单位", "石桥水务所"), row("资金情况（万元）", "资金情况（万元）", "资金总额", "资金总额", "45", "45"), row("年度目标", "年度目标", ...Array.from({ length: 4 }, () => "清理河道12公里，群众受益。")), row("绩效指标", "一级指标", "二级指标", "三级指标", "三级指标", "指标值"), row("绩效指标", "产出指标", "数量指标", "清理河道长度", "清理河道长度", "≥12公里"), row("绩效指标", "产出指标", "质量指标", "河道达标率", "河道达标率", "100%"), row("绩效指标", "满意度指标", "满意度指标", "群众满意度", "群众满意度", "100%")];
    const [declaration = assert.fail()] = await declarationsOf(lines, "表.md");
    assert.deepEqual([declaration.project.name, declaration.department, declaration.unit.name, declaration.funding.total?.text, declaration.goals.map(({ text }) => text)], ["河道清理", "石桥水务局", "石桥水务所", "45", ["清理河道12公里，群众受益。"]]);
    assert.deepEqual(rowsOf(declaration), ["annual/产出指标/数量指标/清理河道长度/≥12公里", "annual/产出指标/质量指标/河道达标率/100%", "annual/满意度指标/满意度指标/群众满意度/100%"]);
  });
});

describe("labels", () => {
  it("on a line of their own have the first cell below, although other labels follow it", async () => {
    const [declaration] = await declarationsOf(["2025年项目支出绩效目标表", "项目名称", "\t河道清理", "", "主管部门", "\t石桥水务局", "\t实施单位", "\t石桥水务所", "", "绩效指标", ...[head, ...body].map((line) => `\t${line.replaceAll("\t", "\n\t")}\n`)]);
    assert.deepEqual([declaration?.project.name, declaration?.department, declaration?.unit.name, declaration?.indicators.length], ["河道清理", "石桥水务局", "石桥水务所", 3]);
  });

  it("stand behind bullets, and classes below families that bear their name", async () => {
    const lines = ["# 2025年度市级预算项目绩效目标", "", "- **项目名称**：河道清理", "- **项目单位**：石桥水务所", "- **预算金额**：45.00万元", "- **年度目标**：清理河道12公里。", "- **绩效指标**：", "  - 产出指标", "    - 数量指标：清理河道长度≥12公里；清运淤泥≥900吨", "  - 满意度指标", "    - 服务对象满意度指标：群众满意度≥90%"];
    const [declaration = assert.fail()] = await declarationsOf(lines, "表.md");
    assert.deepEqual([declaration.project.name, declaration.unit.name, declaration.funding.total?.yuan, declaration.goals[0]?.text], ["河道清理", "石桥水务所", "450000.00", "清理河道12公里。"]);
    assert.deepEqual(rowsOf(declaration), ["annual/产出指标/数量指标/清理河道长度/≥12公里", "annual/产出指标/数量指标/清运淤泥/≥900吨", "annual/满意度指标/服务对象满意度指标/群众满意度/≥90%"]);
  });

  it("金额 is the amount of a project in a list", async () => {
    const declarations = await declarationsOf(["2025年专项资金绩效目标一览表", `主管部门\t专项资金名称\t金额（万元）\t${head}`, ...body.map((line) => `石桥水务局\t河道清理\t45\t${line}`)]);
    assert.deepEqual(declarations.map(({ project, department, funding }) => [project.name, department, funding.total?.yuan]), [["河道清理", "石桥水务局", "450000.00"]]);
  });
});
