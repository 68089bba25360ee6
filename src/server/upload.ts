import type { FastifyRequest } from "fastify";
import { maxBytes } from "../index.ts";
import { DabiaoError } from "../problem.ts";

/**
 * The one file of a multipart request, its part named `file`. Its name comes without folders.
 * @throws DabiaoError API-01 when there is no such part, or anything beside it
 */
export async function uploadedFile(request: FastifyRequest): Promise<{ name: string; bytes: Buffer }> {
  let file: { name: string; bytes: Buffer } | undefined;
  try {
    for await (const part of request.parts({ limits: { fileSize: maxBytes, fieldSize: 1024, parts: 2 } })) {
      if (part.type !== "file" || part.fieldname !== "file" || file !== undefined) throw notOneFile();
      file = { name: part.filename || "未命名", bytes: await part.toBuffer() };
    }
  } catch (error) {
    throw isKnown(error) ? error : brokenBody(error);
  }
  if (file === undefined) throw notOneFile();
  return file;
}

/** Errors of the plugin (too large, not multipart) say their status; those of the parser beneath it are bare. */
const isKnown = (error: unknown): boolean => error instanceof DabiaoError || (error instanceof Error && "statusCode" in error);

const brokenBody = (cause: unknown): DabiaoError =>
  new DabiaoError("API-08", { message: "上传的内容不完整。", hint: "请重新选择文件再试。", cause });

const notOneFile = (): DabiaoError =>
  new DabiaoError("API-01", {
    message: "一次请求只送一个文件。",
    hint: "multipart/form-data 里要有且只有一个名为 file 的文件部分。",
  });
