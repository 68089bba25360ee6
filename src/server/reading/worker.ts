// Runs in a worker thread of its own: reads the files that `reading.ts` sends, one by one, and unpacks archives.
import { parentPort } from "node:worker_threads";
import { detectKind } from "../../formats/detect.ts";
import { membersOf } from "../../formats/archive.ts";
import { maxBytes } from "../../formats/limits.ts";
import { readDocument, readGrid } from "../../index.ts";
import { DabiaoError } from "../../problem.ts";
import { engines } from "./engines.ts";
import { blocksOf } from "../declarations/grid.ts";
import type { ReadingAnswer, ReadingRequest, Refusal } from "./reading.ts";

let goOn: (() => void) | undefined;

parentPort?.on("message", (said: ReadingRequest | "next") => {
  if (said === "next") return goOn?.();
  answer(said).then(
    (told) => tell(told),
    (error: unknown) => tell(error instanceof DabiaoError ? { refused: toldOf(error) } : { broken: error }),
  );
});

async function answer({ bytes, name, skip, wanted, house }: ReadingRequest): Promise<ReadingAnswer> {
  if (wanted === "grid") return { grid: JSON.stringify(blocksOf((await readGrid(bytes, name, engines)).grid)) };
  // Only archives may be larger than a document, and only they are unpacked.
  if (skip === null || bytes.length === 0 || detectKind(bytes, name) !== "archive") return { document: await readDocument(bytes, name, engines, house) };
  let nth = 0;
  for (const member of membersOf(bytes, name, maxBytes)) {
    if (nth++ < skip) continue;
    const content = contentOf(member);
    const next = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    tell({ member: { name: member.name, content } });
    await next;
  }
  return { unpacked: true };
}

function contentOf(member: { readonly bytes: Uint8Array }): Uint8Array | Refusal {
  try {
    return member.bytes;
  } catch (error) {
    if (error instanceof DabiaoError) return toldOf(error);
    throw error;
  }
}

function tell(said: ReadingAnswer): void {
  parentPort?.postMessage(said);
}

/** Errors lose their class and own fields on the way between threads. */
function toldOf({ code, message, hint, at }: DabiaoError): Refusal {
  return { code, message, hint, at };
}
