// A PostgreSQL for the tests of one file: the embedded one in a folder of its own, or DABIAO_TEST_DATABASE_URL.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase, type Database } from "../../src/store/database.ts";
import { startEmbedded } from "../../src/store/embedded/start.ts";
import { newId } from "../../src/store/ids.ts";
import { migrate } from "../../src/store/migrate.ts";

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
  const emptyDatabase = async (): Promise<Database & { url: string }> => {
    const name = `dabiao_test_${newId().replaceAll("-", "")}`;
    await admin.pool.query(`create database ${name}`);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    const database = openDatabase(url.href, ignoreBrokenConnections);
    opened.push({ name, database });
    return { ...database, url: url.href };
  };
  return {
    emptyDatabase,
    async migratedDatabase() {
      const database = await emptyDatabase();
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
