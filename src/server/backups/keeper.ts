import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { fingerprint, record } from "../../store/audit/audit.ts";
import type { SideFile } from "../../store/backup/backup.ts";
import type { BackupFolder, KeptBackup } from "../../store/backup/folder.ts";
import { type BackupPlan, findPlan, momentsOf } from "../../store/backup/plan.ts";
import { type Db, isUnavailable } from "../../store/database.ts";
import { DabiaoError } from "../../problem.ts";
import type { Backup, BackupList } from "./contract.ts";

/** Who does something to backups, as the log has it; null: the house itself. */
export interface BackupDoer {
  actor: { account: string | null; name: string; role: string | null };
  from: string | null;
}

export interface KeeperParts {
  readonly db: Db;
  readonly folder: BackupFolder;
  /** A connection of its own, without a limit of time. */
  readonly connect: <Result>(use: (client: pg.ClientBase) => Promise<Result>) => Promise<Result>;
  /** What lies beside the database and belongs to it. */
  readonly sideFiles: () => Promise<SideFile[]>;
  readonly passphrase: string | null;
  readonly report: (error: unknown) => void;
  readonly clock?: () => Date;
}

const house: BackupDoer = { actor: { account: null, name: "达标（自动）", role: null }, from: null };
const lookEvery = 60_000;
/** After a failure it is not tried again at once. */
const restMs = 60 * 60_000;
const gib = 1024 ** 3;

/** The backups of one server: one at a time, in the background; daily, when the plan wants it; and what there is to complain of. */
export class BackupKeeper {
  readonly #parts: KeeperParts;
  readonly #stopping = new AbortController();
  #making: BackupList["making"] = { state: "idle", startedAt: null, done: 0, of: 0, message: null };
  #running: Promise<void> = Promise.resolve();
  #loop: Promise<void> = Promise.resolve();

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  get folder(): BackupFolder {
    return this.#parts.folder;
  }

  get passphrase(): string | null {
    return this.#parts.passphrase;
  }

  #now(): Date {
    return this.#parts.clock?.() ?? new Date();
  }

  /** Begins a backup unless one is made already. */
  start(by: BackupDoer | null): void {
    if (this.#making.state === "running") return;
    this.#making = { state: "running", startedAt: this.#now().toISOString(), done: 0, of: 0, message: null };
    this.#running = this.#make(by).then(
      () => {
        this.#making = { ...this.#making, state: "idle" };
      },
      async (error: unknown) => {
        // Given up because the server stops: the next one makes it.
        if (this.#stopping.signal.aborted) return;
        this.#making = { ...this.#making, state: "failed", message: error instanceof DabiaoError ? `${error.message}${error.hint ?? ""}` : "备份没有做成，请看运行日志。" };
        if (!isUnavailable(error)) this.#parts.report(error);
        await record(this.#parts.db, { ...(by ?? house), action: "backup.fail", subject: null, before: null, after: null, detail: { message: this.#making.message } }).catch(this.#parts.report);
      },
    );
  }

  /** Resolves when the backup under way is done, or has failed. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #make(by: BackupDoer | null): Promise<void> {
    const { connect, folder, sideFiles, passphrase, db } = this.#parts;
    const progress = (_: string, done: number, of: number): void => {
      this.#making = { ...this.#making, done, of };
    };
    const files = await sideFiles();
    const made = await connect(async (client) => await folder.make(client, { by: by?.actor.name ?? null, scheduled: by === null, files, passphrase, progress }, this.#now()));
    await note(db, by, "backup.make", made);
    if (by === null) await this.#thin((await findPlan(db)).keep);
  }

  /** Keeps the newest of the daily ones. */
  async #thin(keep: number): Promise<void> {
    const daily = (await this.folder.list()).filter(({ about }) => about?.scheduled && about.whole !== false);
    for (const old of daily.slice(keep)) {
      await this.folder.remove(old.name);
      await note(this.#parts.db, null, "backup.remove", old);
    }
  }

  /** Looks every minute whether a daily backup is due; the first time a minute after the start, which has enough to do. */
  begin(): void {
    this.#loop = this.#watch();
  }

  async #watch(): Promise<void> {
    for (;;) {
      await sleep(lookEvery, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => undefined);
      if (this.#stopping.signal.aborted) return;
      await this.tick().catch((error: unknown) => {
        if (!isUnavailable(error)) this.#parts.report(error);
      });
    }
  }

  /** Begins the daily backup when its time has come and none was made since. */
  async tick(): Promise<void> {
    const now = this.#now();
    const plan = await findPlan(this.#parts.db);
    const { state, startedAt } = this.#making;
    const rests = state === "failed" && startedAt !== null && now.getTime() - Date.parse(startedAt) < restMs;
    if (!plan.daily || state === "running" || rests) return;
    const due = momentsOf(plan, now).last.toISOString();
    const isDone = (await this.folder.list()).some(({ at, about }) => about?.scheduled && about.whole !== false && at >= due);
    if (!isDone) this.start(null);
  }

  /** Waits for the backup under way no longer than a stop may take: its unfinished file is removed at the next one. */
  async stop(patience = 2_000): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    await Promise.race([this.#running, sleep(patience, undefined, { ref: false })]);
  }

  async list(): Promise<BackupList> {
    const plan = await findPlan(this.#parts.db);
    const [kept, room] = [await this.folder.list(), await this.folder.room()];
    return {
      items: kept.map(told),
      making: this.#making,
      plan,
      version: fingerprint(plan).slice(0, 32),
      next: plan.daily ? momentsOf(plan, this.#now()).next.toISOString() : null,
      folder: this.folder.place,
      encrypts: this.#parts.passphrase !== null,
      room,
      warnings: this.#warningsOf(plan, kept, room),
    };
  }

  async warnings(): Promise<string[]> {
    return this.#warningsOf(await findPlan(this.#parts.db), await this.folder.list(), await this.folder.room());
  }

  #warningsOf({ warnHours }: BackupPlan, kept: readonly KeptBackup[], room: { free: number } | null): string[] {
    const good = kept.find(({ about }) => about?.whole === true);
    const hours = good ? (this.#now().getTime() - Date.parse(good.at)) / 3_600_000 : null;
    const broken = kept.filter(({ about }) => about?.whole === false).length;
    const wanted = Math.max(gib, 2 * (good?.bytes ?? 0));
    return [
      ...(warnHours !== null && hours === null ? ["还没有完好的备份。"] : []),
      ...(warnHours !== null && hours !== null && hours > warnHours ? [`最近一次完好的备份是 ${Math.floor(hours)} 小时以前的，超过了 ${warnHours} 小时。`] : []),
      ...(this.#making.state === "failed" ? ["最近一次备份没有做成。"] : []),
      ...(broken > 0 ? [`有 ${broken} 个备份文件已经损坏。`] : []),
      ...(room !== null && room.free < wanted ? [`备份所在的磁盘快满了，只剩 ${(room.free / gib).toFixed(1)} GB。`] : []),
    ];
  }
}

/** A backup as the API tells of it. */
export function told({ name, bytes, at, encrypted, about }: KeptBackup): Backup {
  const isRead = about !== null && about.step > 0;
  return {
    name, bytes, at, encrypted,
    by: about?.by ?? null,
    scheduled: about?.scheduled ?? false,
    step: isRead ? about.step : null,
    tables: isRead ? about.tables : null,
    rows: isRead ? about.rows : null,
    sha256: about?.sha256 || null,
    checkedAt: about?.checkedAt ?? null,
    whole: about?.whole ?? null,
  };
}

/** Writes down what was done with a backup. */
export async function note(db: Db, by: BackupDoer | null, action: string, { name, bytes, encrypted, about }: KeptBackup, more: object = {}): Promise<void> {
  await record(db, { ...(by ?? house), action, subject: { kind: "backup", id: name }, before: null, after: null, detail: { bytes, encrypted, sha256: about?.sha256 ?? null, step: about?.step ?? null, ...more } });
}
