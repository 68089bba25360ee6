// 涉密: a secret declaration leaves the house by no set, book, report or open data. Its own unit may print it, alone.
import { DabiaoError } from "../../problem.ts";
import type { Db } from "../database.ts";
import { inScope } from "../scope.ts";
import { heldColumns, readersCircle } from "./handed-on.ts";
import type { Owners } from "./owners.ts";

/** Those that may leave the house together, and how many may not. */
export function leaving<Item extends { secret: boolean }>(items: readonly Item[]): { items: Item[]; leftOut: number } {
  const open = items.filter(({ secret }) => !secret);
  return { items: open, leftOut: items.length - open.length };
}

/** Those of some documents that hold a secret table, seen by whoever asks here or not: their prose may speak of it. */
export async function withSecrets(db: Db, documents: readonly string[]): Promise<Set<string>> {
  if (documents.length === 0) return new Set();
  const rows = await inScope(null, async () => await db.selectFrom("declaration").select("batch").distinct().where("batch", "in", [...documents]).where("secret", "=", true).execute());
  return new Set(rows.map(({ batch }) => batch));
}

/** What is said of those that were left out; empty when none was. */
export const leftOutWords = (leftOut: number): string => (leftOut === 0 ? "" : `另有${leftOut}张涉密，没有包含`);

/** Whether files of a table, its paper as well as what was added to it, may be taken along by whoever asks here: of a secret one by its unit alone. */
export const lendsFiles = (row: Owners & { secret: boolean }): boolean => !row.secret || readersCircle(row) === "unit";

/** @throws DabiaoError GOAL-12 for a secret declaration of another office */
export async function refuseSecret(db: Db, id: string): Promise<void> {
  const row = await db.selectFrom("declaration").select([...heldColumns, "declaration.secret"]).where("id", "=", id).executeTakeFirst();
  if (row === undefined || lendsFiles(row)) return;
  throw new DabiaoError("GOAL-12", { message: "这张目标表涉密，只有编制单位可以打印。", hint: "您可以在线查看。" });
}
