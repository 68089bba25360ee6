import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { DabiaoError } from "../problem.ts";
import { record } from "../store/audit/audit.ts";
import { besideServer } from "../store/backup/beside.ts";
import { makeBackup, rowsIn } from "../store/backup/make.ts";
import { dataFolder } from "../store/data-folder.ts";
import { openDatabase } from "../store/database.ts";
import { sideFilesOf } from "../store/backup/restore-place.ts";
import { passphraseIn } from "../store/backup/sealed-file.ts";

export const help = `用法：dabiao backup [--passphrase-file 口令文件] 文件

把全部数据备份成一个文件，服务可以照常运行。备份是某一时刻的完整数据，包括导入的原文件、账号和审计日志，
请像数据库一样保管。恢复：dabiao restore 文件。

选项：
  --passphrase-file 口令文件  用文件第一行的口令加密（AES-256-GCM）；也可以用环境变量 DABIAO_BACKUP_PASSPHRASE_FILE。
                    忘记口令的备份谁也打不开。加密的备份里还有双因素的密钥，恢复后手机照常可用

例：
  dabiao backup /mnt/backup/达标-20260131.zst
  dabiao backup --passphrase-file /etc/dabiao/口令 /mnt/backup/达标-20260131.zst.enc
`;

/** @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args: [...args], options: passphraseOption, allowPositionals: true });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new DabiaoError("CLI-06", { message: "dabiao backup 后面写一个文件名。", hint: "运行 dabiao backup --help 查看说明。" });
  const passphrase = await passphraseOf(values);
  const made = await besideServer(process.env, async (client, url) => {
    const written = await makeBackup(client, file, { files: await sideFilesOf(dataFolder(process.env), passphrase !== null), passphrase });
    await note(url, "backup.make", { sha256: written.fileSha256, step: written.step, encrypted: passphrase !== null });
    return written;
  });
  process.stdout.write(`已备份到 ${file}：${made.manifest.tables.length} 张表，${rowsIn(made.manifest)} 行${passphrase === null ? "" : "，已用口令加密"}。\n文件的校验值（sha256sum）${made.fileSha256}\n`);
  return 0;
}

/** `--passphrase-file`, of backup and restore. */
export const passphraseOption = { "passphrase-file": { type: "string" } } as const;

/** The passphrase that was told by the option, else by DABIAO_BACKUP_PASSPHRASE_FILE; null: none. */
export const passphraseOf = async ({ "passphrase-file": file }: { "passphrase-file"?: string | undefined }): Promise<string | null> => await passphraseIn(file ?? process.env.DABIAO_BACKUP_PASSPHRASE_FILE);

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
