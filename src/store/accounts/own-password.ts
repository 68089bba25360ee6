// A person's own password: changed with the old one, or set anew after a code.
import { DabiaoError } from "../../problem.ts";
import { note } from "./events.ts";
import { type Db, inTransaction } from "../database.ts";
import { dropResetCodes } from "./one-time-codes.ts";
import { keepOldPassword } from "./password-history.ts";
import { hashPassword, isPassword } from "./password-hash.ts";
import { refuseWeak } from "./password-policy.ts";
import { endSessions, type From, renewSession } from "./sessions.ts";
import { doerOf, forgetFailures, refuse, takeFurtherTry } from "./sign-in.ts";
import { findPolicy } from "./sign-in-policy.ts";

/**
 * Sets a new password. All other sessions of the account end; this one goes on under another token.
 * @param told `current` is not asked for from who came with a code and has no password
 * @returns the session's new token
 * @throws DabiaoError ACCOUNT-01 when the current one is wrong, ACCOUNT-04 when the new one is too weak or was used before
 */
export async function changePassword(db: Db, session: { token: string; login: string }, told: { current: string | null; password: string }, from: From, now: Date): Promise<string> {
  const policy = await findPolicy(db);
  const account = await takeFurtherTry(db, session.login, policy, now);
  if (account.password !== null && !account.must_change && !(await isPassword(told.current ?? "", account.password))) throw await refuse(db, account, "password", policy, from, now);
  await forgetFailures(db, account.id, now);
  refuseWeak(told.password, account.login, policy);
  const old = await db.selectFrom("account_password").select("hash").where("account_id", "=", account.id).orderBy("id", "desc").limit(policy.history).execute();
  for (const hash of [account.password, ...old.map((row) => row.hash)].slice(0, Math.max(1, policy.history))) {
    if (hash !== null && (await isPassword(told.password, hash)))
      throw new DabiaoError("ACCOUNT-04", { message: "这个密码最近用过。", hint: `请不要使用最近 ${Math.max(1, policy.history)} 次用过的密码。` });
  }
  const hash = await hashPassword(told.password);
  return await inTransaction(db, async (transaction) => {
    await keepOldPassword(transaction, account.id, account.password, now);
    await transaction.updateTable("account").set({ password: hash, password_at: now, must_change: false }).where("id", "=", account.id).execute();
    await dropResetCodes(transaction, account.id);
    await endSessions(transaction, account.id, session.token);
    await note(transaction, doerOf(account, from), "password.change", account.id);
    return await renewSession(transaction, session.token, false);
  });
}
