// 编制 in a real Chromium: a table that behaves like a spreadsheet, kept whatever happens to connection and browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { Served, Visit } from "./house.ts";
import { held, importTexts, introduce, serveWithBrowser, takePictures, textOf, visit } from "./house.ts";

let served: Served;
let browser: Browser;
let seen: Visit;
let page: Page;
let id: string;

const table = `# 项目支出绩效目标表

| 项目名称 | 泵站大修 |
|---|---|
| 预算单位 | 县水务局 |
| 预算年度 | 2026 |
| 预算总额（万元） | 80 |
| 年度绩效目标 | 完成3座泵站大修，汛前投用，验收合格率100%。 |

| 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 泵站大修座数 | ≥3座 | 30 |
| 产出指标 | 质量指标 | 大修验收合格率 | =100% | 20 |
| 产出指标 | 时效指标 | 大修完成时间 | 5月底前 | 10 |
| 产出指标 | 成本指标 | 大修工程成本 | ≥80万元 | 10 |
| 效益指标 | 社会效益指标 | 受益农田面积 | ≥2000亩 | 10 |
| 满意度指标 | 服务对象满意度指标 | 受益农户满意度 | ≥90% | 10 |
`;

interface Stored {
  revision: number;
  declaration: { year: number | null; project: { name: string | null }; goals: { text: string }[]; indicators: { level2: string | null; level3: string | null; class: string | null; target: { text: string } | null; weight: { text: string } | null }[] };
}

before(async () => {
  [served, browser] = await serveWithBrowser();
  await introduce(served.address, "张敏");
  await importTexts(served.address, [table]);
  seen = await visit(browser, served.address);
  page = seen.page;
  const list = (await (await fetch(`${served.address}api/declarations`)).json()) as { items: { id: string }[] };
  id = list.items[0]?.id ?? "";
});
after(async () => {
  await browser?.close();
  await served?.stop();
});

const stored = async (of = id): Promise<Stored> => (await (await fetch(`${served.address}api/declarations/${of}`)).json()) as Stored;
const cell = (row: number, column: number) => page.locator(`.draft-grid [data-at="${row},${column}"]`);
const saved = async () => await held(async () => assert.match(await textOf(page.locator(".save-state")), /已保存/));
const targets = async () => (await stored()).declaration.indicators.map(({ target }) => target?.text ?? null);
const open = async () => {
  await page.goto(`${served.address}declarations/${id}/edit`);
  await cell(0, 0).waitFor();
};
/** Puts something on the clipboard as Excel does, and pastes it. */
const pasteHere = async (html: string, text: string) => {
  await page.evaluate(`{
    const data = new DataTransfer();
    data.setData("text/html", ${JSON.stringify(html)});
    data.setData("text/plain", ${JSON.stringify(text)});
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }`);
};
/** As somebody else would, from elsewhere. */
const saveElsewhere = async (change: (declaration: Stored["declaration"]) => void) => {
  const { revision, declaration } = await stored();
  change(declaration);
  const answer = await fetch(`${served.address}api/declarations/${id}/draft`, { method: "PUT", headers: { "content-type": "application/json", "if-match": `"${revision}"` }, body: JSON.stringify(declaration) });
  assert.ok(answer.ok, await answer.text());
};

test("one types into cells, walks with the keyboard, undoes, and all of it is kept by itself", async () => {
  await open();
  await takePictures(page, "draft");
  await cell(0, 3).click();
  await page.keyboard.type("≥4座");
  await page.keyboard.press("Enter");
  await held(async () => assert.equal(await textOf(cell(0, 3)), "≥4座"));
  // Enter went one down: F2 changes what stands there.
  await page.keyboard.press("F2");
  await page.keyboard.press("End");
  await page.keyboard.type("左右");
  await page.keyboard.press("Enter");
  await saved();
  assert.deepEqual((await targets()).slice(0, 2), ["≥4座", "=100%左右"]);
  await page.keyboard.press("Control+z");
  await held(async () => assert.equal(await textOf(cell(1, 3)), "=100%"));
  await saved();
  assert.deepEqual((await targets()).slice(0, 2), ["≥4座", "=100%"]);
  await page.keyboard.press("Escape");
  assert.match(await textOf(page.locator(".draft-status")), /绩效指标第3行/);
});

test("a block from Excel goes in with its merged cells, and rows are added for it", async () => {
  await open();
  await cell(5, 1).click();
  await pasteHere(
    "<table><tr><td rowspan=2>服务对象满意度指标</td><td>受益农户满意度</td><td>≥92%</td></tr><tr><td>沿岸居民满意度</td><td>≥90%</td></tr></table>",
    "服务对象满意度指标\t受益农户满意度\t≥92%\r\n\t沿岸居民满意度\t≥90%\r\n",
  );
  await held(async () => assert.equal(await textOf(cell(6, 2)), "沿岸居民满意度"));
  await saved();
  const { declaration } = await stored();
  assert.deepEqual(
    declaration.indicators.slice(5).map(({ level2, level3, class: own, target }) => [level2, level3, own, target?.text]),
    [
      ["服务对象满意度指标", "受益农户满意度", "satisfaction.served", "≥92%"],
      ["服务对象满意度指标", "沿岸居民满意度", "satisfaction.served", "≥90%"],
    ],
  );
});

test("rows are moved, repeated, put into a class and removed; the points are added up", async () => {
  await open();
  await held(async () => assert.match(await textOf(page.locator(".draft-tools")), /分值合计 90，1 行没有分值/));
  await page.locator('.draft-grid [data-row="6"]').click();
  await page.keyboard.press("Alt+ArrowUp");
  await held(async () => assert.equal(await textOf(cell(5, 2)), "沿岸居民满意度"));
  await page.keyboard.press("Control+-");
  await held(async () => assert.equal(await cell(6, 0).count(), 0));
  await page.locator('.draft-grid [data-row="4"]').click();
  await page.getByLabel("把选中的行归类为").click();
  await page.locator(".ant-select-dropdown:visible .ant-select-item-option", { hasText: "效益·经济" }).click();
  await held(async () => assert.equal(await textOf(cell(4, 1)), "经济效益指标"));
  await saved();
  assert.equal((await stored()).declaration.indicators[4]?.class, "benefit.economic");
});

test("what the rules find stands beside the draft, follows what is typed, and is put right with one press", async () => {
  await open();
  const finding = page.locator(".finding", { hasText: "大修工程成本" }).filter({ has: page.getByRole("button", { name: "一键修改" }) }).first();
  await finding.waitFor();
  await finding.locator(".finding-text").click();
  await held(async () => assert.match(await page.locator(".grid-field").getAttribute("aria-label") ?? "", /第4行/));
  await finding.getByRole("button", { name: "一键修改" }).click();
  await held(async () => assert.equal(await textOf(cell(3, 3)), "≤80万元"));
  await saved();
  assert.equal((await targets())[3], "≤80万元");
});

test("fields take texts; what cannot stand there is said beside the field", async () => {
  await open();
  await page.getByLabel("预算年度").fill("明年");
  await page.getByLabel("预算年度").blur();
  await page.getByText("不是年度").waitFor();
  await page.getByLabel("预算年度").fill("2027");
  await page.getByLabel("年度绩效目标").fill("完成4座泵站大修，汛前投用。");
  await page.getByLabel("年度绩效目标").blur();
  await saved();
  const { declaration } = await stored();
  assert.equal(declaration.year, 2027);
  assert.equal(declaration.goals[0]?.text, "完成4座泵站大修，汛前投用。");
});

test("a lost connection and a closed browser lose nothing", async () => {
  await open();
  await page.context().setOffline(true);
  await cell(0, 2).click();
  await page.keyboard.type("泵站大修数量");
  await page.keyboard.press("Enter");
  await held(async () => assert.match(await textOf(page.locator(".save-state")), /连接不上服务，修改已留在这个浏览器里/));
  await page.context().setOffline(false);
  await saved();
  assert.equal((await stored()).declaration.indicators[0]?.level3, "泵站大修数量");

  // The browser is closed while the service cannot be reached; on the next visit the change is there, and goes out.
  await page.route("**/draft", (route) => void route.abort());
  await cell(1, 2).click();
  await page.keyboard.type("验收一次合格率");
  await page.keyboard.press("Enter");
  await held(async () => assert.match(await textOf(page.locator(".save-state")), /连接不上服务/));
  const again = await page.context().newPage();
  page.on("dialog", (dialog) => void dialog.accept());
  await page.close({ runBeforeUnload: false });
  page = again;
  await open();
  await page.getByText("上次没有保存完的修改已经恢复").waitFor();
  await saved();
  assert.equal((await stored()).declaration.indicators[1]?.level3, "验收一次合格率");
});

test("when somebody else saved first, both are shown and a person chooses", async () => {
  await open();
  await saveElsewhere((declaration) => {
    const [first] = declaration.indicators;
    if (first?.target) first.target.text = "≥5座";
  });
  await cell(0, 2).click();
  await page.keyboard.type("大修泵站座数");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("先保存了这张表").waitFor();
  await held(async () => assert.match(await textOf(dialog), /泵站大修数量[\s\S]*大修泵站座数/));
  await takePictures(page, "draft-conflict");
  assert.deepEqual([(await targets())[0], (await stored()).declaration.indicators[0]?.level3], ["≥5座", "泵站大修数量"]);
  await dialog.getByRole("button", { name: "用我的" }).click();
  await saved();
  await held(async () => assert.deepEqual([(await targets())[0], (await stored()).declaration.indicators[0]?.level3], ["≥4座", "大修泵站座数"]));
});

test("last year's table becomes the draft of a new year, and a blank one begins with the form's classes", async () => {
  await page.goto(`${served.address}declarations/${id}`);
  await page.getByRole("button", { name: "复制到新年度" }).click();
  await page.getByRole("button", { name: "开始编制" }).click();
  await page.waitForURL(/\/edit$/);
  await cell(0, 0).waitFor();
  const copy = /declarations\/([^/]+)\/edit/.exec(page.url())?.[1] ?? "";
  assert.notEqual(copy, id);
  assert.equal((await stored(copy)).declaration.year, 2028);

  await page.goto(`${served.address}declarations`);
  await page.getByRole("button", { name: "新建目标表" }).click();
  await page.getByLabel("项目名称").fill("河道清淤");
  await page.getByRole("button", { name: "开始编制" }).click();
  await page.getByRole("heading", { name: "河道清淤" }).waitFor();
  await cell(0, 0).waitFor();
  await takePictures(page, "draft-blank");
  assert.ok((await page.locator(".draft-grid tbody tr").count()) >= 8);
});

test("the page asks no other host and complains about nothing", () => {
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints.filter((one) => !/Failed to load resource|ERR_/.test(one)), []);
});
