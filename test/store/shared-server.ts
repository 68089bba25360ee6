// One PostgreSQL for all test files of a run, and in it a database with all migrations of which the tests take copies:
// a file that starts and fills its own pays two seconds of a processor. What holds of a whole server (start, crash,
// durability) is tested on servers of its own: embedded.test.ts, serve.test.ts, the kill drills.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "../../src/store/database.ts";
import { startEmbedded } from "../../src/store/embedded/start.ts";
import { newId } from "../../src/store/ids.ts";
import { migrate } from "../../src/store/migrate.ts";

export interface SharedServer {
  /** With these in its environment a test file uses the server (database.ts). */
  readonly settings: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts the server, unless DABIAO_TEST_DATABASE_URL names one, and makes the database for copies. */
export async function shareServer(): Promise<SharedServer> {
  const named = process.env.DABIAO_TEST_DATABASE_URL;
  const server = named ? { url: named, stop: () => Promise.resolve() } : await startOwn();
  const template = `dabiao_template_${newId().replaceAll("-", "")}`;
  await withAdmin(server.url, async (ask) => await ask(`create database ${template}`));
  const { pool, close } = openDatabase(urlOf(server.url, template), () => undefined);
  await migrate(pool);
  await close();
  // Nothing may be connected to what is being copied, PostgreSQL's own housekeeping included.
  await withAdmin(server.url, async (ask) => await ask(`alter database ${template} allow_connections false`));
  return {
    settings: { DABIAO_TEST_DATABASE_URL: server.url, DABIAO_TEST_TEMPLATE: template },
    async stop() {
      await withAdmin(server.url, async (ask) => await ask(`drop database ${template}`));
      await server.stop();
    },
  };
}

/** Room for the connections of several files; and no waiting for the disk, as its databases outlive no test. */
const serverSettings = { max_connections: 400, fsync: "off", full_page_writes: "off" };

async function startOwn(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), "dabiao-tests-"));
  const first = await startEmbedded(folder);
  await withAdmin(first.url, async (ask) => {
    for (const [name, value] of Object.entries(serverSettings)) await ask(`alter system set ${name} = ${value}`);
  });
  await first.stop();
  const { url, stop } = await startEmbedded(folder);
  return {
    url,
    async stop() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function withAdmin(url: string, use: (ask: (statement: string) => Promise<unknown>) => Promise<unknown>): Promise<void> {
  const { pool, close } = openDatabase(url, () => undefined);
  try {
    await use(async (statement) => await pool.query(statement));
  } finally {
    await close();
  }
}

/** The address of another database of the same server. */
export function urlOf(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
