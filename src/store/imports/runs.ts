import { z } from "zod";
import type { FormId, SourceDocument } from "../../declaration/schema.ts";
import type { Problem } from "../../problem.ts";
import { decodeCursor, encodeCursor, type Page, type PageRequest } from "../cursor.ts";
import { type Doer, named, note } from "../accounts/events.ts";
import { type Db, inTransaction } from "../database.ts";
import type { ImporterOffice } from "../declarations/declarations.ts";
import { referencesByDocument, type DeclarationReference } from "../declarations/documents.ts";
import { newId } from "../ids.ts";
import type { RunOfFile } from "./imports.ts";
import { type Progress, progressOf } from "./progress.ts";
import type { Failure, Outcome, RunState } from "./runs-schema.ts";

/** What became of one file of a run. Of a stored document it shows form, verdict and problems as they were read. */
export interface ImportedFile {
  name: string;
  sha256: string;
  outcome: Outcome;
  documentId: string | null;
  form: FormId | null;
  verdict: SourceDocument["verdict"] | null;
  declarations: DeclarationReference[];
  problems: Problem[];
  error: Failure | null;
}

/** One import run: who put which files in, when, how far it is, and what came of its first files. */
export interface ImportRun extends Progress, ImporterOffice {
  id: string;
  person: string | null;
  startedAt: string;
  state: RunState;
  /** Files that the sender announced; null when it did not say. */
  expected: number | null;
  /** Files that came. */
  received: number;
  files: ImportedFile[];
}

/** How many files of a run stand with it when one asks for the run, or for a list of runs; the others come by `listFiles`. */
export const filesShown = { one: 100, list: 5 } as const;

const noOffice: ImporterOffice = { unitId: null, accountId: null };

/** Starts an empty run; its files come one by one. @param expected how many the sender is going to send */
export async function startRun(db: Db, person: string | null, expected: number | null = null, office: ImporterOffice = noOffice, by: Doer = named(person)): Promise<ImportRun> {
  return await inTransaction(db, async (transaction) => {
    const { id } = await transaction.insertInto("import_run").values({ id: newId(), person, expected, unit_id: office.unitId, account_id: office.accountId }).returning("id").executeTakeFirstOrThrow();
    await note(transaction, by, "import.start", id, { kind: "import", detail: { expected, unit: office.unitId } });
    const run = await findRun(transaction, id);
    if (!run) throw new Error(`no run ${id}`);
    return run;
  });
}

export async function findRun(db: Db, id: string): Promise<ImportRun | undefined> {
  const [run] = await withFiles(db, await runs(db).where("id", "=", id).execute(), filesShown.one);
  return run;
}

/** The files of a run in the order in which they were done, page by page. */
export async function listFiles(db: Db, runId: string, outcome: Outcome | undefined, page: PageRequest): Promise<Page<ImportedFile>> {
  const after = page.after === undefined ? null : decodeCursor(page.after, Key)[0];
  const lines = await selectLines(db)
    .where("import_file.run_id", "=", runId)
    .$if(outcome !== undefined, (query) => query.where("outcome", "=", outcome as Outcome))
    .$if(after !== null, (query) => query.where("import_file.id", ">", after))
    .orderBy("import_file.id")
    .limit(page.limit + 1)
    .execute();
  const shown = lines.slice(0, page.limit);
  const last = shown.at(-1);
  return { items: await filesOf(db, shown), next: last && lines.length > page.limit ? encodeCursor([last.id]) : null };
}

/** A run without its files: what an import into it needs, at the same cost however many files it has. */
export async function findRunHead(db: Db, id: string): Promise<RunOfFile | undefined> {
  return await db.selectFrom("import_run").select(["id", "person", "unit_id as unitId", "account_id as accountId"]).where("id", "=", id).executeTakeFirst();
}

const Key = z.tuple([z.uuid()]);

/** Import runs, newest first. */
export async function listRuns(db: Db, page: PageRequest): Promise<Page<ImportRun>> {
  const after = page.after === undefined ? null : decodeCursor(page.after, Key)[0];
  const rows = await runs(db)
    .$if(after !== null, (query) => query.where("id", "<", after))
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
  const items = await withFiles(db, rows.slice(0, page.limit), filesShown.list);
  const last = items.at(-1);
  return { items, next: last && rows.length > page.limit ? encodeCursor([last.id]) : null };
}

const runs = (db: Db) => db.selectFrom("import_run").select(["id", "person", "unit_id", "account_id", "started_at", "state", "expected", "received"]);

type RunRow = Awaited<ReturnType<ReturnType<typeof runs>["execute"]>>[number];

async function withFiles(db: Db, rows: readonly RunRow[], shown: number): Promise<ImportRun[]> {
  const ids = rows.map((row) => row.id);
  const progress = await progressOf(db, ids);
  const all: ImportRun[] = [];
  for (const { id, person, unit_id, account_id, started_at, state, expected, received } of rows) {
    const lines = await selectLines(db).where("import_file.run_id", "=", id).orderBy("import_file.id").limit(shown).execute();
    const head = { id, person, unitId: unit_id, accountId: account_id, startedAt: started_at.toISOString(), state, expected, received };
    all.push({ ...head, ...progress(id, state), files: await filesOf(db, lines) });
  }
  return all;
}

/** One file of a run, by the id of its line. */
export async function findLine(db: Db, lineId: string): Promise<ImportedFile> {
  const line = await selectLines(db).where("import_file.id", "=", lineId).executeTakeFirstOrThrow();
  const [file] = await filesOf(db, [line]);
  if (!file) throw new Error(`no line ${lineId}`);
  return file;
}

const selectLines = (db: Db) =>
  db
    .selectFrom("import_file")
    .leftJoin("document", "document.id", "import_file.document_id")
    .select(["import_file.id", "import_file.run_id", "import_file.name", "import_file.sha256", "outcome", "document_id", "error"])
    .select(["import_file.verdict as failed_verdict", "import_file.problems as failed_problems"])
    .select(["document.verdict", "document.problems"])
    .select((eb) =>
      eb
        .selectFrom("declaration")
        .select("form")
        .whereRef("document_id", "=", "document.id")
        .orderBy("position")
        .limit(1)
        .as("form"),
    );

type LineRow = Awaited<ReturnType<ReturnType<typeof selectLines>["execute"]>>[number];

async function filesOf(db: Db, lines: readonly LineRow[]): Promise<ImportedFile[]> {
  const references = await referencesByDocument(
    db,
    lines.flatMap((line) => line.document_id ?? []),
  );
  return lines.map((line) => ({
    name: line.name,
    sha256: line.sha256,
    outcome: line.outcome,
    documentId: line.document_id,
    form: line.form,
    verdict: line.verdict ?? line.failed_verdict,
    declarations: line.document_id === null ? [] : (references.get(line.document_id) ?? []),
    problems: line.problems ?? line.failed_problems,
    error: line.error,
  }));
}
