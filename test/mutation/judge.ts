// A thread that holds the changed rules loaded, and says of one change after the other whether the tests notice it: the
// examples of every rule with their patches, the border cases (test/review/cases), and the pages of docs/rules.
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort } from "node:worker_threads";
import { rulePage } from "../../src/review/reports/page.ts";
import type { Rule } from "../../src/review/rule.ts";
import { rules } from "../../src/review/rules/list.ts";
import { cases } from "../review/cases/all.ts";
import { holds } from "../review/examples.ts";
import { pagesFolder } from "../review/pages.ts";

export interface Task {
  mutant: string;
  /** The rule in whose file the change lies: only its own checks count. null: a change of what rules share; all count. */
  file: string | null;
  /** The thread was loaded with the change. */
  loaded?: boolean;
}
/** `static`: the change lies in what is computed while loading. `noticed late`: it broke the thread. */
export type Verdict = "noticed" | "noticed late" | "survived" | "uncovered" | "static" | "hung";

interface Stryker {
  activeMutant?: string;
  currentTestId?: string;
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, Record<string, number>> };
}
const stryker: Stryker = (globalThis as unknown as { __stryker__?: Stryker }).__stryker__ ?? {};
Object.assign(globalThis, { __stryker__: stryker });

interface Check {
  id: string;
  rule: string;
  /** Throws when it notices something. */
  run(): void;
}

const checks: Check[] = rules.flatMap(({ id, examples }, at) => {
  // Looked up when run: a rule is put in anew with its change.
  const now = () => rules[at] as Rule;
  return [
    { id: `page ${id}`, rule: id, run: () => same(rulePage(now()), readFileSync(path.join(pagesFolder, `${id}.md`), "utf8")) },
    ...[...examples, ...(cases[id] ?? [])].map((example, number) => ({ id: `${id} ${number}`, rule: id, run: () => holds(now(), example) })),
  ];
});

function same(now: string, before: string): void {
  if (now !== before) throw new Error("differs");
}

/** Which checks reach which change: learnt by running all of them once, unchanged. */
function coverage(): NonNullable<Stryker["mutantCoverage"]> {
  stryker.mutantCoverage ??= { static: {}, perTest: {} };
  for (const check of checks) {
    stryker.currentTestId = check.id;
    check.run();
  }
  delete stryker.currentTestId;
  return stryker.mutantCoverage;
}

const preloaded = process.env.__STRYKER_ACTIVE_MUTANT__ !== undefined;
const reached = preloaded ? null : coverage();

async function judge({ mutant, file, loaded }: Task): Promise<Verdict> {
  const isStatic = reached?.static[mutant] !== undefined && !loaded;
  if (file !== null && isStatic) return await anew(mutant, file);
  if (isStatic) return "static";
  const own = file === null ? null : ruleIn(file);
  const counting = checks.filter(({ rule }) => own === null || rule === own);
  const reaching = loaded || reached === null ? counting : counting.filter(({ id }) => reached.perTest[id]?.[mutant]);
  if (reaching.length === 0) return "uncovered";
  stryker.activeMutant = mutant;
  const verdict = runs(reaching);
  delete stryker.activeMutant;
  // What a rule remembers from before the change does not count.
  return verdict === "survived" && file !== null ? await anew(mutant, file) : verdict;
}

const ruleIn = (file: string): string => /([a-z]+-\d{2})-[^/]*$/.exec(file)?.[1]?.toUpperCase() ?? "";

function runs(reaching: readonly Check[]): Verdict {
  try {
    for (const check of reaching) check.run();
    return "survived";
  } catch {
    return "noticed";
  }
}

/** Word lists and patterns are made while a rule's file is loaded: it is loaded again with the change and takes its place. */
async function anew(mutant: string, file: string): Promise<Verdict> {
  const at = rules.findIndex(({ id }) => id === ruleIn(file));
  const before = rules[at] as Rule;
  stryker.activeMutant = mutant;
  try {
    const exports: Record<string, unknown> = await import(`${pathToFileURL(file).href}?${mutant}`);
    const changed = Object.values(exports).find((one) => (one as Rule).id === before.id);
    (rules as Rule[])[at] = changed as Rule;
    return runs(checks.filter(({ rule }) => rule === before.id));
  } catch {
    return "noticed"; // it does not even load
  } finally {
    (rules as Rule[])[at] = before;
    delete stryker.activeMutant;
  }
}

parentPort?.on("message", async (task: Task) => parentPort?.postMessage(await judge(task)));
