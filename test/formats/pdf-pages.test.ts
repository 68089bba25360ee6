import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { readPdf } from "../../src/formats/pdf/read.ts";
import type { Grid } from "../../src/grid/grid.ts";
import { readDocument } from "../../src/index.ts";
import { pdfEngine } from "../../src/server/reading/pdf-engine.ts";
import { drawn } from "./packages.ts";
import { line, madePdf, table, text } from "./pdf-maker.ts";

const engine = await pdfEngine();
const grid = (...pages: readonly string[]) => readPdf(madePdf(pages.map((content) => ({ content }))), engine);
const read = async (...pages: readonly string[]) => drawn(await grid(...pages));

/** The cells through which a page break runs: their texts on each page, and whether the lines prove it. */
function spanning({ blocks }: Grid): [string[], boolean][] {
  const cells = blocks.flatMap((block) => (block.kind === "table" ? block.rows.flat() : []));
  return cells.flatMap(({ over }) => (over ? [[over.pages.map((piece) => piece.text), over.proven]] : []));
}

const widths = [50, 80, 80, 50];
const head = ["一级指标", "二级指标", "三级指标", "指标值"];
/** A table at the foot of a page, and one at the head of the next. */
const foot = (rows: readonly (readonly string[])[], heights = 20) => table(60, 780 - heights * rows.length, widths, rows, line, heights);
const top = (rows: readonly (readonly string[])[], heights = 20) => table(60, 60, widths, rows, line, heights);

describe("a table that goes on over a page", () => {
  it("is one table, and a merged cell whose label stands on the first page covers its rows on the next", async () => {
    const pages = [foot([head, ["产出", "数量指标", "次数", "≥1"], ["^", "质量指标", "质量", "≥2"]]), top([["", "时效指标", "时效", "≥3"], ["效益", "社会效益", "影响", "≥4"]])];
    assert.deepEqual(await read(...pages), [
      "@0 一级指标 | @1 二级指标 | @2 三级指标 | @3 指标值",
      "@0↓3 产出 | @1 数量指标 | @2 次数 | @3 ≥1",
      "@1 质量指标 | @2 质量 | @3 ≥2",
      "@1 时效指标 | @2 时效 | @3 ≥3",
      "@0 效益 | @1 社会效益 | @2 影响 | @3 ≥4",
    ]);
    assert.deepEqual(spanning(await grid(...pages)), [[["产出", ""], false]]);
  });

  it("keeps an empty value empty: only boxes at the left edge run on", async () => {
    const pages = [foot([["产出", "数量指标", "次数", "≥1"]]), top([["效益", "社会效益", "影响", ""]])];
    assert.deepEqual(spanning(await grid(...pages)), []);
  });

  it("has a torn row in one piece where its lines filled their cells to the edge", async () => {
    const pages = [foot([head, ["产出", "数量指标", "培训工作人员并", "≥10"]]), top([["", "", "考核人数", ""], ["效益", "社会效益", "影响", "≥4"]])];
    assert.deepEqual(await read(...pages), [
      "@0 一级指标 | @1 二级指标 | @2 三级指标 | @3 指标值",
      "@0 产出 | @1 数量指标 | @2 培训工作人员并考核人数 | @3 ≥10",
      "@0 效益 | @1 社会效益 | @2 影响 | @3 ≥4",
    ]);
    assert.deepEqual(spanning(await grid(...pages))[2], [["培训工作人员并", "考核人数"], false]);
  });

  it("has rows of their own where the row before was whole", async () => {
    const pages = [foot([head, ["产出", "数量指标", "次数", "≥1"]]), top([["效益", "社会效益", "影响", "≥4"]])];
    assert.equal((await read(...pages)).length, 3);
  });

  it("puts a label together that the document has elsewhere in one piece", async () => {
    const rows = [head, ["产出", "服务对象满意度", "次数", "≥1"], ["效益", "社会效益", "影响", "≥4"]];
    const pages = [table(60, 100, widths, rows) + foot([["", "甲", "乙", "≥2"], ["满意", "服务对象", "丙", "≥3"]]), top([["", "满意度", "丁", "≥5"]])];
    assert.deepEqual((await read(...pages)).slice(3), ["@0 | @1 甲 | @2 乙 | @3 ≥2", "@0↓2 满意 | @1↓2 服务对象\n满意度 | @2 丙 | @3 ≥3", "@2 丁 | @3 ≥5"]);
  });

  it("is proved by lines where a page leaves open what it cuts", async () => {
    const open = (at: number) => (x0: number, y0: number, x1: number, y1: number) => (y0 === at && y1 === at && x1 <= 110 ? "" : line(x0, y0, x1, y1));
    const pages = [
      table(60, 740, widths, [head, ["产出", "数量指标", "次数", "≥1"]], open(780)),
      table(60, 60, widths, [["", "质量指标", "质量", "≥2"], ["效益", "社会效益", "影响", "≥4"]], open(60)),
    ];
    assert.deepEqual((await read(...pages)).slice(1), ["@0↓2 产出 | @1 数量指标 | @2 次数 | @3 ≥1", "@1 质量指标 | @2 质量 | @3 ≥2", "@0 效益 | @1 社会效益 | @2 影响 | @3 ≥4"]);
    assert.deepEqual(spanning(await grid(...pages)), [[["产出", ""], true]]);
  });

  it("goes on behind a head that the page prints again, which is kept", async () => {
    const pages = [foot([head, ["产出", "数量指标", "培训工作人员并", "≥10"]]), top([head, ["", "", "考核人数", ""], ["", "质量指标", "质量", "≥2"]])];
    assert.deepEqual((await read(...pages)).slice(1), [
      "@0 产出 | @1 数量指标 | @2 培训工作人员并考核人数 | @3 ≥10",
      "@0 一级指标 | @1 二级指标 | @2 三级指标 | @3 指标值",
      "@0 | @1 质量指标 | @2 质量 | @3 ≥2",
    ]);
  });

  it("is not parted by page numbers and running heads, which stay text", async () => {
    const number = (page: number) => text(280, 820, `— ${page} —`, 9) + text(60, 40, "某市2024年预算", 9);
    const pages = [foot([head, ["产出", "数量指标", "次数", "≥1"]]) + number(1), top([["", "质量指标", "质量", "≥2"]]) + number(2)];
    const { blocks } = await grid(...pages);
    assert.deepEqual(blocks.map((block) => (block.kind === "paragraph" ? block.text : block.kind)), ["某市2024年预算", "table", "— 1 —", "某市2024年预算", "— 2 —"]);
  });

  it("ends at a title, a break or a table with other edges", async () => {
    const rows = [["产出", "数量指标", "次数", "≥1"]];
    const titled = await read(foot(rows), text(200, 50, "项目绩效目标表", 16) + table(60, 80, widths, rows));
    assert.deepEqual(titled.slice(1, 3), ["---", "项目绩效目标表"]);
    assert.equal((await read(foot(rows), table(90, 60, widths, rows)))[1], "---");
  });
});

/** What is doubted as joined, and the pages on which it stands. */
async function joinedIn(bytes: Uint8Array): Promise<[string, (number | null)[]][]> {
  const { declarations } = await readDocument(bytes, "表.pdf", { pdf: async () => engine });
  return declarations.flatMap(({ doubts, places }) => doubts.filter(({ reason }) => reason === "joined").map(({ path }): [string, (number | null)[]] => [path, (places[path] ?? []).map(({ page }) => page)]));
}

describe("a value that was put together over a page", () => {
  const title = text(200, 40, "项目支出绩效目标表", 16) + table(60, 70, [100, 160], [["项目名称", "乡村图书室"], ["预算数（万元）", "36.50"]]);
  const rows = (at: number, draw = line) => table(60, at, widths, [head, ["产出指标", "数量指标", "培训工作人员并", "≥10"]], draw);
  const rest = [["", "", "考核人数", ""], ["效益指标", "社会效益指标", "影响", "≥4"]];

  it("is doubtful, and stands on both pages, where nothing but the text says that it is one", async () => {
    const pages = [title + rows(740), top(rest)];
    assert.deepEqual(await joinedIn(madePdf(pages.map((content) => ({ content })))), [["indicators[0].level3", [1, 2]]]);
  });

  it("is not where the lines prove it", async () => {
    const open = (at: number) => (x0: number, y0: number, x1: number, y1: number) => (y0 === at && y1 === at ? "" : line(x0, y0, x1, y1));
    const pages = [title + rows(740, open(780)), table(60, 60, widths, rest, open(60))];
    const [declaration] = (await readDocument(madePdf(pages.map((content) => ({ content }))), "表.pdf", { pdf: async () => engine })).declarations;
    assert.equal(declaration?.indicators[0]?.level3, "培训工作人员并考核人数");
    assert.deepEqual(declaration.places["indicators[0].level3"]?.map(({ page }) => page), [1, 2]);
    assert.deepEqual(declaration.doubts.filter(({ reason }) => reason === "joined"), []);
  });
});

describe("a form of three pages as LibreOffice prints it", () => {
  it("has its merged label, its two torn rows and the lines of its goal in one piece", async () => {
    const bytes = new Uint8Array(readFileSync(new URL("files/written-by-libreoffice.pdf", import.meta.url)));
    const read = await readPdf(bytes, engine);
    assert.deepEqual(drawn(read), [
      "乡村图书室运转经费绩效目标表",
      "501001某镇文化站 单位：万元",
      "@0 项目名称 | @1→4 乡村图书室运转经费",
      "@0↓2 预算规模及资金用途 | @1 预算数 | @2 36.50 | @3 其中：财政资金 | @4 36.50",
      "@1→4 用于十二个乡村图书室的图书更新、管理员补助和房屋修缮，保障图书室全年开放。",
      "@0 绩效目标 | @1→4 1.保障图书室每周开放不少于五天，方便村民借阅。\n2.更新图书，满足不同年龄村民的阅读需要，组织阅读活动，提高村民的阅读兴趣。",
      "@0 一级指标 | @1 二级指标 | @2 三级指标 | @3 绩效指标描述 | @4 指标值",
      "@0↓4 产出指标 | @1 数量指标 | @2 更新图书数量 | @3 全年新购图书册数 | @4 ≥3000册",
      "@1 质量指标 | @2 图书完好率 | @3 年末完好图书占全部图书的比例 | @4 ≥95%",
      "@1 时效指标 | @2 开放天数达标率及管理员补助发放及时情况 | @3 每周开放不少于五天的图书室占全部图书室的比例 | @4 100%",
      "@1 成本指标 | @2 每册图书平均价格 | @3 图书采购费除以册数 | @4 ≤45元",
      "@0 效益指标 | @1 社会效益指标 | @2 借阅人次 | @3 全年借阅人次比上年增长 | @4 ≥10%",
      "@0 满意度指标 | @1 服务对象满意度指标 | @2 村民满意度 | @3 问卷调查中满意和比较满意的比例 | @4 ≥90%",
      "— 1 —",
      "— 2 —",
      "— 3 —",
    ]);
    const joined = spanning(read).filter(([texts]) => texts.every((words) => words !== ""));
    assert.deepEqual(await joinedIn(bytes), [["indicators[0].description", [1, 2]], ["indicators[5].level2", [2, 3]], ["indicators[5].description", [2, 3]]]);
    assert.deepEqual(joined, [[["全年新购图书册", "数"], false], [["服务对象满意度", "指标"], false], [["问卷调查中满意", "和比较满意的比例"], false]]);
  });
});
