import { existsSync, realpathSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DabiaoError } from "../../problem.ts";
import { claimInstance, ownInstance } from "../instance.ts";
import { findBinaries } from "./binaries.ts";
import { clusterFolder, databaseName, makeCluster, readPassword } from "./cluster.ts";
import { clearOrphan, portOf, type Postmaster, startPostmaster, stopPostmaster } from "./postmaster.ts";
import { chooseRunner, handOver } from "./runner.ts";

/** A running embedded database. */
export interface EmbeddedDatabase {
  /** `postgres://…`, with password, on the loopback address. */
  readonly url: string;
  /** Ends the database in order and gives the data folder free. Harmless when done twice. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that comes with the product on a data folder; makes the database when there is none, and
 * recovers by itself from whatever a crash left behind. Claims the folder (see `instance.ts`) unless the caller has.
 * A server that ends although nobody asked it to is started again, at the same address, until that succeeds.
 * @param dataFolder an existing folder (`dataFolder()`)
 * @param report told when that happens
 * @throws DabiaoError START-01 another process works on the folder; START-02 … START-09 what else can be wrong
 */
export async function startEmbedded(dataFolder: string, report: (error: Error) => void = () => undefined): Promise<EmbeddedDatabase> {
  const home = realpathSync(dataFolder);
  const binaries = findBinaries();
  const claim = ownInstance(home) === null ? await claimInstance(home) : null;
  try {
    const folder = clusterFolder(home);
    const runner = chooseRunner(binaries, folder);
    await clearOrphan(folder);
    await makeCluster(home, binaries, runner);
    handOver(folder, runner.owner);
    const password = readPassword(folder, binaries.version);
    const start = async (port?: number): Promise<Postmaster> => await startPostmaster(folder, path.join(home, "postgres.log"), binaries, runner, port);
    const keeper = new Keeper(await start(), folder, start, report);
    let stopped: Promise<void> | null = null;
    return {
      url: urlOf(password, keeper.port),
      stop() {
        stopped ??= keeper.stop().then(() => claim?.release());
        return stopped;
      },
    };
  } catch (error) {
    claim?.release();
    throw error;
  }
}

/** Keeps a server running until it is told to stop. */
class Keeper {
  #server: Postmaster;
  /** Once a server has ended, its number may belong to any other process. */
  #isUp = true;
  #isStopping = false;
  #restarting: Promise<void> = Promise.resolve();
  readonly #folder: string;
  readonly #start: (port: number) => Promise<Postmaster>;
  readonly #report: (error: Error) => void;

  constructor(server: Postmaster, folder: string, start: (port: number) => Promise<Postmaster>, report: (error: Error) => void) {
    this.#server = server;
    this.#folder = folder;
    this.#start = start;
    this.#report = report;
    process.once("exit", this.#atExit);
    this.#watch();
  }

  get port(): number {
    return this.#server.port;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#restarting;
    if (this.#isUp) await stopPostmaster(this.#server.pid);
    process.off("exit", this.#atExit);
  }

  /** For an end without stop(): tell the server to end, as nothing can be awaited any more. */
  readonly #atExit = (): void => {
    if (!this.#isUp) return;
    try {
      process.kill(this.#server.pid, "SIGINT");
    } catch {
      // It has ended already.
    }
  };

  #watch(): void {
    this.#isUp = true;
    void this.#server.ended.then(() => {
      this.#isUp = false;
      if (!this.#isStopping) this.#restarting = this.#restart();
    });
  }

  /** A full disk or too little memory may last: tried again and again, less often each time. */
  async #restart(): Promise<void> {
    this.#report(new DabiaoError("START-10", { message: "内置数据库意外停止，正在重新启动。" }));
    for (let pause = 100; !this.#isStopping; pause = Math.min(2 * pause, longestPause)) {
      try {
        await clearOrphan(this.#folder);
        this.#server = await this.#start(this.port);
        this.#watch();
        return;
      } catch (error) {
        if (error instanceof Error) this.#report(error);
        await sleep(pause, undefined, { ref: false });
      }
    }
  }
}

/** Between two attempts to start a server again, in milliseconds. */
const longestPause = 10_000;

const urlOf = (password: string, port: number): string => `postgres://${databaseName}:${password}@127.0.0.1:${port}/${databaseName}`;

/** The address of the embedded database that a living server works with; null when none runs on the data folder. */
export async function runningEmbedded(dataFolder: string): Promise<string | null> {
  const folder = clusterFolder(realpathSync(dataFolder));
  const port = await portOf(folder);
  return port === null ? null : urlOf(readPassword(folder, findBinaries().version), port);
}

/** Whether an embedded database was ever made in a data folder. */
export const hasEmbedded = (dataFolder: string): boolean => existsSync(clusterFolder(dataFolder));

/** Takes an embedded database away that was made in vain, with its log. Nobody may be running it. */
export function removeEmbedded(dataFolder: string): void {
  for (const name of [clusterFolder(dataFolder), path.join(dataFolder, "postgres.log")]) rmSync(name, { recursive: true, force: true });
}
