// Whether somebody may do something to this one declaration: the roles of the action, held at its own offices.
import { DabiaoError } from "../../problem.ts";
import { type Action, holdsFor, type Owned, permissions } from "../../workflow/permissions.ts";
import type { RoleId } from "../../workflow/roles.ts";
import { type GoalState, goalStates } from "../../workflow/states.ts";
import type { Db } from "../database.ts";
import { stateSeen } from "../declarations/handed-on.ts";
import { type Doer, ownedOf, roleFor } from "./doer.ts";
import type { OpinionLevel } from "../reviews/schema.ts";

interface Seen {
  owned: Owned;
  state: GoalState;
  /** As whoever asks here sees it. */
  told: GoalState;
}

async function find(db: Db, id: string): Promise<Seen> {
  const row = await db.selectFrom("declaration").select(["id", "state", "unit_id", "department_id", "region_id", "circle", "secret"]).where("id", "=", id).executeTakeFirst();
  if (!row) throw new DabiaoError("API-03", { message: "没有找到这个目标表。", hint: "它可能不存在，或地址写错了。" });
  return { owned: ownedOf(row), state: row.state, told: stateSeen(row) };
}

/** @throws DabiaoError API-03 when there is no such declaration for them, GOAL-03 when their role is held elsewhere */
export async function authorise(db: Db, doer: Doer, action: Action, id: string): Promise<void> {
  if (doer.actor.mode === "local") return;
  const { who } = permissions[action];
  const { owned } = await find(db, id);
  if (typeof who !== "string") roleFor(doer, who, owned);
}

/** The desks at which opinions are given: by whom, and while a declaration lies there. */
const desks: readonly { level: OpinionLevel; roles: readonly RoleId[]; state: GoalState | null }[] = [
  { level: "finance", roles: ["fin-perf", "fin-biz"], state: "FIN_REVIEW" },
  { level: "department", roles: ["dept"], state: "DEPT_REVIEW" },
  { level: "unit", roles: ["unit-head"], state: "UNIT_REVIEW" },
  { level: "outside", roles: ["third-party"], state: null },
];

/** At which desk somebody sits at whom the declaration lies now; null: at none. */
export async function deskOf(db: Db, { actor }: Doer, id: string): Promise<OpinionLevel | null> {
  if (actor.mode === "local") return null;
  const { owned, state } = await find(db, id);
  return desks.find((desk) => (desk.state === null || desk.state === state) && holdsFor(actor, desk.roles, owned))?.level ?? null;
}

/** The desk at which somebody may write an opinion now. @throws DabiaoError GOAL-02 when the declaration lies elsewhere, GOAL-03 when it never lies with them */
export async function writingDesk(db: Db, doer: Doer, id: string): Promise<OpinionLevel | null> {
  if (doer.actor.mode === "local") return null;
  await authorise(db, doer, "opinion.write", id);
  const desk = await deskOf(db, doer, id);
  if (desk !== null) return desk;
  const { told } = await find(db, id);
  throw new DabiaoError("GOAL-02", { message: `这张表的状态是“${goalStates[told].zh}”，现在不由您审核。`, hint: "轮到您审核时再填写意见。" });
}
