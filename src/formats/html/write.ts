import { a4, type Paper, type PaperCell, type PaperTable, type Sheet, widthsOf } from "../../grid/paper.ts";
import { escapedXml } from "../xml-text.ts";

/** A paper as one self-contained page: nothing is loaded, and it prints as A4 with the heads repeated on each page. */
export function writeHtml(paper: Paper): string {
  const title = paper.title ?? paper.sheets[0]?.title ?? "";
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${escapedXml(title)}</title><meta name="viewport" content="width=device-width"><style>${style}</style></head>
<body>${paper.title === null ? "" : `<h1>${escapedXml(paper.title)}</h1>`}
${paper.sheets.map(sheetOf).join("\n")}
</body></html>
`;
}

/** One form as a fragment, for showing it in a page that has `formStyle`. */
export function sheetOf(sheet: Sheet): string {
  const widths = widthsOf(sheet);
  const columns = `<colgroup>${widths.map((width) => `<col style="width:${width.toFixed(1)}mm">`).join("")}</colgroup>`;
  const lines = sheet.lines.map(({ left, middle, right }) => (middle === "" ? `<p class="line"><span>${escapedXml(left)}</span> <span>${escapedXml(right)}</span></p>` : `<p class="middle">${escapedXml(middle)}</p>`));
  return `<section class="paper-form" style="font-size:${sheet.print.size}pt"><h2 style="font-size:${sheet.print.title}pt">${escapedXml(sheet.title)}</h2>${lines.join("")}${sheet.tables.map((table) => tableOf(table, columns)).join("")}</section>`;
}

function tableOf({ heads, rows }: PaperTable, columns: string): string {
  const lines = rows.map((row) => `<tr>${row.map(cellOf).join("")}</tr>`);
  const head = heads === 0 ? "" : `<thead>${lines.slice(0, heads).join("")}</thead>`;
  return `<table>${columns}${head}<tbody>${lines.slice(heads).join("")}</tbody></table>`;
}

function cellOf({ text, kind, colSpan, rowSpan }: PaperCell): string {
  const tag = kind === "head" ? "th" : "td";
  const spans = `${colSpan > 1 ? ` colspan="${colSpan}"` : ""}${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ""}`;
  return `<${tag} class="${kind}"${spans}>${escapedXml(text).replace(/\n/g, "<br>")}</${tag}>`;
}

/** How a form looks, on the page and on paper; 宋体 with what other systems have in its place. */
export const formStyle = `
.paper-form{font-family:"SimSun","宋体","Songti SC","Noto Serif CJK SC","Noto Serif SC",serif;line-height:1.4;color:#000;max-width:${a4.width - 2 * a4.margin}mm;margin:0 auto 12mm}
.paper-form h2{text-align:center;margin:0 0 2mm;font-weight:bold}
.paper-form .middle{text-align:center;margin:0 0 2mm}
.paper-form .line{display:flex;justify-content:space-between;margin:0 0 1mm}
.paper-form table{border-collapse:collapse;width:100%;table-layout:fixed;margin-top:-1px}
.paper-form td,.paper-form th{border:1px solid #000;height:1.4em;padding:1mm 1.5mm;text-align:center;vertical-align:middle;font-weight:normal;overflow-wrap:anywhere}
.paper-form th{font-weight:bold}
.paper-form td.prose{text-align:left}`;

const style = `@page{size:A4;margin:${a4.margin}mm}
body{margin:${a4.margin}mm auto;background:#fff}
h1{font:bold 18pt "SimHei","黑体","Noto Sans CJK SC",sans-serif;text-align:center;margin:0 0 8mm}${formStyle}
@media print{body{margin:0}.paper-form{break-after:page}.paper-form:last-child{break-after:auto}thead{display:table-header-group}tr{break-inside:avoid}}`;
