// `npm run bench:growth`: whether time grows linearly with the number of forms, the memory that 500 forms take, forms and
// pages a second on one core, and the start of the command line apart.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { readDocument } from "../src/index.ts";
import { engines } from "../src/server/engines.ts";
import { inTurn, median, processTime } from "./measure.ts";

const project = path.join(import.meta.dirname, "..");
const fixtures = path.join(process.env.DABIAO_ACCEPTANCE ?? path.join(project, "..", "shared"), "fixtures");
const sample = path.join(project, "samples", "tianjin.txt");
const memoryAtMost = 400;
const formsAtLeast = 500;
const pagesAtLeast = 100;
/** A form among 10,000 may take so many times what one among 10 takes. */
const growthAtMost = 1.5;

/** `--memory FILE…` in a process of its own: reads 500 forms one file after the other, and says its largest memory. */
if (process.argv[2] === "--memory") {
  const files = process.argv.slice(3).map((name) => ({ name, bytes: readFileSync(name) }));
  for (let forms = 0; forms < 500; ) for (const { name, bytes } of files) forms += (await readDocument(bytes, name)).declarations.length;
  process.stdout.write(String(process.resourceUsage().maxRSS / 1024));
  process.exit(0);
}

const wrong: string[] = [];
function tell(text: string, kept: boolean): void {
  process.stdout.write(`${text}${kept ? "" : "，超出"}\n`);
  if (!kept) wrong.push(text);
}

const text = readFileSync(sample, "utf8");
const own = (await readDocument(new TextEncoder().encode(text), sample)).declarations.length;
const perForm = new Map<number, number>();
for (const forms of [10, 100, 1_000, 10_000]) {
  const bytes = new TextEncoder().encode(text.repeat(Math.ceil(forms / own)));
  const times: number[] = [];
  for (let run = 0; run < (forms < 1_000 ? 15 : 1); run++) {
    const start = performance.now();
    const { declarations } = await readDocument(bytes, sample);
    times.push((performance.now() - start) / declarations.length);
  }
  perForm.set(forms, median(times));
}
const growth = (perForm.get(10_000) ?? Number.NaN) / (perForm.get(10) ?? Number.NaN);
tell(`一个文件里 ${[...perForm].map(([forms, ms]) => `${forms} 张：每张 ${ms.toFixed(2)} ms`).join("，")}；10000 张时每张是 10 张时的 ${growth.toFixed(2)} 倍，上限 ${growthAtMost} 倍`, growth <= growthAtMost);

if (existsSync(fixtures)) {
  const names = readdirSync(fixtures, { recursive: true, encoding: "utf8" }).map((name) => path.join(fixtures, name));
  const docx = names.filter((name) => name.endsWith(".docx"));
  const memory = Number(spawnSync(process.execPath, [import.meta.filename, "--memory", ...docx]).stdout.toString());
  tell(`读 500 张 Word 表，内存最多 ${memory.toFixed(0)} MB，上限 ${memoryAtMost} MB`, memory <= memoryAtMost);
  const rate = async (files: string[], count: (bytes: Uint8Array, name: string) => Promise<number>) => {
    const rates: number[] = [];
    const loaded = files.map((name) => ({ name, bytes: readFileSync(name) }));
    for (let run = 0; run < 9; run++) {
      let done = 0;
      const start = performance.now();
      for (const { name, bytes } of loaded) done += await count(bytes, name);
      if (run > 1) rates.push(done / ((performance.now() - start) / 1000));
    }
    return median(rates);
  };
  const forms = await rate(docx, async (bytes, name) => (await readDocument(bytes, name)).declarations.length);
  tell(`Word：每秒 ${forms.toFixed(0)} 张表（一个核），至少 ${formsAtLeast}`, forms >= formsAtLeast);
  const { pdfjs } = await engines.pdf();
  const pagesOf = new Map<string, number>();
  const pdfs = names.filter((name) => name.endsWith(".pdf"));
  for (const name of pdfs) pagesOf.set(name, (await pdfjs.getDocument({ data: new Uint8Array(readFileSync(name)), verbosity: 0 }).promise).numPages);
  const pages = await rate(pdfs, async (bytes, name) => {
    await readDocument(bytes, name, engines);
    return pagesOf.get(name) ?? 0;
  });
  tell(`PDF：每秒 ${pages.toFixed(0)} 页（一个核），至少 ${pagesAtLeast}`, pages >= pagesAtLeast);
}
const [start, node] = await inTurn(9, () => processTime(process.execPath, [path.join(project, "bin", "dabiao.js"), "read", sample]), () => processTime(process.execPath, ["-e", "0"]));
process.stdout.write(`dabiao read 一个小文件，从启动到结束：${start.toFixed(0)} ms；空的 node 进程 ${node.toFixed(0)} ms\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
