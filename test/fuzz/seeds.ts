// Tiny valid files of every format: what the fuzz run mutates. All hold the same small form.
import { CFB, utils, write } from "@e965/xlsx";
import { docx, odt, p, tbl, tc, tr, zip } from "../formats/packages.ts";
import { wordBytes } from "./word.ts";

export interface Seed {
  name: string;
  bytes: Uint8Array;
  /** How the bytes hang together, so that a mutation can reach what lies behind a checksum or a compression. */
  structure: "text" | "zip" | "binary";
  /** Whether the form is read from it; else its words are lost already, and only the structure is of use. */
  readable: boolean;
}

const title = "项目支出绩效目标申报表";
const rows: readonly (readonly string[])[] = [
  ["项目名称", "乡村巡演经费", "", "", ""],
  ["主管部门", "柳河市文化局", "实施单位", "柳河市文化馆", ""],
  ["项目资金", "36.50", "其中：财政资金", "36.50", ""],
  ["年度目标", "完成巡演四十场。", "", "", ""],
  ["一级指标", "二级指标", "三级指标", "指标值", "分值"],
  ["产出指标", "数量指标", "巡演场次", "≥40场", "20"],
  ["", "质量指标", "节目合格率", "100%", "30"],
  ["满意度指标", "服务对象满意度指标", "观众满意度", "≥95%", "10"],
];

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);

function utf16(text: string): Uint8Array {
  return new Uint8Array([0xff, 0xfe, ...Array.from({ length: text.length }, (_, at) => [text.charCodeAt(at) & 255, text.charCodeAt(at) >> 8]).flat()]);
}

const tabs = [title, "（2025年度）", "金额单位：万元", "", ...rows.map((row) => row.join("\t"))].join("\n");
const lines = [title, "金额单位：万元", "", ...rows.map((row) => `${row.map((cell) => `\t${cell}`).join("\n")}\n`)].join("\n");
const bars = [`# ${title}`, "", ...rows.flatMap((row, at) => [`| ${row.join(" | ")} |`, ...(at === 0 ? ["|---|---|---|---|---|"] : [])])].join("\n");
const html = `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><h2>${title}</h2><table border="1">${rows.map((row) => `<tr>${row.map((cell) => `<td rowspan="1" colspan="1">${cell}</td>`).join("")}</tr>`).join("")}</table></body></html>`;
const wordBody = p(title) + tbl(...rows.map((row) => tr(...row.map((cell) => tc(cell, '<w:gridSpan w:val="1"/><w:vMerge w:val="restart"/>')))));
const odtBody = `<text:p>${title}</text:p><table:table>${rows.map((row) => `<table:table-row>${row.map((cell) => `<table:table-cell table:number-rows-spanned="1" table:number-columns-repeated="1"><text:p>${cell}</text:p></table:table-cell>`).join("")}</table:table-row>`).join("")}</table:table>`;

function sheet(bookType: "xlsx" | "biff8" | "biff5" | "ods"): Uint8Array {
  const book = utils.book_new();
  const cells = utils.aoa_to_sheet([[title], ...rows.map((row) => row.map((cell) => (/^[\d.]+$/.test(cell) ? Number(cell) : cell)))]);
  cells["!merges"] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: 4 } }];
  utils.book_append_sheet(book, cells, "表1");
  return new Uint8Array(write(book, { type: "array", bookType, compression: true }) as ArrayBuffer);
}

/** A page with ruled lines and text in a font that says with a table which characters its codes are. */
function pdf(): Uint8Array {
  const characters = [...new Set([title, ...rows.flat()].join(""))];
  const hex = (text: string) => [...text].map((one) => (characters.indexOf(one) + 1).toString(16).padStart(4, "0")).join("");
  const content: string[] = [`BT /F1 14 Tf 200 800 Td <${hex(title)}> Tj ET`];
  rows.forEach((row, at) => {
    const y = 760 - at * 24;
    row.forEach((cell, column) => {
      content.push(`${40 + column * 100} ${y} 100 24 re S`);
      if (cell !== "") content.push(`BT /F1 9 Tf ${44 + column * 100} ${y + 8} Td <${hex(cell)}> Tj ET`);
    });
  });
  const map = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <0000> <ffff> endcodespacerange ${characters.length} beginbfchar ${characters.map((one, at) => `<${(at + 1).toString(16).padStart(4, "0")}> <${one.charCodeAt(0).toString(16).padStart(4, "0")}>`).join("\n")} endbfchar endcmap end end`;
  const stream = (text: string) => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    stream(content.join("\n")),
    "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 8 0 R >>",
    stream(map),
    "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => {
    const offset = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("")}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return encoded(text);
}

/** A document of Word 97 in its container. */
function doc(): Uint8Array {
  const { main, table } = wordBytes(title, rows);
  const container = CFB.utils.cfb_new();
  CFB.utils.cfb_add(container, "/WordDocument", main);
  CFB.utils.cfb_add(container, "/1Table", table);
  return new Uint8Array(CFB.write(container, { type: "buffer" }) as ArrayLike<number>);
}

const all: readonly Omit<Seed, "readable">[] = [
  { name: "tabs.txt", bytes: encoded(tabs), structure: "text" },
  { name: "lines.txt", bytes: encoded(lines), structure: "text" },
  { name: "no-separators.txt", bytes: encoded(tabs.replaceAll("\t", "")), structure: "text" },
  { name: "utf16.txt", bytes: utf16(tabs), structure: "binary" },
  { name: "bars.md", bytes: encoded(bars), structure: "text" },
  { name: "page.html", bytes: encoded(html), structure: "text" },
  { name: "word.docx", bytes: docx(wordBody, { styles: '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>' }), structure: "zip" },
  { name: "text.odt", bytes: odt(odtBody), structure: "zip" },
  { name: "book.xlsx", bytes: sheet("xlsx"), structure: "zip" },
  { name: "book.ods", bytes: sheet("ods"), structure: "zip" },
  { name: "book.xls", bytes: sheet("biff8"), structure: "binary" },
  { name: "book5.xls", bytes: sheet("biff5"), structure: "binary" },
  { name: "word.doc", bytes: doc(), structure: "binary" },
  { name: "page.pdf", bytes: pdf(), structure: "text" },
  { name: "archive.zip", bytes: zip({ "a/表.txt": tabs, "b.html": html, "c.docx": docx(wordBody) }), structure: "zip" },
];

/** Text without any separators is told by words alone, and Excel 5 knows no Chinese by itself. */
export const seeds: readonly Seed[] = all.map((seed) => ({ ...seed, readable: !["no-separators.txt", "book5.xls", "archive.zip"].includes(seed.name) }));
