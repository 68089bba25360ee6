// Runs in a worker thread of its own: reads the files that `reading.ts` sends, one by one.
import { parentPort } from "node:worker_threads";
import { readDocument } from "../index.ts";
import { engines } from "./engines.ts";
import { DabiaoError } from "../problem.ts";
import type { ReadingAnswer, ReadingRequest } from "./reading.ts";

parentPort?.on("message", ({ bytes, name }: ReadingRequest) => {
  readDocument(bytes, name, engines).then(
    (document) => tell({ document }),
    (error: unknown) => tell(error instanceof DabiaoError ? { refused: toldOf(error) } : { broken: error }),
  );
});

function tell(answer: ReadingAnswer): void {
  parentPort?.postMessage(answer);
}

/** Errors lose their class and own fields on the way between threads. */
function toldOf({ code, message, hint, at }: DabiaoError): Extract<ReadingAnswer, { refused: object }>["refused"] {
  return { code, message, hint, at };
}
