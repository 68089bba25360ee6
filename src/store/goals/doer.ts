import { DabiaoError } from "../../problem.ts";
import type { Actor } from "../../workflow/actor.ts";
import { holdsFor, type Owned } from "../../workflow/permissions.ts";
import { type RoleId, roles } from "../../workflow/roles.ts";
import { circles, type GoalState } from "../../workflow/states.ts";
import { type AuditEvent, fingerprint, record } from "../audit/audit.ts";
import type { Db } from "../database.ts";
import type { Owners } from "../declarations/owners.ts";

/** Who does something, and from where. */
export interface Doer {
  actor: Actor;
  /** The network address; null for what the house does by itself. */
  from: string | null;
}

/** Whose a row is, as the permissions ask. */
export const ownedOf = ({ unit_id, department_id, region_id, circle, secret }: Owners & { circle: number; secret: boolean }): Owned => ({
  unit: unit_id,
  department: department_id,
  region: region_id,
  circle: circles[circle] ?? "unit",
  secret,
});

/** Which of the roles the actor holds at the declaration's own offices; null in local mode, where there are none. @throws DabiaoError GOAL-03 */
export function roleFor({ actor }: Doer, wanted: readonly RoleId[], owned: Owned): RoleId | null {
  if (actor.mode === "local") return null;
  const role = wanted.find((one) => holdsFor(actor, [one], owned));
  if (role !== undefined) return role;
  throw new DabiaoError("GOAL-03", {
    message: wanted.length === 0 ? "这一步由系统办理。" : `这要由这张表所属的${wanted.map((one) => `“${roles[one].zh}”`).join("或")}办理。`,
    hint: "您可以查看，不能办理；需要时请联系安全保密员授予角色。",
  });
}

/** What the audit log says of a state of a declaration. */
export const fingerprintOf = (state: GoalState | string, sha256: string): string => fingerprint({ state, sha256 });

/** Writes what somebody did to a declaration into the audit log, in the transaction of the act. */
export async function recordAct(db: Db, { actor, from }: Doer, event: Pick<AuditEvent, "action" | "subject" | "before" | "after" | "detail"> & { role: RoleId | null }): Promise<void> {
  const { role, ...told } = event;
  await record(db, { ...told, actor: { account: actor.account, name: actor.name ?? "（未登记姓名）", role }, from });
}
