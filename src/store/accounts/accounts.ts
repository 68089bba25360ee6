// The accounts themselves: made, listed, closed and opened again by the security administrator.
import { sql } from "kysely";
import { z } from "zod";
import { DabiaoError } from "../../problem.ts";
import type { RoleId } from "../../workflow/roles.ts";
import { type Doer, note } from "./events.ts";
import { dayOf, yearOf } from "./times.ts";
import { decodeCursor, encodeCursor, type Page, type PageRequest } from "../cursor.ts";
import { type Db, inTransaction } from "../database.ts";
import { keepSecurityAdmin, managedBy, type Manager, refuseForeign } from "./grants.ts";
import { newId } from "../ids.ts";
import { makeResetCode } from "./one-time-codes.ts";
import { keepOldPassword } from "./password-history.ts";
import { endSessions } from "./sessions.ts";
import { storable } from "../storable.ts";

/** How logins are compared: width, case and blanks at the ends make no difference. */
export const foldLogin = (login: string): string => storable(login.normalize("NFKC").trim().toLowerCase());

export interface HeldGrant {
  id: string;
  role: RoleId;
  office: { id: string; name: string };
  from: string;
  until: string | null;
}

export interface Account {
  id: string;
  login: string;
  name: string;
  createdAt: string;
  state: "active" | "locked" | "disabled";
  lockedUntil: string | null;
  hasPassword: boolean;
  hasFactor: boolean;
  /** When it last did something, as far as a session tells. */
  seenAt: string | null;
  /** Held now or from a later day on. */
  grants: HeldGrant[];
}

/**
 * Makes an account without a password, and a code with which its person sets one.
 * @throws DabiaoError ACCOUNT-07 when the login is taken
 */
export async function createAccount(db: Db, told: { login: string; name: string; madeUp?: boolean }, by: Doer, now: Date): Promise<{ id: string; code: string; codeUntil: string }> {
  const login = foldLogin(told.login);
  return await inTransaction(db, async (transaction) => {
    const id = newId();
    const made = await transaction
      .insertInto("account")
      .values({ id, login, name: storable(told.name.trim()), must_change: true, made_up: told.madeUp ?? false, created_at: now })
      .onConflict((conflict) => conflict.column("login").doNothing())
      .executeTakeFirst();
    if (!made.numInsertedOrUpdatedRows) throw new DabiaoError("ACCOUNT-07", { message: `登录名“${login}”已经有人使用。`, hint: "请换一个登录名。" });
    await note(transaction, by, "account.create", id, { after: { login, name: told.name }, detail: { login, name: told.name } });
    const { code, expiresAt } = await makeResetCode(transaction, id, by.account, now);
    return { id, code, codeUntil: expiresAt.toISOString() };
  });
}

/** The accounts that a manager may see to, by login. `text`: part of login or name. */
export async function listAccounts(db: Db, manager: Manager, { text, after, limit }: PageRequest & { text?: string | undefined }, now: Date): Promise<Page<Account>> {
  const from = after === undefined ? "" : decodeCursor(after, z.tuple([z.string()]))[0];
  const rows = await accountRows(db, now)
    .where("account.login", ">", from)
    .where(managedBy(manager, now))
    .$if(text !== undefined && text.trim() !== "", (query) => {
      const like = `%${(text ?? "").trim().toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
      return query.where((eb) => eb.or([eb("account.login", "like", like), eb(eb.fn("lower", ["account.name"]), "like", like)]));
    })
    .orderBy("account.login")
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map((row) => accountOf(row, now));
  return { items, next: rows.length > limit ? encodeCursor([items.at(-1)?.login ?? ""]) : null };
}

export async function findAccount(db: Db, id: string, now: Date): Promise<Account | null> {
  const row = await accountRows(db, now).where("account.id", "=", id).executeTakeFirst();
  return row ? accountOf(row, now) : null;
}

const accountRows = (db: Db, now: Date) =>
  db.selectFrom("account").select(["account.id", "account.login", "account.name", "account.created_at", "account.locked_until", "account.disabled_at"]).select((eb) => [
    eb("account.password", "is not", null).as("has_password"),
    eb("account.totp_secret", "is not", null).as("has_factor"),
    eb.selectFrom("session").select((inner) => inner.fn.max("seen_at").as("seen_at")).whereRef("account_id", "=", "account.id").as("seen_at"),
    sql<HeldGrant[]>`(
      select coalesce(json_agg(json_build_object('id', held.id, 'role', held.role, 'office', json_build_object('id', held.office_id, 'name', coalesce(span.name, '')),
        'from', held.from_date::text, 'until', held.until_date::text) order by held.id), '[]')
      from role_grant held
      left join office_span span on span.office_id = held.office_id and span.from_year <= ${yearOf(now)} and (span.until_year is null or span.until_year > ${yearOf(now)})
      where held.account_id = account.id and held.ended_at is null and (held.until_date is null or held.until_date >= ${dayOf(now)}::date))`.as("grants"),
  ]);

interface Row {
  id: string;
  login: string;
  name: string;
  created_at: Date;
  locked_until: Date | null;
  disabled_at: Date | null;
  has_password: unknown;
  has_factor: unknown;
  seen_at: Date | null;
  grants: HeldGrant[];
}

function accountOf({ id, login, name, created_at, locked_until, disabled_at, has_password, has_factor, seen_at, grants }: Row, now: Date): Account {
  const isLocked = locked_until !== null && locked_until > now;
  return {
    id, login, name, grants,
    createdAt: created_at.toISOString(),
    state: disabled_at !== null ? "disabled" : isLocked ? "locked" : "active",
    lockedUntil: isLocked ? locked_until.toISOString() : null,
    hasPassword: has_password === true,
    hasFactor: has_factor === true,
    seenAt: seen_at?.toISOString() ?? null,
  };
}

export type AccountChange = { name: string } | { state: "disabled" | "active" };

/**
 * Renames an account, closes it, or opens it again, also when it was locked after failures.
 * @throws DabiaoError ACCOUNT-08 when no security administrator would be left, ACCOUNT-09 outside of the manager's regions
 */
export async function changeAccount(db: Db, id: string, change: AccountChange, by: Manager, now: Date): Promise<Account | null> {
  return await inTransaction(db, async (transaction) => {
    const before = await findAccount(transaction, id, now);
    if (!before) return null;
    await refuseForeign(transaction, by, id, now);
    if ("name" in change) {
      await transaction.updateTable("account").set({ name: storable(change.name.trim()) }).where("id", "=", id).execute();
      await note(transaction, by, "account.rename", id, { before: before.name, after: change.name, detail: { before: before.name, after: change.name } });
    } else if (change.state === "disabled") {
      if (by.account === id) throw new DabiaoError("ACCOUNT-09", { message: "不能停用自己的账号。", hint: "请由另一位安全保密员来办。" });
      await transaction.updateTable("account").set({ disabled_at: now }).where("id", "=", id).execute();
      if (before.grants.some(({ role }) => role === "security-admin")) await keepSecurityAdmin(transaction, now);
      await endSessions(transaction, id);
      await note(transaction, by, "account.disable", id);
    } else {
      await transaction.updateTable("account").set({ disabled_at: null, locked_until: null, failures: 0, lockouts: 0 }).where("id", "=", id).execute();
      await note(transaction, by, before.state === "disabled" ? "account.enable" : "account.unlock", id);
    }
    return await findAccount(transaction, id, now);
  });
}

/** Takes an account's password away and gives a code instead, to be handed over in person. The sessions end. */
export async function resetPassword(db: Db, id: string, by: Manager, now: Date): Promise<{ code: string; codeUntil: string } | null> {
  return await inTransaction(db, async (transaction) => {
    const row = await transaction.selectFrom("account").select(["password"]).where("id", "=", id).forUpdate().executeTakeFirst();
    if (!row) return null;
    await refuseForeign(transaction, by, id, now);
    await keepOldPassword(transaction, id, row.password, now);
    await transaction.updateTable("account").set({ password: null, must_change: true, failures: 0, locked_until: null }).where("id", "=", id).execute();
    await endSessions(transaction, id);
    await note(transaction, by, "password.reset", id);
    const { code, expiresAt } = await makeResetCode(transaction, id, by.account, now);
    return { code, codeUntil: expiresAt.toISOString() };
  });
}

/** Takes the second factor away from an account whose person lost it. */
export async function removeLostFactor(db: Db, id: string, by: Manager, now: Date): Promise<Account | null> {
  return await inTransaction(db, async (transaction) => {
    if (!(await findAccount(transaction, id, now))) return null;
    await refuseForeign(transaction, by, id, now);
    await transaction.updateTable("account").set({ totp_secret: null, totp_pending: null, totp_step: null }).where("id", "=", id).execute();
    await transaction.deleteFrom("recovery_code").where("account_id", "=", id).execute();
    await endSessions(transaction, id);
    await note(transaction, by, "factor.remove", id);
    return await findAccount(transaction, id, now);
  });
}

/** The account of a login. */
export async function accountOfLogin(db: Db, login: string): Promise<{ id: string; name: string } | null> {
  return (await db.selectFrom("account").select(["id", "name"]).where("login", "=", foldLogin(login)).executeTakeFirst()) ?? null;
}
