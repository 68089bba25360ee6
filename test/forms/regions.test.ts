// A transfer payment divided among regions (区域绩效目标分解表): regions in rows with indicators in columns, regions in columns,
// regions in a list with levels. Each region is a declaration of its own; what is all of them together is doubtful as a whole.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readDocument } from "../../src/index.ts";

type Cells = readonly (string | readonly [text: string, colSpan: number, rowSpan?: number])[];

const table = (rows: readonly Cells[]): string => {
  const cell = (one: Cells[number]) => (typeof one === "string" ? `<td>${one}</td>` : `<td colspan="${one[1]}" rowspan="${one[2] ?? 1}">${one[0]}</td>`);
  return `<table>${rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("")}</table>`;
};
const read = async (text: string, name: string) => await readDocument(new TextEncoder().encode(text), name);
const title = "2025年河道清理补助资金区域绩效目标分解表";
const page = async (...rows: Cells[]) => await read(`<html><body><p>${title}</p>${table(rows)}</body></html>`, "分解.html");
const regionsOf = ({ declarations }: Awaited<ReturnType<typeof page>>) =>
  declarations.map(({ project, unit, year, funding, indicators, doubts }) => ({
    name: project.name, unit: unit.name, year, total: funding.total?.yuan ?? null,
    rows: indicators.map(({ level1, level2, level3, target, unit: of }) => [level1, level2, level3, target?.text ?? null, of].filter((part) => part !== null).join("/")),
    doubts: doubts.map(({ path }) => path).filter((path) => !/\.(?:level[12]|class)$|^indicators$/.test(path)),
  }));
const region = (unit: string | null, total: string | null, rows: readonly string[], doubts = ["unit.name", "project.name"]) => ({ name: "河道清理补助资金", unit, year: 2025, total, rows, doubts });

const heads: Cells = ["一级指标", "二级指标", "三级指标"];
const length = ["产出指标", "数量指标", "清理河道长度"] as const;
const quality = ["产出指标", "质量指标", "河道达标率"] as const;

describe("regions in rows", () => {
  const head: Cells[] = [["序号", ["地区", 1, 3], ["补助资金（万元）", 1, 3], ["产出指标", 2]].map((cell) => (cell === "序号" ? ["序号", 1, 3] : cell)) as Cells, ["数量指标", "质量指标"], ["清理河道长度（公里）", "河道达标率（%）"]];

  it("are a declaration each, the sum is the whole's, with indicators named in the head below their classes", async () => {
    const document = await page(...head, [["合计", 2], "450", "20", "≥95"], ["1", "柳林县", "250", "12", "≥95"], ["2", "东山县", "200", "8", "≥95"]);
    const rows = (km: string) => [`产出指标/数量指标/清理河道长度（公里）/${km}`, "产出指标/质量指标/河道达标率（%）/≥95"];
    assert.deepEqual(regionsOf(document), [region(null, "4500000.00", rows("20"), ["", "project.name"]), region("柳林县", "2500000.00", rows("12")), region("东山县", "2000000.00", rows("8"))]);
    assert.equal(document.title, title);
  });

  it("keep what is not in a region's row out of it, and the amounts beside the sum", async () => {
    const document = await page([["市州", 1, 2], ["县区", 1, 2], ["下达资金（万元）", 2], ["绩效目标", 2]], ["合计", "中央资金", "清理河道长度（公里）", "河道达标率（%）"], [["云岭市", 1, 2], "柳林县", "250", "150", "12", "≥95"], ["东山县", "200", "120", "8", "—"]);
    assert.deepEqual(regionsOf(document), [region("柳林县", "2500000.00", ["清理河道长度（公里）/12", "河道达标率（%）/≥95"]), region("东山县", "2000000.00", ["清理河道长度（公里）/8"])]);
    assert.deepEqual(document.declarations[1]?.extra.map(({ label, text }) => `${label} ${text}`), ["市州 云岭市", "中央资金 120"]);
    assert.ok(document.declarations[0]?.doubts.some(({ path }) => path === "indicators[0].level1"));
  });

  it("may have their indicators written into the columns of classes", async () => {
    const document = await page(["市县", "安排资金（万元）", "数量指标", "质量指标", "满意度指标"], ["柳林县", "250", "清理河道≥12公里；清运淤泥≥900吨", "河道达标率≥95%", "群众满意度≥90%"]);
    assert.deepEqual(regionsOf(document).map(({ unit, total, rows }) => [unit, total, rows.length, rows[1]]), [["柳林县", "2500000.00", 4, "数量指标/清运淤泥/≥900吨"]]);
  });

  it("may have a row for each indicator", async () => {
    const document = await page(["地区", "补助金额（万元）", ...heads, "指标值"], [["柳林县", 1, 2], ["250", 1, 2], ...length, "≥12公里"], [...quality, "≥95%"], ["东山县", "200", ...length, "≥8公里"]);
    assert.deepEqual(regionsOf(document), [region("柳林县", "2500000.00", [`${length.join("/")}/≥12公里`, `${quality.join("/")}/≥95%`]), region("东山县", "2000000.00", [`${length.join("/")}/≥8公里`])]);
  });
});

describe("a fund that is named in the title alone", () => {
  it("is named by the words behind the year, whoever gives it before that", async () => {
    for (const before of ["", "云岭省", "关于提前下达"]) {
      const { declarations } = await read(`<html><body><p>${before}${title}</p>${table([["地区", ...heads, "指标值"], ["柳林县", ...length, "≥12公里"], ["东山县", ...length, "≥8公里"]])}</body></html>`, "分解.html");
      assert.deepEqual(declarations.map(({ project, doubts }) => [project.name, doubts.some(({ path }) => path === "project.name")]), Array(2).fill(["河道清理补助资金", true]));
    }
  });
});

describe("regions in columns", () => {
  const of = (km: string) => [`${length.join("/")}/${km}`, `${quality.join("/")}/≥95%`];

  it("are a declaration each, with the amount in their column and the goal of all", async () => {
    const document = await page([["主管部门", 3], ["云岭市水务局", 3]], [["资金金额（万元）", 3], "450", "250", "200"], [["年度目标", 3], ["清理河道20公里。", 3]], [...heads, "全市", "柳林县", "东山县"], [...length, "≥20公里", "≥12公里", "≥8公里"], [...quality, "≥95%", "≥95%", "≥95%"]);
    assert.deepEqual(regionsOf(document), [region(null, "4500000.00", of("≥20公里"), ["", "project.name"]), region("柳林县", "2500000.00", of("≥12公里")), region("东山县", "2000000.00", of("≥8公里"))]);
    assert.deepEqual(document.declarations.map(({ department, goals }) => [department, goals[0]?.text]), Array(3).fill(["云岭市水务局", "清理河道20公里。"]));
    assert.deepEqual(document.problems.filter(({ code }) => code === "READ-03"), []);
  });

  it("may have their heads below one that spans them, beside a head that spans both rows", async () => {
    const document = await page([["绩效指标", 3], ["计量单位", 1, 2], ["分区域指标值", 2]], [...heads, "柳林县", "东山县"], [...length, "公里", "≥12", "≥8"], [...quality, "%", "≥95", "≥95"]);
    assert.deepEqual(regionsOf(document).map(({ unit, rows }) => [unit, rows]), [["柳林县", [`${length.join("/")}/≥12/公里`, `${quality.join("/")}/≥95/%`]], ["东山县", [`${length.join("/")}/≥8/公里`, `${quality.join("/")}/≥95/%`]]]);
  });

  it("have their own amounts in flattened text, where the empty cells are lost", async () => {
    const document = await read(`${[title, "年度金额（万元）\t450\t250\t200", [...heads, "全市", "柳林县", "东山县"].join("\t"), [...length, "≥20公里", "≥12公里", "≥8公里"].join("\t"), [...quality, "≥95%", "≥95%", "≥95%"].join("\t")].join("\n")}\n`, "分解.txt");
    assert.deepEqual(regionsOf(document).map(({ unit, total, rows }) => [unit, total, rows]), [[null, "4500000.00", of("≥20公里")], ["柳林县", "2500000.00", of("≥12公里")], ["东山县", "2000000.00", of("≥8公里")]]);
  });
});

describe("a head of two rows", () => {
  it("has the columns that span both as well", async () => {
    const document = await read(`<html><body><p>2025年项目支出绩效目标表</p>${table([["项目名称", ["河道清理", 5]], [["绩效指标", 3], ["指标值", 1, 2], ["计量单位", 1, 2], ["分值", 1, 2]], heads, [...length, "≥12", "公里", "20"], [...quality, "≥95", "%", "20"]])}</body></html>`, "表.html");
    const again = await read(`<html><body><p>2025年项目支出绩效目标表</p>${table([["项目名称", ["河道清理", 3]], [...heads, "指标值"], [["产出指标", 1, 2], "数量指标", "清理河道长度", "≥12"], ["质量指标", "河道达标率", "≥95"], [["效益指标", 1, 2], ["社会效益指标", 1, 2], "受益人口", "≥3"], [...heads, "指标值"], ["受益村", "≥4"]])}</body></html>`, "表.html");
    assert.deepEqual(again.declarations[0]?.indicators.map(({ level2, level3 }) => `${level2} ${level3}`), ["数量指标 清理河道长度", "质量指标 河道达标率", "社会效益指标 受益人口", "社会效益指标 受益村"]);
    assert.deepEqual(document.declarations.map(({ indicators, doubts }) => [indicators.map(({ level3, target, unit, weight }) => [level3, target?.text, unit, weight?.text]), doubts]), [[[["清理河道长度", "≥12", "公里", "20"], ["河道达标率", "≥95", "%", "20"]], []]]);
  });
});
