// The page in a real Chromium, as a clerk of a unit with ten thousand tables (DABIAO_BENCH_ROWS): what it loads, how soon it
// can be used, how the list scrolls, how long a key takes in a table of 200 rows, how long a table takes to open. Each against
// a plain page of the same size, in the same browser and in turn with it.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { startSession } from "../src/store/accounts/sessions.ts";
import { openDatabase } from "../src/store/database.ts";
import { startEmbedded } from "../src/store/embedded/start.ts";
import { migrate } from "../src/store/migrate.ts";
import { launchChromium } from "../test/chromium.ts";
import { fillRegion } from "../test/region/fill.ts";
import { laptop } from "../test/web/house.ts";
import { type Measured, median } from "./measure.ts";
import { opening } from "./page-opening.ts";
import { scrolling } from "./page-scrolling.ts";
import { typing } from "./page-typing.ts";
import { ended, served } from "./region.ts";

const rows = Number(process.env.DABIAO_BENCH_ROWS ?? 10_000);
const rounds = 5;

export interface Stage {
  browser: Browser;
  /** Ends in a slash. */
  address: string;
  token: string;
}

/** A house with one unit and all its tables, a server as it is shipped, a browser. */
export async function* page(): AsyncGenerator<Measured> {
  const folder = mkdtempSync(path.join(tmpdir(), "dabiao-bench-"));
  mkdirSync(path.join(folder, "data"));
  const { url, stop } = await startEmbedded(path.join(folder, "data"));
  const database = openDatabase(url, () => undefined);
  const browser = await launchChromium();
  try {
    await migrate(database.pool);
    const { people } = await fillRegion(database.pool, { regions: 1, departments: 1, units: 1, declarations: rows, indicators: 10 });
    await database.pool.query("vacuum analyze");
    // A backup of all of it would begin a minute after the start.
    await database.pool.query(`insert into backup_plan (content) values ('{"daily": false}')`);
    const clerk = people.find(({ role }) => role === "unit-clerk");
    if (!clerk) throw new Error("nobody writes tables");
    const token = await startSession(database.db, clerk.account, { address: null, agent: null }, new Date(), true);
    const server = await served(["src/cli/main.ts", "serve"], { DATABASE_URL: url, DABIAO_DATA: path.join(folder, "side"), DABIAO_PORT: "0" });
    try {
      yield* measured({ browser, address: server.address, token });
    } finally {
      await ended(server);
    }
  } finally {
    await browser.close();
    await database.close();
    await stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function* measured(stage: Stage): AsyncGenerator<Measured> {
  yield* beginning(stage, "工作台", "workbench", ".workbench .stage");
  yield* beginning(stage, "目标表", "declarations", "a.row-link");
  const context = await fresh(stage);
  yield* opening(stage, await context.newPage());
  yield* typing(stage, await context.newPage());
  yield* scrolling(stage, await context.newPage());
  await context.close();
}

/** A browser that has never been here, signed in, not to be shown round. */
async function fresh({ browser, address, token }: Stage): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: laptop, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  await context.addInitScript({ content: 'try { localStorage.setItem("dabiao.tour", \'["never"]\'); } catch {}' });
  await context.addCookies([{ name: "dabiao", value: token, url: address }]);
  return context;
}

/** Milliseconds from the start of the navigation until something that was looked for is painted. */
export const paintedAfter = (selector: string): string => `new Promise((told) => {
  const look = () => document.querySelector(${JSON.stringify(selector)}) ? requestAnimationFrame(() => setTimeout(() => told(performance.now()))) : requestAnimationFrame(look);
  look();
})`;

interface Begun {
  /** Milliseconds until it can be used. */
  usable: number;
  /** Bytes of script, compressed. */
  scripts: number;
  /** What was shown in the end, as a page without script. */
  plain: string;
}

/** Opens a page in a browser that has nothing of it yet. */
async function begin(stage: Stage, address: string, sign: string): Promise<Begun> {
  const context = await fresh(stage);
  const at = await context.newPage();
  const scripts: Promise<Buffer>[] = [];
  // What still comes when the page can be used already (a part that it expects to need) may be cut off.
  at.on("response", (response) => void (response.request().resourceType() === "script" && scripts.push(response.body().catch(() => Buffer.alloc(0)))));
  await at.goto(address, { waitUntil: "commit" });
  const usable = (await at.evaluate(paintedAfter(sign))) as number;
  const loaded = await Promise.all(scripts);
  const plain = (await at.evaluate(asPlainPage)) as string;
  await context.close();
  return { usable, scripts: loaded.reduce((sum, script) => sum + gzipSync(script).byteLength, 0), plain };
}

const asPlainPage = `(() => {
  const styles = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join("\\n");
  const body = document.body.cloneNode(true);
  for (const script of body.querySelectorAll("script")) script.remove();
  return '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>' + styles.replaceAll("</", "<\\\\/") + "</style>" + body.outerHTML + "</html>";
})()`;

/** A page in a new browser, and the same page as finished HTML with its styles in it, from a bare server. */
async function* beginning(stage: Stage, name: string, route: string, sign: string): AsyncGenerator<Measured> {
  const own: Begun[] = [await begin(stage, stage.address + route, sign)];
  const plain: number[] = [];
  await using bare = await bareServer(own[0]?.plain ?? "");
  for (let round = 0; round < rounds; round++) {
    own.push(await begin(stage, stage.address + route, sign));
    plain.push((await begin(stage, bare.address, sign)).usable);
  }
  yield { name: `“${name}”的脚本（gzip）`, value: Math.max(...own.map(({ scripts }) => scripts)) / 1000, unit: "kB", limit: { of: "value", most: 400 } };
  yield { name: `“${name}”在新的浏览器里打开到能用（${rounds} 次的中位数）`, value: median(own.slice(1).map(({ usable }) => usable)), unit: "ms", baseline: { name: "同一页的现成 HTML", value: median(plain) }, limit: { of: "value", most: 1500 } };
}

async function bareServer(html: string): Promise<{ address: string } & AsyncDisposable> {
  const server = createServer((_, response) => void response.setHeader("content-type", "text/html; charset=utf-8").end(html));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, [Symbol.asyncDispose]: close };
}

/** A plain page with a table. */
export const plainTable = (count: number, cells: number): string =>
  `<table>${Array.from({ length: count }, (_, at) => `<tr>${`<td>第${at}行的一格</td>`.repeat(cells)}</tr>`).join("")}</table>`;

/** A page beside another one in the same browser, with this in it. */
export async function plainPage(beside: Page, html: string): Promise<Page> {
  const at = await beside.context().newPage();
  await at.setContent(`<!doctype html><html lang="zh-CN"><body>${html}</body></html>`);
  return at;
}
