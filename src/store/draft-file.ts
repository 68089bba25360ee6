import { access, type FileHandle, link, open, rm } from "node:fs/promises";
import path from "node:path";
import { DabiaoError } from "../problem.ts";

/**
 * One large file in the making, written piece by piece under a name of its own beside its place; for the owner's eyes
 * only. It takes its place whole, and never another's.
 */
export class Draft {
  readonly #file: string;
  readonly #draft: string;
  readonly #handle: FileHandle;

  private constructor(file: string, draft: string, handle: FileHandle) {
    this.#file = file;
    this.#draft = draft;
    this.#handle = handle;
  }

  /** @throws DabiaoError OUTPUT-02 when the file exists, OUTPUT-03 when it cannot be written */
  static async begin(file: string): Promise<Draft> {
    if (await exists(file)) throw inTheWay(file, "换一个文件名。");
    const draft = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.part`);
    try {
      return new Draft(file, draft, await open(draft, "w", 0o600));
    } catch (cause) {
      throw unwritable(file, cause);
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    try {
      await this.#handle.writeFile(bytes);
    } catch (cause) {
      throw unwritable(this.#file, cause);
    }
  }

  async finish(): Promise<void> {
    try {
      await this.#handle.sync();
      await this.#handle.close();
      await link(this.#draft, this.#file);
    } catch (cause) {
      throw codeOf(cause) === "EEXIST" ? inTheWay(this.#file, "换一个文件名。") : unwritable(this.#file, cause);
    }
    await rm(this.#draft, { force: true });
  }

  /** After a failure nothing stays behind. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(this.#draft, { force: true });
  }
}

export async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

export const codeOf = (cause: unknown): string => (cause instanceof Error && "code" in cause ? String(cause.code) : "");

export const inTheWay = (file: string, hint = "换一个文件名，或加 --force 覆盖。"): DabiaoError => new DabiaoError("OUTPUT-02", { message: `“${file}”已经存在，没有覆盖。`, hint });

const reasons: Readonly<Record<string, string>> = { ENOSPC: "磁盘已满", EACCES: "没有写入权限", ENOENT: "没有这个文件夹", EISDIR: "这是一个文件夹", ENOTDIR: "上级不是文件夹", EROFS: "磁盘只读" };

export function unwritable(file: string, cause: unknown): DabiaoError {
  return new DabiaoError("OUTPUT-03", { message: `“${file}”写不进去：${reasons[codeOf(cause)] ?? codeOf(cause)}。`, hint: "请检查文件夹和磁盘，再运行一次；没有留下不完整的文件。", cause });
}
