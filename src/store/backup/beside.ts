// One connection for a command that may run while the server does: backup, and the checks of the audit log.
import pg from "pg";
import { DabiaoError } from "../../problem.ts";
import { dataFolder } from "../data-folder.ts";
import { isUnavailable, unavailable } from "../database.ts";
import { hasEmbedded, runningEmbedded, startEmbedded } from "../embedded/start.ts";
import { runningInstance } from "../instance.ts";

/**
 * Runs `use` on the database of `DATABASE_URL`; else on the embedded one, next to the server that runs it or, when none
 * does, started for the purpose. Changes nothing by itself: neither makes a database nor brings it to a newer schema.
 * @throws DabiaoError STORE-01 when the database cannot be reached, STORE-03 when there is none
 */
export async function besideServer<Result>(env: NodeJS.ProcessEnv, use: (client: pg.Client, url: string) => Promise<Result>): Promise<Result> {
  const { url, stop } = await findDatabase(env);
  try {
    return await withClient(url, async (client) => await use(client, url));
  } finally {
    await stop();
  }
}

/** Runs `use` on a connection without a limit of time. */
export async function withClient<Result>(url: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: "dabiao", keepAlive: true, connectionTimeoutMillis: 5_000 });
  // A connection that breaks is told by the query under way.
  client.on("error", () => undefined);
  try {
    await client.connect();
    // The scope of the house itself (scope.ts): everything is seen, also by an owner whom the row policies bind.
    await client.query("select set_config('dabiao.scope', 'system', false)");
    return await use(client);
  } catch (error) {
    throw isUnavailable(error) ? unavailable(error) : error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function findDatabase(env: NodeJS.ProcessEnv): Promise<{ url: string; stop(): Promise<void> }> {
  if (env.DATABASE_URL) return { url: env.DATABASE_URL, stop: () => Promise.resolve() };
  const folder = dataFolder(env);
  if (!hasEmbedded(folder)) {
    throw new DabiaoError("STORE-03", { message: `数据文件夹 ${folder} 里没有数据库。`, hint: "请用 DABIAO_DATA 指明数据文件夹，或用 DATABASE_URL 指明数据库。" });
  }
  if (runningInstance(folder) === null) return await startEmbedded(folder);
  const url = await runningEmbedded(folder);
  if (url === null) throw unavailable(new Error("the server runs, its database does not"));
  return { url, stop: () => Promise.resolve() };
}
