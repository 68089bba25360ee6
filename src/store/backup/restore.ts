// A backup into an empty database: one transaction, so that whatever goes wrong leaves it as empty as it was.
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { DabiaoError } from "../../problem.ts";
import { type BackupTitle, damaged, type Manifest, type Piece, readPieces } from "./file.ts";
import { plainText, quoted, sumOf, type TableShape, tablesOf } from "./tables.ts";
import { differences, type SideFile } from "./backup.ts";
import { migrations } from "../migrations/index.ts";
import { migrationLock, prepareSteps } from "../migrate.ts";

/** What was restored. */
export interface Restored {
  title: BackupTitle;
  manifest: Manifest;
}

/** A backup and, where it is encrypted, its passphrase. */
export interface BackupFile {
  file: string;
  passphrase: string | null;
}

/**
 * Restores a file that `checkFile` has found whole. The schema is first brought to the step of the backup, then the
 * rows come in, then every table is read again and compared with the sums of the backup.
 * @param place puts the files that lay beside the database in their places, right before all becomes final
 * @throws DabiaoError BACKUP-01 a backup that is none, BACKUP-02 a database that is not empty, BACKUP-03 a newer backup
 */
export async function restore(client: pg.ClientBase, { file, passphrase }: BackupFile, place: (files: readonly SideFile[]) => Promise<void>, progress: (table: string) => void = () => undefined): Promise<Restored> {
  await client.query("begin");
  try {
    await client.query(`${plainText}; set local lock_timeout = 0`);
    await client.query("select pg_advisory_xact_lock($1)", [migrationLock]);
    await refuseUsed(client);
    const pieces = readPieces(file, passphrase);
    const title = await titleFrom(file, pieces);
    await takeSteps(client, title.step);
    const guards = await liftGuards(client);
    const { files, manifest } = await load(client, file, pieces, progress);
    await guards.putBack();
    await compare(client, file, manifest);
    await place(files);
    await client.query("commit");
    return { title, manifest };
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

/** Whether a database has nothing of ours or of anybody else. */
async function refuseUsed(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>("select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S') limit 1");
  if (rows.length === 0) return;
  throw new DabiaoError("BACKUP-02", {
    message: "这里已经有数据，不能恢复到这里。",
    hint: "请恢复到一个新的数据文件夹（DABIAO_DATA）或一个空的数据库（DATABASE_URL）；原来的数据没有改动。",
  });
}

async function titleFrom(file: string, pieces: AsyncIterator<Piece>): Promise<BackupTitle> {
  const { value: first, done } = await pieces.next();
  if (done || first.kind !== "title" || first.value.kind !== "dabiao-backup" || first.value.version !== 1) throw damaged(file, "这不是达标的备份");
  if (first.value.step <= migrations.length) return first.value;
  throw new DabiaoError("BACKUP-03", {
    message: `备份的数据库结构（${first.value.step}）比这个程序认识的（${migrations.length}）新。`,
    hint: "请用更新的达标程序恢复。",
  });
}

async function takeSteps(client: pg.ClientBase, step: number): Promise<void> {
  await prepareSteps(client);
  // schema_migration itself comes with the rows.
  for (const { sql } of migrations.slice(0, step)) await client.query(sql);
}

async function load(client: pg.ClientBase, file: string, pieces: AsyncGenerator<Piece>, progress: (table: string) => void): Promise<{ files: SideFile[]; manifest: Manifest }> {
  const shapes = await tablesOf(client);
  await client.query(`truncate ${shapes.map(({ name }) => quoted(name)).join(", ")}`);
  const files: SideFile[] = [];
  let next = await pieces.next();
  while (!next.done) {
    const piece = next.value;
    if (piece.kind === "table") {
      expectShape(file, piece.value, shapes);
      progress(piece.value.name);
      next = await loadTable(client, piece.value, pieces);
      continue;
    }
    if (piece.kind === "file") files.push(piece.value);
    else if (piece.kind === "manifest") return { files, manifest: piece.value };
    else throw damaged(file, "内容的顺序不对");
    next = await pieces.next();
  }
  throw damaged(file, "没有结尾");
}

function expectShape(file: string, table: TableShape, shapes: readonly TableShape[]): void {
  const ours = shapes.find(({ name }) => name === table.name);
  if (!ours || ours.columns.join() !== table.columns.join()) throw damaged(file, `表 ${table.name} 和这个版本的结构不同`);
}

/** Brings in one table. @returns the piece behind its rows */
async function loadTable(client: pg.ClientBase, { name, columns }: TableShape, pieces: AsyncGenerator<Piece>): Promise<IteratorResult<Piece, unknown>> {
  let next: IteratorResult<Piece, unknown> = await pieces.next();
  const rows = async function* (): AsyncGenerator<Buffer> {
    for (; !next.done && next.value.kind === "rows"; next = await pieces.next()) yield next.value.bytes;
  };
  await pipeline(Readable.from(rows()), client.query(copyFrom(`copy ${quoted(name)} (${columns.map(quoted).join(", ")}) from stdin`)));
  return next;
}

async function compare(client: pg.ClientBase, file: string, manifest: Manifest): Promise<void> {
  for (const { name, value } of manifest.sequences) await client.query("select setval($1::regclass, $2::bigint)", [quoted(name), value]);
  const found = [];
  for (const table of await tablesOf(client)) found.push(await sumOf(client, table));
  const different = differences(manifest.tables, found);
  if (different.length > 0) throw damaged(file, `恢复以后核对不符（${different.join("、")}）`);
}

/**
 * Takes away for the time of loading what would stand in its way: foreign keys (tables come in any order; they are made
 * anew, and so checked, at the end), our triggers, and row-level security that binds the owner as well.
 */
async function liftGuards(client: pg.ClientBase): Promise<{ putBack(): Promise<void> }> {
  const back: string[] = [];
  const guards = await client.query<{ lift: string; back: string }>(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as lift,
           format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as back
    from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace
    union all
    select format('alter table %s disable trigger %I', tgrelid::regclass, tgname),
           format('alter table %s enable %s trigger %I', tgrelid::regclass, case tgenabled when 'A' then 'always' when 'R' then 'replica' else '' end, tgname)
    from pg_trigger join pg_class on pg_class.oid = tgrelid
    where not tgisinternal and tgenabled <> 'D' and relnamespace = current_schema()::regnamespace
    union all
    select format('alter table %s no force row level security', oid::regclass), format('alter table %s force row level security', oid::regclass)
    from pg_class where relforcerowsecurity and relnamespace = current_schema()::regnamespace`);
  for (const guard of guards.rows) {
    await client.query(guard.lift);
    back.push(guard.back);
  }
  return {
    async putBack() {
      for (const statement of back) await client.query(statement);
    },
  };
}
