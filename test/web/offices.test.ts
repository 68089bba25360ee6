// 组织 and 项目 in a real Chromium: a tree imported with a look at what changes, altered from a year on; projects decided.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { writeXlsx } from "hucre/xlsx";
import type { Browser, Page } from "playwright-core";
import { readSpreadsheet } from "../../src/formats/spreadsheet/read.ts";
import type { App } from "../../src/server/app.ts";
import { blocksOf } from "../../src/server/declarations/grid.ts";
import type { Database } from "../../src/store/database.ts";
import { accountOfLogin } from "../../src/store/accounts/accounts.ts";
import { spendResetCode } from "../../src/store/accounts/one-time-codes.ts";
import { findOffices } from "../../src/store/offices/offices.ts";
import { keepPerson } from "../../src/store/person.ts";
import { projectOf } from "../../src/store/offices/projects.ts";
import { launchChromium } from "../chromium.ts";
import { serverOn } from "../server/house.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { makeOffices, makePerson, noon, password } from "../store/people.ts";
import { held, introduce, takePictures, textOf, type Visit, visit } from "./house.ts";

const pageFolder = fileURLToPath(new URL("../../dist/web", import.meta.url));
const readGrid = (bytes: Uint8Array) => Promise.resolve(JSON.stringify(blocksOf(readSpreadsheet(bytes))));
let postgres: TestServer;
let database: Database;
let app: App;
let browser: Browser;
let seen: Visit;
let page: Page;
let address: string;

before(async () => {
  [postgres, browser] = await Promise.all([startTestServer(), launchChromium()]);
  database = await postgres.migratedDatabase();
  app = await serverOn(database.db, { pageFolder, readGrid });
  address = `${await app.listen({ host: "127.0.0.1", port: 0 })}/`;
  await introduce(address, "张敏");
  seen = await visit(browser, address);
  page = seen.page;
});
after(async () => {
  await browser?.close();
  await app?.close();
  await postgres?.stop();
});

const heads = ["单位编码", "单位名称", "上级编码", "类型", "原编码"];
const rows = [
  ["130200", "云州市", "", "财政", ""],
  ["353", "市卫生局", "130200", "部门", ""],
  ["353001", "市第一医院", "353", "单位", ""],
  ["353002", "市血站", "353", "单位", ""],
  ["401", "市水务局", "130200", "部门", ""],
  ["401001", "泵站管理所", "401", "单位", ""],
];
const workbook = async (rows: string[][]) => ({ name: "组织.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from(await writeXlsx({ sheets: [{ name: "单位", rows: [heads, ...rows] }] })) });
const drawer = () => page.getByRole("dialog", { name: "导入组织和人员" });
const choose = async (rows: string[][]) => await drawer().locator("input[type=file]").setInputFiles(await workbook(rows));
const tree = () => page.getByRole("region", { name: "组织树" });
const node = (text: string) => tree().locator(".ant-tree-treenode", { hasText: text });
const button = (name: string) => page.getByRole("button", { name });
const goTo = async (year: number) => {
  await page.goto(`${address}offices?year=${year}`);
  await page.getByRole("heading", { name: "组织", level: 1 }).waitFor();
};
const treeTexts = async () => await tree().locator(".office-name").allInnerTexts().then((texts) => texts.map((text) => text.replace(/\s+/g, " ").trim()));

test("a workbook is looked at first: errors say where, and nothing is written while one stands", async () => {
  await goTo(2025);
  await page.getByText("还没有组织").waitFor();
  await page.getByRole("button", { name: "导入" }).click();
  await choose([...rows, ["353003", "检验所", "999", "单位", ""]]);
  await drawer().getByText("有 1 处错误，改好之前什么也不写入。").waitFor();
  assert.match(await textOf(drawer().getByRole("list", { name: "问题" })), /OFFICE-14找不到上级“999”.*（工作表“单位” 第8行 第3列）/s);
  assert.equal(await drawer().getByRole("button", { name: "写入 2025 年" }).isDisabled(), true);
  await takePictures(page, "offices-import-error");
  await choose(rows);
  await held(async () => assert.match(await textOf(drawer().getByRole("status")), /有 6 处变化，0 个不变/));
  await drawer().getByRole("button", { name: "写入 2025 年" }).click();
  await held(async () => assert.deepEqual(await treeTexts(), ["130200 云州市 财政", "353 市卫生局 部门", "353001 市第一医院", "353002 市血站", "401 市水务局 部门", "401001 泵站管理所"]));
});

test("the next year's workbook shows what is renamed, moved and left out before it is written", async () => {
  await goTo(2026);
  await page.getByRole("button", { name: "导入" }).click();
  await choose([["353", "市卫生健康委员会", "130200", "部门", ""], ["353001", "市第一医院", "353", "单位", ""], ["353009", "泵站管理所", "353", "单位", "401001"]]);
  await held(async () => assert.match(await textOf(drawer().getByRole("status")), /有 2 处变化，1 个不变；现有的 2 个没有列出，保持不变/));
  const table = drawer().getByRole("table");
  assert.match(await textOf(table), /市卫生局 → 市卫生健康委员会/);
  assert.match(await textOf(table), /编码 401001 → 353009；上级 401 市水务局 → 353 市卫生健康委员会/);
  await drawer().getByRole("checkbox").check();
  await held(async () => assert.match(await textOf(drawer().getByRole("status")), /有 4 处变化/));
  await takePictures(page, "offices-import");
  await drawer().getByRole("checkbox").uncheck();
  await held(async () => assert.match(await textOf(drawer().getByRole("status")), /有 2 处变化/));
  await drawer().getByRole("button", { name: "写入 2026 年" }).click();
  await held(async () => assert.ok((await treeTexts()).includes("353009 泵站管理所")));
  await goTo(2025);
  await held(async () => assert.ok((await treeTexts()).includes("401001 泵站管理所")));
});

test("an office is renamed, moved and merged from a year on; its history tells it", async () => {
  await goTo(2026);
  await node("市血站").click();
  await button("改名或换编码").click();
  await page.getByLabel("名称", { exact: true }).fill("市中心血站");
  await page.getByLabel("从哪一年起").fill("2027");
  await button("保存").click();
  const history = page.getByRole("region", { name: "历年情况" });
  await held(async () => assert.match(await textOf(history), /2027 年起.*市中心血站.*2025 年至 2026 年.*市血站/s));
  await button("换上级").click();
  await page.getByRole("combobox", { name: "新的上级" }).fill("水务");
  await page.keyboard.press("Enter");
  await page.getByLabel("从哪一年起").fill("2027");
  await button("保存").click();
  await held(async () => assert.match(await textOf(history), /2027 年起.*市中心血站.*市水务局/s));
  await button("并入其他单位").click();
  await page.getByRole("combobox", { name: "并入" }).fill("第一医院");
  await page.keyboard.press("Enter");
  await page.getByLabel("从哪一年起").fill("2028");
  await takePictures(page, "offices-merge");
  await button("合并").click();
  await held(async () => assert.match(await textOf(history), /2028 年起，市中心血站并入本单位/));
  await takePictures(page, "offices");
  await goTo(2028);
  await held(async () => assert.equal((await treeTexts()).some((text) => text.includes("血站")), false));
});

test("a change that cannot be is refused with the reason, in the dialog", async () => {
  await goTo(2026);
  await node("市水务局").click();
  await button("撤销").click();
  await page.getByLabel("从哪一年起").fill("2027");
  await page.getByRole("dialog").getByRole("button", { name: "撤销" }).click();
  await held(async () => assert.match(await textOf(page.getByRole("dialog").getByRole("alert").last()), /还有 1 个下级（如“353002 市中心血站”）.*OFFICE-10/s));
  await page.getByRole("dialog").getByRole("button", { name: "取消" }).click();
});

test("whoever changes an office that somebody else has just changed is told, sees how it stands now, and may go on from there", async () => {
  await goTo(2026);
  await node("市水务局").click();
  await button("改名或换编码").click();
  await page.getByLabel("名称", { exact: true }).fill("市水务和河湖局");
  await page.getByLabel("从哪一年起").fill("2027");
  const id = new URL(page.url()).searchParams.get("office");
  const faster = await fetch(`${address}api/offices/${id}`, { method: "PATCH", headers: { "content-type": "application/json" }, body: JSON.stringify({ year: 2027, name: "市水利局" }) });
  assert.equal(faster.status, 200);
  await button("保存").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("别人刚刚改过这个单位，您的修改没有保存").waitFor();
  await dialog.getByRole("button", { name: "看现在的样子" }).click();
  await dialog.getByText(/2027 年起：401 市水利局/).waitFor();
  assert.equal(await page.getByLabel("名称", { exact: true }).inputValue(), "市水务和河湖局");
  await takePictures(page, "offices-clash");
  await button("保存").click();
  const history = page.getByRole("region", { name: "历年情况" });
  await held(async () => assert.match(await textOf(history), /2027 年起.*市水务和河湖局/s));
  assert.doesNotMatch(await textOf(history), /市水利局/);
});

test("offices are found by code or name, and the keyboard walks the tree", async () => {
  await goTo(2025);
  await page.getByRole("searchbox", { name: "查找编码或名称" }).fill("泵站");
  await held(async () => assert.deepEqual(await treeTexts(), ["130200 云州市 财政", "401 市水务局 部门", "401001 泵站管理所"]));
  for (const key of ["Tab", "Tab", "ArrowDown", "ArrowDown", "Enter"]) await page.keyboard.press(key);
  await page.getByRole("heading", { name: "泵站管理所" }).waitFor();
});

test("projects that may be one are decided; what was decided is listed with the name", async () => {
  const [unit] = await findOffices(database.db, 2026, { code: "353001" });
  const id = unit?.id ?? "";
  for (const [code, name, year] of [["P2025001", "2025年门诊楼维修项目", 2025], ["P2026118", "2026年门诊楼维修经费", 2026], ["P2026119", "门诊楼维修工程（一期）", 2026], ["P2026120", "核酸检测设备购置", 2026]] as const) await projectOf(database.db, id, code, name, year);
  await page.goto(`${address}projects`);
  await page.getByText("共 1 对待确认").waitFor();
  await takePictures(page, "projects");
  assert.match(await textOf(page.locator(".pair")), /2025年门诊楼维修项目.*编码 P2025001 · 市第一医院.*名称相同，编码不同/s);
  await button("同一项目").click();
  await page.getByText("没有需要确认的项目").waitFor();
  await page.getByText("已确认", { exact: true }).click();
  assert.match(await textOf(page.locator(".pair")), /同一项目.*张敏/s);
  await page.getByText("全部项目", { exact: true }).click();
  const names = async () => await page.locator("tbody .ant-table-row").allInnerTexts();
  await held(async () => assert.equal((await names()).length, 3));
  await page.getByRole("checkbox").nth(0).check();
  await page.getByRole("checkbox").nth(1).check();
  await button("合并选中的两个项目").click();
  await takePictures(page, "projects-merge");
  await page.getByRole("dialog").getByRole("button", { name: "合并" }).click();
  await held(async () => assert.equal((await names()).length, 2));
});

test("the security administrator imports people; their codes are shown once and downloaded", async () => {
  const shared = await postgres.migratedDatabase();
  const { county, pumps } = await makeOffices(shared.db);
  await makePerson(shared.db, "bao-mi", "security-admin", county, "张保密");
  await keepPerson(shared.db, "张保密");
  const office = await serverOn(shared.db, { pageFolder, readGrid, accounts: { clock: () => noon } });
  const there = `${await office.listen({ host: "127.0.0.1", port: 0 })}/`;
  const admin = await visit(browser, there);
  try {
    const signedIn = await admin.page.request.post(`${there}api/session`, { data: { login: "bao-mi", password }, headers: { origin: there.slice(0, -1) } });
    assert.equal(signedIn.status(), 200);
    await admin.page.goto(`${there}offices?year=2026`);
    await admin.page.getByRole("button", { name: "导入" }).click();
    const dialog = admin.page.getByRole("dialog", { name: "导入组织和人员" });
    const people = [["登录名", "姓名", "单位编码", "行政区划代码", "角色"], ["zhangmin", "张敏", "301001", "120104", "单位经办"], ["liqiang", "李强", "301", "120104", "主管部门审核"]];
    await dialog.locator("input[type=file]").setInputFiles({ name: "人员.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from(await writeXlsx({ sheets: [{ name: "人员", rows: people }] })) });
    const list = dialog.getByRole("region", { name: "人员" });
    await held(async () => assert.match(await textOf(list), /2 个新账号.*张敏.*预算单位经办（301001 甲区泵站管理所）.*李强.*主管部门审核（301 甲区水务局）/s));
    assert.doesNotMatch(await textOf(list), /一次性登录码/);
    await dialog.getByRole("button", { name: "写入 2026 年" }).click();
    await list.getByText("一次性登录码只显示这一次").waitFor();
    await takePictures(admin.page, "offices-people");
    const [download] = await Promise.all([admin.page.waitForEvent("download"), list.getByRole("button", { name: "下载登录码" }).click()]);
    const table = readSpreadsheet(new Uint8Array(await readFile(await download.path()))).blocks[0];
    const codes = table?.kind === "table" ? table.rows.slice(1).map((row) => [row[1]?.text, row[2]?.text]) : [];
    const account = await accountOfLogin(shared.db, "liqiang");
    assert.equal(codes[1]?.[0], "liqiang");
    assert.equal(await spendResetCode(shared.db, account?.id ?? null, codes[1]?.[1] ?? "", noon), true);
    // What an administrator may not read the frame of the page does not get.
    assert.deepEqual([admin.foreign, admin.complaints.filter((line) => !/status of 403/.test(line))], [[], []]);
    await makePerson(shared.db, "clerk", "unit-clerk", pumps, "李经办");
    await admin.page.request.post(`${there}api/session`, { data: { login: "clerk", password }, headers: { origin: there.slice(0, -1) } });
    await admin.page.goto(`${there}offices?year=2026&office=${pumps}`);
    await admin.page.getByRole("heading", { name: "甲区泵站管理所" }).waitFor();
    assert.equal(await admin.page.getByRole("button", { name: /^(导入|新增|撤销|换上级)/ }).count(), 0, "who may only look is offered nothing else");
  } finally {
    await office.close();
  }
});

test("nothing was asked from elsewhere and the browser complained about nothing but what was refused", () => {
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints.filter((line) => !/status of 4(09|12)/.test(line)), []);
});
