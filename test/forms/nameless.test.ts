// Lists and forms that print their projects' names, classes or levels in unusual places: classes as columns, names only in
// headings, 同上 instead of a level.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readDocument } from "../../src/index.ts";

type Cells = readonly (string | readonly [text: string, colSpan: number, rowSpan?: number])[];

const table = (rows: readonly Cells[]): string => {
  const cell = (one: Cells[number]) => (typeof one === "string" ? `<td>${one}</td>` : `<td colspan="${one[1]}" rowspan="${one[2] ?? 1}">${one[0]}</td>`);
  return `<table>${rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("")}</table>`;
};
const read = async (body: string) => await readDocument(new TextEncoder().encode(`<html><body>${body}</body></html>`), "表.html");
const recordsOf = async (body: string) =>
  (await read(body)).declarations.map(({ project, funding, goals, indicators, doubts }) => ({
    name: project.name, total: funding.total?.yuan ?? null, goals: goals.map(({ text }) => text),
    rows: indicators.map(({ level1, level2, level3, target }) => [level1 ?? "", level2 ?? "", level3 ?? "", target?.text ?? ""].join("/")),
    doubts: [...new Set(doubts.map(({ path }) => path))],
  }));

describe("a list of projects with a class in each column", () => {
  const river = { name: "河道清理", total: "450000.00", goals: ["清理河道12公里。"], doubts: ["indicators"] };
  const sewer = { name: "排水管疏通", total: "620000.00", goals: ["疏通排水管8公里。"], doubts: ["indicators"] };

  it("is a form for each project, with families over the classes", async () => {
    const rows: Cells[] = [[["序号", 1, 2], ["项目名称", 1, 2], ["预算金额（万元）", 1, 2], ["绩效目标", 1, 2], ["产出指标", 2], "效益指标"], ["数量指标", "质量指标", "社会效益指标"], ["1", "河道清理", "45", "清理河道12公里。", "清理河道长度≥12公里<br>清运淤泥≥900吨", "河道达标率≥95%", "受益人口≥3万人"], ["2", "排水管疏通", "62", "疏通排水管8公里。", "疏通排水管≥8公里；清掏检查井≥90座", "", "消除内涝点≥5处"], ["", "合计", "107", "", "", "", ""]];
    assert.deepEqual(await recordsOf(`<p>2025年项目支出绩效目标汇总表</p>${table(rows)}`), [
      { ...river, rows: ["产出指标/数量指标/清理河道长度/≥12公里", "产出指标/数量指标/清运淤泥/≥900吨", "产出指标/质量指标/河道达标率/≥95%", "效益指标/社会效益指标/受益人口/≥3万人"] },
      { ...sewer, rows: ["产出指标/数量指标/疏通排水管/≥8公里", "产出指标/数量指标/清掏检查井/≥90座", "效益指标/社会效益指标/消除内涝点/≥5处"] },
    ]);
  });

  it("is a form for each project, with classes alone, over several rows of a project", async () => {
    const rows: Cells[] = [["项目名称", "预算金额（万元）", "绩效目标", "数量指标", "质量指标", "社会效益指标"], [["河道清理", 1, 2], ["45", 1, 2], ["清理河道12公里。", 1, 2], "清理河道长度≥12公里", "河道达标率≥95%", "受益人口≥3万人"], ["清运淤泥≥900吨", "", ""], ["排水管疏通", "62", "疏通排水管8公里。", "疏通排水管≥8公里", "管网畅通率≥98%", "消除内涝点≥5处"]];
    assert.deepEqual(await recordsOf(table(rows)), [
      { ...river, rows: ["/数量指标/清理河道长度/≥12公里", "/数量指标/清运淤泥/≥900吨", "/质量指标/河道达标率/≥95%", "/社会效益指标/受益人口/≥3万人"] },
      { ...sewer, rows: ["/数量指标/疏通排水管/≥8公里", "/质量指标/管网畅通率/≥98%", "/社会效益指标/消除内涝点/≥5处"] },
    ]);
  });

  it("has a date alone as a value without a name", async () => {
    const rows: Cells[] = [["项目名称", "数量指标", "质量指标", "时效指标"], ["河道清理", "清理河道长度≥12公里", "河道达标率≥95%", "2025年12月底前完成"]];
    const [{ rows: found = [], doubts = [] } = {}] = await recordsOf(table(rows));
    assert.deepEqual([found.at(-1), doubts.includes("indicators[2].level3")], ["/时效指标//2025年12月底前完成", true]);
  });
});

describe("forms without 项目名称, one below the other", () => {
  const form = (total: string, goal: string, row: Cells): string => table([["预算金额（万元）", [total, 3]], ["绩效目标", [goal, 3]], ["一级指标", "二级指标", "三级指标", "指标值"], row, ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"]]);
  const forms = (one: string, two: string) => `${one}${form("45", "清理河道12公里。", ["产出指标", "数量指标", "清理河道长度", "≥12公里"])}${two}${form("62", "疏通排水管8公里。", ["产出指标", "数量指标", "疏通排水管", "≥8公里"])}`;
  const record = (name: string | null, total: string, goal: string, row: string) => ({ name, total, goals: [goal], rows: [row, "满意度指标/服务对象满意度指标/群众满意度/≥90%"], doubts: ["project.name"] });
  const both = (one: string | null, two: string | null) => [record(one, "450000.00", "清理河道12公里。", "产出指标/数量指标/清理河道长度/≥12公里"), record(two, "620000.00", "疏通排水管8公里。", "产出指标/数量指标/疏通排水管/≥8公里")];

  it("are named by the headings over them, and that is doubtful", async () => {
    assert.deepEqual(await recordsOf(forms("<p>石桥区2025年重点项目绩效目标</p><p>（一）河道清理</p>", "<p>（二）排水管疏通</p>")), both("河道清理", "排水管疏通"));
    assert.deepEqual(await recordsOf(forms("<p>项目1：河道清理绩效目标</p>", "<p>项目2：排水管疏通绩效目标</p>")), both("河道清理", "排水管疏通"));
  });

  it("are two forms under one title too: what is said twice is said of two", async () => {
    assert.deepEqual(await recordsOf(forms("<p>2025年项目支出绩效目标表</p>", "")), both(null, null));
  });

  it("are one form where goals of two kinds stand over two tables, each its own", async () => {
    const rows = (label: string, goal: string, value: string): Cells[] => [[label, [goal, 3]], ["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "清理河道长度", value], ["产出指标", "质量指标", "河道达标率", "≥95%"]];
    const page = `<p>2025年项目支出绩效目标表</p>${table([["项目名称", ["河道清理", 3]], ...rows("中期目标", "三年清理36公里。", "≥36公里"), ...rows("年度目标", "清理12公里。", "≥12公里")])}`;
    const { declarations } = await read(page);
    assert.deepEqual(declarations.map(({ project, goals }) => [project.name, goals.map(({ scope, text }) => [scope, text])]), [["河道清理", [["midTerm", "三年清理36公里。"], ["annual", "清理12公里。"]]]]);
    assert.deepEqual(declarations[0]?.indicators.map(({ scope, level3, target }) => [scope, level3, target?.text]), [["midTerm", "清理河道长度", "≥36公里"], ["midTerm", "河道达标率", "≥95%"], ["annual", "清理河道长度", "≥12公里"], ["annual", "河道达标率", "≥95%"]]);
  });
});

describe("同上", () => {
  it("in a column of levels is what stands above it", async () => {
    const rows: Cells[] = [["项目名称", ["河道清理", 3]], ["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "清理河道长度", "≥12公里"], ["同上", "同上", "清运淤泥", "≥900吨"], ["〃", "质量指标", "河道达标率", "≥95%"], ["效益指标", "社会效益指标", "受益人口", "≥3万人"]];
    const [{ rows: found } = { rows: [] }] = await recordsOf(table(rows));
    assert.deepEqual(found, ["产出指标/数量指标/清理河道长度/≥12公里", "产出指标/数量指标/清运淤泥/≥900吨", "产出指标/质量指标/河道达标率/≥95%", "效益指标/社会效益指标/受益人口/≥3万人"]);
  });
});
