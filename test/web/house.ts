// The whole product as a user has it: the real server in a process of its own on an empty data folder, the built page
// in a real Chromium, the built-in samples.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
import { launchChromium } from "../chromium.ts";
import { startTestServer } from "../store/database.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));
const startMs = 120_000;

export interface Served {
  /** Ends in a slash. */
  address: string;
  /** What its terminal shows. */
  said: () => string;
  stop: () => Promise<void>;
}

/**
 * Starts `dabiao serve` on a free port, an empty folder and a database of its own: of the server for all tests, where
 * there is one, else the embedded one. Resolves when it prints its address.
 */
export async function serve(settings: Readonly<Record<string, string>> = {}): Promise<Served> {
  const folder = await mkdtemp(path.join(tmpdir(), "dabiao-web-"));
  const databases = process.env.DABIAO_TEST_DATABASE_URL ? await startTestServer() : null;
  const { DATABASE_URL: _, ...environment } = process.env;
  const child = spawn(process.execPath, [path.join(project, "bin", "dabiao.js"), "serve"], {
    cwd: project,
    env: { ...environment, DABIAO_PORT: "0", DABIAO_DATA: folder, ...(databases && { DATABASE_URL: (await databases.migratedDatabase()).url }), ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    await databases?.stop();
    await rm(folder, { recursive: true, force: true });
  };
  let said = "";
  const address = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the server did not start:\n${said}`)), startMs);
    const listen = (data: Buffer) => {
      said += data.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the server ended with ${code}:\n${said}`));
    });
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { address, said: () => said, stop };
}

/** The server and a browser. Where one of them does not start the other is ended: it would keep the tests from ending. */
export async function serveWithBrowser(settings: Readonly<Record<string, string>> = {}): Promise<[Served, Browser]> {
  const [served, browser] = await Promise.allSettled([serve(settings), launchChromium()]);
  if (served.status === "fulfilled" && browser.status === "fulfilled") return [served.value, browser.value];
  if (served.status === "fulfilled") await served.value.stop();
  if (browser.status === "fulfilled") await browser.value.close();
  throw served.status === "rejected" ? served.reason : browser.status === "rejected" ? browser.reason : new Error("neither failed");
}

export interface Visit {
  page: Page;
  /** Requests that left the server's origin: there must be none. */
  foreign: string[];
  /** What the browser complained about: errors on the console, exceptions. */
  complaints: string[];
}

/** The smallest screen the page is made for. */
export const laptop = { width: 1366, height: 768 };
export const desktop = { width: 1920, height: 1080 };

/** Who visits. */
interface Visitor {
  /** Is shown round, as whoever comes for the first time; else nobody is. */
  newcomer?: boolean;
  /** Sees dialogs and menus grow and fade. The others asked their system for less movement: nobody waits for what passes. */
  moving?: boolean;
}

export async function visit(browser: Browser, address: string, { newcomer = false, moving = false }: Visitor = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: laptop, locale: "zh-CN", timezoneId: "Asia/Shanghai", reducedMotion: moving ? "no-preference" : "reduce" });
  if (!newcomer) await context.addInitScript({ content: 'try { localStorage.setItem("dabiao.tour", \'["never"]\'); } catch {}' });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const foreign: string[] = [];
  const complaints: string[] = [];
  const own = (url: string) => url.startsWith(address) || /^(data|blob|about):/.test(url);
  context.on("request", (request) => void (own(request.url()) || foreign.push(request.url())));
  page.on("console", (message) => void (message.type() === "error" && complaints.push(`${message.text()} ${message.location().url}`)));
  page.on("pageerror", (error) => void complaints.push(error.message));
  return { page, foreign, complaints };
}

/** Tells the server the name that a first visit would ask for. */
export async function introduce(address: string, name: string): Promise<void> {
  const response = await fetch(`${address}api/person`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name }),
  });
  if (!response.ok) throw new Error(`PUT /api/person: ${response.status}`);
}

/** Begins the trial, with its made-up region. */
export async function beginTrial(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole("button", { name: "开始试用" }).click();
  await page.getByRole("heading", { name: "试用：您想以谁的身份来看？" }).waitFor();
}

/**
 * Becomes another person of the trial, as a press on their name does (trial.test.ts presses it).
 * @param at where they go first; whoever names no page begins where their work is
 */
export async function become(page: Page, address: string, name: string, at = address): Promise<void> {
  // The page is left first: what it still has to save is saved by who wrote it.
  await page.goto("about:blank");
  const { items } = (await (await page.request.get(`${address}api/trial/people`)).json()) as { items: { account: string; name: string }[] };
  const account = items.find((one) => one.name === name)?.account;
  const answer = await page.request.post(`${address}api/trial/session`, { data: { account }, headers: { origin: new URL(address).origin } });
  if (!answer.ok()) throw new Error(`${name} in the trial: ${answer.status()} ${await answer.text()}`);
  await page.goto(at);
  await page.getByRole("button", { name: `${name}，我的账号` }).waitFor();
}

/** The house of a test file that is all about the trial, and its visitor; there once its tests run (`inTrial`). */
export let served: Served;
export let browser: Browser;
export let seen: Visit;
export let page: Page;

/** The trial has begun before the tests of a file, and ends after them. */
export function inTrial(): void {
  before(async () => {
    [served, browser] = await serveWithBrowser();
    seen = await visit(browser, served.address);
    page = seen.page;
    await beginTrial(page, served.address);
  });
  after(async () => {
    await browser?.close();
    await served?.stop();
  });
}

/** In that trial: becomes another person. */
export const be = async (name: string, at?: string): Promise<void> => await become(page, served.address, name, at);

async function post(address: string, route: string, body?: FormData): Promise<unknown> {
  const response = await fetch(`${address}api/${route}`, { method: "POST", ...(body && { body }) });
  if (!response.ok) throw new Error(`POST ${route}: ${response.status} ${await response.text()}`);
  return await response.json();
}

/** Imports the built-in samples without the page. */
export async function importSamples(address: string): Promise<void> {
  const samples = (await (await fetch(`${address}api/samples`)).json()) as { items: { name: string }[] };
  const run = (await post(address, "imports")) as { id: string };
  for (const { name } of samples.items) await post(address, `imports/${run.id}/samples/${encodeURIComponent(name)}`);
}

/** Imports files by their names, without the page. */
export async function importFiles(address: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  const run = (await post(address, "imports")) as { id: string };
  for (const [name, content] of Object.entries(files)) {
    const form = new FormData();
    form.append("file", new Blob([typeof content === "string" ? content : new Uint8Array(content)]), name);
    await post(address, `imports/${run.id}/files`, form);
  }
}

/** Imports texts as files, without the page. */
export async function importTexts(address: string, texts: string[]): Promise<void> {
  await importFiles(address, Object.fromEntries(texts.map((text, index) => [`${index + 1}.txt`, text])));
}

/** How long a page on a slow machine may take to get where it should be. */
const patience = Number(process.env.DABIAO_PATIENCE ?? 60_000);

/** Looks again until what is asserted holds: a page shows things a moment after the press that asked for them. What takes longer is looked at less often: looking takes from it. */
export async function held<Told>(look: () => Promise<Told>): Promise<Told> {
  const until = performance.now() + patience;
  for (let pause = 50; ; pause = Math.min(pause * 1.5, 500)) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** What a reader sees of an element, once it is there. */
export async function textOf(locator: Locator): Promise<string> {
  await locator.first().waitFor();
  return (await locator.first().allInnerTexts()).join("");
}

/** Where pictures for people are kept; without it none is taken, as two a page are a good part of what a test costs. */
const pictures = process.env.DABIAO_SCREENSHOTS;

/** Keeps a picture of the page on both screens, for people to look at. */
export async function takePictures(page: Page, name: string): Promise<void> {
  if (!pictures) return;
  await mkdir(pictures, { recursive: true });
  for (const size of [desktop, laptop]) {
    await page.setViewportSize(size);
    await page.screenshot({ path: path.join(pictures, `${name}-${size.width}.png`), animations: "disabled" });
  }
}
