// A house in which nothing is yet: no page leaves anybody before a bare “暂无数据”, each says what comes here or what to do.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { Served, Visit } from "./house.ts";
import { become, beginTrial, introduce, serve, serveWithBrowser, visit } from "./house.ts";

let served: Served;
let browser: Browser;
let seen: Visit;
let page: Page;

before(async () => {
  [served, browser] = await serveWithBrowser();
  seen = await visit(browser, served.address);
  page = seen.page;
});
after(async () => {
  await browser?.close();
  await served?.stop();
});

const empty = ".ant-empty-description, .ant-table-placeholder";
/** Says what to do, or what will stand here and by whose doing. */
const helps = /请|点“|先|以后|可以|不用|再试|会列在|查看/;

/** What the empty places of a page say; nothing is left when each helps. */
async function bare(address: string): Promise<string[]> {
  await page.goto(address);
  await page.locator("main h1, main h2").first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.locator(".ant-spin-spinning, .ant-skeleton-active").first().waitFor({ state: "detached" });
  const texts = await page.locator(empty).allInnerTexts();
  return texts.map((text) => text.trim()).filter((text) => text !== "" && !helps.test(text)).map((text) => `${new URL(address).pathname}: ${text}`);
}

const forAll = ["declarations", "checks", "import", "rules", "projects", "projects?view=decided", "projects?view=all", "offices", "audit", "calendar", "approvals", "todo", "todo?kind=overdue", "backups", "no-such-page"];

test("who works alone finds in an empty house what to do on every page", async () => {
  await introduce(served.address, "张敏");
  const found: string[] = [];
  for (const address of forAll) found.push(...(await bare(`${served.address}${address}`)));
  assert.deepEqual(found, []);
});

test("each role of a house finds on its pages what to do or what will come", async () => {
  const trial = await serve();
  try {
    await beginTrial(page, trial.address);
    const found: string[] = [];
    for (const [name, addresses] of [
      ["王小云", ["checks", "import", "projects", "todo?kind=overdue", "todo?year=1999", "declarations?year=1999", "approvals?year=1999", "me"]],
      ["顾言", ["declarations", "checks", "projects"]],
      ["尹静", ["people", "offices"]],
      ["苏文", ["audit?person=无此人"]],
      ["方哲", ["backups", "calendar?year=1999"]],
    ] as const) {
      await become(page, trial.address, name);
      for (const address of addresses) found.push(...(await bare(`${trial.address}${address}`)).map((text) => `${name} ${text}`));
    }
    assert.deepEqual(found, []);
  } finally {
    await trial.stop();
  }
});
