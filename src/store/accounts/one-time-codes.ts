// Codes that are handed from person to person and are worth something once.
import { minutesAfter } from "./times.ts";
import { type Db, inTransaction } from "../database.ts";
import { asTyped, hashOf, newSecret, newTypedSecret } from "./secrets.ts";

const resetHours = 72;
const firstAdminHours = 1;

/** A code with which an account signs in once, to set a password; codes of before are worth nothing any more. */
export async function makeResetCode(db: Db, account: string, by: string | null, now: Date): Promise<{ code: string; expiresAt: Date }> {
  await dropResetCodes(db, account);
  const code = newTypedSecret(5);
  const expiresAt = minutesAfter(now, resetHours * 60);
  await db.insertInto("one_time_code").values({ hash: hashOf(code), purpose: "reset", account_id: account, made_by: by, made_at: now, expires_at: expiresAt }).execute();
  return { code, expiresAt };
}

export async function dropResetCodes(db: Db, account: string): Promise<void> {
  await db.deleteFrom("one_time_code").where("account_id", "=", account).where("used_at", "is", null).execute();
}

/** Uses a code up. Asked without an account it says no, after as long. */
export async function spendResetCode(db: Db, account: string | null, typed: string, now: Date): Promise<boolean> {
  const used = await db
    .updateTable("one_time_code")
    .set({ used_at: now })
    .where("hash", "=", hashOf(asTyped(typed.slice(0, 100))))
    .where("account_id", "=", account ?? "00000000-0000-0000-0000-000000000000")
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}

/** The code that makes the first administrators; the one before it is worth nothing any more. */
export async function makeFirstAdminCode(db: Db, now: Date): Promise<string> {
  const code = newSecret(16);
  await inTransaction(db, async (transaction) => {
    await transaction.deleteFrom("one_time_code").where("purpose", "=", "first-admin").where("used_at", "is", null).execute();
    await transaction
      .insertInto("one_time_code")
      .values({ hash: hashOf(code), purpose: "first-admin", made_at: now, expires_at: minutesAfter(now, firstAdminHours * 60) })
      .execute();
  });
  return code;
}

/** Whether somebody asked for such a code and nobody has used it yet. */
export async function firstAdminIsAwaited(db: Db): Promise<boolean> {
  const waiting = await db.selectFrom("one_time_code").select("made_at").where("purpose", "=", "first-admin").where("used_at", "is", null).executeTakeFirst();
  return waiting !== undefined;
}

/** Whether a code would be taken, without using it. */
export async function isFirstAdminCode(db: Db, code: string, now: Date): Promise<boolean> {
  const held = await db
    .selectFrom("one_time_code")
    .select("made_at")
    .where("purpose", "=", "first-admin")
    .where("hash", "=", hashOf(code))
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return held !== undefined;
}

export async function spendFirstAdminCode(db: Db, code: string, now: Date): Promise<boolean> {
  const used = await db
    .updateTable("one_time_code")
    .set({ used_at: now })
    .where("purpose", "=", "first-admin")
    .where("hash", "=", hashOf(code))
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}
