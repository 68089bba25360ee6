// Takes the pictures of the manual: whole screens of 1366 × 768 that are the same on every day, with a red frame around
// what the text speaks of.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { dayOf } from "../../src/store/accounts/times.ts";
import { laptop } from "../web/house.ts";

/** Every picture was taken on this day of its year, in the morning. */
const pictureDay = "11-20";
const pictureTime = "09:30";

/** What passes by, and what is another each time. */
const unseen = ".ant-message, .ant-tooltip { visibility: hidden !important } .ant-picker-input > input { caret-color: transparent }";

/** In the page: when everything that moves has come to its end; what turns for ever is left alone. */
const atRest = `new Promise((rested) => requestAnimationFrame(() => requestAnimationFrame(async () => {
  await Promise.all(document.getAnimations().filter(({ effect }) => effect.getComputedTiming().iterations !== Infinity).map(({ finished }) => finished.catch(() => undefined)));
  rested();
})))`;

export class Camera {
  readonly #folder: string;
  readonly #develop: (png: Buffer) => Buffer;
  /** The pictures that were taken, in order. */
  readonly taken: string[] = [];

  /** @param develop what is kept of what the browser gives */
  constructor(folder: string, develop: (png: Buffer) => Buffer) {
    this.#folder = folder;
    this.#develop = develop;
  }

  /** Takes a picture once the page has come to rest. @param marked what gets a red frame */
  async shoot(page: Page, name: string, ...marked: Locator[]): Promise<void> {
    if (this.taken.includes(name)) throw new Error(`two pictures are called ${name}`);
    await page.setViewportSize(laptop);
    await page.waitForLoadState("networkidle");
    await page.locator(".ant-spin-spinning, .ant-skeleton-active, .ant-btn-loading, .save-state.waiting, .save-state.saving").first().waitFor({ state: "detached" });
    await page.evaluate("document.fonts.ready");
    for (const one of marked) await one.first().scrollIntoViewIfNeeded();
    // A dialog that is still growing would get its frame where it is not any more.
    await page.evaluate(atRest);
    const boxes = await Promise.all(marked.map(async (one) => await one.first().boundingBox()));
    await page.evaluate(steady, { boxes, today: dayOf(new Date()), day: pictureDay, time: pictureTime });
    const png = await page.screenshot({ animations: "disabled", caret: "hide", style: unseen });
    await page.evaluate("window.backAsItWas()");
    await mkdir(this.#folder, { recursive: true });
    await writeFile(path.join(this.#folder, `${name}.png`), this.#develop(png));
    this.taken.push(`${name}.png`);
  }
}

interface Wish {
  boxes: ({ x: number; y: number; width: number; height: number } | null)[];
  today: string;
  day: string;
  time: string;
}

/** What is used of the browser in the page; the tests compile without its types. */
interface Browsed {
  document: {
    body: { append: (one: unknown) => void };
    createTreeWalker: (root: unknown, what: number) => { nextNode: () => TextNode | null };
    querySelectorAll: (selector: string) => Iterable<{ value: string }>;
    createElement: (name: string) => { style: object; remove: () => void };
  };
  innerWidth: number;
  innerHeight: number;
  NodeFilter: { SHOW_TEXT: number };
  backAsItWas: () => void;
}

interface TextNode {
  nodeValue: string | null;
  parentElement: { closest: (selector: string) => unknown } | null;
}

/**
 * In the page: days near today become days near the day of the pictures, times and hashes always the same ones; frames
 * are put around what is marked. `window.backAsItWas` undoes it.
 */
function steady({ boxes, today, day, time }: Wish): void {
  const page = globalThis as unknown as Browsed;
  const { document } = page;
  const fixed = Date.parse(`${today.slice(0, 4)}-${day}`);
  const shifted = (found: string) => {
    const away = Date.parse(found) - Date.parse(today);
    return Math.abs(away) > 45 * 86_400_000 ? found : new Date(fixed + away).toISOString().slice(0, 10);
  };
  const days = (text: string) => text.replace(/\d{4}-\d\d-\d\d(?! \d\d:\d\d)/g, shifted);
  const same = (text: string) =>
    text
      .replace(/ 至 \d\d:\d\d/g, "")
      .replace(/(\d{4}-\d\d-\d\d) \d\d:\d\d(:\d\d)?/g, (_, date: string, seconds?: string) => `${shifted(date)} ${time}${seconds === undefined ? "" : ":00"}`)
      .replace(/\d\d:\d\d:\d\d( 已保存)/g, `${time}:00$1`)
      .replace(/HeadlessChrome\/[\d.]+/g, "Chrome")
      .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:7700")
      .replace(/\/\S*dabiao-web-\w+/g, "/srv/dabiao/data")
      .replace(/dabiao-\d{8}-\d{6}/g, `dabiao-${today.slice(0, 4)}${day.replace("-", "")}-093000`)
      .replace(/(还剩 )[\d.]+( \wB（共 )[\d.]+/g, "$1180$2250")
      .replace(/[0-9a-f]{16}(?=…)/g, "3f9a1c72b0d84e56");
  const undo: (() => void)[] = [];
  const walker = document.createTreeWalker(document.body, page.NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const [text, own] = [node, String(node.nodeValue)];
    const isIn = (places: string) => (text.parentElement?.closest(places) ?? null) !== null;
    const told = isIn(".versions code") ? "3f9a1c72" : isIn(".one-time, .recovery") ? own.replace(/[0-9A-Za-z]/g, "8") : isIn(".ant-table") ? same(days(own)) : same(own);
    if (told === own) continue;
    text.nodeValue = told;
    undo.push(() => {
      text.nodeValue = own;
    });
  }
  for (const input of document.querySelectorAll(".ant-picker-input > input")) {
    const own = input.value;
    input.value = days(own);
    undo.push(() => {
      input.value = own;
    });
  }
  for (const box of boxes) {
    if (box === null) continue;
    const frame = document.createElement("div");
    const [left, top] = [Math.max(2, box.x - 5), Math.max(2, box.y - 5)];
    const [right, bottom] = [Math.min(page.innerWidth - 2, box.x + box.width + 5), Math.min(page.innerHeight - 2, box.y + box.height + 5)];
    Object.assign(frame.style, { position: "fixed", zIndex: "9999", left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px`, border: "3px solid #d4380d", borderRadius: "6px", pointerEvents: "none", boxSizing: "border-box" });
    document.body.append(frame);
    undo.push(() => frame.remove());
  }
  page.backAsItWas = () => {
    for (const step of undo.reverse()) step();
  };
}
