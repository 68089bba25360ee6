import { claimInstance, type Instance } from "./instance.ts";
import { dataFolder } from "./data-folder.ts";
import { openDatabase, type Database } from "./database.ts";
import { startEmbedded } from "./embedded/start.ts";
import { followIds } from "./backup/ids-follow.ts";
import { migrate } from "./migrate.ts";
import type { Scope } from "./scope.ts";

/** The database that a command works on, migrated. */
export interface Store extends Pick<Database, "db"> {
  /** Where the database answers, for threads that ask it over connections of their own. */
  readonly url: string;
  /** Tells those who come second where the pages are. */
  announce(address: string): void;
  /** Waits for the queries under way, then stops what was started. */
  close(): Promise<void>;
}

/**
 * Opens the store: `DATABASE_URL`, else the embedded PostgreSQL on the data folder.
 * @param outside for whom is asked where no scope was said (scope.ts)
 * @param workers that each keep a connection for as long as they read a file
 * @throws DabiaoError when another server works on the folder, or the database cannot be reached or used
 */
export async function openStore(env: NodeJS.ProcessEnv, report: (error: Error) => void, workers = 0, outside: Scope | null = null): Promise<Store> {
  const own = env.DATABASE_URL ? null : await startOwn(env, report);
  const url = env.DATABASE_URL || own?.url || "";
  const database = openDatabase(url, report, 10 + workers, outside);
  const close = async (): Promise<void> => {
    await database.close();
    await own?.stop();
  };
  try {
    await migrate(database.pool);
    await followIds(database.pool);
  } catch (error) {
    await close();
    throw error;
  }
  return { db: database.db, url, announce: (address) => own?.instance.announce(address), close };
}

async function startOwn(env: NodeJS.ProcessEnv, report: (error: Error) => void): Promise<{ url: string; instance: Instance; stop(): Promise<void> }> {
  const folder = dataFolder(env);
  const instance = await claimInstance(folder);
  try {
    const { url, stop } = await startEmbedded(folder, report);
    return {
      url,
      instance,
      async stop() {
        await stop();
        instance.release();
      },
    };
  } catch (error) {
    instance.release();
    throw error;
  }
}
