import { Worker } from "node:worker_threads";

/** What a worker is told to do: the inputs `from`, `from + step`, … below `to`. */
export interface Order {
  seed: number;
  from: number;
  to: number;
  step: number;
  /** Only seeds whose name has this part. */
  format: string | null;
  /** Two whole numbers: the input being read (−1: none), and how many were begun. */
  progress: SharedArrayBuffer;
}

export interface Told {
  kind: "crash" | "hang" | "read" | "done";
  index: number;
  error: string;
}

export interface Failure {
  kind: "crash" | "hang";
  index: number;
  error: string;
}

export interface Fuzzed {
  inputs: number;
  failures: readonly Failure[];
  seconds: number;
}

/** An input over which nothing was heard for so long is read again alone; there its own time on the processor counts. */
const silence = 4000;
const aloneSilence = 30_000;

/** Reads many inputs in several threads. A thread that dies or hangs is replaced and goes on behind its input. */
export async function fuzz(given: { seed: number; runs: number; threads: number; format?: string | null; from?: number; say?: (text: string) => void }): Promise<Fuzzed> {
  const { seed, runs, threads, format = null, from = 0, say } = given;
  const failures: Failure[] = [];
  const began = performance.now();
  await Promise.all(Array.from({ length: threads }, async (_, thread) => {
    let next = from + thread;
    while (next < from + runs) {
      const stopped = await stretch({ seed, from: next, to: from + runs, step: threads, format, progress: new SharedArrayBuffer(8) }, silence, failures, say);
      if (stopped === null) return;
      if (stopped.kind === "hang") await again({ seed, index: stopped.index, format }, failures);
      else failures.push(stopped);
      next = stopped.index + threads;
    }
  }));
  return { inputs: runs, failures, seconds: (performance.now() - began) / 1000 };
}

async function again({ seed, index, format }: { seed: number; index: number; format: string | null }, failures: Failure[]): Promise<void> {
  const stopped = await stretch({ seed, from: index, to: index + 1, step: 1, format, progress: new SharedArrayBuffer(8) }, aloneSilence, failures);
  if (stopped) failures.push(stopped);
}

/** One thread until it is done (null), or until it died or hung over an input. */
function stretch(order: Order, patience: number, failures: Failure[], say?: (text: string) => void): Promise<Failure | null> {
  const now = new Int32Array(order.progress);
  Atomics.store(now, 0, -1);
  return new Promise((resolve) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: order, resourceLimits: { maxOldGenerationSizeMb: 1024 }, stdout: true, stderr: true });
    let begun = 0;
    let since = performance.now();
    const end = (failure: Failure | null) => {
      clearInterval(watch);
      void worker.terminate().then(() => resolve(failure));
    };
    const watch = setInterval(() => {
      const count = Atomics.load(now, 1);
      if (count !== begun) {
        begun = count;
        since = performance.now();
      } else if (Atomics.load(now, 0) >= 0 && performance.now() - since > patience) {
        end({ kind: "hang", index: Atomics.load(now, 0), error: `nothing heard for ${patience} ms` });
      }
    }, 200);
    worker.on("message", ({ kind, index, error }: Told) => {
      if (kind === "done") end(null);
      else if (kind === "read") say?.(`${index}`);
      else failures.push({ kind, index, error });
    });
    worker.on("error", (error) => end({ kind: "crash", index: Math.max(order.from, Atomics.load(now, 0)), error: error instanceof Error ? (error.stack ?? error.message) : String(error) }));
  });
}
