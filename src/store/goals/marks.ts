// What is set on a declaration beside its way: the figure sent down, who approves it, whether it is secret.
import { DabiaoError } from "../../problem.ts";
import type { RoleId } from "../../workflow/roles.ts";
import { type GoalState, goalStates } from "../../workflow/states.ts";
import { type Db, inTransaction } from "../database.ts";
import { seesHandedOn, stateSeen } from "../declarations/handed-on.ts";
import { type Doer, fingerprintOf, recordAct, roleFor } from "./doer.ts";
import type { StepDone } from "./goals.ts";
import { lockGoal, type LockedGoal, refuseUnseen } from "./rows.ts";
import { keepStep, latestVersion } from "./versions.ts";

interface Mark {
  action: "control" | "second-level" | "secret";
  roles: readonly RoleId[];
  /** The states in which it may be set. */
  states: readonly GoalState[];
  columns: { control_yuan?: string | null; second_level?: boolean; secret?: boolean };
  words: string;
}

const anyState = Object.keys(goalStates) as GoalState[];
const open: readonly GoalState[] = ["DRAFT", "UNIT_REVIEW", "DEPT_REVIEW", "RETURNED"];

/** 一下控制数: what finance sends down before the budget is approved. */
export const setControl = async (db: Db, doer: Doer, id: string, seen: number, yuan: string | null): Promise<StepDone | undefined> =>
  await mark(db, doer, id, seen, { action: "control", roles: ["fin-biz"], states: ["FIN_REVIEW", "REVIEWED"], columns: { control_yuan: yuan }, words: yuan === null ? "撤销控制数" : `控制数 ${yuan} 元` });

/** 一级、二级项目: a department may approve those of the second level itself. */
export const setSecondLevel = async (db: Db, doer: Doer, id: string, seen: number, secondLevel: boolean): Promise<StepDone | undefined> =>
  await mark(db, doer, id, seen, { action: "second-level", roles: ["dept"], states: open, columns: { second_level: secondLevel }, words: secondLevel ? "二级项目" : "一级项目" });

/** 涉密: what is public already cannot become secret. */
export const setSecret = async (db: Db, doer: Doer, id: string, seen: number, secret: boolean): Promise<StepDone | undefined> =>
  await mark(db, doer, id, seen, { action: "secret", roles: ["unit-clerk", "unit-head"], states: anyState.filter((state) => state !== "PUBLISHED"), columns: { secret }, words: secret ? "标记为涉密" : "取消涉密标记" });

async function mark(db: Db, doer: Doer, id: string, seen: number, { action, roles, states, columns, words }: Mark): Promise<StepDone | undefined> {
  return await inTransaction(db, async (transaction) => {
    const goal = await lockGoal(transaction, id);
    if (!goal) return undefined;
    const role = roleFor(doer, roles, goal.owned);
    const { row } = goal;
    if (!seesHandedOn(row)) refuseUnseen(goal, seen);
    if (!states.includes(row.state)) throw new DabiaoError("GOAL-02", { message: `这张表的状态是“${goalStates[stateSeen(row)].zh}”，现在不能这样设定。`, hint: `可以设定的状态：${states.map((state) => goalStates[state].zh).join("、")}。` });
    refuseUnseen(goal, seen);
    const revision = row.revision + 1;
    await transaction.updateTable("declaration").set({ ...columns, revision, changed_at: new Date(), changed_by: doer.actor.account, changed_name: doer.actor.name }).where("id", "=", id).execute();
    await keepMark(transaction, doer, goal, { action, words, columns, role });
    return { id, state: row.state, revision, grade: row.grade, version: null };
  });
}

async function keepMark(db: Db, doer: Doer, { row, sha256 }: LockedGoal, { action, words, columns, role }: Pick<Mark, "action" | "words" | "columns"> & { role: RoleId | null }): Promise<void> {
  const versionId = (await latestVersion(db, row.id))?.id ?? null;
  await keepStep(db, { declarationId: row.id, action, from: row.state, to: row.state, opinion: words, versionId, sha256, revision: row.revision + 1, role }, doer);
  const same = fingerprintOf(row.state, sha256);
  await recordAct(db, doer, { action: `declaration.${action}`, subject: { kind: "declaration", id: row.id }, before: same, after: same, detail: columns, role });
}
