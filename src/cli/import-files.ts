import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { DabiaoError } from "../problem.ts";

/** A file that the user named, or that lies in a folder that the user named. */
export interface Found {
  path: string;
  /** How it is shown: with the folders from the named one on. */
  name: string;
  /** What it says; a pipe or a device says 0. */
  size: number;
  regular: boolean;
}

/** What systems put into folders beside the user's files; archives are rid of the same. */
const besides = /^(?:\..*|__MACOSX|Thumbs\.db|desktop\.ini|~\$.*)$/i;

/** The files of some paths; folders with all that is below them, in the order of their names. Links to folders are not followed. */
export async function* filesUnder(paths: readonly string[]): AsyncGenerator<Found | DabiaoError> {
  for (const named of paths) yield* walk(named, path.basename(path.resolve(named)));
}

async function* walk(at: string, name: string): AsyncGenerator<Found | DabiaoError> {
  try {
    const found = await stat(at);
    if (!found.isDirectory()) {
      yield { path: at, name, size: found.size, regular: found.isFile() };
      return;
    }
    const entries = (await readdir(at, { withFileTypes: true })).filter((entry) => !besides.test(entry.name));
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isSymbolicLink() && (await stat(path.join(at, entry.name)).catch(() => null))?.isDirectory()) continue;
      yield* walk(path.join(at, entry.name), `${name}/${entry.name}`);
    }
  } catch (error) {
    yield unopened(at, error);
  }
}

const reasons: Readonly<Record<string, string>> = { ENOENT: "没有这个文件", EACCES: "没有读取权限", ELOOP: "链接绕成了圈" };

export function unopened(at: string, cause: unknown): DabiaoError {
  if (cause instanceof DabiaoError) return cause;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  return new DabiaoError("READ-14", { message: `“${at}”打不开：${reasons[code] ?? code}。`, hint: "请检查文件名和路径。", cause });
}
