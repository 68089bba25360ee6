// The PostgreSQL server process: starting it, knowing when it is ready, stopping it.
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DabiaoError } from "../../problem.ts";
import type { Binaries } from "./binaries.ts";
import { hasEnded, isAlive, isPostgresIn } from "./process.ts";
import { environment, type Runner } from "./runner.ts";

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Resolves when the process is gone, whoever ended it. */
  readonly ended: Promise<void>;
}

/** After a crash PostgreSQL first replays its journal, which takes as long as it takes; it is given this much. */
const readyWithin = 300_000;
/** A second server process needs a moment after the first was killed: its children must notice that they are orphans. */
const settleWithin = 10_000;
const keepLogUpTo = 10_000_000;

/** What PostgreSQL itself writes into `postmaster.pid`: line 1 its pid, line 4 its port, line 8 its state. */
function readState(folder: string): { pid: number; port: number; ready: boolean } | null {
  try {
    const lines = readFileSync(path.join(folder, "postmaster.pid"), "utf8").split("\n");
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3]) || 0, ready: lines[7]?.trim() === "ready" } : null;
  } catch {
    return null;
  }
}

/** Where the server that works in a folder listens; null when none is ready there. */
export async function portOf(folder: string): Promise<number | null> {
  const state = readState(folder);
  return state?.ready && (await isPostgresIn(state.pid, folder, state.port)) ? state.port : null;
}

/**
 * Clears what a killed parent left behind. A server that goes on without its parent is stopped, not taken over:
 * queries of the dead parent end with it, and the new one runs with the present programs and settings. A pid file whose
 * process is not PostgreSQL in this folder is removed, since PostgreSQL would take any process of that number for itself.
 */
export async function clearOrphan(folder: string): Promise<void> {
  const left = readState(folder);
  if (left === null) return;
  if (await isPostgresIn(left.pid, folder, left.port)) await stopPostmaster(left.pid);
  else rmSync(path.join(folder, "postmaster.pid"), { force: true });
}

/** Ends the server in an orderly way (clients are cut off, all is written); by force when that does not help. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [signal, patience] of [
    ["SIGINT", 30_000],
    ["SIGQUIT", 10_000],
    ["SIGKILL", 5_000],
  ] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await hasEnded(pid, patience)) return;
  }
}

/**
 * Starts the server on the loopback address, on `port` or a free one.
 * @throws DabiaoError START-06 when it does not come up
 */
export async function startPostmaster(folder: string, log: string, binaries: Binaries, runner: Runner, port?: number): Promise<Postmaster> {
  rotate(log);
  const giveUp = Date.now() + settleWithin;
  for (let attempt = 1; ; attempt += 1) {
    const from = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
    const started = await launch(folder, log, binaries, runner, port ?? (await freePort()));
    if (started !== null) return started;
    const said = readFileSync(log).subarray(from).toString("utf8");
    const passing = /pre-existing shared memory block|lock file .* already exists/.test(said)
      ? Date.now() < giveUp
      : attempt < 3 && /could not bind|Address already in use/.test(said);
    if (!passing) throw notStarted(log, said);
    await sleep(200);
  }
}

/** One attempt; null when the process ended before it was ready. */
async function launch(folder: string, log: string, binaries: Binaries, runner: Runner, port: number): Promise<Postmaster | null> {
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    cluster_name: "dabiao",
    timezone: "UTC",
    log_timezone: "UTC",
  };
  const words = [
    ...runner.before,
    binaries.postgres,
    "-D",
    folder,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  const [command = "", ...rest] = words;
  const output = openSync(log, "a", 0o600);
  // A session of its own: Ctrl-C in the terminal reaches our process only, which then stops the server in order.
  const child = spawn(command, rest, {
    ...runner.user,
    cwd: "/",
    env: environment(binaries),
    detached: true,
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  child.unref();
  let isEnded = false;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()).once("error", () => resolve())).then(() => {
    isEnded = true;
  });

  const end = Date.now() + readyWithin;
  while (!isEnded && Date.now() < end) {
    const state = readState(folder);
    if (child.pid !== undefined && state?.pid === child.pid && state.ready) return { pid: child.pid, port, ended };
    await sleep(5);
  }
  if (!isEnded && child.pid !== undefined) await stopPostmaster(child.pid);
  return null;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** The log of one database must not fill the disk: the last full one is kept as `.1`. */
function rotate(log: string): void {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > keepLogUpTo) renameSync(log, `${log}.1`);
}

function notStarted(log: string, said: string): DabiaoError {
  const last = said.trim().split("\n").slice(-6).join("\n");
  return new DabiaoError("START-06", {
    message: `内置数据库没有启动起来。它最后写下的是：\n${last || "（没有输出）"}`,
    hint: `完整日志在 ${log}；磁盘已满或文件夹被移动、改过权限是常见原因`,
  });
}
