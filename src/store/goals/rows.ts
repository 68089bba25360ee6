// A declaration as the transaction holds it: locked, with its content as it stands.
import type { Selectable } from "kysely";
import type { Declaration } from "../../declaration/schema.ts";
import { DabiaoError } from "../../problem.ts";
import type { Owned } from "../../workflow/permissions.ts";
import { type GoalState, goalStates } from "../../workflow/states.ts";
import { fingerprint } from "../audit/audit.ts";
import { currentOf, holdingChecks } from "../checks/history.ts";
import type { Db } from "../database.ts";
import { seesHandedOn } from "../declarations/handed-on.ts";
import { ownedOf } from "./doer.ts";
import type { DeclarationTable } from "../declarations/schema.ts";

const columns = [
  "id", "document_id", "batch", "position", "content", "drafted", "unit_id", "department_id", "region_id", "project_id", "state", "state_since", "circle", "secret", "second_level",
  "revision", "entered", "changed_at", "changed_name", "created_by", "submitted_by", "grade", "control_yuan", "approval_number", "approval_yuan",
] as const;

export type GoalRow = Pick<Selectable<DeclarationTable>, (typeof columns)[number]>;

export interface LockedGoal {
  row: GoalRow;
  owned: Owned;
  declaration: Declaration;
  /** Of the content. */
  sha256: string;
}

/** The declaration, held against all others until the transaction ends; undefined when there is none to be seen. */
export async function lockGoal(db: Db, id: string): Promise<LockedGoal | undefined> {
  const row = await db.selectFrom("declaration").select(columns).where("id", "=", id).forUpdate().executeTakeFirst();
  return row && (await goalOf(db, row));
}

export async function readGoal(db: Db, id: string): Promise<LockedGoal | undefined> {
  const row = await db.selectFrom("declaration").select(columns).where("id", "=", id).executeTakeFirst();
  return row && (await goalOf(db, row));
}

async function goalOf(db: Db, row: GoalRow): Promise<LockedGoal> {
  const declaration = currentOf(row, row.drafted === null ? await holdingChecks(db, row.id) : []);
  return { row, owned: ownedOf(row), declaration, sha256: fingerprint(declaration) };
}

/** @throws DabiaoError GOAL-01 when somebody changed it since it was seen */
export function refuseUnseen({ row }: LockedGoal, seen: number): void {
  if (row.revision !== seen) throw changedSince(seesHandedOn(row) ? { ...row, changed_name: null } : row, seen);
}

export const changedSince = ({ changed_name, revision }: Pick<GoalRow, "changed_name" | "revision">, seen: number): DabiaoError =>
  new DabiaoError("GOAL-01", { message: `这张表刚刚被${changed_name === null ? "别人" : `“${changed_name}”`}修改或办理过（您看到的是第 ${seen} 次修订，现在是第 ${revision} 次）。`, hint: "请看一看现在的内容，再继续。" });

export const isFrozen = (state: GoalState): boolean => goalStates[state].frozen;
