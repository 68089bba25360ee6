// 工作台 in a real Chromium on the trial region: everybody begins where their work is, every figure leads to its list,
// charts come when they are looked at and say the same in a table.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { become, beginTrial, held, introduce, laptop, type Served, serveWithBrowser, takePictures, textOf, type Visit, visit } from "./house.ts";

let served: Served;
let browser: Browser;
let seen: Visit;
let page: Page;
const scripts: string[] = [];

before(async () => {
  [served, browser] = await serveWithBrowser();
  seen = await visit(browser, served.address);
  page = seen.page;
  page.on("request", (request) => void (request.resourceType() === "script" && scripts.push(request.url())));
  await beginTrial(page, served.address);
});
after(async () => {
  await browser?.close();
  await served?.stop();
});

const be = async (name: string, at?: string) => await become(page, served.address, name, at);
const heading = (name: string) => page.getByRole("heading", { name, exact: true });
const card = (name: RegExp) => page.getByRole("region", { name });
const countOfList = async (): Promise<number> => Number(/共 (\d+) 张/.exec(await textOf(page.getByRole("status").filter({ hasText: "共" })))?.[1]);

/** Goes to the workbench as the page's own start. */
async function begin(): Promise<void> {
  await page.goto(served.address);
  await heading("工作台").waitFor();
  await page.locator(".stage").first().waitFor();
}

/** Reviews are counted in the background: waits until nothing more is to come. What was handed back is not for others to see. */
async function counted(): Promise<void> {
  const look = async () => {
    const { findings, states } = (await page.evaluate("fetch('/api/workbench').then((answer) => answer.json())")) as { findings: { gravest: string; tables: number }[]; states: { state: string; tables: number }[] };
    const returned = states.find(({ state }) => state === "RETURNED")?.tables ?? 0;
    assert.ok((findings.find(({ gravest }) => gravest === "unknown")?.tables ?? 0) <= returned);
  };
  await held(look);
}

/** Follows a link that tells a figure, and takes back how many tables the list behind it has. */
async function listBehind(open: () => Promise<void>): Promise<number> {
  await open();
  await heading("目标表").waitFor();
  const many = await held(async () => {
    const count = await countOfList();
    assert.ok(count > 0);
    return count;
  });
  assert.equal(await page.locator(".declarations .row-link").count(), many);
  await page.goBack();
  await heading("工作台").waitFor();
  await page.locator(".stage").first().waitFor();
  return many;
}

/** A minute after something was written the rules look again at what stands beside it, and a figure may change before its list is there: then both are looked at once more. */
async function toldAndListed(compare: () => Promise<void>): Promise<void> {
  let again = false;
  await held(async () => {
    if (again) await begin();
    again = true;
    await compare();
  });
}

test("whoever works with tables begins at the workbench: what is due first, the year, where to go on", async () => {
  await be("马立群");
  await begin();
  await held(async () => assert.match(await textOf(page.locator(".dues")), /[1-9]\d* 已逾期/));
  assert.match(await textOf(page.locator(".nearest li")), /逾期/);
  await takePictures(page, "workbench-department");
  await page.setViewportSize(laptop);
});

test("a step of the to-do card leads to just those tables that wait for it, ready to be done at once", async () => {
  const step = page.locator(".workbench .steps a").first();
  const many = Number(/\d+$/.exec(await textOf(step))?.[0]);
  await step.click();
  await heading("待办").waitFor();
  await held(async () => assert.match(await textOf(page.getByRole("status")), new RegExp(`共 ${many} 张`)));
  assert.equal(await page.locator(".ant-table-tbody .ant-checkbox-input").count(), many);
  await page.goto(`${served.address}todo?kind=overdue`);
  await page.getByRole("row").nth(1).waitFor();
  assert.equal(await page.getByRole("checkbox").count(), 0, "nothing can be done at once with what is only looked at");
});

for (const name of ["张敏", "马立群", "沈一鸣"])
  test(`every figure of ${name} is the count of the list that it leads to`, async () => {
    await be(name);
    await counted();
    await begin();
    const stages = await page.locator(".stage:not(.none)").count();
    for (let nth = 0; nth < stages; nth++) {
      await toldAndListed(async () => {
        const tile = page.locator(".stage:not(.none)").nth(nth);
        const told = Number(await textOf(tile.locator("strong")));
        if (told > 0) assert.equal(await listBehind(async () => await tile.click()), told);
      });
    }
    // Of one unit alone the stages say how far it is.
    for (const title of [...(name === "张敏" ? [] : [/办理进度$/]), /^年度资金/, /^审核发现/]) {
      await toldAndListed(async () => {
        await card(title).getByText("数字", { exact: true }).click();
        const link = card(title).locator("table a").first();
        const text = await textOf(link);
        await link.focus();
        const many = await listBehind(async () => await page.keyboard.press("Enter"));
        if (!text.includes(".")) assert.equal(many, Number(text), `${title}`);
      });
    }
  });

test("a bar leads to its tables; the drawing library came only when a chart was in sight", async () => {
  await page.setViewportSize({ width: 1366, height: 300 });
  scripts.length = 0;
  await begin();
  await page.locator(".todo-card").waitFor();
  assert.deepEqual(scripts.filter((one) => /\/chart-/.test(one)), []);
  await card(/办理进度$/).scrollIntoViewIfNeeded();
  await card(/办理进度$/).locator("svg").waitFor();
  assert.equal(scripts.filter((one) => /\/chart-/.test(one)).length, 1);
  await page.setViewportSize(laptop);
  await card(/^审核发现/).scrollIntoViewIfNeeded();
  // Each bar has the colour of what it counts; of nothing there is none to be seen.
  const bar = card(/^审核发现/).locator("svg").locator("path[fill='#c0271f']:visible, path[fill='#d9822b']:visible, path[fill='#4f86c6']:visible, path[fill='#2c7a1f']:visible, path[fill='#a9b4c2']:visible").first();
  await bar.waitFor();
  let gravest = "";
  const many = await listBehind(async () => {
    await bar.click({ force: true });
    await page.waitForURL(/gravest=/);
    gravest = new URL(page.url()).searchParams.get("gravest") ?? "";
  });
  const names: Readonly<Record<string, string>> = { error: "必须修改", warning: "应修改或说明", advice: "建议完善", none: "没有问题", unknown: "尚无审核结果" };
  await card(/^审核发现/).getByText("数字", { exact: true }).click();
  assert.equal(await textOf(card(/^审核发现/).getByRole("row", { name: new RegExp(`^${names[gravest]}`) }).getByRole("link")), String(many));
});

test("another year is another address, and a reload shows it again", async () => {
  await begin();
  await page.getByRole("combobox", { name: "年度" }).click();
  await page.locator(".ant-select-item-option").nth(1).click();
  await page.waitForURL(/workbench\?year=\d{4}$/);
  await page.reload();
  const year = /\d{4}$/.exec(page.url())?.[0];
  await page.getByRole("heading", { name: `${year} 年度覆盖情况` }).waitFor();
});

test("the navigation fits the smallest screen for everybody, marks where one is, and folds what belongs together", async () => {
  for (const name of ["张敏", "李国强", "马立群", "周晓岚", "沈一鸣", "罗建成", "顾言", "秦川", "方哲", "尹静", "苏文"]) {
    await be(name);
    await page.setViewportSize(laptop);
    await page.goto(served.address);
    await page.getByRole("navigation", { name: "主导航" }).locator("[aria-current]").first().waitFor();
    const [wide, room] = await page.getByRole("navigation", { name: "主导航" }).evaluate((nav) => [nav.scrollWidth, nav.clientWidth]);
    assert.ok((wide ?? 0) <= (room ?? 0), `${name}: ${wide} in ${room}`);
    assert.ok(await page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name);
  }
  await be("张敏", `${served.address}declarations`);
  await page.getByRole("button", { name: "管理" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "日历" }).getByRole("link").click();
  await heading("日历").waitFor();
  await page.getByRole("button", { name: "管理：日历" }).waitFor();
});

test("each of the three administrators begins at the page of their work", async () => {
  for (const [name, title] of [["方哲", "备份"], ["尹静", "用户与角色"], ["苏文", "审计日志"]] as const) {
    await be(name);
    await heading(title).waitFor();
  }
});

test("a table written in the system stands below the list and nothing else", async () => {
  await be("张敏", `${served.address}declarations`);
  await page.getByRole("link", { name: "社会保障卡制发", exact: true }).first().click();
  await held(async () => assert.equal((await textOf(page.getByRole("navigation", { name: "位置" }))).replace(/\s/g, ""), "目标表在系统里编制"));
});

test("alone on a machine: an empty house says what to do first; with tables it sums them up", async () => {
  const [alone, other] = await serveWithBrowser();
  try {
    await introduce(alone.address, "张敏");
    const mine = await visit(other, alone.address);
    await mine.page.goto(alone.address);
    await mine.page.getByRole("heading", { name: /还没有目标表，先从这里开始/ }).waitFor();
    for (const name of ["新建目标表", "去导入"]) assert.ok((await mine.page.getByRole("button", { name: new RegExp(name) }).count()) > 0, name);
    await takePictures(mine.page, "workbench-empty");
    const { importSamples } = await import("./house.ts");
    await importSamples(alone.address);
    await mine.page.reload();
    await mine.page.getByRole("region", { name: /^审核发现/ }).locator("svg").waitFor();
    await takePictures(mine.page, "workbench-alone");
    assert.deepEqual(mine.foreign, []);
    assert.deepEqual(mine.complaints, []);
  } finally {
    await other.close();
    await alone.stop();
  }
});

test("no page asks another host, and the policy of the page refused nothing", () => {
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints.filter((one) => !/status of 40[0-9]/.test(one)), []);
});
