// `npm run bench`: medians and ratios against a named baseline of the same run. Prints a table and writes bench/result.json.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readDocument } from "../src/index.ts";
import { type Figure, firstPage, inTurn, processTime } from "./measure.ts";

const project = path.join(import.meta.dirname, "..");
const acceptance = path.join(process.env.DABIAO_ACCEPTANCE ?? path.join(project, "..", "shared"), "samples");
const folder = existsSync(acceptance) ? acceptance : path.join(project, "samples");
const documents = readdirSync(folder).filter((name) => /\.(txt|md)$/.test(name) && name !== "README.md").map((name) => path.join(folder, name));
const dabiao = path.join(project, "bin", "dabiao.js");
const bareServer = `require("node:http").createServer((q, s) => s.end("<!doctype html>")).listen(0, "127.0.0.1", function () { console.log("http://127.0.0.1:" + this.address().port + "/") })`;

const figures: Figure[] = [];
function add(name: string, [milliseconds, baselineMilliseconds]: [number, number], baseline: string, limit: string, kept: boolean): void {
  figures.push({ name, milliseconds, baseline, baselineMilliseconds, ratio: milliseconds / baselineMilliseconds, limit, kept });
}

const read = await inTurn(7, () => processTime(process.execPath, [dabiao, "read", ...documents]), () => processTime(process.execPath, ["-e", `for (const f of ${JSON.stringify(documents)}) require("node:fs").readFileSync(f, "utf8").split(/\\t|\\n/)`]));
add(`dabiao read，${documents.length} 份文件，含进程启动`, read, "node 读同样的文件并按制表符和换行切开", "1 秒", read[0] < 1000);

const loaded = documents.map((file) => ({ file, bytes: readFileSync(file) }));
const many = await inTurn(
  7,
  async () => {
    const start = performance.now();
    for (let round = 0; round < 10; round++) for (const { file, bytes } of loaded) await readDocument(bytes, file);
    return performance.now() - start;
  },
  async () => {
    const start = performance.now();
    for (let round = 0; round < 10; round++) for (const { bytes } of loaded) new TextDecoder().decode(bytes).split("\n").map((line) => line.split(/[\t|]/));
    return performance.now() - start;
  },
);
add(`同一进程内读 ${documents.length * 10} 份文件`, many, "解码并切成行和格", "—", true);

const data = mkdtempSync(path.join(tmpdir(), "dabiao-bench-"));
try {
  const env = { ...process.env, DABIAO_DATA: data, DABIAO_PORT: "0" };
  const start = await inTurn(5, () => firstPage("npm", ["start"], env), () => firstPage(process.execPath, ["-e", bareServer], env));
  add("再次 npm start 到第一页应答", start, "空的 node:http 服务器启动到应答", "3 秒", start[0] < 3000);
} finally {
  rmSync(data, { recursive: true, force: true });
}

for (const { name, milliseconds, baseline, baselineMilliseconds, ratio, limit, kept } of figures) {
  process.stdout.write(`${name}：${milliseconds.toFixed(0)} ms；基准（${baseline}）${baselineMilliseconds.toFixed(1)} ms；${ratio.toFixed(2)} 倍；上限 ${limit}${kept ? "" : "，超出"}\n`);
}
writeFileSync(path.join(project, "bench", "result.json"), `${JSON.stringify({ node: process.version, measuredAt: new Date().toISOString(), figures }, null, 2)}\n`);
process.exitCode = figures.every(({ kept }) => kept) ? 0 : 1;
