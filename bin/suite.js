// The test suite, under the project's Node: type check, lint, then every test/**/*.test.ts. Type check and lint count as
// one test each. With file names as arguments only those test files run.
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { finished } from "node:stream/promises";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { project } from "./ground.js";

process.chdir(project);
const named = process.argv.slice(2);
/** Files that take longer than others, the longest first. */
const longest = ["server/bulk", "test/kill", "web/pages", "web/workbench", "web/trial-year", "cli/read", "test/start", "server/secret", "server/way-matrix", "test/faults", "web/empty-pages", "store/goals-matrix", "store/embedded", "manual/walk-year", "manual/walk-desk", "web/desk", "forms/write"];
const tally = { passed: 0, failed: 0, skipped: [], took: [] };

if (named.length === 0) {
  const tsc = path.join(project, "node_modules", "typescript", "bin", "tsc");
  const biome = path.join(project, "node_modules", "@biomejs", "cli-linux-x64", "biome");
  const tsconfigs = ["tsconfig.json", "tsconfig.pure.json", "src/web/tsconfig.json"];
  step("type check", ...tsconfigs.map((file) => [process.execPath, tsc, "--project", file]));
  step("lint", [biome, "lint", "--error-on-warnings", "."]);
}
await (named.length > 0 ? runTests(named) : withServer(async () => await runTests(inOrder(globSync("test/**/*.test.ts").sort()))));

const slowest = tally.took.sort(([one], [other]) => other - one).slice(0, 15);
if (tally.took.length > slowest.length) for (const [taken, file] of slowest) console.log(`${(taken / 1000).toFixed(0).padStart(5)} s  ${file}`);
for (const line of tally.skipped) console.log(`﹣ not run: ${line}`);
process.exitCode = tally.failed === 0 && tally.passed > 0 ? 0 : 1;
console.log(`${tally.passed} passed, ${tally.failed} failed`);

/** A test that consists of commands; what they have to say is shown as they say it. All are run, also after a failure. */
function step(title, ...commands) {
  const began = performance.now();
  const failures = commands.filter(([command, ...words]) => {
    const { status, error } = spawnSync(command, words, { stdio: ["ignore", "inherit", "inherit"] });
    if (error) console.log(error.message);
    return status !== 0;
  });
  tally[failures.length === 0 ? "passed" : "failed"] += 1;
  console.log(`${failures.length === 0 ? "✔" : "✖"} ${title} (${Math.round(performance.now() - began)}ms)`);
}

/** What takes longest comes first: at the end no single file keeps the other processors waiting. */
function inOrder(files) {
  const rank = (file) => {
    const first = longest.findIndex((name) => file.endsWith(`${name}.test.ts`));
    return first === -1 ? longest.length : first;
  };
  return files.sort((one, other) => rank(one) - rank(other));
}

/** Runs what is given while a PostgreSQL stands ready for all test files. Where none starts, each file says why its tests cannot run. */
async function withServer(work) {
  const { shareServer } = await import("../test/store/shared-server.ts");
  const server = await shareServer().catch((error) => console.log(`no PostgreSQL for all tests: ${error.message}`));
  Object.assign(process.env, server?.settings);
  // Ended by hand, this process ends in order: what runs in it is not left behind.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(130));
  try {
    await work();
  } finally {
    await server?.stop();
  }
}

/** Each file in a process of its own, one more at a time than there are cores: a page is often waited for. A test that hangs fails after six minutes; a slow machine may take its time, but not for ever. */
async function runTests(files) {
  const stream = run({ files, concurrency: availableParallelism() + 1, timeout: 360_000, signal: AbortSignal.timeout(3_600_000) });
  stream.on("test:pass", ({ name, skip, file }) => {
    if (skip !== undefined && skip !== false)
      tally.skipped.push(`${path.relative(project, file ?? "")}: ${name}${typeof skip === "string" ? ` — ${skip}` : ""}`);
  });
  stream.on("test:summary", ({ file, counts, duration_ms }) => {
    if (file !== undefined) {
      tally.took.push([duration_ms, path.relative(project, file)]);
      return; // the sum comes last, without a file
    }
    tally.passed += counts.passed;
    tally.failed += counts.failed + counts.cancelled;
  });
  const report = stream.compose(spec);
  report.pipe(process.stdout, { end: false });
  await finished(report, { writable: false });
}
