// The one door: who asks, whether they may, and in whose scope the rest of the request runs.
import type { FastifyRequest } from "fastify";
import { DabiaoError } from "../problem.ts";
import { findPerson } from "../store/person.ts";
import { findActor } from "../store/accounts/sessions.ts";
import { inScope, nobodysScope, type Scope } from "../store/scope.ts";
import { type Actor, holds, localPerson, stranger } from "../workflow/actor.ts";
import { type Action, auditedRegions, may, permissions } from "../workflow/permissions.ts";
import { accountSettings } from "./accounts/settings.ts";
import type { App, House } from "./app.ts";
import { credentialOf } from "./accounts/credentials.ts";
import { KnownActors } from "./accounts/known-actors.ts";
import { modeOfHouse } from "./mode.ts";
import { Traces, tracesOf } from "./traces.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What somebody does who calls this route: the key into the one table of permissions. */
    action?: Action;
  }
  interface FastifyRequest {
    actor: Actor;
  }
}

/**
 * Puts the door before every route that comes after. A route of the API without an action makes the server refuse to
 * start: nothing is open because somebody forgot.
 */
export function guardDoor(app: App, house: House): void {
  const known = new KnownActors(accountSettings(house.accounts).clock);
  const traces = new Traces(house.db);
  app.decorateRequest("actor");
  app.addHook("onRoute", ({ url, schema, config }) => {
    const described = schema !== undefined && "operationId" in schema;
    if (described && config?.action === undefined) throw new Error(`the route ${url} says no action`);
  });
  app.addHook("onRequest", async (request) => {
    const { action } = request.routeOptions.config;
    // Whether the house is well is asked when the database is not there, too.
    if (action === undefined || action === "house.health") return;
    request.actor = await inScope(null, () => actorOf(request, house, known));
    const verdict = may(request.actor, action);
    if (verdict === "sign-in") throw new DabiaoError("AUTH-01", { message: "请先登录。", hint: "登录可能已经过期，请重新登录后再试。" });
    if (verdict === "forbidden") throw new DabiaoError("AUTH-02", { message: "您的角色不能做这件事。", hint: "需要时请联系安全保密员授予角色。" });
  });
  // As late as possible: reading a body goes through events of the socket, which know no scope.
  app.addHook("preHandler", (request, _reply, done) => {
    const { action } = request.routeOptions.config;
    if (action === undefined || action === "house.health") done();
    else inScope(scopeOf(request.actor, action), done);
  });
  traceRequests(app, known, traces);
}

/** Before the answer goes out, what it leaves in the log is written; who looks at a list does not wait for that. */
function traceRequests(app: App, known: KnownActors, traces: Traces): void {
  app.addHook("onClose", async () => await traces.written());
  app.addHook("onSend", async (request, reply) => {
    const { action } = request.routeOptions.config;
    if (action === undefined || action === "house.health") return;
    if (request.method !== "GET" && permissions[action].about === "people") known.forget();
    // Nobody is known when the database could not be asked.
    const events = request.actor ? tracesOf(request, action, reply.statusCode) : [];
    const kept = events.map(async (event) => {
      const written = traces.keep(event).catch((error: unknown) => request.log.error({ err: error }, "没有记入审计日志"));
      if (!event.action.endsWith(".list")) await written;
    });
    await Promise.all(kept);
  });
}

async function actorOf(request: FastifyRequest, { db, accounts }: House, known: KnownActors): Promise<Actor> {
  const mode = await modeOfHouse(db);
  if (mode !== "local") {
    const settings = accountSettings(accounts);
    const credential = credentialOf(request, settings);
    return (credential === null ? null : await known.of(credential, (token, now) => findActor(db, token, now))) ?? stranger(mode);
  }
  return localPerson((await findPerson(db))?.name ?? null);
}

/** The one local person works in the scope of the house: on this machine everything is theirs. */
function scopeOf(actor: Actor, action: Action): Scope | null {
  const { mode, account, reach } = actor;
  if (mode === "local" || permissions[action].about === "people") return null;
  return account === null ? nobodysScope : { account, ...reach, assigned: holds(actor, "third-party"), audits: auditedRegions(actor) };
}
