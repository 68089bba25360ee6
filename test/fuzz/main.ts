// `npm run fuzz`: reads mutated files of every format in worker threads; ends with 0 crashes and 0 hangs, or says which input fails and how to repeat it.
import { mkdtempSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { inputOf } from "./mutate.ts";
import { fuzz } from "./run.ts";
import { seeds } from "./seeds.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
    format: { type: "string" },
    only: { type: "string" },
    threads: { type: "string", default: String(Math.min(8, availableParallelism())) },
  },
});
const seed = Number(values.seed);
const format = values.format ?? null;
const only = values.only === undefined ? null : Number(values.only);
const runs = only === null ? Number(values.runs) : 1;
let shown = 0;

function say(index: string): void {
  if (Number(index) < shown + 5000) return;
  shown = Number(index);
  process.stdout.write(`… ${shown} of ${runs}\n`);
}

const { inputs, failures, seconds } = await fuzz({ seed, runs, threads: only === null ? Number(values.threads) : 1, format, from: only ?? 0, say });

const wanted = seeds.filter(({ name }) => format === null || name.includes(format));
const folder = failures.length > 0 ? mkdtempSync(path.join(tmpdir(), "dabiao-fuzz-")) : "";
const perCause = new Map<string, number>();
for (const { kind, index, error } of failures) {
  const cause = `${kind}: ${error.split("\n").slice(0, 3).join(" ").replace(/\d+/g, "N")}`;
  const seen = perCause.get(cause) ?? 0;
  perCause.set(cause, seen + 1);
  if (seen >= 3) continue;
  const { name, bytes } = inputOf(seed, index, wanted);
  const file = path.join(folder, `${index}-${name}`);
  writeFileSync(file, bytes);
  process.stdout.write(`${kind} over ${file}\n  npm run fuzz -- --seed ${seed} --only ${index}${format === null ? "" : ` --format ${format}`}\n  ${error.split("\n").slice(0, 8).join("\n  ")}\n`);
}
for (const [cause, count] of perCause) process.stdout.write(`${count} × ${cause}\n`);
const crashes = failures.filter(({ kind }) => kind === "crash").length;
process.stdout.write(`seed ${seed}: ${inputs} inputs, ${crashes} crashes, ${failures.length - crashes} hangs, ${(inputs / seconds).toFixed(0)} inputs/s\n`);
process.exitCode = failures.length === 0 ? 0 : 1;
