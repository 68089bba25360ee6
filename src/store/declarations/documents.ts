import { type Selectable, sql, type SqlBool } from "kysely";
import type { SourceDocument } from "../../declaration/schema.ts";
import type { Db } from "../database.ts";
import { handedOn, type Held, heldColumns, seesHandedOn } from "./handed-on.ts";
import { newId } from "../ids.ts";
import { named } from "../named.ts";
import type { DocumentTable } from "./schema.ts";
import { scopeHere } from "../scope.ts";
import { storable, storableJson } from "../storable.ts";

/** A declaration by name, where only the way to it is wanted. */
export interface DeclarationReference {
  id: string;
  projectName: string | null;
}

/** A document as stored, without its declarations' contents. */
export interface StoredDocument extends Omit<SourceDocument, "declarations"> {
  id: string;
  importedAt: string;
  importedBy: string | null;
  bytes: number;
  declarations: DeclarationReference[];
}

/** The document with tables that was read from these bytes, if the same unit (null: nobody's) imported them before. */
export async function findDocumentOf(db: Db, sha256: string, unitId: string | null): Promise<string | undefined> {
  const row = await db.selectFrom("document").select("id").where("sha256", "=", sha256).where("verdict", "<>", "none").where(sql<SqlBool>`unit_id is not distinct from ${unitId}`).executeTakeFirst();
  return row?.id;
}

/**
 * Keeps what was read from a source.
 * @returns its id; undefined when another import of the same bytes was faster (the caller then keeps nothing)
 */
export async function keepDocument(db: Db, document: SourceDocument, importedBy: string | null, unitId: string | null): Promise<string | undefined> {
  const row = await db
    .insertInto("document")
    .values({
      id: newId(),
      sha256: document.sha256,
      file: storable(document.file),
      format: document.format,
      verdict: document.verdict,
      title: storable(document.title),
      year: document.year,
      publisher: storable(document.publisher),
      overall_goals: storableJson(document.overallGoals),
      paragraphs: storableJson(document.paragraphs),
      problems: storableJson(document.problems),
      imported_by: importedBy,
      unit_id: unitId,
    })
    // Waits for a transaction that is just storing the same bytes, and only gives way if that one commits.
    .onConflict((conflict) => conflict.columns(["sha256", "unit_id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row?.id;
}

/**
 * Takes up the document of the same bytes in which nothing was recognised before: the house may have been taught since.
 * @returns its id; undefined when there is none
 */
export async function takeUpFormless(db: Db, { sha256, verdict, title, year, publisher, overallGoals, paragraphs, problems }: SourceDocument, unitId: string | null): Promise<string | undefined> {
  const row = await db
    .updateTable("document")
    .set({ verdict, title: storable(title), year, publisher: storable(publisher), overall_goals: storableJson(overallGoals), paragraphs: storableJson(paragraphs), problems: storableJson(problems) })
    .where("sha256", "=", sha256)
    .where("verdict", "=", "none")
    .where(sql<SqlBool>`unit_id is not distinct from ${unitId}`)
    .returning("id")
    .executeTakeFirst();
  return row?.id;
}

/** How much of a file somebody sees: of all its tables those that they see, and whether one of these is secret. */
interface Openness {
  unit_id: string | null;
  all: number;
  seen: number;
  secret: boolean;
}

const openness = sql<Openness>`document.unit_id, dabiao_document_tables(document.id) as all, (select count(*) from declaration where document_id = document.id) as seen,
  exists (select from declaration where document_id = document.id and secret) as secret`;

const opening = named<{ id: string }, Openness>("document-open", (_, slot) => sql`select ${openness} from document where id = ${slot("id")}`);
const whole = named<{ id: string }, Selectable<DocumentTable> & { size: number } & Openness>("document", (_, slot) => sql`
  select document.*, source.size, ${openness} from document join source on source.sha256 = document.sha256 where document.id = ${slot("id")}`);

/** Its own unit, and whoever sees every table in it. With one that was not handed on, or a secret one, in it, the file says more than they may know. */
function liesOpen({ unit_id, all, seen, secret }: Openness): boolean {
  const scope = scopeHere();
  return scope === null || (unit_id !== null && scope.units.includes(unit_id)) || (seen === all && !secret);
}

export async function findDocument(db: Db, id: string): Promise<StoredDocument | undefined> {
  const [row] = await whole(db, { id });
  if (!row) return undefined;
  const open = liesOpen(row);
  return {
    id: row.id,
    importedAt: row.imported_at.toISOString(),
    importedBy: row.imported_by,
    bytes: row.size,
    file: row.file,
    sha256: row.sha256,
    format: row.format,
    verdict: row.verdict,
    title: row.title,
    year: row.year,
    publisher: row.publisher,
    overallGoals: open ? row.overall_goals : [],
    paragraphs: open ? row.paragraphs : [],
    problems: open ? row.problems : [],
    declarations: (await referencesByDocument(db, [id])).get(id) ?? [],
  };
}

/** Whether whoever asks here may look at all of a file. */
export async function isOpen(db: Db, id: string): Promise<boolean> {
  const [row] = await opening(db, { id });
  return row !== undefined && liesOpen(row);
}

const references = named<{ ids: readonly string[] }, Held & { document_id: string | null; project_name: string | null }>("document-references", (db, slot) =>
  db.selectFrom("declaration").select([...heldColumns, "document_id", "project_name"]).where(sql<SqlBool>`document_id = any(${slot("ids")})`).orderBy("document_id").orderBy("position"));

/** The declarations of some documents, in the order of the document. */
export async function referencesByDocument(db: Db, documentIds: readonly string[]): Promise<Map<string, DeclarationReference[]>> {
  const found = new Map<string, DeclarationReference[]>(documentIds.map((id) => [id, []]));
  if (documentIds.length === 0) return found;
  const rows = await references(db, { ids: [...found.keys()] });
  const known = await handedOn(db, rows);
  for (const row of rows) found.get(row.document_id ?? "")?.push({ id: row.id, projectName: seesHandedOn(row) ? (known.get(row.id)?.project.name ?? null) : row.project_name });
  return found;
}
