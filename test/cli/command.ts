// `dabiao` as a process of its own, as a shell starts it.
import { spawn, type StdioOptions } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import path from "node:path";

const program = path.join(import.meta.dirname, "..", "..", "bin", "dabiao.js");

export interface Outcome {
  status: number | null;
  stdout: Buffer;
  stderr: string;
}

interface How {
  cwd?: string;
  /** Standard output is read up to so many bytes and then closed, as `head` does. */
  closeAfter?: number;
  /** A file that standard output goes to. */
  into?: string;
}

export function dabiao(words: readonly string[], { cwd = process.cwd(), closeAfter = Number.POSITIVE_INFINITY, into }: How = {}): Promise<Outcome> {
  const output = into === undefined ? "pipe" : openSync(into, "w");
  const stdio: StdioOptions = ["ignore", output, "pipe"];
  const child = spawn(process.execPath, [program, ...words], { cwd, stdio });
  if (typeof output === "number") closeSync(output);
  const chunks: Buffer[] = [];
  let stderr = "";
  let length = 0;
  child.stdout?.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= closeAfter) child.stdout?.destroy();
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, stdout: Buffer.concat(chunks), stderr }));
  });
}
