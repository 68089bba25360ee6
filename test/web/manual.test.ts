// Help in a real Chromium: the manual before and after signing in, the way from each page to its chapter, the tour.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { Served, Visit } from "./house.ts";
import { become, beginTrial, held, serveWithBrowser, takePictures, textOf, visit } from "./house.ts";

let served: Served;
let browser: Browser;
let seen: Visit;
let page: Page;

before(async () => {
  [served, browser] = await serveWithBrowser();
  seen = await visit(browser, served.address, { newcomer: true });
  page = seen.page;
});
after(async () => {
  await browser?.close();
  await served?.stop();
});

const tour = () => page.locator(".ant-tour");
const heading = async (name: string, where: Page = page) => await where.getByRole("heading", { name, level: 1, exact: true }).waitFor();
/** Opens what the menu of help offers, in the window that it opens. */
const openHelp = async (item: string): Promise<Page> => {
  await page.getByRole("button", { name: "帮助" }).click();
  const opened = page.context().waitForEvent("page");
  await page.getByRole("menuitem", { name: item }).getByRole("link").click();
  const other = await opened;
  await other.waitForLoadState();
  return other;
};

test("whoever has not chosen or signed in yet reads the manual, and finds in it", async () => {
  await page.goto(`${served.address}manual`);
  await heading("使用手册");
  await takePictures(page, "manual-contents");
  await page.getByLabel("在手册里查找").fill("恢复码");
  await page.getByRole("list", { name: "查找结果" }).getByRole("link", { name: "登录与安全 › 双因素登录" }).click();
  await heading("登录与安全");
  await held(async () => assert.ok(((await page.getByRole("heading", { name: "双因素登录" }).boundingBox())?.y ?? 999) < 200));
  await takePictures(page, "manual-chapter");
  await page.getByLabel("在手册里查找").fill("没有的词句");
  await page.getByText("手册里没有“没有的词句”").waitFor();
  await page.goto(`${served.address}manual/no-such-chapter`);
  await page.getByRole("link", { name: "回到目录" }).click();
  await heading("使用手册");
});

test("every chapter opens from the contents, and its pictures are there", async () => {
  const links = page.getByRole("navigation", { name: "手册目录" }).locator("section > ul > li > a");
  const titles = await links.allInnerTexts();
  assert.ok(titles.length > 25);
  for (const [nth, title] of titles.entries()) {
    if (nth === 0) continue;
    await links.nth(nth).click();
    await heading(title);
    await page.evaluate(`for (const one of document.querySelectorAll("figure img")) one.loading = "eager"`);
    await held(async () => assert.equal(await page.evaluate(`[...document.querySelectorAll("figure img")].filter((one) => !one.complete || one.naturalWidth !== 1366).length`), 0));
  }
});

test("a newcomer to the trial is shown round once for each person, and again when asked for", async () => {
  await beginTrial(page, served.address);
  assert.equal(await tour().count(), 0);
  await become(page, served.address, "王小云");
  await tour().getByText("欢迎试用").waitFor();
  await tour().getByText("您现在是王小云，预算单位经办").waitFor();
  await takePictures(page, "tour-begin");
  let stops = 1;
  for (; (await tour().getByRole("button", { name: "下一步" }).count()) > 0; stops++) {
    const before = await textOf(tour().locator(".ant-tour-title"));
    await tour().getByRole("button", { name: "下一步" }).click();
    await held(async () => assert.notEqual(await textOf(tour().locator(".ant-tour-title")), before));
    if (stops === 1) await takePictures(page, "tour-first");
  }
  assert.ok(stops >= 5 && stops <= 7, `${stops} stops`);
  await tour().getByRole("button", { name: "结束导览" }).click();
  await held(async () => assert.equal(await tour().count(), 0));
  await page.reload();
  await page.getByRole("button", { name: "王小云，我的账号" }).waitFor();
  assert.equal(await tour().count(), 0);
  await page.getByRole("button", { name: "帮助" }).click();
  await page.getByRole("menuitem", { name: "重看引导" }).click();
  await tour().getByText("欢迎试用").waitFor();
  await tour().getByRole("button", { name: "跳过" }).click();
  await held(async () => assert.equal(await tour().count(), 0));

  await become(page, served.address, "方哲");
  await tour().getByText("您现在是方哲，系统管理员").waitFor();
  await tour().getByRole("button", { name: "谁来都不再引导" }).click();
  await become(page, served.address, "苏文");
  await page.getByRole("heading", { name: "审计日志" }).waitFor();
  assert.equal(await tour().count(), 0);
});

test("from each page the help leads to its own chapter", async () => {
  await become(page, served.address, "王小云");
  for (const [address, title] of [["todo", "送审、退回、修改"], ["declarations", "目标表的查找与查看"], ["checks", "核对"], ["calendar", "日历与时限"], ["me", "登录与安全"]] as const) {
    await page.goto(`${served.address}${address}`);
    const chapter = await openHelp("这一页怎么用");
    await heading(title, chapter);
    await chapter.close();
  }
});

test("the code of an error leads to its row in the manual", async () => {
  await page.goto(`${served.address}declarations/01999999-0000-7000-8000-000000000000`);
  const opened = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "API-03" }).click();
  const codes = await opened;
  await heading("出错代码一览", codes);
  await held(async () => assert.ok(((await codes.locator("tr#API-03").boundingBox())?.y ?? 9999) < 400));
  await codes.close();
});

test("no page asks another host, and the browser complains about nothing", () => {
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints.filter((one) => !/status of 40[0-9]/.test(one)), []);
});
