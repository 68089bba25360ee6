// 修改建议 as the steps of a table tell them: the one that waits for the unit, what it makes of the content, what became of it.
// While it waits the content is frozen, so that what was proposed follows from the remarks and is kept only once.
import type { Declaration } from "../../declaration/schema.ts";
import { corrected, correctionActions, type CorrectionOutcome, isProposing, outcomeOf, type Suggestion } from "../../workflow/corrections.ts";
import { type ChangeInWords, differenceOf, inWords } from "../../workflow/difference.ts";
import type { RoleId } from "../../workflow/roles.ts";
import type { Db } from "../database.ts";
import { findDeclaration } from "../declarations/declarations.ts";
import { storedForm } from "./drafts.ts";
import type { GoalRow, LockedGoal } from "./rows.ts";
import { findVersion, type Remark, remarksIn, type Step, stepsOf } from "./versions.ts";

interface OpenCorrection {
  /** The account that proposed it. */
  proposer: string | null;
  remarks: Remark[];
}

/** The content with what was suggested, as it is stored. @throws DabiaoError CHECK-01, CHECK-02 where a suggestion does not fit */
export const correctedForm = (content: Declaration, suggestions: readonly Suggestion[]): Declaration => storedForm(content, corrected(content, suggestions));

/** The correction that waits for the unit, of those proposed since the table came to its present desk. */
export async function openCorrection(db: Db, { id, entered }: Pick<GoalRow, "id" | "entered">): Promise<OpenCorrection | null> {
  const latest = await db
    .selectFrom("declaration_step")
    .select(["action", "detail", "account_id"])
    .where("declaration_id", "=", id)
    .where("action", "in", [...correctionActions])
    .where("revision", ">=", entered)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return latest && isProposing(latest.action) ? { proposer: latest.account_id, remarks: remarksIn(latest.detail) } : null;
}

/** What the unit agrees to, of the row that the transaction holds; the guards have seen that something waits for it. */
export async function agreedContent(db: Db, { row, declaration }: LockedGoal): Promise<Declaration> {
  const open = await openCorrection(db, row);
  return open === null ? declaration : correctedForm(declaration, open.remarks);
}

/** A correction as people look at it. */
export interface Correction {
  step: string;
  outcome: CorrectionOutcome;
  person: string | null;
  role: RoleId | null;
  at: string;
  opinion: string;
  remarks: Remark[];
  changes: ChangeInWords[];
  /** The step that settled it; null while it is open. */
  answer: Pick<Step, "zh" | "opinion" | "person" | "at"> | null;
}

/** The latest correction since the table came to its present desk, as whoever asks here may see it. @returns undefined when there is no such declaration */
export async function correctionOf(db: Db, id: string): Promise<{ correction: Correction | null } | undefined> {
  const [steps, held] = [await stepsOf(db, id), await findDeclaration(db, id)];
  if (!steps || !held) return undefined;
  const came = steps.findIndex(({ from, to }) => from !== to);
  const here = came === -1 ? steps : steps.slice(0, came);
  const [latest] = here.filter(({ action }) => outcomeOf(action) !== undefined);
  const proposed = here.find(({ action }) => isProposing(action));
  if (!latest || !proposed) return { correction: null };
  const before = (proposed.version === null ? undefined : (await findVersion(db, id, proposed.version))?.declaration) ?? held.declaration;
  const after = correctedForm(before, proposed.remarks);
  const { id: step, person, role, at, opinion, remarks } = proposed;
  const answer = latest === proposed ? null : { zh: latest.zh, opinion: latest.opinion, person: latest.person, at: latest.at };
  return { correction: { step, outcome: outcomeOf(latest.action) ?? "open", person, role, at, opinion, remarks, changes: inWords(differenceOf(before, after), before, after), answer } };
}
