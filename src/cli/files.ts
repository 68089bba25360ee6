import { open, readFile, stat } from "node:fs/promises";
import { maxArchiveBytes, maxBytes } from "../formats/limits.ts";
import { DabiaoError } from "../problem.ts";

const reasons: Readonly<Record<string, string>> = { ENOENT: "没有这个文件", EISDIR: "这是一个文件夹，不是文件", EACCES: "没有读取权限" };

/** The bytes of a file that the user named; a file beyond the limit is not even loaded. */
export async function bytesOf(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) return await readFile(file);
    return found.isFile() ? await ofFile(file, found.size) : await ofStream(file);
  } catch (error) {
    if (error instanceof DabiaoError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new DabiaoError("READ-14", { message: `“${file}”打不开：${reasons[code] ?? code}。`, hint: "请检查文件名和路径。", cause: error });
  }
}

async function ofFile(file: string, size: number): Promise<Uint8Array<ArrayBuffer>> {
  if (size <= maxBytes) return await readFile(file);
  const beginning = new Uint8Array(4);
  const opened = await open(file);
  await opened.read(beginning).finally(() => opened.close());
  const limit = limitFor(beginning);
  if (size > limit) throw tooLarge(file, limit, `有 ${Math.ceil(size / 1024 / 1024)} MB，`);
  return await readFile(file);
}

/** A pipe or a device does not say how much will come. */
async function ofStream(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const opened = await open(file);
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of opened.createReadStream() as AsyncIterable<Buffer>) {
    pieces.push(piece);
    size += piece.length;
    const limit = limitFor(pieces[0] ?? piece);
    if (size > limit) throw tooLarge(file, limit, "");
  }
  return Buffer.concat(pieces);
}

/** Only an archive may be larger than a document: a zip, which begins with these four bytes. Whether it is one of documents, reading tells. */
function limitFor(beginning: Uint8Array): number {
  const [p, k, three, four] = beginning;
  return p === 0x50 && k === 0x4b && three === 3 && four === 4 ? maxArchiveBytes : maxBytes;
}

function tooLarge(file: string, limit: number, size: string): DabiaoError {
  return new DabiaoError("READ-12", { message: `“${file}”${size}超过 ${limit / 1024 / 1024} MB 的上限。`, hint: "请拆成几个较小的文件。" });
}
