// To the identity provider and back.
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { DabiaoError } from "../../problem.ts";
import { keepAttempt, signInFromProvider, type SsoOutcome, takeAttempt } from "../../store/accounts/sso.ts";
import { type AccountSettings, accountSettings } from "./settings.ts";
import type { App, House } from "../app.ts";
import { attemptOf, giveAttempt, giveSession } from "./credentials.ts";
import { problemAnswer } from "../problems.ts";
import { fromOf, sessionTags } from "./sign-in.ts";

const redirect = { 303: z.null().describe("转到别的地址"), default: problemAnswer };

export function addSsoRoutes(app: App, { db, accounts }: House): void {
  const settings = accountSettings(accounts);
  app.route({
    method: "GET",
    url: "/api/session/sso",
    config: { action: "session.start" },
    schema: { tags: sessionTags, summary: "转到单点登录", operationId: "beginSso", response: redirect },
    async handler(request, reply) {
      if (!settings.provider) throw new DabiaoError("ACCOUNT-15", { message: "没有设置单点登录。", hint: "请用登录名和密码登录。" });
      const { address, attempt } = await settings.provider.begin(callbackOf(request, settings));
      giveAttempt(request, reply, settings, await keepAttempt(db, attempt, settings.clock()));
      return await reply.redirect(address.href, 303);
    },
  });
  app.route({
    method: "GET",
    url: "/api/session/sso/callback",
    config: { action: "session.start" },
    schema: { tags: sessionTags, summary: "从单点登录回来", operationId: "endSso", response: redirect },
    async handler(request, reply) {
      const outcome = await answered(request);
      giveAttempt(request, reply, settings, null);
      if (outcome.kind === "session") giveSession(request, reply, settings, outcome.token);
      return await reply.redirect(outcome.kind === "session" ? "/" : `/sign-in?sso=${outcome.kind}`, 303);
    },
  });

  /** Whatever is wrong with an answer, the page says that it failed; the log says why. */
  async function answered(request: FastifyRequest): Promise<SsoOutcome | { kind: "failed" }> {
    const now = settings.clock();
    const attempt = await takeAttempt(db, attemptOf(request) ?? "", now);
    if (!attempt || !settings.provider) return { kind: "failed" };
    const address = new URL(callbackOf(request, settings));
    address.search = new URL(request.url, address).search;
    try {
      return await signInFromProvider(db, await settings.provider.finish(address, attempt), fromOf(request), now);
    } catch (error) {
      request.log.warn({ err: error }, "单点登录没有成功");
      return { kind: "failed" };
    }
  }
}

function callbackOf({ headers }: FastifyRequest, { origin }: AccountSettings): URL {
  return new URL("/api/session/sso/callback", origin ?? `http://${headers.host}`);
}
