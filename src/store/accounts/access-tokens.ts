// Personal access tokens: with them a program acts for a person, within scopes and for a time.
import { sql } from "kysely";
import { DabiaoError } from "../../problem.ts";
import { type Actor, tokenScopes, type TokenScope } from "../../workflow/actor.ts";
import { type Doer, note } from "./events.ts";
import { dayOf, daysAfter, yearOf } from "./times.ts";
import { type Db, inTransaction } from "../database.ts";
import { grantsOf, type HeldRole, reachOf, rolesHeld } from "./grants.ts";
import { newId } from "../ids.ts";
import type { HouseMode } from "../schema.ts";
import { hashOf, newSecret } from "./secrets.ts";
import { findPolicy } from "./sign-in-policy.ts";
import { storable } from "../storable.ts";

/** So that a token that lies about somewhere is recognised as one. */
const prefix = "dbt_";
const mostTokens = 50;
const usedEvery = 60_000;

export const isAccessToken = (token: string): boolean => token.startsWith(prefix);

export interface AccessToken {
  id: string;
  name: string;
  scopes: TokenScope[];
  createdAt: string;
  expiresAt: string;
  revokedAt: string | null;
  usedAt: string | null;
}

/** @returns the token itself, which is shown this once @throws DabiaoError ACCOUNT-16 when it should live too long, or there are too many */
export async function createToken(db: Db, account: string, told: { name: string; scopes: readonly TokenScope[]; days: number }, by: Doer, now: Date): Promise<AccessToken & { token: string }> {
  const { tokenDays } = await findPolicy(db);
  if (told.days > tokenDays) throw new DabiaoError("ACCOUNT-16", { message: `令牌最长有效 ${tokenDays} 天。`, hint: "请选短一些的期限，到期以后可以再建。" });
  const token = `${prefix}${newSecret()}`;
  const id = newId();
  return await inTransaction(db, async (transaction) => {
    await transaction.selectFrom("account").select("id").where("id", "=", account).forUpdate().execute();
    const held = (await listTokens(transaction, account)).filter((one) => one.revokedAt === null && one.expiresAt > now.toISOString());
    if (held.length >= mostTokens) throw new DabiaoError("ACCOUNT-16", { message: `有效的令牌已有 ${mostTokens} 个。`, hint: "请先撤销不用的令牌。" });
    await transaction
      .insertInto("access_token")
      .values({ id, account_id: account, hash: hashOf(token), name: storable(told.name.trim()), scopes: [...new Set(told.scopes)], created_at: now, expires_at: daysAfter(now, told.days) })
      .execute();
    await note(transaction, by, "token.create", account, { detail: { token: id, scopes: told.scopes, days: told.days } });
    const made = (await listTokens(transaction, account)).find((one) => one.id === id);
    if (!made) throw new Error(`no token ${id}`);
    return { ...made, token };
  });
}

/** All tokens of an account, the newest first. */
export async function listTokens(db: Db, account: string): Promise<AccessToken[]> {
  const rows = await db.selectFrom("access_token").selectAll().where("account_id", "=", account).orderBy("id", "desc").limit(500).execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    scopes: tokenScopes.filter((scope) => row.scopes.includes(scope)),
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    usedAt: row.used_at?.toISOString() ?? null,
  }));
}

/** @returns false when the account has no such token that holds */
export async function revokeToken(db: Db, account: string, id: string, by: Doer, now: Date): Promise<boolean> {
  return await inTransaction(db, async (transaction) => {
    const revoked = await transaction
      .updateTable("access_token")
      .set({ revoked_at: now })
      .where("account_id", "=", account)
      .where("id", "=", id)
      .where("revoked_at", "is", null)
      .executeTakeFirst();
    if (revoked.numUpdatedRows === 0n) return false;
    await note(transaction, by, "token.revoke", account, { detail: { token: id } });
    return true;
  });
}

interface Row {
  id: string;
  used_at: Date | null;
  scopes: string[];
  account_id: string;
  name: string;
  mode: HouseMode;
  roles: HeldRole[];
}

/** Who a token acts for. A person who has to set a password first does not act through programs either. */
export async function findTokenActor(db: Db, token: string, now: Date): Promise<Actor | null> {
  const { rows } = await sql<Row>`
    select access_token.id, access_token.used_at, access_token.scopes, account.id as account_id, account.name, house.mode, ${rolesHeld(sql`${dayOf(now)}`, sql`${yearOf(now)}`)} as roles
    from access_token join account on account.id = access_token.account_id cross join house
    where access_token.hash = ${hashOf(token)} and access_token.revoked_at is null and access_token.expires_at > ${now}
      and account.disabled_at is null and not account.must_change`.execute(db);
  const [row] = rows;
  if (!row) return null;
  if (row.used_at === null || now.getTime() - row.used_at.getTime() >= usedEvery) await db.updateTable("access_token").set({ used_at: now }).where("id", "=", row.id).execute();
  return { account: row.account_id, name: row.name, mode: row.mode, grants: grantsOf(row.roles), reach: reachOf(row.roles), scopes: tokenScopes.filter((scope) => row.scopes.includes(scope)) };
}
