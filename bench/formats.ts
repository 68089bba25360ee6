// `npm run bench:formats`: reading Word, Excel and PDF files against what well-known libraries need just to open them.
// Uses the published documents of the acceptance material; without it there is nothing of that kind to measure.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import * as XLSX from "@e965/xlsx";
import mammoth from "mammoth";
import { readDocument } from "../src/index.ts";
import { engines } from "../src/server/engines.ts";
import { inTurn } from "./measure.ts";

const folder = path.join(process.env.DABIAO_ACCEPTANCE ?? path.join(import.meta.dirname, "..", "..", "shared"), "fixtures");
if (!existsSync(folder)) {
  process.stdout.write(`验收材料不在 ${folder}，没有可测的文件；可用 DABIAO_ACCEPTANCE 指定。\n`);
  process.exit(0);
}
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => path.join(folder, name));
const load = (ending: string) => files.filter((name) => name.endsWith(ending)).map((name) => ({ name, bytes: readFileSync(name) }));
const rounds = 5;

async function timed(work: (file: { name: string; bytes: Buffer }) => Promise<unknown> | unknown, loaded: readonly { name: string; bytes: Buffer }[]): Promise<number> {
  const start = performance.now();
  for (let round = 0; round < rounds; round++) for (const file of loaded) await work(file);
  return performance.now() - start;
}

const ours = ({ name, bytes }: { name: string; bytes: Buffer }) => readDocument(bytes, name, engines);
const pdf = await engines.pdf();
const { getDocument } = pdf.pdfjs;
async function operatorLists({ bytes }: { bytes: Buffer }): Promise<void> {
  const task = getDocument({ data: new Uint8Array(bytes), cMapUrl: pdf.cMapUrl, cMapPacked: true, standardFontDataUrl: pdf.standardFontDataUrl, disableFontFace: true, isEvalSupported: false, verbosity: 0 });
  const document = await task.promise;
  for (let page = 1; page <= document.numPages; page++) await (await document.getPage(page)).getOperatorList();
  await task.destroy();
}

const comparisons = [
  { ending: ".docx", baseline: "mammoth 把同样的文件转成 HTML", limit: 0.2, work: ({ bytes }: { bytes: Buffer }) => mammoth.convertToHtml({ buffer: bytes }) },
  { ending: ".xlsx", baseline: "SheetJS 打开同样的文件", limit: 1.3, work: ({ bytes }: { bytes: Buffer }) => XLSX.read(bytes) },
  { ending: ".pdf", baseline: "pdf.js 生成同样文件各页的绘图指令", limit: 1.6, work: operatorLists },
];
let kept = true;
for (const { ending, baseline, limit, work } of comparisons) {
  const loaded = load(ending);
  const [own, other] = await inTurn(5, () => timed(ours, loaded), () => timed(work, loaded));
  const forms = (await Promise.all(loaded.map(ours))).reduce((sum, { declarations }) => sum + declarations.length, 0) * rounds;
  kept &&= own / other <= limit;
  process.stdout.write(`${ending}：每张表 ${(own / forms).toFixed(2)} ms（${Math.round((forms / own) * 1000)} 张/秒）；与“${baseline}”相比 ${(own / other).toFixed(2)} 倍，上限 ${limit} 倍${own / other <= limit ? "" : "，超出"}\n`);
}
process.exitCode = kept ? 0 : 1;
