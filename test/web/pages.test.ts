// Every page of the router, in the trial region, as the person whose page it is: for screen readers, in large print, in a
// closed network. A new route wants a walk in walks.ts.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import type { Served, Visit } from "./house.ts";
import { become, beginTrial, laptop, serveWithBrowser, visit } from "./house.ts";
import { cutOffIn, refusals, seriousIn, twiceAsLarge } from "./looks.ts";
import { routes, walks } from "./walks.ts";

let served: Served;
let browser: Browser;
let seen: Visit;
let refused: string[];
let who = "";

before(async () => {
  [served, browser] = await serveWithBrowser();
  seen = await visit(browser, served.address, { moving: true });
  refused = await refusals(seen.page.context());
  await beginTrial(seen.page, served.address);
});
after(async () => {
  await browser?.close();
  await served?.stop();
});

test("every route has a walk, and every walk a route", async () => {
  // The first page only leads on.
  const known = (await routes()).filter((route) => route !== "/");
  assert.deepEqual([...new Set(walks.map(({ route }) => route))].sort(), known.sort(), "add a walk to test/web/walks.ts");
});

const folder = process.env.DABIAO_SCREENSHOTS;

for (const { route, state, who: whose, at, shows, open } of walks) {
  const name = state === undefined ? route : `${route} ${state}`;
  test(`${name}: axe finds nothing serious, and nothing is cut off on a laptop or at 200 %`, async () => {
    const { page } = seen;
    await page.setViewportSize(laptop);
    if (who !== whose) await become(page, served.address, whose);
    who = whose;
    await page.goto(`${served.address}${typeof at === "string" ? at : await at(page)}`);
    await shows(page);
    await open?.(page);
    await page.waitForLoadState("networkidle");
    await settled();
    if (folder) for (const size of [twiceAsLarge, laptop]) {
      await page.setViewportSize(size);
      await page.screenshot({ path: path.join(folder, `page${name.replace(/[/$ ]+/g, "-")}-${size.width}.png`), animations: "disabled" });
    }
    assert.deepEqual(await seriousIn(page), []);
    assert.deepEqual(await cutOffIn(page), []);
  });
}

/** What slides or fades has come to rest: a text that is half there has half its contrast. */
async function settled(): Promise<void> {
  await seen.page.evaluate("Promise.all(document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity).map((one) => one.finished.catch(() => {})))");
}

test("no page asks another host, the policy refuses nothing, and the browser complains about nothing", () => {
  assert.deepEqual(refused, []);
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints, []);
});
