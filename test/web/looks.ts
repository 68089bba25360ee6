// What is wrong with a page for those who use it without eyes, without a mouse, with large print: asked of axe-core and
// of the page's own layout.
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import type { BrowserContext, Page } from "playwright-core";
import { laptop } from "./house.ts";

/** The window of a laptop at 200 %. */
export const twiceAsLarge = { width: 683, height: 384 };

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  id: string;
  impact: string | null;
  nodes: { target: unknown[]; any: { message: string }[] }[];
}

/** What axe-core finds and calls serious or critical, an entry a place. */
export async function seriousIn(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate(`axe.run(document, { resultTypes: ["violations"] })`)) as { violations: Violation[] };
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id}: ${target.join(" ")}: ${any[0]?.message ?? ""}`));
}

/** What cannot be reached without moving the whole page sideways: the page itself when it is wider than the window, and whatever one presses or fills in. */
const beside = `(() => {
  const moves = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement)
      if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return true;
    return false;
  };
  const unseen = ".unseen, .skip, .grid-field, [aria-hidden=true], [inert], .ant-select-input, input[type=file], input[tabindex='-1']";
  const cut = [];
  if (document.scrollingElement.scrollWidth > innerWidth) cut.push("the page is " + document.scrollingElement.scrollWidth + " wide");
  for (const element of document.querySelectorAll("button, a, input, select, textarea, [role=button], [role=tab], h1")) {
    const { left, right, width, height } = element.getBoundingClientRect();
    if (width === 0 || height === 0 || getComputedStyle(element).visibility === "hidden" || element.closest(unseen) || moves(element)) continue;
    const name = element.tagName.toLowerCase() + " “" + (element.innerText || element.getAttribute("aria-label") || element.value || "").slice(0, 20) + "”";
    if (left < -1 || right > innerWidth + 1) cut.push(name + " from " + Math.round(left) + " to " + Math.round(right));
    else if (element.scrollWidth > element.clientWidth + 1 && element.tagName === "BUTTON" && !element.matches(".value")) cut.push(name + " is cut off");
  }
  return cut;
})()`;

/** What is cut off at 1366 × 768 and at 200 %. The window is a laptop's afterwards. */
export async function cutOffIn(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const size of [twiceAsLarge, laptop]) {
    await page.setViewportSize(size);
    // Two frames: what listens to the size of the window has drawn itself anew.
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))))");
    found.push(...((await page.evaluate(beside)) as string[]).map((one) => `${size.width} × ${size.height}: ${one}`));
  }
  return found;
}

/** Both. */
export const troublesOf = async (page: Page): Promise<string[]> => [...(await seriousIn(page)), ...(await cutOffIn(page))];

/** Listens to the content security policy. @returns what it refused; grows while the pages are used */
export async function refusals(context: BrowserContext): Promise<string[]> {
  const refused: string[] = [];
  await context.exposeBinding("tellRefusal", (_, told: string) => void refused.push(told));
  await context.addInitScript(`addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) => tellRefusal("refused by the policy: " + violatedDirective + " " + blockedURI + " at " + sourceFile + " on " + location.pathname))`);
  return refused;
}
