// Reads one mutated input after the other in a thread of its own, and says what went wrong.
import { parentPort, workerData } from "node:worker_threads";
import { SourceDocument } from "../../src/declaration/schema.ts";
import { detectKind } from "../../src/formats/detect.ts";
import { filesIn, readDocument } from "../../src/index.ts";
import { DabiaoError } from "../../src/problem.ts";
import { engines } from "../../src/server/reading/engines.ts";
import type { Order, Told } from "./run.ts";
import { inputOf } from "./mutate.ts";
import { seeds } from "./seeds.ts";

const { seed, from, to, step, format, progress } = workerData as Order;
const now = new Int32Array(progress);
const wanted = seeds.filter(({ name }) => format === null || name.includes(format));
const tell = (told: Told) => parentPort?.postMessage(told);

await engines.pdf(); // loading pdf.js takes longer than a file may
let read = 0;
for (let index = from; index < to; index += step) {
  const { name, bytes } = inputOf(seed, index, wanted);
  Atomics.store(now, 0, index);
  Atomics.add(now, 1, 1);
  const before = process.threadCpuUsage();
  const error = await trouble(bytes, name);
  const { user, system } = process.threadCpuUsage(before);
  if (error !== null) tell({ kind: "crash", index, error });
  if ((user + system) / 1000 > 2000) tell({ kind: "hang", index, error: `${Math.round((user + system) / 1000)} ms` });
  if (++read % 500 === 0) tell({ kind: "read", index, error: "" });
}
Atomics.store(now, 0, -1);
tell({ kind: "done", index: to, error: "" });
process.exit();

/** Null where the document was read or refused as it should be. */
async function trouble(bytes: Uint8Array, name: string): Promise<string | null> {
  try {
    const archive = kindOf(bytes, name) === "archive";
    for (const member of archive ? filesIn(bytes, name) : [{ name, bytes }]) {
      try {
        const result = SourceDocument.safeParse(await readDocument(member.bytes, member.name, engines));
        if (!result.success) return `does not fit the schema: ${result.error.message.slice(0, 1000)}`;
      } catch (error) {
        if (!(error instanceof DabiaoError)) throw error;
      }
    }
    return null;
  } catch (error) {
    if (error instanceof DabiaoError) return null;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

function kindOf(bytes: Uint8Array, name: string): string | null {
  try {
    return detectKind(bytes, name);
  } catch (error) {
    if (error instanceof DabiaoError) return null;
    throw error;
  }
}
