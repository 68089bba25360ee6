import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { readDocument } from "../index.ts";
import { DabiaoError } from "../problem.ts";
import { importFile } from "../store/imports.ts";
import { startRun, type ImportedFile } from "../store/import-runs.ts";
import { findPerson } from "../store/person.ts";
import { openStore } from "../store/store.ts";

export const help = `用法：dabiao import 文件…

把文件读成绩效目标表，存进数据库（与网页上的“导入”相同）。同一文件再导入一次，不会有任何变化。
网页服务正在运行时请直接在网页上导入。

结束码：0 全部导入（或早已导入）；1 有文件没有导入；2 用法不对。

例：
  dabiao import 2025年绩效目标表.docx 目标表/*.txt
`;

/** Imports files into the store and prints what became of each. @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const { positionals: files } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  if (files.length === 0) {
    process.stderr.write(help);
    return 2;
  }
  const report = (error: unknown): void => void process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  const store = await openStore(process.env, report);
  try {
    const importer = { db: store.db, read: readDocument, report };
    const run = await startRun(store.db, (await findPerson(store.db))?.name ?? null);
    let failures = 0;
    for (const file of files) {
      const line = await bytesOf(file).then(
        async (bytes) => describe(await importFile(importer, run, path.basename(file), bytes)),
        (error: unknown) => unreadable(file, error),
      );
      if (line.failed) failures++;
      process.stdout.write(`${line.text}\n`);
    }
    return failures === 0 ? 0 : 1;
  } finally {
    await store.close();
  }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  if ((await stat(file)).isDirectory()) throw new DabiaoError("IMPORT-05", { message: "是文件夹，不是文件" });
  return await readFile(file);
}

interface Line {
  text: string;
  failed: boolean;
}

function describe({ name, outcome, declarations, problems, error }: ImportedFile): Line {
  const count = `${declarations.length} 份目标表`;
  const trouble = problems.map(({ code, message, at }) => `  ${code} ${at === null ? "" : `${at.label}：`}${message}`);
  if (outcome === "unchanged") return { text: `${name}：早已导入（${count}），没有变化`, failed: false };
  if (outcome === "imported") return { text: [`${name}：已导入 ${count}`, ...trouble].join("\n"), failed: false };
  const reason = `${name}：没有导入。${error?.code} ${error?.message}${error?.hint ? ` ${error.hint}` : ""}`;
  return { text: [reason, ...trouble].join("\n"), failed: true };
}

function unreadable(file: string, error: unknown): Line {
  if (error instanceof DabiaoError && error.code.startsWith("STORE-")) throw error;
  const code = error instanceof Error && "code" in error ? error.code : "";
  const reason = code === "ENOENT" ? "没有这个文件" : code === "EACCES" ? "没有读取的权限" : error instanceof Error ? error.message : String(error);
  return { text: `${file}：没有导入。IMPORT-05 ${reason}`, failed: true };
}
