// A PostgreSQL for the tests of one file: the one of the whole run (shared-server.ts) or of DABIAO_TEST_DATABASE_URL,
// else the embedded one in a folder of its own. Each test has databases of its own.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase, type Database } from "../../src/store/database.ts";
import { startEmbedded } from "../../src/store/embedded/start.ts";
import { newId } from "../../src/store/ids.ts";
import { migrate } from "../../src/store/migrate.ts";
import { urlOf } from "./shared-server.ts";

export interface TestServer {
  /** A new empty database; closed and gone with the server. */
  emptyDatabase(): Promise<Database & { url: string }>;
  /** A new database with all migrations. */
  migratedDatabase(): Promise<Database & { url: string }>;
  stop(): Promise<void>;
}

const ignoreBrokenConnections = (): void => undefined;

export async function startTestServer(): Promise<TestServer> {
  const { url: serverUrl, stop } = await findServer();
  const admin = openDatabase(serverUrl, ignoreBrokenConnections);
  const opened: { name: string; database: Database }[] = [];
  const newDatabase = async (like = ""): Promise<Database & { url: string }> => {
    const name = `dabiao_test_${newId().replaceAll("-", "")}`;
    await admin.pool.query(`create database ${name} ${like}`);
    const url = urlOf(serverUrl, name);
    const database = openDatabase(url, ignoreBrokenConnections);
    opened.push({ name, database });
    return { ...database, url };
  };
  return {
    emptyDatabase: async () => await newDatabase(),
    async migratedDatabase() {
      const template = process.env.DABIAO_TEST_TEMPLATE;
      // As files, not through the journal: half the work.
      if (template) return await newDatabase(`template ${template} strategy file_copy`);
      const database = await newDatabase();
      await migrate(database.pool);
      return database;
    },
    async stop() {
      for (const { name, database } of opened) {
        if (!database.pool.ending) await database.close();
        await admin.pool.query(`drop database ${name} with (force)`);
      }
      await admin.close();
      await stop();
    },
  };
}

async function findServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const own = process.env.DABIAO_TEST_DATABASE_URL;
  if (own) return { url: own, stop: () => Promise.resolve() };
  const folder = mkdtempSync(path.join(tmpdir(), "dabiao-test-"));
  const { url, stop } = await startEmbedded(folder);
  return {
    url,
    async stop() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
