import type { Selectable } from "kysely";
import { applyCorrections } from "../../declaration/correction.ts";
import type { Declaration } from "../../declaration/schema.ts";
import { kindOf } from "../../declaration/values.ts";
import type { Db } from "../database.ts";
import { named } from "../named.ts";
import type { CheckActTable, CheckState } from "./schema.ts";

/** One person's check of one value. */
export interface Check {
  id: string;
  path: string;
  state: CheckState;
  /** The text as it was read. */
  original: string | null;
  /** The text since the check. */
  text: string | null;
  person: string | null;
  /** Null: the one local person, who has none. */
  account: string | null;
  at: string;
  /** When it was taken back; null while it was not. */
  takenBackAt: string | null;
  /** Whether it is the one that holds: the latest of its path that was not taken back. */
  holds: boolean;
}

const acts = named<{ id: string }, Selectable<CheckActTable>>("check-acts", (db, slot) => db.selectFrom("check_act").selectAll().where("declaration_id", "=", slot("id")).orderBy("id", "desc"));

/** All checks of a declaration, the latest first; those that were superseded or taken back among them. */
export async function checkHistory(db: Db, declarationId: string): Promise<Check[]> {
  return historyOf(await acts(db, { id: declarationId }));
}

function historyOf(rows: readonly Selectable<CheckActTable>[]): Check[] {
  const held = new Set<string>();
  return rows.map((row) => {
    const holds = row.taken_back_at === null && !held.has(row.path);
    if (holds) held.add(row.path);
    return {
      id: row.id,
      path: row.path,
      state: row.state,
      original: row.original,
      text: row.text,
      person: row.person,
      account: row.account_id,
      at: row.at.toISOString(),
      takenBackAt: row.taken_back_at?.toISOString() ?? null,
      holds,
    };
  });
}

/** The check of each path that holds. */
export async function holdingChecks(db: Db, declarationId: string): Promise<Check[]> {
  return (await checkHistory(db, declarationId)).filter(({ holds }) => holds);
}

/** The checks that hold of each of some declarations; those without checks are not in it. */
export async function holdingChecksOf(db: Db, declarationIds: readonly string[]): Promise<Map<string, Check[]>> {
  const rows = declarationIds.length === 0 ? [] : await db.selectFrom("check_act").selectAll().where("declaration_id", "in", declarationIds).orderBy("id", "desc").execute();
  return new Map([...Map.groupBy(rows, (row) => row.declaration_id)].map(([id, own]) => [id, historyOf(own).filter(({ holds }) => holds)]));
}

/** What holds of a stored declaration now: as people wrote it here, else as it was read with its corrections. */
export const currentOf = ({ content, drafted }: { content: Declaration; drafted: Declaration | null }, checks: readonly Check[]): Declaration => drafted ?? corrected(content, checks);

/** A declaration as it was read, with what people corrected in it. */
export function corrected(declaration: Declaration, checks: readonly Check[]): Declaration {
  return applyCorrections(declaration, checks.filter(({ path, text, original }) => text !== original && kindOf(declaration, path) !== null));
}
