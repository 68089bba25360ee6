import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { maxBytes } from "../index.ts";
import { DabiaoError } from "../problem.ts";

const reasons: Readonly<Record<string, string>> = { ENOENT: "没有这个文件", EISDIR: "这是一个文件夹，不是文件", EACCES: "没有读取权限" };

/** The bytes of a file that the user named; a file beyond the limit is not even loaded. */
export async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    const found = await stat(file);
    if (found.size > maxBytes) throw tooLarge(file, `有 ${Math.ceil(found.size / 1024 / 1024)} MB，`);
    if (found.isFile() || found.isDirectory()) return await readFile(file);
    // A pipe or a device does not say how much will come.
    const bytes = Buffer.concat(await createReadStream(file, { end: maxBytes }).toArray());
    if (bytes.length > maxBytes) throw tooLarge(file, "");
    return bytes;
  } catch (error) {
    if (error instanceof DabiaoError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new DabiaoError("READ-14", { message: `“${file}”打不开：${reasons[code] ?? code}。`, hint: "请检查文件名和路径。", cause: error });
  }
}

function tooLarge(file: string, size: string): DabiaoError {
  return new DabiaoError("READ-12", { message: `“${file}”${size}超过 ${maxBytes / 1024 / 1024} MB 的上限。`, hint: "请拆成几个较小的文件。" });
}
