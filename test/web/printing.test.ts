// What a browser would put on A4: the page's own content, black on white and within the sheet; none of the frame around it
// and nothing to press.
import assert from "node:assert/strict";
import { test } from "node:test";
import { become, inTrial, page, served } from "./house.ts";
import { walks } from "./walks.ts";

let who = "";

inTrial();

/** A4 without margins of 12 mm, at 96 dots an inch. */
const sheet = { width: 703, height: 1032 };

/** What should not be on paper: the frame, what is pressed, what hangs over the edge, what is written one character a line, what is not black on white. */
const wrong = `(() => {
  const found = [];
  const isShown = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width > 1;
  const said = (one) => one.tagName + "." + one.className + " “" + (one.innerText || one.value || "").slice(0, 20) + "”";
  for (const one of document.querySelectorAll(".header, .skip, .header nav, button.ant-btn")) if (isShown(one)) found.push("is printed: " + said(one));
  for (const one of document.querySelectorAll("h1, h2, p, td, th, dd, textarea, input:not([type=checkbox])")) {
    if (!isShown(one) || one.closest(".unseen, [aria-hidden=true]")) continue;
    const { right, height, width } = one.getBoundingClientRect();
    if (right > innerWidth + 1) found.push("hangs over the edge: " + said(one));
    if (one.matches("td") && one.rowSpan === 1 && height > 10 * width) found.push("one character a line: " + said(one));
  }
  if (getComputedStyle(document.body).backgroundColor !== "rgb(255, 255, 255)") found.push("the sheet is not white");
  if (getComputedStyle(document.body).color !== "rgb(0, 0, 0)") found.push("the writing is not black");
  return found;
})()`;

const printed: readonly [string, string?][] = [["/workbench"], ["/declarations"], ["/declarations/$id", "原文"], ["/declarations/$id", "审核"], ["/todo"], ["/declarations/$id", "审核意见"], ["/audit"]];

for (const [route, state] of printed) {
  test(`${route} ${state ?? ""}: on paper is what was read, and nothing of the frame`, async () => {
    const walk = walks.find((one) => one.route === route && one.state === state);
    assert.ok(walk);
    if (who !== walk.who) await become(page, served.address, walk.who);
    who = walk.who;
    await page.goto(`${served.address}${typeof walk.at === "string" ? walk.at : await walk.at(page)}`);
    await walk.shows(page);
    await walk.open?.(page);
    await page.waitForLoadState("networkidle");
    assert.notDeepEqual(await page.evaluate(wrong), [], "on the screen there is a frame: the check sees it");
    const screen = page.viewportSize();
    assert.ok(screen);
    try {
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize(sheet);
      assert.deepEqual(await page.evaluate(wrong), []);
      assert.ok(((await page.evaluate("document.body.innerText.trim().length")) as number) > 20);
    } finally {
      await page.emulateMedia({ media: "screen" });
      await page.setViewportSize(screen);
    }
  });
}
