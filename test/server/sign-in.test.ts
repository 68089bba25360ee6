// Signing in over HTTP: cookies, stages, refusals, what the security administrator does, tokens of programs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { LightMyRequestResponse } from "fastify";
import type { App } from "../../src/server/app.ts";
import { ProblemDocument } from "../../src/server/contract.ts";
import { Account, AccountList, AccessTokenList, FactorOffer, NewAccessToken, NewAccount, OneTimeCode, RecoveryCodes, SessionAnswer, SessionList } from "../../src/server/accounts/contract.ts";
import type { Db } from "../../src/store/database.ts";
import { SignInPolicy } from "../../src/store/accounts/sign-in-policy.ts";
import { stepOf, totpAt } from "../../src/store/accounts/totp.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { later, type MadeUpOffices, makeOffices, makePerson, noon, password } from "../store/people.ts";
import { browserOf, type Browser } from "./browser.ts";
import { serverOn } from "./house.ts";

let postgres: TestServer;
let db: Db;
let app: App;
let now = noon;
let offices: MadeUpOffices;
let admin: Browser;
before(async () => {
  postgres = await startTestServer();
  ({ db } = await postgres.migratedDatabase());
  app = await serverOn(db, { accounts: { clock: () => now } });
  offices = await makeOffices(db);
  await makePerson(db, "bao-mi", "security-admin", offices.county, "张保密");
  await makePerson(db, "clerk", "unit-clerk", offices.pumps, "李经办");
  admin = browserOf(app);
  await admin.send("POST", "/api/session", { login: "bao-mi", password });
});
after(async () => {
  await app.close();
  await postgres.stop();
});

const refusal = (answer: LightMyRequestResponse): [number, string] => [answer.statusCode, ProblemDocument.parse(answer.json()).code];
const session = (answer: LightMyRequestResponse) => {
  assert.equal(answer.statusCode, 200, answer.body);
  return SessionAnswer.parse(answer.json());
};
const entered = async (login: string, given = password): Promise<Browser> => {
  const browser = browserOf(app);
  session(await browser.send("POST", "/api/session", { login, password: given }));
  return browser;
};

test("signing in gives a cookie that scripts cannot read and other sites cannot use", async () => {
  const browser = browserOf(app);
  assert.equal(session(await browser.get("/api/session")).stage, "none");
  const { stage, person, rules } = session(await browser.send("POST", "/api/session", { login: "Clerk ", password }));
  assert.deepEqual([stage, person?.name, person?.roles.map(({ role, name }) => [role, name])], ["full", "李经办", [["unit-clerk", "甲区泵站管理所"]]]);
  assert.deepEqual(rules, { minLength: 10, minKinds: 3, history: 5, idleMinutes: 30, tokenDays: 180 });
  assert.match(browser.given[0] ?? "", /^dabiao=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  assert.equal(session(await browser.get("/api/session")).person?.login, "clerk");
  assert.equal(session(await browser.send("DELETE", "/api/session")).stage, "none");
  assert.equal(browser.cookies.size, 0);
});

test("signing out ends the session itself, not only the cookie", async () => {
  const browser = await entered("clerk");
  const kept = new Map(browser.cookies);
  await browser.send("DELETE", "/api/session");
  for (const [name, value] of kept) browser.cookies.set(name, value);
  assert.equal(session(await browser.get("/api/session")).stage, "none");
});

test("a wrong password and an unknown login are answered alike, and nothing is given", async () => {
  const browser = browserOf(app);
  const answers = [];
  for (const login of ["clerk", "nobody-here"]) {
    const answer = await browser.send("POST", "/api/session", { login, password: "wrong" });
    assert.deepEqual(refusal(answer), [401, "ACCOUNT-01"]);
    assert.deepEqual(browser.given, []);
    answers.push(answer.body);
  }
  assert.equal(answers[0], answers[1]);
  assert.deepEqual(refusal(await browser.send("POST", "/api/session", { login: "clerk" })), [400, "API-01"]);
});

test("too many failures from one address are answered 429 with the time to wait", async () => {
  const browser = browserOf(app, { remoteAddress: "127.0.0.9" });
  for (let i = 0; i < 50; i++) assert.equal((await browser.send("POST", "/api/session", { login: `guess-${i}`, password: "wrong" })).statusCode, 401);
  const answer = await browser.send("POST", "/api/session", { login: "clerk", password });
  assert.deepEqual([...refusal(answer), answer.headers["retry-after"]], [429, "ACCOUNT-02", "600"]);
  await entered("clerk");
});

test("no other site can sign somebody in or out, or do anything with the cookie", async () => {
  const browser = await entered("clerk");
  const foreign: Record<string, string>[] = [{ origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }];
  for (const headers of foreign) {
    assert.deepEqual(refusal(await browser.send("POST", "/api/session", { login: "clerk", password }, headers)), [403, "API-07"], JSON.stringify(headers));
    assert.deepEqual(refusal(await browser.send("DELETE", "/api/session", undefined, headers)), [403, "API-07"]);
    assert.deepEqual(refusal(await browser.send("POST", "/api/tokens", { name: "x", scopes: ["read"], days: 1 }, headers)), [403, "API-07"]);
  }
  assert.equal(session(await browser.get("/api/session")).stage, "full");
  const form = await app.inject({ method: "POST", url: "/api/session", payload: `login=clerk&password=${password}`, headers: { "content-type": "application/x-www-form-urlencoded" } });
  assert.deepEqual(refusal(form), [415, "API-05"]);
});

test("a session that rests for half an hour is over", async () => {
  const browser = await entered("clerk");
  now = later(29);
  assert.equal(session(await browser.get("/api/session")).stage, "full");
  now = later(60);
  assert.equal(session(await browser.get("/api/session")).stage, "none");
  assert.equal((await browser.get("/api/tokens")).statusCode, 401);
  now = noon;
});

test("a new person: account, role, code, own password, at work", async () => {
  const made = await admin.send("POST", "/api/accounts", { login: "Ren-Xin", name: "任新" });
  assert.equal(made.statusCode, 201, made.body);
  const { account, code } = NewAccount.parse(made.json());
  const grant = { role: "dept", office: offices.water, from: "2026-11-01" };
  assert.deepEqual(Account.parse((await admin.send("POST", `/api/accounts/${account.id}/grants`, grant)).json()).grants.map(({ role, office }) => [role, office.name]), [["dept", "甲区水务局"]]);
  const browser = browserOf(app);
  assert.equal(session(await browser.send("POST", "/api/session", { login: "ren-xin", password: code })).stage, "change");
  assert.equal((await browser.get("/api/tokens")).statusCode, 401, "nothing else can be done yet");
  assert.deepEqual(refusal(await browser.send("PUT", "/api/session/password", { password: "Renxin-1" })), [422, "ACCOUNT-04"]);
  const { stage, person } = session(await browser.send("PUT", "/api/session/password", { password: "Sluice-42x" }));
  assert.deepEqual([stage, person?.roles.map(({ role }) => role)], ["full", ["dept"]]);
  assert.deepEqual(refusal(await browser.send("PUT", "/api/session/password", { current: "wrong", password: "Sluice-43x" })), [401, "ACCOUNT-01"]);
  await entered("ren-xin", "Sluice-42x");
});

test("the security administrator lists, renames, locks, opens and resets; a role ends", async () => {
  const list = AccountList.parse((await admin.get("/api/accounts?text=clerk")).json());
  const id = list.items[0]?.id ?? "";
  const change = async (payload: object) => Account.parse((await admin.send("PATCH", `/api/accounts/${id}`, payload)).json());
  assert.equal((await change({ name: "李经手" })).name, "李经手");
  const browser = await entered("clerk");
  assert.equal((await change({ state: "disabled" })).state, "disabled");
  assert.equal(session(await browser.get("/api/session")).stage, "none");
  assert.equal((await change({ state: "active" })).state, "active");
  const again = await entered("clerk");
  await admin.send("DELETE", `/api/accounts/${id}/sessions`);
  assert.equal(session(await again.get("/api/session")).stage, "none");
  const grantId = list.items[0]?.grants[0]?.id ?? "";
  assert.deepEqual(refusal(await admin.send("POST", `/api/accounts/${id}/grants`, { role: "audit-admin", office: offices.county, from: "2026-11-21" })), [409, "ACCOUNT-06"]);
  assert.deepEqual(Account.parse((await admin.send("DELETE", `/api/accounts/${id}/grants/${grantId}`)).json()).grants, []);
  assert.equal((await admin.send("DELETE", `/api/accounts/${id}/grants/${grantId}`)).statusCode, 404);
  const { code } = OneTimeCode.parse((await admin.send("POST", `/api/accounts/${id}/code`)).json());
  assert.equal((await browserOf(app).send("POST", "/api/session", { login: "clerk", password })).statusCode, 401);
  const fresh = browserOf(app);
  await fresh.send("POST", "/api/session", { login: "clerk", password: code });
  session(await fresh.send("PUT", "/api/session/password", { password: "Pumps-4abc" }));
  await admin.send("POST", `/api/accounts/${id}/grants`, { role: "unit-clerk", office: offices.pumps, from: "2026-11-21" });
  for (const [method, url] of [["PATCH", ""], ["POST", "/code"], ["DELETE", "/factor"], ["DELETE", "/sessions"]] as const) {
    assert.equal((await admin.send(method, `/api/accounts/00000000-0000-7000-8000-000000000000${url}`, method === "PATCH" ? { state: "active" } : undefined)).statusCode, 404, url);
  }
});

test("whoever is no security administrator does none of it", async () => {
  const clerk = await entered("clerk", "Pumps-4abc");
  const grants = "/api/accounts/00000000-0000-7000-8000-000000000000/grants";
  const routes: [method: "POST" | "PUT" | "PATCH" | "DELETE", url: string, payload?: object][] = [
    ["POST", "/api/accounts", { login: "evil", name: "坏" }],
    ["PATCH", "/api/accounts/00000000-0000-7000-8000-000000000000", { state: "active" }],
    ["POST", "/api/accounts/00000000-0000-7000-8000-000000000000/code"],
    ["POST", grants, { role: "sys-admin", office: offices.county, from: "2026-11-21" }],
    ["DELETE", `${grants}/00000000-0000-7000-8000-000000000000`],
    ["PUT", "/api/sign-in-policy", {}],
    ["POST", "/api/house", { mode: "local" }],
  ];
  for (const [method, url, payload] of routes) {
    assert.ok([403, 404, 409].includes((await clerk.send(method, url, payload)).statusCode), `${method} ${url}`);
    assert.equal((await browserOf(app).send(method, url, payload)).statusCode === 200, false, `${method} ${url}, nobody`);
  }
  for (const url of ["/api/accounts", "/api/sso-bindings", "/api/sign-in-policy"]) {
    assert.ok([403, 404].includes((await clerk.get(url)).statusCode), url);
    assert.equal((await browserOf(app).get(url)).statusCode, 401, url);
  }
  assert.equal((await db.selectFrom("account").select("id").where("login", "=", "evil").execute()).length, 0);
});

test("the second factor over HTTP: offered, confirmed, demanded, recovered, ended", async () => {
  await makePerson(db, "phone", "fin-perf", offices.county);
  const first = await entered("phone");
  const { secret, address } = FactorOffer.parse((await first.send("POST", "/api/session/factor/offer")).json());
  assert.match(address, new RegExp(`^otpauth://totp/.*secret=${secret}`));
  assert.deepEqual(refusal(await first.send("POST", "/api/session/factor/confirm", { code: "123" })), [422, "ACCOUNT-05"]);
  const code = () => totpAt(secret, stepOf(now));
  const { codes } = RecoveryCodes.parse((await first.send("POST", "/api/session/factor/confirm", { code: code() })).json());
  assert.equal(codes.length, 10);
  assert.deepEqual(session(await first.get("/api/session")).person?.recoveryCodes, 10);

  now = later(1);
  const second = browserOf(app);
  assert.equal(session(await second.send("POST", "/api/session", { login: "phone", password })).stage, "factor");
  assert.equal((await second.get("/api/tokens")).statusCode, 401);
  assert.deepEqual(refusal(await second.send("POST", "/api/session/factor/offer")), [401, "AUTH-01"], "a password alone switches nothing on");
  assert.deepEqual(refusal(await second.send("PUT", "/api/session/password", { current: password, password: "Sluice-42x" })), [401, "AUTH-01"]);
  assert.deepEqual(refusal(await second.send("POST", "/api/session/factor", { code: "000000" })), [401, "ACCOUNT-01"]);
  assert.equal(session(await second.send("POST", "/api/session/factor", { code: code() })).stage, "full");
  assert.deepEqual(refusal(await second.send("POST", "/api/session/factor", { code: code() })), [401, "AUTH-01"]);
  const third = browserOf(app);
  await third.send("POST", "/api/session", { login: "phone", password });
  assert.deepEqual(refusal(await third.send("POST", "/api/session/factor", { code: code() })), [401, "ACCOUNT-01"], "each code once");
  assert.equal(session(await third.send("POST", "/api/session/factor", { code: codes[0] ?? "" })).stage, "full");
  assert.equal(session(await third.send("POST", "/api/session/factor/end", { code: codes[1] ?? "" })).person?.hasFactor, false);

  const policy = SignInPolicy.parse((await admin.get("/api/sign-in-policy")).json());
  await admin.send("PUT", "/api/sign-in-policy", { ...policy, secondFactorRoles: ["fin-perf"] });
  assert.equal(session(await third.get("/api/session")).stage, "enrol", "at once, also for sessions that are open");
  assert.equal((await third.get("/api/tokens")).statusCode, 401);
  await admin.send("PUT", "/api/sign-in-policy", policy);
  assert.deepEqual(refusal(await admin.send("PUT", "/api/sign-in-policy", { ...policy, minLength: 3 })), [400, "API-01"]);
  now = noon;
});

test("one sees where one is signed in, and ends a session elsewhere", async () => {
  await makePerson(db, "two-places");
  const [here, there] = [await entered("two-places"), await entered("two-places")];
  const list = SessionList.parse((await here.get("/api/sessions")).json()).items;
  assert.deepEqual(list.map(({ own }) => own).sort(), [false, true]);
  const other = list.find(({ own }) => !own)?.id ?? "";
  const stranger = await entered("ren-xin", "Sluice-42x");
  assert.equal((await stranger.send("DELETE", `/api/sessions/${other}`)).statusCode, 404);
  assert.equal((await here.send("DELETE", `/api/sessions/${other}`)).statusCode, 200);
  assert.equal(session(await there.get("/api/session")).stage, "none");
});

test("a program acts with a token, which makes no other tokens and can be revoked", async () => {
  const clerk = await entered("clerk", "Pumps-4abc");
  assert.equal((await clerk.send("POST", "/api/tokens", { name: "报表", scopes: [], days: 30 })).statusCode, 400);
  assert.deepEqual(refusal(await clerk.send("POST", "/api/tokens", { name: "报表", scopes: ["read"], days: 400 })), [422, "ACCOUNT-16"]);
  const made = NewAccessToken.parse((await clerk.send("POST", "/api/tokens", { name: "报表", scopes: ["read"], days: 30 })).json());
  const asProgram = async (url: string, token = made.token) => await app.inject({ url, headers: { authorization: `Bearer ${token}` } });
  assert.notEqual((await asProgram("/api/offices?year=2026")).statusCode, 401);
  assert.equal((await asProgram("/api/offices?year=2026", `${made.token}x`)).statusCode, 401);
  assert.ok([401, 403].includes((await asProgram("/api/tokens")).statusCode));
  assert.deepEqual(AccessTokenList.parse((await clerk.get("/api/tokens")).json()).items.map(({ name, revokedAt }) => [name, revokedAt]), [["报表", null]]);
  const stranger = await entered("ren-xin", "Sluice-42x");
  assert.equal((await stranger.send("DELETE", `/api/tokens/${made.id}`)).statusCode, 404);
  assert.equal((await clerk.send("DELETE", `/api/tokens/${made.id}`)).statusCode, 200);
  assert.equal((await asProgram("/api/offices?year=2026")).statusCode, 401);
});
