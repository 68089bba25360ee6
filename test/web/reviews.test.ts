// Findings beside the form in a real Chromium: jump, one-click fix, set aside, catalogue, reports.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { Served, Visit } from "./house.ts";
import { importTexts, introduce, serveWithBrowser, takePictures, textOf, visit } from "./house.ts";

let served: Served;
let browser: Browser;
let seen: Visit;
let page: Page;
let id: string;

const table = `# 项目支出绩效目标表

| 项目名称 | 泵站大修 |
|---|---|
| 预算单位 | 县水务局 |
| 预算总额（万元） | 80 |
| 年度绩效目标 | 完成3座泵站大修，汛前投用，验收合格率100%。 |

| 一级指标 | 二级指标 | 三级指标 | 指标值 |
|---|---|---|---|
| 产出指标 | 数量指标 | 泵站大修座数 | ≥3座 |
| 产出指标 | 质量指标 | 大修验收合格率 | =100% |
| 产出指标 | 时效指标 | 大修完成时间 | 5月底前 |
| 产出指标 | 成本指标 | 大修工程成本 | ≥80万元 |
| 效益指标 | 社会效益指标 | 受益农田面积 | ≥2000亩 |
| 满意度指标 | 服务对象满意度指标 | 受益农户满意度 | ≥90% |
`;

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

const finding = () => page.locator(".review > .findings .finding", { hasText: "APP-01" });

test("the list counts the findings once they are counted, and leads to them", async () => {
  await page.goto(`${served.address}declarations?order=findings`);
  for (let tries = 0; (await page.locator(".found").count()) === 0; tries++) {
    assert.ok(tries < 60, "the findings are counted");
    await page.waitForTimeout(500);
    await page.reload();
    await page.locator("a.row-link").waitFor();
  }
  await page.locator(".found").click();
  await finding().waitFor();
});

test("a finding stands beside the form, its cell is marked, and a click jumps to it", async () => {
  await page.goto(`${served.address}declarations/${id}?panel=review`);
  await finding().locator(".finding-text").click();
  const cell = page.locator('button.value[data-path="indicators[3].target"]');
  await page.locator('button.value[data-path="indicators[3].target"][aria-pressed="true"]').waitFor();
  assert.match((await cell.getAttribute("class")) ?? "", /flagged-error/);
  await takePictures(page, "review");
});

test("set aside with a reason, shown who did it, brought back", async () => {
  await page.goto(`${served.address}declarations/${id}?panel=review`);
  await finding().getByRole("button", { name: "不再提示" }).click();
  const form = page.locator("form.waive");
  await form.waitFor();
  await form.getByLabel("理由").fill("合同约定下限");
  await takePictures(page, "review-waiving");
  await form.getByRole("button", { name: "不再提示" }).click();
  await page.getByText("已设为不再提示（1）").click();
  assert.match(await textOf(page.locator(".waived")), /张敏.*合同约定下限/s);
  await finding().waitFor({ state: "detached" });
  await page.getByRole("button", { name: "恢复提示" }).click();
  await finding().waitFor();
});

test("a computed fix is applied with one click and the finding is gone; the value keeps its original", async () => {
  await page.goto(`${served.address}declarations/${id}?panel=review`);
  await finding().getByRole("button", { name: "改为“≤80万元”" }).click();
  await finding().waitFor({ state: "detached" });
  await page.locator('button.value.corrected[data-path="indicators[3].target"]', { hasText: "≤80万元" }).waitFor();
});

test("the catalogue says what each rule checks; a rule is switched off with a reason", async () => {
  await page.goto(`${served.address}rules#APP-01`);
  const rule = page.locator("#APP-01");
  await rule.getByRole("button", { name: "停用或更改级别" }).click();
  await page.getByLabel("级别").click();
  await page.getByTitle("停用", { exact: true }).click();
  await page.getByLabel("理由").fill("本年不考核满意度");
  await page.getByRole("button", { name: "保存" }).click();
  await rule.getByText("已停用").waitFor();
  assert.match(await textOf(rule), /张敏.*停用，本年不考核满意度/s);
  await takePictures(page, "rules");
});

test("a table of which too little was read says so, in the page and the answer, and what to do", async () => {
  await importTexts(served.address, ["渠道养护项目绩效目标表\n项目名称,渠道养护,预算单位,县水务局\n负责人,某某,联系电话,无\n备注,无,,\n填表人,某某,填表日期,3月\n"]);
  const { items } = (await (await fetch(`${served.address}api/declarations?q=${encodeURIComponent("渠道养护")}`)).json()) as { items: { id: string }[] };
  const unread = items[0]?.id ?? "";
  const { findings } = (await (await fetch(`${served.address}api/declarations/${unread}/review`)).json()) as { findings: { rule: string; severity: string }[] };
  assert.deepEqual(findings.filter(({ rule }) => rule === "COMP-10").map(({ severity }) => severity), ["error"]);
  await page.goto(`${served.address}declarations/${unread}?panel=review`);
  const told = page.locator(".review > .findings .finding", { hasText: "COMP-10" });
  await told.getByText("表中没有读出绩效指标、预算金额和绩效目标，无法审核。").waitFor();
  assert.match(await textOf(told), /对照原件/);
  assert.equal(await page.locator(".review").getByText("没有发现问题").count(), 0);
  await takePictures(page, "too-little");
});

test("nothing left the machine, and the browser had nothing to complain about", () => {
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints, []);
});
