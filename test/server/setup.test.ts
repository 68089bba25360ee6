// The first start over HTTP: choosing, the one-time address, behind a proxy.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { LightMyRequestResponse } from "fastify";
import { ProblemDocument } from "../../src/server/contract.ts";
import { SessionAnswer, SetupAnswer } from "../../src/server/accounts/contract.ts";
import { offerAwaitedSetup } from "../../src/server/accounts/setup.ts";
import { later, noon, password } from "../store/people.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { browserOf } from "./browser.ts";
import { serverOn } from "./house.ts";

let postgres: TestServer;
before(async () => {
  postgres = await startTestServer();
});
after(async () => await postgres.stop());

/** A fresh house, and the codes that its terminal showed. */
async function fresh(origin: string | null = null) {
  const { db } = await postgres.migratedDatabase();
  const shown: string[] = [];
  const clock = { now: noon };
  const accounts = { clock: () => clock.now, origin: origin === null ? null : new URL(origin), tellSetup: (code: string) => void shown.push(code) };
  return { db, app: await serverOn(db, { accounts }), accounts, shown, clock };
}
const refusal = (answer: LightMyRequestResponse): [number, string] => [answer.statusCode, ProblemDocument.parse(answer.json()).code];
const session = (answer: LightMyRequestResponse) => SessionAnswer.parse(answer.json());
const wish = (code: string) => ({
  code,
  region: { code: "120104", name: "甲区财政局" },
  securityAdmin: { login: "bao-mi", name: "张保密", password },
  sysAdmin: { login: "xi-tong", name: "李系统" },
  auditAdmin: { login: "shen-ji", name: "王审计" },
});

test("alone on the machine: chosen once, nobody signs in, everything goes on", async () => {
  const { db, app } = await fresh();
  const browser = browserOf(app);
  assert.deepEqual(session(await browser.get("/api/session")).house, { mode: "local", chosen: false, setupAwaited: false });
  assert.equal(session(await browser.get("/api/session")).stage, "local");
  assert.equal(session(await browser.send("POST", "/api/house", { mode: "local" })).house.chosen, true);
  assert.equal((await browser.get("/api/declarations")).statusCode, 200);
  assert.deepEqual(refusal(await browser.send("POST", "/api/session", { login: "a", password: "b" })), [404, "ACCOUNT-15"]);
  assert.deepEqual(refusal(await browser.send("POST", "/api/house", { mode: "trial" })), [422, "HOUSE-04"]);
  assert.equal((await browser.get("/api/accounts")).statusCode, 403);
  assert.equal((await db.selectFrom("audit_waiting").select("id").where("action", "=", "house.choose").execute()).length, 1);
  await app.close();
});

test("shared by offices: the terminal shows the code, with which three people are made, once", async () => {
  const { app, shown, clock, db, accounts } = await fresh();
  const browser = browserOf(app);
  await offerAwaitedSetup({ db, accounts });
  assert.deepEqual(shown, [], "nobody asked for it");
  assert.equal(session(await browser.send("POST", "/api/house", { mode: "office" })).house.setupAwaited, true);
  assert.equal((await browser.get("/api/declarations")).statusCode, 200, "until then everything goes on");
  await offerAwaitedSetup({ db, accounts });
  assert.equal(shown.length, 2, "shown again by the next start");
  const [old = "", code = ""] = shown;
  assert.match(code, /^[\w-]{22}$/);
  assert.deepEqual(refusal(await browser.send("POST", "/api/setup/check", { code: old })), [403, "HOUSE-02"]);
  clock.now = later(61);
  assert.deepEqual(refusal(await browser.send("POST", "/api/setup", wish(code))), [403, "HOUSE-02"]);
  clock.now = noon;
  assert.equal((await browser.send("POST", "/api/setup/check", { code })).statusCode, 200);
  assert.deepEqual(refusal(await browser.send("POST", "/api/setup", { ...wish(code), sysAdmin: { login: "bao-mi", name: "同一人" } })), [409, "ACCOUNT-07"]);
  const done = SetupAnswer.parse((await browser.send("POST", "/api/setup", wish(code))).json());
  assert.deepEqual([done.session.stage, done.session.house.mode, done.session.person?.roles.map(({ role }) => role)], ["full", "office", ["security-admin"]]);
  assert.equal((await browser.get("/api/accounts")).statusCode, 200);
  assert.equal((await browser.get("/api/declarations")).statusCode, 403, "the administrators touch no content");
  assert.equal((await browserOf(app).get("/api/declarations")).statusCode, 401);
  for (const { login, code: typed } of done.codes) {
    const other = browserOf(app);
    assert.equal(session(await other.send("POST", "/api/session", { login, password: typed })).stage, "change");
    assert.equal(session(await other.send("PUT", "/api/session/password", { password: "Sluice-42x" })).stage, "full");
    assert.equal((await other.get("/api/accounts")).statusCode, 403);
  }
  assert.deepEqual(refusal(await browser.send("POST", "/api/setup", wish(code))), [403, "HOUSE-02"]);
  for (const mode of ["local", "trial", "office"]) assert.ok([409, 422].includes((await browserOf(app).send("POST", "/api/house", { mode })).statusCode), mode);
  await offerAwaitedSetup({ db, accounts });
  assert.equal(shown.length, 2, "a house in use shows no address");
  await app.close();
});

test("behind a proxy that speaks https: nothing but the setup before, then a Secure cookie, and only that origin", async () => {
  const { app, shown, db, accounts } = await fresh("https://dabiao.example.gov.cn");
  await offerAwaitedSetup({ db, accounts });
  const [code = ""] = shown;
  const proxied = { host: "dabiao.example.gov.cn", site: "https://dabiao.example.gov.cn" };
  const browser = browserOf(app, proxied);
  assert.equal(session(await browser.get("/api/session")).stage, "local");
  for (const url of ["/api/declarations", "/api/person", "/api/accounts"]) assert.deepEqual(refusal(await browser.get(url)), [421, "API-06"], url);
  assert.deepEqual(refusal(await browser.send("POST", "/api/house", { mode: "local" })), [421, "API-06"]);
  assert.deepEqual(refusal(await browserOf(app, { ...proxied, site: "http://dabiao.example.gov.cn" }).send("POST", "/api/setup", wish(code))), [403, "API-07"]);
  assert.equal(session(await browserOf(app).get("/api/session")).stage, "local", "on the machine itself as before");
  const done = await browser.send("POST", "/api/setup", wish(code));
  assert.equal(done.statusCode, 200, done.body);
  assert.match(browser.given[0] ?? "", /^__Host-dabiao=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
  assert.equal((await browser.get("/api/accounts")).statusCode, 200);
  const forwarded = await app.inject({ method: "POST", url: "/api/session", payload: { login: "bao-mi", password }, headers: { host: proxied.host, origin: proxied.site, "x-forwarded-for": "198.51.100.4" } });
  assert.equal(forwarded.statusCode, 200);
  assert.ok((await db.selectFrom("session").select("address").execute()).some(({ address }) => address === "198.51.100.4"));
  assert.deepEqual(refusal(await app.inject({ url: "/api/session", headers: { host: "evil.example" } })), [421, "API-06"]);
  await app.close();
});

test("without a proxy nobody says on whose behalf they ask", async () => {
  const { app, db, shown } = await fresh();
  const browser = browserOf(app);
  await browser.send("POST", "/api/house", { mode: "office" });
  await browser.send("POST", "/api/setup", wish(shown[0] ?? ""), { "x-forwarded-for": "198.51.100.4" });
  assert.deepEqual(await db.selectFrom("session").select("address").execute(), [{ address: "127.0.0.1" }]);
  await app.close();
});
