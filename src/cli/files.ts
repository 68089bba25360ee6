import { readFile, stat } from "node:fs/promises";
import { maxBytes } from "../index.ts";
import { DabiaoError } from "../problem.ts";

/** The bytes of a file that the user named; a file beyond the limit is not even loaded. */
export async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > maxBytes) {
      throw new DabiaoError("READ-12", {
        message: `“${file}”有 ${Math.round(size / 1024 / 1024)} MB，超过 ${maxBytes / 1024 / 1024} MB 的上限。`,
        hint: "请拆成几个较小的文件。",
      });
    }
    return await readFile(file);
  } catch (error) {
    if (error instanceof DabiaoError) throw error;
    const reasons: Readonly<Record<string, string>> = { ENOENT: "没有这个文件", EISDIR: "这是一个文件夹，不是文件", EACCES: "没有读取权限" };
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new DabiaoError("READ-14", { message: `“${file}”打不开：${reasons[code] ?? code}。`, hint: "请检查文件名和路径。", cause: error });
  }
}
