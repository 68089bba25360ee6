import { createHash } from "node:crypto";
import type { Declaration, SourceDocument } from "../src/declaration/schema.ts";
import { readTarget } from "../src/declaration/read-target.ts";
import { readDocument, review } from "../src/index.ts";
import { Collection } from "../src/review/collection.ts";
import { reviewOf } from "../src/review/run.ts";
import { texts } from "./documents.ts";
import { type Measured, median, processorTime } from "./measure.ts";

const wanted = 10_000;
/** Declarations in one document, as a unit or department publishes them. */
const together = 40;

/** 10,000 declarations under all rules on one core, one edited row in a table of 60, memory, and whether the same input gives the same bytes. */
export async function* reviewing(): AsyncGenerator<Measured> {
  const read = await Promise.all(texts().map(({ name, bytes }) => readDocument(bytes, name)));
  const originals = read.flatMap(({ declarations }) => declarations);
  const documents = Array.from({ length: wanted / together }, (_, at): SourceDocument => {
    const [first] = read;
    if (!first) throw new Error("no samples");
    return { ...first, file: `${at}.txt`, paragraphs: [], declarations: Array.from({ length: together }, (_unused, own) => variant(originals, at * together + own)) };
  });
  const before = megabytes();
  const [baseline] = await processorTime(() => documents.map((document) => JSON.parse(JSON.stringify(document))));
  const [taken, found] = await processorTime(() => review(documents));
  yield { name: `${wanted} 张目标表过全部规则`, value: taken / 1000, unit: "秒", baseline: { name: "把同样的表写成 JSON 再读回", value: baseline / 1000 }, limit: { of: "value", most: 10 } };
  yield { name: "审核之后，内存", value: megabytes(), unit: "MB", baseline: { name: "审核之前", value: before } };
  yield { name: "同样的输入再审一次，结果不同的字节", value: fingerprint(found) === fingerprint(review(documents)) ? 0 : 1, unit: "处", limit: { of: "value", most: 0 } };
  yield edited(variant(originals, 1), documents[0] as SourceDocument);
}

/** One row of a table of 60 is edited and the table reviewed again, as the page does it. */
function edited(long: Declaration, document: SourceDocument): Measured {
  const rows = Array.from({ length: 60 }, (_, at) => ({ ...structuredClone(long.indicators[at % long.indicators.length] ?? long.indicators[0]), level3: `第${at}项工作完成数量` })) as Declaration["indicators"];
  const reviewed = rows.map((): number[] => []);
  const copied = rows.map((): number[] => []);
  // Each row several times: what other work on the machine takes from one edit is no part of it.
  for (let nth = 0; nth < 5 * rows.length; nth++) {
    const edit = nth % rows.length;
    const declaration = { ...long, indicators: rows.map((row, index) => (index === edit ? { ...row, target: readTarget(`≥${nth}件`) } : row)) };
    reviewed[edit]?.push(elapsed(() => new Collection([{ ...document, declarations: [declaration] }]).declarations.map((facts) => reviewOf(facts))));
    copied[edit]?.push(elapsed(() => JSON.parse(JSON.stringify(declaration))));
  }
  return { name: "60 行的表改一行再审，p95", value: p95(reviewed.map(median)), unit: "ms", baseline: { name: "把同样的表写成 JSON 再读回", value: p95(copied.map(median)) }, limit: { of: "value", most: 5 } };
}

/** A different unit, project and numbers each time, so that no cache answers for another declaration. */
function variant(originals: readonly Declaration[], number: number): Declaration {
  const original = originals[number % originals.length];
  if (!original) throw new Error("no samples");
  const copy = structuredClone(original);
  copy.unit = { code: null, name: `第${Math.floor(number / together)}单位` };
  copy.project.name = `${copy.project.name ?? ""}${number}`;
  return { ...copy, indicators: copy.indicators.map((row, at) => (row.level3 === null || at % 3 > 0 ? row : { ...row, level3: `${row.level3}${number % 97}` })) };
}

/** By the clock: processor time is not counted as finely. */
function elapsed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const fingerprint = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex");
const megabytes = (): number => process.memoryUsage().rss / 1024 / 1024;
const p95 = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
