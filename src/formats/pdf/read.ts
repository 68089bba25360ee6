import type { Grid } from "../../grid/grid.ts";
import { place } from "../../place.ts";
import { DabiaoError, type Problem } from "../../problem.ts";
import { isForeign } from "./characters.ts";
import { type PageContent, contentOf } from "./content.ts";
import { PdfDocument, broken } from "./document.ts";
import type { PdfEngine } from "./engine.ts";
import { blocksOf } from "./blocks.ts";
import { type PageLayout, layoutOf } from "./page.ts";

/**
 * Reads a PDF with text: tables from their ruled lines and the text between them, paragraphs from what stands outside.
 * What a page break parted is one again; how sure that is, `PageSpanningCell` says.
 * @param engine pdf.js and its folders, see `PdfEngine`
 * @throws DabiaoError FORMAT-51 to FORMAT-54 (broken, locked, too large), FORMAT-55 for a scan, FORMAT-56 for a text whose
 *         fonts do not say what their glyphs mean
 */
export async function readPdf(bytes: Uint8Array, engine: PdfEngine): Promise<Grid> {
  const document = await PdfDocument.open(bytes, engine);
  try {
    const { layouts, problems } = await read(document, engine);
    return { blocks: blocksOf(layouts), lineStarts: null, problems };
  } finally {
    await document.close();
  }
}

async function read(document: PdfDocument, { pdfjs }: PdfEngine): Promise<{ layouts: PageLayout[]; problems: Problem[] }> {
  const layouts: PageLayout[] = [];
  const problems: Problem[] = [];
  const unread: number[] = [];
  let [drawn, texts] = [0, 0];
  for (let number = 1; number <= document.pages; number++) {
    const content = await document.page(number, (page, operators) => contentOf(page, operators, pdfjs.OPS));
    if (!content) {
      unread.push(number);
      continue;
    }
    if (content.drawn) drawn++;
    texts += content.texts;
    problems.push(...problemsOf(content, number));
    layouts.push(layoutOf(content, number));
  }
  if (layouts.length === 0) throw broken();
  if (layouts.every(({ outside, tables }) => outside.length === 0 && tables.length === 0)) throw empty(drawn, texts);
  for (const number of unread) {
    problems.push({ code: "FORMAT-57", severity: "error", message: `PDF 的第 ${number} 页已损坏，没有读出来。`, at: place({ page: number }) });
  }
  return { layouts, problems };
}

/** What a page shows to people and cannot be read here: never silently left out. */
function problemsOf(content: PageContent, number: number): Problem[] {
  const at = place({ page: number });
  const { texts, runs } = content;
  if (texts === 0) {
    return content.drawn ? [{ code: "FORMAT-58", severity: "warning", message: `PDF 的第 ${number} 页没有文字，可能是扫描的图片，没有读。`, at }] : [];
  }
  const characters = runs.flatMap((run) => run.characters).filter((character) => character !== " ");
  const foreign = characters.filter(isForeign).length;
  if (runs.length > 0 && foreign <= 0.2 * characters.length) return [];
  return [{ code: "FORMAT-59", severity: "error", message: `PDF 的第 ${number} 页的字体没有注明文字编码，读出的文字不可信。`, at }];
}

function empty(drawn: number, texts: number): DabiaoError {
  if (texts > 0) {
    return new DabiaoError("FORMAT-56", {
      message: "这个 PDF 的字体没有注明文字编码，读不出文字。",
      hint: "请用原来的程序（Word、WPS 等）重新导出 PDF，或直接导入原文件。",
    });
  }
  if (drawn > 0) {
    return new DabiaoError("FORMAT-55", {
      message: "这是扫描件：PDF 里只有图片，没有文字。",
      hint: "请导入电子版原文件（Word、Excel 或由其导出的 PDF），或先做文字识别（OCR）。",
    });
  }
  return new DabiaoError("FORMAT-60", { message: "这个 PDF 是空白的，没有文字。", hint: "请确认文件内容，再重新选择。" });
}
