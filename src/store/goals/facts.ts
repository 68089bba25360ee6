// What the guards look at, computed in the transaction of the act, only as far as the wished transition asks.
import type { Declaration } from "../../declaration/schema.ts";
import type { AskedBefore } from "../../workflow/adjustment-hints.ts";
import { differenceOf, isSameSubstance } from "../../workflow/difference.ts";
import type { Facts, Grade, GuardId } from "../../workflow/guards.ts";
import type { Db } from "../database.ts";
import type { Doer } from "./doer.ts";
import { correctedForm, openCorrection } from "./corrections.ts";
import type { LockedGoal } from "./rows.ts";
import { gradeSince } from "../reviews/opinions.ts";
import { reviewDeclaration } from "../reviews/reviews.ts";
import { type Asked, type Remark, remarksIn } from "./versions.ts";
import { keptReplies } from "./remarks.ts";

/** 批复: number and date; the amount is the control figure or the record's own where none is said. */
export interface Approval {
  number: string;
  date: string;
  yuan: string | null;
}

/** What somebody writes to a step. */
export interface StepWords {
  opinion: string;
  /** 逐条意见, when returning. */
  remarks: readonly Asked[];
  /** Answers to them, in their order, when handing in again. */
  replies: readonly string[];
  approval: Approval | null;
}

/** The budget total of a record in exact yuan: of the whole project, else of the year. */
export const recordYuan = ({ funding }: Declaration): string | null => funding.total?.yuan ?? funding.annualTotal?.yuan ?? null;

/** Facts that cost nothing. */
export function plainFacts({ actor }: Doer, { row, declaration }: LockedGoal, words: StepWords): Facts {
  const yuan = recordYuan(declaration);
  const { opinion, remarks, approval } = words;
  return {
    actor: actor.account,
    createdBy: row.created_by,
    submittedBy: row.submitted_by,
    errors: 0,
    opinion: opinion.trim() === "" ? remarks.map(({ text }) => text).join("\n") : opinion,
    grade: row.grade,
    businessOpinion: false,
    secondLevel: row.second_level,
    secret: row.secret,
    answered: false,
    recordYuan: yuan,
    approval: approval && { ...approval, yuan: approval.yuan ?? row.control_yuan ?? yuan },
    controlYuan: row.control_yuan,
    weightsChanged: false,
    changes: 0,
    correction: null,
  };
}

/**
 * The facts about a goal that some guards need.
 * @param known errors that were counted before, of the same revision
 */
export async function factsOf(db: Db, doer: Doer, goal: LockedGoal, guards: readonly GuardId[], words: StepWords, today: string, known?: { revision: number; errors: number }): Promise<Facts> {
  const { row } = goal;
  const plain = plainFacts(doer, goal, words);
  const asks = (...ids: GuardId[]): boolean => ids.some((id) => guards.includes(id));
  const open = asks("correctionOpen", "correctionsSettled") ? await openCorrection(db, row) : null;
  const proposed = asks("proposals") ? correctedForm(goal.declaration, words.remarks) : asks("correctionOpen") && open ? correctedForm(goal.declaration, open.remarks) : null;
  const changes = proposed === null ? 0 : differenceOf(goal.declaration, proposed).length;
  const counts = asks("noErrors") && (changes > 0 || !asks("proposals", "correctionOpen"));
  const errors = !counts ? 0 : proposed === null && known?.revision === row.revision ? known.errors : await errorsNow(db, row.id, today, proposed ?? undefined);
  return {
    ...plain,
    errors,
    changes,
    correction: open && { proposer: open.proposer },
    grade: asks("gradeGood", "gradeFair", "gradeFailed") && row.state !== "REVIEWED" ? await gradeOf(db, goal) : row.grade,
    businessOpinion: asks("businessOpinion") ? await hasBusinessOpinion(db, goal) : false,
    answered: asks("answered") ? await isAnswered(db, goal, words) : false,
  };
}

export async function errorsNow(db: Db, id: string, today: string, instead?: Declaration): Promise<number> {
  const review = await reviewDeclaration(db, id, today, instead);
  return review?.findings.filter(({ severity, waiver, declaration }) => severity === "error" && waiver === null && declaration !== null).length ?? 0;
}

/** The grade that the desk at which the record lies gave it in this round. */
export async function gradeOf(db: Db, { row }: LockedGoal): Promise<Grade | null> {
  if (row.state === "DEPT_REVIEW") return await gradeSince(db, row.id, "department", row.entered);
  return row.state === "FIN_REVIEW" ? await gradeSince(db, row.id, "finance", row.entered) : row.grade;
}

async function hasBusinessOpinion(db: Db, { row }: LockedGoal): Promise<boolean> {
  const given = db.selectFrom("declaration_step").select("id").where("declaration_id", "=", row.id).where("action", "=", "business-opinion").where("revision", ">=", row.entered);
  return (await given.limit(1).executeTakeFirst()) !== undefined;
}

/** After a return: something was changed since, or every opinion has a reply. */
async function isAnswered(db: Db, { row, declaration }: LockedGoal, { opinion, replies }: StepWords): Promise<boolean> {
  const returned = await lastReturn(db, row.id);
  if (returned === undefined) return true;
  if (returned.content !== null && !isSameSubstance(returned.content, declaration)) return true;
  const { remarks } = returned;
  return remarks.length === 0 ? opinion.trim() !== "" : (await answersTo(db, returned, replies)).every((reply) => reply !== null);
}

/** What is said to each remark of a return: with the step itself, else what was written while the table was corrected. */
export async function answersTo(db: Db, { id, remarks }: Returned, replies: readonly string[]): Promise<(string | null)[]> {
  const kept = await keptReplies(db, id);
  return remarks.map((_, index) => replies[index]?.trim() || kept.get(index) || null);
}

interface Returned {
  /** Of the step. */
  id: string;
  remarks: Remark[];
  content: Declaration | null;
}

/** What was said when the record was returned last, and the content that it was said of. */
export async function lastReturn(db: Db, id: string): Promise<Returned | undefined> {
  const step = await db
    .selectFrom("declaration_step")
    .leftJoin("declaration_version", "declaration_version.id", "declaration_step.version_id")
    .select(["declaration_step.id", "declaration_step.detail", "declaration_version.content"])
    .where("declaration_step.declaration_id", "=", id)
    .where("to_state", "=", "RETURNED")
    .orderBy("declaration_step.id", "desc")
    .limit(1)
    .executeTakeFirst();
  return step && { id: step.id, remarks: remarksIn(step.detail), content: step.content };
}

/** What was remarked when a record was returned, before the version that was approved, and of which content. */
export async function askedBefore(db: Db, id: string, approved: string): Promise<AskedBefore[]> {
  const steps = await db
    .selectFrom("declaration_step")
    .innerJoin("declaration_version", "declaration_version.id", "declaration_step.version_id")
    .select(["declaration_step.detail", "declaration_version.content"])
    .where("declaration_step.declaration_id", "=", id)
    .where("adjustment_id", "is", null)
    .where("to_state", "=", "RETURNED")
    .where("version_id", "<", approved)
    .orderBy("declaration_step.id")
    .execute();
  return steps.flatMap(({ detail, content }) => remarksIn(detail).map(({ path, text }) => ({ path, text, content })));
}
