import type { Format, SourceDocument } from "./declaration/schema.ts";
import { decodeText } from "./formats/text/decode.ts";
import { readText } from "./formats/text/read.ts";
import { readForms } from "./forms/read.ts";
import { DabiaoError } from "./problem.ts";

/** The largest file that is read. A text of this size holds some ten thousand forms. */
export const maxBytes = 64 * 1024 * 1024;

/**
 * Reads one file of any format and any region's form: the only place where the steps stand in a row.
 * @param bytes the file
 * @param name its name, kept in the answer; never used to tell the format
 * @throws DabiaoError when the bytes are no readable document (empty, too large, a picture, unknown encoding …);
 *         a document without a form is no error: its verdict is `none`
 */
export async function readDocument(bytes: Uint8Array, name: string): Promise<SourceDocument> {
  const text = readableText(bytes, name);
  const { grid, markdown } = readText(text);
  const format: Format = markdown ? "markdown" : "text";
  return { file: name, sha256: await sha256(bytes), format, ...readForms(grid) };
}

/** The text of a source file as places count it. */
export function readableText(bytes: Uint8Array, name: string): string {
  if (bytes.length === 0) {
    throw new DabiaoError("READ-11", { message: `“${name}”是空文件。`, hint: "请确认文件已经保存，再重新选择。" });
  }
  if (bytes.length > maxBytes) {
    const size = Math.round(bytes.length / 1024 / 1024);
    throw new DabiaoError("READ-12", { message: `“${name}”有 ${size} MB，超过 ${maxBytes / 1024 / 1024} MB 的上限。`, hint: "请拆成几个较小的文件后再导入。" });
  }
  const text = decodeText(bytes, name);
  if (text.trim() === "") throw new DabiaoError("READ-11", { message: `“${name}”里没有文字。`, hint: "请确认文件内容，再重新选择。" });
  return text;
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
