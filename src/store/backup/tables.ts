// The tables of a database as COPY statements that give the same text for the same rows, wherever they lie.
import { createHash } from "node:crypto";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";

/** A table, and the columns that are written by hand (not those that the database computes). */
export interface TableShape {
  name: string;
  columns: string[];
}

/** Rows of a table as they were counted, and the SHA-256 of their text. */
export interface TableSum {
  name: string;
  rows: number;
  sha256: string;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** What makes the text of values the same in every database. */
export const plainText = `
  set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'iso_8601';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local client_encoding = 'UTF8';
  set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`;

/** All tables of our schema, by name. */
export async function tablesOf(client: pg.ClientBase): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(`
    select relname as name,
           array(select attname::text from pg_attribute
                 where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns
    from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r' order by relname collate "C"`);
  return rows;
}

/** The rows in the order of their primary key, as bytes: what language the database sorts in must not matter. */
async function orderOf(client: pg.ClientBase, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string; collates: boolean }>(
    `select attname as name, attcollation <> 0 as collates
     from pg_index, unnest(indkey::int2[]) with ordinality as key (attnum, place)
     join pg_attribute on pg_attribute.attnum = key.attnum
     where indisprimary and indrelid = $1::regclass and attrelid = indrelid order by place`,
    [quoted(table)],
  );
  if (rows.length === 0) return `${quoted(table)}::text collate "C"`;
  return rows.map(({ name, collates }) => `${quoted(name)}${collates ? ' collate "C"' : ""}`).join(", ");
}

const newline = 10;

/** Reads a table's rows as COPY's text. `sum` is complete when all was read. */
export async function readTable(client: pg.ClientBase, { name, columns }: TableShape): Promise<{ bytes: AsyncIterable<Buffer>; sum: () => TableSum }> {
  const select = `select ${columns.map(quoted).join(", ")} from ${quoted(name)} order by ${await orderOf(client, name)}`;
  const hash = createHash("sha256");
  let rows = 0;
  const bytes = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of client.query(copyTo(`copy (${select}) to stdout`)) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      rows += linesIn(chunk);
      yield chunk;
    }
  };
  return { bytes: bytes(), sum: () => ({ name, rows, sha256: hash.digest("hex") }) };
}

/** Every row ends in a line feed, and none has another: COPY writes one within a value as a backslash and an n. */
export function linesIn(chunk: Uint8Array): number {
  let lines = 0;
  for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) lines += 1;
  return lines;
}

/** Rows and SHA-256 of a table as it stands. */
export async function sumOf(client: pg.ClientBase, table: TableShape): Promise<TableSum> {
  const { bytes, sum } = await readTable(client, table);
  for await (const _ of bytes);
  return sum();
}
