// Requests that carry a key are carried out once: sent again, the same one gets the answer that it got.
import { sql } from "kysely";
import { DabiaoError } from "../problem.ts";
import { fingerprint } from "./audit/audit.ts";
import type { SecretKeys } from "./cipher/secret-keys.ts";
import { type Db, inTransaction } from "./database.ts";
import { storable, storableJson } from "./storable.ts";

/** A request with the key that its sender gave it. */
export interface Keyed {
  account: string | null;
  /** Null: the sender asks for no protection. */
  key: string | null;
  /** With which the answer is kept under seal: where it tells a code that is told only once. */
  keys?: SecretKeys;
  /** Method, address and body: what makes it the same request. */
  request: unknown;
}

/** How long a key is remembered. */
const rememberedFor = "7 days";

/**
 * Carries a request out, unless it was carried out before. Key and act commit together; whoever comes with the same key
 * meanwhile waits for the first.
 * @throws DabiaoError GOAL-07 when the key belongs to another request
 */
export async function once<Answer>(db: Db, { account, key, request, keys }: Keyed, work: (transaction: Db) => Promise<Answer>): Promise<Answer> {
  if (key === null) return await work(db);
  return await inTransaction(db, async (transaction) => {
    const told = { account_id: account, key: storable(key), request: fingerprint(request) };
    const taken = await transaction
      .insertInto("carried_out")
      .values({ ...told, status: 0, answer: null })
      .onConflict((conflict) => conflict.doNothing())
      .returning("key")
      .executeTakeFirst();
    if (!taken) return await kept<Answer>(transaction, told, keys);
    await sql`delete from carried_out where at < now() - ${rememberedFor}::interval`.execute(transaction);
    const answer = await work(transaction);
    const remembered = keys === undefined ? (answer ?? null) : { sealed: keys.seal(JSON.stringify(answer), aboutAnswer(told)) };
    await sql`update carried_out set status = 200, answer = ${storableJson(remembered)}::jsonb where key = ${told.key} and account_id is not distinct from ${account}::uuid`.execute(transaction);
    return answer;
  });
}

const aboutAnswer = ({ account_id, key }: { account_id: string | null; key: string }): string => `answer to ${account_id ?? "the machine"} ${key}`;

async function kept<Answer>(db: Db, told: { account_id: string | null; key: string; request: string }, keys: SecretKeys | undefined): Promise<Answer> {
  const row = await db
    .selectFrom("carried_out")
    .select(["request", "answer"])
    .where("key", "=", told.key)
    .where("account_id", "is not distinct from", told.account_id)
    .executeTakeFirst();
  if (row?.request === told.request) return keys === undefined ? (row.answer as Answer) : (JSON.parse(keys.open((row.answer as { sealed: string }).sealed, aboutAnswer(told))) as Answer);
  throw new DabiaoError("GOAL-07", { message: "这个操作编号（Idempotency-Key）已经用于另一次操作。", hint: "每次操作请用新的编号；只有重发同一次操作才用原来的。" });
}
