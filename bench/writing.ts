import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import type { WrittenFormat } from "../src/declaration/schema.ts";
import { zipOf } from "../src/formats/zip-write.ts";
import { writeDocument } from "../src/index.ts";
import { printers } from "../src/server/reading/engines.ts";
import type { Measured } from "./measure.ts";
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

/** Forms per second in each format on two cores, the size of a PDF, the memory of an archive that is written as it is read. */
export async function* writing(): AsyncGenerator<Measured> {
  const html = (await inThreads("html")).forms / seconds;
  const baseline = { name: "把同样的表写成 HTML", value: html };
  for (const format of ["docx", "xlsx"] as const) {
    yield { name: `写 ${format}，${threads} 个线程，每秒`, value: (await inThreads(format)).forms / seconds, unit: "张", baseline, limit: { of: "value", least: limits[format] } };
  }
  const pdf = await inThreads("pdf");
  yield { name: `写 pdf，${threads} 个线程，每秒`, value: pdf.pages / seconds, unit: "页", baseline, limit: { of: "value", least: limits.pdf } };
  yield { name: "一张表的 pdf，最大", value: pdf.largest / 1024, unit: "KB", limit: { of: "value", most: pdfKilobytes } };
  const run = spawnSync(process.execPath, [here, "--archive"], { encoding: "utf8" });
  const { megabytes } = JSON.parse(run.stdout) as { megabytes: number };
  yield { name: `${archived} 张装成 zip，内存`, value: megabytes, unit: "MB", limit: { of: "value", most: archiveMegabytes } };
}
