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

interface Pages {
  layouts: PageLayout[];
  problems: Problem[];
}

async function read(document: PdfDocument, { pdfjs }: PdfEngine): Promise<Pages> {
  const layouts: PageLayout[] = [];
  const lost = { broken: [] as number[], pictures: [] as number[], foreign: [] as number[] };
  let texts = 0;
  for (let number = 1; number <= document.pages; number++) {
    const content = await document.page(number, (page, operators) => contentOf(page, operators, pdfjs.OPS));
    if (!content) {
      lost.broken.push(number);
      continue;
    }
    texts += content.texts;
    if (isPicture(content)) lost.pictures.push(number);
    if (isForeignPage(content)) lost.foreign.push(number);
    layouts.push(layoutOf(content, number));
  }
  if (layouts.length === 0) throw broken();
  if (lost.pictures.length === layouts.length) throw scan();
  if (layouts.every(({ flow, tables }) => flow.length === 0 && tables.length === 0)) throw texts > 0 ? withoutCodes() : blank();
  return { layouts, problems: problemsOf(lost) };
}

/** A scanned page: a picture, and no more text than a page number; or letters turned into drawings. */
function isPicture({ pictured, shapes, glyphs }: PageContent): boolean {
  return (pictured > 0.4 && glyphs < 40) || (glyphs === 0 && (pictured > 0.15 || shapes > 60));
}

/** Fonts that do not say what their glyphs mean give no text at all, or characters that no form prints. */
function isForeignPage({ texts, runs }: PageContent): boolean {
  const characters = runs.flatMap((run) => run.characters).filter((character) => character !== " ");
  return texts > 0 && (characters.length === 0 || characters.filter(isForeign).length > 0.2 * characters.length);
}

/** What the document shows to people and cannot be read here: never silently left out. */
function problemsOf({ broken: unread, pictures, foreign }: Readonly<Record<"broken" | "pictures" | "foreign", readonly number[]>>): Problem[] {
  const problem = (code: string, severity: Problem["severity"], pages: readonly number[], what: string): Problem[] =>
    pages.length === 0 ? [] : [{ code, severity, message: `PDF 的第 ${listed(pages)} 页${what}`, at: place({ page: pages[0] ?? null }) }];
  return [
    ...problem("FORMAT-57", "error", unread, "已损坏，没有读出来。"),
    ...problem("FORMAT-58", "warning", pictures, "是图片（扫描件），上面的文字没有读。"),
    ...problem("FORMAT-59", "error", foreign, "的字体没有注明文字编码，读出的文字不可信或缺失。"),
  ];
}

/** 3、5–7 */
function listed(pages: readonly number[]): string {
  const stretches: { from: number; to: number }[] = [];
  for (const page of pages) {
    const last = stretches.at(-1);
    if (last?.to === page - 1) last.to = page;
    else stretches.push({ from: page, to: page });
  }
  return stretches.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join("、");
}

function withoutCodes(): DabiaoError {
  return new DabiaoError("FORMAT-56", {
    message: "这个 PDF 的字体没有注明文字编码，读不出文字。",
    hint: "请用原来的程序（Word、WPS 等）重新导出 PDF，或直接导入原文件。",
  });
}

function scan(): DabiaoError {
  return new DabiaoError("FORMAT-55", {
    message: "这是扫描件：PDF 里只有图片，没有文字。",
    hint: "请导入电子版原文件（Word、Excel 或由其导出的 PDF），或先做文字识别（OCR）。",
  });
}

function blank(): DabiaoError {
  return new DabiaoError("FORMAT-60", { message: "这个 PDF 是空白的，没有文字。", hint: "请确认文件内容，再重新选择。" });
}
