import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { SourceDocument } from "../../declaration/schema.ts";
import type { FormDefinition } from "../../forms/form.ts";
import type { Place } from "../../place.ts";
import { DabiaoError } from "../../problem.ts";
import type { Importer } from "../../store/imports/imports.ts";
import type { Desk, Unpacking } from "../../store/imports/jobs-work.ts";
import { WorkerGone, talk } from "./talk.ts";
import { strain } from "../strain.ts";

/** What is asked of the worker: to read a file or only its grid or, unless `skip` is null, to unpack an archive from that member on. */
export interface ReadingRequest {
  bytes: Uint8Array;
  name: string;
  skip: number | null;
  wanted: "document" | "grid";
  /** The forms that the house was taught. */
  house: readonly FormDefinition[];
}

/** A DabiaoError on its way between threads, where errors lose their class and own fields. */
export interface Refusal {
  code: string;
  message: string;
  hint: string | null;
  at: Place | null;
}

/** What the worker says. After a member it waits until it is told to go on; anything else is its last word on a file. */
export type ReadingAnswer =
  | { document: SourceDocument }
  | { grid: string }
  | { member: { name: string; content: Uint8Array | Refusal } }
  | { unpacked: true }
  | { refused: Refusal }
  | { broken: unknown };

/** What one file may cost before it is given up. */
export interface ReadingLimits {
  /** Without progress: a document has none before its end, an archive with every member. */
  milliseconds: number;
  /** More time for each MiB beyond the first, up to `longest`: a large file is honest work. */
  millisecondsPerMegabyte?: number;
  longest?: number;
  /** Memory of the thread, inside and outside of its heap, beside the bytes of the file itself. */
  megabytes: number;
}

/** See docs/architecture.md, “Limits”. Whatever is smaller than a MiB is told of within ten seconds, come what may, unless the machine is overburdened. */
export const limitsOfReading: ReadingLimits = { milliseconds: 9_000, millisecondsPerMegabyte: 4_000, longest: 60_000, megabytes: 1_024 };

const readDocumentThere = new URL("./worker.ts", import.meta.url);
const megabyte = 1024 * 1024;

/** Reads files in a worker thread, so that a big or malicious one neither stops the server nor takes it along. */
export interface Reader {
  read: Importer["read"];
  /** The pages, tables and cells of a file, to be shown, as JSON of `GridBlock[]`; takes the bytes away from the caller. */
  readGrid: (bytes: Uint8Array, name: string) => Promise<string>;
  /** Reads a file or unpacks an archive; takes the bytes away from the caller. */
  open: Desk["open"];
  /** Gives up what is being read. */
  close(): Promise<void>;
}

/** One worker, one file at a time; it starts with the first file, and anew after a file that broke it. */
export function startReader(limits: ReadingLimits = limitsOfReading, program: URL = readDocumentThere): Reader {
  let worker: Worker | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;

  const askNow = async (request: ReadingRequest, unpacking: Unpacking | null, given: boolean): Promise<ReadingAnswer> => {
    if (closed) throw stopping(request.name);
    const costs = { milliseconds: timeFor(limits, request.bytes.byteLength), megabytes: limits.megabytes + request.bytes.byteLength / megabyte };
    worker ??= new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: limits.megabytes } });
    worker.unref();
    try {
      return heard(await talk(worker, request, costs, unpacking, given));
    } catch (error) {
      if (error instanceof WorkerGone) {
        await ended(worker);
        worker = undefined;
        throw closed ? stopping(request.name) : error.told;
      }
      throw error;
    }
  };
  const inTurn = async <Told>(ask: () => Promise<Told>): Promise<Told> => {
    const turn = queue.then(ask);
    queue = turn.catch(() => undefined);
    return await turn;
  };
  return {
    async read(bytes, name, house = []) {
      const answer = await inTurn(async () => await askNow({ bytes, name, skip: null, wanted: "document", house }, null, false));
      return "document" in answer ? answer.document : astray();
    },
    async readGrid(bytes, name) {
      const answer = await inTurn(async () => await askNow({ bytes, name, skip: null, wanted: "grid", house: [] }, null, true));
      return "grid" in answer ? answer.grid : astray();
    },
    async open(bytes, name, unpacking, house = []) {
      const request: ReadingRequest = { bytes, name, skip: unpacking?.skip ?? null, wanted: "document", house };
      const answer = await inTurn(async () => await askNow(request, unpacking, true));
      return "document" in answer ? answer.document : null;
    },
    async close() {
      closed = true;
      if (worker) await ended(worker);
    },
  };
}

/** Ends a worker. One that does not end is left to itself rather than waited for: it answers nobody any more. */
async function ended(worker: Worker): Promise<void> {
  const late = new AbortController();
  await Promise.race([worker.terminate(), sleep(patience, undefined, { signal: late.signal, ref: false }).catch(() => undefined)]);
  late.abort();
}

/** How long a worker may take to end, in milliseconds. */
const patience = 3_000;

/** A machine that others keep busy is not the file's fault. */
function timeFor({ milliseconds, millisecondsPerMegabyte = 0, longest = milliseconds }: ReadingLimits, bytes: number): number {
  return strain() * Math.min(Math.max(longest, milliseconds), milliseconds + millisecondsPerMegabyte * Math.max(0, bytes / megabyte - 1));
}

/** The worker's last word, unless it is that the file cannot be read. */
function heard(answer: ReadingAnswer): ReadingAnswer {
  if ("broken" in answer) throw answer.broken;
  if ("refused" in answer) throw errorOf(answer.refused);
  return answer;
}

function astray(): never {
  throw new Error("a reading worker did something else than it was asked");
}

export function errorOf({ code, message, hint, at }: Refusal): DabiaoError {
  return new DabiaoError(code, { message, ...(hint === null ? {} : { hint }), ...(at === null ? {} : { at }) });
}

/** The code of what a reader says that is being closed. */
export const stoppingCode = "IMPORT-05";

const stopping = (name: string): DabiaoError =>
  new DabiaoError(stoppingCode, { message: `服务正在停止，“${name}”没有读完。`, hint: "请在重新启动后再导入一次。" });
