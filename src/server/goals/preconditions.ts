// What a writing request says besides its body: who sends it, what they saw, and under which key it is carried out once.
import type { FastifyRequest } from "fastify";
import { DabiaoError } from "../../problem.ts";
import type { Keyed } from "../../store/goals/carried-out.ts";
import type { Doer } from "../../store/goals/doer.ts";

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
