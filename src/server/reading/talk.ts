// The talk with a reading worker about one file: one question, members of an archive in between, one last word.
import type { Worker } from "node:worker_threads";
import { DabiaoError } from "../../problem.ts";
import type { Unpacking } from "../../store/imports/jobs-work.ts";
import { errorOf, type ReadingAnswer, type ReadingRequest } from "./reading.ts";

/** The worker is of no more use; `told` is what the user hears. */
export class WorkerGone extends Error {
  readonly told: unknown;
  constructor(told: unknown) {
    super("the reading worker is gone");
    this.told = told;
  }
}

interface Costs {
  milliseconds: number;
  megabytes: number;
}

/** How often a worker's memory is looked at. */
const lookEvery = 200;

/**
 * Asks a worker and hears it out.
 * @param given whether the bytes may be handed over instead of copied
 * @throws WorkerGone when the worker died, takes too long or too much memory
 */
export function talk(worker: Worker, request: ReadingRequest, costs: Costs, unpacking: Unpacking | null, given: boolean): Promise<ReadingAnswer> {
  const { name } = request;
  return new Promise((resolve, reject) => {
    const settle = (end: () => void): void => {
      clearTimeout(timer);
      clearInterval(looking);
      worker.removeAllListeners("message").removeAllListeners("error").removeAllListeners("exit");
      // Whatever a worker on its way out still says has nobody to hear it, which must not end the process.
      worker.on("error", () => undefined);
      end();
    };
    const give = (told: unknown): void => settle(() => reject(new WorkerGone(told)));
    const startClock = (): NodeJS.Timeout => setTimeout(() => give(tooLong(name, costs)), costs.milliseconds);
    let timer = startClock();
    const looking = setInterval(() => {
      // A thread's own limit knows only its heap; buffers lie outside.
      weight(worker).then(
        (megabytes) => megabytes > costs.megabytes && give(tooBig(name)),
        () => undefined,
      );
    }, lookEvery);
    worker.on("message", (answer: ReadingAnswer) => {
      if (!("member" in answer)) return settle(() => resolve(answer));
      clearTimeout(timer);
      takeMember(answer.member, unpacking).then(
        () => {
          timer = startClock();
          worker.postMessage("next");
        },
        // The worker stands in the middle of an archive that nobody wants any more.
        (error: unknown) => give(error),
      );
    });
    worker.once("error", (error) => give(outOfMemory(error) ? tooBig(name) : error));
    worker.once("exit", () => give(new Error("the reading worker ended")));
    const own = request.bytes.byteOffset === 0 && request.bytes.byteLength === request.bytes.buffer.byteLength;
    worker.postMessage(request, given && own && request.bytes.buffer instanceof ArrayBuffer ? [request.bytes.buffer] : []);
  });
}

async function takeMember({ name, content }: Extract<ReadingAnswer, { member: object }>["member"], unpacking: Unpacking | null): Promise<void> {
  if (!unpacking) throw new Error("a reading worker unpacked what it was to read");
  await unpacking.take({ name, content: content instanceof Uint8Array ? content : errorOf(content) });
}

async function weight(worker: Worker): Promise<number> {
  const { total_heap_size, external_memory } = await worker.getHeapStatistics();
  return (total_heap_size + external_memory) / 1024 / 1024;
}

const outOfMemory = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";

const tooLong = (name: string, { milliseconds }: Costs): DabiaoError =>
  new DabiaoError("IMPORT-03", {
    message: `“${name}”读了 ${Math.round(milliseconds / 1000)} 秒还没有读完，已放弃。`,
    hint: "请拆成几个较小的文件再试。",
  });

const tooBig = (name: string): DabiaoError =>
  new DabiaoError("IMPORT-04", { message: `“${name}”读取时占用内存过多，已放弃。`, hint: "请拆成几个较小的文件再试。" });
