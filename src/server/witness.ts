import type { FastifyRequest } from "fastify";
import type { Doer } from "../store/accounts/events.ts";
import type { Actor } from "../workflow/actor.ts";
import { type Action, permissions } from "../workflow/permissions.ts";
import type { RoleId } from "../workflow/roles.ts";

/** The role by which somebody may do such a thing; else the first they hold; null: none, or nobody signed in. */
export function roleOf({ grants }: Actor, action: Action): RoleId | null {
  const { who } = permissions[action];
  return (typeof who === "string" ? undefined : grants.find(({ role }) => who.includes(role))?.role) ?? grants[0]?.role ?? null;
}

/** Who the log says did what a request asks for, in which role and from where. */
export const witnessOf = ({ actor, ip }: FastifyRequest, action: Action): Doer => ({ account: actor.account, name: actor.name ?? "本机使用人", role: roleOf(actor, action), address: ip });
