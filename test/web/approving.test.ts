// What comes after the review, in a real Chromium: finance passes a table and approves it under a number, an adjustment of
// it is approved under another, and each time what was approved is what holds. How a table comes there is walked in
// declaring.test.ts, how an adjustment is returned and refused in trial-year.test.ts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf, yearOf } from "../../src/store/accounts/times.ts";
import { become, held, inTrial, page, seen, served, takePictures, textOf } from "./house.ts";

let address = "";

const coming = yearOf(new Date()) + 1;
const project = "职业技能提升培训";

inTrial();

let who = "";
const be = async (name: string, at?: string) => {
  if (name !== who) await become(page, served.address, name, at);
  else if (at !== undefined) await page.goto(at);
  who = name;
};
const panel = () => page.locator(".way-panel");
const press = async (name: string) => await page.getByRole("button", { name: new RegExp(`(?:^|\\s)${name}$`) }).click();
const cell = (row: number, column: number) => page.locator(`.draft-grid [data-at="${row},${column}"]`);

/** As somebody, the way of the table. */
async function openWay(who: string): Promise<void> {
  await be(who, `${address}?panel=way`);
  await panel().waitFor();
}

/** Fills in number and day of an approval; Enter chooses the day that was typed, and approves nothing yet. */
async function approveUnder(number: string): Promise<void> {
  const steps: string[] = [];
  const listen = (request: { method: () => string; url: () => string }) => void (request.method() === "POST" && steps.push(request.url()));
  page.on("request", listen);
  await page.getByLabel("批复文号").fill(number);
  const day = page.getByLabel("批复日期");
  await day.fill(dayOf(new Date()));
  await day.press("Enter");
  await held(async () => assert.equal(await page.locator(".ant-picker-dropdown:not(.ant-picker-dropdown-hidden)").count(), 0));
  await held(async () => assert.equal(await day.inputValue(), dayOf(new Date())));
  page.off("request", listen);
  assert.deepEqual(steps, []);
}

test("finance gives its opinion, passes the table and approves it under a number; it cannot be changed any more", async () => {
  await be("沈一鸣", `${served.address}declarations?year=${coming}`);
  await page.getByRole("link", { name: project, exact: true }).click();
  await page.getByRole("heading", { name: project }).waitFor();
  address = page.url().replace(/\?.*$/, "");
  await page.goto(`${address}?panel=review`);
  await page.getByRole("button", { name: /审核意见/ }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: /^(?:save )?保存$/ }).click();
  await page.getByRole("dialog").getByText(/已保存|保存于/).first().waitFor();
  await openWay("沈一鸣");
  await press("审核通过");
  await press("审核通过");
  await held(async () => assert.match(await textOf(panel().locator("p").first()), /审核通过/));

  await openWay("罗建成");
  await press("批复");
  await approveUnder(`云财预〔${coming}〕31号`);
  await press("批复");
  await held(async () => assert.match(await textOf(panel()), new RegExp(`云财预〔${coming}〕31号[\\s\\S]*2,100,000`)));
  await takePictures(page, "approved");

  await be("王小云", `${address}/edit`);
  await page.getByText(/这张表现在是“已批复”，不能修改/).waitFor();
});

/** Somebody takes the step of the adjustment that is theirs. */
async function adjust(who: string, name: string, state: string, fill?: () => Promise<void>): Promise<void> {
  await openWay(who);
  await panel().getByRole("link", { name: /调整/ }).first().click();
  await press(name);
  await fill?.();
  await press(name);
  await held(async () => assert.match(await textOf(page.locator(".head-line")), new RegExp(state)));
}

test("an adjustment is approved under a number of its own, and is what holds from then on", async () => {
  await openWay("王小云");
  await press("提出调整");
  await page.getByLabel("调整的理由").fill("上级增加补贴性培训任务。");
  await press("开始调整");
  await page.getByRole("heading", { name: `调整：${project}` }).waitFor();
  await cell(0, 3).click();
  await page.keyboard.type("≥4000人");
  await page.keyboard.press("Enter");
  const goal = page.getByLabel("年度绩效目标", { exact: true });
  await goal.fill((await goal.inputValue()).replace("3500", "4000"));
  await goal.blur();
  await press("保存");
  await page.getByText("都已保存").waitFor();
  await adjust("王小云", "调整送审", "调整：单位审核");
  await adjust("陈志远", "调整上报", "调整：主管部门审核");
  await adjust("马立群", "调整转报财政", "调整：财政审核", async () => await page.getByLabel("意见", { exact: true }).fill("情况属实。"));
  const target = () => textOf(page.locator('button.value[data-path="indicators[0].target"]'));
  await page.goto(address);
  await held(async () => assert.equal(await target(), "≥3500人"));
  await adjust("罗建成", "批准调整", "调整已批准", async () => await approveUnder(`云财预〔${coming}〕88号`));
  await page.goto(address);
  await held(async () => assert.equal(await target(), "≥4000人"));
});

test("no page asks another host, and the browser complains about nothing", () => {
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints.filter((one) => !/status of 40[0-9]/.test(one)), []);
});
