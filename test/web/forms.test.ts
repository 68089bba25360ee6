// An unknown layout mapped by hand in a real Chromium, remembered, and the files beside it read again by it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { oddPage } from "../forms/odd-layout.ts";
import type { Served, Visit } from "./house.ts";
import { held, importFiles, introduce, serveWithBrowser, takePictures, textOf, visit } from "./house.ts";

let served: Served;
let browser: Browser;
let seen: Visit;
let page: Page;

before(async () => {
  [served, browser] = await serveWithBrowser();
  await introduce(served.address, "张敏");
  await importFiles(served.address, { "东干渠.html": oddPage("东干渠清淤", "36.50"), "西干渠.html": oddPage("西干渠维修", "128.00"), "南干渠.html": oddPage("南干渠衬砌", "50.00") });
  seen = await visit(browser, served.address);
  page = seen.page;
});

after(async () => {
  await browser?.close();
  await served?.stop();
});

const ask = async <Told>(route: string): Promise<Told> => (await (await fetch(`${served.address}api/${route}`)).json()) as Told;
const cell = (text: string) => page.locator(".map-cell", { hasText: text }).first();

/** Picks a value in a select of the panel by its label. */
async function choose(label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click();
  await page.locator(".ant-select-dropdown:visible .ant-select-item-option").getByText(option, { exact: true }).click();
}

async function say(text: string, field: string): Promise<void> {
  await cell(text).click();
  await choose("这一格是栏目名，写的是", field);
}

test("from a table whose form was not recognised a way leads to its layout, and what is missing is said", async () => {
  await page.goto(`${served.address}declarations`);
  await page.getByRole("link", { name: "东干渠清淤" }).first().click();
  await page.getByRole("link", { name: "核对版式" }).click();
  await page.getByRole("heading", { name: "核对版式" }).waitFor();
  await cell("项目名称").locator(".map-says").waitFor();
  await page.getByText("指标表的表头在哪一行").waitFor();
  await takePictures(page, "layout-begin");
});

test("labels and columns are said by hand; beside them stands what the document reads as now", async () => {
  await say("承办股室", "预算单位");
  await say("账上安排（万元）", "资金总额");
  await say("其中本级", "财政资金");
  await say("预期成效", "年度目标");
  await cell("考核方面").click();
  await page.getByRole("button", { name: "这一行是指标表的表头" }).click();
  for (const [head, column] of [["考核方面", "一级指标"], ["考核类别", "二级指标"], ["考核要点", "三级指标（指标名称）"], ["标准", "指标值"], ["分数", "分值权重"]] as const) {
    await cell(head).click();
    await choose("这一栏是", column);
  }
  await page.getByText("认出 1 张目标表").waitFor();
  await held(async () => assert.match(await textOf(page.locator(".map-outcome")), /指标 2 行，资金 36\.50（365000\.00 元）/));
  await page.getByText("第一张与原来读出的不同").waitFor();
  await takePictures(page, "layout-mapped");
});

test("saved, it is offered for the other files of the import, and they are read by it", async () => {
  await page.getByLabel("表样名称").fill("重点事项一览");
  await page.getByRole("button", { name: /保存表样$/ }).click();
  await page.getByText("表样“重点事项一览”已保存（第 1 版）").waitFor();
  await page.getByRole("button", { name: "用此表样重读 3 份" }).waitFor();
  await takePictures(page, "layout-saved");
  await page.getByRole("button", { name: "用此表样重读 3 份" }).click();
  await page.getByText("重读完毕：3 份按表样读出，0 份没有改动。").waitFor();
  const { items } = await ask<{ items: { form: string; indicators: number }[] }>("declarations");
  assert.deepEqual(items.map(({ form, indicators }) => [form.slice(0, 4), indicators]), [["own-", 2], ["own-", 2], ["own-", 2]]);
});

test("the next file is read without asking, and the list calls the form by its name", async () => {
  await importFiles(served.address, { "北干渠.html": oddPage("北干渠新建", "88.00") });
  await page.goto(`${served.address}declarations`);
  const row = page.getByRole("row").filter({ hasText: "北干渠新建" });
  await row.getByText("重点事项一览").waitFor();
});

test("on the page of forms it is looked at as blank paper, renamed, retired; what was used cannot be removed", async () => {
  await page.getByRole("navigation", { name: "主导航" }).locator("[data-holds~='/forms']").click();
  await page.getByRole("menu").getByRole("link", { name: "表样", exact: true }).click();
  await page.getByText("4 份文件，4 张").waitFor();
  await page.getByRole("button", { name: "重点事项一览" }).click();
  await page.getByRole("document", { name: "空白表样" }).getByText("考核要点").waitFor();
  await page.waitForTimeout(400);
  await takePictures(page, "forms-detail");
  await page.getByLabel("表样名称").fill("镇级重点事项一览");
  await page.getByRole("button", { name: /改名$/ }).click();
  await page.getByText(/第 2 版“镇级重点事项一览”/).waitFor();
  assert.ok(await page.getByRole("button", { name: /^删\s?除$/ }).isDisabled());
  await page.getByRole("button", { name: /^停\s?用$/ }).click();
  await page.getByText("已停用", { exact: true }).first().waitFor();
  await page.getByRole("button", { name: "恢复使用" }).click();
  await page.getByRole("button", { name: /^停\s?用$/ }).waitFor();
});

test("a table is shown on the paper of its own form", async () => {
  const { items } = await ask<{ items: { id: string }[] }>("declarations");
  await page.goto(`${served.address}declarations/${items[0]?.id}/paper`);
  await page.getByRole("document", { name: "表样预览" }).getByText("承办股室").waitFor();
  await takePictures(page, "own-paper");
});

test("a new table and a set of files can be written on it", async () => {
  const option = page.locator(".ant-select-dropdown:visible .ant-select-item-option").getByText("镇级重点事项一览", { exact: true });
  await page.goto(`${served.address}declarations`);
  await page.getByRole("button", { name: /批量导出$/ }).click();
  await page.getByRole("dialog").getByLabel("表样", { exact: true }).click();
  await option.waitFor();
  await page.goto(`${served.address}declarations`);
  await page.getByRole("button", { name: /新建目标表$/ }).click();
  await page.getByLabel("项目名称", { exact: true }).fill("北干渠防渗");
  await page.getByRole("dialog").getByLabel("表样", { exact: true }).click();
  await option.click();
  await page.getByRole("button", { name: "开始编制" }).click();
  await page.getByRole("heading", { name: "北干渠防渗" }).waitFor();
  await page.getByText("镇级重点事项一览").first().waitFor();
});

test("a file in which nothing was recognised is kept: from the import's result a way leads to its layout, and it is read by what is said there", async () => {
  // In words that no form has, the house's own neither.
  const words = { 项目名称: "名目", 考核方面: "大方面", 考核类别: "小方面", 考核要点: "看什么", 标准: "到多少", 分数: "占几分" };
  const unknown = Object.entries(words).reduce((page, [known, other]) => page.replace(known, other), oddPage("支渠衬砌", "12.00", "各股室事项一览"));
  await importFiles(served.address, { "支渠.html": unknown, "通知.txt": "关于开会的通知\n明天下午开会。" });
  const { items: [run] } = await ask<{ items: { id: string }[] }>("imports?limit=1");
  await page.goto(`${served.address}imports/${run?.id}`);
  const result = page.locator(".result").filter({ hasText: "支渠.html" });
  await result.getByText("IMPORT-01").waitFor();
  await takePictures(page, "import-formless");
  await result.getByRole("link", { name: "核对版式" }).click();
  await say(words.项目名称, "项目名称");
  await say("承办股室", "预算单位");
  await say("账上安排（万元）", "资金总额");
  await say("其中本级", "财政资金");
  await say("预期成效", "年度目标");
  await cell(words.考核方面).click();
  await page.getByRole("button", { name: "这一行是指标表的表头" }).click();
  for (const [head, column] of [[words.考核方面, "一级指标"], [words.考核类别, "二级指标"], [words.考核要点, "三级指标（指标名称）"], [words.标准, "指标值"], [words.分数, "分值权重"]] as const) {
    await cell(head).click();
    await choose("这一栏是", column);
  }
  await page.getByText("认出 1 张目标表").waitFor();
  await page.getByLabel("表样名称").fill("股室事项一览");
  await page.getByRole("button", { name: /保存表样$/ }).click();
  await page.getByRole("button", { name: /用此表样重读 \d 份/ }).click();
  await page.getByText(/重读完毕：1 份按表样读出/).waitFor();
  await page.goto(`${served.address}declarations`);
  await page.getByRole("link", { name: "支渠衬砌" }).first().waitFor();
});

test("a file without any table says why there is nothing to map", async () => {
  const { items } = await ask<{ items: { files: { name: string; documentId: string | null }[] }[] }>("imports?limit=3");
  const notice = items.flatMap(({ files }) => files).find(({ name }) => name === "通知.txt");
  await page.goto(`${served.address}documents/${notice?.documentId}/layout`);
  await page.getByText("这份文件里没有表格").waitFor();
  await takePictures(page, "layout-nothing");
});

test("nothing was asked of another host, and the browser had nothing to complain about", () => {
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints, []);
});
