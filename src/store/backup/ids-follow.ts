import type pg from "pg";
import { quoted } from "./tables.ts";
import { idsAfter } from "../ids.ts";

/** Lets new ids sort after all that are in the database, whatever the clock says now. */
export async function followIds(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    // In the scope of the house itself (scope.ts), also for an owner whom the row policies bind.
    await client.query("begin read only; select set_config('dabiao.scope', 'system', true)");
    const last = await lastId(client);
    await client.query("commit");
    if (last !== undefined) idsAfter(last);
  } finally {
    client.release();
  }
}

async function lastId(client: pg.PoolClient): Promise<string | undefined> {
  const { rows: tables } = await client.query<{ name: string }>(`
    select relname as name from pg_class join pg_attribute on attrelid = pg_class.oid
    where relnamespace = current_schema()::regnamespace and relkind = 'r' and attname = 'id' and atttypid = 'uuid'::regtype
      and exists (select from pg_index where indrelid = pg_class.oid and indisunique and indkey[0] = attnum and indnatts = 1)`);
  // Version 7 only: others carry no time. The last of a table stands at the end of its index.
  const last = tables.map(({ name }) => `(select id from ${quoted(name)} where id::text like '________-____-7%' order by id desc limit 1)`);
  const { rows } = await client.query<{ id: string }>(`select id from (${last.join(" union all ")}) as one order by id desc limit 1`);
  return rows[0]?.id;
}
