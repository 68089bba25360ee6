// A thread that holds the changed rules loaded, and says of one change after the other whether the tests notice it: the
// examples of every rule with their patches, and the pages of docs/rules.
import { readFileSync } from "node:fs";
import path from "node:path";
import { parentPort } from "node:worker_threads";
import { rulePage } from "../../src/review/reports/page.ts";
import { rules } from "../../src/review/rules/list.ts";
import { holds } from "../review/examples.ts";
import { pagesFolder } from "../review/pages.ts";

export interface Task {
  mutant: string;
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
  /** Throws when it notices something. */
  run(): void;
}

const checks: Check[] = [
  ...rules.flatMap((rule) => rule.examples.map((example): Check => ({ id: `${rule.id} ${example.title}`, run: () => holds(rule, example) }))),
  ...rules.map((rule): Check => ({ id: `page ${rule.id}`, run: () => same(rulePage(rule), readFileSync(path.join(pagesFolder, `${rule.id}.md`), "utf8")) })),
];

function same(now: string, before: string | undefined): void {
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

function judge({ mutant, loaded }: Task): Verdict {
  const reaching = loaded || reached === null ? checks : checks.filter(({ id }) => reached.perTest[id]?.[mutant]);
  if (!loaded && reached?.static[mutant]) return "static";
  if (reaching.length === 0) return "uncovered";
  stryker.activeMutant = mutant;
  try {
    for (const check of reaching) check.run();
    return "survived";
  } catch {
    return "noticed";
  } finally {
    delete stryker.activeMutant;
  }
}

parentPort?.on("message", (task: Task) => parentPort?.postMessage(judge(task)));
