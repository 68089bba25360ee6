// Who is signed in. A session is a random token in a cookie; here stands its hash. What a session may do follows from
// the account as it is now, so that a role ended, a password to be changed or a second factor demanded holds at once.
import { sql } from "kysely";
import { DabiaoError } from "../../problem.ts";
import type { Actor } from "../../workflow/actor.ts";
import { dayOf, minutesAfter, yearOf } from "./times.ts";
import type { Db } from "../database.ts";
import { grantsOf, type HeldRole, reachOf, rolesHeld } from "./grants.ts";
import { newId } from "../ids.ts";
import { named } from "../named.ts";
import type { HouseMode } from "../schema.ts";
import { hashOf, newSecret } from "./secrets.ts";
import { findPolicy, policyOf, type SignInPolicy } from "./sign-in-policy.ts";
import { findTokenActor, isAccessToken } from "./access-tokens.ts";
import { storable } from "../storable.ts";

/**
 * What a session still lacks: the second factor of an account that has one (factor), a new password (change), a second
 * factor that one of the roles demands (enrol); full lacks nothing.
 */
export type Stage = "factor" | "change" | "enrol" | "full";

export interface From {
  address: string | null;
  agent: string | null;
}

export interface FoundSession {
  id: string;
  account: { id: string; login: string; name: string; hasPassword: boolean; mustChange: boolean; hasFactor: boolean };
  mode: HouseMode;
  stage: Stage;
  roles: HeldRole[];
  expiresAt: Date;
}

/** How long a session may stay without being complete. */
const unfinishedMinutes = 15;
/** A session is marked as seen at most so often, so that reading does not mean writing. */
const seenEvery = 60_000;

/** Begins a session. @returns what the cookie holds */
export async function startSession(db: Db, accountId: string, from: From, now: Date, secondFactor = false): Promise<string> {
  const { sessionHours } = await findPolicy(db);
  const token = newSecret();
  await db.deleteFrom("session").where("expires_at", "<", now).execute();
  await db
    .insertInto("session")
    .values({
      token_hash: hashOf(token), id: newId(), account_id: accountId, second_factor: secondFactor, created_at: now, seen_at: now,
      expires_at: minutesAfter(now, sessionHours * 60), address: from.address, agent: storable(from.agent)?.slice(0, 300) ?? null,
    })
    .execute();
  return token;
}

/** Begins a session for a made-up person without asking for anything. @throws DabiaoError ACCOUNT-13 outside of the trial */
export async function startSessionAs(db: Db, accountId: string, from: From = { address: null, agent: null }, now = new Date()): Promise<string> {
  const made = await db
    .selectFrom("account")
    .innerJoin("house", (join) => join.onTrue())
    .select("account.id")
    .where("account.id", "=", accountId)
    .where("account.made_up", "=", true)
    .where("house.mode", "=", "trial")
    .executeTakeFirst();
  if (!made) throw new DabiaoError("ACCOUNT-13", { message: "只有试用时才能直接换成别的人。", hint: "请用自己的账号登录。" });
  return await startSession(db, accountId, from, now, true);
}

interface Row {
  id: string;
  created_at: Date;
  seen_at: Date;
  expires_at: Date;
  second_factor: boolean;
  account_id: string;
  login: string;
  name: string;
  must_change: boolean;
  password_at: Date | null;
  has_password: boolean;
  has_factor: boolean;
  mode: HouseMode;
  policy: unknown;
  roles: HeldRole[];
}

interface Asked {
  hash: Buffer;
  now: Date;
  day: string;
  year: number;
}

/** Asked with every request. */
const ofToken = named<Asked, Row>("session", (_, slot) => sql<Row>`
    select session.id, session.created_at, session.seen_at, session.expires_at, session.second_factor, account.id as account_id, account.login, account.name,
      account.must_change, account.password_at, account.password is not null as has_password, account.totp_secret is not null as has_factor, house.mode,
      (select content from sign_in_policy) as policy, ${rolesHeld(slot("day"), slot("year"))} as roles
    from session join account on account.id = session.account_id cross join house
    where session.token_hash = ${slot("hash")} and session.expires_at > ${slot("now")} and account.disabled_at is null`);

/** The session of a token, if it holds; marks it as seen. */
export async function findSession(db: Db, token: string, now = new Date()): Promise<FoundSession | null> {
  const hash = hashOf(token);
  const [row] = await ofToken(db, { hash, now, day: dayOf(now), year: yearOf(now) });
  if (!row) return null;
  const policy = policyOf(row.policy);
  const stage = stageOf(row, policy, now);
  const patience = stage === "full" ? minutesAfter(row.seen_at, policy.idleMinutes) : minutesAfter(row.created_at, unfinishedMinutes);
  if (patience <= now) return null;
  if (now.getTime() - row.seen_at.getTime() >= seenEvery) await db.updateTable("session").set({ seen_at: now }).where("token_hash", "=", hash).execute();
  return {
    id: row.id,
    account: { id: row.account_id, login: row.login, name: row.name, hasPassword: row.has_password, mustChange: row.must_change, hasFactor: row.has_factor },
    mode: row.mode,
    stage,
    roles: row.roles,
    expiresAt: row.expires_at,
  };
}

function stageOf(row: Row, { maxAgeDays, secondFactorRoles }: SignInPolicy, now: Date): Stage {
  if (row.has_factor && !row.second_factor) return "factor";
  const tooOld = maxAgeDays !== null && row.has_password && row.password_at !== null && minutesAfter(row.password_at, maxAgeDays * 24 * 60) <= now;
  if (row.mode === "office" && (row.must_change || tooOld)) return "change";
  const demanded = row.mode === "office" && row.roles.some(({ role }) => secondFactorRoles.includes(role));
  return demanded && !row.has_factor ? "enrol" : "full";
}

/** Who a cookie or an access token stands for; null when for nobody, or when something is still lacking to be signed in. */
export async function findActor(db: Db, token: string, now = new Date()): Promise<Actor | null> {
  if (isAccessToken(token)) return await findTokenActor(db, token, now);
  const session = await findSession(db, token, now);
  if (session?.stage !== "full") return null;
  const { account, mode, roles } = session;
  return { account: account.id, name: account.name, mode, grants: grantsOf(roles), reach: reachOf(roles), scopes: null };
}

/** Ends a session. Harmless when it has ended. */
export async function endSession(db: Db, token: string): Promise<void> {
  await db.deleteFrom("session").where("token_hash", "=", hashOf(token)).execute();
}

/** Gives a session another token, as each time it comes to mean more; the old one is worth nothing any more. */
export async function renewSession(db: Db, token: string, secondFactor: boolean): Promise<string> {
  const fresh = newSecret();
  await db
    .updateTable("session")
    .set({ token_hash: hashOf(fresh), ...(secondFactor && { second_factor: true }) })
    .where("token_hash", "=", hashOf(token))
    .execute();
  return fresh;
}

export interface SessionLine {
  id: string;
  createdAt: string;
  seenAt: string;
  address: string | null;
  agent: string | null;
}

/** Where an account is signed in, the last used first. */
export async function listSessions(db: Db, accountId: string, now = new Date()): Promise<SessionLine[]> {
  const { idleMinutes } = await findPolicy(db);
  const rows = await db
    .selectFrom("session")
    .select(["id", "created_at", "seen_at", "address", "agent"])
    .where("account_id", "=", accountId)
    .where("expires_at", ">", now)
    .where("seen_at", ">", minutesAfter(now, -idleMinutes))
    .orderBy("seen_at", "desc")
    .execute();
  return rows.map(({ id, created_at, seen_at, address, agent }) => ({ id, createdAt: created_at.toISOString(), seenAt: seen_at.toISOString(), address, agent }));
}

/** Ends one session of an account. @returns false when it has no such session */
export async function endListedSession(db: Db, accountId: string, id: string): Promise<boolean> {
  const ended = await db.deleteFrom("session").where("account_id", "=", accountId).where("id", "=", id).executeTakeFirst();
  return ended.numDeletedRows > 0n;
}

/** Ends all sessions of an account but the one of a token. */
export async function endSessions(db: Db, accountId: string, except: string | null = null): Promise<void> {
  const all = db.deleteFrom("session").where("account_id", "=", accountId);
  await (except === null ? all : all.where("token_hash", "!=", hashOf(except))).execute();
}
