// Secrets of second factors that are in the database: sealed where they are not yet, and counted where no key opens them.
import { sql } from "kysely";
import { note, onTheMachine } from "../accounts/events.ts";
import { type Db, inTransaction } from "../database.ts";
import type { SecretKeys } from "./secret-keys.ts";

/** What a secret belongs to. */
export const aboutFactor = (account: string): string => `second factor of ${account}`;

/** Seals what earlier programs left in plain text. Two servers that start at once take turns. @returns how many */
export async function sealOldFactors(db: Db, keys: SecretKeys): Promise<number> {
  return await inTransaction(db, async (transaction) => {
    const rows = await transaction.selectFrom("account").select(["id", "totp_secret", "totp_pending"]).where(sql<boolean>`coalesce(totp_secret, '') ~ '^[A-Z2-7]+$' or coalesce(totp_pending, '') ~ '^[A-Z2-7]+$'`).orderBy("id").forUpdate().execute();
    for (const { id, totp_secret, totp_pending } of rows) {
      const sealed = (secret: string | null): string | null => (secret === null || secret.includes(".") ? secret : keys.seal(secret, aboutFactor(id)));
      await transaction.updateTable("account").set({ totp_secret: sealed(totp_secret), totp_pending: sealed(totp_pending) }).where("id", "=", id).execute();
    }
    if (rows.length > 0) await note(transaction, onTheMachine, "factor.seal", null, { detail: { accounts: rows.length } });
    return rows.length;
  });
}

/** How many accounts have a second factor whose key is not at hand. */
export async function countLostFactors(db: Db, keys: SecretKeys): Promise<number> {
  const { lost } = await db
    .selectFrom("account")
    .select((eb) => eb.fn.countAll<number>().as("lost"))
    .where("totp_secret", "is not", null)
    .where(sql<boolean>`split_part(totp_secret, '.', 2) <> all (${keys.ids}::text[])`)
    .executeTakeFirstOrThrow();
  return lost;
}
