// The way of an adjustment; approved, its content is in force, with a version and the approval of its own.
import { DabiaoError } from "../../problem.ts";
import { differenceOf } from "../../workflow/difference.ts";
import { type Facts, type GuardId, missing } from "../../workflow/guards.ts";
import { holdsFor } from "../../workflow/permissions.ts";
import type { RoleId } from "../../workflow/roles.ts";
import { adjustmentStates } from "../../workflow/states.ts";
import { type AdjustmentAction, adjustmentActionsFrom, adjustmentTransitions } from "../../workflow/transitions.ts";
import { type Adjustment, type AdjustmentRow, findAdjustment, lockAdjustment, type LockedAdjustment, readAdjustment } from "./adjustments.ts";
import { type Db, inTransaction } from "../database.ts";
import { listed } from "../declarations/declarations.ts";
import { lendsFiles } from "../declarations/secrecy.ts";
import { type Doer, fingerprintOf, recordAct, roleFor } from "./doer.ts";
import { errorsNow, recordYuan, type StepWords } from "./facts.ts";
import { changedSince } from "./rows.ts";
import { needsOf, StepRefused, supposed, type Way } from "./goals.ts";
import { forgetReviews } from "../reviews/figures.ts";
import { storableJson } from "../storable.ts";
import { keepStep, keepVersion, latestVersion } from "./versions.ts";

export interface AdjustmentStepWish extends StepWords {
  action: AdjustmentAction;
  revision: number;
}

/** Takes one step of an adjustment; refusals as with goals. @returns undefined when there is no such adjustment */
export async function actOnAdjustment(db: Db, doer: Doer, id: string, wish: AdjustmentStepWish, today: string): Promise<Adjustment | undefined> {
  return await inTransaction(db, async (transaction) => {
    const found = await lockAdjustment(transaction, id);
    if (!found) return undefined;
    const { row, owned } = found;
    const { zh, roles, guards } = adjustmentTransitions[wish.action];
    const role = roleFor(doer, roles, owned);
    if (row.revision !== wish.revision) throw changedSince(row, wish.revision);
    const ways = adjustmentActionsFrom(row.state);
    if (!ways.includes(wish.action)) throw new DabiaoError("GOAL-02", { message: `这份调整的状态是“${adjustmentStates[row.state].zh}”，不能${zh}。`, hint: ways.length === 0 ? "这份调整已经办完。" : `这个状态下可以：${ways.map((way) => adjustmentTransitions[way].zh).join("、")}。` });
    const facts = await factsOf(transaction, doer, row, guards, wish, today);
    const lacks = missing(guards, facts);
    if (lacks.length > 0) throw new StepRefused(zh, lacks);
    await carryOut(transaction, doer, found, wish, facts, role);
    return toldAfter(await findAdjustment(transaction, id), row, wish.action);
  });
}

/** Who has returned an adjustment does not see it any more; they are told how it stands, with what they saw. */
function toldAfter(after: Adjustment | undefined, row: AdjustmentRow, action: AdjustmentAction): Adjustment {
  if (after) return after;
  return {
    id: row.id, declarationId: row.declaration_id, state: adjustmentTransitions[action].to, stateSince: new Date().toISOString(), reason: row.reason, revision: row.revision + 1, changes: [],
    before: { version: row.before_number, declaration: row.before_content }, after: row.content, at: row.at.toISOString(), attachments: [], lendsFiles: lendsFiles(row), hints: [],
  };
}

async function factsOf(db: Db, { actor }: Doer, row: AdjustmentRow, guards: readonly GuardId[], { opinion, remarks, approval }: StepWords, today: string): Promise<Facts> {
  const yuan = recordYuan(row.content);
  const changes = differenceOf(row.before_content, row.content);
  const indicators = changes.filter(({ path }) => path.startsWith("indicators["));
  return {
    actor: actor.account,
    createdBy: row.created_by,
    submittedBy: row.submitted_by,
    errors: guards.includes("noErrors") ? await errorsNow(db, row.declaration_id, today, row.content) : 0,
    // The reason stands in the adjustment itself; what is written to the step comes before it.
    opinion: opinion.trim() !== "" ? opinion : guards.includes("weightsKept") ? row.reason : remarks.map(({ text }) => text).join("\n"),
    grade: null,
    businessOpinion: false,
    secondLevel: row.second_level,
    secret: row.secret,
    answered: true,
    recordYuan: yuan,
    approval: approval && { ...approval, yuan: approval.yuan ?? yuan },
    controlYuan: row.control_yuan,
    weightsChanged: indicators.some(({ kind, path }) => kind === "changed" && path.endsWith(".weight")) && !indicators.some(({ kind }) => kind === "added" || kind === "removed"),
    changes: changes.length,
    correction: null,
  };
}

async function carryOut(db: Db, doer: Doer, { row, sha256 }: LockedAdjustment, wish: AdjustmentStepWish, facts: Facts, role: RoleId | null): Promise<void> {
  const { action } = wish;
  const { to } = adjustmentTransitions[action];
  const now = new Date();
  const submitted = to === "ADJ_UNIT" ? { submitted_by: doer.actor.account } : {};
  await db.updateTable("adjustment").set({ state: to, state_since: now, revision: row.revision + 1, changed_at: now, changed_name: doer.actor.name, ...submitted }).where("id", "=", row.id).execute();
  const version = to === "ADJ_APPROVED" ? await putInForce(db, doer, row, action, facts) : null;
  const versionId = version?.id ?? (await latestVersion(db, row.declaration_id))?.id ?? null;
  const remarks = wish.remarks.map((remark) => ({ ...remark, reply: null }));
  await keepStep(db, { declarationId: row.declaration_id, adjustmentId: row.id, action, from: row.state, to, opinion: facts.opinion, remarks, detail: { approval: version ? facts.approval : null }, versionId, sha256, revision: row.revision + 1, role }, doer);
  await recordAct(db, doer, {
    action: `adjustment.${action}`, subject: { kind: "adjustment", id: row.id }, role, before: fingerprintOf(row.state, sha256), after: fingerprintOf(to, sha256),
    detail: { declaration: row.declaration_id, from: row.state, to, revision: row.revision + 1, version: version?.number ?? null },
  });
}

/** The adjusted content takes the place of the approved one; the declaration stays approved, or public. */
async function putInForce(db: Db, doer: Doer, row: AdjustmentRow, action: AdjustmentAction, { approval }: Facts): Promise<{ id: string; number: number }> {
  const { content, declaration_id } = row;
  const version = await keepVersion(db, declaration_id, { action, content, reason: row.reason }, doer);
  await forgetReviews(db, declaration_id);
  await db
    .updateTable("declaration")
    .set((eb) => ({
      drafted: storableJson(content), ...listed(content), doubts: 0, revision: eb("revision", "+", 1), changed_at: new Date(), changed_by: doer.actor.account, changed_name: doer.actor.name,
      approval_number: approval?.number ?? null, approval_date: approval?.date ?? null, approval_yuan: approval?.yuan ?? null,
    }))
    .where("id", "=", declaration_id)
    .execute();
  return version;
}

/** What somebody may do with an adjustment now. @returns undefined when there is no such adjustment */
export async function waysOfAdjustment(db: Db, doer: Doer, id: string, today: string): Promise<{ revision: number; edit: boolean; adjust: boolean; items: Way[] } | undefined> {
  const found = await readAdjustment(db, id);
  if (!found) return undefined;
  const { row, owned } = found;
  const items: Way[] = [];
  for (const action of adjustmentActionsFrom(row.state)) {
    const { zh, to, roles, guards } = adjustmentTransitions[action];
    if (!holdsFor(doer.actor, roles, owned)) continue;
    const isSubmission = action === "adjust-submit";
    const facts = await factsOf(db, doer, row, guards, isSubmission ? { ...supposed, opinion: "" } : supposed, today);
    items.push({ action, zh, to, ...needsOf(isSubmission ? [] : guards, facts), missing: missing(guards, facts) });
  }
  return { revision: row.revision, edit: holdsFor(doer.actor, ["unit-clerk"], owned) && !adjustmentStates[row.state].frozen, adjust: false, items };
}
