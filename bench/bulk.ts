// `npm run bench:bulk [files]`: a zip of generated files through a server, files a second by number of workers, and its memory.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { zipSync } from "fflate";
import { ImportRun } from "../src/server/contract.ts";

const project = path.join(import.meta.dirname, "..");
const count = Number(process.argv[2] ?? 2_000);
const form = readFileSync(path.join(project, "samples", "tianjin.txt"), "utf8");

for (const workers of [1, 2]) {
  const data = mkdtempSync(path.join(tmpdir(), "dabiao-bench-"));
  const server = spawn(process.execPath, [path.join(project, "src", "cli", "main.ts"), "serve"], {
    env: { ...process.env, DABIAO_PORT: "0", DABIAO_DATA: data, DATABASE_URL: "", DABIAO_WORKERS: String(workers) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const address = await new Promise<string>((resolve) => {
      let said = "";
      server.stdout.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
        if (found) resolve(found);
      });
    });
    const files = Object.fromEntries(Array.from({ length: count }, (_, i) => [`${i}.txt`, new TextEncoder().encode(`第${i}号\n${form}`)]));
    const begun = performance.now();
    const { id } = ImportRun.parse(await (await fetch(`${address}api/imports`, { method: "POST" })).json());
    const body = new FormData();
    body.append("file", new Blob([zipSync(files)]), "全部.zip");
    await fetch(`${address}api/imports/${id}/queue`, { method: "POST", body });
    for (;;) {
      const run = ImportRun.parse(await (await fetch(`${address}api/imports/${id}`)).json());
      if (run.state === "done") {
        const seconds = (performance.now() - begun) / 1000;
        const peak = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]) / 1024;
        process.stdout.write(`${workers} 个线程：${run.counts.imported} 个文件，${run.counts.declarations} 份目标表，${seconds.toFixed(1)} 秒，每秒 ${(count / seconds).toFixed(0)} 个，内存最高 ${peak.toFixed(0)} MB\n`);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  } finally {
    server.kill("SIGTERM");
    await new Promise((resolve) => server.once("close", resolve));
    rmSync(data, { recursive: true, force: true });
  }
}
