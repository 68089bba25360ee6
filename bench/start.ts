import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { project, texts } from "./documents.ts";
import { type Measured, firstPage, inTurn, processTime } from "./measure.ts";

const dabiao = path.join(project, "bin", "dabiao.js");
const bareServer = `require("node:http").createServer((q, s) => s.end("<!doctype html>")).listen(0, "127.0.0.1", function () { console.log("http://127.0.0.1:" + this.address().port + "/") })`;

/** The command line from start to exit, and the server from start to its first page. */
export async function* start(): AsyncGenerator<Measured> {
  const small = path.join(project, "samples", "tianjin.txt");
  yield compared("dabiao read 一个小文件，含进程启动", 1000, "空的 node 进程", await inTurn(9, () => processTime(process.execPath, [dabiao, "read", small]), () => processTime(process.execPath, ["-e", "0"])));

  const documents = texts().map(({ name }) => name);
  const splitting = `for (const f of ${JSON.stringify(documents)}) require("node:fs").readFileSync(f, "utf8").split(/\\t|\\n/)`;
  yield compared(`dabiao read ${documents.length} 份文件，含进程启动`, 1000, "node 读同样的文件并按制表符和换行切开", await inTurn(7, () => processTime(process.execPath, [dabiao, "read", ...documents]), () => processTime(process.execPath, ["-e", splitting])));

  const data = mkdtempSync(path.join(tmpdir(), "dabiao-bench-"));
  try {
    const env = { ...process.env, DABIAO_DATA: data, DABIAO_PORT: "0" };
    yield compared("再次 npm start 到第一页应答", 3000, "空的 node:http 服务器", await inTurn(5, () => firstPage("npm", ["start"], env), () => firstPage(process.execPath, ["-e", bareServer], env)));
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

function compared(name: string, most: number, baseline: string, [value, of]: [number, number]): Measured {
  return { name, value, unit: "ms", baseline: { name: baseline, value: of }, limit: { of: "value", most } };
}
