// The source of declarations that were read from Word and Excel, shown as paper beside the form.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { wordForm, workbook } from "../forms-as-files.ts";
import type { Served, Visit } from "./house.ts";
import { held, importFiles, introduce, serveWithBrowser, takePictures, textOf, visit } from "./house.ts";

let served: Served;
let browser: Browser;
let seen: Visit;
let page: Page;

before(async () => {
  [served, browser] = await serveWithBrowser();
  await introduce(served.address, "张敏");
  // Two thousand rows beside the form: what is far from the window is not drawn.
  await importFiles(served.address, { "清淤.docx": wordForm(), "渠道.xlsx": workbook(2000) });
  seen = await visit(browser, served.address);
  page = seen.page;
});

after(async () => {
  await browser?.close();
  await served?.stop();
});

const value = (path: string) => page.locator(`button.value[data-path="${path}"]`);
const marked = () => page.locator(".source-text mark");
const cell = (text: string) => page.locator(".source-text td", { hasText: text });
const tab = (name: string) => page.getByRole("tab", { name, exact: true });

async function open(project: string): Promise<void> {
  await page.goto(`${served.address}declarations`);
  await page.getByRole("link", { name: project, exact: true }).click();
  await page.locator(".source-text td").first().waitFor();
}

async function isInView(target: Locator): Promise<boolean> {
  const [pane, box] = [await page.locator(".source-text").boundingBox(), await target.boundingBox()];
  return pane !== null && box !== null && box.y >= pane.y && box.y + box.height <= pane.y + pane.height;
}

test("a Word document stands beside its form as paper, its cells merged as in the file", async () => {
  await open("河道清淤工程");
  await held(async () => assert.equal(await cell("河道清淤工程").getAttribute("colspan"), "3"));
  await held(async () => assert.equal(await cell("产出指标").getAttribute("rowspan"), "2"));
  await held(async () => assert.equal(await page.locator(".paper-break").count(), 1));
  await held(async () => assert.equal(await textOf(page.locator(".paper-paragraph").last()), "附件：施工图"));
  await held(async () => assert.match((await cell("≥12公里").getAttribute("class")) ?? "", /piece-/));
  await held(async () => assert.equal(await cell("三级指标").getAttribute("class"), null));
});

test("a selected value highlights its cell, or its paragraph, in view", async () => {
  for (const [path, text] of [["indicators[1].target", "100%"], ["project.name", "河道清淤工程"], ["indicators[0].level1", "产出指标"], ["year", "（2025年度）"]] as const) {
    await value(path).click();
    await marked().filter({ hasText: text }).waitFor();
    await held(async () => assert.deepEqual(await marked().allInnerTexts(), [text]));
    await held(async () => assert.ok(await isInView(marked()), `${text} is out of view`));
  }
  await value("indicators[1].target").click();
  await marked().filter({ hasText: "100%" }).waitFor();
  await takePictures(page, "declaration-docx");
});

test("a click on a cell or paragraph selects the value that was read from it, one on a heading nothing", async () => {
  await cell("≥90%").click();
  await page.waitForURL(/indicators%5B2%5D\.target/);
  await held(async () => assert.equal(await value("indicators[2].target").getAttribute("aria-pressed"), "true"));
  await cell("三级指标").click();
  await page.locator(".paper-paragraph", { hasText: "2025年度" }).locator("span").click();
  await page.waitForURL(/value=year/);
});

test("the keyboard walks the values and the paper follows", async () => {
  await value("indicators[0].target").focus();
  await page.keyboard.press("ArrowDown");
  await page.waitForURL(/indicators%5B1%5D\.target/);
  await marked().filter({ hasText: "100%" }).waitFor();
  await page.keyboard.press("Escape");
  await page.waitForURL((address) => !address.search.includes("value"));
  await held(async () => assert.equal(await marked().count(), 0));
});

test("the sheets of a workbook are tabs; the one with the form is open, and a large one is drawn where it is looked at", async () => {
  await open("老旧渠道改造");
  await held(async () => assert.deepEqual(await page.getByRole("tab").allInnerTexts(), ["名单", "目标表"]));
  await held(async () => assert.equal(await tab("目标表").getAttribute("aria-selected"), "true"));
  await value("indicators[1].target").click();
  await marked().filter({ hasText: "≥98%" }).waitFor();
  await held(async () => assert.equal(await marked().count(), 1));
  await takePictures(page, "declaration-xlsx");
  await tab("名单").click();
  await cell("第1行第1格").first().waitFor();
  await held(async () => assert.ok((await page.locator(".source-text td").count()) < 3000));
  await page.locator(".source-text").evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));
  await cell("第2000行第10格").waitFor();
});

test("selecting a value leads back to its sheet", async () => {
  await value("indicators[0].target").click();
  await marked().filter({ hasText: "≥8公里" }).waitFor();
  await held(async () => assert.equal(await tab("目标表").getAttribute("aria-selected"), "true"));
});

test("nothing left the server's origin and the console stayed clean", () => {
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints, []);
});
