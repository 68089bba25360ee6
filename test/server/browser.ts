// What a browser is to the server: it keeps the cookies it was given, and says where its requests come from.
import assert from "node:assert/strict";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import type { App } from "../../src/server/app.ts";
import type { Db } from "../../src/store/database.ts";
import type { RoleId } from "../../src/workflow/roles.ts";
import { makePerson, password } from "../store/people.ts";

export interface Browser {
  get(url: string): Promise<LightMyRequestResponse>;
  send(method: "POST" | "PUT" | "PATCH" | "DELETE", url: string, payload?: object, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  /** By name. */
  cookies: Map<string, string>;
  /** The last `set-cookie` lines. */
  given: string[];
}

export function browserOf(app: App, { host = "localhost:80", site, remoteAddress = "127.0.0.1" }: { host?: string; site?: string; remoteAddress?: string } = {}): Browser {
  const cookies = new Map<string, string>();
  const ask = async (options: InjectOptions): Promise<LightMyRequestResponse> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await app.inject({ ...options, remoteAddress, headers: { host, ...(cookie && { cookie }), ...options.headers } });
    browser.given = [answer.headers["set-cookie"] ?? []].flat();
    for (const line of browser.given) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  const browser: Browser = {
    cookies,
    given: [],
    get: async (url) => await ask({ method: "GET", url, headers: { "sec-fetch-site": "same-origin" } }),
    send: async (method, url, payload, headers) => await ask({ method, url, ...(payload && { payload }), headers: { origin: site ?? `http://${host}`, "sec-fetch-site": "same-origin", ...headers } }),
  };
  return browser;
}

/** People with a role at an office each, signed in, by their logins. */
export async function signedIn<const Login extends string>(app: App, db: Db, people: readonly (readonly [Login, RoleId, string])[]): Promise<Record<Login, Browser>> {
  const hands = {} as Record<Login, Browser>;
  for (const [login, role, office] of people) {
    await makePerson(db, login, role, office, `姓名${login}`);
    hands[login] = browserOf(app);
    assert.equal((await hands[login].send("POST", "/api/session", { login, password })).statusCode, 200);
  }
  return hands;
}
