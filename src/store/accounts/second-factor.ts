// The second factor of an account: a secret shared with a phone, and recovery codes for when it is lost.
import { DabiaoError } from "../../problem.ts";
import { aboutFactor } from "../cipher/factors.ts";
import type { SecretKeys } from "../cipher/secret-keys.ts";
import { type Doer, note } from "./events.ts";
import type { AccountTable } from "./schema.ts";
import type { Selectable } from "kysely";
import { type Db, inTransaction } from "../database.ts";
import { asTyped, hashOf, newTypedSecret } from "./secrets.ts";
import { type From, renewSession } from "./sessions.ts";
import { countAttempt, doerOf, forgetFailures, refuse, takeFurtherTry, uncountAttempt } from "./sign-in.ts";
import { findPolicy } from "./sign-in-policy.ts";
import { matchingStep, newTotpSecret, totpAddress } from "./totp.ts";

const recoveryCodes = 10;

/** Makes a secret for an account; it counts once `confirmFactor` has seen that the phone has it. */
export async function offerFactor(db: Db, keys: SecretKeys, account: { id: string; login: string }): Promise<{ secret: string; address: string }> {
  const secret = newTotpSecret();
  const offered = await db.updateTable("account").set({ totp_pending: keys.seal(secret, aboutFactor(account.id)) }).where("id", "=", account.id).where("totp_secret", "is", null).executeTakeFirst();
  if (offered.numUpdatedRows === 0n) throw new DabiaoError("ACCOUNT-17", { message: "双因素登录已经启用。", hint: "要换手机，请先停用，再重新启用。" });
  return { secret, address: totpAddress(secret, account.login) };
}

const wrongCode = (): DabiaoError => new DabiaoError("ACCOUNT-05", { message: "验证码不对。", hint: "请输入手机上现在显示的六位数字；手机的时间要准确。" });

/** Switches the second factor on. @returns recovery codes, shown this once, and the session's new token @throws DabiaoError ACCOUNT-05 */
export async function confirmFactor(db: Db, keys: SecretKeys, session: { token: string; account: string }, code: string, by: Doer, now: Date): Promise<{ codes: string[]; token: string }> {
  return await inTransaction(db, async (transaction) => {
    const row = await transaction.selectFrom("account").select(["totp_pending"]).where("id", "=", session.account).forUpdate().executeTakeFirst();
    const step = row?.totp_pending ? matchingStep(keys.open(row.totp_pending, aboutFactor(session.account)), code, now) : null;
    if (!row || step === null) throw wrongCode();
    await transaction.updateTable("account").set({ totp_secret: row.totp_pending, totp_pending: null, totp_step: step }).where("id", "=", session.account).execute();
    await note(transaction, by, "factor.enable", session.account);
    return { codes: await makeRecoveryCodes(transaction, session.account), token: await renewSession(transaction, session.token, true) };
  });
}

async function makeRecoveryCodes(db: Db, account: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodes }, () => newTypedSecret(3));
  await db.deleteFrom("recovery_code").where("account_id", "=", account).execute();
  await db.insertInto("recovery_code").values(codes.map((code) => ({ account_id: account, hash: hashOf(code) }))).execute();
  return codes;
}

/** Gives the second proof. @returns the session's new token @throws DabiaoError ACCOUNT-01 or TooManyAttempts, as when signing in */
export async function passFactor(db: Db, keys: SecretKeys, session: { token: string; login: string }, code: string, from: From, now: Date): Promise<string> {
  const account = await prove(db, keys, session.login, code, from, now);
  return await inTransaction(db, async (transaction) => {
    await note(transaction, doerOf(account, from), "session.factor", account.id);
    return await renewSession(transaction, session.token, true);
  });
}

/** Switches the second factor off; the code shows that it is still the same person. @throws DabiaoError ACCOUNT-17 when a role demands it */
export async function endFactor(db: Db, keys: SecretKeys, login: string, code: string, roles: readonly string[], from: From, now: Date): Promise<void> {
  const { secondFactorRoles } = await findPolicy(db);
  if (roles.some((role) => (secondFactorRoles as readonly string[]).includes(role)))
    throw new DabiaoError("ACCOUNT-17", { message: "您的角色必须使用双因素登录，不能停用。", hint: "手机丢了，请用恢复码登录，再找安全保密员重新启用。" });
  const account = await prove(db, keys, login, code, from, now);
  await inTransaction(db, async (transaction) => {
    await transaction.updateTable("account").set({ totp_secret: null, totp_step: null }).where("id", "=", account.id).execute();
    await transaction.deleteFrom("recovery_code").where("account_id", "=", account.id).execute();
    await note(transaction, doerOf(account, from), "factor.remove", account.id);
  });
}

/** New recovery codes; the old ones are worth nothing any more. */
export async function renewRecoveryCodes(db: Db, keys: SecretKeys, login: string, code: string, from: From, now: Date): Promise<string[]> {
  const account = await prove(db, keys, login, code, from, now);
  return await inTransaction(db, async (transaction) => {
    await note(transaction, doerOf(account, from), "factor.codes", account.id);
    return await makeRecoveryCodes(transaction, account.id);
  });
}

export async function countRecoveryCodes(db: Db, account: string): Promise<number> {
  const { left } = await db.selectFrom("recovery_code").select((eb) => eb.fn.countAll<number>().as("left")).where("account_id", "=", account).where("used_at", "is", null).executeTakeFirstOrThrow();
  return left;
}

/** Takes a code of the phone or a recovery code, each once; what is wrong counts as a failure of the account. */
async function prove(db: Db, keys: SecretKeys, login: string, code: string, from: From, now: Date): Promise<Selectable<AccountTable>> {
  const policy = await findPolicy(db);
  await countAttempt(db, from.address, policy, now);
  const account = await takeFurtherTry(db, login, policy, now);
  // A recovery code is good also where the key of the phone's secret was lost.
  if (!((await usesRecoveryCode(db, account.id, code, now)) || (await usesStep(db, keys, account, code, now)))) throw await refuse(db, account, "factor", policy, from, now);
  await forgetFailures(db, account.id, now);
  await uncountAttempt(db, from.address, now);
  return account;
}

/** A step is worth something once: whoever looked over a shoulder comes too late. */
async function usesStep(db: Db, keys: SecretKeys, { id, totp_secret }: { id: string; totp_secret: string | null }, code: string, now: Date): Promise<boolean> {
  const step = totp_secret === null ? null : matchingStep(keys.open(totp_secret, aboutFactor(id)), code, now);
  if (step === null) return false;
  const used = await db
    .updateTable("account")
    .set({ totp_step: step })
    .where("id", "=", id)
    .where((eb) => eb.or([eb("totp_step", "is", null), eb("totp_step", "<", step)]))
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}

async function usesRecoveryCode(db: Db, account: string, typed: string, now: Date): Promise<boolean> {
  const used = await db
    .updateTable("recovery_code")
    .set({ used_at: now })
    .where("account_id", "=", account)
    .where("hash", "=", hashOf(asTyped(typed)))
    .where("used_at", "is", null)
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}
