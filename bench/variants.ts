import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Declaration } from "../src/declaration/schema.ts";
import { readDocument } from "../src/index.ts";

const project = path.join(import.meta.dirname, "..");
const acceptance = path.join(process.env.DABIAO_ACCEPTANCE ?? path.join(project, "..", "shared"), "samples");
const folder = existsSync(acceptance) ? acceptance : path.join(project, "samples");
const read = await Promise.all(readdirSync(folder).filter((name) => /\.(txt|md)$/.test(name) && name !== "README.md").map((name) => readDocument(readFileSync(path.join(folder, name)), name)));
const originals = read.flatMap(({ declarations }) => declarations);

/** The n-th declaration: another project, other numbers and names each time, so that nothing remembered answers for it. */
export function variant(number: number): Declaration {
  const original = originals[number % originals.length];
  if (!original) throw new Error("no samples");
  const copy = structuredClone(original);
  copy.project.name = `${copy.project.name ?? ""}${number}`;
  return { ...copy, indicators: copy.indicators.map((row, at) => (row.level3 === null || at % 3 > 0 ? row : { ...row, level3: `${row.level3}${number % 97}` })) };
}
