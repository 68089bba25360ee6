// `npm run bench:writing`: forms per second in each format on two cores, the size of a PDF, the memory of an archive of
// 5,000 forms that is written as it is read. The baseline is laying the same forms out as HTML.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import type { WrittenFormat } from "../src/declaration/schema.ts";
import { zipOf } from "../src/formats/zip-write.ts";
import { writeDocument } from "../src/index.ts";
import { printers } from "../src/server/engines.ts";
import { variant } from "./variants.ts";

const here = fileURLToPath(import.meta.url);
const threads = 2;
const seconds = 4;
const limits = { docx: 200, xlsx: 400, pdf: 200 } as const;
const archived = 5_000;
const archiveMegabytes = 300;
const pdfKilobytes = 150;

interface Share {
  forms: number;
  pages: number;
  largest: number;
}

/** Writes different forms, each to a file of its own, for some seconds. */
async function writeFor(format: WrittenFormat, offset: number): Promise<Share> {
  const share: Share = { forms: 0, pages: 0, largest: 0 };
  // The first calls load fonts and compile.
  for (let warm = 0; warm < 20; warm++) await write(format, offset + warm);
  const until = performance.now() + seconds * 1000;
  for (let at = 0; performance.now() < until; at++) {
    const bytes = await write(format, offset + at);
    share.forms++;
    share.largest = Math.max(share.largest, bytes.length);
    // Page objects stand uncompressed in the files that are written.
    if (format === "pdf") share.pages += Buffer.from(bytes).toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  }
  return share;
}

async function write(format: WrittenFormat, number: number): Promise<Uint8Array> {
  const one = variant(number);
  const { bytes } = await writeDocument([one], { form: one.form, format, title: null }, printers);
  return bytes;
}

async function inThreads(format: WrittenFormat): Promise<Share> {
  const shares = await Promise.all(
    Array.from({ length: threads }, (_, at) => new Promise<Share>((resolve, reject) => {
      const worker = new Worker(here, { workerData: { format, offset: at * 1_000_000 } });
      worker.once("message", resolve);
      worker.once("error", reject);
    })),
  );
  return shares.reduce((sum, { forms, pages, largest }) => ({ forms: sum.forms + forms, pages: sum.pages + pages, largest: Math.max(sum.largest, largest) }));
}

/** In a process of its own, so that nothing else counts: an archive of many Word forms, streamed. */
async function archive(): Promise<void> {
  async function* files() {
    for (let at = 0; at < archived; at++) yield { name: `${at}.docx`, bytes: await write("docx", at) };
  }
  let most = 0;
  let bytes = 0;
  const begun = performance.now();
  for await (const piece of zipOf(files())) {
    bytes += piece.length;
    most = Math.max(most, process.memoryUsage().rss);
  }
  console.log(JSON.stringify({ megabytes: Math.round(most / 1e6), seconds: (performance.now() - begun) / 1000, bytes }));
}

if (!isMainThread) {
  const { format, offset } = workerData as { format: WrittenFormat; offset: number };
  parentPort?.postMessage(await writeFor(format, offset));
} else if (process.argv.includes("--archive")) await archive();
else if (process.argv[1] && path.resolve(process.argv[1]) === here) {
  const html = await inThreads("html");
  const told: object[] = [];
  const tell = (name: string, value: number, limit: number, unit: string, least: boolean, baseline?: number) => {
    const kept = least ? value >= limit : value <= limit;
    told.push({ name, value, limit, unit, kept, ...(baseline === undefined ? {} : { ofBaseline: Number((value / baseline).toFixed(3)) }) });
    console.log(`${name.padEnd(30)} ${String(Math.round(value)).padStart(7)} ${unit}（${least ? "至少" : "至多"} ${limit}）${kept ? "达到" : "未达到"}${baseline === undefined ? "" : `，是 HTML 的 ${(value / baseline).toFixed(3)}`}`);
  };
  const perSecond = (count: number) => count / seconds;
  console.log(`基准：同样的表写成 HTML，${threads} 个线程 ${Math.round(perSecond(html.forms))} 张/秒`);
  for (const format of ["docx", "xlsx"] as const) tell(`写 ${format}`, perSecond((await inThreads(format)).forms), limits[format], "张/秒", true, perSecond(html.forms));
  const pdf = await inThreads("pdf");
  tell("写 pdf", perSecond(pdf.pages), limits.pdf, "页/秒", true, perSecond(html.forms));
  tell("一张表的 pdf，最大", pdf.largest / 1024, pdfKilobytes, "KB", false);
  const run = spawnSync(process.execPath, [here, "--archive"], { encoding: "utf8" });
  const { megabytes } = JSON.parse(run.stdout) as { megabytes: number };
  tell(`${archived} 张装成 zip，内存`, megabytes, archiveMegabytes, "MB", false);
}
