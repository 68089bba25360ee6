// The year around the tables in a real Chromium: an adjustment from the unit to its refusal, the calendar and what is
// late by it, the approval documents of a number, what is set beside the way.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { unzipSync } from "fflate";
import { readDocument } from "../../src/index.ts";
import { engines } from "../../src/server/reading/engines.ts";
import { dayOf, daysAfter, yearOf } from "../../src/store/accounts/times.ts";
import { be, held, inTrial, page, seen, served, takePictures, textOf } from "./house.ts";

inTrial();

const cell = (row: number, column: number) => page.locator(`.draft-grid [data-at="${row},${column}"]`);
const panel = () => page.locator(".way-panel");
const say = async (words: string) => await page.getByLabel("意见", { exact: true }).fill(words);

/** As somebody, the way of the table of a project. */
async function openWay(who: string, name: string, year: number): Promise<void> {
  await be(who, `${served.address}declarations?year=${year}`);
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByText("办理", { exact: true }).click();
  await panel().waitFor();
}

/** As somebody, what waits in a state, from the list of what is to be done. */
async function openWaiting(who: string, state: string): Promise<void> {
  await be(who, `${served.address}todo`);
  await page.getByRole("row").filter({ hasText: state }).getByRole("link").click();
}

const thisYear = yearOf(new Date());
const press = async (name: string) => await page.getByRole("button", { name, exact: true }).click();

test("a clerk begins the adjustment of an approved table, writes it and hands it on", async () => {
  await openWay("王小云", "公共就业招聘活动", thisYear);
  await press("提出调整");
  await press("开始调整");
  await page.getByText("请写明调整的理由").waitFor();
  await page.getByLabel("调整的理由").fill("上半年场地停用三个月，招聘活动改为线上线下结合。");
  await press("开始调整");
  await page.getByRole("heading", { name: "调整：公共就业招聘活动" }).waitFor();

  await cell(0, 3).click();
  await page.keyboard.type("≥40场");
  await page.keyboard.press("Enter");
  await page.getByLabel("年度绩效目标").fill("举办招聘活动40场，提供岗位2.4万个，达成就业意向率不低于15%，求职者满意度不低于88%。");
  await page.getByText("有修改还没保存").waitFor();
  await held(async () => assert.equal(await page.getByRole("button", { name: "调整送审" }).count(), 0));
  await takePictures(page, "adjustment-writing");
  await press("保存");
  await page.getByText("都已保存").waitFor();
  await page.getByText("调整前后（2 处不同）").click();
  await held(async () => assert.match(await textOf(page.locator(".form")), /≥48场[\s\S]*≥40场/));
  await takePictures(page, "adjustment-changes");

  await page.reload();
  await held(async () => assert.equal(await textOf(cell(0, 3)), "≥40场"));
  await press("调整送审");
  await press("调整送审");
  await held(async () => assert.match(await textOf(page.locator(".head-line")), /调整：单位审核/));
});

test("unsaved changes are asked about before one leaves", async () => {
  await openWay("张敏", "社会保障卡制发", thisYear);
  await press("提出调整");
  await page.getByLabel("调整的理由").fill("制卡量增加。");
  await press("开始调整");
  await page.getByLabel("年度绩效目标").fill("换一句话。");
  await page.getByRole("link", { name: "目标表" }).first().click();
  await page.getByRole("dialog", { name: "还有没保存的修改" }).waitFor();
  await press("留下");
  await held(async () => assert.equal(await page.getByLabel("年度绩效目标").inputValue(), "换一句话。"));
  await page.getByRole("link", { name: "目标表" }).first().click();
  await press("不保存，离开");
  await page.getByRole("heading", { name: "目标表" }).waitFor();
});

/** The head of the unit reports the adjustment to the department. */
async function report(): Promise<void> {
  await openWaiting("陈志远", "调整：单位审核");
  await press("调整上报");
  await press("调整上报");
  await held(async () => assert.match(await textOf(page.locator(".head-line")), /调整：主管部门审核/));
}

test("the department returns it: it is the unit's alone again, with the opinion", async () => {
  await report();
  await openWaiting("马立群", "调整：主管部门审核");
  await press("主管部门退回调整");
  await say("请写明停用的场地。");
  await press("主管部门退回调整");
  await page.getByRole("heading", { name: "待办" }).waitFor();

  await openWaiting("王小云", "调整：被退回");
  await held(async () => assert.match(await textOf(panel()), /请写明停用的场地/));
  await page.getByLabel("调整的理由").fill("上半年市民广场停用三个月，招聘活动改为线上线下结合。");
  await press("保存");
  await press("调整送审");
  await press("调整送审");
  await held(async () => assert.match(await textOf(page.locator(".head-line")), /调整：单位审核/));
});

test("it goes the way of its own through unit and department, and finance refuses it", async () => {
  await report();
  await openWaiting("马立群", "调整：主管部门审核");
  await press("调整转报财政");
  await say("情况属实，同意调整。");
  await press("调整转报财政");
  await held(async () => assert.match(await textOf(page.locator(".head-line")), /调整：财政审核/));

  await openWaiting("罗建成", "调整：财政审核");
  await held(async () => assert.match(await textOf(page.locator(".form")), /≥48场[\s\S]*≥40场/));
  await takePictures(page, "adjustment-finance");
  await press("不批准调整");
  await say("线上招聘活动也计入场次，目标不必降低。");
  await press("不批准调整");
  await held(async () => assert.match(await textOf(page.locator(".head-line")), /调整未批准/));
  await held(async () => assert.match(await textOf(panel()), /线上招聘活动也计入场次/));

  await openWay("王小云", "公共就业招聘活动", thisYear);
  await page.getByRole("link", { name: "调整未批准" }).waitFor();
  await page.getByRole("button", { name: "提出调整" }).waitFor();
  await takePictures(page, "way-adjusted");
});

test("finance sets the days of the calendar, and what is past them is late", async () => {
  await be("沈一鸣", `${served.address}todo`);
  await page.getByText("逾期", { exact: true }).click();
  // What the department is late with has not come to finance.
  await page.getByRole("row").filter({ hasText: "已批复" }).first().waitFor();
  await held(async () => assert.equal(await page.getByRole("row").filter({ hasText: "财政审核" }).count(), 0));

  await page.getByRole("button", { name: "管理" }).click();
  await page.getByRole("link", { name: "日历" }).click();
  const yesterday = dayOf(daysAfter(new Date(), -1));
  const day = page.getByLabel("财政审核截止");
  await day.fill(yesterday);
  await day.press("Enter");
  await takePictures(page, "calendar");
  await press("保存");
  await page.getByText(`${thisYear + 1} 年度的截止日已保存`).waitFor();

  await page.goto(`${served.address}todo?kind=overdue`);
  const late = page.getByRole("row").filter({ hasText: "财政审核" });
  await held(async () => assert.match(await textOf(late), new RegExp(`${yesterday} 逾期`)));
  await takePictures(page, "overdue");

  await be("王小云", `${served.address}calendar`);
  await page.getByText(yesterday).waitFor();
  assert.equal(await page.getByLabel("财政审核截止").count(), 0);
});

test("the approval documents of a number are downloaded together, without the secret ones", async () => {
  await be("罗建成");
  await page.getByRole("link", { name: "批复", exact: true }).click();
  const number = `云财预〔${thisYear}〕6号`;
  await held(async () => assert.match(await textOf(page.getByRole("row").filter({ hasText: number })), /4 张\s*涉密 1 张[\s\S]*2,560,000\.00 元/));
  await takePictures(page, "approvals");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: `Word 格式，下载 ${number} 的批复表` }).click();
  const files = unzipSync(new Uint8Array(await readFile(await (await download).path())));
  const documents = Object.keys(files).filter((name) => name.endsWith(".docx"));
  assert.equal(documents.length, 3);
  const named = await Promise.all(documents.map(async (name) => (await readDocument(files[name] ?? new Uint8Array(), name, engines)).declarations[0]?.project.name));
  assert.deepEqual(named, ["社会保障卡制发", "公共就业招聘活动", "医疗保障基金监管"]);
});

test("secrecy, level and the figure sent down are set by those whose they are, and by no others", async () => {
  await openWay("张敏", "社会保险基金稽核", thisYear + 1);
  await held(async () => assert.equal(await panel().getByRole("button", { name: /二级项目|控制数/ }).count(), 0));
  await press("标记涉密");
  await page.getByRole("tooltip").getByRole("button", { name: /标.?记/ }).click();
  await page.getByText("已标记为涉密").waitFor();
  await press("取消涉密");
  await press("取消标记");
  await page.getByText("已取消涉密标记").waitFor();

  await openWay("马立群", "社会保险基金稽核", thisYear + 1);
  await press("定为二级项目");
  await panel().locator(".ant-tag", { hasText: "二级项目" }).waitFor();
  await takePictures(page, "way-second-level");

  await openWay("周晓岚", "人事考试考务", thisYear + 1);
  await page.getByLabel("控制数（元）").fill("900000");
  await press("下达控制数");
  await panel().getByText("控制数 900,000").first().waitFor();
  await takePictures(page, "way-control");
});

test("no page asks another host, and the browser complains about nothing", () => {
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints.filter((one) => !/status of 40[0-9]/.test(one)), []);
});
