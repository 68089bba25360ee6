// The rows of tables before and after an upgrade: what is gone, and what is another than it was.
import type pg from "pg";
import { plainText, quoted, tablesOf, type TableShape } from "../../src/store/backup/tables.ts";
import { changedBy, emptiedBy } from "./eras.ts";

/** Rows by table, and in it by primary key; each value as text. */
export type Rows = Map<string, Map<string, Record<string, string | null>>>;

export async function shapesOf(client: pg.ClientBase): Promise<TableShape[]> {
  return (await tablesOf(client)).filter(({ name }) => name !== "schema_migration");
}

/** The rows of tables as they stand in one snapshot. */
export async function rowsOf(client: pg.ClientBase, tables: readonly TableShape[]): Promise<Rows> {
  await client.query(`begin isolation level repeatable read; ${plainText}; select set_config('dabiao.scope', 'system', true)`);
  const all: Rows = new Map();
  for (const { name, columns } of tables) {
    const { rows: keys } = await client.query<{ key: string }>(
      "select attname as key from pg_index join pg_attribute on attrelid = indrelid and attnum = any (indkey) where indisprimary and indrelid = $1::regclass order by 1",
      [quoted(name)],
    );
    const key = keys.length > 0 ? keys.map((one) => one.key) : columns;
    const { rows } = await client.query<Record<string, string | null>>(`select ${columns.map((column) => `${quoted(column)}::text`).join(", ")} from ${quoted(name)}`);
    all.set(name, new Map(rows.map((row) => [JSON.stringify(key.map((column) => row[column])), row])));
  }
  await client.query("rollback");
  return all;
}

/** Rows of the old tables that are gone, and values that no step changes on purpose and are others now. @param step at which the old rows were seen */
export function lostRows(old: Rows, now: Rows, step: number): string[] {
  const found: string[] = [];
  for (const [table, rows] of old) {
    if (emptiedBy.some((one) => one.table === table && one.step > step)) continue;
    const changed = changedBy.filter((change) => change.table === table && change.step > step).map(({ column }) => column);
    for (const [key, row] of rows) {
      const kept = now.get(table)?.get(key);
      if (!kept) found.push(`${table} ${key} is gone`);
      else for (const column of Object.keys(row)) if (!changed.includes(column) && kept[column] !== row[column]) found.push(`${table}.${column} of ${key} was ${row[column]}, is ${kept[column]}`);
    }
  }
  return found;
}
