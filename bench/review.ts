// `npm run bench:review`: 10,000 declarations under all rules on one core, one edited row in a table of 60, memory, and
// whether the same input gives the same bytes. The baseline is writing the same declarations as JSON and reading them back.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Declaration, SourceDocument } from "../src/declaration/schema.ts";
import { readTarget } from "../src/declaration/read-target.ts";
import { readDocument, review } from "../src/index.ts";
import { Collection } from "../src/review/collection.ts";
import { reviewOf } from "../src/review/run.ts";

const project = path.join(import.meta.dirname, "..");
const acceptance = path.join(process.env.DABIAO_ACCEPTANCE ?? path.join(project, "..", "shared"), "samples");
const folder = existsSync(acceptance) ? acceptance : path.join(project, "samples");
const wanted = 10_000;
/** Declarations in one document, as a unit or department publishes them. */
const together = 40;
const secondsAtMost = 10;
const editMillisecondsAtMost = 5;

const read = await Promise.all(readdirSync(folder).filter((name) => /\.(txt|md)$/.test(name) && name !== "README.md").map((name) => readDocument(readFileSync(path.join(folder, name)), name)));
const originals = read.flatMap(({ declarations }) => declarations);

/** A different unit, project and numbers each time, so that no cache answers for another declaration. */
function variant(number: number): Declaration {
  const original = originals[number % originals.length];
  if (!original) throw new Error("no samples");
  const copy = structuredClone(original);
  copy.unit = { code: null, name: `第${Math.floor(number / together)}单位` };
  copy.project.name = `${copy.project.name ?? ""}${number}`;
  return { ...copy, indicators: copy.indicators.map((row, at) => (row.level3 === null || at % 3 > 0 ? row : { ...row, level3: `${row.level3}${number % 97}` })) };
}

const documents = Array.from({ length: wanted / together }, (_, at): SourceDocument => {
  const [first] = read;
  if (!first) throw new Error("no samples");
  return { ...first, file: `${at}.txt`, paragraphs: [], declarations: Array.from({ length: together }, (_unused, own) => variant(at * together + own)) };
});
const indicators = documents.flatMap(({ declarations }) => declarations).reduce((sum, { indicators: rows }) => sum + rows.length, 0);

const fingerprint = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("hex");
const seconds = (since: number) => (performance.now() - since) / 1000;
const megabytes = () => Math.round(process.memoryUsage().rss / 1024 / 1024);

let start = performance.now();
for (const document of documents) JSON.parse(JSON.stringify(document));
const baseline = seconds(start);
const before = megabytes();
start = performance.now();
const first = review(documents);
const taken = seconds(start);
const after = megabytes();
const same = fingerprint(first) === fingerprint(review(documents));

const long = variant(1);
const rows = Array.from({ length: 60 }, (_, at) => ({ ...structuredClone(long.indicators[at % long.indicators.length] ?? long.indicators[0]), level3: `第${at}项工作完成数量` })) as Declaration["indicators"];
const edits = Array.from({ length: 300 }, (_, at) => {
  const edited = { ...long, indicators: rows.map((row, index) => (index === at % 60 ? { ...row, target: readTarget(`≥${at}件`) } : row)) };
  const begun = performance.now();
  const [facts] = new Collection([{ ...documents[0], declarations: [edited] } as SourceDocument]).declarations;
  if (facts) reviewOf(facts);
  return performance.now() - begun;
}).sort((a, b) => a - b);
const p95 = edits[Math.floor(edits.length * 0.95)] ?? Number.NaN;

console.log(`${wanted} 张目标表、${indicators} 条指标，全部规则：${taken.toFixed(2)} 秒（上限 ${secondsAtMost} 秒${taken > secondsAtMost ? "，超出" : ""}），是把同样的表写成 JSON 再读回（${baseline.toFixed(2)} 秒）的 ${(taken / baseline).toFixed(2)} 倍；问题 ${first.findings.length} 处`);
console.log(`内存：审核前 ${before} MB，审核后 ${after} MB`);
console.log(`60 行的表改一行再审：p95 ${p95.toFixed(2)} ms（上限 ${editMillisecondsAtMost} ms${p95 > editMillisecondsAtMost ? "，超出" : ""}）`);
console.log(`同样的输入${same ? "给出同样的字节" : "给出不同的字节"}`);
process.exitCode = taken <= secondsAtMost && p95 <= editMillisecondsAtMost && same ? 0 : 1;
