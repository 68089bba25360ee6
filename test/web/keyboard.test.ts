// The desk without a mouse: from the first Tab to a step taken, with the focus always to be seen and never lost.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { yearOf } from "../../src/store/accounts/times.ts";
import type { Served, Visit } from "./house.ts";
import { become, beginTrial, held, serveWithBrowser, textOf, visit } from "./house.ts";

let served: Served;
let browser: Browser;
let seen: Visit;
let page: Page;

before(async () => {
  [served, browser] = await serveWithBrowser();
  seen = await visit(browser, served.address, { moving: true });
  page = seen.page;
  await beginTrial(page, served.address);
  await become(page, served.address, "王小云");
});
after(async () => {
  await browser?.close();
  await served?.stop();
});

const isFocused = async (locator: Locator): Promise<boolean> => (await locator.and(page.locator(":focus")).count()) + (await locator.locator(":focus").count()) > 0;

/** Null where the focus is nowhere; empty where it cannot be seen. */
const focusRing = `(() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const shown = (element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  };
  // A field of antd shows its focus on the frame around it; the table of indicators on the cell below its field.
  for (let element = at, steps = 0; element && steps < 5; element = element.parentElement, steps++) if (shown(element)) return "seen";
  return at.matches(".grid-field") && document.querySelector(".draft-grid td.active") ? "seen" : "";
})()`;

/** Presses Tab until something has the focus; on the way the focus is always to be seen. */
async function tabTo(goal: Locator, key = "Tab"): Promise<void> {
  await goal.first().waitFor({ state: "attached" });
  for (let presses = 0; presses < 120; presses++) {
    if (await isFocused(goal)) return;
    await page.keyboard.press(key);
    // A ring may fade in.
    await held(async () => assert.notEqual(await page.evaluate(focusRing), "", `no focus to be seen on ${await page.evaluate("document.activeElement.outerHTML.slice(0, 200)")}`));
  }
  assert.fail("Tab does not come there");
}

test("the first Tab offers to skip to the content, and Enter goes there", async () => {
  await page.goto(`${served.address}declarations`);
  await page.locator("a.row-link").first().waitFor();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "跳到正文" });
  assert.ok(await isFocused(skip));
  await held(async () => assert.ok(((await skip.boundingBox())?.y ?? -1) >= 0));
  await page.keyboard.press("Enter");
  await held(async () => assert.equal(await page.evaluate("document.activeElement.id"), "content"));
});

test("a dialog takes the focus, keeps it, and gives it back when it is closed with Escape", async () => {
  const button = page.getByRole("button", { name: "新建目标表" });
  await tabTo(button);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await held(async () => assert.ok(await isFocused(dialog)));
  for (let presses = 0; presses < 14; presses++) {
    await page.keyboard.press(presses < 10 ? "Tab" : "Shift+Tab");
    // Beyond its last place the focus is the browser's own for one press, and then in the dialog again: never behind it.
    await held(async () => assert.equal(await isFocused(page.locator("#page")), false, `after ${presses + 1} presses the focus is behind the dialog`));
  }
  await tabTo(dialog.getByLabel("项目名称"));
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await held(async () => assert.ok(await isFocused(button)));
});

/** How much of a dialog moves while it is opened and closed. */
async function movedIn(there: Page): Promise<number> {
  await there.goto(`${served.address}declarations`);
  const button = there.getByRole("button", { name: "新建目标表" });
  await button.waitFor();
  await there.evaluate(`globalThis.moved = 0; document.addEventListener("animationstart", ({ target }) => { globalThis.moved += target.matches(".ant-modal, .ant-modal-mask") ? 1 : 0; })`);
  await button.click();
  const dialog = there.getByRole("dialog");
  await dialog.waitFor();
  // Some frames: by then what moves has begun to.
  await there.evaluate("new Promise((done) => { let frames = 0; const next = () => (++frames < 10 ? requestAnimationFrame(next) : done()); next(); })");
  await there.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  return (await there.evaluate("globalThis.moved")) as number;
}

test("for who asked their system for less movement, dialogs stand there at once and are gone at once", async () => {
  assert.notEqual(await movedIn(page), 0);
  const still = await visit(browser, served.address);
  await become(still.page, served.address, "王小云");
  assert.equal(await movedIn(still.page), 0);
  assert.deepEqual(still.complaints, []);
  await still.page.context().close();
  await page.reload();
});

test("from the list over the table to a step taken, by keys alone", async () => {
  await tabTo(page.locator("a.row-link"));
  const returned = page.getByRole("row").filter({ hasText: "公共就业招聘活动" }).filter({ hasText: `${yearOf(new Date()) + 1}` }).locator("a.row-link");
  for (let presses = 0; presses < 10 && !(await isFocused(returned)); presses++) await page.keyboard.press("ArrowDown");
  assert.ok(await isFocused(returned));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "公共就业招聘活动" }).waitFor();
  // The choice of the pane is a group of which one is reached by Tab; the arrow keys change it.
  await tabTo(page.locator(".side .ant-segmented input"));
  for (let presses = 0; presses < 3 && (await page.locator(".way-panel").count()) === 0; presses++) await page.keyboard.press("ArrowRight");
  await tabTo(page.getByRole("button", { name: "重新送审" }));
  await page.keyboard.press("Enter");
  await tabTo(page.getByLabel("意见", { exact: true }));
  await page.keyboard.type("已补充测算依据。");
  await tabTo(page.getByRole("button", { name: "重新送审" }));
  await page.keyboard.press("Enter");
  await held(async () => assert.match(await textOf(page.locator(".way-panel")), /单位审核/));
});

test("a table is begun, filled in and left by keys alone", async () => {
  await page.goto(`${served.address}declarations`);
  await tabTo(page.getByRole("button", { name: "新建目标表" }));
  await page.keyboard.press("Enter");
  await tabTo(page.getByLabel("项目名称"));
  await page.keyboard.type("只用键盘的项目");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "只用键盘的项目" }).waitFor();
  const field = page.locator(".grid-field");
  await tabTo(field);
  await page.keyboard.press("Control+Home");
  for (const key of ["ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
  await page.keyboard.type("培训人次");
  await page.keyboard.press("Enter");
  await held(async () => assert.equal(await textOf(page.locator('.draft-grid [data-at="0,2"]')), "培训人次"));
  await page.keyboard.press("F2");
  await page.keyboard.type("没有写完");
  await page.keyboard.press("Escape");
  await held(async () => assert.notEqual(await textOf(page.locator('.draft-grid [data-at="1,2"]')), "没有写完"));
  // The table is no trap: Tab leaves it in both directions.
  await page.keyboard.press("Tab");
  await held(async () => assert.equal(await isFocused(field), false));
  await page.keyboard.press("Shift+Tab");
  await held(async () => assert.equal(await isFocused(field), true));
  await held(async () => assert.match(await textOf(page.locator(".save-state")), /已保存/));
});
