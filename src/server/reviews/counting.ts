import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";

/** Counts in the background what the rules find: in a thread of its own, so that it stands in no request's way. */
export interface Counting {
  stop(): Promise<void>;
}

/** A thread that ended by itself begins again after so long, in milliseconds. */
const restAfterEnd = 5_000;

/**
 * @param url the database, which the thread asks over connections of its own
 * @param report told what went wrong in the thread
 */
export function startCounting(url: string, report: (error: unknown) => void): Counting {
  const stopping = new AbortController();
  let worker: Worker | undefined;
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const ended = Promise.withResolvers<void>();
      worker = new Worker(new URL("./counting-worker.ts", import.meta.url), { workerData: url });
      worker.on("message", report).on("error", report).once("exit", () => ended.resolve());
      await ended.promise;
      await sleep(restAfterEnd, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      worker?.postMessage("stop");
      await running;
    },
  };
}
