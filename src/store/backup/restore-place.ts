// Where a backup goes: the empty database of DATABASE_URL, or a data folder without one. What fails leaves no trace.
import { existsSync, rmdirSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { DabiaoError } from "../../problem.ts";
import { anchorFiles } from "../audit/anchors.ts";
import { secretKeyFile } from "../cipher/secret-keys.ts";
import { checkFile } from "./file.ts";
import type { SideFile } from "./backup.ts";
import { withClient } from "./beside.ts";
import { dataFolder } from "../data-folder.ts";
import { openDatabase } from "../database.ts";
import { hasEmbedded, removeEmbedded, startEmbedded } from "../embedded/start.ts";
import { migrate } from "../migrate.ts";
import { type Restored, restore } from "./restore.ts";

/** The files in a data folder that a backup takes along. The key of secrets only under a passphrase: else whoever finds the backup has both. */
export async function sideFilesOf(folder: string, isSealed: boolean): Promise<SideFile[]> {
  const files = await Promise.all([...anchorFiles, ...(isSealed ? [secretKeyFile] : [])].map(async (name) => ({ name, text: await readFile(path.join(folder, name), "utf8").catch(() => null) })));
  return files.flatMap(({ name, text }) => (text === null ? [] : [{ name, text }]));
}

/**
 * Restores a backup and brings it to the schema of this program. `use` is told the address while the database runs.
 * @throws DabiaoError BACKUP-01 a damaged file, BACKUP-02 a place that is not empty, BACKUP-03 a newer backup
 */
export async function restoreInto(env: NodeJS.ProcessEnv, file: string, passphrase: string | null, use: (url: string, restored: Restored) => Promise<void>, progress: (table: string) => void = () => undefined): Promise<Restored> {
  await checkFile(file, passphrase);
  const isNew = !existsSync(env.DABIAO_DATA ?? "");
  const folder = dataFolder(env);
  const target = env.DATABASE_URL ? { url: env.DATABASE_URL, end: () => Promise.resolve() } : await embeddedIn(folder);
  const placed: string[] = [];
  let success = false;
  try {
    const place = async (files: readonly SideFile[]): Promise<void> => {
      for (const side of files) placed.push(await placeFile(folder, side));
    };
    const restored = await withClient(target.url, async (client) => await restore(client, { file, passphrase }, place, progress));
    success = true;
    await bringUp(target.url);
    await use(target.url, restored);
    return restored;
  } finally {
    if (!success) for (const one of placed) rmSync(one, { force: true });
    await target.end(success);
    if (!success && isNew) removeEmpty(folder);
  }
}

async function embeddedIn(folder: string): Promise<{ url: string; end(success: boolean): Promise<void> }> {
  const isMade = !hasEmbedded(folder);
  const { url, stop } = await startEmbedded(folder);
  return {
    url,
    async end(success) {
      await stop();
      if (!success && isMade) removeEmbedded(folder);
    },
  };
}

/** @throws DabiaoError BACKUP-02 when there is such a file: it belongs to another database */
async function placeFile(folder: string, { name, text }: SideFile): Promise<string> {
  const file = path.join(folder, name);
  // A name is a name, also in a backup that somebody made up.
  if (![...anchorFiles, secretKeyFile].includes(name)) throw new DabiaoError("BACKUP-01", { message: `备份里有不认识的文件“${name}”。`, hint: "请换一个备份文件。" });
  try {
    await writeFile(file, text, { mode: 0o600, flag: "wx", flush: true });
    return file;
  } catch (cause) {
    throw new DabiaoError("BACKUP-02", { message: `数据文件夹里已经有 ${name}，它属于别的数据。`, hint: "请用 DABIAO_DATA 指明一个新的数据文件夹。", cause });
  }
}

async function bringUp(url: string): Promise<void> {
  const database = openDatabase(url, () => undefined, 1);
  try {
    await migrate(database.pool);
  } finally {
    await database.close();
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Not empty: something of somebody else lies there.
  }
}
