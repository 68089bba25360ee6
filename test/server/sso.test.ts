// Single sign-on against a real OpenID provider on this machine, walked through as a browser does.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import type { App } from "../../src/server/app.ts";
import { SessionAnswer, SsoBindingList } from "../../src/server/accounts/contract.ts";
import { openProvider, providerOf } from "../../src/server/accounts/sso-provider.ts";
import type { Db } from "../../src/store/database.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { type MadeUpOffices, makeOffices, makePerson, noon, password } from "../store/people.ts";
import { browserOf } from "./browser.ts";
import { serverOn } from "./house.ts";

interface OpenIdProvider {
  callback(): RequestListener;
  on(event: string, told: (context: unknown, error: unknown) => void): void;
}
// The package has no types of its own.
const { default: OpenIdProvider } = (await import("oidc-provider" as string)) as { default: new (issuer: string, settings: object) => OpenIdProvider };

let postgres: TestServer;
let db: Db;
let app: App;
let offices: MadeUpOffices;
let own: string;
let identity: Server;
let issuer: string;
/** What the provider says the login of its people is, by subject. */
const people = new Map([["s-zhou", "Zhou"], ["s-ghost", "ghost"]]);

before(async () => {
  postgres = await startTestServer();
  ({ db } = await postgres.migratedDatabase());
  offices = await makeOffices(db);
  await makePerson(db, "bao-mi", "security-admin", offices.county);
  await makePerson(db, "zhou", "unit-clerk", offices.pumps, "周明");
  identity = createServer((request, response) => handle(request, response));
  issuer = await listening(identity);
  app = await serverOn(db, { accounts: { provider: openProvider(new URL(issuer), "dabiao", "secret-of-the-house", "preferred_username") } });
  own = await app.listen({ host: "127.0.0.1", port: 0 });
  const provider = new OpenIdProvider(issuer, {
    clients: [{ client_id: "dabiao", client_secret: "secret-of-the-house", redirect_uris: [`${own}/api/session/sso/callback`] }],
    claims: { openid: ["sub"], profile: ["preferred_username"] },
    cookies: { keys: ["made-up"] },
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: people.get(id) }) }),
  });
  handle = provider.callback();
});
after(async () => {
  identity?.close();
  identity?.closeAllConnections();
  await app?.close();
  await postgres.stop();
});

let handle: RequestListener = (_request, response) => void response.writeHead(503).end();

async function listening(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A browser with a jar for each server: follows wherever it is sent, and fills in the provider's forms. */
class Walker {
  readonly #jars = new Map<string, Map<string, string>>();
  readonly #subject: string;
  constructor(subject: string) {
    this.#subject = subject;
  }

  async ask(url: string, body?: URLSearchParams): Promise<Response> {
    const { origin } = new URL(url);
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(url, { redirect: "manual", headers: { cookie }, ...(body && { method: "POST", body }) });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  }

  /** @param meddle what happens to an address before it is asked @returns where it ended, on the house's own pages */
  async walk(url: string, meddle: (url: string) => string = (same) => same): Promise<string> {
    for (let steps = 0; steps < 20; steps++) {
      const answer = await this.ask(meddle(url));
      const location = answer.headers.get("location");
      if (location === null) {
        const form = /<form[^>]*action="([^"]+)"/.exec(await answer.text());
        assert.ok(form?.[1], `${answer.status} at ${url}`);
        const prompt = await this.ask(form[1], new URLSearchParams({ prompt: steps < 3 ? "login" : "consent", login: this.#subject, password: "any" }));
        url = new URL(prompt.headers.get("location") ?? "", url).href;
      } else url = new URL(location, url).href;
      if (url.startsWith(own) && !url.includes("/api/")) return url.slice(own.length);
    }
    throw new Error("sent around in a circle");
  }

  async session(): Promise<SessionAnswer> {
    return SessionAnswer.parse(await (await this.ask(`${own}/api/session`)).json());
  }
}

const begin = () => `${own}/api/session/sso`;

test("the first time the account of the same login has to be confirmed; then its person is signed in", async () => {
  const first = new Walker("s-zhou");
  assert.equal((await first.session()).sso, true);
  assert.equal(await first.walk(begin()), "/sign-in?sso=waiting");
  assert.equal((await first.session()).stage, "none");
  const admin = browserOf(app);
  await admin.send("POST", "/api/session", { login: "bao-mi", password });
  const { items } = SsoBindingList.parse((await admin.get("/api/sso-bindings")).json());
  assert.deepEqual(items.map(({ login, subject, confirmedAt }) => [login, subject, confirmedAt]), [["zhou", "s-zhou", null]]);
  await admin.send("POST", `/api/sso-bindings/${items[0]?.id}`, { accept: true });
  assert.equal(await first.walk(begin()), "/");
  const { stage, person } = await first.session();
  assert.deepEqual([stage, person?.name], ["full", "周明"]);
  assert.equal(await new Walker("s-zhou").walk(begin()), "/", "from another browser as well");
});

test("whoever has no account here is told so", async () => {
  assert.equal(await new Walker("s-ghost").walk(begin()), "/sign-in?sso=unknown");
});

test("an answer that was changed, comes twice, or into another browser opens nothing", async () => {
  const spoiled = (part: string) => (url: string) => {
    const address = new URL(url);
    if (address.pathname === "/api/session/sso/callback") address.searchParams.set(part, "made-up");
    return address.href;
  };
  for (const part of ["state", "code", "iss"]) {
    const walker = new Walker("s-zhou");
    assert.equal(await walker.walk(begin(), spoiled(part)), "/sign-in?sso=failed", part);
    assert.equal((await walker.session()).stage, "none");
  }
  let answer = "";
  const victim = new Walker("s-zhou");
  await victim.walk(begin(), (url) => {
    if (url.includes("/sso/callback")) answer = url;
    return url;
  });
  assert.equal(await victim.walk(answer), "/sign-in?sso=failed", "twice");
  const other = new Walker("s-zhou");
  assert.equal(await other.walk(answer), "/sign-in?sso=failed", "another browser");
  await other.ask(begin());
  assert.equal(await other.walk(answer), "/sign-in?sso=failed", "another browser with an attempt of its own");
});

test("PKCE, state and nonce go along, and the secret does not", async () => {
  const { headers } = await new Walker("s-zhou").ask(begin());
  const asked = new URL(headers.get("location") ?? "");
  assert.equal(asked.origin, issuer);
  assert.deepEqual(["response_type", "client_id", "code_challenge_method", "scope"].map((name) => asked.searchParams.get(name)), ["code", "dabiao", "S256", "openid profile"]);
  for (const name of ["state", "nonce", "code_challenge"]) assert.match(asked.searchParams.get(name) ?? "", /^[\w-]{43}$/, name);
  assert.ok(!asked.href.includes("secret"));
  assert.match(headers.getSetCookie()[0] ?? "", /^dabiao-sso=[\w-]{43}; Path=\/api\/session\/sso; HttpOnly; SameSite=Lax; Max-Age=600$/);
});

test("a provider that cannot be reached is said, and a password still opens the door", async () => {
  const lonely = await serverOn(db, { accounts: { clock: () => noon, provider: openProvider(new URL("http://127.0.0.1:1"), "dabiao", "x", "login") } });
  const answer = await browserOf(lonely).get("/api/session/sso");
  assert.deepEqual([answer.statusCode, (answer.json() as { code: string }).code], [503, "ACCOUNT-14"]);
  assert.equal((await browserOf(lonely).send("POST", "/api/session", { login: "zhou", password })).statusCode, 200);
  await lonely.close();
  const none = await serverOn(db);
  assert.equal((await browserOf(none).get("/api/session/sso")).statusCode, 404);
  await none.close();
});

test("settings that are not complete are refused at the start", () => {
  assert.equal(providerOf({}), null);
  assert.throws(() => providerOf({ DABIAO_OIDC_ISSUER: issuer, DABIAO_OIDC_CLIENT_ID: "dabiao" }), /SERVE-04|不完整/);
  assert.throws(() => providerOf({ DABIAO_OIDC_ISSUER: "nowhere", DABIAO_OIDC_CLIENT_ID: "dabiao", DABIAO_OIDC_CLIENT_SECRET: "x" }), /不完整/);
});
