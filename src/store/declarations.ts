import type { Insertable } from "kysely";
import type { Declaration } from "../declaration/schema.ts";
import type { Db } from "./database.ts";
import { newId } from "./ids.ts";
import type { DeclarationTable } from "./schema.ts";
import { bigrams, fold, searchedWords } from "./search.ts";
import { storable, storableJson } from "./storable.ts";

/** Rows in one statement. Few enough that others get their turn in between when a file holds thousands. */
const rowsAtOnce = 50;

/** Keeps a document's declarations in their order. */
export async function keepDeclarations(db: Db, documentId: string, declarations: readonly Declaration[]): Promise<void> {
  for (let from = 0; from < declarations.length; from += rowsAtOnce) {
    const some = declarations.slice(from, from + rowsAtOnce);
    await db
      .insertInto("declaration")
      .values(some.map((declaration, i) => rowOf(documentId, declaration, from + i)))
      .execute();
  }
}

function rowOf(documentId: string, declaration: Declaration, position: number): Insertable<DeclarationTable> {
  const { unit, project, funding } = declaration;
  const words = storable(searchedWords(declaration));
  return {
    id: newId(),
    document_id: documentId,
    position,
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
    doubts: declaration.doubts.length,
    content: storableJson(declaration),
    unit_words: storable(fold(unit.name ?? "")),
    words,
    bigrams: bigrams(words),
  };
}

/** A declaration and where it came from. */
export interface StoredDeclaration {
  id: string;
  documentId: string;
  position: number;
  declaration: Declaration;
}

export async function findDeclaration(db: Db, id: string): Promise<StoredDeclaration | undefined> {
  const row = await db
    .selectFrom("declaration")
    .select(["id", "document_id", "position", "content"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row && { id: row.id, documentId: row.document_id, position: row.position, declaration: row.content };
}
