import type { Insertable } from "kysely";
import type { ToCheck } from "../../declaration/to-check.ts";
import type { Db } from "../database.ts";
import { newId } from "../ids.ts";
import { named } from "../named.ts";
import type { CheckEntryTable } from "./schema.ts";
import { storable, storableJson } from "../storable.ts";

/** What has to be checked in one stored declaration. */
export interface EntriesOfDeclaration {
  declarationId: string;
  documentId: string;
  position: number;
  entries: readonly ToCheck[];
}

/** Rows in one statement: ten values each, of which PostgreSQL takes 65,535. */
const rowsAtOnce = 500;

/** Keeps what has to be checked in some declarations that have just been stored. */
export async function keepEntries(db: Db, all: readonly EntriesOfDeclaration[]): Promise<void> {
  const rows = all.flatMap(({ entries, declarationId, documentId, position }) =>
    entries.map(
      ({ path, reason, message, at }, ordinal): Insertable<CheckEntryTable> => ({
        id: newId(),
        declaration_id: declarationId,
        document_id: documentId,
        position,
        ordinal,
        path: storable(path),
        reason,
        message: storable(message),
        place: at && storableJson(at),
      }),
    ),
  );
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await db.insertInto("check_entry").values(rows.slice(from, from + rowsAtOnce)).execute();
  }
}

const openEntries = named<{ id: string }, { path: string }>("open-entries", (db, slot) => db.selectFrom("check_entry").select("path").where("declaration_id", "=", slot("id")).where("open", "=", true).orderBy("ordinal"));

/** The paths of a declaration that nobody has checked yet, in the order of reading. */
export async function openPaths(db: Db, declarationId: string): Promise<string[]> {
  const rows = await openEntries(db, { id: declarationId });
  return [...new Set(rows.map(({ path }) => path))];
}

/** Closes the entries of a path after a check, or opens them again after it was taken back; the declaration's count follows. */
export async function setOpen(db: Db, declarationId: string, path: string, open: boolean): Promise<void> {
  await db.updateTable("check_entry").set({ open }).where("declaration_id", "=", declarationId).where("path", "=", path).execute();
  await db
    .updateTable("declaration")
    .set((eb) => ({
      doubts: eb
        .selectFrom("check_entry")
        .select((entries) => entries.fn.countAll<number>().as("count"))
        .where("declaration_id", "=", declarationId)
        .where("open", "=", true)
        .$asScalar()
        .$notNull(),
    }))
    .where("id", "=", declarationId)
    .execute();
}
