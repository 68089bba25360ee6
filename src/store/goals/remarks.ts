// What was asked item by item when a table was returned, and what the unit says to it while it corrects the table.
import { DabiaoError } from "../../problem.ts";
import type { RoleId } from "../../workflow/roles.ts";
import { goalStates } from "../../workflow/states.ts";
import { type Db, inTransaction } from "../database.ts";
import { storable } from "../storable.ts";
import { type Doer, fingerprintOf, recordAct, roleFor } from "./doer.ts";
import { lockGoal } from "./rows.ts";
import { type Remark, stepsOf } from "./versions.ts";

/** The latest return that whoever asks here may see. */
export interface AskedInReturn {
  step: string;
  zh: string;
  /** The version that was returned: the paths of the remarks are of it. */
  version: number | null;
  opinion: string;
  person: string | null;
  role: RoleId | null;
  at: string;
  /** Whether the unit has handed the table in again since. */
  answered: boolean;
  items: Remark[];
}

/** What the unit has written so far to the remarks of a step, by their places. */
export async function keptReplies(db: Db, step: string): Promise<Map<number, string>> {
  const rows = await db.selectFrom("remark_reply").select(["position", "text"]).where("step_id", "=", step).execute();
  return new Map(rows.map(({ position, text }) => [position, text]));
}

/** What was asked; null when the table was never returned. */
export interface Asking {
  asked: AskedInReturn | null;
}

/** @returns undefined when there is no such declaration */
export async function askedInReturn(db: Db, id: string): Promise<Asking | undefined> {
  const steps = (await stepsOf(db, id))?.filter(({ adjustment }) => adjustment === null);
  if (!steps) return undefined;
  const at = steps.findIndex(({ to }) => to === "RETURNED");
  const returned = steps[at];
  if (!returned) return { asked: null };
  const again = steps.slice(0, at).find(({ action }) => action === "resubmit");
  const kept = again ? new Map<number, string>() : await keptReplies(db, returned.id);
  const { id: step, zh, version, opinion, person, role, remarks } = returned;
  const items = again?.remarks ?? remarks.map((remark, position) => ({ ...remark, reply: kept.get(position) ?? null }));
  return { asked: { step, zh, version, opinion, person, role, at: returned.at, answered: again !== undefined, items } };
}

export interface Reply {
  step: string;
  position: number;
  /** Empty: what was said is taken back. */
  text: string;
}

/**
 * Keeps what the unit says to one remark.
 * @returns undefined when there is no such declaration
 * @throws DabiaoError GOAL-02 when the table is not being corrected, GOAL-03 not one's own, GOAL-13 when the remark is not (or no more) asked
 */
export async function reply(db: Db, doer: Doer, id: string, told: Reply): Promise<Asking | undefined> {
  return await inTransaction(db, async (transaction) => {
    const goal = await lockGoal(transaction, id);
    if (!goal) return undefined;
    const role = roleFor(doer, ["unit-clerk"], goal.owned);
    const { state } = goal.row;
    if (state !== "RETURNED") throw new DabiaoError("GOAL-02", { message: `这张表的状态是“${goalStates[state].zh}”，不能答复意见。`, hint: "被退回以后、重新送审以前可以逐条答复。" });
    const asked = (await askedInReturn(transaction, id))?.asked;
    if (asked?.step !== told.step || told.position >= asked.items.length) throw new DabiaoError("GOAL-13", { message: "没有这条意见，或已有新的一次退回。", hint: "请刷新页面，看最近一次退回的意见。" });
    await keep(transaction, doer, id, told);
    const same = fingerprintOf(state, goal.sha256);
    await recordAct(transaction, doer, { action: "declaration.reply", subject: { kind: "declaration", id }, before: same, after: same, detail: { step: told.step, position: told.position }, role });
    return await askedInReturn(transaction, id);
  });
}

async function keep(db: Db, { actor }: Doer, id: string, { step, position, text }: Reply): Promise<void> {
  const words = { text: storable(text.trim()), account_id: actor.account, person: actor.name, at: new Date() };
  if (words.text === "") await db.deleteFrom("remark_reply").where("step_id", "=", step).where("position", "=", position).execute();
  else await db.insertInto("remark_reply").values({ step_id: step, position, declaration_id: id, ...words }).onConflict((conflict) => conflict.columns(["step_id", "position"]).doUpdateSet(words)).execute();
}
