import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import type { Served, Visit } from "./house.ts";
import { held, importSamples, importTexts, introduce, laptop, serveWithBrowser, takePictures, textOf, visit } from "./house.ts";

let served: Served;
let browser: Browser;
let seen: Visit;
let page: Page;

before(async () => {
  [served, browser] = await serveWithBrowser();
  await introduce(served.address, "张敏");
  await importSamples(served.address);
  seen = await visit(browser, served.address);
  page = seen.page;
});

after(async () => {
  await browser?.close();
  await served?.stop();
});

const rows = () => page.locator("a.row-link");
const marks = async () => (await page.locator(".source-text mark").allTextContents()).join("");
const value = (path: string) => page.locator(`button.value[data-path="${path}"]`);

async function choose(filter: string, option: string): Promise<void> {
  await page.getByLabel(filter, { exact: true }).click();
  await page.locator(`.ant-select-dropdown:visible .ant-select-item-option[title="${option}"]`).click();
}

/** Opens a declaration of the list by its project's name and waits for its source. */
async function open(project: string): Promise<void> {
  await page.goto(`${served.address}declarations`);
  await page.getByRole("link", { name: project, exact: true }).click();
  await page.getByRole("heading", { name: project, exact: true }).waitFor();
  await page.locator(".line").first().waitFor();
}

test("the first page needs at most 400 kB of script, compressed", async () => {
  const scripts: Promise<Buffer>[] = [];
  page.on("response", (response) => void (response.request().resourceType() === "script" && scripts.push(response.body())));
  await page.goto(`${served.address}declarations`);
  await rows().first().waitFor();
  page.removeAllListeners("response");
  const sizes = (await Promise.all(scripts)).map((script) => gzipSync(script).byteLength);
  const sum = sizes.reduce((total, size) => total + size, 0);
  assert.ok(sum > 0 && sum <= 400_000, `${sum} bytes`);
});

test("the list shows every declaration with unit, year, form and the printed amount", async () => {
  await page.goto(`${served.address}declarations`);
  await page.getByText("共 15 张").waitFor();
  await held(async () => assert.equal(await rows().count(), 15));
  const row = page.locator("tr", { hasText: "招聘大厅适老化及无障碍改造" });
  await held(async () => assert.match(await textOf(row), /云渚市就业促进中心[\s\S]*2023[\s\S]*上海[\s\S]*6,482,000/));
  await takePictures(page, "declarations");
});

test("search and filters narrow the list, stand in the address and survive a reload", async () => {
  await page.getByLabel("查找").fill("失业保险");
  await page.getByText("共 3 张").waitFor();
  await choose("表样", "上海");
  await page.getByText("没有符合条件的目标表").waitFor();
  await page.getByRole("button", { name: "清除条件" }).click();
  await choose("表样", "上海");
  await choose("年度", "2023 年度");
  await page.getByText("共 3 张").waitFor();
  await page.waitForURL(({ searchParams }) => searchParams.get("form") === "shanghai" && searchParams.get("year") === "2023");
  await page.reload();
  await page.getByText("共 3 张").waitFor();
  await held(async () => assert.equal(await rows().count(), 3));
});

test("rows are walked with the arrow keys and opened with Enter", async () => {
  await rows().first().focus();
  await page.keyboard.press("ArrowDown");
  await rows().nth(1).and(page.locator(":focus")).waitFor();
  const name = await textOf(rows().nth(1));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name, exact: true }).waitFor();
});

test("clicking a target highlights exactly its text in the source", async () => {
  await open("招聘大厅适老化及无障碍改造");
  await value("indicators[0].target").click();
  await page.locator(".source-text mark").waitFor();
  await held(async () => assert.equal(await marks(), "=1280平方米"));
  assert.equal(await textOf(value("indicators[0].target")), "=1280平方米");
  await held(async () => assert.match(await textOf(page.locator(".source-about")), /第1行 · 指标值[\s\S]*第\d+行[\s\S]*数值 = 1280 平方米/));
});

test("every target of a table leads to its own place, and all of them into view", async () => {
  await open("医保经办大厅综合运维经费");
  const pane = await page.locator(".source-text").boundingBox();
  for (const target of await page.locator('button.value[data-path$=".target"]').all()) {
    await target.click();
    await target.and(page.locator('[aria-pressed="true"]')).waitFor();
    await held(async () => {
      const [shown, printed] = [await marks(), await textOf(target)];
      assert.equal(shown.replace(/\s/g, ""), printed.trim());
      const mark = await page.locator(".source-text mark").first().boundingBox();
      assert.ok(mark && pane && mark.y >= pane.y && mark.y + mark.height <= pane.y + pane.height, `${printed} is out of view`);
    });
  }
});

test("the selection stands in the address and survives a reload", async () => {
  await value("project.name").click();
  await page.waitForURL(/value=project\.name/);
  await page.reload();
  await page.locator(".source-text mark").first().waitFor();
  await held(async () => assert.equal(await marks(), "医保经办大厅综合运维经费"));
});

test("the values are one stop of the Tab key and are walked and selected with arrows, Enter and Escape", async () => {
  await value("indicators[0].target").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/indicators%5B0%5D\.target/);
  await page.keyboard.press("ArrowDown");
  await page.waitForURL(/indicators%5B1%5D\.target/);
  await page.keyboard.press("ArrowLeft");
  await page.waitForURL(/indicators%5B1%5D\.description/);
  await held(async () => assert.equal(await page.locator('button.value[aria-pressed][tabindex="0"]').count(), 1));
  await page.keyboard.press("Escape");
  await page.waitForURL((address) => !address.search.includes("value"));
  await held(async () => assert.equal(await page.locator(".source-text mark").count(), 0));
});

test("clicking in the source selects the value that stands there", async () => {
  await page.locator(".piece-read", { hasText: "海渌市医疗保障基金管理中心" }).first().click();
  const chosen = page.locator('button.value[aria-pressed="true"]');
  await chosen.first().waitFor();
  await held(async () => assert.match(await textOf(chosen.first()), /海渌市医疗保障基金管理中心/));
});

test("equal levels are one merged cell, as on paper", async () => {
  await open("招聘大厅适老化及无障碍改造");
  const spans = (level: string) =>
    page.locator(`td:has(> button[data-path$=".${level}"])`).evaluateAll((cells) => cells.map((cell) => `${cell.textContent} ${cell.getAttribute("rowspan") ?? 1}`));
  const withSpans = async (level: string) => (await spans(level)).map((cell) => cell.replace(/（.*）/, ""));
  await held(async () => assert.deepEqual(await withSpans("level1"), ["产出指标 5", "效益指标 4", "满意度指标 3"]));
  const seconds = await withSpans("level2");
  assert.deepEqual(seconds, ["数量指标 2", "质量指标 1", "时效指标 2", "经济效益指标 1", "社会效益指标 2", "生态效益指标 1", "服务对象满意度指标 3"]);
});

test("what a form prints and leaves empty is shown as empty, what it does not print is not shown", async () => {
  await page.locator(".ant-descriptions-item-label").first().waitFor();
  await page.locator(".indicators th").first().waitFor();
  const labels = await page.locator(".ant-descriptions-item-label").allInnerTexts();
  assert.ok(labels.includes("其他资金") && labels.includes("上年结转资金"), labels.join());
  assert.ok(!labels.includes("项目编码"), labels.join());
  await held(async () => assert.match(await textOf(page.locator("tr", { hasText: "其他资金" }).last()), /（空）/));
  const headings = await page.locator(".indicators th").allInnerTexts();
  assert.deepEqual(headings, ["序号", "一级指标", "二级指标", "三级指标", "指标值", "标准类别"]);
});

test("a doubted value carries a mark and its reason, and the doubts are walked one by one", async () => {
  await page.getByRole("button", { name: /下一处待核对/ }).click();
  await page.waitForURL(/value=/);
  await held(async () => assert.match(await textOf(page.locator(".about-doubts")), /^(拼接|移位|承接上行|按词汇判断|前后不一致|无法辨认)：/));
  await held(async () => assert.ok((await page.locator(".form .doubt-mark").count()) > 0));
  await takePictures(page, "declaration-doubt");
  await value("indicators[3].target").click();
  await page.waitForURL(/indicators%5B3%5D\.target/);
  await takePictures(page, "declaration");
});

test("previous and next walk the declarations of the same file", async () => {
  await page.getByRole("button", { name: "下一张" }).click();
  await page.getByRole("heading", { name: "零工驿站运行及公共招聘服务", exact: true }).waitFor();
  await page.getByText("本文件第 2 / 3 张").waitFor();
  await page.getByRole("button", { name: "上一张" }).click();
  await page.getByRole("heading", { name: "招聘大厅适老化及无障碍改造", exact: true }).waitFor();
});

test("two scopes are two tables", async () => {
  await open("失业保险待遇经办经费");
  await held(async () => assert.deepEqual(await page.locator(".indicators h3").allInnerTexts(), ["长期绩效指标", "年度绩效指标"]));
  await value("indicators[1].target").click();
  await page.locator(".source-text mark").first().waitFor();
  await takePictures(page, "declaration-scopes");
});

test("a merged cell whose rows all print it is highlighted in every row", async () => {
  await open("公益性岗位补贴核发工作经费");
  await value("indicators[0].level1").click();
  await page.locator(".source-text mark").first().waitFor();
  await held(async () => {
    const printed = await page.locator(".source-text mark").allTextContents();
    assert.ok(printed.length > 1);
    assert.deepEqual(new Set(printed), new Set([await textOf(value("indicators[0].level1"))]));
  });
});

test("on a narrow window form and source stand one above the other", async () => {
  await page.setViewportSize({ width: 1000, height: 800 });
  await held(async () => {
    const [form, source] = [await page.locator(".form").boundingBox(), await page.locator(".source").boundingBox()];
    assert.ok(form && source && source.y > form.y && source.x === form.x);
  });
  await page.setViewportSize(laptop);
});

test("a long list loads further rows as its end comes into view", async () => {
  const sample = await readFile(new URL("../../samples/tianjin.txt", import.meta.url), "utf8");
  const copies = Array.from({ length: 13 }, (_, index) => `第${index + 1}份副本。\n\n${sample}`);
  await importTexts(served.address, copies);
  await page.goto(`${served.address}declarations`);
  await page.getByText("共 54 张").waitFor();
  const place = (number: number) => page.locator(`tr[aria-rowindex="${number + 1}"]`);
  await place(1).waitFor();
  await page.mouse.move(600, 500);
  await held(async () => {
    await page.mouse.wheel(0, 3_000);
    assert.ok(await place(54).isVisible());
  });
  await held(async () => assert.equal(await page.getByRole("button", { name: "加载更多" }).count(), 0));
});

test("of a long list only what is near the window is drawn; the row that holds the keyboard stays, and on paper there is all of it", async () => {
  const own = await readFile(new URL("../../samples/tianjin.txt", import.meta.url), "utf8");
  await importTexts(served.address, Array.from({ length: 60 }, (_, index) => `第${index + 101}份副本。\n\n${own}`));
  await page.goto(`${served.address}declarations`);
  await page.locator('tr[aria-rowindex="2"] a.row-link').focus();
  await page.mouse.move(600, 500);
  // The focused row is near the top; the others of its height are far away in the end.
  await held(async () => {
    await page.mouse.wheel(0, 6_000);
    assert.ok(await page.locator('tr[aria-rowindex="200"]').isVisible());
  });
  await held(async () => assert.ok((await rows().count()) < 150, `${await rows().count()} rows are drawn`));
  assert.equal(await page.evaluate(`document.activeElement === document.querySelector('tr[aria-rowindex="2"] a.row-link')`), true);
  const total = Number(await page.locator("table.declarations").getAttribute("aria-rowcount")) - 1;
  assert.ok(total > 200);
  const drawn = await page.evaluate(`(() => {
    dispatchEvent(new Event("beforeprint"));
    const count = document.querySelectorAll("a.row-link").length;
    dispatchEvent(new Event("afterprint"));
    return count;
  })()`);
  assert.equal(drawn, total);
});

test("however far one jumps in a long list, few rows are drawn at a time, those in the window first", async () => {
  const drawn = (await page.evaluate(`(async () => {
    scrollTo(0, 0);
    await new Promise((done) => setTimeout(done, 500));
    const drawn = [];
    const watcher = new MutationObserver((changes) => drawn.push(changes.flatMap(({ addedNodes }) => [...addedNodes].filter((one) => one.matches?.("tr.row")))));
    watcher.observe(document.querySelector("table.declarations"), { childList: true, subtree: true });
    scrollTo(0, document.scrollingElement.scrollHeight / 2);
    await new Promise((done) => setTimeout(done, 1500));
    watcher.disconnect();
    const inWindow = (one) => one.getBoundingClientRect().bottom > 0 && one.getBoundingClientRect().top < innerHeight;
    return drawn.filter((rows) => rows.length > 0).map((rows) => ({ rows: rows.length, seen: rows.filter(inWindow).length }));
  })()`)) as { rows: number; seen: number }[];
  assert.ok(drawn.reduce((sum, { rows: count }) => sum + count, 0) > 60, JSON.stringify(drawn));
  assert.ok(drawn.every(({ rows: count }) => count <= 20), JSON.stringify(drawn));
  assert.ok((drawn[0]?.seen ?? 0) > 0 && drawn.at(-1)?.seen === 0, JSON.stringify(drawn));
});

test("nothing left the server's origin and the console stayed clean", () => {
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints, []);
});

test("a declaration that does not exist is told in Chinese", async () => {
  await page.goto(`${served.address}declarations/00000000-0000-4000-8000-000000000000`);
  await page.getByRole("alert").waitFor();
  await held(async () => assert.match(await textOf(page.getByRole("alert")), /没有/));
  await page.goto(`${served.address}nowhere`);
  await page.getByText("没有这个页面").waitFor();
});
