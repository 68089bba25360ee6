// Runs in a worker thread of its own: writes the declarations that `writing.ts` sends, one file after the other.
import { parentPort } from "node:worker_threads";
import { writeBook, writeDocument } from "../../index.ts";
import { DabiaoError } from "../../problem.ts";
import { printers } from "../reading/engines.ts";
import type { WritingAnswer, WritingRequest } from "./writing.ts";

let queue: Promise<void> = Promise.resolve();

parentPort?.on("message", ({ number, request }: { number: number; request: WritingRequest }) => {
  queue = queue.then(async () => tell(await answer(number, request)));
});

async function answer(number: number, { declarations, book, ...to }: WritingRequest): Promise<WritingAnswer> {
  try {
    const { format } = to;
    const bound = book !== null && (format === "docx" || format === "pdf");
    const { bytes, losses } = bound ? writeBook(declarations, book, { ...to, format }, printers) : await writeDocument(declarations, to, printers);
    // A copy of its own, that can be handed over.
    return { number, written: { bytes: new Uint8Array(bytes), losses } };
  } catch (error) {
    if (error instanceof DabiaoError) return { number, refused: { code: error.code, message: error.message, hint: error.hint, at: error.at } };
    return { number, broken: error };
  }
}

function tell(answer: WritingAnswer): void {
  parentPort?.postMessage(answer, "written" in answer ? [answer.written.bytes.buffer] : []);
}
