// The way of a declaration through the year: one function carries out every transition of the table, in one transaction
// with its version, its step and its event.
import { DabiaoError } from "../../problem.ts";
import type { GradeName } from "../../review/opinion.ts";
import { type Facts, type GuardId, type Missing, missing } from "../../workflow/guards.ts";
import { holdsFor } from "../../workflow/permissions.ts";
import { circles, type GoalState, goalStates, wider } from "../../workflow/states.ts";
import { isAgreeing, isProposing, outcomeOf } from "../../workflow/corrections.ts";
import { type GoalAction, goalActionsFrom, goalTransitions } from "../../workflow/transitions.ts";
import { fingerprint } from "../audit/audit.ts";
import { type Db, inTransaction } from "../database.ts";
import { seesHandedOn, stateSeen } from "../declarations/handed-on.ts";
import { keepHandedOn } from "../declarations/handed-on-words.ts";
import { agreedContent } from "./corrections.ts";
import { type Doer, fingerprintOf, recordAct, roleFor } from "./doer.ts";
import { writeContent } from "./drafts.ts";
import { answersTo, factsOf, lastReturn, type StepWords } from "./facts.ts";
import { isFrozen, lockGoal, type LockedGoal, readGoal, refuseUnseen } from "./rows.ts";
import { projectOf } from "../offices/projects.ts";
import { errorsOf } from "../reviews/reviews.ts";
import { keepStep, keepVersion, latestVersion, type Remark } from "./versions.ts";

export interface StepWish extends StepWords {
  action: GoalAction;
  /** The revision that was seen. */
  revision: number;
}

export interface StepDone {
  id: string;
  state: GoalState;
  revision: number;
  grade: GradeName | null;
  /** The number of the version that the step left; null when it left none. */
  version: number | null;
}

/** A step that cannot be taken now, with everything that is missing. */
export class StepRefused extends DabiaoError {
  readonly missing: readonly Missing[];

  constructor(zh: string, told: readonly Missing[]) {
    super("GOAL-04", { message: `不能${zh}：${told.map(({ message }) => message).join("")}`, hint: "请逐项补齐后再办理。" });
    this.missing = told;
  }
}

/**
 * Takes one step.
 * @param known errors of this revision that were counted before (for batches)
 * @returns undefined when there is no such declaration
 * @throws DabiaoError GOAL-01 not what was seen, GOAL-02 no way from this state, GOAL-03 not one's own; StepRefused GOAL-04
 */
export async function act(db: Db, doer: Doer, id: string, wish: StepWish, today: string, known?: { revision: number; errors: number }): Promise<StepDone | undefined> {
  return await inTransaction(db, async (transaction) => {
    const goal = await lockGoal(transaction, id);
    if (!goal) return undefined;
    const { zh, roles, guards } = goalTransitions[wish.action];
    const role = roleFor(doer, roles, goal.owned);
    // Whoever sees what was handed on learns nothing of what the unit does with it meanwhile, not even that it does.
    if (seesHandedOn(goal.row)) refuseState(stateSeen(goal.row), wish.action);
    refuseUnseen(goal, wish.revision);
    refuseState(goal.row.state, wish.action);
    const facts = await factsOf(transaction, doer, goal, guards, wish, today, known);
    const lacks = missing(guards, facts);
    if (lacks.length > 0) throw new StepRefused(zh, lacks);
    return await carryOut(transaction, doer, goal, wish, facts, role);
  });
}

/** @throws DabiaoError GOAL-02 when no such way leads from the state */
function refuseState(state: GoalState, action: GoalAction): void {
  const ways = goalActionsFrom(state);
  if (ways.includes(action)) return;
  throw new DabiaoError("GOAL-02", {
    message: `这张表的状态是“${goalStates[state].zh}”，不能${goalTransitions[action].zh}。`,
    hint: ways.length === 0 ? "这个状态下没有可以办理的。" : `这个状态下可以：${ways.map((way) => goalTransitions[way].zh).join("、")}。`,
  });
}

/** Carries a step out on the row that the transaction holds, whoever asked whether it may be. */
export async function carryOut(db: Db, doer: Doer, goal: LockedGoal, wish: StepWish, facts: Facts, role: ReturnType<typeof roleFor>): Promise<StepDone> {
  const { row } = goal;
  const { action } = wish;
  const transition = goalTransitions[action];
  const content = isAgreeing(action) ? await agreedContent(db, goal) : goal.declaration;
  const version = transition.version ? await keepVersion(db, row.id, { action, content, reason: facts.opinion }, doer) : null;
  if (content !== goal.declaration) await writeContent(db, doer, goal, content);
  const changed = { ...(await columnsAfter(db, doer, goal, action, facts)), state: transition.to, revision: row.revision + 1, circle: circles.indexOf(wider(circles[row.circle] ?? "unit", goalStates[transition.to].circle)), changed_at: new Date(), changed_by: doer.actor.account, changed_name: doer.actor.name };
  await db.updateTable("declaration").set(changed).where("id", "=", row.id).execute();
  const versionId = version?.id ?? (await latestVersion(db, row.id))?.id ?? null;
  const sha256 = content === goal.declaration ? goal.sha256 : fingerprint(content);
  const approval = facts.approval !== null && transition.to === "APPROVED" ? facts.approval : null;
  await keepStep(db, { declarationId: row.id, action, from: row.state, to: transition.to, opinion: isProposing(action) ? wish.opinion : facts.opinion, remarks: await remarksOf(db, goal, wish), detail: { approval, grade: facts.grade }, versionId, sha256, revision: row.revision + 1, role }, doer);
  await keepHandedOn(db, row.id, transition.to);
  await recordAct(db, doer, {
    action: `declaration.${action}`, subject: { kind: "declaration", id: row.id }, role,
    before: fingerprintOf(row.state, goal.sha256), after: fingerprintOf(transition.to, sha256),
    detail: { from: row.state, to: transition.to, revision: row.revision + 1, version: version?.number ?? null, ...(approval ? { approval } : {}) },
  });
  return { id: row.id, state: transition.to, revision: row.revision + 1, grade: "grade" in changed ? (changed.grade ?? null) : row.grade, version: version?.number ?? null };
}

/** What else of the row a step changes. */
async function columnsAfter(db: Db, { actor }: Doer, { row, declaration }: LockedGoal, action: GoalAction, facts: Facts) {
  const moves = goalTransitions[action].to === row.state ? {} : { state_since: new Date(), entered: row.revision + 1 };
  switch (action) {
    case "submit":
    case "resubmit": {
      const { code, name } = declaration.project;
      const project = row.project_id ?? (row.unit_id === null ? null : await projectOf(db, row.unit_id, code, name, declaration.year));
      return { ...moves, submitted_by: actor.account, project_id: project, grade: null };
    }
    case "dept-pass":
    case "pass":
    case "reject":
      return { ...moves, grade: facts.grade };
    case "new-round":
      return { ...moves, grade: null };
    case "approve":
    case "dept-approve":
      return { ...moves, approval_number: facts.approval?.number ?? null, approval_date: facts.approval?.date ?? null, approval_yuan: facts.approval?.yuan ?? null };
    default:
      return moves;
  }
}

/** When returning, what is asked; when handing in again, what was asked with the replies. */
async function remarksOf(db: Db, { row }: LockedGoal, { action, remarks, replies }: StepWish): Promise<Remark[]> {
  if (action !== "resubmit") return remarks.map((remark) => ({ ...remark, reply: null }));
  const returned = await lastReturn(db, row.id);
  if (returned === undefined) return [];
  const answers = await answersTo(db, returned, replies);
  return returned.remarks.map((asked, index) => ({ ...asked, reply: answers[index] ?? null }));
}

/** A way that stands open to somebody, with what is still missing. */
export interface Way {
  action: string;
  zh: string;
  to: string;
  needs: ("opinion" | "approval")[];
  missing: Missing[];
}

/** What somebody may do with a declaration now. @returns undefined when there is no such declaration */
export async function waysOf(db: Db, doer: Doer, id: string, today: string): Promise<{ revision: number; edit: boolean; adjust: boolean; items: Way[] } | undefined> {
  const goal = await readGoal(db, id);
  if (!goal) return undefined;
  const { row, owned } = goal;
  const isClerk = holdsFor(doer.actor, ["unit-clerk"], owned);
  const edit = isClerk && !isFrozen(row.state);
  if (doer.actor.mode === "local") return { revision: row.revision, edit, adjust: false, items: [] };
  const items: Way[] = [];
  for (const action of goalActionsFrom(row.state)) {
    const { zh, to, roles, guards } = goalTransitions[action];
    if (!holdsFor(doer.actor, roles, owned)) continue;
    const facts = await factsOf(db, doer, goal, guards, supposed, today);
    // Where nothing was asked item by item, words are an answer.
    const unsaid = guards.some((guard) => guard === "answered") ? await factsOf(db, doer, goal, ["answered"], { ...supposed, opinion: "" }, today) : facts;
    const lacks = missing(guards, facts);
    // Without a correction there is nothing to agree to, to refuse or to take back.
    if (lacks.some(({ guard }) => guard === "correctionOpen")) continue;
    items.push({ action, zh, to, ...needsOf(guards, { ...unsaid, answered: unsaid.answered || !facts.answered }), missing: lacks });
  }
  const open = await db.selectFrom("adjustment").select("id").where("declaration_id", "=", id).where("state", "not in", ["ADJ_APPROVED", "ADJ_REFUSED"]).executeTakeFirst();
  return { revision: row.revision, edit, adjust: isClerk && (row.state === "APPROVED" || row.state === "PUBLISHED") && open === undefined, items };
}

/** As if opinion and approval were written: whether they are is for the moment of the step. */
export const supposed: StepWords = { opinion: "（待填）", remarks: [], replies: [], approval: { number: "（待填）", date: "0001-01-01", yuan: null } };

export function needsOf(guards: readonly GuardId[], facts: Facts): Pick<Way, "needs"> {
  const asksWords = guards.includes("opinion") || (guards.includes("answered") && !facts.answered);
  return { needs: [...(asksWords ? (["opinion"] as const) : []), ...(guards.includes("approval") ? (["approval"] as const) : [])] };
}

/** Errors of many declarations, counted together before the steps of a batch. */
export async function errorsAhead(db: Db, action: GoalAction, ids: readonly string[], today: string): Promise<Map<string, { revision: number; errors: number }>> {
  const guards: readonly GuardId[] = goalTransitions[action].guards;
  // Of a correction it is the proposed content that is reviewed, each in its own step.
  return guards.includes("noErrors") && outcomeOf(action) === undefined ? await errorsOf(db, ids, today) : new Map();
}
