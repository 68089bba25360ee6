// Files that a command writes: all of them or none, and none over another unless that was asked for.
import { access, link, mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { DabiaoError } from "../problem.ts";

/**
 * Files in the making: each is written under a name of its own beside its place, and all take their places at the end.
 * What fails half-way leaves nothing behind.
 */
export class Output {
  readonly #force: boolean;
  /** Files that stand in their places and were not there before. */
  readonly #placed: string[] = [];
  readonly #made: { draft: string; file: string }[] = [];

  /** @param force whether a file that exists may be replaced */
  constructor(force: boolean) {
    this.#force = force;
  }

  /** @throws DabiaoError OUTPUT-02 when the file exists and may not be replaced, so that no work is done in vain */
  async expect(file: string): Promise<void> {
    if (!this.#force && (await exists(file))) throw inTheWay(file);
  }

  async add(file: string, bytes: Uint8Array): Promise<void> {
    await this.expect(file);
    const draft = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.part`);
    try {
      await mkdir(path.dirname(file), { recursive: true });
      this.#made.push({ draft, file });
      await writeFile(draft, bytes);
    } catch (cause) {
      throw unwritable(file, cause);
    }
  }

  async finish(): Promise<void> {
    for (const { draft, file } of this.#made) {
      try {
        if (this.#force) await rename(draft, file);
        else {
          await link(draft, file);
          this.#placed.push(file);
        }
      } catch (cause) {
        throw codeOf(cause) === "EEXIST" ? inTheWay(file) : unwritable(file, cause);
      }
    }
    await this.#tidy();
  }

  /** After a failure: the drafts go, and so do files that took their places before it. */
  async discard(): Promise<void> {
    await this.#tidy();
    for (const file of this.#placed) await rm(file, { force: true });
  }

  async #tidy(): Promise<void> {
    for (const { draft } of this.#made) await rm(draft, { force: true });
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
