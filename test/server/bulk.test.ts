// Thousands of files through real processes: kill -9 in the middle, hostile files among honest ones, several workers.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { read, utils } from "@e965/xlsx";
import { ProblemDocument } from "../../src/server/contract.ts";
import { DeclarationList } from "../../src/server/declarations/contract.ts";
import { ImportedFileList, ImportReport, ImportRun } from "../../src/server/imports/contract.ts";
import { entry, hostileFiles, zipOf } from "./hostile.ts";

const program = fileURLToPath(new URL("./program.ts", import.meta.url));
const form = readFileSync(new URL("../../samples/ezhou.txt", import.meta.url), "utf8");
const folder = mkdtempSync(path.join(tmpdir(), "dabiao-bulk-"));
const data = path.join(folder, "data");

interface Running {
  child: ChildProcess;
  out: string;
  error: string;
  ended: Promise<number | null>;
}

function start(words: readonly string[], env: Record<string, string> = {}): Running {
  const own = { ...process.env, DABIAO_PORT: "0", DABIAO_DATA: data, DATABASE_URL: "", DABIAO_LOG: "", DABIAO_WORKERS: "2", ...env };
  const child = spawn(process.execPath, [program, ...words], { env: own, stdio: ["ignore", "pipe", "pipe"] });
  const running: Running = { child, out: "", error: "", ended: new Promise((resolve) => child.once("close", resolve)) };
  child.stdout.on("data", (chunk: Buffer) => (running.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (running.error += chunk.toString()));
  return running;
}

let server: Running;
let address: string;

async function startServer(env: Record<string, string> = {}): Promise<void> {
  server = start(["serve"], env);
  let ended = false;
  void server.ended.then(() => (ended = true));
  for (;;) {
    const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(server.out)?.[0];
    if (found) {
      address = found;
      return;
    }
    if (ended) throw new Error(`serve ended: ${server.error}`);
    await pause(20);
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

before(async () => await startServer());
after(async () => {
  server.child.kill("SIGKILL");
  await server.ended;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function call(route: string, method = "GET", body?: FormData): Promise<Response> {
  return await fetch(`${address}api/${route}`, { method, ...(body && { body }) });
}

const runOf = async (id: string): Promise<ImportRun> => ImportRun.parse(await (await call(`imports/${id}`)).json());
const total = async (): Promise<number> => DeclarationList.parse(await (await call("declarations?limit=1")).json()).total ?? -1;

async function newRun(): Promise<string> {
  return ImportRun.parse(await (await call("imports", "POST")).json()).id;
}

async function send(id: string, files: Record<string, Buffer>): Promise<Response> {
  const body = new FormData();
  for (const [name, bytes] of Object.entries(files)) body.append("file", new Blob([new Uint8Array(bytes)]), name);
  return await call(`imports/${id}/queue`, "POST", body);
}

async function finished(id: string): Promise<ImportRun> {
  for (;;) {
    const run = await runOf(id);
    if (run.state !== "running" && run.counts.waiting === 0) return run;
    await pause(100);
  }
}

/** A form of its own: nothing else has these bytes. */
const formNumber = (n: number | string): Buffer => Buffer.from(`第${n}号\n${form}`);
const declarationsInForm = 3;
const archiveOf = (count: number, mark: string): Buffer => zipOf(Array.from({ length: count }, (_, i) => entry(`目标表/${i}.txt`, formNumber(`${mark}${i}`))));

test("killed hard in the middle, again and again, the import loses no file and doubles none", async () => {
  const files = 120;
  const before = await total();
  const id = await newRun();
  assert.equal((await send(id, { "全市.zip": archiveOf(files, "杀"), "坏.zip": zipOf([entry("图.png", Buffer.from("89504e470d0a1a0a00000000ffff", "hex"))]) })).status, 202);
  let kills = 0;
  for (;;) {
    const { counts, state } = await runOf(id);
    if (state !== "running") break;
    if (kills < 3 && counts.imported > kills * 30) {
      kills += 1;
      server.child.kill("SIGKILL");
      await server.ended;
      await startServer();
    }
    await pause(20);
  }
  assert.ok(kills === 3, `killed ${kills} times`);
  const run = await runOf(id);
  assert.deepEqual(run.counts, { imported: files, unchanged: 0, failed: 1, waiting: 0, declarations: files * declarationsInForm });
  assert.equal(await total(), before + files * declarationsInForm);
  const names = new Set<string>();
  let after: string | null = null;
  do {
    const query: string = after === null ? "" : `&after=${after}`;
    const page: ImportedFileList = ImportedFileList.parse(await (await call(`imports/${id}/files?limit=100${query}`)).json());
    for (const { name } of page.items) names.add(name);
    after = page.next;
  } while (after !== null);
  assert.equal(names.size, files + 1);
  assert.ok(names.has("全市.zip!/目标表/17.txt"));
});

test("`dabiao import` takes folders and archives, without a server as well, and goes on where it was killed", async () => {
  const before = await total();
  server.child.kill("SIGTERM");
  await server.ended;
  const below = path.join(folder, "各单位", "甲局", "二级");
  mkdirSync(below, { recursive: true });
  for (let i = 0; i < 60; i++) writeFileSync(path.join(i % 2 ? below : path.join(folder, "各单位"), `${i}.txt`), formNumber(`夹${i}`));
  writeFileSync(path.join(folder, "各单位", ".DS_Store"), "x");
  writeFileSync(path.join(folder, "各单位", "通知.txt"), "关于召开会议的通知\n请各单位按时参加。\n");
  writeFileSync(path.join(folder, "各单位", "打包.zip"), archiveOf(30, "包"));
  const killed = start(["import", path.join(folder, "各单位")]);
  await pause(2_500);
  killed.child.kill("SIGKILL");
  await killed.ended;
  const second = start(["import", path.join(folder, "各单位"), path.join(folder, "没有")]);
  assert.equal(await second.ended, 1, second.error);
  assert.match(second.out, /^各单位\/通知\.txt：没有导入。IMPORT-01 /m);
  assert.match(second.out, /没有：没有导入。READ-14 .*没有这个文件/);
  assert.match(second.out, /^共 92 个文件：已导入 \d+（目标表 \d+ 份），早已导入 \d+，没有导入 2$/m);
  const third = start(["import", path.join(folder, "各单位", "甲局"), path.join(folder, "各单位", "打包.zip")]);
  assert.equal(await third.ended, 0, third.error);
  assert.match(third.out, /已导入 0（目标表 0 份），早已导入 60，没有导入 0/);
  await startServer();
  assert.equal(await total(), before + 90 * declarationsInForm);
});

test("hostile files fail with a reason, honest ones beside them are imported, and the memory stays within its bound", async () => {
  const id = await newRun();
  const hostile = hostileFiles();
  await send(id, { ...hostile, "好一.txt": formNumber("好一"), "好二.txt": formNumber("好二") });
  const run = await finished(id);
  assert.equal(run.counts.imported, 2, JSON.stringify(run.files));
  for (const { name, outcome, error } of run.files) {
    if (name.startsWith("好")) continue;
    assert.equal(outcome, "failed", name);
    assert.match(error?.message ?? "", /[\u4e00-\u9fff]{4}/, name);
  }
  const codeOf = (wanted: string) => run.files.find(({ name }) => name === wanted)?.error?.code;
  assert.deepEqual(["字宽九百万.pdf", "字宽二十亿.pdf", "字宽又二十亿.pdf"].map(codeOf), ["IMPORT-03", "IMPORT-04", "IMPORT-04"]);
  const peak = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.child.pid}/status`, "utf8"))?.[1]) / 1024;
  // docs/architecture.md, “Limits”: 512 MiB and 1 GiB for each of the two workers and the reader of single files.
  assert.ok(peak > 0 && peak < 512 + 3 * 1024, `${Math.round(peak)} MB`);
  assert.equal((await fetch(`${address}healthz`)).status, 200);
});

test("pause, resume, report and undo over the wire", async () => {
  const before = await total();
  const id = await newRun();
  await send(id, { "批.zip": archiveOf(80, "控"), "坏.txt": Buffer.from("=cmd|' /C calc'!A0") });
  const paused = ImportRun.parse(await (await call(`imports/${id}/pause`, "POST")).json());
  assert.equal(paused.state, "paused");
  // What was being read or unpacked is brought to its end; then nothing goes on.
  for (let before: ImportRun = paused; ; ) {
    await pause(500);
    const held = await runOf(id);
    if (isDeepStrictEqual(held.counts, before.counts)) break;
    before = held;
  }
  assert.ok((await runOf(id)).counts.waiting > 0);
  await call(`imports/${id}/resume`, "POST");
  const done = await finished(id);
  assert.deepEqual([done.counts.imported, done.counts.failed], [80, 1]);
  assert.equal((await call(`imports/${id}/pause`, "POST")).status, 409);

  const report = ImportReport.parse(await (await call(`imports/${id}/report.json`)).json());
  assert.deepEqual(report.failures.map(({ name, error }) => [name, error?.code]), [["坏.txt", "IMPORT-01"]]);
  const book = read(Buffer.from(await (await call(`imports/${id}/report.xlsx`)).arrayBuffer()));
  assert.deepEqual(book.SheetNames, ["汇总", "未导入", "全部文件"]);
  assert.equal(utils.sheet_to_json(book.Sheets.全部文件 ?? {}).length, 81);
  for (const sheet of Object.values(book.Sheets)) {
    for (const [place, cell] of Object.entries(sheet)) assert.ok(place.startsWith("!") || !("f" in (cell as object)), place);
  }

  const undone = await call(`imports/${id}`, "DELETE");
  assert.equal(ImportRun.parse(await undone.json()).state, "undone");
  assert.equal(await total(), before);
  const again = await newRun();
  await send(again, { "控3.txt": formNumber("控3") });
  await finished(again);
  const third = await newRun();
  await send(third, { "同样.txt": formNumber("控3") });
  await finished(third);
  const refused = await call(`imports/${again}`, "DELETE");
  assert.equal(refused.status, 409);
  const problem = ProblemDocument.parse(await refused.json());
  assert.equal(problem.code, "IMPORT-12");
  assert.match(problem.title, /其他导入里的同一文件/);
});

test("a file name never leaves its place: what looks like a path is only shown", async () => {
  const id = await newRun();
  await send(id, { "../../../etc/甲.txt": formNumber("路一"), "C:\\文件\\乙.txt": formNumber("路二"), "打包.zip": zipOf([entry("../../丙.txt", formNumber("路三"))]) });
  const { files } = await finished(id);
  assert.deepEqual(files.map(({ name }) => name).sort(), ["C:/文件/乙.txt", "etc/甲.txt", "打包.zip!/../../丙.txt"]);
});
