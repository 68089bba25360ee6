import { Worker } from "node:worker_threads";
import type { Declaration, FormId, WrittenFormat } from "../../declaration/schema.ts";
import type { FormDefinition } from "../../forms/form.ts";
import type { Loss, WholeTexts } from "../../index.ts";
import { DabiaoError } from "../../problem.ts";
import type { Refusal } from "../reading/reading.ts";

/** A set of declarations to be written as one file. */
export interface WritingRequest {
  declarations: readonly Declaration[];
  form: FormId | FormDefinition;
  format: WrittenFormat;
  title: string | null;
  /** To be bound as a book, with these texts of the whole (docx and pdf); else null. */
  book: WholeTexts | null;
}

export interface Written {
  bytes: Uint8Array<ArrayBuffer>;
  losses: Loss[];
}

/** What the worker answers to the n-th request. */
export type WritingAnswer = { number: number } & ({ written: Written } | { refused: Refusal } | { broken: unknown });

/** Writes forms in a thread of its own: laying out a page is work that would keep all others waiting. */
export interface Writer {
  write(request: WritingRequest): Promise<Written>;
  close(): Promise<void>;
}

/** One worker; it starts with the first request, and anew after one that broke it. */
export function startWriter(): Writer {
  let worker: Worker | undefined;
  let last = 0;
  const waiting = new Map<number, { resolve: (written: Written) => void; reject: (error: unknown) => void }>();

  const giveUp = (error: unknown): void => {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(new URL("./writing-worker.ts", import.meta.url));
    started.unref();
    started.on("message", (answer: WritingAnswer) => {
      const asked = waiting.get(answer.number);
      waiting.delete(answer.number);
      if ("written" in answer) asked?.resolve(answer.written);
      else asked?.reject("refused" in answer ? refusal(answer.refused) : answer.broken);
    });
    started.once("error", giveUp);
    started.once("exit", () => started === worker && giveUp(new Error("the writing worker ended")));
    return started;
  };
  return {
    write(request) {
      worker ??= start();
      const number = ++last;
      const written = new Promise<Written>((resolve, reject) => waiting.set(number, { resolve, reject }));
      worker.postMessage({ number, request });
      return written;
    },
    async close() {
      await worker?.terminate();
    },
  };
}

const refusal = ({ code, message, hint }: Refusal): DabiaoError => new DabiaoError(code, { message, ...(hint === null ? {} : { hint }) });
