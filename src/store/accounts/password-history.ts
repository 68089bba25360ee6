import type { Db } from "../database.ts";
import { newId } from "../ids.ts";

/** More are never asked for (SignInPolicy.history). */
const keptPasswords = 24;

/** Keeps the hash of a password that is given up, so that it does not come back. */
export async function keepOldPassword(db: Db, account: string, hash: string | null, now: Date): Promise<void> {
  if (hash === null) return;
  await db.insertInto("account_password").values({ id: newId(), account_id: account, hash, at: now }).execute();
  const kept = db.selectFrom("account_password").select("id").where("account_id", "=", account).orderBy("id", "desc").limit(keptPasswords);
  await db.deleteFrom("account_password").where("account_id", "=", account).where("id", "not in", kept).execute();
}
