import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { Served, Visit } from "./house.ts";
import { held, serveWithBrowser, takePictures, textOf, visit } from "./house.ts";

let served: Served;
let browser: Browser;
let seen: Visit;

before(async () => {
  [served, browser] = await serveWithBrowser();
  seen = await visit(browser, served.address);
});

after(async () => {
  await browser?.close();
  await served?.stop();
});

/** Keeps samples from the server, from the nth one on, until they are let go: so long the page shows that it imports. */
async function hold(page: Page, nth: number): Promise<() => Promise<void>> {
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  let sent = 0;
  await page.route("**/samples/*", async (route) => {
    sent += 1;
    if (sent >= nth) await gone;
    await route.continue().catch(() => undefined); // cancelled meanwhile
  });
  return async () => {
    resolve();
    await page.unroute("**/samples/*");
  };
}

test("the first visit asks how the house is used and for a name, once, and shows it in the header", async () => {
  const { page } = seen;
  await page.goto(served.address);
  await page.getByRole("heading", { name: "欢迎使用达标，请选择使用方式" }).waitFor();
  await takePictures(page, "welcome");
  await page.getByRole("button", { name: "单机使用" }).click();
  await page.getByLabel("使用人姓名").fill("张敏");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "使用人：张敏，更改姓名" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "使用人：张敏，更改姓名" }).waitFor();
  await held(async () => assert.equal(await page.getByLabel("使用人姓名", { exact: true }).count(), 0));
});

test("the name can be changed in the header", async () => {
  const { page } = seen;
  await page.getByRole("button", { name: "使用人：张敏，更改姓名" }).click();
  await page.getByLabel("使用人姓名", { exact: true }).fill("李华");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("button", { name: "使用人：李华，更改姓名" }).waitFor();
});

test("an empty list says what to do and leads to the import page", async () => {
  const { page } = seen;
  await page.getByText("还没有目标表").waitFor();
  await takePictures(page, "empty");
  await page.getByRole("button", { name: "去导入" }).click();
  await page.getByRole("heading", { name: "导入", exact: true }).waitFor();
});

test("importing the built-in samples shows progress, then form, tables and problems of every file", async () => {
  const { page } = seen;
  const samples = page.locator(".samples li");
  await samples.first().waitFor();
  await held(async () => assert.equal(await samples.count(), 5));
  const letGo = await hold(page, 1);
  await page.getByRole("button", { name: "全部导入" }).click();
  await page.getByText(/^正在导入 .+\.(txt|md)$/).waitFor();
  await letGo();
  await page.getByRole("heading", { name: "导入完成" }).waitFor();
  await held(async () => assert.equal(await page.getByRole("progressbar", { name: "导入进度" }).getAttribute("aria-valuenow"), "100"));
  const results = page.locator(".result");
  await held(async () => assert.equal(await results.count(), 5));
  await held(async () => {
    const told = await page.locator(".result-head").allInnerTexts();
    for (const form of ["天津", "南堡（河北）", "上海", "枣庄（山东）", "鄂州（湖北）"]) {
      assert.ok(told.some((text) => /已导入/.test(text) && text.includes(`表样：${form}`) && /目标表 \d+ 张/.test(text)), `${form}: ${told.join(" | ")}`);
    }
  });
  await takePictures(page, "import");
});

test("the same files again are told to be unchanged", async () => {
  const { page } = seen;
  await page.getByRole("button", { name: "全部导入" }).click();
  await page.getByText("未变化 5").first().waitFor();
  await page.getByRole("heading", { name: "导入完成" }).waitFor();
});

test("files that are no forms are told in Chinese, with code and what to do, and the page lives", async () => {
  const { page } = seen;
  const png = Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex");
  await page.locator('input[type="file"]').setInputFiles([
    { name: "图片.txt", mimeType: "text/plain", buffer: png },
    { name: "空.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) },
  ]);
  await page.getByRole("heading", { name: "导入完成，2 个文件没有导入" }).waitFor();
  const picture = page.locator(".result", { hasText: "图片.txt" });
  await held(async () => assert.match(await textOf(picture), /未导入/));
  await held(async () => assert.match(await textOf(picture.locator(".code").first()), /^[A-Z]+-\d{2}$/));
  await held(async () => assert.match(await textOf(picture.locator(".refusal")), /[\u4e00-\u9fff]{4}/));
  await held(async () => assert.match(await textOf(page.locator(".result", { hasText: "空.txt" }).locator(".refusal")), /空/));
  await takePictures(page, "import-refused");
});

test("earlier runs are listed with who and what, and open by their own address", async () => {
  const { page } = seen;
  const runs = page.getByRole("region", { name: "导入记录" }).locator("tbody tr.ant-table-row");
  await held(async () => assert.equal(await runs.count(), 3));
  await held(async () => assert.match(await textOf(runs.last()), /李华[\s\S]*已导入 5/));
  await runs.last().getByRole("link").click();
  await page.getByRole("heading", { name: /的导入$/ }).waitFor();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
  await page.reload();
  await page.locator(".result").first().waitFor();
  await held(async () => assert.equal(await page.locator(".result").count(), 5));
});

test("a text of one megabyte is imported, and a value far down in it is brought into view", async () => {
  const { page } = seen;
  const lines = Array.from({ length: 14_000 }, (_, index) => `第${index + 1}条：这一行是表外的文字，只是为了让文件足够长。`);
  const sample = await readFile(new URL("../../samples/tianjin.txt", import.meta.url), "utf8");
  await page.getByRole("link", { name: "导入", exact: true }).first().click();
  await page.locator('input[type="file"]').setInputFiles({ name: "长文件.txt", mimeType: "text/plain", buffer: Buffer.from(`${lines.join("\n")}\n${sample}`) });
  await page.getByRole("heading", { name: "导入完成", exact: true }).waitFor();
  await page.locator(".result .names a").last().click();
  await page.locator(".line").first().waitFor();
  await held(async () => assert.ok((await page.locator(".line").count()) < 1000, "only lines near the window are drawn"));
  await page.locator('button.value[data-path="indicators[4].target"]').click();
  await held(async () => {
    const [mark, pane] = [await page.locator(".source-text mark").boundingBox(), await page.locator(".source-text").boundingBox()];
    assert.ok(mark && pane && mark.y >= pane.y && mark.y + mark.height <= pane.y + pane.height);
  });
});

test("an import can be cancelled, and what was imported before stays", async () => {
  const { page } = seen;
  await page.getByRole("link", { name: "导入", exact: true }).first().click();
  const letGo = await hold(page, 2);
  await page.getByRole("button", { name: "全部导入" }).click();
  await page.getByRole("link", { name: "正在导入 1/5" }).waitFor();
  await page.getByRole("button", { name: "取消" }).click();
  await page.getByRole("heading", { name: "已取消，前 1 个文件已经处理" }).waitFor();
  await held(async () => assert.equal(await page.locator(".result").count(), 1));
  await letGo();
});

test("nothing left the server's origin and the console stayed clean", () => {
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints, []);
});

test("when the server cannot be reached, the page says so and what to do", async () => {
  const { page } = seen;
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "全部导入" }).click();
  await held(async () => assert.match(await textOf(page.locator(".result", { hasText: "没有送到" }).first()), /连接不上达标服务[\s\S]*请确认服务程序仍在运行/));
  await page.context().setOffline(false);
});
