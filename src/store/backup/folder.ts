// The folder of backups: files whose names say when and nothing else, and beside each a small one that says what is in it,
// so that a list opens none of them. The folder is the truth: it outlives the database.
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs } from "node:fs/promises";
import path from "node:path";
import type pg from "pg";
import { z } from "zod";
import type { Progress, SideFile } from "./backup.ts";
import { makeBackup, readWhole, rowsIn } from "./make.ts";
import { inChina } from "./plan.ts";
import { DabiaoError } from "../../problem.ts";

const Moment = z.iso.datetime();

/** What the small file beside a backup says. */
const About = z.object({
  at: Moment,
  by: z.string().nullable(),
  scheduled: z.boolean(),
  step: z.int(),
  tables: z.int(),
  rows: z.int(),
  sha256: z.string(),
  checkedAt: Moment.nullable(),
  whole: z.boolean().nullable(),
});
type About = z.infer<typeof About>;

/** A backup in the folder; `about` is null when somebody else put it there. */
export interface KeptBackup {
  name: string;
  bytes: number;
  at: string;
  encrypted: boolean;
  about: About | null;
}

const nameForm = /^dabiao-\d{8}-\d{6}\.zst(?:\.enc)?$/;
const hidden = (name: string): string => `.${name}.json`;

export class BackupFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = path.resolve(folder);
  }

  get place(): string {
    return this.#folder;
  }

  /** What lies there, newest first. */
  async list(): Promise<KeptBackup[]> {
    const names = (await readdir(this.#folder).catch(() => [])).filter((name) => nameForm.test(name));
    const all = await Promise.all(names.map(async (name) => await this.find(name)));
    return all.filter((one) => one !== null).sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  /** @returns null when there is none of that name */
  async find(name: string): Promise<KeptBackup | null> {
    const found = nameForm.test(name) ? await stat(this.fileOf(name)).catch(() => null) : null;
    if (!found?.isFile()) return null;
    const about = await this.#about(name);
    return { name, bytes: found.size, at: about?.at ?? found.mtime.toISOString(), encrypted: name.endsWith(".enc"), about };
  }

  fileOf(name: string): string {
    return path.join(this.#folder, name);
  }

  /** Makes a backup; nothing of it stays when it fails. @param by null: the house itself */
  async make(client: pg.ClientBase, told: { by: string | null; scheduled: boolean; files: readonly SideFile[]; passphrase: string | null; progress: Progress }, now = new Date()): Promise<KeptBackup> {
    const { by, scheduled, ...how } = told;
    await this.#prepare();
    const name = `dabiao-${inChina(now).replace(/[-:]/g, "").replace(" ", "-")}.zst${how.passphrase === null ? "" : ".enc"}`;
    const { step, manifest, fileSha256, bytes } = await makeBackup(client, this.fileOf(name), how);
    const about: About = { at: now.toISOString(), by, scheduled, step, tables: manifest.tables.length, rows: rowsIn(manifest), sha256: fileSha256, checkedAt: null, whole: true };
    await this.#note(name, about);
    return { name, bytes, at: about.at, encrypted: how.passphrase !== null, about };
  }

  /** Reads a backup from end to end and keeps the result. @throws DabiaoError BACKUP-04, BACKUP-05 when it cannot be looked into */
  async check(kept: KeptBackup, passphrase: string | null, now = new Date()): Promise<KeptBackup> {
    const { name, at, about } = kept;
    const result = await readWhole(this.fileOf(name), passphrase).catch((error: unknown) => {
      if (error instanceof DabiaoError && error.code === "BACKUP-01") return null;
      throw error;
    });
    const known = about ?? { at, by: null, scheduled: false, step: 0, tables: 0, rows: 0, sha256: "" };
    const read = result === null ? {} : { step: result.step, tables: result.manifest.tables.length, rows: rowsIn(result.manifest) };
    await this.#note(name, { ...known, ...read, checkedAt: now.toISOString(), whole: result !== null });
    return (await this.find(name)) ?? kept;
  }

  async remove(name: string): Promise<void> {
    await rm(this.fileOf(name), { force: true });
    await rm(this.fileOf(hidden(name)), { force: true });
  }

  /** Bytes that are free where backups go, and of how many; where the folder is not there yet, at the place where it will be. */
  async room(): Promise<{ free: number; total: number } | null> {
    for (let at = this.#folder; ; at = path.dirname(at)) {
      const found = await statfs(at).catch(() => null);
      if (found) return { free: found.bavail * found.bsize, total: found.blocks * found.bsize };
      if (at === path.dirname(at)) return null;
    }
  }

  /** The folder, without what a killed process left unfinished. */
  async #prepare(): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw new DabiaoError("BACKUP-07", { message: `备份文件夹 ${this.#folder} 建不起来。`, hint: "请检查 DABIAO_BACKUPS 指明的文件夹和它的权限。", cause });
    }
    for (const name of await readdir(this.#folder)) {
      const pid = /^\.dabiao-.*\.(\d+)\.part$/.exec(name)?.[1];
      if (pid !== undefined && Number(pid) !== process.pid && (await isOld(this.fileOf(name)))) await rm(this.fileOf(name), { force: true });
    }
  }

  async #about(name: string): Promise<About | null> {
    const text = await readFile(this.fileOf(hidden(name)), "utf8").catch(() => null);
    try {
      return text === null ? null : About.parse(JSON.parse(text));
    } catch {
      return null;
    }
  }

  async #note(name: string, about: About): Promise<void> {
    const draft = this.fileOf(`${hidden(name)}.part`);
    const handle = await open(draft, "w", 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(about)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, this.fileOf(hidden(name)));
  }
}

const hourMs = 60 * 60 * 1000;
/** A file that somebody still writes is younger: several servers may share the folder. */
const isOld = async (file: string): Promise<boolean> => Date.now() - ((await stat(file).catch(() => null))?.mtimeMs ?? Date.now()) > hourMs;
