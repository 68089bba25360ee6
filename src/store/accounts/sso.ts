// People who come from an identity provider. The first time they are bound to the account of the same login, which the
// security administrator has to confirm: a provider that lets people choose their login must not open an account here.
import { DabiaoError } from "../../problem.ts";
import { note } from "./events.ts";
import { accountOfLogin, foldLogin } from "./accounts.ts";
import { minutesAfter } from "./times.ts";
import { type Db, inTransaction } from "../database.ts";
import { managedBy, type Manager, refuseForeign } from "./grants.ts";
import { newId } from "../ids.ts";
import { hashOf, newSecret } from "./secrets.ts";
import { type From, startSession } from "./sessions.ts";
import { doerOf } from "./sign-in.ts";
import { storable } from "../storable.ts";

export interface SsoAttempt {
  state: string;
  nonce: string;
  verifier: string;
}

const attemptMinutes = 10;

/** Keeps what an answer of the provider will be held against. @returns what the cookie of this browser holds */
export async function keepAttempt(db: Db, attempt: SsoAttempt, now: Date): Promise<string> {
  const cookie = newSecret();
  await db.deleteFrom("sso_attempt").where("expires_at", "<", now).execute();
  await db.insertInto("sso_attempt").values({ hash: hashOf(cookie), ...attempt, expires_at: minutesAfter(now, attemptMinutes) }).execute();
  return cookie;
}

/** Takes an attempt: it is worth something once. */
export async function takeAttempt(db: Db, cookie: string, now: Date): Promise<SsoAttempt | null> {
  const taken = await db.deleteFrom("sso_attempt").where("hash", "=", hashOf(cookie)).where("expires_at", ">", now).returning(["state", "nonce", "verifier"]).executeTakeFirst();
  return taken ?? null;
}

export interface Stranger {
  issuer: string;
  subject: string;
  /** What the provider says the login is; null when it says nothing. */
  login: string | null;
}

export type SsoOutcome = { kind: "session"; token: string } | { kind: "waiting" } | { kind: "unknown" };

/** Signs in who the provider says it is, or notes that the binding waits to be confirmed. */
export async function signInFromProvider(db: Db, stranger: Stranger, from: From, now: Date): Promise<SsoOutcome> {
  return await inTransaction(db, async (transaction) => {
    const bound = await transaction
      .selectFrom("sso_binding")
      .innerJoin("account", "account.id", "sso_binding.account_id")
      .select(["account.id", "account.name", "account.disabled_at", "sso_binding.confirmed_at"])
      .where("issuer", "=", stranger.issuer)
      .where("subject", "=", stranger.subject)
      .executeTakeFirst();
    if (bound?.disabled_at) return { kind: "unknown" };
    if (bound?.confirmed_at) {
      // Who comes this way needs no password; one that was set and has to be changed still has to.
      await transaction.updateTable("account").set({ must_change: false }).where("id", "=", bound.id).where("password", "is", null).execute();
      await note(transaction, doerOf(bound, from), "session.begin", bound.id, { detail: { by: "sso" } });
      return { kind: "session", token: await startSession(transaction, bound.id, from, now) };
    }
    if (bound) return { kind: "waiting" };
    const account = stranger.login === null ? null : await accountOfLogin(transaction, stranger.login);
    if (!account || stranger.login === null) return { kind: "unknown" };
    await transaction
      .insertInto("sso_binding")
      .values({ id: newId(), issuer: stranger.issuer, subject: storable(stranger.subject), login: foldLogin(stranger.login), account_id: account.id, asked_at: now })
      .onConflict((conflict) => conflict.columns(["issuer", "subject"]).doNothing())
      .execute();
    await note(transaction, { account: null, name: foldLogin(stranger.login), role: null, address: from.address }, "sso.ask", account.id, { detail: { issuer: stranger.issuer } });
    return { kind: "waiting" };
  });
}

export interface SsoBinding {
  id: string;
  issuer: string;
  subject: string;
  login: string;
  account: { id: string; name: string };
  askedAt: string;
  confirmedAt: string | null;
}

/** Bindings of the accounts that a manager sees to, those that wait first. */
export async function listBindings(db: Db, manager: Manager, now: Date): Promise<SsoBinding[]> {
  const rows = await db
    .selectFrom("sso_binding")
    .innerJoin("account", "account.id", "sso_binding.account_id")
    .select(["sso_binding.id", "issuer", "subject", "sso_binding.login", "account.id as account", "account.name", "asked_at", "confirmed_at"])
    .where(managedBy(manager, now))
    .orderBy("confirmed_at", (order) => order.desc().nullsFirst())
    .orderBy("sso_binding.id")
    .limit(1000)
    .execute();
  return rows.map(({ account, name, asked_at, confirmed_at, ...row }) => ({ ...row, account: { id: account, name }, askedAt: asked_at.toISOString(), confirmedAt: confirmed_at?.toISOString() ?? null }));
}

/** Confirms a binding, or takes it away. @returns false when there is none */
export async function decideBinding(db: Db, id: string, accept: boolean, by: Manager, now: Date): Promise<boolean> {
  return await inTransaction(db, async (transaction) => {
    const binding = await transaction.selectFrom("sso_binding").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
    if (!binding) return false;
    await refuseForeign(transaction, by, binding.account_id, now);
    if (accept && by.account === binding.account_id) throw new DabiaoError("ACCOUNT-09", { message: "不能确认自己的账号绑定。", hint: "请由另一位安全保密员来办。" });
    if (accept) await transaction.updateTable("sso_binding").set({ confirmed_at: now, confirmed_by: by.account }).where("id", "=", id).execute();
    else await transaction.deleteFrom("sso_binding").where("id", "=", id).execute();
    await note(transaction, by, accept ? "sso.confirm" : "sso.refuse", binding.account_id, { detail: { issuer: binding.issuer, subject: binding.subject, login: binding.login } });
    return true;
  });
}
