import { Worker } from "node:worker_threads";
import type { SourceDocument } from "../declaration/schema.ts";
import type { Place } from "../place.ts";
import { DabiaoError } from "../problem.ts";
import type { Importer } from "../store/imports.ts";

export interface ReadingRequest {
  bytes: Uint8Array;
  name: string;
}

export type ReadingAnswer =
  | { document: SourceDocument }
  | { refused: { code: string; message: string; hint: string | null; at: Place | null } }
  | { broken: unknown };

/** What one file may cost before it is given up. */
export interface ReadingLimits {
  milliseconds: number;
  megabytes: number;
}

const generous: ReadingLimits = { milliseconds: 60_000, megabytes: 2_048 };
const readDocumentThere = new URL("./reading-worker.ts", import.meta.url);

/** Reads files in a worker thread, so that a big or malicious one neither stops the server nor takes it along. */
export interface Reader {
  read: Importer["read"];
  /** Gives up what is being read. */
  close(): Promise<void>;
}

/** One worker, one file at a time; it starts with the first file, and anew after a file that broke it. */
export function startReader(limits: ReadingLimits = generous, program: URL = readDocumentThere): Reader {
  let worker: Worker | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;

  const readNow = async (request: ReadingRequest): Promise<SourceDocument> => {
    if (closed) throw stopping(request.name);
    worker ??= new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: limits.megabytes } });
    worker.unref();
    try {
      return documentOf(await ask(worker, request, limits));
    } catch (error) {
      if (error instanceof WorkerGone) {
        await worker.terminate();
        worker = undefined;
        throw closed ? stopping(request.name) : error.told;
      }
      throw error;
    }
  };
  return {
    async read(bytes, name) {
      const turn = queue.then(() => readNow({ bytes, name }));
      queue = turn.catch(() => undefined);
      return await turn;
    },
    async close() {
      closed = true;
      await worker?.terminate();
    },
  };
}

/** The worker is of no more use; `told` is what the user hears. */
class WorkerGone extends Error {
  readonly told: unknown;
  constructor(told: unknown) {
    super("the reading worker is gone");
    this.told = told;
  }
}

function ask(worker: Worker, request: ReadingRequest, limits: ReadingLimits): Promise<ReadingAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void): void => {
      clearTimeout(timer);
      worker.removeAllListeners("message").removeAllListeners("error").removeAllListeners("exit");
      // Whatever a worker on its way out still says has nobody to hear it, which must not end the process.
      worker.on("error", () => undefined);
      end();
    };
    const timer = setTimeout(() => settle(() => reject(new WorkerGone(tooLong(request.name, limits)))), limits.milliseconds);
    worker.once("message", (answer: ReadingAnswer) => settle(() => resolve(answer)));
    worker.once("error", (error) => settle(() => reject(new WorkerGone(outOfMemory(error) ? tooBig(request.name) : error))));
    worker.once("exit", () => settle(() => reject(new WorkerGone(new Error("the reading worker ended")))));
    worker.postMessage(request);
  });
}

function documentOf(answer: ReadingAnswer): SourceDocument {
  if ("document" in answer) return answer.document;
  if ("broken" in answer) throw answer.broken;
  const { code, message, hint, at } = answer.refused;
  throw new DabiaoError(code, { message, ...(hint === null ? {} : { hint }), ...(at === null ? {} : { at }) });
}

const outOfMemory = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";

const tooLong = (name: string, { milliseconds }: ReadingLimits): DabiaoError =>
  new DabiaoError("IMPORT-03", {
    message: `“${name}”读了 ${Math.round(milliseconds / 1000)} 秒还没有读完，已放弃。`,
    hint: "请拆成几个较小的文件再导入。",
  });

const tooBig = (name: string): DabiaoError =>
  new DabiaoError("IMPORT-04", { message: `“${name}”读取时占用内存过多，已放弃。`, hint: "请拆成几个较小的文件再导入。" });

const stopping = (name: string): DabiaoError =>
  new DabiaoError("IMPORT-05", { message: `服务正在停止，“${name}”没有读完。`, hint: "请在重新启动后再导入一次。" });
