// Single sign-on in a real Chromium, with a real provider that is another site: its cookies and ours keep apart.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { Served } from "./house.ts";
import { serveWithBrowser, takePictures, visit } from "./house.ts";

// The package has no types of its own.
const { default: OpenIdProvider } = (await import("oidc-provider" as string)) as { default: new (issuer: string, settings: object) => { callback(): RequestListener } };

let served: Served;
let browser: Browser;
let page: Page;
let identity: Server;
let handle: RequestListener = (_request, response) => void response.writeHead(503).end();

before(async () => {
  identity = createServer((request, response) => handle(request, response)).listen(0, "127.0.0.1");
  await once(identity, "listening");
  // localhost is another site than 127.0.0.1.
  const issuer = `http://localhost:${(identity.address() as AddressInfo).port}`;
  [served, browser] = await serveWithBrowser({ DABIAO_OIDC_ISSUER: issuer, DABIAO_OIDC_CLIENT_ID: "dabiao", DABIAO_OIDC_CLIENT_SECRET: "secret-of-the-house" });
  const provider = new OpenIdProvider(issuer, {
    clients: [{ client_id: "dabiao", client_secret: "secret-of-the-house", redirect_uris: [`${served.address}api/session/sso/callback`] }],
    claims: { openid: ["sub"], profile: ["preferred_username"] },
    cookies: { keys: ["made-up"] },
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: "zhou" }) }),
  });
  handle = provider.callback();
  page = (await visit(browser, served.address)).page;
});
after(async () => {
  await browser?.close();
  await served?.stop();
  identity?.close();
  identity?.closeAllConnections();
});

/** As the security administrator, without a page. */
async function asAdmin(method: string, route: string, body?: object): Promise<{ answer: Record<string, unknown>; cookie: string }> {
  const response = await fetch(`${served.address}api/${route}`, { method, headers: { cookie: admin, ...(body && { "content-type": "application/json" }) }, ...(body && { body: JSON.stringify(body) }) });
  return { answer: (await response.json()) as Record<string, unknown>, cookie: response.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
}
let admin = "";

test("a house with one person who may come by single sign-on", async () => {
  await asAdmin("POST", "house", { mode: "office" });
  let code: string | undefined;
  while (code === undefined) {
    code = /setup#code=(\S+)/.exec(served.said())?.[1];
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const wish = { region: { code: "120104", name: "甲区财政局" }, securityAdmin: { login: "bao-mi", name: "张保密", password: "Pumps-3abc" }, sysAdmin: { login: "xi-tong", name: "李系统" }, auditAdmin: { login: "shen-ji", name: "王审计" } };
  admin = (await asAdmin("POST", "setup", { code, ...wish })).cookie;
  assert.notEqual(admin, "");
  const { account } = (await asAdmin("POST", "accounts", { login: "zhou", name: "周明" })).answer as { account: { id: string } };
  const { items } = (await asAdmin("GET", "offices?year=2026")).answer as { items: { id: string }[] };
  await asAdmin("POST", `accounts/${account.id}/grants`, { role: "fin-biz", office: items[0]?.id, from: "2026-01-01" });
});

test("at the provider one says who one is; here it has to be confirmed once", async () => {
  await page.goto(served.address);
  await page.getByRole("link", { name: "单点登录" }).click();
  await page.getByPlaceholder(/login/i).fill("s-zhou");
  await page.getByPlaceholder(/password/i).fill("any");
  await page.getByRole("button", { name: /sign-in/i }).click();
  await page.getByRole("button", { name: /continue/i }).click();
  await page.getByText("已提交绑定申请").waitFor();
  assert.ok(page.url().startsWith(served.address));
  await takePictures(page, "sso-waiting");
});

test("confirmed, the same person is signed in without a password, and stays", async () => {
  const { items } = (await asAdmin("GET", "sso-bindings")).answer as { items: { id: string }[] };
  await asAdmin("POST", `sso-bindings/${items[0]?.id}`, { accept: true });
  await page.getByRole("link", { name: "单点登录" }).click();
  await page.getByRole("button", { name: "周明，我的账号" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "周明，我的账号" }).waitFor();
});
