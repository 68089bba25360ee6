// Which third parties were asked to look at a declaration; they see what they were asked about, and nothing else.
import { sql } from "kysely";
import { DabiaoError } from "../../problem.ts";
import { type Db, inTransaction } from "../database.ts";
import { type Doer, fingerprintOf, recordAct, roleFor } from "./doer.ts";
import { type LockedGoal, lockGoal } from "./rows.ts";

export interface Assignment {
  account: string;
  name: string;
  at: string;
}

/** @returns undefined when there is no such declaration */
export async function assignmentsOf(db: Db, id: string): Promise<Assignment[] | undefined> {
  if (!(await db.selectFrom("declaration").select("id").where("id", "=", id).executeTakeFirst())) return undefined;
  const rows = await db.selectFrom("assignment").innerJoin("account", "account.id", "assignment.account_id").select(["account.id as account", "account.name", "assignment.at"]).where("declaration_id", "=", id).orderBy("assignment.at").execute();
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

/**
 * Asks a third party to look at a declaration, or takes that back.
 * @returns undefined when there is no such declaration
 * @throws DabiaoError GOAL-03 not one's own, GOAL-11 when the account is no third party
 */
export async function assign(db: Db, doer: Doer, id: string, account: string, wanted: boolean): Promise<Assignment[] | undefined> {
  return await inTransaction(db, async (transaction) => {
    const goal = await lockGoal(transaction, id);
    if (!goal) return undefined;
    const role = roleFor(doer, ["dept", "fin-perf"], goal.owned);
    if (wanted) await add(transaction, doer, goal, account);
    else await transaction.deleteFrom("assignment").where("declaration_id", "=", id).where("account_id", "=", account).execute();
    const same = fingerprintOf(goal.row.state, goal.sha256);
    await recordAct(transaction, doer, { action: wanted ? "declaration.assign" : "declaration.unassign", subject: { kind: "declaration", id }, before: same, after: same, detail: { account }, role });
    return await assignmentsOf(transaction, id);
  });
}

/** A third party that can be asked. */
export interface ThirdParty {
  account: string;
  name: string;
}

/** Who holds the role of a third party in the region of a declaration today. @returns undefined when there is no such declaration */
export async function thirdPartiesFor(db: Db, id: string): Promise<ThirdParty[] | undefined> {
  const own = await db.selectFrom("declaration").select("region_id").where("id", "=", id).executeTakeFirst();
  if (!own) return undefined;
  const { rows } = await sql<ThirdParty>`
    select distinct account.id as account, account.name from role_grant join account on account.id = role_grant.account_id
    where role = 'third-party' and role_grant.office_id = ${own.region_id} and ${holdsToday} order by account.name, account.id`.execute(db);
  return rows;
}

const holdsToday = sql<boolean>`(role_grant.ended_at is null and role_grant.from_date <= current_date and (role_grant.until_date is null or role_grant.until_date >= current_date))`;

async function add(db: Db, { actor }: Doer, { row }: LockedGoal, account: string): Promise<void> {
  const { rows } = await sql`
    select 1 from role_grant where account_id = ${account} and role = 'third-party' and ${holdsToday} limit 1`.execute(db);
  if (rows.length === 0) throw new DabiaoError("GOAL-11", { message: "这个账号不是第三方机构或专家。", hint: "请先由安全保密员授予角色。" });
  await db.insertInto("assignment").values({ declaration_id: row.id, account_id: account, assigned_by: actor.account }).onConflict((conflict) => conflict.doNothing()).execute();
}
