// Every page of the router in the states in which people have it before them, and whose page it is: what holds for all
// pages (access without eyes or mouse, large print, nobody else's host) is tried on these.
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { held } from "./house.ts";

/** A page as somebody of the trial has it before them. */
export interface Walk {
  /** As in the router. */
  route: string;
  /** Which of its states. */
  state?: string;
  who: string;
  /** Its address; a function where it has to be looked up or made first. */
  at: string | ((page: Page) => Promise<string>);
  /** What is there once the page is. */
  shows: (page: Page) => Promise<unknown>;
  /** Opens a dialog or drawer, or does what brings the page into the state. */
  open?: (page: Page) => Promise<unknown>;
}

/** The paths of all routes, as src/web/router.tsx lists them. */
export async function routes(): Promise<string[]> {
  const text = await readFile(new URL("../../src/web/router.tsx", import.meta.url), "utf8");
  return [...text.matchAll(/^\s*path: "([^"]+)"/gm)].map(([, path = ""]) => path);
}

/** Asks the server as whoever is signed in on the page. */
export async function ask<Told>(page: Page, route: string, init: object = {}): Promise<Told> {
  return (await page.evaluate(`fetch("/api/${route}", ${JSON.stringify(init)}).then((answer) => answer.json())`)) as Told;
}

interface Listed {
  items: { id: string; projectName: string | null; year: number | null; state: string }[];
}

/** The address of a table by the name of its project, the newest year first. */
const table = (name: string, rest = "") => async (page: Page): Promise<string> => {
  const { items } = await ask<Listed>(page, "declarations?limit=200");
  const [found] = items.filter((one) => one.projectName === name).sort((a, b) => (b.year ?? 0) - (a.year ?? 0));
  if (found === undefined) throw new Error(`no table “${name}”`);
  return `declarations/${found.id}${rest}`;
};

const heading = (name: string | RegExp) => (page: Page) => page.getByRole("heading", { name }).first().waitFor();
const there = (selector: string) => (page: Page) => page.locator(selector).first().waitFor();
const press = (name: string | RegExp) => (page: Page) => page.getByRole("button", { name }).first().click();
const dialog = (page: Page) => page.getByRole("dialog").waitFor();
const inTurn = (...steps: ((page: Page) => Promise<unknown>)[]) => async (page: Page) => {
  for (const step of steps) await step(page);
};

async function importRun(page: Page): Promise<string> {
  const { items } = await ask<{ items: { name: string }[] }>(page, "samples");
  const run = await ask<{ id: string }>(page, "imports", { method: "POST" });
  for (const { name } of items.slice(0, 2)) await ask(page, `imports/${run.id}/samples/${encodeURIComponent(name)}`, { method: "POST" });
  return `imports/${run.id}`;
}

async function adjustment(page: Page): Promise<string> {
  const { items } = await ask<Listed>(page, "declarations?limit=200");
  const approved = items.find(({ projectName, state }) => projectName === "公共就业招聘活动" && state === "APPROVED");
  if (approved === undefined) throw new Error("no approved table");
  const { items: begun } = await ask<{ items: { id: string }[] }>(page, `declarations/${approved.id}/adjustments`);
  if (begun[0]) return `adjustments/${begun[0].id}`;
  const { revision } = await ask<{ revision: number }>(page, `declarations/${approved.id}`);
  const made = await ask<{ id: string }>(page, `declarations/${approved.id}/adjustments`, {
    method: "POST",
    headers: { "content-type": "application/json", "if-match": `"${revision}"`, "idempotency-key": `walk-${Date.now()}` },
    body: JSON.stringify({ reason: "上半年场地停用。", declaration: null }),
  });
  return `adjustments/${made.id}`;
}

const clerk = "王小云";
const department = "马立群";
const finance = "沈一鸣";

/** In the order of people: becoming somebody takes a moment. */
export const walks: readonly Walk[] = [
  { route: "/trial", who: clerk, at: "trial", shows: there(".trial-person") },
  { route: "/welcome", who: clerk, at: "welcome", shows: there("h1") },
  { route: "/workbench", who: clerk, at: "workbench", shows: there(".stage") },
  { route: "/declarations", who: clerk, at: "declarations", shows: there("a.row-link") },
  { route: "/declarations", state: "新建", who: clerk, at: "declarations", shows: there("a.row-link"), open: inTurn(press("新建目标表"), dialog) },
  { route: "/declarations", state: "什么也没找到", who: clerk, at: "declarations?text=没有的词", shows: there(".ant-empty") },
  { route: "/declarations/$id", state: "原文", who: clerk, at: table("公共就业招聘活动"), shows: there("button.value") },
  { route: "/declarations/$id", state: "审核", who: clerk, at: table("公共就业招聘活动", "?panel=review"), shows: there(".panes") },
  { route: "/declarations/$id", state: "办理", who: clerk, at: table("公共就业招聘活动", "?panel=way"), shows: there(".way-panel .ant-timeline") },
  { route: "/declarations/$id/edit", who: clerk, at: table("公共就业招聘活动", "/edit"), shows: there('.draft-grid [data-at="0,0"]') },
  { route: "/declarations/$id/edit", state: "正在输入", who: clerk, at: table("公共就业招聘活动", "/edit"), shows: there('.draft-grid [data-at="0,0"]'), open: async (page) => {
    await page.locator('.draft-grid [data-at="0,2"]').dblclick();
    await page.locator(".grid-field.open").waitFor();
  } },
  { route: "/declarations/$id/difference", who: clerk, at: table("公共就业招聘活动", "/difference?from=1"), shows: heading("版本比较") },
  { route: "/declarations/$id/paper", who: clerk, at: table("公共就业招聘活动", "/paper"), shows: there(".paper-sheet table") },
  { route: "/todo", who: clerk, at: "todo", shows: there(".ant-table-row") },
  { route: "/adjustments/$id", who: clerk, at: adjustment, shows: heading(/^调整：/) },
  { route: "/import", who: clerk, at: "import", shows: there(".samples li") },
  { route: "/imports/$id", who: clerk, at: importRun, shows: there("h1") },
  { route: "/checks", who: clerk, at: "checks", shows: there(".check-card") },
  { route: "/projects", who: clerk, at: "projects?view=all", shows: there(".ant-table-row") },
  { route: "/rules", who: clerk, at: "rules", shows: there("h1") },
  { route: "/manual", who: clerk, at: "manual", shows: there("article h1") },
  { route: "/manual/$chapter", who: clerk, at: async (page) => {
    await page.goto(`${new URL(page.url()).origin}/manual`);
    await page.getByRole("navigation", { name: "手册目录" }).locator("li a").nth(2).waitFor();
    return String(await page.getByRole("navigation", { name: "手册目录" }).locator("li a").nth(2).getAttribute("href")).slice(1);
  }, shows: there("article h1") },
  { route: "/documents/$id/layout", who: clerk, at: async (page) => {
    await page.goto(`${new URL(page.url()).origin}/${await importRun(page)}`);
    const { items } = await ask<{ items: { documentId: string | null }[] }>(page, "declarations?limit=50");
    return `documents/${items.find(({ documentId }) => documentId !== null)?.documentId}/layout`;
  }, shows: there(".map-cell") },
  { route: "/me", who: clerk, at: "me", shows: there("h1") },
  { route: "/todo", state: "批量办理", who: department, at: "todo", shows: there(".ant-table-row"), open: async (page) => {
    await page.getByRole("row").filter({ hasText: "主管部门审核" }).first().locator(".ant-checkbox-input").check();
    await page.locator(".batch button").first().click();
    await dialog(page);
  } },
  { route: "/workbench", state: "主管部门", who: department, at: "workbench", shows: there(".stage") },
  { route: "/desk", who: department, at: "desk", shows: there("main h1") },
  { route: "/desk/$id", who: department, at: async (page) => (await table("社会保险基金稽核")(page)).replace("declarations", "desk"), shows: there("main h1") },
  { route: "/declarations/$id", state: "审核意见", who: finance, at: table("职业技能提升培训", "?panel=review"), shows: there(".panes"), open: inTurn(press(/审核意见/), dialog) },
  { route: "/declarations/$id", state: "财政办理", who: finance, at: table("职业技能提升培训", "?panel=way"), shows: there(".way-panel .ant-timeline"), open: (page) => page.locator(".ways button").first().click() },
  { route: "/calendar", who: finance, at: "calendar", shows: heading("日历") },
  { route: "/rules", state: "一条规则", who: finance, at: "rules", shows: there("main summary"), open: (page) => page.locator("main summary").first().click() },
  { route: "/approvals", who: "罗建成", at: "approvals", shows: there(".ant-table-row") },
  { route: "/offices", who: "方哲", at: "offices", shows: there('.ant-tree-treenode:not([aria-hidden="true"])') },
  { route: "/forms", who: "方哲", at: "forms", shows: there(".forms-table") },
  { route: "/backups", who: "方哲", at: "backups", shows: there("h1") },
  { route: "/people", who: "尹静", at: "people", shows: there(".ant-table-row") },
  { route: "/people", state: "新建账号", who: "尹静", at: "people", shows: there(".ant-table-row"), open: inTurn(press("新建账号"), dialog) },
  { route: "/audit", who: "苏文", at: "audit", shows: there(".ant-table-row") },
  { route: "/sign-in", who: "苏文", at: "sign-in", shows: (page) => held(async () => page.waitForURL((address) => !address.pathname.endsWith("/sign-in"))) },
  { route: "/setup", who: "苏文", at: "setup", shows: there("main .ant-alert, main h1") },
];
