// 审计日志 in a real Chromium: found, looked at, checked, taken along.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import type { App } from "../../src/server/app.ts";
import { fingerprint, record, sealEvents } from "../../src/store/audit/audit.ts";
import type { Database } from "../../src/store/database.ts";
import { launchChromium } from "../chromium.ts";
import { serverOn } from "../server/house.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { introduce, type Visit, visit } from "./house.ts";

let postgres: TestServer;
let database: Database;
let app: App;
let browser: Browser;
let seen: Visit;
let page: Page;
let address: string;

before(async () => {
  [postgres, browser] = await Promise.all([startTestServer(), launchChromium()]);
  database = await postgres.migratedDatabase();
  app = await serverOn(database.db, { pageFolder: fileURLToPath(new URL("../../dist/web", import.meta.url)) });
  address = `${await app.listen({ host: "127.0.0.1", port: 0 })}/`;
  await introduce(address, "张敏");
  for (let i = 1; i <= 12; i++) {
    const actor = { account: null, name: i === 7 ? "李红" : "王小云", role: "unit-clerk" };
    await record(database.db, { actor, from: "10.0.0.9", action: "declaration.save", subject: { kind: "declaration", id: `d${i}` }, before: fingerprint(i), after: fingerprint(i + 1), detail: { 说明: `第${i}次保存` } });
  }
  await sealEvents(database.db);
  seen = await visit(browser, address);
  page = seen.page;
});
after(async () => {
  await browser?.close();
  await app?.close();
  await postgres?.stop();
});

const rows = () => page.locator(".ant-table-row");

test("events are listed, narrowed down by a name, and one is looked at with its hashes", async () => {
  await page.goto(`${address}audit`);
  await rows().nth(11).waitFor();
  await page.getByRole("textbox", { name: /^姓名/ }).fill("李红");
  await page.getByRole("button", { name: /查\s*询/ }).click();
  await page.waitForURL(/person=/);
  await rows().nth(0).waitFor();
  await rows().nth(1).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "第 7 条的详情" }).click();
  const detail = page.getByRole("dialog");
  await detail.getByText("第7次保存").waitFor();
  await detail.getByText(fingerprint(7)).waitFor();
  await detail.getByText(fingerprint(8)).waitFor();
  await page.keyboard.press("Escape");
});

test("the check says that all is whole, and after an edit where it is not", async () => {
  await page.goto(`${address}audit`);
  await page.getByRole("button", { name: "检查全部日志" }).click();
  await page.getByText(/条事件没有改动，没有缺失/).waitFor();
  await database.pool.query("alter table audit_event disable trigger all; delete from audit_event where seq = 5; alter table audit_event enable trigger all");
  await page.getByRole("button", { name: "检查全部日志" }).click();
  await page.getByText("第 5 至 5 条不见了。").waitFor();
});

test("what was found and the whole log are taken along", async () => {
  for (const [name, ending] of [["导出查到的（Excel）", ".xlsx"], ["导出全部（JSON）", ".jsonl"]] as const) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
    assert.ok(download.suggestedFilename().endsWith(ending));
  }
});
