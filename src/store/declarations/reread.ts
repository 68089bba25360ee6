// Reading an imported document again, by forms that the house was taught since. Declarations keep their ids; what people
// made of them is never thrown away: then the document is not read again, and it is said why.
import { sql } from "kysely";
import type { SourceDocument } from "../../declaration/schema.ts";
import { toCheck } from "../../declaration/to-check.ts";
import { DabiaoError } from "../../problem.ts";
import { fingerprint } from "../audit/audit.ts";
import { keepEntries } from "../checks/entries.ts";
import { type Db, inTransaction } from "../database.ts";
import { type Doer, recordAct, roleFor } from "../goals/doer.ts";
import { projectsOf } from "../offices/projects.ts";
import { forgetReviews } from "../reviews/figures.ts";
import { storable, storableJson } from "../storable.ts";
import { keepDeclarations, listed } from "./declarations.ts";
import { ownersOf } from "./owners.ts";

/** What people made of a document's declarations, in words; empty: nothing, so it can be read again. */
export async function builtOn(db: Db, documentIds: readonly string[]): Promise<Map<string, string[]>> {
  const built = new Map<string, string[]>(documentIds.map((id) => [id, []]));
  if (documentIds.length === 0) return built;
  const { rows } = await sql<{ document_id: string; checks: number; opinions: number; versions: number; drafts: number }>`
    select document_id,
      coalesce(sum((select count(*) from check_act where declaration_id = declaration.id and taken_back_at is null)), 0)::int as checks,
      coalesce(sum((select count(*) from review_opinion where declaration_id = declaration.id and ended_at is null)), 0)::int as opinions,
      (count(*) filter (where state <> 'DRAFT' or exists (select from declaration_version where declaration_id = declaration.id)))::int as versions,
      (count(*) filter (where drafted is not null))::int as drafts
    from declaration where document_id = any (${[...documentIds]}::uuid[]) group by document_id`.execute(db);
  for (const { document_id, checks, opinions, versions, drafts } of rows) {
    const reasons = [
      ...(checks > 0 ? [`${checks} 处已核对`] : []),
      ...(drafts > 0 ? [`${drafts} 张已在编制页修改`] : []),
      ...(versions > 0 ? [`${versions} 张已送审或办理`] : []),
      ...(opinions > 0 ? [`${opinions} 份审核意见`] : []),
    ];
    built.set(document_id, reasons);
  }
  return built;
}

/** What came of reading again. */
export interface Reread {
  /** replaced: read otherwise than before; same: nothing new. */
  outcome: "replaced" | "same";
  declarations: number;
}

/**
 * Puts what was read anew in the place of what was read before.
 * @returns undefined when there is no such document
 * @throws DabiaoError FORM-05 when people made something of it that would be lost
 */
export async function keepReread(db: Db, doer: Doer, id: string, read: Pick<SourceDocument, "verdict" | "title" | "year" | "publisher" | "overallGoals" | "paragraphs" | "problems" | "declarations">): Promise<Reread | undefined> {
  return await inTransaction(db, async (transaction) => {
    const document = await transaction.selectFrom("document").select(["id", "unit_id"]).where("id", "=", id).forUpdate().executeTakeFirst();
    if (!document) return undefined;
    const role = roleFor(doer, ["unit-clerk"], { unit: document.unit_id, department: null, region: null, circle: "unit", secret: false });
    const rows = await transaction.selectFrom("declaration").select(["id", "position", "content"]).where("document_id", "=", id).orderBy("position").forUpdate().execute();
    const before = rows.map(({ content }) => content);
    if (fingerprint(before) === fingerprint(read.declarations)) return { outcome: "same", declarations: rows.length };
    const reasons = (await builtOn(transaction, [id])).get(id) ?? [];
    if (reasons.length > 0) throw new DabiaoError("FORM-05", { message: `没有重新读取：${reasons.join("，")}，重读会丢掉这些工作。`, hint: "请在目标表里直接改正，或先撤回核对再重读。" });
    await transaction
      .updateTable("document")
      .set({ verdict: read.verdict, title: storable(read.title), year: read.year, publisher: storable(read.publisher), overall_goals: storableJson(read.overallGoals), paragraphs: storableJson(read.paragraphs), problems: storableJson(read.problems) })
      .where("id", "=", id)
      .execute();
    await replace(transaction, doer, { id, unitId: document.unit_id }, rows, read);
    const form = read.declarations[0]?.form ?? null;
    await recordAct(transaction, doer, { action: "document.reread", subject: { kind: "document", id }, before: fingerprint(before), after: fingerprint(read.declarations), detail: { form, declarations: read.declarations.length }, role });
    return { outcome: "replaced", declarations: read.declarations.length };
  });
}

/** Declarations keep their ids in the order of the document; what there is more or less of is added or taken away. */
async function replace(db: Db, doer: Doer, document: { id: string; unitId: string | null }, rows: readonly { id: string }[], read: Pick<SourceDocument, "declarations" | "problems">): Promise<void> {
  const { declarations, problems } = read;
  const lists = toCheck(declarations, problems);
  const owners = await ownersOf(db, document.unitId, declarations);
  const projects = document.unitId === null ? [] : await projectsOf(db, document.unitId, declarations.map(({ project, year }) => ({ ...project, year })));
  await db.deleteFrom("check_entry").where("document_id", "=", document.id).execute();
  for (const [position, row] of rows.entries()) {
    const declaration = declarations[position];
    if (!declaration) {
      await db.deleteFrom("declaration").where("id", "=", row.id).execute();
      continue;
    }
    const entries = lists[position] ?? [];
    await db
      .updateTable("declaration")
      .set((eb) => ({ content: storableJson(declaration), ...listed(declaration), ...owners[position], project_id: projects[position] ?? null, doubts: entries.length, revision: eb("revision", "+", 1), changed_by: doer.actor.account, changed_name: doer.actor.name, changed_at: new Date() }))
      .where("id", "=", row.id)
      .execute();
    await keepEntries(db, [{ declarationId: row.id, documentId: document.id, position, entries }]);
    await forgetReviews(db, row.id);
  }
  if (declarations.length > rows.length) await keepDeclarations(db, document.id, declarations, { unitId: document.unitId, accountId: doer.actor.account }, rows.length);
}

/** A document that was read without a form, and what stands in the way of reading it again. */
export interface Candidate {
  documentId: string;
  file: string;
  declarations: number;
  /** Whether it came with the same import as the document that is asked about. */
  together: boolean;
  blocked: string[];
}

/** How many documents are offered at once. */
const mostCandidates = 500;

/** Documents that hold tables read without a form, or in which none was found: those of the same import first, then the newest. */
export async function candidates(db: Db, beside: string | null): Promise<Candidate[]> {
  const { rows } = await sql<{ id: string; file: string; declarations: number; together: boolean }>`
    select document.id, document.file, count(declaration.id)::int as declarations,
      coalesce(bool_or(document.id in (select other.document_id from import_file other join import_file own on own.run_id = other.run_id where own.document_id = ${beside}::uuid)), false) as together
    from document left join declaration on declaration.document_id = document.id
    where (declaration.form = 'generic' or document.verdict = 'none') and document.id is distinct from ${beside}::uuid
    group by document.id, document.file order by together desc, document.id desc limit ${mostCandidates}`.execute(db);
  const built = await builtOn(db, rows.map(({ id }) => id));
  return rows.map(({ id, file, declarations, together }) => ({ documentId: id, file, declarations, together, blocked: built.get(id) ?? [] }));
}
