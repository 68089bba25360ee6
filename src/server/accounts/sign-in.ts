// Signing in and out, and what a person does with their own session, password and second factor.
import type { FastifyReply, FastifyRequest } from "fastify";
import { DabiaoError } from "../../problem.ts";
import { type Doer, note } from "../../store/accounts/events.ts";
import { inTransaction } from "../../store/database.ts";
import { readHouse } from "../../store/house.ts";
import { firstAdminIsAwaited } from "../../store/accounts/one-time-codes.ts";
import { changePassword } from "../../store/accounts/own-password.ts";
import { confirmFactor, countRecoveryCodes, endFactor, offerFactor, passFactor, renewRecoveryCodes } from "../../store/accounts/second-factor.ts";
import { endListedSession, endSession, findSession, type FoundSession, type From, listSessions, type Stage } from "../../store/accounts/sessions.ts";
import { signIn } from "../../store/accounts/sign-in.ts";
import { findPolicy } from "../../store/accounts/sign-in-policy.ts";
import { type AccountSettings, accountSettings } from "./settings.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { FactorOffer, FactorWish, PasswordWish, RecoveryCodes, SessionAnswer, SessionList, SignInWish } from "./contract.ts";
import { giveSession, sessionTokenOf } from "./credentials.ts";
import { found, problemAnswer } from "../problems.ts";

export const sessionTags = ["登录"];

export const fromOf = (request: FastifyRequest): From => ({ address: request.ip, agent: request.headers["user-agent"] ?? null });

/** What the page has to know first. @param token of the session, as it is from now on */
export async function sessionAnswer({ db, accounts }: House, token: string | null): Promise<SessionAnswer> {
  const settings = accountSettings(accounts);
  const [house, policy] = [await readHouse(db), await findPolicy(db)];
  const session = token === null || house.mode === "local" ? null : await findSession(db, token, settings.clock());
  return {
    house: { mode: house.mode, chosen: house.chosenAt !== null, setupAwaited: house.mode === "local" && (await firstAdminIsAwaited(db)) },
    trial: settings.makeTrial !== null,
    sso: settings.provider !== null,
    stage: house.mode === "local" ? "local" : (session?.stage ?? "none"),
    person: session && (await personOf(db, session)),
    rules: policy,
  };
}

async function personOf(db: House["db"], { account, roles }: FoundSession): Promise<SessionAnswer["person"]> {
  return {
    id: account.id, login: account.login, name: account.name, asksCurrent: account.hasPassword && !account.mustChange, hasFactor: account.hasFactor,
    recoveryCodes: account.hasFactor ? await countRecoveryCodes(db, account.id) : 0,
    roles: roles.map(({ role, office, name }) => ({ role, office, name })) as NonNullable<SessionAnswer["person"]>["roles"],
  };
}

/** A session and its token, in one of the stages. @throws DabiaoError AUTH-01 */
async function sessionIn(request: FastifyRequest, { db }: House, settings: AccountSettings, stages: readonly Stage[]): Promise<{ token: string; session: FoundSession }> {
  const token = sessionTokenOf(request, settings);
  const session = token === null ? null : await findSession(db, token, settings.clock());
  if (token !== null && session && stages.includes(session.stage)) return { token, session };
  throw new DabiaoError("AUTH-01", { message: "请先登录。", hint: "登录可能已经过期，请重新登录后再试。" });
}

const doing = ({ account }: FoundSession, { ip }: FastifyRequest): Doer => ({ account: account.id, name: account.name, role: null, address: ip });

export function addSignInRoutes(app: App, house: House): void {
  const { db } = house;
  const settings = accountSettings(house.accounts);
  const answers = { 200: SessionAnswer, default: problemAnswer };
  const started = async (request: FastifyRequest, reply: FastifyReply, token: string): Promise<SessionAnswer> => {
    giveSession(request, reply, settings, token);
    return await sessionAnswer(house, token);
  };
  app.route({
    method: "GET",
    url: "/api/session",
    config: { action: "session.read" },
    schema: { tags: sessionTags, summary: "当前会话", operationId: "getSession", response: answers },
    handler: async (request) => await sessionAnswer(house, sessionTokenOf(request, settings)),
  });
  app.route({
    method: "POST",
    url: "/api/session",
    config: { action: "session.start" },
    schema: { tags: sessionTags, summary: "用登录名和密码（或一次性登录码）登录", operationId: "signIn", body: SignInWish, response: answers },
    async handler(request, reply) {
      if ((await readHouse(db)).mode === "local") throw new DabiaoError("ACCOUNT-15", { message: "单机使用不用登录。", hint: "请直接打开首页。" });
      return await started(request, reply, await signIn(db, request.body, fromOf(request), settings.clock()));
    },
  });
  app.route({
    method: "DELETE",
    url: "/api/session",
    config: { action: "session.end" },
    schema: { tags: sessionTags, summary: "退出", operationId: "signOut", response: answers },
    async handler(request, reply) {
      const token = sessionTokenOf(request, settings);
      const session = token === null ? null : await findSession(db, token, settings.clock());
      await inTransaction(db, async (transaction) => {
        if (token !== null) await endSession(transaction, token);
        if (session) await note(transaction, doing(session, request), "session.end", session.account.id);
      });
      giveSession(request, reply, settings, null);
      return await sessionAnswer(house, null);
    },
  });
  app.route({
    method: "POST",
    url: "/api/session/factor",
    config: { action: "session.start" },
    schema: { tags: sessionTags, summary: "验证第二因素", operationId: "passFactor", body: FactorWish, response: answers },
    async handler(request, reply) {
      const { token, session } = await sessionIn(request, house, settings, ["factor"]);
      return await started(request, reply, await passFactor(db, settings.keys, { token, login: session.account.login }, request.body.code, fromOf(request), settings.clock()));
    },
  });
  app.route({
    method: "PUT",
    url: "/api/session/password",
    config: { action: "session.start" },
    schema: { tags: sessionTags, summary: "设置新密码；其他地方的登录随即退出", operationId: "putPassword", body: PasswordWish, response: answers },
    async handler(request, reply) {
      const { token, session } = await sessionIn(request, house, settings, ["change", "full", "enrol"]);
      return await started(request, reply, await changePassword(db, { token, login: session.account.login }, request.body, fromOf(request), settings.clock()));
    },
  });
  addFactorRoutes(app, house, settings);
  addSessionListRoutes(app, house, settings);
}

/** Switching the second factor on and off. */
function addFactorRoutes(app: App, house: House, settings: AccountSettings): void {
  const { db } = house;
  app.route({
    method: "POST",
    url: "/api/session/factor/offer",
    config: { action: "session.start" },
    schema: { tags: sessionTags, summary: "启用双因素：要一个密钥，由手机扫描", operationId: "offerFactor", response: { 200: FactorOffer, default: problemAnswer } },
    async handler(request) {
      const { session } = await sessionIn(request, house, settings, ["enrol", "full"]);
      return await offerFactor(db, settings.keys, session.account);
    },
  });
  app.route({
    method: "POST",
    url: "/api/session/factor/confirm",
    config: { action: "session.start" },
    schema: { tags: sessionTags, summary: "启用双因素：手机上的数字对了才算", operationId: "confirmFactor", body: FactorWish, response: { 200: RecoveryCodes, default: problemAnswer } },
    async handler(request, reply) {
      const { token, session } = await sessionIn(request, house, settings, ["enrol", "full"]);
      const done = await confirmFactor(db, settings.keys, { token, account: session.account.id }, request.body.code, doing(session, request), settings.clock());
      giveSession(request, reply, settings, done.token);
      return { codes: done.codes };
    },
  });
  app.route({
    method: "POST",
    url: "/api/session/factor/codes",
    config: { action: "session.start" },
    schema: { tags: sessionTags, summary: "换一组新的恢复码", operationId: "renewRecoveryCodes", body: FactorWish, response: { 200: RecoveryCodes, default: problemAnswer } },
    async handler(request) {
      const { session } = await sessionIn(request, house, settings, ["full"]);
      return { codes: await renewRecoveryCodes(db, settings.keys, session.account.login, request.body.code, fromOf(request), settings.clock()) };
    },
  });
  app.route({
    method: "POST",
    url: "/api/session/factor/end",
    config: { action: "session.start" },
    schema: { tags: sessionTags, summary: "停用双因素", operationId: "endFactor", body: FactorWish, response: { 200: SessionAnswer, default: problemAnswer } },
    async handler(request) {
      const { token, session } = await sessionIn(request, house, settings, ["full"]);
      await endFactor(db, settings.keys, session.account.login, request.body.code, session.roles.map(({ role }) => role), fromOf(request), settings.clock());
      return await sessionAnswer(house, token);
    },
  });
}

/** Where one is signed in. */
function addSessionListRoutes(app: App, house: House, settings: AccountSettings): void {
  const { db } = house;
  app.route({
    method: "GET",
    url: "/api/sessions",
    config: { action: "self.manage" },
    schema: { tags: sessionTags, summary: "自己在哪些地方登录着", operationId: "listSessions", response: { 200: SessionList, default: problemAnswer } },
    async handler(request) {
      const { session } = await sessionIn(request, house, settings, ["full"]);
      const items = await listSessions(db, session.account.id, settings.clock());
      return { items: items.map((line) => ({ ...line, own: line.id === session.id })) };
    },
  });
  app.route({
    method: "DELETE",
    url: "/api/sessions/:id",
    config: { action: "self.manage" },
    schema: { tags: sessionTags, summary: "退出自己在别处的一个登录", operationId: "endListedSession", params: IdParams, response: { 200: SessionList, default: problemAnswer } },
    async handler(request) {
      const { session } = await sessionIn(request, house, settings, ["full"]);
      await inTransaction(db, async (transaction) => {
        found((await endListedSession(transaction, session.account.id, request.params.id)) || null, "登录");
        await note(transaction, doing(session, request), "session.end", session.account.id, { detail: { session: request.params.id } });
      });
      const items = await listSessions(db, session.account.id, settings.clock());
      return { items: items.map((line) => ({ ...line, own: line.id === session.id })) };
    },
  });
}
