import type { Insertable } from "kysely";
import type { Declaration } from "../declaration/schema.ts";
import { toCheck } from "../declaration/to-check.ts";
import type { GoalState } from "../workflow/states.ts";
import { keepEntries, openPaths } from "./checks-entries.ts";
import { currentOf, holdingChecks, type Check } from "./checks-history.ts";
import type { Db } from "./database.ts";
import { newId } from "./ids.ts";
import { ownersOf } from "./owners.ts";
import type { DeclarationTable } from "./schema.ts";
import { bigrams, fold, searchedWords } from "./search.ts";
import { storable, storableJson } from "./storable.ts";

/** Rows in one statement. Few enough that others get their turn in between when a file holds thousands. */
const rowsAtOnce = 50;

/** For whom a file is imported: a unit, and the account that does it; nulls on a machine without offices. */
export interface ImporterOffice {
  unitId: string | null;
  accountId: string | null;
}

/** Keeps a stored document's declarations in their order, and what has to be checked in them. */
export async function keepDeclarations(db: Db, documentId: string, declarations: readonly Declaration[], importer: ImporterOffice): Promise<void> {
  const { problems } = await db.selectFrom("document").select("problems").where("id", "=", documentId).executeTakeFirstOrThrow();
  const lists = toCheck(declarations, problems);
  const owners = await ownersOf(db, importer.unitId, declarations);
  for (let from = 0; from < declarations.length; from += rowsAtOnce) {
    const some = declarations.slice(from, from + rowsAtOnce).map((declaration, i) => {
      const position = from + i;
      const entries = lists[position] ?? [];
      return { entries, row: { ...rowOf(documentId, declaration, position), ...owners[position], created_by: importer.accountId, doubts: entries.length } };
    });
    await db
      .insertInto("declaration")
      .values(some.map(({ row }) => row))
      .execute();
    await keepEntries(db, some.map(({ row, entries }) => ({ declarationId: row.id, documentId, position: row.position, entries })));
  }
}

function rowOf(documentId: string, declaration: Declaration, position: number): Omit<Insertable<DeclarationTable>, "doubts"> {
  return { id: newId(), document_id: documentId, batch: documentId, position, content: storableJson(declaration), ...listed(declaration) };
}

/** The columns that repeat what lists, filters and searches need of a declaration. */
export function listed(declaration: Declaration): Omit<Insertable<DeclarationTable>, "id" | "document_id" | "batch" | "position" | "content" | "doubts"> {
  const { unit, project, funding } = declaration;
  const words = storable(searchedWords(declaration));
  return {
    form: declaration.form,
    year: declaration.year,
    unit_code: storable(unit.code),
    unit_name: storable(unit.name),
    department: storable(declaration.department),
    project_code: storable(project.code),
    project_name: storable(project.name),
    currency: storable(funding.currency),
    total_text: storable(funding.total?.text ?? null),
    total_yuan: funding.total?.yuan ?? null,
    indicators: declaration.indicators.length,
    unit_words: storable(fold(unit.name ?? "")),
    words,
    bigrams: bigrams(words),
  };
}

/** A declaration with its corrections applied, where it came from, and who checked what. */
export interface StoredDeclaration {
  id: string;
  /** The document that it was read from; null when people wrote it here. */
  documentId: string | null;
  position: number;
  declaration: Declaration;
  /** Grows with every change of the draft or the state. */
  revision: number;
  state: GoalState;
  secret: boolean;
  /** The check of each path that holds now. */
  checks: Check[];
  /** The paths that nobody has checked yet. */
  open: string[];
}

export async function findDeclaration(db: Db, id: string): Promise<StoredDeclaration | undefined> {
  const row = await db
    .selectFrom("declaration")
    .select(["id", "document_id", "position", "content", "drafted", "revision", "state", "secret"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) return undefined;
  const [checks, open] = await Promise.all([holdingChecks(db, id), openPaths(db, id)]);
  return { id: row.id, documentId: row.document_id, position: row.position, declaration: currentOf(row, checks), revision: row.revision, state: row.state, secret: row.secret, checks, open };
}
