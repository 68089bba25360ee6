import type { FastifyRequest } from "fastify";
import { DabiaoError } from "../../problem.ts";
import { createToken, listTokens, revokeToken } from "../../store/accounts/access-tokens.ts";
import type { Doer } from "../../store/accounts/events.ts";
import { accountSettings } from "./settings.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { AccessTokenList, AccessTokenWish, NewAccessToken } from "./contract.ts";
import { found, problemAnswer } from "../problems.ts";

const tags = ["访问令牌"];

export function addTokenRoutes(app: App, { db, accounts }: House): void {
  const { clock } = accountSettings(accounts);
  const list = { 200: AccessTokenList, default: problemAnswer };
  app.route({
    method: "GET",
    url: "/api/tokens",
    config: { action: "self.manage" },
    schema: { tags, summary: "自己的访问令牌", operationId: "listTokens", response: list },
    handler: async (request) => ({ items: await listTokens(db, ownerOf(request).account) }),
  });
  app.route({
    method: "POST",
    url: "/api/tokens",
    config: { action: "self.manage" },
    schema: { tags, summary: "新建访问令牌", operationId: "createToken", body: AccessTokenWish, response: { 201: NewAccessToken, default: problemAnswer } },
    async handler(request, reply) {
      const owner = ownerOf(request);
      return await reply.code(201).send(await createToken(db, owner.account, request.body, owner, clock()));
    },
  });
  app.route({
    method: "DELETE",
    url: "/api/tokens/:id",
    config: { action: "self.manage" },
    schema: { tags, summary: "撤销访问令牌", operationId: "revokeToken", params: IdParams, response: list },
    async handler(request) {
      const owner = ownerOf(request);
      found((await revokeToken(db, owner.account, request.params.id, owner, clock())) || null, "令牌");
      return { items: await listTokens(db, owner.account) };
    },
  });
}

/** Tokens are made by people: one that was stolen must not make others. */
function ownerOf({ actor, ip }: FastifyRequest): Doer & { account: string } {
  if (actor.account !== null && actor.scopes === null) return { account: actor.account, name: actor.name ?? "", role: null, address: ip };
  throw new DabiaoError("ACCOUNT-09", { message: "访问令牌只能由本人登录以后管理。", hint: "请在网页上登录，打开“我的账号”。" });
}
