import { type Insertable, type Selectable, sql } from "kysely";
import type { Declaration } from "../../declaration/schema.ts";
import { toCheck } from "../../declaration/to-check.ts";
import type { GradeName } from "../../review/opinion.ts";
import type { GoalState } from "../../workflow/states.ts";
import { keepEntries, openPaths } from "../checks/entries.ts";
import { currentOf, holdingChecks, type Check } from "../checks/history.ts";
import type { Db } from "../database.ts";
import { handedOn, type Held, heldColumns, seesHandedOn, stateSeen } from "./handed-on.ts";
import { newId } from "../ids.ts";
import { named } from "../named.ts";
import { ownersOf } from "./owners.ts";
import { projectsOf } from "../offices/projects.ts";
import type { DeclarationTable } from "./schema.ts";
import { bigrams, fold, searchedWords } from "./search.ts";
import { storable, storableJson } from "../storable.ts";

/** Rows in one statement. Few enough that others get their turn in between when a file holds thousands. */
const rowsAtOnce = 50;

/** For whom a file is imported: a unit, and the account that does it; nulls on a machine without offices. */
export interface ImporterOffice {
  unitId: string | null;
  accountId: string | null;
}

/**
 * Keeps a stored document's declarations in their order, and what has to be checked in them.
 * @param first those before it are stored already
 */
export async function keepDeclarations(db: Db, documentId: string, declarations: readonly Declaration[], importer: ImporterOffice, first = 0): Promise<void> {
  const { problems } = await db.selectFrom("document").select("problems").where("id", "=", documentId).executeTakeFirstOrThrow();
  const lists = toCheck(declarations, problems);
  const owners = await ownersOf(db, importer.unitId, declarations);
  const projects = importer.unitId === null ? [] : await projectsOf(db, importer.unitId, declarations.map(({ project, year }) => ({ ...project, year })));
  for (let from = first; from < declarations.length; from += rowsAtOnce) {
    const some = declarations.slice(from, from + rowsAtOnce).map((declaration, i) => {
      const position = from + i;
      const entries = lists[position] ?? [];
      return { entries, row: { ...rowOf(documentId, declaration, position), ...owners[position], project_id: projects[position] ?? null, created_by: importer.accountId, doubts: entries.length } };
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
  secondLevel: boolean;
  grade: GradeName | null;
  controlYuan: string | null;
  approval: { number: string; date: string; yuan: string } | null;
  projectId: string | null;
  unitId: string | null;
  /** The content is that of the version that was handed on: what the unit does with it since is not for whoever asks here. */
  handedOn: boolean;
  /** The check of each path that holds now. */
  checks: Check[];
  /** The paths that nobody has checked yet. */
  open: string[];
}

const shown = ["document_id", "position", "content", "drafted", "revision", "secret", "second_level", "grade", "control_yuan", "approval_number", "approval_yuan", "project_id"] as const;

const stored = named<{ id: string }, Held & Pick<Selectable<DeclarationTable>, (typeof shown)[number]> & { approval_date: string | null }>("declaration", (db, slot) =>
  db.selectFrom("declaration").select([...heldColumns, ...shown, sql<string | null>`approval_date::text`.as("approval_date")]).where("id", "=", slot("id")));

/** A declaration as whoever asks here may see it; undefined when there is none for them. */
export async function findDeclaration(db: Db, id: string): Promise<StoredDeclaration | undefined> {
  const [row] = await stored(db, { id });
  if (!row) return undefined;
  const isHandedOn = seesHandedOn(row);
  const [checks, open] = isHandedOn ? [[], []] : await Promise.all([holdingChecks(db, id), openPaths(db, id)]);
  const declaration = isHandedOn ? (await handedOn(db, [row])).get(id) : currentOf(row, checks);
  if (!declaration) return undefined;
  const { approval_number: number, approval_date: date, approval_yuan: yuan } = row;
  return {
    id: row.id, documentId: row.document_id, position: row.position, declaration, revision: row.revision, state: stateSeen(row), secret: row.secret, secondLevel: row.second_level,
    grade: isHandedOn ? null : row.grade, controlYuan: row.control_yuan, approval: number === null || date === null || yuan === null ? null : { number, date, yuan },
    projectId: row.project_id, unitId: row.unit_id, handedOn: isHandedOn, checks, open,
  };
}
