// 经过 in a real Chromium: a clerk corrects a table and prints it, and finds both in its history by kind; the department,
// which handed the table back, sees the way and its own doing, and nothing of what the unit writes meanwhile.
import assert from "node:assert/strict";
import { test } from "node:test";
import { be, held, inTrial, page, seen, served, takePictures, textOf } from "./house.ts";
import { troublesOf } from "./looks.ts";

const project = "公共就业招聘活动";

inTrial();

const history = () => page.getByRole("region", { name: "经过" });
const choose = async (kind: string) => await history().getByText(kind, { exact: true }).click();
const cell = (row: number, column: number) => page.locator(`.draft-grid [data-at="${row},${column}"]`);
let address = "";

test("a clerk corrects what came back, answers it and prints it", async () => {
  await be("王小云", `${served.address}todo`);
  await page.getByRole("row").filter({ hasText: "被退回" }).getByRole("link", { name: project, exact: true }).click();
  await page.getByRole("heading", { level: 1, name: project }).waitFor();
  address = page.url().replace(/\?.*/, "");
  await page.getByRole("link", { name: /修改|编制/ }).first().click();
  await cell(3, 3).click();
  await page.keyboard.type("≥96%");
  await page.keyboard.press("Enter");
  await held(async () => assert.match(await textOf(page.locator(".save-state")), /已保存/));
  await page.getByLabel("资金用途").fill("场地布置和宣传。");
  await page.getByLabel("资金用途").blur();
  await held(async () => assert.match(await textOf(page.locator(".save-state")), /已保存/));
  const fetched = page.evaluate(`fetch("/api/declarations/${address.split("/").at(-1)}/paper?form=central-declaration&format=docx").then((answer) => answer.status)`);
  assert.equal(await fetched, 200);
});

test("its history tells it, the newest first, and by kind", async () => {
  await page.goto(`${address}?panel=way`);
  await held(async () => {
    await page.reload();
    assert.match(await textOf(history()), /导出、打印[\s\S]*Word[\s\S]*修改草稿[\s\S]*绩效指标第4行 · 指标值[\s\S]*退回/);
  });
  await takePictures(page, "history-all");
  await choose("修改");
  await held(async () => assert.match(await textOf(history().locator(".ant-timeline")), /修改草稿 \d 次 王小云 · 预算单位经办/));
  assert.doesNotMatch(await textOf(history()), /导出、打印|退回/);
  await takePictures(page, "history-edits");
  await choose("办理");
  await held(async () => assert.match(await textOf(history().locator(".ant-timeline")), /退回[\s\S]*送审/));
  await choose("核对");
  await choose("导出");
  await held(async () => assert.match(await textOf(history().locator(".ant-timeline")), /^导出、打印/));
  assert.deepEqual(await troublesOf(page), []);
});

test("the department sees the way and what it did itself, not what the unit is writing", async () => {
  await be("马立群", `${address}?panel=way`);
  await held(async () => assert.match(await textOf(history().locator(".ant-timeline")), /退回[\s\S]*送审/));
  await takePictures(page, "history-department-all");
  assert.doesNotMatch(await textOf(history()), /修改草稿|新建草稿|导出、打印/);
  await choose("修改");
  await history().getByText("只有单位自己和审计、人大可以看到").waitFor();
  await takePictures(page, "history-department");
  await choose("导出");
  await history().getByText("还没有导出或打印").waitFor();
  assert.deepEqual(await troublesOf(page), []);
});

test("no page asks another host, and the browser complains about nothing", () => {
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints.filter((one) => !/status of 40[0-9]/.test(one)), []);
});
