import type { FastifyRequest } from "fastify";
import { maxArchiveBytes, maxBytes } from "../../formats/limits.ts";
import { DabiaoError } from "../../problem.ts";
import type { Incoming } from "../../store/imports/jobs.ts";

/** Files of one request at most. */
export const maxFilesAtOnce = 500;

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

/**
 * The files of a multipart request as they come, parts named `file`. A name may have folders, as a person sees them: it
 * is shown and never used as a path.
 * @throws DabiaoError API-01 when there is no such part, or anything beside them; API-04 for a file over the limit
 */
export async function* uploadedFiles(request: FastifyRequest): AsyncGenerator<Incoming> {
  let count = 0;
  try {
    for await (const part of request.parts({ preservePath: true, limits: { fileSize: maxArchiveBytes, fieldSize: 1024, parts: maxFilesAtOnce } })) {
      if (part.type !== "file" || part.fieldname !== "file") throw notFiles();
      count += 1;
      yield { name: shownName(part.filename), bytes: part.file };
      if (part.file.truncated)
        throw new DabiaoError("API-04", { message: `文件太大，最多 ${maxArchiveBytes / 1024 / 1024} MiB。`, hint: "请拆分后再导入。" });
    }
  } catch (error) {
    throw isKnown(error) ? error : brokenBody(error);
  }
  if (count === 0) throw notFiles();
}

/** `目标表/2025/甲.docx`: without drive, root and steps back. */
function shownName(name: string | undefined): string {
  const parts = (name ?? "").replaceAll("\\", "/").split("/").filter((part) => part !== "" && part !== "." && part !== "..");
  return parts.join("/").slice(-500) || "未命名";
}

/** Errors of the plugin (too large, not multipart) say their status; those of the parser beneath it are bare. */
const isKnown = (error: unknown): boolean => error instanceof DabiaoError || (error instanceof Error && "statusCode" in error);

const notFiles = (): DabiaoError =>
  new DabiaoError("API-01", {
    message: `一次请求送 1 到 ${maxFilesAtOnce} 个文件。`,
    hint: "multipart/form-data 里只能有名为 file 的文件部分。",
  });

const brokenBody = (cause: unknown): DabiaoError =>
  new DabiaoError("API-08", { message: "上传的内容不完整。", hint: "请重新选择文件再试。", cause });

const notOneFile = (): DabiaoError =>
  new DabiaoError("API-01", {
    message: "一次请求只送一个文件。",
    hint: "multipart/form-data 里要有且只有一个名为 file 的文件部分。",
  });
