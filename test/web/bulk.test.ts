// A large import on the page: a zip, a reload in the middle, pause and resume, failures, report, undo.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { entry, zipOf } from "../server/hostile.ts";
import type { Served, Visit } from "./house.ts";
import { held, introduce, serveWithBrowser, takePictures, textOf, visit } from "./house.ts";

const form = readFileSync(new URL("../../samples/ezhou.txt", import.meta.url), "utf8");
const folder = mkdtempSync(path.join(tmpdir(), "dabiao-folder-"));
let served: Served;
let browser: Browser;
let seen: Visit;

before(async () => {
  [served, browser] = await serveWithBrowser();
  await introduce(served.address, "张敏");
  seen = await visit(browser, served.address);
});
after(async () => {
  await browser?.close();
  await served?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a zip of many files goes on while the page is reloaded, can be paused, and tells what failed", async () => {
  const { page } = seen;
  const members = Array.from({ length: 150 }, (_, i) => entry(`甲局/${i}.txt`, Buffer.from(i === 120 ? "会议通知" : `第${i}号\n${form}`)));
  await page.goto(`${served.address}import`);
  await page.locator('input[type="file"]').setInputFiles({ name: "全市.zip", mimeType: "application/zip", buffer: zipOf(members) });
  await page.getByRole("button", { name: "暂停" }).click();
  await page.getByRole("button", { name: "继续" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "继续" }).waitFor();
  await takePictures(page, "import-paused");
  await page.getByRole("button", { name: "继续" }).click();
  await page.getByRole("heading", { name: "导入完成，1 个文件没有导入" }).waitFor({ timeout: 150_000 });
  await page.getByRole("heading", { name: "没有导入的文件（1）" }).waitFor();
  await held(async () => assert.match(await textOf(page.locator(".result")), /全市\.zip!\/甲局\/120\.txt[\s\S]*IMPORT-01/));
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "下载汇总" }).click()]);
  assert.match(download.suggestedFilename(), /^导入汇总-.*\.xlsx$/);
  await takePictures(page, "import-bulk");
});

test("the import is undone as a whole, after a question", async () => {
  const { page } = seen;
  await page.getByRole("button", { name: /^撤\s*销$/ }).click();
  await page.getByRole("button", { name: "撤销导入" }).click();
  await page.getByText("已撤销").first().waitFor();
  await page.goto(`${served.address}declarations`);
  await page.getByText("还没有目标表").waitFor();
});

test("a folder is taken with all that lies below it", async () => {
  const { page } = seen;
  mkdirSync(path.join(folder, "各单位", "乙局"), { recursive: true });
  writeFileSync(path.join(folder, "各单位", "一.txt"), `夹一\n${form}`);
  writeFileSync(path.join(folder, "各单位", "乙局", "二.txt"), `夹二\n${form}`);
  writeFileSync(path.join(folder, "各单位", ".DS_Store"), "x");
  await page.goto(`${served.address}import`);
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "选择文件夹" }).click()]);
  await chooser.setFiles(path.join(folder, "各单位"));
  await page.getByRole("heading", { name: "导入完成", exact: true }).waitFor();
  await held(async () => {
    const names = await page.locator(".result-head strong").allInnerTexts();
    assert.deepEqual(names.sort(), ["各单位/一.txt", "各单位/乙局/二.txt"]);
  });
  assert.deepEqual([...seen.complaints, ...seen.foreign], []);
});
