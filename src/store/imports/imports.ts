import type { SourceDocument } from "../../declaration/schema.ts";
import type { FormDefinition } from "../../forms/form.ts";
import { DabiaoError, type Problem } from "../../problem.ts";
import { named, note } from "../accounts/events.ts";
import { isUnavailable, unavailable, type Db } from "../database.ts";
import { type ImporterOffice, keepDeclarations } from "../declarations/declarations.ts";
import { findDocumentOf, keepDocument, takeUpFormless } from "../declarations/documents.ts";
import { formsFor } from "../forms/forms.ts";
import { newId } from "../ids.ts";
import { findLine, type ImportedFile } from "./runs.ts";
import type { Failure, Outcome } from "./runs-schema.ts";
import { contentHash, keepSource } from "../declarations/sources.ts";
import { storable, storableJson } from "../storable.ts";

/** What an import works with. */
export interface Importer {
  db: Db;
  /** The front door's `readDocument`, or one that runs it elsewhere. */
  read: (bytes: Uint8Array, name: string, house?: readonly FormDefinition[]) => Promise<SourceDocument>;
  /** Told of errors that nobody foresaw; the user sees only that it failed. */
  report: (error: unknown) => void;
}

/** The run that a file belongs to. */
export interface RunOfFile extends ImporterOffice {
  id: string;
  person: string | null;
}

/** What becomes of a file, before it is written into the run. */
export interface Result {
  outcome: Outcome;
  documentId: string | null;
  verdict: SourceDocument["verdict"] | null;
  problems: Problem[];
  error: Failure | null;
}

export const unchanged = (documentId: string): Result => ({
  outcome: "unchanged",
  documentId,
  verdict: null,
  problems: [],
  error: null,
});

/**
 * Imports one file: source, document, declarations and the run's line in one transaction. A file that cannot be
 * read leaves only its line, which says why; the same bytes a second time change nothing.
 * @throws DabiaoError only when the database cannot be reached: then nothing is known about the file
 */
export async function importFile(importer: Importer, run: RunOfFile, name: string, bytes: Uint8Array): Promise<ImportedFile> {
  const sha256 = contentHash(bytes);
  const kept = storable(name);
  try {
    const lineId = await attempt(importer, run, kept, sha256, bytes).catch(
      async (error: unknown) => await keepLine(importer.db, run, kept, sha256, failed(importer, error)),
    );
    return await findLine(importer.db, lineId);
  } catch (error) {
    throw isUnavailable(error) ? unavailable(error) : error;
  }
}

/** @returns the id of the run's line */
async function attempt(importer: Importer, run: RunOfFile, name: string, sha256: string, bytes: Uint8Array): Promise<string> {
  const { db, read } = importer;
  const known = await findDocumentOf(db, sha256, run.unitId);
  if (known !== undefined) return await keepLine(db, run, name, sha256, unchanged(known));
  const document = await read(bytes, name, await formsFor(db, run.unitId));
  return await db.transaction().execute(async (transaction) => {
    const result = await keep(transaction, run, { ...document, sha256 }, bytes);
    return await keepLine(transaction, run, name, sha256, result);
  });
}

/** Keeps what was read from a file. One without a form is a failure, and kept as a source all the same: somebody may say by hand what its columns are. */
export async function keep(db: Db, run: RunOfFile, document: SourceDocument, bytes: Uint8Array): Promise<Result> {
  await keepSource(db, document.sha256, bytes);
  const documentId = (await keepDocument(db, document, run.person, run.unitId)) ?? (await takeUpFormless(db, document, run.unitId));
  if (documentId === undefined) {
    // Somebody imported the same bytes while we were reading them.
    const theirs = await findDocumentOf(db, document.sha256, run.unitId);
    if (theirs === undefined) throw new Error("the document that stood in the way is gone");
    return unchanged(theirs);
  }
  await keepDeclarations(db, documentId, document.declarations, run);
  const { file, sha256, declarations } = document;
  await note(db, importerOf(run), "import.file", documentId, { kind: "document", after: { sha256, declarations }, detail: { run: run.id, file: storable(file), sha256, declarations: declarations.length } });
  if (document.verdict === "none") return withoutForm(document, documentId);
  return { outcome: "imported", documentId, verdict: document.verdict, problems: [], error: null };
}

/** Who is said to have imported a file: whoever began the run, at whatever hour a worker reads it. */
const importerOf = ({ person, accountId }: RunOfFile) => ({ ...named(person), account: accountId, role: accountId === null ? null : "unit-clerk" });

function withoutForm(document: SourceDocument, documentId: string): Result {
  const error = {
    code: "IMPORT-01",
    message: "文件里没有找到绩效目标表。",
    hint: "里面有绩效目标表的，请点“核对版式”，指明各栏写的是什么，以后同样的文件就能直接读；没有的，不必处理。",
  };
  return { outcome: "failed", documentId, verdict: "none", problems: document.problems, error };
}

/** @throws the error itself when it says nothing about the file: the database cannot be reached */
export function failed({ report }: Pick<Importer, "report">, error: unknown): Result {
  if (isUnavailable(error)) throw error;
  if (error instanceof DabiaoError) return failure({ code: error.code, message: error.message, hint: error.hint });
  report(error);
  return failure({ code: "IMPORT-02", message: "保存这个文件时出错，没有留下任何内容。", hint: "请把运行日志交给维护人员。" });
}

export const failure = (error: Failure): Result => ({ outcome: "failed", documentId: null, verdict: null, problems: [], error });

/** Writes the run's line of a file. @returns its id */
export async function keepLine(db: Db, run: Pick<RunOfFile, "id">, name: string, sha256: string, result: Result): Promise<string> {
  const id = newId();
  await db
    .insertInto("import_file")
    .values({
      id,
      run_id: run.id,
      name,
      sha256,
      outcome: result.outcome,
      document_id: result.documentId,
      verdict: result.verdict,
      problems: storableJson(result.problems),
      error: result.error && storableJson(result.error),
    })
    .execute();
  return id;
}
