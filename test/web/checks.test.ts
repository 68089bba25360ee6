// The queue of what has to be checked, in a real Chromium, with documents that were damaged on their way.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { Served, Visit } from "./house.ts";
import { held, importSamples, importTexts, introduce, laptop, serveWithBrowser, takePictures, textOf, visit } from "./house.ts";

let served: Served;
let browser: Browser;
let seen: Visit;
let page: Page;

const damaged = ["generic-with-weights.md", "shanghai-mixed-damage-in-every-group.txt", "zaozhuang-merged-levels-shifted-left.md", "ezhou-shifted-left-and-right.txt"];

before(async () => {
  [served, browser] = await serveWithBrowser();
  await introduce(served.address, "张敏");
  await importSamples(served.address);
  await importTexts(served.address, await Promise.all(damaged.map((name) => readFile(path.join(import.meta.dirname, "../documents", name), "utf8"))));
  seen = await visit(browser, served.address);
  page = seen.page;
});

after(async () => {
  await browser?.close();
  await served?.stop();
});

interface Entry {
  declarationId: string;
  path: string;
  value: string | null;
  reason: string;
  file: string;
}

const ask = async <Told>(route: string): Promise<Told> => (await (await fetch(`${served.address}api/${route}`)).json()) as Told;
const open = async () => (await ask<{ total: number }>("checks/counts")).total;
const queue = async () => (await ask<{ items: Entry[] }>("checks?limit=500")).items;
const card = () => page.locator(".check-card");
const current = () => page.locator('.entry[aria-selected="true"]');
const status = () => page.locator(".queue-head [role='status']");

async function openQueue(address = "checks"): Promise<void> {
  await page.goto(`${served.address}${address}`);
  await page.locator(".entries").waitFor();
  await page.locator(".source-text mark").first().waitFor();
}

async function until(expected: () => Promise<boolean>, what: string): Promise<void> {
  await held(async () => assert.ok(await expected(), what));
}

test("beside the source of a form that was not recognised stands the way to its layout", async () => {
  const foreign = (await queue()).find(({ file }) => file === "1.txt");
  assert.ok(foreign);
  const { document } = await ask<{ document: { id: string } }>(`declarations/${foreign.declarationId}`);
  await openQueue(`checks?document=${document.id}`);
  const way = page.locator(".source-head").getByRole("link", { name: "核对版式" });
  await way.waitFor();
  assert.equal(await way.getAttribute("href"), `/documents/${document.id}/layout`);
  const samples = (await queue()).find(({ file }) => !/^\d\.txt$/.test(file));
  const other = await ask<{ document: { id: string; problems: unknown[] } }>(`declarations/${samples?.declarationId}`);
  assert.deepEqual(other.document.problems, []);
  await openQueue(`checks?document=${other.document.id}`);
  assert.equal(await way.count(), 0);
});

test("the navigation says how many values are waiting, and leads to the queue", async () => {
  await page.goto(`${served.address}declarations`);
  const total = await open();
  assert.ok(total > 20);
  await until(async () => (await textOf(page.locator(".nav-count"))) === String(total), "the count in the navigation");
  await page.getByRole("link", { name: /^核对/ }).click();
  await page.getByText(`还有 ${total} 处待核对`).waitFor();
  await page.locator(".source-text mark").first().waitFor();
  await takePictures(page, "checks");
});

test("source and value stand side by side: the marked text is the value", async () => {
  const [first] = await queue();
  assert.ok(first);
  await held(async () => assert.equal(await textOf(current().locator(".entry-value")), first.value ?? "（空）"));
  await held(async () => {
    const [source, value] = [await page.locator(".source").boundingBox(), await card().boundingBox()];
    assert.ok(source && value && source.x < value.x);
  });
});

test("Enter confirms and goes on to the next; who confirmed it is shown, and the counts follow", async () => {
  await openQueue();
  const before = await open();
  const entries = await queue();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await until(async () => (await open()) === before - 3, "three are confirmed");
  await held(async () => assert.equal(await textOf(current().locator(".entry-label")), await textOf(page.locator(".check-card h2"))));
  await held(async () => assert.match(await textOf(page.locator(".entry").first()), /张敏 已确认/));
  await page.getByText(`还有 ${before - 3} 处待核对`).waitFor();
  await held(async () => {
    const { items } = await ask<{ items: { path: string; state: string; person: string }[] }>(`declarations/${entries[0]?.declarationId}/checks`);
    assert.ok(items.some((check) => check.path === entries[0]?.path && check.state === "confirmed" && check.person === "张敏"));
  });
});

test("arrows walk the queue, Ctrl+Z takes back the last check and returns to it", async () => {
  const before = await open();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await held(async () => assert.equal(await current().getAttribute("aria-posinset"), "6"));
  await page.keyboard.press("Control+z");
  await until(async () => (await open()) === before + 1, "one is open again");
  await held(async () => assert.equal(await current().getAttribute("aria-posinset"), "3"));
  await until(async () => /待核对/.test(await textOf(current())), "it is shown as open");
});

test("typing corrects: the meaning is shown while typing, Escape leaves it, Enter saves it", async () => {
  const entries = await queue();
  const target = entries.find((entry) => /\.target$/.test(entry.path));
  assert.ok(target, "a doubted target");
  await openQueue();
  for (let steps = 0; steps < entries.indexOf(target); steps++) await page.keyboard.press("ArrowDown");
  await until(async () => (await textOf(current().locator(".entry-value"))) === (target.value ?? "（空）"), "the target is selected");
  await page.locator(".card-value .meaning").waitFor();
  await page.keyboard.press("F2");
  await held(async () => assert.equal(await page.locator(".field-input").inputValue(), target.value ?? ""));
  await page.keyboard.press("Escape");
  await held(async () => assert.equal(await page.locator(".field-input").count(), 0));
  await page.keyboard.type(">=96.5%");
  await held(async () => assert.equal(await page.locator(".field-input").inputValue(), ">=96.5%"));
  await held(async () => assert.equal(await textOf(page.locator(".field .meaning")), "数值 ≥ 96.5 %"));
  await takePictures(page, "checks-correcting");
  const before = await open();
  await page.keyboard.press("Enter");
  await until(async () => (await open()) < before, "the correction is kept");
  const row = page.locator(".entry", { hasText: ">=96.5%" });
  await held(async () => assert.match(await textOf(row), /张敏 已更正/));

  // Everywhere: on the table with the original beside it, in the search, after a reload.
  await page.goto(`${served.address}declarations/${target.declarationId}?value=${encodeURIComponent(target.path)}`);
  const value = page.locator(`button.value[data-path="${target.path}"]`);
  await held(async () => assert.match(await textOf(value), />=96\.5%/));
  await held(async () => assert.match(await textOf(page.locator(".about-checks")), /张敏 .* 由 “.*” 更正为 “>=96\.5%”/));
  await held(async () => assert.match(await textOf(page.locator(".history")), /更正为 “>=96\.5%”/));
  await value.hover();
  await page.getByRole("tooltip").getByText(/由 “.*” 更正为/).waitFor();
  await takePictures(page, "declaration-corrected");
  await page.reload();
  await held(async () => assert.match(await textOf(value), />=96\.5%/));
  await held(async () => {
    const list = await ask<{ items: { id: string }[] }>(`declarations?text=${encodeURIComponent(">=96.5%")}`);
    assert.deepEqual(list.items.map(({ id }) => id), [target.declarationId]);
  });
});

test("a text that does not fit is refused while it is typed", async () => {
  const kinds = await queue();
  const choice = kinds.findIndex((entry) => entry.path.endsWith(".class"));
  assert.ok(choice >= 0);
  await openQueue();
  for (let steps = 0; steps < choice; steps++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("F2");
  await page.locator("select.field-input").waitFor();
  // A class is chosen, not typed.
  await held(async () => {
    const names = await page.locator("select.field-input option").allTextContents();
    assert.ok(names.includes("产出·质量") && names.includes("满意度"), names.join());
  });
  await page.keyboard.press("Escape");
  await page.goto(`${served.address}declarations`);
  await page.locator("a.row-link").first().click();
  await page.locator('button.value[data-path="funding.total"]').click();
  await page.locator(".source-about").getByRole("button", { name: "更正" }).click();
  await page.locator(".field-input").fill("很多钱");
  await page.locator(".meaning.refused", { hasText: "不是金额" }).waitFor();
  await held(async () => assert.ok(await page.getByRole("button", { name: "保存更正" }).isDisabled()));
  await page.keyboard.press("Escape");
});

test("who is quicker than the table of the next value corrects it as soon as it is there", async () => {
  const kinds = await queue();
  const choice = kinds.findIndex((entry) => entry.path.endsWith(".class"));
  const table = `${served.address}api/declarations/${kinds[choice]?.declarationId}`;
  const { promise: fetched, resolve: fetchNow } = Promise.withResolvers<void>();
  await page.route(table, async (route) => {
    await fetched;
    await route.continue();
  });
  await page.goto(`${served.address}checks`);
  await page.locator(".entries").waitFor();
  for (let steps = 0; steps < choice; steps++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("F2");
  assert.equal(await page.locator(".field-input").count(), 0);
  fetchNow();
  await page.locator("select.field-input").waitFor();
  await page.unroute(table);
  await page.keyboard.press("Escape");
});

test("a text that no field took is quoted, and can be confirmed as seen but not corrected", async () => {
  const entries = await queue();
  const at = entries.findIndex(({ reason }) => reason === "unplaced");
  assert.ok(at >= 0, "an unplaced text");
  await openQueue("checks?reason=unplaced");
  await held(async () => assert.match(await textOf(card().locator(".card-quote")), /“.+”/));
  await page.keyboard.press("F2");
  await held(async () => assert.equal(await page.locator(".field-input").count(), 0));
  await held(async () => assert.equal(await card().getByRole("button", { name: "更正" }).count(), 0));
  await takePictures(page, "checks-unplaced");
  const before = await open();
  await page.keyboard.press("Enter");
  await until(async () => (await open()) === before - 1, "it is confirmed");
});

test("on a table a doubted value is confirmed, corrected and taken back in place", async () => {
  const [entry] = (await queue()).filter((one) => /level[23]$/.test(one.path));
  assert.ok(entry);
  await page.goto(`${served.address}declarations/${entry.declarationId}?value=${encodeURIComponent(entry.path)}`);
  const actions = page.locator(".inline-checks");
  await actions.getByRole("button", { name: "更正" }).click();
  await takePictures(page, "declaration-checks");
  await page.setViewportSize(laptop);
  await page.locator(".field-input").fill("社会效益指标");
  await page.keyboard.press("Enter");
  await page.locator(".about-checks", { hasText: "更正为 “社会效益指标”" }).waitFor();
  const undo = page.locator(".history").getByRole("button", { name: /撤回/ }).first();
  await undo.click();
  await until(async () => (await queue()).some((one) => one.declarationId === entry.declarationId && one.path === entry.path), "it is open again");
  await actions.getByRole("button", { name: "确认" }).click();
  await until(async () => !(await queue()).some((one) => one.declarationId === entry.declarationId && one.path === entry.path), "it is confirmed");
  await page.locator(".about-checks", { hasText: "确认" }).waitFor();
});

test("a value that somebody else changed meanwhile is told with both values, and can be looked at again", async () => {
  await openQueue();
  const [entry] = await queue();
  assert.ok(entry);
  const theirs = await fetch(`${served.address}api/declarations/${entry.declarationId}/checks`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ path: entry.path, action: "correct", seen: entry.value, text: entry.path.endsWith(".class") ? "output.quality" : "他人改过的值" }),
  });
  assert.equal(theirs.status, 201, await theirs.text());
  await page.keyboard.press("Enter");
  await card().getByRole("alert").waitFor();
  await held(async () => assert.match(await textOf(card().getByRole("alert")), /您看到的是.*现在是/));
  await takePictures(page, "checks-conflict");
  await page.keyboard.press("Enter");
  await until(async () => (await page.locator(".entry-refused").count()) === 0, "the second look is kept");
});

test("document and reason narrow the queue and stand in the address", async () => {
  await openQueue();
  const all = await open();
  await page.locator(".queue-reasons .ant-tag-checkable").first().click();
  await page.waitForURL(/reason=/);
  await until(async () => Number(/\d+/.exec(await textOf(status()))?.[0]) < all, "fewer entries");
  await page.locator(".source-text mark").first().waitFor();
  await page.reload();
  await page.locator(".entries").waitFor();
  await held(async () => assert.ok(page.url().includes("reason=")));
  await page.getByLabel("来源文件").click();
  await page.locator(".ant-select-dropdown:visible .ant-select-item-option").first().click();
  await page.waitForURL(/document=/);
});

test("the mouse does all of it, and when everything is checked the page says so", async () => {
  await page.setViewportSize(laptop);
  await openQueue();
  await page.locator(".entry").nth(2).click();
  await held(async () => assert.equal(await current().getAttribute("aria-posinset"), "3"));
  const before = await open();
  await page.getByRole("button", { name: /确认无误/ }).click();
  await until(async () => (await open()) < before, "confirmed by mouse");
  await page.getByRole("button", { name: /撤回 Ctrl/ }).click();
  await until(async () => (await open()) === before, "taken back by mouse");
  for (let presses = before; presses > 0; presses--) await page.keyboard.press("Enter");
  await until(async () => (await open()) === 0, "everything is confirmed");
  await page.getByText("全部核对完毕").waitFor();
  await takePictures(page, "checks-done");
  await page.reload();
  await page.getByText("没有待核对的值").waitFor();
  await held(async () => assert.equal(await page.locator(".nav-count").count(), 0));
  await held(async () => {
    const { items } = await ask<{ items: { doubts: number }[] }>("declarations?limit=200");
    assert.ok(items.every(({ doubts }) => doubts === 0));
  });
  await takePictures(page, "checks-empty");
});

test("nothing left the server's origin and the console stayed clean but for the conflict", () => {
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints.filter((told) => !told.includes("409")), []);
});
