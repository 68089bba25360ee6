import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { DabiaoError } from "../problem.ts";
import { record } from "../store/audit/audit.ts";
import { backup } from "../store/backup/backup.ts";
import { besideServer } from "../store/backup/beside.ts";
import { dataFolder } from "../store/data-folder.ts";
import { openDatabase } from "../store/database.ts";
import { sideFilesOf } from "../store/backup/restore-place.ts";
import { Draft } from "./draft.ts";

export const help = `用法：dabiao backup 文件

把全部数据备份成一个文件，服务可以照常运行。备份是某一时刻的完整数据，包括导入的原文件、账号和审计日志，
请像数据库一样保管。恢复：dabiao restore 文件。

例：
  dabiao backup /mnt/backup/达标-20260131.zst
`;

/** @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new DabiaoError("CLI-06", { message: "dabiao backup 后面写一个文件名。", hint: "运行 dabiao backup --help 查看说明。" });
  const draft = await Draft.begin(file);
  try {
    const result = await besideServer(process.env, async (client, url) => {
      const written = await backup(client, await sideFilesOf(dataFolder(process.env)), async (bytes) => await draft.write(bytes));
      await draft.finish();
      await note(url, "backup.make", { sha256: written.sha256, step: written.step });
      return written;
    });
    const rows = result.manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    process.stdout.write(`已备份到 ${file}：${result.manifest.tables.length} 张表，${rows} 行。\n文件末尾记有校验值 ${result.sha256}\n`);
    return 0;
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

/** Writes down who made or restored a backup; at the keyboard of the server it is the user of its system. */
export async function note(url: string, action: string, detail: unknown): Promise<void> {
  const database = openDatabase(url, () => undefined, 1);
  try {
    await record(database.db, { actor: { account: null, name: userName(), role: null }, from: null, action, subject: null, before: null, after: null, detail });
  } finally {
    await database.close();
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "?"}`;
  }
}
