// What the security administrator does: accounts, roles, codes, bindings to the identity provider, rules of signing in.
import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import { note } from "../../store/accounts/events.ts";
import { changeAccount, createAccount, findAccount, listAccounts, removeLostFactor, resetPassword } from "../../store/accounts/accounts.ts";
import { type Db, inTransaction } from "../../store/database.ts";
import { endGrant, grantRole, type Manager, refuseForeign } from "../../store/accounts/grants.ts";
import { endSessions } from "../../store/accounts/sessions.ts";
import { findPolicy, SignInPolicy, writePolicy } from "../../store/accounts/sign-in-policy.ts";
import { decideBinding, listBindings } from "../../store/accounts/sso.ts";
import { accountSettings } from "./settings.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { AdminHeaders, carryOut, contentTag } from "../preconditions.ts";
import { Account, AccountChange, AccountList, AccountQuery, AccountWish, GrantParams, GrantWish, NewAccount, OneTimeCode, SsoBindingList, SsoDecision } from "./contract.ts";
import { found, problemAnswer } from "../problems.ts";

const tags = ["账号与角色"];

/** The regions whose people the actor sees to. */
export function managerOf({ actor, ip }: FastifyRequest): Manager {
  const regions = actor.grants.filter(({ role }) => role === "security-admin").map(({ office }) => office);
  return { account: actor.account, name: actor.name ?? "", role: "security-admin", address: ip, regions };
}

export function addAccountRoutes(app: App, house: House): void {
  const { db } = house;
  const { clock, keys } = accountSettings(house.accounts);
  const one = { 200: Account, default: problemAnswer };
  app.route({
    method: "GET",
    url: "/api/accounts",
    config: { action: "account.read" },
    schema: { tags, summary: "账号，按登录名", operationId: "listAccounts", querystring: AccountQuery, response: { 200: AccountList, default: problemAnswer } },
    handler: async (request) => (await listAccounts(db, managerOf(request), request.query, clock())) as z.infer<typeof AccountList>,
  });
  app.route({
    method: "POST",
    url: "/api/accounts",
    config: { action: "account.manage" },
    schema: { tags, summary: "新建账号；得到一次性登录码", operationId: "createAccount", headers: AdminHeaders, body: AccountWish, response: { 201: NewAccount, default: problemAnswer } },
    async handler(request, reply) {
      const made = await carryOut(db, request, async (on) => await createAccount(on, request.body, managerOf(request), clock()), { keys });
      const { id, ...code } = made;
      return await reply.code(201).send({ account: await shown(id), ...code });
    },
  });
  app.route({
    method: "PATCH",
    url: "/api/accounts/:id",
    config: { action: "account.manage" },
    schema: { tags, summary: "改姓名；停用、启用或解锁", operationId: "changeAccount", params: IdParams, headers: AdminHeaders, body: AccountChange, response: one },
    async handler(request) {
      const { id } = request.params;
      return found(await carryOut(db, request, async (on) => await changeAccount(on, id, request.body, managerOf(request), clock())), "账号") as Account;
    },
  });
  app.route({
    method: "POST",
    url: "/api/accounts/:id/code",
    config: { action: "account.manage" },
    schema: { tags, summary: "重置密码：原密码作废，得到一次性登录码", operationId: "resetPassword", params: IdParams, headers: AdminHeaders, response: { 200: OneTimeCode, default: problemAnswer } },
    handler: async (request) => found(await carryOut(db, request, async (on) => await resetPassword(on, request.params.id, managerOf(request), clock()), { keys }), "账号"),
  });
  app.route({
    method: "DELETE",
    url: "/api/accounts/:id/factor",
    config: { action: "account.manage" },
    schema: { tags, summary: "手机丢失：取消双因素", operationId: "removeLostFactor", params: IdParams, headers: AdminHeaders, response: one },
    handler: async (request) => found(await carryOut(db, request, async (on) => await removeLostFactor(on, request.params.id, managerOf(request), clock())), "账号") as Account,
  });
  app.route({
    method: "DELETE",
    url: "/api/accounts/:id/sessions",
    config: { action: "account.manage" },
    schema: { tags, summary: "让这个账号在所有地方退出", operationId: "endSessions", params: IdParams, response: one },
    async handler(request) {
      const { id } = request.params;
      await inTransaction(db, async (transaction) => {
        found(await findAccount(transaction, id, clock()), "账号");
        await refuseForeign(transaction, managerOf(request), id, clock());
        await endSessions(transaction, id);
        await note(transaction, managerOf(request), "session.end", id, { detail: { all: true } });
      });
      return await shown(id);
    },
  });
  addGrantRoutes(app, house);
  addBindingRoutes(app, house);
  addPolicyRoutes(app, house);

  const shown = async (id: string): Promise<Account> => found(await findAccount(db, id, clock()), "账号") as Account;
}

function addGrantRoutes(app: App, { db, accounts }: House): void {
  const { clock } = accountSettings(accounts);
  app.route({
    method: "POST",
    url: "/api/accounts/:id/grants",
    config: { action: "grant.manage" },
    schema: { tags, summary: "授予角色", operationId: "grantRole", params: IdParams, headers: AdminHeaders, body: GrantWish, response: { 201: Account, default: problemAnswer } },
    async handler(request, reply) {
      const { id } = request.params;
      found(await carryOut(db, request, async (on) => await grantRole(on, id, request.body, managerOf(request), clock())), "账号");
      return await reply.code(201).send(found(await findAccount(db, id, clock()), "账号") as Account);
    },
  });
  app.route({
    method: "DELETE",
    url: "/api/accounts/:id/grants/:grantId",
    config: { action: "grant.manage" },
    schema: { tags, summary: "结束角色", operationId: "endGrant", params: GrantParams, headers: AdminHeaders, response: { 200: Account, default: problemAnswer } },
    async handler(request) {
      const { id, grantId } = request.params;
      found((await carryOut(db, request, async (on) => await endGrant(on, id, grantId, managerOf(request), clock()))) || null, "角色");
      return found(await findAccount(db, id, clock()), "账号") as Account;
    },
  });
}

function addBindingRoutes(app: App, { db, accounts }: House): void {
  const { clock } = accountSettings(accounts);
  app.route({
    method: "GET",
    url: "/api/sso-bindings",
    config: { action: "account.read" },
    schema: { tags, summary: "单点登录的绑定，等待确认的在前", operationId: "listSsoBindings", response: { 200: SsoBindingList, default: problemAnswer } },
    handler: async (request) => ({ items: await listBindings(db, managerOf(request), clock()) }),
  });
  app.route({
    method: "POST",
    url: "/api/sso-bindings/:id",
    config: { action: "account.manage" },
    schema: { tags, summary: "确认或删除单点登录的绑定", operationId: "decideSsoBinding", params: IdParams, body: SsoDecision, response: { 200: SsoBindingList, default: problemAnswer } },
    async handler(request) {
      found((await decideBinding(db, request.params.id, request.body.accept, managerOf(request), clock())) || null, "绑定");
      return { items: await listBindings(db, managerOf(request), clock()) };
    },
  });
}

function addPolicyRoutes(app: App, { db, accounts }: House): void {
  const { clock } = accountSettings(accounts);
  const answers = { 200: SignInPolicy, default: problemAnswer };
  app.route({
    method: "GET",
    url: "/api/sign-in-policy",
    config: { action: "policy.manage" },
    schema: { tags, summary: "登录与密码规则", operationId: "getSignInPolicy", response: answers },
    async handler(_request, reply) {
      const policy = await findPolicy(db);
      void reply.header("etag", contentTag(policy));
      return policy;
    },
  });
  app.route({
    method: "PUT",
    url: "/api/sign-in-policy",
    config: { action: "policy.manage" },
    schema: { tags, summary: "更改登录与密码规则；立即生效", operationId: "putSignInPolicy", headers: AdminHeaders, body: SignInPolicy, response: answers },
    async handler(request, reply) {
      const by = managerOf(request);
      const change = async (transaction: Db) => {
        const before = await findPolicy(transaction);
        await writePolicy(transaction, request.body, by.account, clock());
        await note(transaction, by, "policy.change", null, { before, after: request.body, detail: { before, after: request.body } });
        return await findPolicy(transaction);
      };
      const policy = await carryOut(db, request, change, { current: findPolicy });
      void reply.header("etag", contentTag(policy));
      return policy;
    },
  });
}
