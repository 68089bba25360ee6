import * as XLSX from "@e965/xlsx";
import mammoth from "mammoth";
import { readDocument } from "../src/index.ts";
import { engines } from "../src/server/reading/engines.ts";
import { type Loaded, files, isPublished, texts } from "./documents.ts";
import { type Measured, inTurn, processorTime } from "./measure.ts";

type Work = (file: Loaded) => unknown;

/** So long each measurement goes on at least: processor time is counted in steps of some milliseconds. */
const longEnough = 250;
const read: Work = ({ bytes, name }) => readDocument(bytes, name, engines);

/** Milliseconds that reading all files once takes. */
async function timed(work: Work, loaded: readonly Loaded[]): Promise<number> {
  let rounds = 0;
  const [taken] = await processorTime(async () => {
    const start = performance.now();
    for (; rounds === 0 || performance.now() - start < longEnough; rounds++) for (const file of loaded) await work(file);
  });
  return taken / rounds;
}

/** Reading files into declarations, against what well-known libraries need just to open the same files; on one core. */
export async function* formats(): AsyncGenerator<Measured> {
  yield* compared("文本", texts(), "解码并切成行和格", ({ bytes }) => new TextDecoder().decode(bytes).split("\n").map((line) => line.split(/[\t|]/)), {});
  yield* compared("Word", await files(".docx"), "mammoth 把同样的文件转成 HTML", ({ bytes }) => mammoth.convertToHtml({ buffer: Buffer.from(bytes) }), { ratio: 0.2, forms: 500 });
  yield* compared("Excel", await files(".xlsx"), "SheetJS 把同样的文件读成单元格", ({ bytes }) => XLSX.read(bytes), { ratio: 1.3 });
  const printed = await files(".pdf");
  if (printed.length > 0) yield* pdf(printed);
  else process.stderr.write("  没有验收材料，不测 PDF，Word 和 Excel 用自己写的文件；可用 DABIAO_ACCEPTANCE 指定。\n");
}

async function* compared(kind: string, loaded: readonly Loaded[], name: string, work: Work, limits: { ratio?: number; forms?: number }): AsyncGenerator<Measured> {
  const found = await Promise.all(loaded.map(({ bytes, name: file }) => readDocument(bytes, file, engines)));
  const forms = found.reduce((sum, { declarations }) => sum + declarations.length, 0);
  const [own, other] = await inTurn(11, () => timed(read, loaded), () => timed(work, loaded));
  const { ratio, forms: least } = isPublished ? limits : {};
  yield { name: `读 ${kind}，每张表`, value: own / forms, unit: "ms", baseline: { name, value: other / forms }, ...(ratio ? { limit: { of: "ratio", most: ratio } } : {}) };
  yield { name: `读 ${kind}，一个核每秒`, value: (forms * 1000) / own, unit: "张", baseline: { name, value: (forms * 1000) / other }, ...(least ? { limit: { of: "value", least } } : {}) };
}

/** Our own description of pdf.js leaves out what we do not use. */
const textOf = (page: unknown): Promise<unknown> => (page as { getTextContent(): Promise<unknown> }).getTextContent();

async function* pdf(loaded: readonly Loaded[]): AsyncGenerator<Measured> {
  const { pdfjs, cMapUrl, standardFontDataUrl } = await engines.pdf();
  let pages = 0;
  const extract: Work = async ({ bytes }) => {
    const task = pdfjs.getDocument({ data: new Uint8Array(bytes), cMapUrl, cMapPacked: true, standardFontDataUrl, disableFontFace: true, isEvalSupported: false, verbosity: 0 });
    const document = await task.promise;
    for (let page = 1; page <= document.numPages; page++) await textOf(await document.getPage(page));
    pages += document.numPages;
    await task.destroy();
  };
  for (const file of loaded) await extract(file);
  const each = pages;
  const [own, other] = await inTurn(5, () => timed(read, loaded), () => timed(extract, loaded));
  const baseline = "pdf.js 取出同样各页的文字";
  yield { name: "读 PDF，每页", value: own / each, unit: "ms", baseline: { name: baseline, value: other / each }, limit: { of: "ratio", most: 1.6 } };
  yield { name: "读 PDF，一个核每秒", value: (each * 1000) / own, unit: "页", baseline: { name: baseline, value: (each * 1000) / other }, limit: { of: "value", least: 100 } };
}
