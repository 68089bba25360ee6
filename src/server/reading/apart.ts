// Reads a file in a process of its own, when it is under suspicion: each time the program ended, this file was being read.
// Whether it was the cause shows when that process ends, and this one goes on.
import { fork } from "node:child_process";
import { once } from "node:events";
import type { SourceDocument } from "../../declaration/schema.ts";
import { detectKind } from "../../formats/detect.ts";
import type { FormDefinition } from "../../forms/form.ts";
import { Deadly } from "../../store/imports/jobs-work.ts";
import { errorOf, type Refusal } from "./reading.ts";

export interface ApartRequest {
  bytes: Uint8Array;
  name: string;
  house: readonly FormDefinition[];
}
export type ApartAnswer = { document: SourceDocument } | { refused: Refusal };

const program = new URL("./process.ts", import.meta.url);

/**
 * @throws Deadly when the process ended over the file; DabiaoError when the file cannot be read
 */
export async function readApart(bytes: Uint8Array, name: string, there: URL = program, house: readonly FormDefinition[] = []): Promise<SourceDocument> {
  // An archive is not read but unpacked, with much talk between the two: what repeatedly happened over one is taken for its doing.
  if (bytes.length > 0 && detectKind(bytes, name) === "archive") throw new Deadly();
  const child = fork(there, { serialization: "advanced", stdio: ["ignore", "ignore", "ignore", "ipc"] });
  try {
    // It may end before it has taken all of the file: that is told by its end.
    child.send({ bytes, name, house } satisfies ApartRequest, () => undefined);
    const ended = once(child, "exit").then(() => null);
    const answer = await Promise.race([once(child, "message").then(([told]) => told as ApartAnswer), ended]);
    if (answer === null) throw new Deadly();
    if ("refused" in answer) throw errorOf(answer.refused);
    return answer.document;
  } finally {
    child.kill("SIGKILL");
  }
}
