import { parseArgs } from "node:util";
import { DabiaoError } from "../problem.ts";
import { restoreInto } from "../store/backup/restore-place.ts";
import { rowsIn } from "../store/backup/make.ts";
import { note, passphraseOf, passphraseOption } from "./backup.ts";

export const help = `用法：dabiao restore [--passphrase-file 口令文件] 文件

把备份恢复到一个空的地方：新的数据文件夹，或 DATABASE_URL 指明的空数据库。先核对文件，再恢复，再逐表核对；
有一处不符就什么都不留下。旧版本的备份恢复后自动升级到现在的结构。加密的备份要用 --passphrase-file 指明口令。
没有加密的备份不带双因素的密钥（secret.key）：请把原来的放进新的数据文件夹，否则用双因素的人要用恢复码登录。

例：
  DABIAO_DATA=/srv/dabiao-new dabiao restore /mnt/backup/达标-20260131.zst
`;

/** @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args: [...args], options: passphraseOption, allowPositionals: true });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new DabiaoError("CLI-06", { message: "dabiao restore 后面写一个备份文件。", hint: "运行 dabiao restore --help 查看说明。" });
  const { title, manifest } = await restoreInto(process.env, file, await passphraseOf(values), async (url, restored) => await note(url, "backup.restore", { taken: restored.title.at, step: restored.title.step }));
  process.stdout.write(`已恢复 ${title.at} 的备份：${manifest.tables.length} 张表，${rowsIn(manifest)} 行，逐表核对相符。\n`);
  return 0;
}
