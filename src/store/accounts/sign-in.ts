// Signing in with a password. Whatever is wrong, the answer is the same and takes as long: nobody learns which logins
// exist, or whether one is locked. Each attempt is counted before it is looked at, so that many at once gain nothing.
import { DabiaoError } from "../../problem.ts";
import { type Doer, note } from "./events.ts";
import { foldLogin } from "./accounts.ts";
import type { AccountTable } from "./schema.ts";
import type { Selectable } from "kysely";
import { minutesAfter } from "./times.ts";
import { type Db, inTransaction } from "../database.ts";
import { hashPassword, isOutdated, isPassword } from "./password-hash.ts";
import { spendResetCode } from "./one-time-codes.ts";
import { longestPassword } from "./password-policy.ts";
import { type From, startSession } from "./sessions.ts";
import { findPolicy, type SignInPolicy } from "./sign-in-policy.ts";

/** Too many attempts from one address. */
export class TooManyAttempts extends DabiaoError {
  /** In so many seconds it can be tried again. */
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super("ACCOUNT-02", { message: "失败的次数太多，暂时不能登录。", hint: `请在 ${Math.ceil(retryAfter / 60)} 分钟以后再试。` });
    this.retryAfter = retryAfter;
  }
}

type Account = Selectable<AccountTable>;

const windowMinutes = 10;
const longestLock = 24 * 60;

/** @returns the token of a new session @throws DabiaoError ACCOUNT-01 when it is refused, ACCOUNT-02 when it was tried too often */
export async function signIn(db: Db, told: { login: string; password: string }, from: From, now: Date): Promise<string> {
  const policy = await findPolicy(db);
  await countAttempt(db, from.address, policy, now);
  const account = await takeTry(db, foldLogin(told.login), policy, now);
  const byPassword = await isPassword(told.password.slice(0, longestPassword + 1), account?.password ?? null);
  const byCode = await spendResetCode(db, account?.id ?? null, told.password, now);
  if (!account || !(byPassword || byCode)) throw await refuse(db, account, "password", policy, from, now);
  const token = await inTransaction(db, async (transaction) => {
    if (!(await forgetFailures(transaction, account.id, now))) return null;
    if (byPassword && account.password !== null && isOutdated(account.password))
      await transaction.updateTable("account").set({ password: await hashPassword(told.password) }).where("id", "=", account.id).execute();
    if (byCode) await transaction.updateTable("account").set({ must_change: true }).where("id", "=", account.id).execute();
    await note(transaction, doerOf(account, from), "session.begin", account.id, { detail: { by: byCode ? "code" : "password" } });
    return await startSession(transaction, account.id, from, now);
  });
  if (token === null) throw refused();
  await uncountAttempt(db, from.address, now);
  return token;
}

export const doerOf = ({ id, name }: { id: string; name: string }, { address }: { address: string | null }): Doer => ({ account: id, name, role: null, address });

const refused = (): DabiaoError =>
  new DabiaoError("ACCOUNT-01", {
    message: "登录名或密码不对，或者账号不能使用。",
    hint: "请检查输入法和大小写。连续失败会锁定账号一段时间；忘记密码请找安全保密员要一次性登录码。",
  });

const windowOf = (now: Date): Date => new Date(Math.floor(now.getTime() / (windowMinutes * 60_000)) * windowMinutes * 60_000);

/** Counts an attempt as failed until it has succeeded. @throws TooManyAttempts */
export async function countAttempt(db: Db, address: string | null, { failuresPerAddress }: SignInPolicy, now: Date): Promise<void> {
  const since = windowOf(now);
  const { failures } = await db
    .insertInto("sign_in_rate")
    .values({ address: address ?? "", since, failures: 1 })
    .onConflict((conflict) => conflict.columns(["address", "since"]).doUpdateSet((eb) => ({ failures: eb("sign_in_rate.failures", "+", 1) })))
    .returning("failures")
    .executeTakeFirstOrThrow();
  if (failures <= failuresPerAddress) return;
  throw new TooManyAttempts(Math.ceil((minutesAfter(since, windowMinutes).getTime() - now.getTime()) / 1000));
}

export async function uncountAttempt(db: Db, address: string | null, now: Date): Promise<void> {
  const since = windowOf(now);
  await db.updateTable("sign_in_rate").set((eb) => ({ failures: eb("failures", "-", 1) })).where("address", "=", address ?? "").where("since", "=", since).execute();
  await db.deleteFrom("sign_in_rate").where("since", "<", since).execute();
}

/** Takes one of the tries that an account has left. null: no such account, or it is locked or disabled. */
async function takeTry(db: Db, login: string, policy: SignInPolicy, now: Date): Promise<Account | null> {
  const row = await db
    .updateTable("account")
    .set((eb) => ({ failures: eb("failures", "+", 1) }))
    .where("login", "=", login)
    .where("disabled_at", "is", null)
    .where((eb) => eb.or([eb("locked_until", "is", null), eb("locked_until", "<=", now)]))
    .returningAll()
    .executeTakeFirst();
  if (!row || row.failures <= policy.maxFailures) return row ?? null;
  // Others are being looked at just now, or the server died before it could lock.
  await inTransaction(db, async (transaction) => await lock(transaction, row.id, policy, now));
  return null;
}

/** Takes a try for a second proof of an account whose password was right. @throws DabiaoError ACCOUNT-01 when none is left */
export async function takeFurtherTry(db: Db, login: string, policy: SignInPolicy, now: Date): Promise<Account> {
  const account = await takeTry(db, login, policy, now);
  if (account) return account;
  throw refused();
}

/** After a success. @returns false when the account was locked meanwhile */
export async function forgetFailures(db: Db, id: string, now: Date): Promise<boolean> {
  const done = await db
    .updateTable("account")
    .set({ failures: 0, lockouts: 0, locked_until: null })
    .where("id", "=", id)
    .where("disabled_at", "is", null)
    .where((eb) => eb.or([eb("locked_until", "is", null), eb("locked_until", "<=", now)]))
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Notes that an attempt failed, and locks the account when it was its last. @returns the error to throw */
export async function refuse(db: Db, account: Account | null, what: "password" | "factor", policy: SignInPolicy, from: From, now: Date): Promise<DabiaoError> {
  await inTransaction(db, async (transaction) => {
    // Which login was tried is not kept: people type their password into the wrong field.
    const doer = account ? doerOf(account, from) : { account: null, name: "未知", role: null, address: from.address };
    await note(transaction, doer, "session.refuse", account?.id ?? null, { detail: { what } });
    if (account && account.failures >= policy.maxFailures) {
      const until = await lock(transaction, account.id, policy, now);
      if (until) await note(transaction, doer, "account.lock", account.id, { detail: { until: until.toISOString() } });
    }
  });
  return refused();
}

/** Locks an account whose failures are at their limit; each lock is twice as long as the one before. @returns until when */
async function lock(db: Db, id: string, { maxFailures, lockMinutes }: SignInPolicy, now: Date): Promise<Date | null> {
  const row = await db.selectFrom("account").select("lockouts").where("id", "=", id).where("failures", ">=", maxFailures).forUpdate().executeTakeFirst();
  if (!row) return null;
  const until = minutesAfter(now, Math.min(longestLock, lockMinutes * 2 ** Math.min(row.lockouts, 20)));
  await db.updateTable("account").set((eb) => ({ failures: 0, lockouts: eb("lockouts", "+", 1), locked_until: until })).where("id", "=", id).execute();
  return until;
}
