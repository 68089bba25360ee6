import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readPdf } from "../../src/formats/pdf/read.ts";
import { pdfEngine } from "../../src/server/reading/pdf-engine.ts";
import { drawn } from "./packages.ts";
import { type MadePage, area, line, madePdf, placed, table, text } from "./pdf-maker.ts";

const engine = await pdfEngine();
const grid = (...pages: readonly (string | MadePage)[]) => readPdf(madePdf(pages.map((page) => (typeof page === "string" ? { content: page } : page))), engine);
const read = async (...pages: readonly (string | MadePage)[]) => drawn(await grid(...pages));

const merged = [
  ["一级指标", "二级指标", "指标值"],
  ["产出指标", "数量指标", "≥23处"],
  ["^", "质量指标", "100%"],
  ["满意度指标", "<", "≥95%"],
];
const asDrawn = ["@0 一级指标 | @1 二级指标 | @2 指标值", "@0↓2 产出指标 | @1 数量指标 | @2 ≥23处", "@1 质量指标 | @2 100%", "@0→2 满意度指标 | @2 ≥95%"];
const widths = [80, 80, 60];

describe("a ruled table of a PDF", () => {
  it("has its merged cells where lines are missing", async () => {
    assert.deepEqual(await read(table(60, 100, widths, merged)), asDrawn);
  });

  it("places every cell by page, table, row and column", async () => {
    const { blocks } = await grid(text(60, 80, "标题"), table(60, 100, widths, merged) + table(60, 400, widths, merged));
    const places = blocks.flatMap((block) => (block.kind === "table" ? block.rows.flat().map(({ text: words, place }) => `${words}：${place.label}`) : []));
    assert.equal(places.at(-1), "≥95%：第2页 表2 第4行 第3列");
    assert.equal(places[3], "产出指标：第2页 表1 第2行 第1列");
  });

  it("may be drawn with thin areas, with dashes, or with a frame around each cell", async () => {
    const thin = (x0: number, y0: number, x1: number, y1: number) => area(x0, y0, Math.max(0.5, x1 - x0), Math.max(0.5, y1 - y0));
    const dashed = (x0: number, y0: number, x1: number, y1: number) => {
      const steps = Math.round((x1 - x0 + y1 - y0) / 5);
      const [dx, dy] = [(x1 - x0) / steps, (y1 - y0) / steps];
      return Array.from({ length: steps }, (_, at) => line(x0 + at * dx, y0 + at * dy, x0 + (at + 0.6) * dx, y0 + (at + 0.6) * dy)).join("");
    };
    assert.deepEqual(await read(table(60, 100, widths, merged, thin)), asDrawn);
    assert.deepEqual(await read(table(60, 100, widths, merged, dashed)), asDrawn);
    const framed = [0, 1].flatMap((row) => [0, 1].map((column) => `${60.5 + 80 * column} ${700.5 - 20 * row} 79 19 re S\n${text(65 + 80 * column, 135 + 20 * row, "甲乙丙丁"[2 * row + column] ?? "")}`));
    assert.deepEqual(await read(framed.join("")), ["@0 甲 | @1 乙", "@0 丙 | @1 丁"]);
  });

  it("is closed left and right even where nobody drew its outer lines", async () => {
    const open = (x0: number, y0: number, x1: number, y1: number) => (x0 === x1 && (x0 === 60 || x0 === 280) ? "" : line(x0, y0, x1, y1));
    assert.deepEqual(await read(table(60, 100, widths, merged, open)), asDrawn);
  });

  it("keeps the author's lines and undoes those that only the width of a cell made", async () => {
    const cells = [["1.保障窗口正常运转，提高服务/质量。/2.按时支付。", "目标"]];
    assert.deepEqual(await read(table(60, 100, [148, 60], cells, line, 50)), ["@0 1.保障窗口正常运转，提高服务质量。\n2.按时支付。 | @1 目标"]);
  });

  it("cuts a text that runs over several cells at their lines, and leaves one whole that is too long for its cell", async () => {
    const rows = [["", "", ""]];
    const ruled = table(60, 100, [60, 60, 60], rows);
    assert.deepEqual(await read(ruled + text(63, 113, "项目名称")), ["@0 项目名称 | @1 | @2"]);
    assert.deepEqual(await read(ruled + text(80, 113, "甲乙丙丁戊己庚辛")), ["@0 甲乙丙丁 | @1 戊己庚辛 | @2"]);
    assert.deepEqual(await read(ruled + text(65, 113, "甲乙丙丁戊己")), ["@0 甲乙丙丁戊己 | @1 | @2"]);
  });

  it("does not show what a page hides: text outside of the part that is seen", async () => {
    const hidden = `q 60 722 80 20 re W n ${text(63, 113, "看得见")}${text(63, 150, "看不见")}Q\n`;
    assert.deepEqual(await read(table(60, 100, [80, 60], [["", "乙"], ["", "丁"]]) + hidden), ["@0 看得见 | @1 乙", "@0 | @1 丁"]);
  });

  it("has two cells where two texts stand far apart in one box", async () => {
    const rows = [["甲市社会保险中心", "<", "<"], ["项目名称", "运转经费", "2024"]];
    assert.deepEqual(await read(table(60, 100, [100, 100, 100], rows) + text(300, 113, "单位：万元")), ["@0→2 甲市社会保险中心 | @2 单位：万元", "@0 项目名称 | @1 运转经费 | @2 2024"]);
  });

  it("inside a frame around the whole page is the table, and the frame is none", async () => {
    assert.deepEqual(await read(`20 20 555 800 re S\n${text(60, 80, "标题")}${table(60, 100, widths, merged)}`), ["标题", ...asDrawn]);
  });
});

describe("the text of a PDF", () => {
  it("ends its paragraphs where a line does not reach the margin of the table below, however short all of them are", async () => {
    const title = text(60, 60, "2025年部门预算项目绩效目标表") + text(60, 78, "金额单位：万元");
    assert.deepEqual(await read(title + table(60, 100, [160, 160, 100], merged)), ["2025年部门预算项目绩效目标表", "金额单位：万元", ...asDrawn]);
  });

  const upright = text(60, 80, "项目支出绩效目标表") + table(60, 100, widths, merged);
  const lines = ["项目支出绩效目标表", ...asDrawn];

  it("reads the same on a page that is turned, or whose drawing is turned", async () => {
    assert.deepEqual(await read({ content: `0 1 -1 0 842 0 cm\n${upright}`, width: 842, height: 595, rotate: 90 }), lines);
    assert.deepEqual(await read({ content: `0 1 -1 0 842 0 cm\n${upright}`, width: 842, height: 595 }), lines);
    assert.deepEqual(await read({ content: `-1 0 0 -1 595 842 cm\n${upright}`, rotate: 180 }), lines);
  });

  it("that is printed twice to look bold is there once", async () => {
    assert.deepEqual(await read(text(60, 80, "绩效目标", 16) + text(60.4, 80, "绩效目标", 16)), ["绩效目标"]);
  });

  it("keeps raised figures raised and undoes radicals that fonts note for characters", async () => {
    assert.deepEqual(await read(text(60, 80, "面积≥100m") + text(110, 76, "2", 6)), ["面积≥100m²"]);
    assert.deepEqual(await read(text(60, 80, "⽅案、⽉度、⻓期")), ["方案、月度、长期"]);
  });

  it("beside a table, turned by a quarter, belongs to its cell; a slanted stamp belongs to none", async () => {
    const side = placed("0 -1 1 0 65 735", "绩效指标");
    const stamp = placed("0.7 0.7 -0.7 0.7 100 680", "内部资料");
    const rows = [["", "数量指标", "≥1"], ["^", "质量指标", "≥2"], ["^", "时效指标", "≥3"]];
    assert.deepEqual(await read(table(60, 100, [20, 80, 60], rows) + side + stamp), ["@0↓3 绩效指标 | @1 数量指标 | @2 ≥1", "@1 质量指标 | @2 ≥2", "@1 时效指标 | @2 ≥3", "内部资料"]);
  });

  it("flows on over lines and begins anew where a line ends early or a number begins", async () => {
    const prose = ["2024年，我单位继续做好社会保险经办工作，保障各项待遇按时足额", "发放。", "1.扩大覆盖面，提高参保率，做好宣传工作，维护参保人员合法权益，", "2.规范管理。"];
    assert.deepEqual(await read(prose.map((words, at) => text(60, 80 + 16 * at, words)).join("")), [`${prose[0]}发放。`, prose[2], prose[3]]);
  });

  it("in two columns like a newspaper is read column by column", async () => {
    const [left, right] = ["左栏文字排得满满当当一行行往下接着读", "右栏文字也排得满满当当要等左栏读完了"];
    const rows = Array.from({ length: 7 }, (_, at) => text(60, 80 + 16 * at, left) + text(310, 80 + 16 * at, right));
    assert.deepEqual(await read(rows.join("")), [left.repeat(7), right.repeat(7)]);
  });

  it("whose columns line up without lines is a table whose spans are lost; two such lines are none", async () => {
    const rows = [["指标名称", "指标值", "分值"], ["发放及时率", "100%", "10"], ["差错率", "≤1%", "10"]];
    const shown = rows.map((row, at) => row.map((words, column) => text(60 + 150 * column, 80 + 16 * at, words)).join(""));
    const { blocks } = await grid(shown.join(""));
    assert.deepEqual(blocks.map((block) => block.kind === "table" && [block.spans, block.rows.map((row) => row.map((cell) => cell.text))]), [["lost", rows]]);
    assert.deepEqual(await read(shown.slice(0, 2).join("")), ["指标名称 指标值 分值", "发放及时率 100% 10"]);
  });

  it("in the fields of a form is read with the page", async () => {
    const field = "<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/F 4/Rect[143 723 199 741]/AP<</N 51 0 R>>>>";
    const words = "/F1 10 Tf 3 5 Td <00310032003300300030> Tj";
    const objects = {
      10: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 11 0 R/Resources<</Font<</F1 3 0 R>>>>/Annots[50 0 R]>>",
      50: field,
      51: `<</Type/XObject/Subtype/Form/BBox[0 0 56 18]/Resources<</Font<</F1 3 0 R>>>>/Length ${words.length + 6}>>\nstream\nBT ${words} ET\nendstream`,
    };
    const bytes = madePdf([{ content: table(60, 100, [80, 60], [["预算数", ""]]) }], { objects, catalog: "/AcroForm<</Fields[50 0 R]>>" });
    assert.deepEqual(drawn(await readPdf(bytes, engine)), ["@0 预算数 | @1 12300"]);
  });
});
