// 试用: the way of a table to its approval through the hands of the made-up region, as the manual tells it.
import { yearOf } from "../../../src/store/accounts/times.ts";
import { beginTrial } from "../../web/house.ts";
import { be, button, goTo, pasteFromExcel, type Walk } from "./walk.ts";

const coming = yearOf(new Date()) + 1;

export async function walkYear(walk: Walk): Promise<void> {
  await beginTrial(walk.page, walk.served.address);
  await walk.camera.shoot(walk.page, "trial-people", walk.page.getByRole("button", { name: /^王小云 / }));
  await clerkWrites(walk);
  await headReports(walk);
  await departmentReviews(walk);
  await financePrepares(walk);
  await approves(walk);
}

async function openWaiting(walk: Walk, state: string, name = ""): Promise<void> {
  await goTo(walk, "todo");
  await walk.page.getByRole("row").filter({ hasText: state }).filter({ hasText: name }).getByRole("link").first().click();
}

/** A clerk looks at what came back, mends it and hands it in again. */
async function clerkWrites(walk: Walk): Promise<void> {
  const { page, camera } = walk;
  await be(walk, "王小云", "todo");
  await page.getByRole("link", { name: "公共就业招聘活动", exact: true }).waitFor();
  await camera.shoot(page, "todo", page.getByRole("row").filter({ hasText: "被退回" }));
  await goTo(walk, "declarations");
  await page.getByRole("link", { name: "职业技能提升培训" }).waitFor();
  await camera.shoot(page, "tables", button(page, "新建目标表"), page.getByPlaceholder(/查找项目/));
  await openWaiting(walk, "被退回");
  await page.locator(".way-panel").getByText("岗位数量请与上年实际对照").first().waitFor();
  await camera.shoot(page, "returned", page.locator(".way-panel"));
  await page.getByRole("button", { name: "修改", exact: true }).or(page.getByRole("link", { name: /修改|编制/ })).first().click();
  await page.waitForURL(/\/edit$/);
  await writes(walk);
  await openWaiting(walk, "被退回");
  const history = page.getByRole("region", { name: "经过" });
  await history.getByText("修改草稿").first().waitFor();
  await history.scrollIntoViewIfNeeded();
  await camera.shoot(page, "history", history);
  await button(page, "重新送审").click();
  await page.getByLabel("意见", { exact: true }).fill("已按上年实际补充测算依据，满意度用问卷调查。");
  await camera.shoot(page, "resubmit", page.locator(".step-form"));
  await button(page.locator(".step-form"), "重新送审").click();
  await page.locator(".way-panel").getByText("单位审核").first().waitFor();
}

async function writes({ page, camera }: Walk): Promise<void> {
  const cell = (row: number, column: number) => page.locator(`.draft-grid [data-at="${row},${column}"]`);
  await cell(0, 2).click();
  await camera.shoot(page, "draft", page.locator(".draft-grid"), page.locator(".save-state"));
  await button(page, "键盘操作").click();
  await page.locator(".key-help").waitFor();
  await camera.shoot(page, "draft-keys", page.locator(".ant-popover").filter({ has: page.locator(".key-help") }));
  await page.keyboard.press("Escape");
  await cell(6, 2).click();
  await pasteFromExcel(page, [["求职者满意度", "≥88%"], ["用人单位满意度", "≥85%"]]);
  await cell(7, 2).getByText("用人单位满意度").waitFor();
  await camera.shoot(page, "draft-paste", cell(6, 2), cell(7, 3));
  await page.keyboard.press("Control+z");
  await cell(4, 3).click();
  await page.keyboard.type("≥0.75万元");
  await page.keyboard.press("Enter");
  const finding = page.locator(".finding").filter({ has: button(page, "一键修改") }).first();
  await finding.waitFor();
  await camera.shoot(page, "draft-finding", finding);
  await button(finding, "一键修改").click();
  await cell(4, 3).getByText("≤0.75万元").waitFor();
  await cell(3, 3).click();
  await page.keyboard.type("≥96%");
  await page.keyboard.press("Enter");
  await page.getByLabel("资金用途").fill("场地布置、岗位采集、线上直播、宣传和满意度问卷调查。");
  await page.getByLabel("资金用途").blur();
  await page.locator(".save-state").getByText("已保存").waitFor();
}

async function headReports(walk: Walk): Promise<void> {
  const { page, camera } = walk;
  await be(walk, "陈志远", "todo");
  await page.getByRole("row").filter({ hasText: "单位审核" }).locator(".ant-checkbox-input").check();
  await camera.shoot(page, "batch", page.locator(".batch"));
  await page.getByRole("button", { name: "上报主管部门" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "上报主管部门" }).click();
  await page.getByText(/已办理 \d+ 张/).waitFor();
}

async function departmentReviews(walk: Walk): Promise<void> {
  const { page, camera } = walk;
  await be(walk, "马立群", "desk");
  await page.getByRole("link", { name: "公共就业招聘活动" }).waitFor();
  await camera.shoot(page, "desk", button(page, "从第一张开始审核"));
  await page.getByRole("link", { name: "公共就业招聘活动" }).click();
  await page.getByText(/第 \d+ 张，共 \d+ 张/).waitFor();
  await page.getByRole("button", { name: /主管部门退回/ }).waitFor();
  await camera.shoot(page, "desk-table");
  await openWaiting(walk, "主管部门审核", "公共就业招聘活动");
  await page.locator(".versions").waitFor();
  await camera.shoot(page, "way", page.locator(".side .ant-segmented").first(), page.locator(".way-panel .ways"));
  await button(page, "主管部门退回").click();
  await page.getByLabel("意见", { exact: true }).fill("请补充岗位数量的测算表。");
  await camera.shoot(page, "return", page.locator(".step-form"));
  await button(page.locator(".step-form"), "取消").click();
  await page.getByText("与上一版比较").first().click();
  await page.getByRole("heading", { name: "版本比较" }).waitFor();
  await camera.shoot(page, "versions");
}

async function financePrepares(walk: Walk): Promise<void> {
  const { page, camera } = walk;
  await be(walk, "沈一鸣", "calendar");
  await page.getByLabel("财政审核截止").waitFor();
  await camera.shoot(page, "calendar", page.locator(".ant-table"));
  await goTo(walk, "rules");
  await page.getByRole("heading", { name: "审核规则" }).waitFor();
  await page.locator("details.rule summary").first().click();
  await button(page, "停用或更改级别").first().click();
  await page.getByLabel("理由").fill("本年按试点办法另行考核");
  await camera.shoot(page, "rules", page.locator(".ant-popover .decide"));
}

async function approves(walk: Walk): Promise<void> {
  const { page, camera } = walk;
  await be(walk, "罗建成");
  await openWaiting(walk, "审核通过", "人事考试考务");
  await button(page, "批复").last().click();
  await page.getByLabel("批复文号").fill(`云财预〔${coming}〕3号`);
  await camera.shoot(page, "approve", page.locator(".step-form"));
  await goTo(walk, "approvals");
  await page.getByText(/云财预〔\d+〕6号/).waitFor();
  await camera.shoot(page, "approvals", page.locator(".downloads").last());
}
