import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { maxBytes } from "../../src/formats/limits.ts";
import { ProblemDocument } from "../../src/server/contract.ts";
import { DeclarationList } from "../../src/server/declarations/contract.ts";
import { ImportedFile, ImportRun } from "../../src/server/imports/contract.ts";

const program = fileURLToPath(new URL("./program.ts", import.meta.url));
const samples = fileURLToPath(new URL("../../samples", import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), "dabiao-serve-"));
let server: Command;
let address: string;

interface Command {
  child: ChildProcess;
  out: string;
  error: string;
  /** The exit code. */
  ended: Promise<number | null>;
}

function start(words: readonly string[], env: Record<string, string> = {}): Command {
  const own = { ...process.env, DABIAO_PORT: "0", DABIAO_DATA: folder, DATABASE_URL: "", DABIAO_LOG: "", ...env };
  const child = spawn(process.execPath, [program, ...words], { env: own, stdio: ["ignore", "pipe", "pipe"] });
  const command: Command = { child, out: "", error: "", ended: new Promise((resolve) => child.once("close", resolve)) };
  child.stdout.on("data", (chunk: Buffer) => (command.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (command.error += chunk.toString()));
  return command;
}

async function startServer(env: Record<string, string> = {}): Promise<{ server: Command; address: string }> {
  const started = start(["serve"], env);
  let running = true;
  started.ended.then(
    () => (running = false),
    () => undefined,
  );
  while (running) {
    const found = /^达标已启动：(http:\/\/127\.0\.0\.1:\d+\/)$/m.exec(started.out)?.[1];
    if (found) return { server: started, address: found };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`serve ended: ${started.error}`);
}

before(async () => {
  ({ server, address } = await startServer());
});
after(async () => {
  server.child.kill("SIGKILL");
  await server.ended;
  rmSync(folder, { recursive: true, force: true });
});

async function upload(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Response> {
  const { id } = ImportRun.parse(await (await fetch(`${address}api/imports`, { method: "POST" })).json());
  const form = new FormData();
  form.set("file", new Blob([bytes]), name);
  return await fetch(`${address}api/imports/${id}/files`, { method: "POST", body: form });
}

async function total(): Promise<number> {
  return DeclarationList.parse(await (await fetch(`${address}api/declarations`)).json()).total ?? -1;
}

test("the page answers on its address and on those that exist only in the browser", async () => {
  const page = await fetch(address);
  assert.equal(page.headers.get("cache-control"), "no-cache");
  const html = await page.text();
  assert.equal(await (await fetch(`${address}declarations/anything`)).text(), html);
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1];
  const asset = await fetch(new URL(script ?? "", address));
  assert.match(asset.headers.get("content-type") ?? "", /javascript/);
  assert.match(asset.headers.get("cache-control") ?? "", /immutable/);
  assert.equal((await fetch(`${address}assets/none.js`)).status, 404);
  assert.equal((await fetch(`${address}readyz`)).status, 200);
});

test("a file of a Chinese name is imported over the wire", async () => {
  const file = ImportedFile.parse(await (await upload("空文件（测试）.txt", new Uint8Array())).json());
  assert.deepEqual([file.name, file.outcome, file.error?.code], ["空文件（测试）.txt", "failed", "READ-11"]);
});

test("a file over the limit is refused with 413 and the server lives", async () => {
  const answer = await upload("大.txt", new Uint8Array(maxBytes + 1).fill(0x31));
  assert.equal(answer.status, 413);
  assert.equal(ProblemDocument.parse(await answer.json()).code, "API-04");
  assert.equal((await fetch(`${address}healthz`)).status, 200);
});

test("`dabiao import` goes through the running server and says what became of each file", async () => {
  const formless = path.join(folder, "通知.txt");
  writeFileSync(formless, "关于召开会议的通知\n请各单位按时参加。\n");
  const before = await total();
  const first = start(["import", path.join(samples, "ezhou.txt"), formless, path.join(folder, "没有.txt")]);
  assert.equal(await first.ended, 1, first.error);
  assert.match(first.out, /^ezhou\.txt：已导入 \d+ 份目标表$/m);
  assert.match(first.out, /^通知\.txt：没有导入。IMPORT-01 /m);
  assert.match(first.out, /没有\.txt：没有导入。READ-14 .*没有这个文件/);
  const after = await total();
  assert.ok(after > before);
  const second = start(["import", path.join(samples, "ezhou.txt")]);
  assert.equal(await second.ended, 0, second.error);
  assert.match(second.out, /早已导入.*没有变化/);
  assert.equal(await total(), after);
});

test("a second server on the same folder, the same port or a port that is none says what is wrong", async () => {
  const sameFolder = start(["serve"]);
  const samePort = start(["serve"], { DABIAO_PORT: new URL(address).port, DABIAO_DATA: path.join(folder, "other") });
  const noPort = start(["serve"], { DABIAO_PORT: "x1" });
  assert.deepEqual(await Promise.all([sameFolder.ended, samePort.ended, noPort.ended]), [70, 70, 70]);
  assert.match(sameFolder.error, new RegExp(`^START-01 达标已经在运行：${address}`));
  assert.match(samePort.error, /^SERVE-01 端口 \d+ 已被占用/);
  assert.match(noPort.error, /^SERVE-02 /);
});

test("asked to stop, it ends in order, and a new one has all that was imported", async () => {
  const before = await total();
  server.child.kill("SIGTERM");
  assert.equal(await server.ended, 0);
  assert.equal(server.error, "");
  const alone = start(["import", path.join(samples, "ezhou.txt")]);
  assert.equal(await alone.ended, 0, alone.error);
  assert.match(alone.out, /早已导入/);
  ({ server, address } = await startServer({ DABIAO_LOG: "json" }));
  assert.equal(await total(), before);
  // The line of a request comes after its answer.
  while (!server.error.includes('"request completed"') || !server.error.endsWith("\n")) await new Promise((resolve) => setTimeout(resolve, 20));
  for (const line of server.error.trim().split("\n")) assert.equal(typeof (JSON.parse(line) as { msg: unknown }).msg, "string");
});

test("killed hard, it recovers by itself", async () => {
  const before = await total();
  server.child.kill("SIGKILL");
  await server.ended;
  ({ server, address } = await startServer());
  assert.equal(await total(), before);
  server.child.kill("SIGINT");
  assert.equal(await server.ended, 0);
});
