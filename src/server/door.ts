// The one door: who asks, whether they may, and in whose scope the rest of the request runs.
import type { FastifyRequest } from "fastify";
import { DabiaoError } from "../problem.ts";
import { findPerson } from "../store/person.ts";
import { findActor } from "../store/sessions.ts";
import { inScope, nobodysScope, type Scope } from "../store/scope.ts";
import { type Actor, holds, localPerson, stranger } from "../workflow/actor.ts";
import { type Action, may } from "../workflow/permissions.ts";
import { accountSettings } from "./account-settings.ts";
import type { App, House } from "./app.ts";
import { credentialOf } from "./credentials.ts";
import { modeOfHouse } from "./mode.ts";

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
  app.decorateRequest("actor");
  app.addHook("onRoute", ({ url, schema, config }) => {
    const described = schema !== undefined && "operationId" in schema;
    if (described && config?.action === undefined) throw new Error(`the route ${url} says no action`);
  });
  app.addHook("onRequest", async (request) => {
    const { action } = request.routeOptions.config;
    // Whether the house is well is asked when the database is not there, too.
    if (action === undefined || action === "house.health") return;
    request.actor = await inScope(null, () => actorOf(request, house));
    const verdict = may(request.actor, action);
    if (verdict === "sign-in") throw new DabiaoError("AUTH-01", { message: "请先登录。", hint: "登录可能已经过期，请重新登录后再试。" });
    if (verdict === "forbidden") throw new DabiaoError("AUTH-02", { message: "您的角色不能做这件事。", hint: "需要时请联系安全保密员授予角色。" });
  });
  // As late as possible: reading a body goes through events of the socket, which know no scope.
  app.addHook("preHandler", (request, _reply, done) => {
    const { action } = request.routeOptions.config;
    if (action === undefined || action === "house.health") done();
    else inScope(scopeOf(request.actor), done);
  });
}

async function actorOf(request: FastifyRequest, { db, accounts }: House): Promise<Actor> {
  const mode = await modeOfHouse(db);
  if (mode !== "local") {
    const settings = accountSettings(accounts);
    const credential = credentialOf(request, settings);
    return (credential === null ? null : await findActor(db, credential, settings.clock())) ?? stranger(mode);
  }
  return localPerson((await findPerson(db))?.name ?? null);
}

/** The one local person works in the scope of the house: on this machine everything is theirs. */
function scopeOf(actor: Actor): Scope | null {
  const { mode, account, reach } = actor;
  if (mode === "local") return null;
  return account === null ? nobodysScope : { account, ...reach, assigned: holds(actor, "third-party") };
}
