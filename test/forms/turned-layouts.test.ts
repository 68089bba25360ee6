// Layouts in which the rows of a table are not the rows of one form: two forms side by side, indicators in columns, figures
// in a column called 数值, indicators on lines with their classes before them.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { SourceDocument } from "../../src/declaration/schema.ts";
import { readDocument } from "../../src/index.ts";

type Cells = readonly (string | readonly [text: string, colSpan: number, rowSpan?: number])[];

const page = (rows: readonly Cells[], before = ""): string => {
  const cell = (one: Cells[number]) => (typeof one === "string" ? `<td>${one}</td>` : `<td colspan="${one[1]}" rowspan="${one[2] ?? 1}">${one[0]}</td>`);
  return `<html><body>${before}<table>${rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("")}</table></body></html>`;
};
const tabs = (rows: readonly (readonly string[])[], before = ""): string => `${before}${rows.map((row) => row.join("\t")).join("\n")}\n`;
const read = async (text: string, name: string): Promise<SourceDocument> => await readDocument(new TextEncoder().encode(text), name);

const recordsOf = ({ declarations }: SourceDocument) =>
  declarations.map(({ project, unit, year, funding, goals, indicators, doubts, extra }) => ({
    name: project.name, unit: unit.name, year, total: funding.total && `${funding.total.text} ${funding.total.yuan}`,
    goals: goals.map(({ text }) => text),
    rows: indicators.map(({ level1, level2, level3, target, unit: of }) => [level1, level2, level3, target?.text ?? null, of].filter((part) => part !== null).join("/")),
    doubts: doubts.map(({ path }) => path), extra: extra.map(({ label, text }) => `${label} ${text}`),
  }));

const heads = ["一级指标", "二级指标", "三级指标", "指标值"];
const river = [["产出指标", "数量指标", "清理河道长度", "≥12公里"], ["产出指标", "质量指标", "河道达标率", "≥95%"], ["效益指标", "生态效益指标", "水质改善断面", "≥3个"]];
const sewer = [["产出指标", "数量指标", "疏通排水管", "≥8公里"], ["产出指标", "质量指标", "管网畅通率", "≥98%"], ["效益指标", "社会效益指标", "消除内涝点", "≥5处"]];
const record = (name: string, unit: string, total: string, goal: string, rows: readonly (readonly string[])[]) => ({ name, unit, year: 2025, total, goals: [goal], rows: rows.map((row) => row.join("/")), doubts: [], extra: [] });
const ofRiver = record("河道清理", "石桥水务所", "45 450000.00", "清理河道12公里。", river);
const ofSewer = record("排水管疏通", "石桥市政所", "62 620000.00", "疏通排水管8公里。", sewer);

const labels = (wide: (text: string) => Cells[number]): Cells[] => [
  ["项目名称", wide("河道清理"), "项目名称", wide("排水管疏通")],
  ["预算单位", wide("石桥水务所"), "预算单位", wide("石桥市政所")],
  ["资金总额（万元）", wide("45"), "资金总额（万元）", wide("62")],
  ["年度目标", wide("清理河道12公里。"), "年度目标", wide("疏通排水管8公里。")],
];
const both = [[...heads, ...heads], ...river.map((row, nth) => [...row, ...(sewer[nth] ?? [])])];

describe("two forms side by side in one table", () => {
  it("are two forms, each under its own title", async () => {
    const rows: Cells[] = [[["2025年项目支出绩效目标表", 4], ["2025年项目支出绩效目标表", 4]], ...labels((text) => [text, 3]), ...both];
    assert.deepEqual(recordsOf(await read(page(rows), "并列.html")), [ofRiver, ofSewer]);
  });

  it("are two forms under one title", async () => {
    const titled: Cells[] = [[["2025年项目支出绩效目标表", 8]], ...labels((text) => [text, 3]), ...both];
    assert.deepEqual(recordsOf(await read(page(titled), "并列.html")), [ofRiver, ofSewer]);
    assert.deepEqual(recordsOf(await read(page([...labels((text) => [text, 3]), ...both], "<p>2025年项目支出绩效目标表</p>"), "并列.html")), [ofRiver, ofSewer]);
  });

  it("are two forms in flattened text, where one has fewer indicators as well", async () => {
    const flat = labels((text) => text).map(([a, b, c, d]) => [a, b, "", "", c, d, "", ""] as string[]);
    const rows = [...flat, ...both.slice(0, -1), [...(river[2] ?? []), "", "", "", ""]];
    assert.deepEqual(recordsOf(await read(tabs(rows, "2025年项目支出绩效目标表\n"), "并列.txt")), [ofRiver, { ...ofSewer, rows: ofSewer.rows.slice(0, 2) }]);
  });

  it("are one form where the names alone stand twice", async () => {
    const rows: Cells[] = [["项目名称", ["河道清理", 3]], ["预算单位", ["石桥水务所", 3]], ["资金总额（万元）", ["45", 3]], ["年度目标", ["清理河道12公里。", 3]], heads, ...river];
    assert.deepEqual(recordsOf(await read(page(rows, "<p>2025年项目支出绩效目标表</p>"), "一张.html")), [ofRiver]);
  });
});

describe("indicators in columns", () => {
  const above: Cells[] = [[["2025年项目支出绩效目标表", 4]], ["项目名称", "河道清理", "预算单位", "石桥水务所"], ["资金总额（万元）", ["45", 3]], ["年度目标", ["清理河道12公里。", 3]]];
  const turned = heads.map((head, column) => [head, ...river.map((row) => row[column] ?? "")]);

  it("are read as rows", async () => {
    assert.deepEqual(recordsOf(await read(page([...above, ...turned]), "横排.html")), [ofRiver]);
  });

  it("are read as rows below merged levels, beside a label of the table", async () => {
    const merged: Cells[] = [[["绩效指标", 1, 4], "一级指标", ["产出指标", 2], "效益指标"], ...turned.slice(1)];
    assert.deepEqual(recordsOf(await read(page([...above, ...merged]), "横排.html")), [ofRiver]);
  });

  it("are read as rows in flattened text", async () => {
    const rows = [["项目名称", "河道清理", "预算单位", "石桥水务所"], ["资金总额（万元）", "45"], ["年度目标", "清理河道12公里。"], ...turned];
    assert.deepEqual(recordsOf(await read(tabs(rows, "2025年项目支出绩效目标表\n"), "横排.txt")), [ofRiver]);
  });

  it("are read as rows in two blocks one below the other", async () => {
    const blocks = [0, 2].flatMap((from) => heads.map((head, column) => [head, ...river.slice(from, from + 2).map((row) => row[column] ?? "")]));
    assert.deepEqual(recordsOf(await read(page([...above, ...blocks]), "横排.html")), [ofRiver]);
  });
});

describe("a column 数值", () => {
  it("holds the target beside 符号 and 计量单位 in any order", async () => {
    const rows: Cells[] = [["项目名称", ["河道清理", 5]], ["一级指标", "二级指标", "三级指标", "计量单位", "符号", "数值"], ["产出指标", "数量指标", "清理河道长度", "公里", "≥", "12"], ["产出指标", "质量指标", "河道达标率", "%", "≥", "95"]];
    const [{ rows: read1, doubts } = { rows: [], doubts: [] }] = recordsOf(await read(page(rows), "数值.html"));
    assert.deepEqual(read1, ["产出指标/数量指标/清理河道长度/≥12/公里", "产出指标/质量指标/河道达标率/≥95/%"]);
    assert.deepEqual(doubts, []);
  });
});

describe("indicators on lines behind their classes", () => {
  for (const dash of ["—", "——", "-", "－", " > ", "/", "·"]) {
    it(`are read with “${dash}” between`, async () => {
      const text = `石桥区2025年项目支出绩效目标表\n\n项目名称：河道清理\n预算单位：石桥水务所\n资金总额（万元）：45\n年度目标：清理河道12公里。\n\n绩效指标：\n${river.map(([a, b, c, d], nth) => `${nth + 1}. ${[a, b, c].join(dash)}：${d}；`).join("\n")}\n`;
      // No head is printed: that is said.
      const withoutHead = { ...ofRiver, doubts: ["indicators"] };
      assert.deepEqual(recordsOf(await read(text, "逐行.txt")), [withoutHead]);
      assert.deepEqual(recordsOf(await read(text.replaceAll(/^\d\. /gm, ""), "逐行.txt")), [withoutHead]);
    });
  }
});

describe("several indicators in one row, a line each", () => {
  const above: Cells[] = [[["2025年项目支出绩效目标表", 5]], ["项目名称", "河道清理", "预算单位", ["石桥水务所", 2]], ["资金总额（万元）", ["45", 4]], ["年度目标", ["清理河道12公里。", 4]]];
  const rowsOf = async (heads: Cells, ...rows: Cells[]) => {
    const [{ rows: found, doubts } = { rows: [], doubts: [] }] = recordsOf(await read(page([...above, heads, ...rows]), "一格几行.html"));
    return { found, doubts };
  };

  it("are an indicator each where names and values are numbered alike", async () => {
    assert.deepEqual(await rowsOf([...heads, "分值"], ["产出指标", "数量指标", "1.清理河道长度<br>2.清运淤泥", "1.≥12公里<br>2.≥900吨", "20<br>10"], ["", "质量指标", "河道达标率", "≥95%", "10"]), {
      found: ["产出指标/数量指标/1.清理河道长度/1.≥12公里", "产出指标/数量指标/2.清运淤泥/2.≥900吨", "产出指标/质量指标/河道达标率/≥95%"],
      doubts: [],
    });
  });

  it("are an indicator each where a value with its sign stands on each line, and that is doubtful", async () => {
    const { found, doubts } = await rowsOf(heads, [["产出指标", 1, 2], "数量指标", "清理河道长度<br>清运淤泥", "≥12公里<br>≥900吨"], ["质量指标", "河道达标率", "≥95%"]);
    assert.deepEqual(found, ["产出指标/数量指标/清理河道长度/≥12公里", "产出指标/数量指标/清运淤泥/≥900吨", "产出指标/质量指标/河道达标率/≥95%"]);
    assert.deepEqual(doubts, ["indicators[0].level3", "indicators[0].target", "indicators[1].level3", "indicators[1].target"]);
  });

  it("are one indicator where a narrow cell broke its name and its value", async () => {
    const { found } = await rowsOf(heads, ["产出指标", "数量指标", "清理河<br>道长度", "≥12<br>公里"], ["产出指标", "质量指标", "河道<br>达标率", "大于<br>95%"], ["产出指标", "质量指标", "清<br>淤达标率", "><br>=95%"]);
    assert.deepEqual(found, ["产出指标/数量指标/清理河道长度/≥12公里", "产出指标/质量指标/河道达标率/大于95%", "产出指标/质量指标/清淤达标率/>=95%"]);
  });
});

describe("a form of an adjustment", () => {
  const above: Cells[] = [["项目名称", ["河道清理", 4]], ["预算单位", ["石桥水务所", 4]]];
  const after = ["产出指标/数量指标/清理河道长度/≥12公里", "产出指标/质量指标/河道达标率/≥95%"];
  const body: Cells[] = [["产出指标", "数量指标", "清理河道长度", "≥20公里", "≥12公里"], ["产出指标", "质量指标", "河道达标率", "≥90%", "≥95%"]];

  it("has the values after it as targets, those before it are kept as printed", async () => {
    const rows: Cells[][] = [
      [["一级指标", "二级指标", "三级指标", "调整前指标值", "调整后指标值"]],
      [["一级指标", "二级指标", "三级指标", "调整前", "调整后"]],
      [["一级指标", "二级指标", "三级指标", "原指标值", "现指标值"]],
      [[["一级指标", 1, 2], ["二级指标", 1, 2], ["三级指标", 1, 2], ["指标值", 2]], ["调整前", "调整后"]],
    ];
    for (const head of rows) {
      const [record] = recordsOf(await read(page([...above, ...head, ...body], "<p>项目绩效目标调整表</p>"), "调整.html"));
      assert.deepEqual(record?.rows, after, String(head));
      assert.equal(record?.extra.length, 2);
      assert.match(record?.extra[0] ?? "", /^清理河道长度·.*(?:前|原).* ≥20公里$/);
    }
  });
});

describe("classes in one column", () => {
  const above: Cells[] = [["项目名称", ["河道清理", 2]], ["预算单位", ["石桥水务所", 2]], ["资金总额（万元）", ["45", 2]], ["年度目标", ["清理河道12公里。", 2]]];

  for (const dash of ["/", "—", "-", "·", "：", "<br>"]) {
    it(`are family and class where “${dash}” stands between them`, async () => {
      const rows: Cells[] = [...above, ["指标类别", "指标名称", "指标值"], ...river.map(([a, b, c = "", d = ""]): Cells => [`${a}${dash}${b}`, c, d])];
      assert.deepEqual(recordsOf(await read(page(rows, "<p>2025年项目支出绩效目标表</p>"), "类别.html")), [ofRiver]);
    });
  }

  it("are a class alone where no family is printed", async () => {
    const rows: Cells[] = [...above, ["指标类别", "指标名称", "指标值"], ...river.map(([, b = "", c = "", d = ""]): Cells => [b, c, d])];
    const { declarations } = await read(page(rows, "<p>2025年项目支出绩效目标表</p>"), "类别.html");
    assert.deepEqual(declarations[0]?.indicators.map(({ level1, level2, level3, class: of }) => [level1, level2, level3, of]), [[null, "数量指标", "清理河道长度", "output.quantity"], [null, "质量指标", "河道达标率", "output.quality"], [null, "生态效益指标", "水质改善断面", "benefit.ecological"]]);
  });

  it("say what kind an indicator is beside levels of its own", async () => {
    const rows: Cells[] = [["项目名称", ["河道清理", 4]], ["一级指标", "二级指标", "三级指标", "指标类别", "指标值"], ...river.map(([a = "", b = "", c = "", d = ""]): Cells => [a, b, c, "定量", d])];
    const [record] = recordsOf(await read(page(rows, "<p>2025年项目支出绩效目标表</p>"), "类别.html"));
    assert.deepEqual(record?.rows, ofRiver.rows);
    assert.equal(record?.extra[0], "清理河道长度·指标类别 定量");
  });
});

describe("above the table", () => {
  it("a year may be printed in Chinese figures", async () => {
    for (const [year, title] of [[2025, "石桥区二〇二五年度项目支出绩效目标表"], [2024, "二○二四年项目支出绩效目标表"], [2026, "二零二六年度项目支出绩效目标表"]] as const) {
      const { year: found, declarations, title: named } = await read(page([["项目名称", ["河道清理", 3]], heads, ...river], `<p>${title}</p>`), "年度.html");
      assert.deepEqual([found, declarations[0]?.year, named], [year, year, title]);
    }
  });

  it("a line that announces the indicators is no part of the goal above it", async () => {
    for (const line of ["绩效指标如下：", "以下为绩效指标，按年度填写。", "具体绩效指标见下表。"]) {
      const labelled = page([["项目名称", "河道清理"], ["预算单位", "石桥水务所"], ["资金总额（万元）", "45"]], "<p>2025年项目支出绩效目标表</p>").replace("</body></html>", "");
      const document = await read(`${labelled}<p>年度目标：清理河道12公里。</p><p>${line}</p>${page([heads, ...river]).replace("<html><body>", "")}`, "段落.html");
      assert.deepEqual(recordsOf(document), [ofRiver]);
      assert.deepEqual(document.problems.map(({ code, message }) => [code, message.includes(line.slice(0, -1))]), [["READ-03", true]]);
    }
  });

  it("the unit of money may stand in a cell behind its amount", async () => {
    const rows: Cells[] = [["项目名称", ["河道清理", 5]], ["资金总额", "45", "万元", "其中：财政拨款", "40", "万元"], ["年度目标", ["清理河道12公里。", 5]], [["一级指标", 2], "二级指标", "三级指标", ["指标值", 2]], ...river.map(([a = "", b = "", c = "", d = ""]): Cells => [[a, 2], b, c, [d, 2]])];
    const { declarations, problems } = await read(page(rows, "<p>2025年项目支出绩效目标表</p>"), "单位.html");
    assert.deepEqual(declarations.map(({ funding, extra }) => [funding.currency, funding.total?.yuan, funding.fiscal?.yuan, extra]), [["万元", "450000.00", "400000.00", []]]);
    assert.deepEqual(problems, []);
  });
});

describe("indicators with a head before every value", () => {
  const above = "2025年项目支出绩效目标表\n\n一、基本信息\n1. 项目名称：河道清理\n2. 预算单位：石桥水务所\n二、资金情况\n1. 资金总额（万元）：45\n三、年度目标：清理河道12公里。\n四、绩效指标\n";
  const line = (between: string, number = "") => river.map((row, nth) => number.replace("1", String(nth + 1)) + row.map((value, column) => `${heads[column]}：${value}`).join(between)).join("\n");

  for (const [what, text] of [["on a line each", line("　")], ["numbered", line("；", "1. ")], ["over several lines", line("\n")], ["over several lines, a blank line between", river.map((row) => row.map((value, column) => `${heads[column]}：${value}`).join("\n")).join("\n\n")]] as const) {
    it(`are rows, ${what}`, async () => {
      assert.deepEqual(recordsOf(await read(`${above}${text}\n`, "逐项.txt")), [ofRiver]);
    });
  }
});

describe("labels over their values", () => {
  const title: Cells = [["2025年项目支出绩效目标表", 4]];
  const table = [heads, ...river];

  it("are labels with their values", async () => {
    const rows: Cells[] = [title, ["项目名称", "预算单位", "资金总额（万元）", "年度目标"], ["河道清理", "石桥水务所", "45", "清理河道12公里。"], ...table];
    assert.deepEqual(recordsOf(await read(page(rows), "上下.html")), [ofRiver]);
    assert.deepEqual(recordsOf(await read(tabs(rows.slice(1).map((row) => row.map(String)), "2025年项目支出绩效目标表\n"), "上下.txt")), [ofRiver]);
  });

  it("are labels with their values in pairs of rows, in merged cells, beside a label of all amounts", async () => {
    const rows: Cells[] = [title, [["项目名称", 2], ["预算单位", 2]], [["河道清理", 2], ["石桥水务所", 2]], [["项目资金（万元）", 1, 2], "资金总额", "财政拨款", "其他资金"], ["45", "40", "5"], ["年度目标", ["清理河道12公里。", 3]], ...table];
    const document = await read(page(rows), "上下.html");
    assert.deepEqual(recordsOf(document), [ofRiver]);
    assert.deepEqual([document.declarations[0]?.funding.fiscal?.yuan, document.declarations[0]?.funding.other?.yuan], ["400000.00", "50000.00"]);
  });

  it("are none of prose: what stands below an empty amount is no amount", async () => {
    const rows: Cells[] = [title, ["项目名称", ["河道清理", 3]], ["预算单位", ["石桥水务所", 3]], [["预算规模及资金用途", 1, 2], "资金总额（万元）"], [["清理河道、清运淤泥。", 3]], ["年度目标", ["清理河道12公里。", 3]], ...table];
    const { declarations } = await read(page(rows), "上下.html");
    assert.deepEqual(declarations.map(({ funding }) => funding.total), [null]);
  });

  it("keep an empty value empty", async () => {
    const rows: Cells[] = [title, ["项目名称", "预算单位", "主管部门", "资金总额（万元）"], ["河道清理", "石桥水务所", "", "45"], ["年度目标", ["清理河道12公里。", 3]], ...table];
    const document = await read(page(rows), "上下.html");
    assert.deepEqual(recordsOf(document), [ofRiver]);
    assert.equal(document.declarations[0]?.department, null);
  });
});

describe("rows that add up points", () => {
  it("are no indicators, and end no table", async () => {
    const pointed = river.map((row, nth): Cells => [...row, String(10 * (nth + 1))]);
    for (const sum of [(points: string): Cells => ["小计", "", "", "", points], (points: string): Cells => ["", "小计", "", "", points], (points: string): Cells => [["小 计", 4], points]]) {
      const rows: Cells[] = [[["2025年项目支出绩效目标表", 5]], ["项目名称", ["河道清理", 4]], ["预算单位", ["石桥水务所", 4]], ["资金总额（万元）", ["45", 4]], ["年度目标", ["清理河道12公里。", 4]], [...heads, "分值"], ...pointed.slice(0, 2), sum("30"), ...pointed.slice(2), sum("30"), ["合计", "", "", "", "60"]];
      const [record] = recordsOf(await read(page(rows), "小计.html"));
      assert.deepEqual(record, { ...ofRiver, extra: ["小计·分值 30", "小计·分值 30", "合计 60"] });
    }
  });
});
