// What a writing request says besides its body: who sends it, what they saw, and under which key it is carried out once.
import type { FastifyRequest } from "fastify";
import { sql } from "kysely";
import { z } from "zod";
import { DabiaoError } from "../problem.ts";
import { fingerprint } from "../store/audit/audit.ts";
import { type Keyed, once } from "../store/carried-out.ts";
import type { SecretKeys } from "../store/cipher/secret-keys.ts";
import { type Db, inTransaction } from "../store/database.ts";
import type { Doer } from "../store/goals/doer.ts";

export const doerOf = ({ actor, ip }: FastifyRequest): Doer => ({ actor, from: ip });

export const etagOf = (revision: number): string => `"${revision}"`;

/** The revision that the sender saw. @throws DabiaoError GOAL-08 when it says none */
export function seenBy(headers: { "if-match"?: string | undefined }): number {
  const [, revision] = /^(?:W\/)?"?(\d{1,9})"?$/.exec(headers["if-match"]?.trim() ?? "") ?? [];
  if (revision !== undefined) return Number(revision);
  throw new DabiaoError("GOAL-08", { message: "没有说明看到的是第几次修订。", hint: '请在 If-Match 里写上看到的修订号，如 "7"。' });
}

/** The request by its key: the same key with anything else is another request. */
export function keyed(request: FastifyRequest): Keyed {
  const { "idempotency-key": key, "if-match": seen } = request.headers;
  return { account: request.actor.account, key: typeof key === "string" ? key : null, request: { method: request.method, url: request.url, seen: seen ?? null, body: request.body ?? null } };
}

/** What administrators' writes may say besides: the same key again makes nothing twice; what somebody else changed meanwhile is not written over. */
export const AdminHeaders = z.object({
  "idempotency-key": z.string().min(1).max(200).optional().describe("同一编号的同一请求只执行一次，答复相同"),
  "if-match": z.string().max(200).optional().describe("读到的 ETag；之后有人改过就不执行（412）"),
});

/** The version of something by its content. */
export const contentTag = (content: unknown): string => `"${fingerprint(content).slice(0, 32)}"`;

/**
 * Carries out an administrator's write: once under its key, and not when what it changes is no longer what was seen.
 * @param current what is to be changed, as it is now; writers of the same thing take turns
 * @param keys where the answer tells a one-time code: it is kept under seal
 * @throws DabiaoError API-12 when somebody else was faster
 */
export async function carryOut<Answer>(db: Db, request: FastifyRequest, work: (on: Db) => Promise<Answer>, { current, keys }: { current?: (on: Db) => Promise<unknown>; keys?: SecretKeys } = {}): Promise<Answer> {
  return await inTransaction(db, async (transaction) =>
    await once(transaction, { ...keyed(request), ...(keys && { keys }) }, async (on) => {
      if (current && request.headers["if-match"] !== undefined) {
        await sql`select pg_advisory_xact_lock(hashtextextended(${`write ${JSON.stringify(request.params)} ${request.routeOptions.config.action ?? ""}`}, 0))`.execute(on);
        if (request.headers["if-match"] !== contentTag(await current(on))) throw new DabiaoError("API-12", { message: "别人刚刚改过，您的修改没有保存。", hint: "请刷新，看过现在的内容再改。" });
      }
      return await work(on);
    }),
  );
}
