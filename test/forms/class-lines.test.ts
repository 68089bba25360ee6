// Indicators that were written out as text instead of a table: lines that begin with their class, several indicators on a
// line, a class on a line of its own above its indicators. In text, Markdown, web pages and Word alike.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { SourceDocument } from "../../src/declaration/schema.ts";
import { readDocument } from "../../src/index.ts";
import { docx as word } from "../formats/packages.ts";

const above = ["石桥区2025年项目支出绩效目标表", "项目名称：河道清理", "预算单位：石桥水务所", "资金总额（万元）：45", "年度目标：清理河道12公里。"];
const paragraph = (line: string) => `<w:p><w:r><w:t xml:space="preserve">${line.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</w:t></w:r></w:p>`;
const formats: Readonly<Record<string, (lines: readonly string[]) => Uint8Array>> = {
  "行.txt": (lines) => new TextEncoder().encode(`${lines.join("\n")}\n`),
  "行.md": (lines) => new TextEncoder().encode(`${lines.join("\n\n")}\n`),
  "行.html": (lines) => new TextEncoder().encode(`<html><body>${lines.map((line) => `<p>${line.replaceAll("<", "&lt;")}</p>`).join("")}</body></html>`),
  "行.docx": (lines) => word(lines.map(paragraph).join("")),
};
const recordOf = ({ declarations }: SourceDocument) =>
  declarations.map(({ project, goals, indicators, notes }) => ({
    name: project.name, goals: goals.map(({ text }) => text), notes,
    rows: indicators.map(({ level1, level2, level3, target, weight }) => [level1 ?? "", level2 ?? "", level3, target?.text ?? "", ...(weight ? [weight.text] : [])].join("/")),
  }));
const goal = "清理河道12公里。";
const record = (rows: readonly string[], notes: string | null = null) => [{ name: "河道清理", goals: [goal], notes, rows: [...rows] }];

const byClass = ["/数量指标/清理河道长度/≥12公里", "/数量指标/清运淤泥/≥900吨", "/质量指标/河道达标率/≥95%", "/生态效益指标/水质改善断面/≥3个"];
const byBoth = ["产出指标/数量指标/清理河道长度/≥12公里", "产出指标/数量指标/清运淤泥/≥900吨", "产出指标/质量指标/河道达标率/≥95%", "效益指标/生态效益指标/水质改善断面/≥3个"];

const layouts: readonly (readonly [what: string, lines: readonly string[], rows: readonly string[]])[] = [
  ["behind bullets, several on a line", ["绩效指标：", "• 数量指标：清理河道长度≥12公里；清运淤泥≥900吨", "• 质量指标：河道达标率≥95%", "• 生态效益指标：水质改善断面≥3个"], byClass],
  ["behind numbers, with a full stop", ["绩效指标", "1.数量指标：清理河道长度≥12公里；清运淤泥≥900吨。", "2.质量指标：河道达标率≥95%。", "3.生态效益指标：水质改善断面≥3个。"], byClass],
  ["in brackets", ["【数量指标】清理河道长度≥12公里；清运淤泥≥900吨；", "【质量指标】河道达标率≥95%；", "【生态效益指标】水质改善断面≥3个。"], byClass],
  ["names and values between colons", ["数量指标：清理河道长度：≥12公里；清运淤泥：≥900吨", "质量指标：河道达标率：≥95%", "生态效益指标：水质改善断面：≥3个"], byClass],
  ["items numbered on the line", ["数量指标：①清理河道长度≥12公里②清运淤泥≥900吨", "质量指标：①河道达标率≥95%", "生态效益指标：①水质改善断面≥3个"], byClass],
  ["a class on a line of its own", ["数量指标：", "清理河道长度≥12公里", "清运淤泥≥900吨", "质量指标：", "河道达标率≥95%", "生态效益指标：", "水质改善断面≥3个"], byClass],
  ["families and classes on lines of their own", ["产出指标", "数量指标", "清理河道长度≥12公里", "清运淤泥≥900吨", "质量指标", "河道达标率≥95%", "效益指标", "生态效益指标", "水质改善断面≥3个"], byBoth],
  ["families on lines of their own, classes before their indicators", ["一、产出指标", "- 数量指标：清理河道长度≥12公里；清运淤泥≥900吨", "- 质量指标：河道达标率≥95%", "二、效益指标", "- 生态效益指标：水质改善断面≥3个"], byBoth],
  ["numbered families, numbered classes with their indicators", ["1.产出指标", "（1）数量指标：清理河道长度≥12公里；清运淤泥≥900吨；", "（2）质量指标：河道达标率≥95%。", "2.效益指标", "（1）生态效益指标：水质改善断面≥3个。"], byBoth],
  ["families and classes before their indicators", ["产出指标：数量指标：清理河道长度≥12公里；清运淤泥≥900吨；质量指标：河道达标率≥95%", "效益指标：生态效益指标：水质改善断面≥3个"], byBoth],
  ["family and class between dashes", ["产出指标—数量指标：清理河道长度≥12公里；清运淤泥≥900吨", "产出指标—质量指标：河道达标率≥95%", "效益指标—生态效益指标：水质改善断面≥3个"], byBoth],
  ["all in one paragraph", ["绩效指标：数量指标：清理河道长度≥12公里；清运淤泥≥900吨；质量指标：河道达标率≥95%；生态效益指标：水质改善断面≥3个。"], byClass],
  ["with points in brackets", ["数量指标：清理河道长度≥12公里（20分）；清运淤泥≥900吨（10分）", "质量指标：河道达标率≥95%（20分）"], ["/数量指标/清理河道长度/≥12公里/20分", "/数量指标/清运淤泥/≥900吨/10分", "/质量指标/河道达标率/≥95%/20分"]],
];

describe("indicators on lines that name their class", () => {
  for (const [what, lines, rows] of layouts) {
    for (const [file, bytes] of Object.entries(formats)) {
      it(`are rows: ${what} (${file.slice(2)})`, async () => {
        assert.deepEqual(recordOf(await readDocument(bytes([...above, ...lines, "其他说明：无"]), file)), record(rows, "无"));
      });
    }
  }

  it("are told from their values by words and figures where no sign stands between, and that is doubtful", async () => {
    const lines = ["• 数量指标：清理河道不少于12公里；清运淤泥900吨；培训3场，参训200人", "• 质量指标：河道达标率达到95%以上", "• 社会效益指标：群众安全感明显提升", "• 可持续影响指标：长效管护机制"];
    const read = await readDocument(formats["行.txt"]?.([...above, ...lines]) ?? new Uint8Array(), "行.txt");
    assert.deepEqual(recordOf(read), record(["/数量指标/清理河道/不少于12公里", "/数量指标/清运淤泥/900吨", "/数量指标/培训/3场", "/数量指标/参训/200人", "/质量指标/河道达标率/达到95%以上", "/社会效益指标/群众安全感/明显提升", "/可持续影响指标/长效管护机制/"]));
    const doubts = read.declarations[0]?.doubts.map(({ path }) => path) ?? [];
    for (const path of ["indicators[1].level3", "indicators[1].target", "indicators[5].target", "indicators[6].target"]) assert.ok(doubts.includes(path), `${path} in ${doubts.join(" ")}`);
  });

  it("keep 成本指标 and 满意度指标 where their neighbours stand", async () => {
    const classes = ["数量指标：清理河道≥12公里", "成本指标：清理单价≤3万元/公里", "满意度指标：群众满意度≥90%"];
    const families = ["产出指标：清理河道≥12公里", "成本指标：清理单价≤3万元/公里", "满意度指标：群众满意度≥90%"];
    const read = async (lines: readonly string[]) => (await readDocument(formats["行.txt"]?.([...above, ...lines]) ?? new Uint8Array(), "行.txt")).declarations[0]?.indicators.map(({ level1, level2, class: of }) => [level1, level2, of]);
    assert.deepEqual(await read(classes), [[null, "数量指标", "output.quantity"], [null, "成本指标", "output.cost"], [null, "满意度指标", "satisfaction.served"]]);
    assert.deepEqual(await read(families), [["产出指标", null, null], ["成本指标", null, null], ["满意度指标", null, "satisfaction.served"]]);
  });

  it("end where the next project begins, numbered like a line of theirs or not", async () => {
    const one = (name: string, number: string) => [`（${number}）${name}项目绩效目标`, `项目名称：${name}`, "预算单位：石桥水务所", `绩效目标：${goal}`, "绩效指标：", "1.产出指标", "（1）数量指标：清理河道长度≥12公里；清运淤泥≥900吨", "2.效益指标", "（1）生态效益指标：水质改善断面提高2个百分点"];
    const { declarations } = await readDocument(formats["行.txt"]?.(["石桥区2025年部门预算公开说明", ...one("河道清理", "一"), ...one("排水管疏通", "二")]) ?? new Uint8Array(), "行.txt");
    assert.deepEqual(declarations.map(({ project, indicators }) => [project.name, indicators.map(({ level3, target }) => `${level3}/${target?.text}`)]), ["河道清理", "排水管疏通"].map((name) => [name, ["清理河道长度/≥12公里", "清运淤泥/≥900吨", "水质改善断面/提高2个百分点"]]));
  });

  it("are rows inside one cell of a table too", async () => {
    const cell = "产出指标：<br>1.数量指标：清理河道长度≥12公里；清运淤泥≥900吨<br>2.质量指标：河道达标率≥95%<br>效益指标：<br>1.生态效益指标：水质改善断面≥3个";
    const row = (label: string, text: string) => `<tr><td>${label}</td><td>${text}</td></tr>`;
    const page = `<html><body><p>${above[0]}</p><table>${row("项目名称", "河道清理")}${row("预算单位", "石桥水务所")}${row("资金总额（万元）", "45")}${row("年度目标", goal)}${row("绩效指标", cell)}${row("其他说明", "无")}</table></body></html>`;
    assert.deepEqual(recordOf(await readDocument(new TextEncoder().encode(page), "格.html")), record(byBoth, "无"));
  });

  it("are none in prose that only mentions a class", async () => {
    const text = [...above.slice(0, 4), "年度目标：完成数量指标和质量指标的全部任务，其中数量指标：清理河道12公里。", "一级指标\t二级指标\t三级指标\t指标值", "产出指标\t数量指标\t清理河道长度\t≥12公里", "产出指标\t质量指标\t河道达标率\t≥95%"];
    const { declarations } = await readDocument(formats["行.txt"]?.(text) ?? new Uint8Array(), "行.txt");
    assert.equal(declarations[0]?.goals[0]?.text, "完成数量指标和质量指标的全部任务，其中数量指标：清理河道12公里。");
    assert.equal(declarations[0]?.indicators.length, 2);
  });
});
