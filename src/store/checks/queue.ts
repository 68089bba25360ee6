import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import { z } from "zod";
import { nameOfPath } from "../../declaration/names.ts";
import { placesAround } from "../../declaration/paths.ts";
import type { Declaration, Format } from "../../declaration/schema.ts";
import { problemIndex, type CheckReason } from "../../declaration/to-check.ts";
import { textAt } from "../../declaration/values.ts";
import type { Place } from "../../place.ts";
import { currentOf, holdingChecksOf } from "./history.ts";
import { decodeCursor, encodeCursor, type Page, type PageRequest } from "../cursor.ts";
import type { Db } from "../database.ts";
import type { Tables } from "../schema.ts";
import { scopeHere } from "../scope.ts";

/** What the queue can be narrowed by; all of it must hold. */
export interface QueueFilter {
  document?: string | undefined;
  /** The import run that brought the document in. */
  import?: string | undefined;
  reason?: CheckReason | undefined;
}

/** An open entry of the queue. */
export interface QueueEntry {
  id: string;
  declarationId: string;
  projectName: string | null;
  documentId: string;
  file: string;
  format: Format;
  path: string;
  /** The path as people say it. */
  label: string;
  /** What stands there now; of an unplaced text the sentence that quotes it. */
  value: string | null;
  reason: CheckReason;
  message: string;
  places: Place[];
}

const Key = z.tuple([z.uuid(), z.int().min(0).max(2_147_483_647), z.int().min(0).max(2_147_483_647)]);

type EntryBuilder = ExpressionBuilder<Tables, "check_entry">;

function matches(eb: EntryBuilder, filter: QueueFilter): Expression<SqlBool> {
  const conditions: Expression<SqlBool>[] = [eb("check_entry.open", "=", true)];
  if (filter.document !== undefined) conditions.push(eb("check_entry.document_id", "=", filter.document));
  if (filter.reason !== undefined) conditions.push(eb("check_entry.reason", "=", filter.reason));
  if (filter.import !== undefined) {
    const brought = eb
      .selectFrom("import_file")
      .whereRef("import_file.document_id", "=", "check_entry.document_id")
      .where("run_id", "=", filter.import)
      .where("outcome", "=", "imported");
    conditions.push(eb.exists(brought.select("import_file.id")));
  }
  // The queue is work of the unit; what it still changes is not for others to see.
  const scope = scopeHere();
  if (scope !== null) conditions.push(sql<SqlBool>`exists (select from declaration own where own.id = check_entry.declaration_id and own.unit_id = any (${[...scope.units]}::uuid[]))`);
  return eb.and(conditions);
}

/** The open entries: newest import first, then as the document goes. Pages stay stable while entries are checked. */
export async function listQueue(db: Db, filter: QueueFilter, page: PageRequest): Promise<Page<QueueEntry>> {
  const after = page.after === undefined ? null : decodeCursor(page.after, Key);
  const rows = await selectEntries(db, filter, after, page.limit + 1);
  const shown = rows.slice(0, page.limit);
  const declarations = await declarationsOf(db, shown.map((row) => row.declaration_id));
  const last = shown.at(-1);
  return {
    items: shown.map((row) => entryOf(row, declarations.get(row.declaration_id))),
    next: last && rows.length > page.limit ? encodeCursor([last.document_id, last.position, last.ordinal]) : null,
  };
}

async function selectEntries(db: Db, filter: QueueFilter, after: z.infer<typeof Key> | null, limit: number) {
  return await db
    .selectFrom("check_entry")
    .innerJoin("declaration", "declaration.id", "check_entry.declaration_id")
    .innerJoin("document", "document.id", "check_entry.document_id")
    .selectAll("check_entry")
    .select(["declaration.project_name", "document.file", "document.format"])
    .where((eb) => matches(eb as EntryBuilder, filter))
    .$if(after !== null, (query) =>
      query.where(
        sql<SqlBool>`check_entry.document_id <= ${after?.[0]} and (check_entry.document_id < ${after?.[0]}
          or (check_entry.position, check_entry.ordinal) > (${after?.[1]}::integer, ${after?.[2]}::integer))`,
      ),
    )
    .orderBy("check_entry.document_id", "desc")
    .orderBy("check_entry.position")
    .orderBy("check_entry.ordinal")
    .limit(limit)
    .execute();
}

type EntryRow = Awaited<ReturnType<typeof selectEntries>>[number];

/** Each declaration once, however many of its values are in the queue, with its corrections. */
async function declarationsOf(db: Db, ids: readonly string[]): Promise<Map<string, Declaration>> {
  if (ids.length === 0) return new Map();
  const wanted = [...new Set(ids)];
  const [rows, checked] = await Promise.all([
    db.selectFrom("declaration").select(["id", "content", "drafted"]).where("id", "in", wanted).execute(),
    db.selectFrom("check_act").select("declaration_id").distinct().where("declaration_id", "in", wanted).execute(),
  ]);
  const touched = new Set(checked.map((row) => row.declaration_id));
  const checks = await holdingChecksOf(db, [...touched]);
  return new Map(rows.map((row) => [row.id, currentOf(row, checks.get(row.id) ?? [])] as const));
}

function entryOf(row: EntryRow, declaration: Declaration | undefined): QueueEntry {
  const unplaced = problemIndex(row.path) !== null || declaration === undefined;
  return {
    id: row.id,
    declarationId: row.declaration_id,
    projectName: row.project_name,
    documentId: row.document_id,
    file: row.file,
    format: row.format,
    path: row.path,
    label: unplaced ? "没有归入栏目的文字" : nameOfPath(row.path),
    value: unplaced ? row.message : textAt(declaration, row.path),
    reason: row.reason,
    message: row.message,
    places: unplaced ? (row.place === null ? [] : [row.place]) : placesAround(declaration, row.path),
  };
}

/** How many open entries there are, in all and by what the queue can be narrowed by. */
export interface QueueCounts {
  total: number;
  reasons: { reason: CheckReason; count: number }[];
  documents: { id: string; file: string; count: number }[];
}

/** More documents than anybody scrolls through in a list. */
const documentsOffered = 500;

/** Counts the open entries; each list leaves its own filter out, so that it shows what else could be chosen. */
export async function countQueue(db: Db, filter: QueueFilter): Promise<QueueCounts> {
  const open = (narrowed: QueueFilter) => db.selectFrom("check_entry").where((eb) => matches(eb, narrowed));
  const [all, reasons, documents] = await Promise.all([
    open(filter)
      .select((eb) => eb.fn.countAll<number>().as("total"))
      .executeTakeFirstOrThrow(),
    open({ ...filter, reason: undefined })
      .select(["reason", (eb) => eb.fn.countAll<number>().as("count")])
      .groupBy("reason")
      .orderBy("count", "desc")
      .orderBy("reason")
      .execute(),
    open({ ...filter, document: undefined })
      .innerJoin("document", "document.id", "check_entry.document_id")
      .select(["document.id", "document.file", (eb) => eb.fn.countAll<number>().as("count")])
      .groupBy(["document.id", "document.file"])
      .orderBy("document.id", "desc")
      .limit(documentsOffered)
      .execute(),
  ]);
  return { total: all.total, reasons, documents };
}
