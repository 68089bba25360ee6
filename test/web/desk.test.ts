// 审核 in a real Chromium: a reviewer works through tables by keyboard, returns one with opinions item by item; the clerk
// sees and answers them at their rows; the reviewer sees answers and difference, and forwards it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { be, held, inTrial, laptop, page, seen, served, takePictures, textOf } from "./house.ts";

inTrial();

const heading = (name: string) => page.getByRole("heading", { level: 1, name, exact: true });
const key = async (keys: string) => await page.keyboard.press(keys);

/** Takes a step without the page, as whoever is signed in. */
async function step(project: string, action: string, opinion = ""): Promise<void> {
  const taken = await page.evaluate(
    `(async () => {
      const { items } = await (await fetch("/api/todo?limit=200")).json();
      const one = items.find((item) => item.projectName === ${JSON.stringify(project)} && item.actions.includes(${JSON.stringify(action)}));
      const answer = await fetch("/api/declarations/" + one.id + "/steps", { method: "POST", headers: { "content-type": "application/json", "if-match": '"' + one.revision + '"' }, body: JSON.stringify({ action: ${JSON.stringify(action)}, opinion: ${JSON.stringify(opinion)} }) });
      return answer.status + " " + await answer.text();
    })()`,
  );
  assert.match(String(taken), /^200 /);
}

test("the desk shows what waits, the worse first, and says why", async () => {
  await be("王小云");
  await step("公共就业招聘活动", "resubmit", "已补充测算依据。");
  await be("陈志远");
  await step("公共就业招聘活动", "report");
  await be("李国强");
  await step("社保经办大厅运行维护", "report");
  await be("马立群");
  await page.getByRole("link", { name: "审核", exact: true }).click();
  await page.getByText("共 3 张等待您审核").waitFor();
  // What the rules found is counted in the background.
  await held(async () => {
    await page.reload();
    await page.getByText("共 3 张等待您审核").waitFor();
    await page.getByRole("link", { name: "社会保险基金稽核" }).waitFor();
    assert.equal(await page.getByText("问题正在统计").count(), 0);
  });
  await takePictures(page, "desk");
  // At 200 % the columns are wider than the window; a name is still read in lines, not in single characters.
  await page.setViewportSize({ width: laptop.width / 2, height: laptop.height / 2 });
  await held(async () => assert.ok(((await page.getByRole("cell").filter({ has: page.getByRole("link", { name: "社会保险基金稽核" }) }).boundingBox())?.width ?? 0) >= 130));
  await page.setViewportSize(laptop);
});

const status = (words: string) => page.getByRole("status").filter({ hasText: words });
const opinions = () => page.locator(".desk-opinions");

test("from table to table by keyboard, in the order of the list", async () => {
  await page.getByRole("button", { name: "从第一张开始审核" }).click();
  await heading("社保经办大厅运行维护").waitFor();
  await status("第 1 张，共 3 张").waitFor();
  await key("j");
  await heading("社会保险基金稽核").waitFor();
  await status("第 2 张，共 3 张").waitFor();
  await key("j");
  await heading("公共就业招聘活动").waitFor();
  await key("k");
  await heading("社会保险基金稽核").waitFor();
  await key("?");
  await page.getByRole("dialog", { name: "按键" }).waitFor();
  await takePictures(page, "desk-keys");
  await key("Escape");
  await page.getByRole("dialog", { name: "按键" }).waitFor({ state: "hidden" });
  await key("k");
  await heading("社保经办大厅运行维护").waitFor();
});

test("a finding is marked at its row and becomes an opinion in one press; a row gets an opinion of the reviewer's own", async () => {
  await key("n");
  await held(async () => assert.equal(await page.locator(".finding[aria-current='true']").count(), 1));
  await key("m");
  await page.getByRole("button", { name: "已采纳" }).waitFor();
  await takePictures(page, "desk-findings");
  await page.locator(".value[data-path='indicators[0].target']").click();
  await key("w");
  await page.getByLabel("对“绩效指标第1行 · 指标值”的意见", { exact: true }).fill("上年维护了40台，目标偏低。");
  await page.getByLabel("建议把“绩效指标第1行 · 指标值”改为").fill("≥40台");
  await page.locator(".value[data-path='funding.purpose']").click();
  await page.getByRole("button", { name: "对“资金用途”写意见" }).click();
  await page.getByLabel("对“资金用途”的意见", { exact: true }).fill("请写明导办服务的人数。");
  await takePictures(page, "desk-opinions");

  // They stay where they are while one looks at another table.
  await page.locator(".desk-table h1").click();
  await key("j");
  await heading("社会保险基金稽核").waitFor();
  await held(async () => assert.match(await textOf(opinions()), /这一次的意见（0 条）/));
  await key("k");
  await held(async () => assert.match(await textOf(opinions()), /这一次的意见（3 条）/));
});

test("beside it stand last year's table, the earlier version and the source, one key each", async () => {
  await key("4");
  await held(async () => assert.match(await textOf(page.locator(".side")), /上年自评：总分 99.51，预算执行率 98.00%[\s\S]*上年完成值[\s\S]*维护自助设备数量\s*≥32台\s*40台 完成\s*得分 20\/20\s*≥32台/));
  assert.match(await textOf(page.locator(".side")), /大厅业务即时办结率\s*≥95%\s*93.6% 未完成\s*得分 19.71\/20/);
  await takePictures(page, "desk-last-year");
  await key("j");
  await key("j");
  await heading("公共就业招聘活动").waitFor();
  await held(async () => assert.match(await textOf(page.locator(".side")), /上年没有自评结果[\s\S]*编制单位把上年的绩效自评表导入[\s\S]*举办招聘活动场次\s*≥48场/));
  await takePictures(page, "desk-last-year-without");
  await key("k");
  await key("k");
  await heading("社保经办大厅运行维护").waitFor();
  await key("3");
  await page.getByText("这张表没有退回过").waitFor();
  await key("5");
  await page.getByText("没有来源文件").waitFor();
  await key("6");
  await page.getByRole("region", { name: "经过" }).getByText("上报主管部门").first().waitFor();
  // At 200 % it stands below the table: the key brings it into sight.
  await page.setViewportSize({ width: laptop.width / 2, height: laptop.height / 2 });
  await page.evaluate("scrollTo(0, 0)");
  await key("4");
  await held(async () => assert.ok(((await page.locator(".side .last-year h3").boundingBox())?.y ?? Number.POSITIVE_INFINITY) < laptop.height / 2 - 20));
  await page.setViewportSize(laptop);
  await key("1");
});

test("returned with the opinions, the next table is there", async () => {
  await key("r");
  const dialog = page.getByRole("dialog", { name: "主管部门退回" });
  await dialog.getByText("逐条意见 3 条，一起送出").waitFor();
  await takePictures(page, "desk-return");
  await dialog.getByLabel("总的意见").fill("请逐条修改或说明。");
  await key("Control+Enter");
  await heading("社会保险基金稽核").waitFor();
  await status("第 1 张，共 2 张").waitFor();
});

test("on the page of the table an opinion leads to the value that it is about", async () => {
  await be("张敏", `${served.address}todo`);
  await page.getByRole("link", { name: "社保经办大厅运行维护", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "社保经办大厅运行维护" }).waitFor();
  await page.goto(`${page.url().replace(/\?.*/, "")}?panel=way`);
  const remarks = page.getByRole("region", { name: "退回意见" });
  await remarks.getByRole("button", { name: "绩效指标第1行 · 指标值" }).click();
  await held(async () => assert.match(await textOf(page.locator('button.value[aria-pressed="true"]')), /≥32台/));
});

test("the clerk sees each opinion at its row, takes over a proposal, answers the rest, and hands it in again", async () => {
  await be("张敏", `${served.address}todo`);
  await page.getByRole("link", { name: "社保经办大厅运行维护", exact: true }).click();
  await page.getByRole("link", { name: /修改|编制/ }).first().click();
  // The page that is left shows the same opinions.
  await page.locator(".draft-grid").waitFor();
  const remarks = page.getByRole("region", { name: "退回意见" });
  await remarks.getByText("3 条待处理").waitFor();
  await takePictures(page, "draft-remarks");
  await page.getByText("上年", { exact: true }).click();
  await held(async () => assert.match(await textOf(page.locator(".side .last-year")), /维护自助设备数量\s*≥32台\s*40台 完成/));
  await page.locator(".side").getByRole("button", { name: "设备完好率" }).click();
  await held(async () => assert.match((await page.locator("textarea.grid-field").getAttribute("aria-label")) ?? "", /第2行 指标值/));
  await takePictures(page, "draft-last-year");
  await page.getByText("问题", { exact: true }).click();
  await remarks.getByRole("button", { name: "绩效指标第1行 · 指标值" }).click();
  await held(async () => assert.match((await page.locator("textarea.grid-field").getAttribute("aria-label")) ?? "", /第1行 指标值：≥32台/));
  await remarks.locator(".remark").filter({ hasText: "≥40台" }).getByRole("button", { name: "采纳" }).click();
  await held(async () => assert.equal(await textOf(page.locator(".draft-grid [data-at='0,3']")), "≥40台"));
  await remarks.getByText("2 条待处理").waitFor();
  await remarks.getByLabel("答复：资金用途").fill("导办人员6人，已有合同。");
  await remarks.getByRole("button", { name: "答复", exact: true }).click();
  await remarks.getByText("1 条待处理").waitFor();
  await remarks.locator(".remark.open textarea").fill("已与上年核对，按实际修改。");
  await remarks.getByRole("button", { name: "答复", exact: true }).click();
  await remarks.getByText("都已处理").waitFor();
  await page.getByText(/已保存|都已保存/).first().waitFor();
  await takePictures(page, "draft-remarks-answered");
  await step("社保经办大厅运行维护", "resubmit");
  await be("李国强");
  await step("社保经办大厅运行维护", "report");
});

test("the reviewer sees the answers and the difference, asks once more for one, and forwards it when it is right", async () => {
  await be("马立群", `${served.address}desk`);
  const row = page.getByRole("row").filter({ hasText: "社保经办大厅运行维护" });
  await row.getByText("退回过 1 次").waitFor();
  await row.getByRole("link").click();
  await heading("社保经办大厅运行维护").waitFor();
  await key("2");
  await held(async () => assert.match(await textOf(opinions()), /上次退回的意见（3 条，答复 3 条）[\s\S]*已修改[\s\S]*导办人员6人/));
  await takePictures(page, "desk-answers");
  await key("3");
  await held(async () => assert.match(await textOf(page.locator(".side")), /1 处不同[\s\S]*≥32台[\s\S]*≥40台/));
  await takePictures(page, "desk-difference");
  await key("2");
  await opinions().locator(".remark").filter({ hasText: "导办服务的人数" }).getByRole("button", { name: "仍要修改" }).click();
  await held(async () => assert.match(await textOf(opinions()), /这一次的意见（1 条）/));
  await page.getByRole("button", { name: "删除对“资金用途”的意见" }).click();
  await key("a");
  await page.getByRole("dialog", { name: "转报财政" }).getByLabel("总的意见").fill("目标清楚，同意转报。");
  await key("Control+Enter");
  await page.getByText("已办理，现在是“财政审核”").waitFor();
  await held(async () => assert.equal(await heading("社保经办大厅运行维护").count(), 0));
});

test("many are returned or handed on at once, each with its own result", async () => {
  await page.goto(`${served.address}desk`);
  await page.getByText("共 2 张等待您审核").waitFor();
  for (const name of ["社会保险基金稽核", "公共就业招聘活动"]) await page.getByRole("checkbox", { name: `选择 ${name}` }).check();
  await page.getByRole("button", { name: "主管部门退回" }).click();
  const dialog = page.getByRole("dialog", { name: "主管部门退回：2 张" });
  await dialog.getByLabel("意见", { exact: true }).fill("请与本年预算草案核对。");
  await dialog.getByRole("button", { name: "主管部门退回" }).click();
  await page.getByText("已办理 2 张").waitFor();
  await page.getByText("没有等待您审核的目标表").waitFor();
});

test("the review form is one press away, and a third party is asked", async () => {
  await be("沈一鸣", `${served.address}desk`);
  await page.getByRole("link", { name: "职业技能提升培训", exact: true }).click();
  await heading("职业技能提升培训").waitFor();
  await key("o");
  await page.getByRole("heading", { name: "项目支出绩效目标审核意见表" }).waitFor();
  await page.getByRole("button", { name: "关闭" }).click();
  await page.getByRole("heading", { name: "项目支出绩效目标审核意见表" }).waitFor({ state: "hidden" });
  await key("a");
  await page.getByRole("dialog", { name: "审核通过" }).getByText("还没有评定等级").waitFor();
  await takePictures(page, "desk-pass");
  await key("Escape");
  await page.getByRole("button", { name: "委托第三方" }).click();
  const dialog = page.getByRole("dialog", { name: "委托第三方审核这张表" });
  await dialog.getByLabel("选择第三方机构或专家").fill("顾言");
  await page.locator(".ant-select-item-option-active", { hasText: "顾言" }).waitFor();
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "收回" }).waitFor();
  await takePictures(page, "desk-third-party");
  await be("顾言", `${served.address}desk`);
  await page.getByRole("link", { name: "职业技能提升培训", exact: true }).click();
  await heading("职业技能提升培训").waitFor();
});

test("no page asks another host, and the browser complains about nothing", () => {
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints.filter((one) => !/status of 40[0-9]/.test(one)), []);
});
