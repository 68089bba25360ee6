import { existsSync, realpathSync, rmSync } from "node:fs";
import path from "node:path";
import { claimInstance, ownInstance } from "../instance.ts";
import { findBinaries } from "./binaries.ts";
import { clusterFolder, databaseName, makeCluster, readPassword } from "./cluster.ts";
import { clearOrphan, portOf, startPostmaster, stopPostmaster } from "./postmaster.ts";
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
 * @param dataFolder an existing folder (`dataFolder()`)
 * @throws DabiaoError START-01 another process works on the folder; START-02 … START-09 what else can be wrong
 */
export async function startEmbedded(dataFolder: string): Promise<EmbeddedDatabase> {
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
    const { pid, port } = await startPostmaster(folder, path.join(home, "postgres.log"), binaries, runner);

    // For an end without stop(): tell the server to end, as nothing can be awaited any more.
    const atExit = (): void => {
      try {
        process.kill(pid, "SIGINT");
      } catch {
        // It has ended already.
      }
    };
    process.once("exit", atExit);
    let stopped: Promise<void> | null = null;
    return {
      url: urlOf(password, port),
      stop() {
        stopped ??= stopPostmaster(pid).then(() => {
          process.off("exit", atExit);
          claim?.release();
        });
        return stopped;
      },
    };
  } catch (error) {
    claim?.release();
    throw error;
  }
}

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
