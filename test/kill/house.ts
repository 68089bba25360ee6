// The server and its database as they run at an office: processes of their own, which can be killed.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runningEmbedded } from "../../src/store/embedded/start.ts";

const program = path.join(import.meta.dirname, "..", "server", "program.ts");

const ownFolder = "dabiao-kill-";

/** As the launcher has it: a start takes a third of the time. What is killed keeps nothing for the next, so the one of the whole run is used where there is one. */
const compileCache = process.env.NODE_COMPILE_CACHE ?? path.join(tmpdir(), "dabiao-kill-compiled");

/** Longer than this, and somebody would have to look what is wrong: counted as a repair by hand. */
const recoversWithin = 120_000;
/** In a group of their own: Ctrl-C ends the drill, which then still has to ask the servers what they kept. */
const detached = true;

/**
 * What can be killed. `everything` is what a power cut leaves; `again` kills the server once more while it starts, `recovery`
 * the database once more while it recovers; `worker` is a second server on the same database, killed while it reads files.
 */
export const targets = ["server", "postmaster", "backend", "everything", "again", "recovery", "worker"] as const;
export type Target = (typeof targets)[number];

export class House {
  readonly folder: string;
  /** Settings of the next start. */
  env: Record<string, string> = {};
  /** Where the pages are now. */
  address = "";
  #server: ChildProcess | null = null;
  #said = "";

  /** @param folder for the data; a new one of its own where none is named */
  constructor(folder = mkdtempSync(path.join(tmpdir(), ownFolder))) {
    this.folder = folder;
  }

  /** Starts the server and waits until it can be used. @returns false when it does not come up by itself */
  async start(): Promise<boolean> {
    this.begin();
    return await this.#ready();
  }

  /** Kills, without a word, and lets everything come up again. @returns whether it did so by itself */
  async kill(target: Target, pause: () => Promise<void>): Promise<boolean> {
    if (target === "backend") this.#killBackend();
    if (target === "worker") await this.#killWorker(pause);
    if (target === "recovery") await this.#killRecovery(pause);
    if (target === "postmaster" || target === "everything") this.#killPostgres(target === "everything");
    if (target === "server" || target === "everything" || target === "again") {
      await this.#killServer();
      this.begin();
    }
    if (target === "again") {
      await pause();
      await this.#killServer();
      this.begin();
    }
    return await this.#ready();
  }

  /** The database's address, for looking at it from outside. */
  async database(): Promise<string> {
    for (;;) {
      const url = await runningEmbedded(this.folder);
      if (url !== null) return url;
      await sleep(20);
    }
  }

  /** What the server wrote when it last ended or did not come up. */
  get said(): string {
    return this.#said;
  }

  async stop(): Promise<void> {
    this.#server?.kill("SIGTERM");
    if (this.#server?.exitCode === null) await once(this.#server, "close");
    this.#killPostgres(true);
    // The folder itself may be a disk of its own.
    for (const entry of readdirSync(this.folder)) rmSync(path.join(this.folder, entry), { recursive: true, force: true, maxRetries: 5 });
    if (path.basename(this.folder).startsWith(ownFolder)) rmdirSync(this.folder);
  }

  /** Another server on the same database, as offices with much to read have one; it gets to its work, or not even that. */
  async #killWorker(pause: () => Promise<void>): Promise<void> {
    const env = { ...this.#environment, DATABASE_URL: await this.database(), DABIAO_DATA: path.join(this.folder, "second") };
    const child = spawn(process.execPath, [program, "serve"], { env, stdio: "ignore", detached });
    const ended = once(child, "exit");
    await pause();
    await pause();
    child.kill("SIGKILL");
    await ended;
  }

  /** The server starts the database again: then it is killed once more. */
  async #killRecovery(pause: () => Promise<void>): Promise<void> {
    const first = this.#postmaster();
    this.#killPostgres(true);
    for (const end = Date.now() + recoversWithin; Date.now() < end && (this.#postmaster() ?? first) === first; ) await sleep(2);
    await pause();
    this.#killPostgres(true);
  }

  get #environment(): NodeJS.ProcessEnv {
    return { ...process.env, DABIAO_PORT: "0", DABIAO_DATA: this.folder, DATABASE_URL: "", DABIAO_LOG: "", DABIAO_WORKERS: "1", NODE_COMPILE_CACHE: compileCache, ...this.env };
  }

  /** Starts the server and waits for nothing. */
  begin(): void {
    const child = spawn(process.execPath, [program, "serve"], { env: this.#environment, stdio: ["ignore", "pipe", "pipe"], detached });
    this.#said = "";
    this.address = "";
    const hear = (chunk: Buffer): void => {
      if (child !== this.#server) return;
      this.#said = (this.#said + chunk.toString()).slice(-20_000);
      this.address ||= /^达标已启动：(http:\/\/127\.0\.0\.1:\d+\/)$/m.exec(this.#said)?.[1] ?? "";
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    this.#server = child;
  }

  async #killServer(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    server.kill("SIGKILL");
    if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
  }

  #killBackend(): void {
    const children = childrenOf(this.#postmaster());
    const one = children[Math.floor(Math.random() * children.length)];
    if (one !== undefined) killNow(one);
  }

  #killPostgres(withChildren: boolean): void {
    const postmaster = this.#postmaster();
    if (postmaster === null) return;
    const all = withChildren ? childrenOf(postmaster) : [];
    killNow(postmaster);
    all.forEach(killNow);
  }

  #postmaster(): number | null {
    try {
      const pid = Number(readFileSync(path.join(this.folder, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
      // The file may be left from one that died, and its number be somebody else's by now.
      return pid > 0 && isPostgres(pid) && readlinkSync(`/proc/${pid}/cwd`) === path.join(realpathSync(this.folder), "postgres") ? pid : null;
    } catch {
      return null;
    }
  }

  async #ready(): Promise<boolean> {
    for (const end = Date.now() + recoversWithin; Date.now() < end; await sleep(20)) {
      if (this.#server?.exitCode !== null && this.#server?.exitCode !== undefined) return false;
      if (this.address === "") continue;
      const answer = await fetch(`${this.address}readyz`).catch(() => null);
      await answer?.body?.cancel();
      if (answer?.status === 200) return true;
    }
    return false;
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** PostgreSQL's own processes below one of them. Only those that say they are postgres: a pid file may be stale. */
function childrenOf(pid: number | null): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number).filter(isPostgres);
  } catch {
    return [];
  }
}

const isPostgres = (pid: number): boolean => pid > 0 && readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("postgres");
