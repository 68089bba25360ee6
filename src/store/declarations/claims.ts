// Tables that were imported before there were offices, taken over by the unit whose name or code they bear.
import { type RawBuilder, sql, type SqlBool } from "kysely";
import { DabiaoError } from "../../problem.ts";
import { officeNameKey } from "../../organisation/names.ts";
import { type Db, inTransaction } from "../database.ts";
import { type Doer, fingerprintOf, recordAct } from "../goals/doer.ts";
import { unitFor } from "../goals/drafts.ts";
import { type LockedGoal, lockGoal } from "../goals/rows.ts";
import { historyOfOffice } from "../offices/offices.ts";
import { ownersInYear } from "./owners.ts";
import { projectOf } from "../offices/projects.ts";
import { inScope } from "../scope.ts";

export interface Unclaimed {
  id: string;
  projectName: string | null;
  unitCode: string | null;
  unitName: string | null;
  year: number | null;
  file: string;
}

/** The tables without an office that bear a name or code that the unit ever had. Nobody else gets to see them. */
async function printedFor(db: Db, unit: string): Promise<RawBuilder<SqlBool>> {
  const spans = (await historyOfOffice(db, unit))?.spans ?? [];
  const [codes, names] = [spans.map(({ code }) => code), spans.map(({ name }) => officeNameKey(name))];
  return sql<SqlBool>`declaration.unit_id is null and (declaration.unit_code = any (${codes}::text[])
    or office_name_key(declaration.unit_name) = any (${names}::text[]))`;
}

export async function listUnclaimed(db: Db, doer: Doer, wanted: string | null, { after, limit }: { after?: string | undefined; limit: number }): Promise<{ items: Unclaimed[]; next: string | null; total: number }> {
  const unit = unitFor(doer, wanted);
  if (unit === null) return { items: [], next: null, total: 0 };
  return await inScope(null, async () => {
    const theirs = await printedFor(db, unit);
    const { rows } = await sql<Unclaimed>`
      select declaration.id, project_name as "projectName", unit_code as "unitCode", unit_name as "unitName", declaration.year, coalesce(document.file, '') as file
      from declaration left join document on document.id = declaration.document_id
      where ${theirs} and ${after === undefined ? sql`true` : sql`declaration.id > ${after}::uuid`}
      order by declaration.id limit ${limit + 1}`.execute(db);
    const counted = await sql<{ total: number }>`select count(*) as total from declaration where ${theirs}`.execute(db);
    const items = rows.slice(0, limit);
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null, total: counted.rows[0]?.total ?? 0 };
  });
}

/**
 * Takes one table over for a unit; it becomes the unit's draft.
 * @returns undefined when there is no such table for it
 */
export async function claim(db: Db, doer: Doer, wanted: string | null, id: string): Promise<{ id: string; revision: number } | undefined> {
  const unit = unitFor(doer, wanted);
  if (unit === null) throw new DabiaoError("GOAL-10", { message: "单机使用时没有单位，不需要认领。", hint: "可以直接修改。" });
  return await inScope(null, () =>
    inTransaction(db, async (transaction) => {
      const theirs = await transaction.selectFrom("declaration").select("id").where("id", "=", id).where(await printedFor(transaction, unit)).executeTakeFirst();
      const goal = theirs && (await lockGoal(transaction, id));
      if (!goal || goal.row.unit_id !== null) return undefined;
      await take(transaction, doer, goal, unit);
      return { id, revision: goal.row.revision + 1 };
    }),
  );
}

async function take(db: Db, doer: Doer, { row, declaration, sha256 }: LockedGoal, unit: string): Promise<void> {
  const { account, name } = doer.actor;
  const { code, name: called } = declaration.project;
  const project = await projectOf(db, unit, code, called, declaration.year);
  await db
    .updateTable("declaration")
    .set({ ...(await ownersInYear(db, unit, declaration.year)), project_id: project, created_by: account, revision: row.revision + 1, changed_at: new Date(), changed_by: account, changed_name: name })
    .where("id", "=", row.id)
    .execute();
  // A file of which every table is the unit's is the unit's, unless it has imported the same file since.
  await sql`
    update document set unit_id = ${unit} where id = ${row.document_id} and unit_id is null
      and not exists (select from declaration where document_id = document.id and unit_id is distinct from ${unit}::uuid)
      and not exists (select from document other where other.sha256 = document.sha256 and other.unit_id = ${unit})`.execute(db);
  const same = fingerprintOf(row.state, sha256);
  await recordAct(db, doer, { action: "declaration.claim", subject: { kind: "declaration", id: row.id }, before: same, after: same, detail: { unit, project }, role: "unit-clerk" });
}
