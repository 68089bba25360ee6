// `npm run mutation`: changes the code of rules, prose and exact numbers in small ways, one at a time, and counts how many
// changes the tests notice. The changes are Stryker's; the runner is ours, because a process a change would take a day.
//   --only rules/fund-01,money   changes only files whose name holds one of these     --show   lists what nobody noticed
//   --write   writes the scores to docs/mutation.md
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { Instrumenter } from "@stryker-mutator/instrumenter";
import type { Task, Verdict } from "./judge.ts";
import { byArea, percent, type Score, total, writePage } from "./page.ts";

const project = path.join(import.meta.dirname, "../..");
/** One a run, so that two can go side by side. */
const room = path.join(project, "dist", `mutation-${process.pid}`);
/** What must be noticed (issue: rules, money and numbers). */
const scoreAtLeast = 85;
/** A changed check that takes longer than this hangs; all checks together take a second or two on an idle core. */
const patienceMs = 30_000;

const { values } = parseArgs({ options: { only: { type: "string", default: "" }, show: { type: "boolean", default: false }, write: { type: "boolean", default: false } } });

const numbers = ["arithmetic", "decimal", "money", "numeral", "read-quantity", "read-target", "deadline"].map((name) => `src/declaration/${name}.ts`);
const review = ["", "prose", "rules"].flatMap((folder) =>
  readdirSync(path.join(project, "src/review", folder)).filter((name) => name.endsWith(".ts") && name !== "list.ts" && name !== "sketch.ts").map((name) => path.posix.join("src/review", folder, name)),
);
const everyFile = [...numbers, ...review];
const files = everyFile.filter((name) => values.only.split(",").some((part) => name.includes(part)));

/**
 * What is left out, all of it: of a rule's file the words (id, title, checks, exclusions …) and the examples. They are prose,
 * and the pages would notice each change of them. The words of findings are not left out.
 */
function mutated(name: string, content: string): boolean | { start: { line: number; column: number }; end: { line: number; column: number } }[] {
  if (!name.includes("/rules/")) return true;
  const lines = content.split("\n");
  const head = lines.findIndex((line) => /^export const \w+: (?:Declaration|Document)Rule/.test(line));
  const check = lines.findIndex((line, at) => at > head && /^ {2}(?:async )?check[(:]/.test(line));
  const examples = lines.findIndex((line, at) => at > check && line.startsWith("  examples: ["));
  const end = lines.findIndex((line, at) => at > examples && line.startsWith("};"));
  if ([head, check, examples, end].includes(-1)) throw new Error(`${name} is not built like a rule`);
  const range = (from: number, to: number) => ({ start: { line: from, column: 0 }, end: { line: to, column: 0 } });
  return [range(0, head), range(check, examples), range(end, lines.length)];
}

/** The instrumenter's logger has a dozen methods; nobody listens here. */
const quiet = new Proxy({}, { get: (_, name) => (String(name).startsWith("is") ? () => false : () => undefined) }) as ConstructorParameters<typeof Instrumenter>[0];
type Given = Parameters<Instrumenter["instrument"]>;
const instrumenter = new Instrumenter(quiet);
const options = { excludedMutations: [], ignorers: [], plugins: null, noHeader: false } as unknown as Given[1];
const { files: changed, mutants } = await instrumenter.instrument(
  files.map((name) => {
    const content = readFileSync(path.join(project, name), "utf8");
    return { name: path.join(project, name), content, mutate: mutated(name, content) };
  }) as Given[0],
  options,
);

// The changed code in a copy of the project, so that the tests run on it as they are.
rmSync(room, { recursive: true, force: true });
mkdirSync(room, { recursive: true });
for (const part of ["src", "test", "docs", "samples", "package.json"]) cpSync(path.join(project, part), path.join(room, part), { recursive: true });
symlinkSync(path.join(project, "node_modules"), path.join(room, "node_modules"));
for (const { name, content } of changed) writeFileSync(path.join(room, path.relative(project, name)), `${content}\n`);

const inDeclaration = (name: string) => path.relative(project, name).startsWith("src/declaration");
const verdicts = new Map<string, Verdict>();
const isRule = (name: string) => path.relative(project, name).startsWith("src/review/rules/");
await judgeReview(mutants.filter(({ fileName }) => !inDeclaration(fileName)).map(({ id, fileName }) => ({ mutant: id, file: isRule(fileName) ? path.join(room, path.relative(project, fileName)) : null })));
const isNoticed = ({ id }: { id: string }): boolean => ["noticed", "noticed late", "hung"].includes(verdicts.get(id) ?? "");
await judgeByOwnTests(mutants.filter((one) => !isNoticed(one)));
await judgeLoadedAnew([...verdicts].flatMap(([id, verdict]) => (verdict === "static" ? [id] : [])));

/** In worker threads that hold the rules loaded; one that hangs is replaced, and its change counts as noticed. */
async function judgeReview(tasks: Task[]): Promise<void> {
  const unchanged = started();
  if ((await ask(unchanged, { mutant: "", file: null })) !== "uncovered") throw new Error("the tests fail without any change: run test/review/*.test.ts first");
  await unchanged.terminate();
  const waiting = [...tasks];
  const work = async (): Promise<void> => {
    let worker: Worker | null = null;
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      worker ??= started();
      const verdict = await ask(worker, task);
      verdicts.set(task.mutant, verdict);
      if (verdict === "noticed late" || verdict === "hung") {
        await worker.terminate();
        worker = null;
      }
    }
    await worker?.terminate();
  };
  await Promise.all([work(), work()]);
}

/** A change of what is computed while loading needs a thread that loads with it: dear, so these come last. */
async function judgeLoadedAnew(ids: string[]): Promise<void> {
  const work = async (): Promise<void> => {
    for (let mutant = ids.shift(); mutant !== undefined; mutant = ids.shift()) {
      const fresh = started({ ...process.env, __STRYKER_ACTIVE_MUTANT__: mutant });
      verdicts.set(mutant, await ask(fresh, { mutant, file: null, loaded: true }));
      await fresh.terminate();
    }
  };
  await Promise.all([work(), work()]);
}

function started(env: NodeJS.ProcessEnv = process.env): Worker {
  const worker = new Worker(path.join(room, "test/mutation/judge.ts"), { env });
  worker.on("error", () => undefined); // whoever asks hears of it
  return worker;
}

async function ask(worker: Worker, task: Task): Promise<Verdict> {
  return await new Promise((resolve) => {
    const timer = setTimeout(() => settle("hung"), patienceMs + (task.loaded ? patienceMs : 0));
    const settle = (verdict: Verdict) => {
      clearTimeout(timer);
      worker.off("message", settle).off("error", broken);
      resolve(verdict);
    };
    // Code that does not even load was noticed.
    const broken = () => settle("noticed late");
    worker.once("message", settle).once("error", broken);
    worker.postMessage(task);
  });
}

/** The tests that a file has of its own, beside the examples of rules: those named after it. */
function ownTests(name: string): string[][] {
  if (isRule(name)) return [];
  // What schemas say stands in the API's description.
  const schemas = readFileSync(name, "utf8").includes('from "zod"') ? ["test/server/openapi.test.ts"] : [];
  const stem = path.basename(path.dirname(name)) === "prose" ? "prose" : path.basename(name, ".ts");
  if (inDeclaration(name)) {
    const own = { "read-quantity": "numeral", "read-target": "targets" }[stem] ?? stem;
    return [`test/declaration/${own}.test.ts`, ...schemas].map((test) => [test]);
  }
  return [`test/review/${stem}.test.ts`, ...schemas].filter((test) => existsSync(path.join(project, test))).map((test) => [test]);
}

/** A process a change, two at a time: these tests are files like any other. */
async function judgeByOwnTests(left: readonly { id: string; fileName: string }[]): Promise<void> {
  const waiting = left.map(({ id, fileName }) => ({ id, stages: ownTests(fileName) })).filter(({ stages }) => stages.length > 0);
  for (const test of new Set(waiting.flatMap(({ stages }) => stages.flat()))) if (!(await passes([test], ""))) throw new Error(`${test} fails without any change`);
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      for (const tests of next.stages) {
        if (await passes(tests, next.id)) continue;
        verdicts.set(next.id, "noticed");
        break;
      }
      if (!verdicts.has(next.id)) verdicts.set(next.id, "survived");
    }
  };
  await Promise.all([work(), work()]);
}

async function passes(tests: readonly string[], id: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const run = spawn(process.execPath, ["--test", "--test-isolation=none", ...tests], { cwd: room, env: { ...process.env, __STRYKER_ACTIVE_MUTANT__: id }, timeout: patienceMs, killSignal: "SIGKILL", stdio: "ignore" });
    run.once("exit", (status) => resolve(status === 0));
  });
}

const day = new Date().toISOString().slice(0, 10);
const scores = [...Map.groupBy(mutants, ({ fileName }) => path.relative(project, fileName))].map(([name, own]): Score => {
  const score = { name, noticed: own.filter(isNoticed).length, all: own.length, day };
  console.log(`${name}  ${score.noticed}/${score.all}  ${percent(score)}`);
  if (values.show) for (const { id, location, mutatorName, replacement } of own.filter((one) => !isNoticed(one))) console.log(`  ${verdicts.get(id)} ${location.start.line + 1}:${location.start.column} ${mutatorName} → ${replacement.replaceAll("\n", " ").slice(0, 100)}`);
  return score;
});
for (const [area, own] of byArea(scores)) console.log(`${area}  ${total(own).noticed}/${total(own).all}  ${percent(total(own))}`);
const whole = total(scores);
const hung = [...verdicts.values()].filter((verdict) => verdict === "hung").length;
if (hung > 0) console.log(`其中 ${hung} 处改动后超过 ${patienceMs / 1000} 秒没有结果，算作发现`);
console.log(`合计 ${whole.noticed}/${whole.all}，${percent(whole)}（要求 ${scoreAtLeast} %）`);
if (values.write) writePage(scores, everyFile, scoreAtLeast);
rmSync(room, { recursive: true, force: true });
process.exitCode = (whole.noticed / whole.all) * 100 >= scoreAtLeast ? 0 : 1;
