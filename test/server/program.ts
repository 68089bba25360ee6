// Runs one command of the CLI in a process of its own, as the tests of serve and import need it:
// node test/server/program.ts serve|import ARGUMENT…
import { DabiaoError } from "../../src/problem.ts";

const [command = "", ...args] = process.argv.slice(2);
const { run } = (await import(`../../src/cli/${command}.ts`)) as { run: (args: readonly string[]) => Promise<number> };
process.exitCode = await run(args).catch((error: unknown) => {
  if (!(error instanceof DabiaoError)) throw error;
  process.stderr.write(`${error.code} ${error.message}\n`);
  return 70;
});
