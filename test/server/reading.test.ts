import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { readDocument, readGrid } from "../../src/index.ts";
import { DabiaoError } from "../../src/problem.ts";
import { blocksOf } from "../../src/server/declarations/grid.ts";
import { readApart } from "../../src/server/reading/apart.ts";
import { startReader, type Reader, type ReadingLimits } from "../../src/server/reading/reading.ts";
import { Deadly } from "../../src/store/imports/jobs-work.ts";

const folder = mkdtempSync(path.join(tmpdir(), "dabiao-reading-"));
const readers: Reader[] = [];
after(async () => {
  await Promise.all(readers.map((reader) => reader.close()));
  rmSync(folder, { recursive: true });
});

/** A reader whose worker does what the given code says with each `name`. */
function readerThat(code: string, limits: ReadingLimits): Reader {
  const program = path.join(folder, `${readers.length}.mjs`);
  writeFileSync(
    program,
    `import { parentPort } from "node:worker_threads"; parentPort.on("message", ({ name }) => { ${code} });`,
  );
  const reader = startReader(limits, pathToFileURL(program));
  readers.push(reader);
  return reader;
}

const code = (expected: string) => (error: unknown) => error instanceof DabiaoError && error.code === expected;
const nothing = new Uint8Array();

test("the worker reads what the front door reads, and refuses what it refuses", async () => {
  const reader = startReader();
  readers.push(reader);
  const bytes = readFileSync(new URL("../../samples/ezhou.txt", import.meta.url));
  assert.deepEqual(await reader.read(bytes, "样例.txt"), await readDocument(bytes, "样例.txt"));
  const refused: unknown = await reader.read(nothing, "空.txt").catch((error: unknown) => error);
  const same: unknown = await readDocument(nothing, "空.txt").catch((error: unknown) => error);
  assert.ok(refused instanceof DabiaoError && same instanceof DabiaoError);
  assert.deepEqual([refused.code, refused.message, refused.hint], [same.code, same.message, same.hint]);
});

test("the worker gives the grid of the front door, and refuses what has none", async () => {
  const reader = startReader();
  readers.push(reader);
  const bytes = readFileSync(new URL("../../samples/zaozhuang.md", import.meta.url));
  const { grid } = await readGrid(bytes, "样例.md");
  assert.deepEqual(JSON.parse(await reader.readGrid(new Uint8Array(bytes), "样例.md")), blocksOf(grid));
  await assert.rejects(reader.readGrid(new Uint8Array(), "空.docx"), code("READ-11"));
});

test("a file that is never read to its end is given up, and the next one is read", async () => {
  const reader = readerThat(`if (name === "endless") for (;;); else parentPort.postMessage({ document: name })`, {
    milliseconds: 3_000,
    megabytes: 64,
  });
  const [endless, next] = await Promise.allSettled([reader.read(nothing, "endless"), reader.read(nothing, "next")]);
  assert.ok(endless.status === "rejected" && code("IMPORT-03")(endless.reason));
  assert.deepEqual(next, { status: "fulfilled", value: "next" });
});

test("a file that takes too much memory is given up, and the next one is read", async () => {
  const hungry = `if (name === "hungry") for (const all = [];;) all.push(Array.from({ length: 1e5 }, Math.random)); else parentPort.postMessage({ document: name })`;
  const reader = readerThat(hungry, { milliseconds: 60_000, megabytes: 32 });
  await assert.rejects(reader.read(nothing, "hungry"), code("IMPORT-04"));
  assert.equal(await reader.read(nothing, "next"), "next");
});

test("a worker that breaks is replaced", async () => {
  const reader = readerThat(
    `if (name === "exit") process.exit(3); if (name === "throw") throw new Error("broken"); parentPort.postMessage({ document: name })`,
    { milliseconds: 60_000, megabytes: 64 },
  );
  await assert.rejects(reader.read(nothing, "exit"), /ended/);
  await assert.rejects(reader.read(nothing, "throw"), /broken/);
  assert.equal(await reader.read(nothing, "next"), "next");
});

test("a reader that is closed gives up what it reads and reads nothing more", async () => {
  const reader = readerThat("for (;;);", { milliseconds: 60_000, megabytes: 64 });
  const reading = assert.rejects(reader.read(nothing, "endless"), code("IMPORT-05"));
  const waiting = assert.rejects(reader.read(nothing, "next"), code("IMPORT-05"));
  await new Promise((resolve) => setTimeout(resolve, 100));
  await reader.close();
  await Promise.all([reading, waiting]);
});

test("reading apart reads like reading here, and tells when the process ended over a file", async () => {
  const bytes = readFileSync(new URL("../../samples/ezhou.txt", import.meta.url));
  const document = await readApart(bytes, "ezhou.txt");
  assert.deepEqual(document, JSON.parse(JSON.stringify(await readDocument(bytes, "ezhou.txt"))));
  await assert.rejects(readApart(new Uint8Array(), "空.txt"), (error) => error instanceof DabiaoError && error.code === "READ-11");
  const dying = path.join(folder, "dying.mjs");
  writeFileSync(dying, "process.once('message', () => process.kill(process.pid, 'SIGKILL'))");
  await assert.rejects(readApart(bytes, "ezhou.txt", pathToFileURL(dying)), Deadly);
});
