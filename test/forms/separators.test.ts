// Tables saved as text with separators (.csv, .txt from Excel, WPS and other programs): lines of differing widths, titles
// and notes without separators, quotes, encodings and line ends, several tables one below the other.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { SourceDocument } from "../../src/declaration/schema.ts";
import { readDocument } from "../../src/index.ts";
import { review } from "../../src/review/run.ts";
import { placeTexts } from "./places.ts";

const cinema: readonly (readonly string[])[] = [
  ["农村公益电影放映项目支出绩效目标表"],
  ["项目名称", "农村公益电影放映", "主管部门", "青禾县文化局"],
  ["预算单位", "青禾县电影站", "资金总额（万元）", "48.6"],
  ["其中：财政拨款", "45", "其他资金", "3.6"],
  ["年度目标", "放映电影320场，观众不少于2.4万人次"],
  ["一级指标", "二级指标", "三级指标", "指标值"],
  ["产出指标", "数量指标", "放映场次", "≥320场"],
  ["效益指标", "社会效益指标", "观众人次", "≥2.4万人次"],
  ["满意度指标", "服务对象满意度指标", "村民满意度", "≥90%"],
];

const ofCinema = {
  name: "农村公益电影放映", unit: "青禾县电影站", department: "青禾县文化局", total: "48.6 486000.00", fiscal: "45 450000.00", other: "3.6 36000.00",
  goals: ["annual 放映电影320场，观众不少于2.4万人次"],
  rows: ["产出指标/数量指标/放映场次/≥320场", "效益指标/社会效益指标/观众人次/≥2.4万人次", "满意度指标/服务对象满意度指标/村民满意度/≥90%"],
};

const well = (nth: number): string[][] => [
  [`第${nth}批机井维修项目绩效目标表`],
  ["项目名称", `第${nth}批机井维修`, "预算单位", "青禾县水管站"],
  ["资金总额（万元）", `${nth}2.5`],
  ["年度目标", `维修机井${nth}8眼`],
  ["一级指标", "二级指标", "三级指标", "指标值"],
  ["产出指标", "数量指标", "维修机井数", `≥${nth}8眼`],
  ["效益指标", "社会效益指标", "受益村民", `≥${nth}00户`],
];

const ofWell = (nth: number) => ({
  name: `第${nth}批机井维修`, unit: "青禾县水管站", department: null, total: `${nth}2.5 ${nth}25000.00`, fiscal: null, other: null,
  goals: [`annual 维修机井${nth}8眼`],
  rows: [`产出指标/数量指标/维修机井数/≥${nth}8眼`, `效益指标/社会效益指标/受益村民/≥${nth}00户`],
});

const lines = (rows: readonly (readonly string[])[], separator = ",", end = "\n"): string => rows.map((row) => row.join(separator)).join(end) + end;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const amount = (money: { text: string; yuan: string | null } | null): string | null => money && `${money.text} ${money.yuan}`;
const recordsOf = ({ declarations }: SourceDocument) =>
  declarations.map(({ project, unit, department, funding, goals, indicators }) => ({
    name: project.name, unit: unit.name, department, total: amount(funding.total), fiscal: amount(funding.fiscal), other: amount(funding.other),
    goals: goals.map(({ scope, text }) => `${scope} ${text}`),
    rows: indicators.map(({ level1, level2, level3, target }) => [level1, level2, level3, target?.text].join("/")),
  }));

/** Reads bytes and holds that each value stands at its place. */
async function read(text: string | Uint8Array, name = "放映.csv"): Promise<SourceDocument> {
  const bytes = typeof text === "string" ? utf8(text) : text;
  const document = await readDocument(bytes, name);
  for (const { path, value, atPlace } of placeTexts(document, bytes)) assert.equal(atPlace, value, path);
  return document;
}

const variants: readonly { what: string; text: string | Uint8Array; records: readonly object[]; extra?: readonly string[]; problems?: readonly string[] }[] = [
  { what: "a title without separators, pairs side by side, an indicator table of another width", text: lines(cinema), records: [ofCinema] },
  { what: "a single indicator", text: lines(cinema.slice(0, 7)), records: [{ ...ofCinema, rows: ofCinema.rows.slice(0, 1) }] },
  { what: "two columns of labels above four of indicators", text: lines([["农村公益电影放映绩效目标表"], ["项目名称", "农村公益电影放映"], ["预算单位", "青禾县电影站"], ["主管部门", "青禾县文化局"], ["资金总额（万元）", "48.6"], ["其中：财政拨款", "45"], ["其他资金", "3.6"], ...cinema.slice(4)]), records: [ofCinema] },
  { what: "rows filled up with commas to the widest, as Excel and WPS do", text: lines(cinema.map((row) => [...row, ...Array<string>(6 - row.length).fill("")])), records: [ofCinema] },
  { what: "commas behind some rows only", text: lines(cinema.map((row, nth) => (nth % 3 === 1 ? [...row, "", "", ""] : row))), records: [ofCinema] },
  { what: "semicolons", text: lines(cinema, ";"), records: [ofCinema] },
  { what: "tabs", text: lines(cinema, "\t"), records: [ofCinema] },
  { what: "the line sep=; in front that Excel looks for", text: `sep=;\r\n${lines(cinema, ";", "\r\n")}`, records: [ofCinema] },
  { what: "CR LF and a byte order mark", text: `\ufeff${lines(cinema, ",", "\r\n")}`, records: [ofCinema] },
  { what: "lone CR", text: lines(cinema, ",", "\r"), records: [ofCinema] },
  { what: "tabs in UTF-16 with a mark, as Excel saves Unicode text", text: new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(lines(cinema, "\t", "\r\n"), "utf16le")])), records: [ofCinema] },
  {
    what: "every cell quoted",
    text: lines(cinema.map((row) => row.map((cell) => `"${cell}"`))),
    records: [ofCinema],
  },
  { what: "blanks of any width around the quotes", text: lines(cinema.map((row) => row.map((cell, nth) => (nth % 2 === 0 ? ` "${cell}"\u00a0` : `\u3000"${cell}"`)))), records: [ofCinema] },
  {
    what: "quotes only around cells with commas, and quotes within them doubled",
    text: lines(cinema.map((row) => row.map((cell) => (cell.startsWith("放映电影") ? '"放映""红色""电影320场,观众不少于2.4万人次"' : cell)))),
    records: [{ ...ofCinema, goals: ['annual 放映"红色"电影320场,观众不少于2.4万人次'] }],
  },
  {
    what: "a goal over several lines between quotes",
    text: lines(cinema.map((row) => row.map((cell) => (cell.startsWith("放映电影") ? '"1.放映电影320场；\n2.观众不少于2.4万人次,\n其中儿童""优先""。"' : cell)))),
    records: [{ ...ofCinema, goals: ['annual 1.放映电影320场；\n2.观众不少于2.4万人次,\n其中儿童"优先"。'] }],
  },
  {
    what: "a goal over several lines between quotes, with tabs and CR LF",
    text: lines(cinema.map((row) => row.map((cell) => (cell.startsWith("放映电影") ? '"1.放映电影320场；\n2.观众不少于2.4万人次"' : cell))), "\t", "\r\n"),
    records: [{ ...ofCinema, goals: ["annual 1.放映电影320场；\n2.观众不少于2.4万人次"] }],
  },
  {
    what: "a quote that is never closed and one inside a cell stay as they are",
    text: lines(cinema.map((row) => row.map((cell) => (cell === "放映场次" ? '"放映场次' : cell === "观众人次" ? '"老少"观众人次' : cell)))),
    records: [{ ...ofCinema, rows: ['产出指标/数量指标/"放映场次/≥320场', '效益指标/社会效益指标/"老少"观众人次/≥2.4万人次', ofCinema.rows[2]] }],
  },
  {
    what: "a unit line before and notes behind, one of them with a comma",
    text: `${cinema[0]?.[0]}\n填报日期：2025年3月\n${lines(cinema.slice(1))}注：资金由县财政统筹安排,不足部分由电影站自行筹集。\n填表人：赵青禾\n`,
    records: [ofCinema],
  },
  {
    what: "codes behind a tab, which keeps Excel from taking them for figures",
    text: lines(cinema.flatMap((row, nth) => (nth === 1 ? [row, ["项目编码", "\t00123456", "项目类别", "其他运转类\t"]] : [row]))),
    records: [ofCinema],
  },
  { what: "three tables one below the other with blank lines between", text: [1, 2, 3].map((nth) => lines(well(nth))).join("\n\n"), records: [1, 2, 3].map(ofWell) },
  { what: "two tables with rows of nothing but commas between", text: `${lines(well(1))},,,\n,,,\n${lines(well(2))}`, records: [1, 2].map(ofWell) },
  { what: "blank lines between all rows", text: lines(cinema, ",", "\n\n"), records: [ofCinema] },
  {
    what: "an unquoted comma within the goal: the rest is quoted or joined with a doubt, never lost",
    text: lines(cinema).replace("场，观众", "场,观众"),
    records: [{ ...ofCinema, goals: ["annual 放映电影320场"] }],
    problems: ["READ-03"],
  },
];

describe("text with separators", () => {
  for (const { what, text, records, problems } of variants) {
    it(`is read with ${what}`, async () => {
      const document = await read(text);
      assert.deepEqual(recordsOf(document), records);
      assert.deepEqual(document.problems.map(({ code }) => code), problems ?? []);
    });
  }

  it("is read from GB18030, as Excel saves it in China", async () => {
    // 项目名称,树木养护 … in GB18030: made by hand, since nothing here writes it.
    const encoded = new Uint8Array(Buffer.from("cfeec4bfc3fbb3c62ccaf7c4bed1f8bba40ad4a4cbe3b5a5cebb2cc7e0bacccfd8d4b0c1d6d5be0ac4eab6c8c4bfb1ea2cd1f8bba4caf7c4be3230d6ea0ad2bbbcb6d6b8b1ea2cb6febcb6d6b8b1ea2cc8fdbcb6d6b8b1ea2cd6b8b1ead6b50ab2fab3f6d6b8b1ea2ccafdc1bfd6b8b1ea2cd1f8bba4caf7c4be2ca1dd3230d6ea0a", "hex"));
    assert.deepEqual(recordsOf(await read(encoded)), [
      { name: "树木养护", unit: "青禾县园林站", department: null, total: null, fiscal: null, other: null, goals: ["annual 养护树木20株"], rows: ["产出指标/数量指标/养护树木/≥20株"] },
    ]);
  });

  it("is no table where prose has commas", async () => {
    const prose = "电影放映说明\n本项目为农村公益电影,由县电影站承担,全年放映。\n片源由市里提供,县里配套,村里组织。\n资金1,200,000元,分两次拨付,年底结清。\n以上说明,请予审核,谢谢。\n";
    const { declarations, paragraphs } = await read(prose);
    assert.deepEqual(declarations, []);
    assert.equal(paragraphs.map(({ text }) => text).join("\n"), prose.trim());
  });

  it("says which sum does not add up", async () => {
    const { findings } = review([await read(lines(cinema).replace("48.6", "49.1"))]);
    assert.deepEqual(findings.filter(({ rule }) => rule === "FUND-01").map(({ severity, message }) => `${severity} ${message}`), ["error 财政45+其他3.6=48.6万元，与预算49.1万元相差0.5万元。"]);
  });
});
