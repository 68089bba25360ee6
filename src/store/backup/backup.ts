// A backup while everybody goes on working: one snapshot of the whole database, read table by table.
import type pg from "pg";
import { type Manifest, type Piece, writePieces } from "./file.ts";
import { plainText, readTable, tablesOf, type TableSum } from "./tables.ts";
import { migrationLock } from "../migrate.ts";

/** What was written. */
export interface BackupResult {
  step: number;
  manifest: Manifest;
  sha256: string;
}

/** Told before each table: its name, how many are done, and of how many. */
export type Progress = (table: string, done: number, of: number) => void;

/** A small file beside the database that belongs to it. */
export interface SideFile {
  name: string;
  text: string;
}

/**
 * Writes the whole database as it stands at one moment.
 * @param client a connection of its own
 * @param files what lies in the data folder and belongs to the database
 * @param write takes the bytes of the backup in order
 */
export async function backup(client: pg.ClientBase, files: readonly SideFile[], write: (bytes: Uint8Array) => Promise<void>, progress: Progress = () => undefined): Promise<BackupResult> {
  await client.query("begin isolation level repeatable read read only");
  await client.query(plainText);
  await refuseHidden(client);
  // No step of the schema is taken meanwhile.
  await client.query("select pg_advisory_xact_lock_shared($1)", [migrationLock]);
  const manifest: Manifest = { tables: [], sequences: await sequencesOf(client) };
  const title = await titleOf(client);
  const sha256 = await writePieces(piecesOf(client, title, files, manifest, progress), write);
  await client.query("commit");
  return { step: title.value.step, manifest, sha256 };
}

/** A table whose row policies bind us and know nothing of the house's own scope would be missing rows in silence. */
async function refuseHidden(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(`
    select relname as name from pg_class
    where relnamespace = current_schema()::regnamespace and relkind = 'r' and row_security_active(oid)
      and not exists (select from pg_policy where polrelid = pg_class.oid and polpermissive and polcmd in ('r', '*') and pg_get_expr(polqual, polrelid) like '%dabiao_system()%')`);
  if (rows.length > 0) throw new Error(`rows of ${rows.map(({ name }) => name).join()} may be hidden from this user`);
}

type Title = Extract<Piece, { kind: "title" }>;

async function* piecesOf(client: pg.ClientBase, title: Title, files: readonly SideFile[], manifest: Manifest, progress: Progress): AsyncGenerator<Piece> {
  yield title;
  const tables = await tablesOf(client);
  for (const [done, table] of tables.entries()) {
    progress(table.name, done, tables.length);
    yield { kind: "table", value: table };
    const { bytes, sum } = await readTable(client, table);
    for await (const rows of bytes) yield { kind: "rows", bytes: rows };
    manifest.tables.push(sum());
  }
  for (const value of files) yield { kind: "file", value };
  yield { kind: "manifest", value: manifest };
}

async function titleOf(client: pg.ClientBase): Promise<Title> {
  const { rows } = await client.query<{ step: number; at: Date; postgres: string }>(
    "select (select max(number) from schema_migration) as step, now() as at, current_setting('server_version') as postgres",
  );
  const { step = 0, at = new Date(0), postgres = "" } = rows[0] ?? {};
  return { kind: "title", value: { kind: "dabiao-backup", version: 1, step, at: at.toISOString(), postgres } };
}

async function sequencesOf(client: pg.ClientBase): Promise<Manifest["sequences"]> {
  const { rows } = await client.query<{ name: string; value: string }>(
    "select sequencename as name, last_value::text as value from pg_sequences where schemaname = current_schema() and last_value is not null order by 1",
  );
  return rows;
}

/** What a person may want to compare: as many rows in each table, with the same sums. @returns the tables that differ */
export function differences(expected: readonly TableSum[], found: readonly TableSum[]): string[] {
  const names = new Set([...expected, ...found].map(({ name }) => name));
  const sumIn = (sums: readonly TableSum[], name: string): string => {
    const sum = sums.find((one) => one.name === name);
    return sum ? `${sum.rows} ${sum.sha256}` : "";
  };
  return [...names].filter((name) => sumIn(expected, name) !== sumIn(found, name));
}
