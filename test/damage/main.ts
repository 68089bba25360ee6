// `npm run damage`: every operator on every document with several seeds; writes docs/damage.md. With --operator, --document and --seed one case is repeated and its text printed.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { fileDocuments, madeDocuments, textDocuments } from "./documents.ts";
import type { Case } from "./harness.ts";
import { reportOf } from "./report.ts";
import { type Tally, count, everyCase, pairsOfDamage } from "./run.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1" },
    seed: { type: "string" },
    operator: { type: "string" },
    document: { type: "string" },
    show: { type: "string", default: "2" },
    troubled: { type: "boolean", default: false },
  },
});
const seeds = values.seed === undefined ? Array.from({ length: Number(values.seeds) }, (_, index) => index + 1) : [Number(values.seed)];
const troubled = textDocuments();
const { documents: printed, inexact } = madeDocuments(troubled);
const made = [...printed, ...fileDocuments()];
const whole = values.operator === undefined && values.document === undefined;

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function tell({ operator, cases }: Tally): void {
  const outcomes = (["same", "flagged", "refused", "excepted", "silent"] as const).map((outcome) => `${outcome} ${count(cases, outcome)}`);
  print(`${operator.padEnd(34)} ${String(cases.length).padStart(5)} cases: ${outcomes.join(", ")}`);
  for (const { document, seed, silent } of cases.filter(({ outcome }) => outcome === "silent").slice(0, Number(values.show))) {
    print(`    --document "${document}" --seed ${seed}: ${silent.length} silent, ${silent.slice(0, 3).map(({ path, wanted, got }) => `${path}: ${wanted} → ${got}`).join("; ")}`);
  }
}

function run(kind: typeof made): Tally[] {
  const tallies: Tally[] = [];
  const chosen = kind.filter(({ name }) => values.document === undefined || name.includes(values.document));
  for (const tally of everyCase(chosen, seeds, ({ name }) => values.operator === undefined || name === values.operator)) {
    tell(tally);
    tallies.push(tally);
  }
  return tallies;
}

if (whole) for (const { name, found } of inexact) print(`not read exactly, printed anew: ${name}: ${found.length} facts, ${found.slice(0, 2).map(({ path, wanted, got }) => `${path}: ${wanted} → ${got}`).join("; ")}`);
const tallies = run(values.troubled ? troubled : made);
if (whole && !values.troubled) {
  print("\nDocuments with trouble of their own:");
  const more = run(troubled);
  const pairs = pairsOfDamage(made, 1, 2000);
  tell({ operator: "two operators", says: "", layouts: "", cases: pairs });
  const report = reportOf({ seeds, documents: made.length, tallies, troubled: more, troubledDocuments: troubled.length, pairs });
  writeFileSync(path.join(import.meta.dirname, "..", "..", "docs", "damage.md"), report);
  const silent = [...tallies].flatMap(({ cases }) => cases).filter(({ outcome }: Case) => outcome === "silent").length;
  process.exitCode = silent === 0 ? 0 : 1;
} else if (values.seed !== undefined) {
  for (const { cases } of tallies) for (const { text, silent, told } of cases) print(`${text}\n${JSON.stringify({ silent, told }, null, 1)}`);
}
