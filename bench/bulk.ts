// `npm run bench:bulk [files]`: so many made-up Word files through a server, as one zip (the server is killed in the
// middle and started anew) and as a folder: files a second in each tenth, memory, what was kept, and how long undoing takes.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { DeclarationList } from "../src/server/declarations/contract.ts";
import { ImportRun } from "../src/server/imports/contract.ts";
import { wordForm } from "../test/forms-as-files.ts";

const program = path.join(import.meta.dirname, "..", "src", "cli", "main.ts");
const count = Number(process.argv[2] ?? 2_000);
const folder = mkdtempSync(path.join(tmpdir(), "dabiao-bench-"));
const env = { ...process.env, DABIAO_PORT: "0", DABIAO_DATA: path.join(folder, "data"), DATABASE_URL: "" };
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const seconds = (since: number): number => (performance.now() - since) / 1000;

interface Served {
  child: ChildProcess;
  address: string;
}

async function serve(): Promise<Served> {
  const child = spawn(process.execPath, [program, "serve"], { env, stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise<string>((resolve) => {
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
      if (found) resolve(found);
    });
  });
  return { child, address };
}

async function end({ child }: Served, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill(signal);
  await ended;
}

const megabytes = ({ child }: Served, what: "VmRSS" | "VmHWM"): number =>
  Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024;

async function ask(server: Served, route: string, method = "GET"): Promise<unknown> {
  return await (await fetch(`${server.address}api/${route}`, { method })).json();
}

/** The documents, by name: the same form, each with a project of its own. */
function* documents(mark: string): Generator<[string, Uint8Array]> {
  const parts = unzipSync(wordForm());
  const main = "word/document.xml";
  const text = strFromU8(parts[main] ?? new Uint8Array());
  for (let i = 0; i < count; i++) yield [`局${i % 40}/${mark}${i}.docx`, zipSync({ ...parts, [main]: strToU8(text.replace("河道清淤工程", `河道清淤工程${mark}${i}`)) })];
}

/** Imports with the command and watches; @param killed whether the server is killed, once, in the middle. @returns server and run */
async function watch(first: Served, what: string, source: string, killed: boolean): Promise<{ server: Served; id: string }> {
  let server = first;
  const before = runIds(await ask(server, "imports?limit=1"));
  const begun = performance.now();
  const command = spawn(process.execPath, [program, "import", source], { env, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  command.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => command.once("close", resolve));
  let id: string | undefined;
  for (let tenth = 0, since = begun, done = 0; tenth < 10; await wait(100)) {
    id ??= runIds(await ask(server, "imports?limit=1")).find((one) => !before.includes(one));
    if (id === undefined) continue;
    const { counts } = ImportRun.parse(await ask(server, `imports/${id}`));
    const now = counts.imported + counts.unchanged + counts.failed;
    if (now < ((tenth + 1) * count) / 10) continue;
    say(`  ${now} 个：每秒 ${((now - done) / seconds(since)).toFixed(0)} 个，服务内存 ${megabytes(server, "VmRSS").toFixed(0)} MB（最高 ${megabytes(server, "VmHWM").toFixed(0)} MB）`);
    [tenth, since, done] = [Math.floor((now * 10) / count), performance.now(), now];
    if (!killed || tenth !== 5) continue;
    await end(server, "SIGKILL");
    server = await serve();
    say(`  kill -9，重新启动用了 ${seconds(since).toFixed(1)} 秒`);
  }
  const status = await ended;
  say(`${what}：${seconds(begun).toFixed(0)} 秒，每秒 ${(count / seconds(begun)).toFixed(0)} 个，退出码 ${status}；${said.trim()}`);
  if (id === undefined) throw new Error("no run");
  return { server, id };
}

function runIds(answer: unknown): string[] {
  return (answer as { items: { id: string }[] }).items.map(({ id }) => id);
}

async function check(server: Served, expected: number): Promise<void> {
  const { total } = DeclarationList.parse(await ask(server, "declarations?limit=1"));
  say(`  库里有 ${total} 份目标表${total === expected ? "" : `，应为 ${expected}！`}`);
  if (total !== expected) process.exitCode = 1;
}

let server = await serve();
try {
  writeFileSync(path.join(folder, "全部.zip"), zipSync(Object.fromEntries(documents("甲")), { level: 0 }));
  const zipped = await watch(server, "压缩包", path.join(folder, "全部.zip"), true);
  server = zipped.server;
  await check(server, count);
  for (const [name, bytes] of documents("乙")) {
    mkdirSync(path.join(folder, "全市", path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, "全市", name), bytes);
  }
  await watch(server, "文件夹", path.join(folder, "全市"), false);
  await check(server, 2 * count);
  const begun = performance.now();
  const undone = ImportRun.parse(await ask(server, `imports/${zipped.id}`, "DELETE"));
  say(`撤销压缩包：${seconds(begun).toFixed(1)} 秒，状态 ${undone.state}`);
  await check(server, count);
} finally {
  await end(server, "SIGTERM");
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
