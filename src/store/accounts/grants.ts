// Roles that people hold at offices. The database refuses what separates the three administrators (role_grant_separation).
import { type RawBuilder, sql } from "kysely";
import { kindNames, type OfficeKind } from "../../organisation/office.ts";
import { DabiaoError } from "../../problem.ts";
import type { Grant, Reach } from "../../workflow/actor.ts";
import { type RoleId, roles } from "../../workflow/roles.ts";
import { type Doer, note } from "./events.ts";
import { dayOf, yearOf } from "./times.ts";
import { type Db, inTransaction } from "../database.ts";
import { newId } from "../ids.ts";

/** Who manages accounts: only people whose roles all lie in these regions or below; null: everybody. */
export interface Manager extends Doer {
  regions: readonly string[] | null;
}

export interface GrantWish {
  role: RoleId;
  office: string;
  /** Days; the last one counts. */
  from: string;
  until: string | null;
}

/** Any number that nobody else who shares the database is likely to use: changes of roles take turns. */
const turn = 7_700_007;

/**
 * Gives an account a role at an office.
 * @throws DabiaoError ACCOUNT-06 when the administrators would not be separated, ACCOUNT-09 when the manager may not,
 *   ACCOUNT-10 when the office is none where this role is held
 */
export async function grantRole(db: Db, account: string, wish: GrantWish, by: Manager, now: Date): Promise<string | null> {
  return await inTransaction(db, async (transaction) => {
    await takeTurn(transaction);
    const holder = await transaction.selectFrom("account").select("id").where("id", "=", account).executeTakeFirst();
    if (!holder) return null;
    if (by.account === account) throw new DabiaoError("ACCOUNT-09", { message: "不能给自己授予角色。", hint: "请由另一位安全保密员来办。" });
    await refuseForeign(transaction, by, account, now);
    await refuseUnfit(transaction, wish, by, now);
    const id = newId();
    try {
      await transaction
        .insertInto("role_grant")
        .values({ id, account_id: account, role: wish.role, office_id: wish.office, from_date: wish.from, until_date: wish.until, granted_by: by.account, granted_at: now })
        .execute();
    } catch (error) {
      throw asRefusal(error, wish.role);
    }
    await note(transaction, by, "grant.begin", account, { after: wish, detail: { grant: id, ...wish } });
    return id;
  });
}

/**
 * Ends a role today; it does not hold any more from now on.
 * @returns false when there is no such grant, or it has ended
 * @throws DabiaoError ACCOUNT-08 when no security administrator would be left
 */
export async function endGrant(db: Db, account: string, id: string, by: Manager, now: Date): Promise<boolean> {
  return await inTransaction(db, async (transaction) => {
    await takeTurn(transaction);
    await refuseForeign(transaction, by, account, now);
    const ended = await transaction
      .updateTable("role_grant")
      .set({ ended_at: now, ended_by: by.account })
      .where("id", "=", id)
      .where("account_id", "=", account)
      .where("ended_at", "is", null)
      .returning(["role", "office_id"])
      .executeTakeFirst();
    if (!ended) return false;
    if (ended.role === "security-admin") await keepSecurityAdmin(transaction, now);
    await note(transaction, by, "grant.end", account, { before: ended, detail: { grant: id, role: ended.role, office: ended.office_id } });
    return true;
  });
}

const takeTurn = async (db: Db): Promise<void> => void (await sql`select pg_advisory_xact_lock(${turn})`.execute(db));

async function refuseUnfit(db: Db, { role, office, from, until }: GrantWish, by: Manager, now: Date): Promise<void> {
  if (role === "public") throw new DabiaoError("ACCOUNT-10", { message: "“公众”不是能授予的角色。", hint: "公开的内容不用登录就能看。" });
  if (until !== null && until < from) throw new DabiaoError("ACCOUNT-10", { message: "结束日期早于开始日期。", hint: "请改正日期。" });
  const found = await db.selectFrom("office_span").select(["kind", "name"]).where("office_id", "=", office).where(spanHolds(now)).executeTakeFirst();
  if (!found) throw new DabiaoError("ACCOUNT-10", { message: "没有这个单位，或它今年已经撤销。", hint: "请从列表里选择单位。" });
  const kind: OfficeKind = roles[role].at;
  if (found.kind !== kind)
    throw new DabiaoError("ACCOUNT-10", { message: `“${roles[role].zh}”不能设在“${found.name}”。`, hint: `这个角色设在${kindNames[kind]}。` });
  if (by.regions !== null && !(await isBelow(db, office, by.regions, now))) throw foreign(`“${found.name}”不在您管理的地区内。`);
}

function asRefusal(error: unknown, role: RoleId): unknown {
  const constraint = error instanceof Error && "constraint" in error ? error.constraint : null;
  if (constraint === "role_grant_once") return new DabiaoError("ACCOUNT-06", { message: `这个人在这里已经是“${roles[role].zh}”。`, hint: "请先结束原来的角色，或改正日期。", cause: error });
  if (constraint !== "role_grant_separation") return error;
  return new DabiaoError("ACCOUNT-06", {
    message: `不能再授予“${roles[role].zh}”：系统管理员、安全保密员、审计员必须是三个不同的人，也不能兼任业务角色。`,
    hint: "请为另一个人建立账号，或先结束这个人原来的角色。",
    cause: error,
  });
}

/** Without a security administrator nobody could let anybody in. @throws DabiaoError ACCOUNT-08 */
export async function keepSecurityAdmin(db: Db, now: Date): Promise<void> {
  await takeTurn(db);
  const left = await db
    .selectFrom("role_grant")
    .innerJoin("account", "account.id", "role_grant.account_id")
    .select("role_grant.id")
    .where("role", "=", "security-admin")
    .where("ended_at", "is", null)
    .where("account.disabled_at", "is", null)
    .where(sql<boolean>`from_date <= ${dayOf(now)}::date and until_date is null`)
    .executeTakeFirst();
  if (left) return;
  throw new DabiaoError("ACCOUNT-08", { message: "这是最后一位安全保密员，不能停用账号或结束角色。", hint: "请先让另一个人担任安全保密员。" });
}

/** @throws DabiaoError ACCOUNT-09 when the account holds a role outside of what a manager sees to */
export async function refuseForeign(db: Db, manager: Manager, account: string, now: Date): Promise<void> {
  if (manager.regions === null) return;
  const own = await db.selectFrom("account").select("id").where("id", "=", account).where(managedBy(manager, now)).executeTakeFirst();
  if (!own) throw foreign("这个账号在您管理的地区以外还有角色。");
}

const foreign = (message: string): DabiaoError => new DabiaoError("ACCOUNT-09", { message, hint: "请由那个地区的安全保密员来办。" });

/** Holds for the accounts all of whose roles lie in a manager's regions or below. */
export function managedBy({ regions }: Manager, now: Date): RawBuilder<boolean> {
  if (regions === null) return sql<boolean>`true`;
  return sql<boolean>`not exists (
    select from role_grant held
    where held.account_id = account.id and held.ended_at is null and (held.until_date is null or held.until_date >= ${dayOf(now)}::date)
      and held.office_id not in (${below(regions, now)}))`;
}

async function isBelow(db: Db, office: string, regions: readonly string[], now: Date): Promise<boolean> {
  const { rows } = await sql`select where ${office}::uuid in (${below(regions, now)})`.execute(db);
  return rows.length > 0;
}

/** The offices and everything below them in the tree of this year. */
const below = (offices: readonly string[], now: Date): RawBuilder<unknown> => sql`
  with recursive below (id) as (
    select unnest(${[...offices]}::uuid[])
    union
    select span.office_id from office_span span join below on span.parent_id = below.id
    where ${spanIs("span", now)}
  ) select id from below`;

const spanIs = (name: string, now: Date): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(`${name}.from_year`)} <= ${yearOf(now)} and (${sql.ref(`${name}.until_year`)} is null or ${sql.ref(`${name}.until_year`)} > ${yearOf(now)})`;
const spanHolds = (now: Date): RawBuilder<boolean> => spanIs("office_span", now);

/** A role that an account holds today. */
export interface HeldRole extends Grant {
  /** What the office is called this year. */
  name: string;
  /** The office and all that were merged into it: what was theirs is now its own. */
  whole: string[];
}

/** The roles that `account` of a query holds on a day and in the tree of a year, as JSON. */
export const rolesHeld = (day: RawBuilder<string>, year: RawBuilder<number>): RawBuilder<HeldRole[]> => sql<HeldRole[]>`(
  select coalesce(json_agg(json_build_object('role', held.role, 'office', held.office_id, 'name', span.name, 'whole', (
    with recursive whole (id) as (
      select held.office_id union select merged.office_id from whole join office_successor merged on merged.successor_id = whole.id
    ) select json_agg(id) from whole)) order by held.id), '[]')
  from role_grant held
  join office_span span on span.office_id = held.office_id and span.from_year <= ${year} and (span.until_year is null or span.until_year > ${year})
  where held.account_id = account.id and held.ended_at is null
    and held.from_date <= ${day}::date and (held.until_date is null or held.until_date >= ${day}::date))`;

/** Third parties see what they were asked to look at, the administrators nothing. */
const seesRegion: ReadonlySet<RoleId> = new Set<RoleId>(["fin-biz", "fin-perf", "fin-approve", "auditor"]);

/** The offices whose declarations the roles reach. */
export function reachOf(held: readonly HeldRole[]): Reach {
  const at = (kind: OfficeKind) => [...new Set(held.filter(({ role }) => roles[role].at === kind && (kind !== "region" || seesRegion.has(role))).flatMap(({ whole }) => whole))];
  return { units: at("unit"), departments: at("department"), regions: at("region") };
}

export const grantsOf = (held: readonly HeldRole[]): Grant[] => held.map(({ role, office }) => ({ role, office }));
