import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { readDocument } from "../src/index.ts";
import { project } from "./documents.ts";
import { type Measured, median, processorTime } from "./measure.ts";

const sample = path.join(project, "samples", "tianjin.txt");
/** How many forms one file holds, and how often each size is read. */
const sizes = [[10, 25], [100, 9], [1_000, 5], [10_000, 3]] as const;

/** Whether time grows linearly with the number of forms in one file, and the memory that 500 forms take. */
export async function* growth(): AsyncGenerator<Measured> {
  const original = readFileSync(sample, "utf8");
  const { declarations } = await readDocument(new TextEncoder().encode(original), sample);
  const few = await perForm(original, declarations.length, ...sizes[0]);
  for (const [forms, runs] of sizes.slice(1)) {
    const value = await perForm(original, declarations.length, forms, runs);
    yield { name: `一个文件里 ${forms} 张表，每张`, value, unit: "ms", baseline: { name: `一个文件里 ${sizes[0][0]} 张表`, value: few }, limit: { of: "ratio", most: 1.5 } };
  }
  yield { name: "读 500 张 Word 表，内存最多", value: memory("dabiao"), unit: "MB", baseline: { name: "mammoth 打开同样多张表", value: memory("mammoth") }, limit: { of: "value", most: 400 } };
}

/** Milliseconds a form, the median of several readings of one file. */
async function perForm(original: string, own: number, forms: number, runs: number): Promise<number> {
  const copies = Array.from({ length: Math.ceil(forms / own) }, (_, nth) => varied(original, nth));
  const bytes = new TextEncoder().encode(copies.join("\n"));
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const [taken, { declarations }] = await processorTime(() => readDocument(bytes, sample));
    times.push(taken / declarations.length);
  }
  return median(times);
}

const made = "安博成达恩丰广海汇嘉景康岚明宁平启瑞盛泰文祥兴裕正";
/** What projects, bodies and works are called in the sample: it becomes another name in each copy. */
const named = /医保|医疗|经办|大厅|窗口|设备|保洁|自助|宣传|稽核|基金|系统|数据|培训|检查|海渌/g;

/** The sample as another body would have written it: other names, and other figures of the same length; years stay. */
function varied(text: string, nth: number): string {
  let state = nth * 2_654_435_761 + 1;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const character = () => made.charAt(next(made.length));
  const names = new Map<string, string>();
  const name = (word: string) => names.get(word) ?? names.set(word, character() + character()).get(word) ?? word;
  const figure = (digits: string) => (/^(?:19|20)\d\d$/.test(digits) ? digits : digits.replace(/\d/g, (_, at: number) => String(at === 0 ? 1 + next(9) : next(10))));
  return text.replace(named, name).replace(/\d+/g, figure);
}

/** The largest memory of a process that reads 500 forms, one file after the other. */
function memory(reader: "dabiao" | "mammoth"): number {
  const { stdout, stderr } = spawnSync(process.execPath, [path.join(import.meta.dirname, "memory.ts"), reader], { encoding: "utf8" });
  if (stdout === "") throw new Error(stderr);
  return Number(stdout);
}
