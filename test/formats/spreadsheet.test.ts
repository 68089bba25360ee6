import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readSpreadsheet } from "../../src/formats/spreadsheet/read.ts";
import { DabiaoError } from "../../src/problem.ts";
import { drawn, zip } from "./packages.ts";
import { number, record, text, texts, u16, u32, xls, xlsx } from "./workbooks.ts";

const file = (name: string) => new Uint8Array(readFileSync(new URL(`files/${name}`, import.meta.url)));
const files = ["workbook.xlsx", "workbook.xls", "workbook.ods"];

/** The code with which bytes are refused; “read” where they are not. Anything but a DabiaoError fails. */
function refusal(bytes: Uint8Array): string {
  try {
    readSpreadsheet(bytes);
  } catch (error) {
    if (!(error instanceof DabiaoError)) throw error;
    assert.match(error.message, /[\u4e00-\u9fff]/);
    assert.ok(error.hint, error.code);
    return error.code;
  }
  return "read";
}

describe("a workbook that LibreOffice wrote", () => {
  for (const name of files) {
    it(`is one table for each visible sheet, with its merged cells (${name})`, () => {
      assert.deepEqual(drawn(readSpreadsheet(file(name))), [
        "@0→4 社区图书角项目绩效目标表",
        "@0 申报单位：青石镇文化站 | @3 单位：万元",
        "@0 项目名称 | @1→3 社区图书角",
        "@0 预算数 | @1 12.50 | @2 12,346 | @3 26%",
        "@0 开始日期 | @1 2024-03-01 | @2 合计 | @3 24.5",
        "@0 目标 | @1 第一行\n第二行 | @3 ≥95%",
        "@0↓2 产出指标 | @1 数量指标 | @2 图书册数 | @3 2000册",
        "@1 质量指标 | @2 完好率 | @3 ≥98%",
        "@0 其他说明",
      ]);
    });

    it(`keeps the stored number where the cell shows another one (${name})`, () => {
      assert.deepEqual(texts(readSpreadsheet(file(name)))[3], ["预算数", "12.50", "12,346 (12345.6)", "26% (0.256)"]);
    });

    it(`says which sheets, rows and columns are hidden and left out (${name})`, () => {
      assert.deepEqual(
        readSpreadsheet(file(name)).problems.map(({ code, message }) => `${code} ${message}`),
        ["FORMAT-33 没有读取隐藏的工作表：“隐藏的表”。", "FORMAT-34 工作表“目标表”有隐藏的内容，没有读取：第 7 行，第 E 列。"],
      );
    });
  }

  it("gives each cell the place that its program shows: sheet, row and column from 1", () => {
    const [table] = readSpreadsheet(file("workbook.xlsx")).blocks;
    assert.equal(table?.kind === "table" && table.rows[6]?.[3]?.place.label, "工作表“目标表” 第28行 第4列");
  });
});

describe("cells of an xlsx", () => {
  it("take texts from the shared ones, without pronunciation, with escaped characters", () => {
    const strings = "<si><t>甲</t></si><si><r><t>乙</t></r><r><rPr><b/></rPr><t>丙</t></r><rPh sb=\"0\" eb=\"1\"><t>yi</t></rPh></si><si><t>丁_x000D_\n戊</t></si>";
    const rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>9</v></c></row>';
    assert.deepEqual(texts(readSpreadsheet(xlsx(rows, { strings }))), [["甲", "乙丙", "丁\n戊"]]);
  });

  it("that name no place follow each other", () => {
    assert.deepEqual(drawn(readSpreadsheet(xlsx("<row><c><v>1</v></c><c/><c><v>2</v></c></row><row><c><v>3</v></c></row>"))), ["@0 1 | @2 2", "@0 3"]);
  });

  it("show what their formula gave last; a formula without a result is a problem", () => {
    const rows = `<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>SUM(A:A)</f></c><c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><f t="shared" si="0"/><v/></c></row>`;
    const { blocks, problems } = readSpreadsheet(xlsx(rows));
    assert.deepEqual(texts({ blocks, lineStarts: null, problems }), [["2"]]);
    assert.match(problems[0]?.message ?? "", /^工作表“表”有 2 个公式还没有计算结果，没有读取：B1、D1。/);
  });

  it("with an error show it, and a problem names them", () => {
    const { blocks, problems } = readSpreadsheet(xlsx('<row r="1"><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C1" t="b"><v>1</v></c></row>'));
    assert.deepEqual(texts({ blocks, lineStarts: null, problems }), [["#DIV/0!", "TRUE"]]);
    assert.deepEqual(problems.map(({ code, at }) => [code, at?.label]), [["FORMAT-37", "工作表“表” 第1行 第2列"]]);
  });

  it("show dates that count from 1904, and dates written as dates", () => {
    const formats = [[14], [200, "yyyy-mm-dd"]] as const;
    assert.deepEqual(texts(readSpreadsheet(xlsx(`<row r="1">${number("A1", 43_830, 1)}</row>`, { formats, date1904: true }))), [["2024/1/1"]]);
    assert.deepEqual(texts(readSpreadsheet(xlsx('<row r="1"><c r="A1" t="d" s="2"><v>2024-05-06T00:00:00</v></c></row>', { formats }))), [["2024-05-06"]]);
  });

  it("that are merged over hidden rows and columns stand in the first ones that are seen", () => {
    const rows = `<row r="1" hidden="1">${text("A1", "头")}</row><row r="2">${text("C2", "甲")}</row><row r="3">${text("C3", "乙")}${text("A3", "被盖住")}</row>`;
    const bytes = xlsx(rows, { front: '<cols><col min="1" max="1" hidden="1"/></cols>', behind: '<mergeCells><mergeCell ref="A1:B3"/></mergeCells>' });
    assert.deepEqual(drawn(readSpreadsheet(bytes)), ["@1↓2 头 | @2 甲", "@2 乙"]);
  });

  it("keep their place in files of other prefixes", () => {
    const sheet = '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
    const book = '<x:workbook xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:q="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><x:sheets><x:sheet name="表" q:id="s"/></x:sheets></x:workbook>';
    const relation = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="x/worksheet" Target="s.xml"/></Relationships>';
    const bytes = zip({ "[Content_Types].xml": "<Types/>", "xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": relation, "xl/s.xml": sheet });
    assert.deepEqual(drawn(readSpreadsheet(bytes)), ["@1 甲"]);
  });
});

describe("a binary workbook", () => {
  const place = (row: number, column: number) => u16(row, column, 0);

  it("of Excel 95 is decoded by its code page", () => {
    const gb = [0xbc, 0xa8, 0xd0, 0xa7]; // 绩效
    const bytes = xls(0x0500, record(0x0042, u16(936)), [2, 0xb1, 0xed], record(0x0204, [...place(0, 1), ...u16(4), ...gb]));
    const grid = readSpreadsheet(bytes);
    assert.deepEqual(drawn(grid), ["@1 绩效"]);
    assert.equal(grid.blocks[0]?.kind === "table" && grid.blocks[0].rows[0]?.[0]?.place.sheet, "表");
  });

  it("keeps texts whole that go on in the next record, in characters of another width", () => {
    const strings = [...record(0x00fc, [...u32(2), ...u32(2), ...u16(4), 0, 0x61, 0x62]), ...record(0x003c, [1, ...u16(0x7ee9, 0x6548), ...u16(1), 1, ...u16(0x8868)])];
    const cells = [...record(0x00fd, [...place(0, 0), ...u32(0)]), ...record(0x00fd, [...place(0, 1), ...u32(1)])];
    assert.deepEqual(texts(readSpreadsheet(xls(0x0600, strings, [1, 1, ...u16(0x8868)], cells))), [["ab绩效", "表"]]);
  });

  it("reads packed numbers, truth values and the results of formulas", () => {
    const cells = [
      ...record(0x00bd, [...u16(0, 0), 0, 0, ...u32((1234 << 2) | 3), 0, 0, ...u32((7 << 2) | 2), ...u16(1)]),
      ...record(0x0205, [...place(0, 2), 1, 0]),
      ...record(0x0006, [...place(0, 3), 0, 0, 0, 0, 0, 0, 0xff, 0xff, ...u16(0), ...u32(0)]),
      ...record(0x0207, [...u16(2), 1, ...u16(0x6309, 0x65f6)]),
      ...record(0x0205, [...place(0, 4), 7, 1]),
    ];
    assert.deepEqual(texts(readSpreadsheet(xls(0x0600, [], [1, 0, 0x53], cells))), [["12.34", "7", "TRUE", "按时", "#DIV/0!"]]);
  });

  it("is refused with a password, and when it is of Excel 4", () => {
    assert.equal(refusal(xls(0x0600, record(0x002f, u16(1)), [1, 0, 0x53], [])), "FORMAT-02");
    assert.equal(refusal(Uint8Array.from(record(0x0409, u16(0, 0x10)))), "FORMAT-38");
  });
});

describe("an ods", () => {
  const namespaces = ["office", "table", "text"].map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`).join(" ");
  const ods = (rows: string, manifest = "<manifest/>") =>
    zip({
      mimetype: "application/vnd.oasis.opendocument.spreadsheet",
      "META-INF/manifest.xml": manifest,
      "content.xml": `<office:document-content ${namespaces}><office:body><office:spreadsheet><table:table table:name="表">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`,
    });

  it("repeats cells and rows, and makes nothing of a million blank ones", () => {
    const row = '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"><text:p>甲<text:s text:c="2"/>乙</text:p></table:table-cell></table:table-row>';
    const blank = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>';
    assert.deepEqual(drawn(readSpreadsheet(ods(blank + row))), ["@0 甲  乙 | @1 甲  乙", "@0 甲  乙 | @1 甲  乙"]);
  });

  it("leaves out notes, and refuses a password and a bomb of repeated cells", () => {
    const note = '<table:table-row><table:table-cell><office:annotation><text:p>批注</text:p></office:annotation><text:p>甲</text:p></table:table-cell></table:table-row>';
    assert.deepEqual(drawn(readSpreadsheet(ods(note))), ["@0 甲"]);
    assert.equal(refusal(ods(note, "<encryption-data/>")), "FORMAT-02");
    assert.equal(refusal(ods('<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"><text:p>甲</text:p></table:table-cell></table:table-row>')), "FORMAT-10");
  });
});

describe("limits of workbooks", () => {
  it("a million blank rows cost nothing but time", () => {
    const rows = "<row/>".repeat(1_000_000);
    const started = performance.now();
    assert.deepEqual(drawn(readSpreadsheet(xlsx(`${rows}<row r="1048576">${text("XFD1048576", "末格")}</row>`))), ["@16383 末格"]);
    assert.ok(performance.now() - started < 10_000);
  });

  it("more than two million cells are refused, and so is a bomb", () => {
    const row = Array.from({ length: 1000 }, (_, nth) => `<c><v>${nth}</v></c>`).join("");
    assert.equal(refusal(xlsx(Array.from({ length: 2001 }, (_, nth) => `<row r="${nth + 1}">${row}</row>`).join(""))), "FORMAT-10");
    assert.equal(refusal(xlsx(`<row r="1">${text("A1", " ".repeat(30_000_000))}</row>`)), "FORMAT-03");
  });

  it("what is no workbook, was cut off or lost a sheet is said to be so", () => {
    assert.equal(refusal(new TextEncoder().encode("不是电子表格")), "FORMAT-31");
    assert.equal(refusal(new Uint8Array()), "FORMAT-31");
    assert.equal(refusal(file("document.doc")), "FORMAT-31");
    assert.equal(refusal(zip({ "[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>" })), "FORMAT-31");
    assert.equal(refusal(zip({ "[Content_Types].xml": "<Types/>", "xl/workbook.bin": "" })), "FORMAT-32");
    for (const name of files) assert.match(refusal(file(name).subarray(0, 4000)), /^FORMAT-0\d$/);
    const { problems } = readSpreadsheet(xlsx("", { workbook: '<sheet name="在" r:id="s1"/><sheet name="丢了" r:id="gone"/>' }));
    assert.deepEqual(problems.map(({ code, at }) => [code, at?.sheet]), [["FORMAT-35", "丢了"]]);
  });

  it("no bytes bring the reader down", () => {
    const heads = [[], [0x50, 0x4b, 3, 4], [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], [9, 8, 16, 0, 0, 6, 5, 0]];
    fc.assert(fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 2000 }), (head, tail) => void refusal(Uint8Array.from([...head, ...tail]))), { numRuns: 400 });
    const changes = fc.array(fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...files), changes, (name, places) => {
        const bytes = file(name);
        for (const [at, byte] of places) bytes[Math.floor(at * bytes.length)] = byte;
        refusal(bytes);
      }),
      { numRuns: 400 },
    );
  });
});
