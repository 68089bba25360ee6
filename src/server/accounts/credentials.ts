// What a request shows to say who it comes from: a session's cookie, or an access token of a program.
import type { FastifyReply, FastifyRequest } from "fastify";
import type { AccountSettings } from "./settings.ts";
import { isFromElsewhere } from "../security.ts";

/** A browser that was reached over https keeps a cookie of this name to this very host, and no other page can set it. */
const secureName = "__Host-dabiao";
const plainName = "dabiao";
const attemptName = "dabiao-sso";

/** Whether a request came by way of the proxy that speaks https for us. */
export function isSecure(request: FastifyRequest, { origin }: AccountSettings): boolean {
  return origin?.protocol === "https:" && isFromElsewhere(request, origin);
}

/** The access token, or else the session's token; null when a request shows neither. */
export function credentialOf(request: FastifyRequest, settings: AccountSettings): string | null {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "") ?? [];
  return bearer ?? sessionTokenOf(request, settings);
}

export function sessionTokenOf(request: FastifyRequest, settings: AccountSettings): string | null {
  return cookie(request, isSecure(request, settings) ? secureName : plainName);
}

function cookie({ headers }: FastifyRequest, name: string): string | null {
  for (const pair of (headers.cookie ?? "").split(/; */)) if (pair.startsWith(`${name}=`)) return pair.slice(name.length + 1) || null;
  return null;
}

/** Scripts cannot read it, other sites cannot send it along; it lasts as long as the browser is open. */
export function giveSession(request: FastifyRequest, reply: FastifyReply, settings: AccountSettings, token: string | null): void {
  const secure = isSecure(request, settings);
  const kept = token === null ? "; Max-Age=0" : "";
  void reply.header("set-cookie", `${secure ? secureName : plainName}=${token ?? ""}; Path=/; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}${kept}`);
}

/** Lax: the identity provider sends the browser back from another site. */
export function giveAttempt(request: FastifyRequest, reply: FastifyReply, settings: AccountSettings, value: string | null): void {
  const secure = isSecure(request, settings) ? "; Secure" : "";
  void reply.header("set-cookie", `${attemptName}=${value ?? ""}; Path=/api/session/sso; HttpOnly; SameSite=Lax${secure}; Max-Age=${value === null ? 0 : 600}`);
}

export const attemptOf = (request: FastifyRequest): string | null => cookie(request, attemptName);
