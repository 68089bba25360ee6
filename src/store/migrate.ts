import type pg from "pg";
import { DabiaoError } from "../problem.ts";
import { isUnavailable, unavailable, type Db } from "./database.ts";
import { migrations as all } from "./migrations/index.ts";
import type { Migration } from "./migrations/migration.ts";

/** Held while the schema changes. Any number that nobody else who shares the database is likely to use. */
export const migrationLock = 7_700_001;

/**
 * Brings the database to the schema of this code, one transaction a step. Two servers that start at once take turns;
 * the second then finds nothing to do.
 * @returns how many steps were applied
 * @throws DabiaoError STORE-01 when the database cannot be reached, STORE-02 when it is newer than this code
 */
export async function migrate(pool: pg.Pool, migrations: readonly Migration[] = all): Promise<number> {
  const client = await pool.connect().catch((error: unknown) => {
    throw isUnavailable(error) ? unavailable(error) : error;
  });
  try {
    let applied = 0;
    while (await applyNext(client, migrations)) applied++;
    return applied;
  } finally {
    client.release();
  }
}

async function applyNext(client: pg.PoolClient, migrations: readonly Migration[]): Promise<boolean> {
  await client.query("begin");
  try {
    // Held to the end of the transaction, which also works behind a pooler. No limit: a big step may take its time.
    await client.query("set local statement_timeout = 0");
    // Row policies hold for an owner who is no superuser too; a step sees everything (scope.ts).
    await client.query("select set_config('dabiao.scope', 'system', true)");
    await client.query("select pg_advisory_xact_lock($1)", [migrationLock]);
    await prepareSteps(client);
    const next = migrations[await newestIn(client)];
    await refuseNewer(client, migrations.length);
    if (next) {
      await client.query(next.sql);
      await client.query("insert into schema_migration (number, name) values ($1, $2)", [next.number, next.name]);
    }
    await client.query("commit");
    return next !== undefined;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

/** Makes the table that says which steps were taken. */
export async function prepareSteps(client: pg.ClientBase): Promise<void> {
  await client.query(`create table if not exists schema_migration (
    number integer primary key, name text not null, applied_at timestamptz not null default now())`);
}

async function newestIn(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ newest: number }>("select coalesce(max(number), 0) as newest from schema_migration");
  return rows[0]?.newest ?? 0;
}

async function refuseNewer(client: pg.PoolClient, known: number): Promise<void> {
  const newest = await newestIn(client);
  if (newest <= known) return;
  throw new DabiaoError("STORE-02", {
    message: `数据库的版本（${newest}）比这个程序认识的（${known}）新。`,
    hint: "请使用更新的达标程序打开它，或换一个数据文件夹（DABIAO_DATA）。",
  });
}

/** Whether the database can be reached and has exactly the steps of this code; else says in Chinese what is wrong. */
export async function readiness(db: Db): Promise<string | null> {
  try {
    const { newest } = await db
      .selectFrom("schema_migration")
      .select((eb) => eb.fn.max("number").as("newest"))
      .executeTakeFirstOrThrow();
    return newest === all.length ? null : `数据库结构的版本是 ${newest}，程序需要 ${all.length}。`;
  } catch (error) {
    if (isUnavailable(error)) return "数据库连不上。";
    return "数据库不能使用。";
  }
}
