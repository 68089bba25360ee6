// Adjustments: the only way to change what was approved. Own drafts and own steps; approved, one is the version in force.
import type { Declaration } from "../../declaration/schema.ts";
import { DabiaoError } from "../../problem.ts";
import { type ChangeInWords, differenceOf, inWords } from "../../workflow/difference.ts";
import { type AdjustmentHint, adjustmentHints } from "../../workflow/adjustment-hints.ts";
import { type AdjustmentState, adjustmentStates, circles, goalStates } from "../../workflow/states.ts";
import { fingerprint } from "../audit/audit.ts";
import { type Db, inTransaction } from "../database.ts";
import { type Doer, fingerprintOf, ownedOf, recordAct, roleFor } from "./doer.ts";
import { DraftConflict, loggedChanges, storedForm } from "./drafts.ts";
import { lockGoal, refuseUnseen } from "./rows.ts";
import { askedBefore } from "./facts.ts";
import { readersCircle } from "../declarations/handed-on.ts";
import type { Owners } from "../declarations/owners.ts";
import { lendsFiles } from "../declarations/secrecy.ts";
import { newId } from "../ids.ts";
import { storable, storableJson } from "../storable.ts";
import { keepVersion, latestVersion } from "./versions.ts";

export interface AdjustmentSummary {
  id: string;
  declarationId: string;
  state: AdjustmentState;
  stateSince: string;
  reason: string;
  revision: number;
  changes: ChangeInWords[];
  at: string;
}

/** A file that says why. */
export interface Attachment {
  id: string;
  name: string;
  size: number;
  person: string | null;
  at: string;
}

export interface Adjustment extends AdjustmentSummary {
  attachments: Attachment[];
  /** Whether whoever asks may download them. */
  lendsFiles: boolean;
  /** What a reviewer should look at. */
  hints: AdjustmentHint[];
  before: { version: number; declaration: Declaration };
  after: Declaration;
}

const query = (db: Db) =>
  db
    .selectFrom("adjustment")
    .innerJoin("declaration", "declaration.id", "adjustment.declaration_id")
    .innerJoin("declaration_version", "declaration_version.id", "adjustment.from_version")
    .selectAll("adjustment")
    .select(["declaration.unit_id", "declaration.department_id", "declaration.region_id", "declaration.circle", "declaration.secret", "declaration.second_level", "declaration.control_yuan"])
    .select(["declaration_version.number as before_number", "declaration_version.content as before_content"]);

export type AdjustmentRow = Awaited<ReturnType<ReturnType<typeof query>["execute"]>>[number];

/** Whether whoever asks here may see an adjustment that stands so. */
const sees = (row: Owners & Pick<AdjustmentRow, "state">): boolean => circles.indexOf(adjustmentStates[row.state].circle) >= circles.indexOf(readersCircle(row));

function summaryOf(row: AdjustmentRow): AdjustmentSummary & Pick<Adjustment, "before" | "after"> {
  const before = { version: row.before_number, declaration: row.before_content };
  return {
    id: row.id, declarationId: row.declaration_id, state: row.state, stateSince: row.state_since.toISOString(), reason: row.reason, revision: row.revision, at: row.at.toISOString(),
    changes: inWords(differenceOf(before.declaration, row.content), before.declaration, row.content), before, after: row.content,
  };
}

const dayInChina = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" });

async function attachmentsOf(db: Db, id: string): Promise<Attachment[]> {
  const files = await db.selectFrom("adjustment_attachment").innerJoin("source", "source.sha256", "adjustment_attachment.sha256").select(["adjustment_attachment.id", "name", "size", "person", "adjustment_attachment.at"]).where("adjustment_id", "=", id).orderBy("adjustment_attachment.id").execute();
  return files.map(({ at, ...file }) => ({ ...file, at: at.toISOString() }));
}

export async function findAdjustment(db: Db, id: string): Promise<Adjustment | undefined> {
  const row = await query(db).where("adjustment.id", "=", id).executeTakeFirst();
  if (!row || !sees(row)) return undefined;
  const asked = await askedBefore(db, row.declaration_id, row.from_version);
  return { ...summaryOf(row), attachments: await attachmentsOf(db, id), lendsFiles: lendsFiles(row), hints: adjustmentHints(row.before_content, row.content, dayInChina.format(row.at), asked) };
}

/** The adjustments of a declaration of which whoever asks here gets to know. */
export async function adjustmentsSeen(db: Db, declarationId: string): Promise<string[]> {
  const rows = await db.selectFrom("adjustment").innerJoin("declaration", "declaration.id", "adjustment.declaration_id").select(["adjustment.id", "adjustment.state", "declaration.unit_id", "declaration.department_id", "declaration.region_id"]).where("declaration_id", "=", declarationId).execute();
  return rows.filter(sees).map(({ id }) => id);
}

/** The adjustments of a declaration, the latest first. @returns undefined when there is no such declaration */
export async function adjustmentsOf(db: Db, declarationId: string): Promise<AdjustmentSummary[] | undefined> {
  if (!(await db.selectFrom("declaration").select("id").where("id", "=", declarationId).executeTakeFirst())) return undefined;
  const rows = await query(db).where("adjustment.declaration_id", "=", declarationId).orderBy("adjustment.id", "desc").execute();
  return rows.filter(sees).map((row) => {
    const { before: _before, after: _after, ...summary } = summaryOf(row);
    return summary;
  });
}

export interface LockedAdjustment {
  row: AdjustmentRow;
  owned: ReturnType<typeof ownedOf>;
  sha256: string;
}

/** The adjustment, held against all others until the transaction ends; its declaration is held before it. */
export async function lockAdjustment(db: Db, id: string): Promise<LockedAdjustment | undefined> {
  const found = await db.selectFrom("adjustment").select("declaration_id").where("id", "=", id).executeTakeFirst();
  if (!found) return undefined;
  await db.selectFrom("declaration").select("id").where("id", "=", found.declaration_id).forUpdate().executeTakeFirst();
  return await readAdjustment(db, id);
}

export async function readAdjustment(db: Db, id: string): Promise<LockedAdjustment | undefined> {
  const row = await query(db).where("adjustment.id", "=", id).executeTakeFirst();
  return row && sees(row) ? { row, owned: ownedOf(row), sha256: fingerprint(row.content) } : undefined;
}

/**
 * Begins the adjustment of an approved declaration.
 * @param seen the revision of the declaration
 * @returns undefined when there is no such declaration
 * @throws DabiaoError GOAL-09 when it is not approved, or one is open already
 */
export async function startAdjustment(db: Db, doer: Doer, declarationId: string, seen: number, wish: { reason: string; declaration: Declaration | null }): Promise<Adjustment | undefined> {
  return await inTransaction(db, async (transaction) => {
    const goal = await lockGoal(transaction, declarationId);
    if (!goal) return undefined;
    const role = roleFor(doer, ["unit-clerk"], goal.owned);
    refuseUnseen(goal, seen);
    const { state } = goal.row;
    if (state !== "APPROVED" && state !== "PUBLISHED") throw new DabiaoError("GOAL-09", { message: `这张表的状态是“${goalStates[state].zh}”，只有已批复的目标才要调整。`, hint: state === "ARCHIVED" ? "年度已经归档，不能再调整。" : "还没有批复的，请退回后修改。" });
    const open = await transaction.selectFrom("adjustment").select("id").where("declaration_id", "=", declarationId).where("state", "not in", ["ADJ_APPROVED", "ADJ_REFUSED"]).executeTakeFirst();
    if (open) throw new DabiaoError("GOAL-09", { message: "这张表已经有一份调整在办理。", hint: "请先办完那一份。" });
    const from = (await latestVersion(transaction, declarationId)) ?? (await keepVersion(transaction, declarationId, { action: "approve", content: goal.declaration, reason: "" }, doer));
    const content = wish.declaration === null ? goal.declaration : storedForm(goal.declaration, wish.declaration);
    const id = newId();
    const { account, name } = doer.actor;
    await transaction.insertInto("adjustment").values({ id, declaration_id: declarationId, reason: storable(wish.reason), from_version: from.id, content: storableJson(content), created_by: account, changed_name: name }).execute();
    await recordAct(transaction, doer, { action: "adjustment.begin", subject: { kind: "adjustment", id }, before: null, after: fingerprintOf("ADJ_DRAFT", fingerprint(content)), detail: { declaration: declarationId }, role });
    return await findAdjustment(transaction, id);
  });
}

/**
 * Saves the draft of an adjustment over the revision that its author saw.
 * @returns undefined when there is no such adjustment
 * @throws DraftConflict GOAL-01, DabiaoError GOAL-03, GOAL-05
 */
export async function saveAdjustment(db: Db, doer: Doer, id: string, seen: number, wish: { reason: string; declaration: Declaration }): Promise<Adjustment | undefined> {
  return await inTransaction(db, async (transaction) => {
    const found = await lockAdjustment(transaction, id);
    if (!found) return undefined;
    const { row, owned, sha256 } = found;
    const role = roleFor(doer, ["unit-clerk"], owned);
    const content = storedForm(row.content, wish.declaration);
    if (row.revision !== seen) throw new DraftConflict(row, row.content, content, seen);
    if (adjustmentStates[row.state].frozen) throw new DabiaoError("GOAL-05", { message: `这份调整的状态是“${adjustmentStates[row.state].zh}”，不能修改。`, hint: "需要修改时，请等审核人退回。" });
    const changed = { content: storableJson(content), reason: storable(wish.reason), revision: row.revision + 1, changed_at: new Date(), changed_name: doer.actor.name };
    await transaction.updateTable("adjustment").set(changed).where("id", "=", id).execute();
    await recordAct(transaction, doer, { action: "adjustment.save", subject: { kind: "adjustment", id }, before: fingerprintOf(row.state, sha256), after: fingerprintOf(row.state, fingerprint(content)), detail: { revision: row.revision + 1, ...loggedChanges(row.content, content) }, role });
    return await findAdjustment(transaction, id);
  });
}
