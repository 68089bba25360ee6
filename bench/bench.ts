// `npm run bench [sections]`: every claim of speed and memory, each with what is demanded of it and, where there is one, a
// named baseline of the same run. Each section has a process of its own, so that none meets the memory and warmth of
// another. A whole run writes bench/result.json.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { type Figure, type Measured, judged, told } from "./measure.ts";

const sections: Readonly<Record<string, { title: string; run: () => Promise<AsyncIterable<Measured>> }>> = {
  start: { title: "启动", run: async () => (await import("./start.ts")).start() },
  formats: { title: "读文件", run: async () => (await import("./formats.ts")).formats() },
  growth: { title: "读许多张表", run: async () => (await import("./growth.ts")).growth() },
  writing: { title: "写文件", run: async () => (await import("./writing.ts")).writing() },
  region: { title: "一个地区", run: async () => (await import("./region.ts")).region() },
  page: { title: "网页", run: async () => (await import("./page.ts")).page() },
  review: { title: "审核", run: async () => (await import("./review.ts")).reviewing() },
};

/** A section in a process of its own, which writes a figure a line. */
async function* figuresOf(section: string): AsyncGenerator<Figure> {
  const child = spawn(process.execPath, [import.meta.filename, "--section", section], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  for await (const line of createInterface({ input: child.stdout })) yield judged(section, JSON.parse(line));
  const status = await ended;
  if (status !== 0) throw new Error(`section ${section}: exit ${status}`);
}

async function all(chosen: readonly string[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const section of chosen) {
    process.stdout.write(`${sections[section]?.title}\n`);
    try {
      for await (const figure of figuresOf(section)) {
        process.stdout.write(`  ${told(figure)}\n`);
        figures.push(figure);
      }
    } catch (error) {
      // What this machine lacks (a printer of PDF, a browser) is a miss, and no reason to leave the rest out.
      figures.push(judged(section, { name: String(error), value: 1, unit: "处", limit: { of: "value", most: 0 } }));
    }
  }
  return figures;
}

const [first, ...rest] = process.argv.slice(2);
if (first === "--section") {
  const section = sections[rest[0] ?? ""];
  if (section) for await (const measured of await section.run()) process.stdout.write(`${JSON.stringify(measured)}\n`);
} else {
  const chosen = first === undefined ? Object.keys(sections) : [first, ...rest];
  const unknown = chosen.find((name) => !(name in sections));
  if (unknown !== undefined) throw new Error(`no section ${unknown}; there are ${Object.keys(sections).join(", ")}`);
  const figures = await all(chosen);
  const missed = figures.filter(({ kept }) => !kept).length;
  process.stdout.write(missed === 0 ? "全部达到\n" : `${missed} 项未达到\n`);
  if (first === undefined) {
    const machine = { node: process.version, processor: os.cpus()[0]?.model ?? "", processors: os.cpus().length, measuredAt: new Date().toISOString() };
    writeFileSync(path.join(import.meta.dirname, "result.json"), `${JSON.stringify({ ...machine, figures }, null, 2)}\n`);
  }
  process.exitCode = missed === 0 ? 0 : 1;
}
