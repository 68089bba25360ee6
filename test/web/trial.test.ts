// 试用 in a real Chromium: three people take a table a step along its way, each seeing what is theirs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { Served, Visit } from "./house.ts";
import { beginTrial, held, serveWithBrowser, takePictures, textOf, visit } from "./house.ts";

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

/** Presses the name on the page of the trial. */
async function be(name: string): Promise<void> {
  await page.goto(`${served.address}trial`);
  await page.getByRole("button", { name: new RegExp(`^${name} `) }).click();
  // Who is that person already is named in the frame before the page of the trial is left.
  await page.waitForURL((url) => url.pathname !== "/trial");
  await page.getByRole("button", { name: `${name}，我的账号` }).waitFor();
}
const project = (name: string) => page.getByRole("link", { name, exact: true });

test("the first page offers the trial, and everybody in it can be chosen", async () => {
  await beginTrial(page, served.address);
  await takePictures(page, "trial-people");
  await held(async () => assert.ok((await page.locator(".trial-person").count()) >= 20));
});

test("a clerk sees the unit's own tables and hands one in", async () => {
  await be("王小云");
  await page.getByText("试用：全部内容都是虚构的").waitFor();
  await page.goto(`${served.address}todo`);
  await project("公共就业招聘活动").waitFor();
  await takePictures(page, "todo-clerk");
  await page.goto(`${served.address}declarations`);
  await project("职业技能提升培训").waitFor();
  // Another unit's tables are not there.
  await held(async () => assert.equal(await project("医保信息系统运维").count(), 0));

  await page.goto(`${served.address}todo`);
  await project("公共就业招聘活动").click();
  await page.getByRole("button", { name: "重新送审" }).waitFor();
  await held(async () => assert.equal(await textOf(page.getByRole("region", { name: "退回意见" }).getByRole("heading")), "退回意见"));
  await takePictures(page, "way-returned");
  await page.getByRole("button", { name: "重新送审" }).click();
  await page.getByLabel("意见", { exact: true }).fill("已按上年实际补充测算依据，满意度用问卷调查。");
  await page.getByRole("button", { name: "重新送审" }).click();
  await held(async () => assert.match(await textOf(page.locator(".way-panel")), /单位审核/));
});

test("the head of the unit hands it on, many at once where there are many", async () => {
  await be("陈志远");
  await page.goto(`${served.address}todo`);
  // This year's table of the same name waits to be published: another step.
  await page.getByRole("row").filter({ hasText: "单位审核" }).filter({ hasText: "公共就业招聘活动" }).locator(".ant-checkbox-input").check();
  // Handing on is what waits; a return is what one may do instead.
  await page.getByRole("button", { name: "单位退回" }).waitFor();
  await page.getByRole("button", { name: "上报主管部门" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "上报主管部门" }).click();
  await page.getByText(/已办理 \d+ 张/).waitFor();
  await held(async () => assert.equal(await page.getByRole("row").filter({ hasText: "单位审核" }).count(), 0));
});

test("the department compares the versions and returns it with an opinion", async () => {
  await be("马立群");
  await page.goto(`${served.address}todo`);
  await page.getByRole("row").filter({ hasText: "主管部门审核" }).filter({ hasText: "公共就业招聘活动" }).getByRole("link").click();
  await page.getByText("与上一版比较").first().click();
  await page.getByRole("heading", { name: "版本比较" }).waitFor();
  await takePictures(page, "difference");
  await page.goBack();
  await page.getByRole("button", { name: "主管部门退回" }).click();
  await page.getByLabel("意见", { exact: true }).fill("请补充岗位数量的测算表。");
  await page.getByRole("button", { name: "主管部门退回" }).click();
  await held(async () => assert.match(await textOf(page.locator(".way-panel")), /请补充岗位数量的测算表/));
});

test("an administrator touches no content", async () => {
  await be("方哲");
  await held(async () => assert.equal(await page.getByRole("navigation", { name: "主导航" }).getByText("目标表").count(), 0));
  const answer = (await page.evaluate(`fetch("/api/declarations").then((answer) => answer.status)`)) as number;
  assert.equal(answer, 403);
});

test("no page asks another host, and the browser complains about nothing", () => {
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints.filter((one) => !/status of 40[0-9]/.test(one)), []);
});
