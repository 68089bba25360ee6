// 审核意见表 in a real Chromium: proposed, filled in with the keyboard, saved, overtaken, printed, taken back.
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
  // What the browser would print, instead of its dialogue.
  await page.addInitScript({ content: 'window.print = () => document.documentElement.setAttribute("data-printed", "")' });
  const list = (await (await fetch(`${served.address}api/declarations`)).json()) as { items: { id: string }[] };
  id = list.items[0]?.id ?? "";
});
after(async () => {
  await browser?.close();
  await served?.stop();
});

const drawer = () => page.getByRole("dialog", { name: "项目支出绩效目标审核意见表" });
const points = (name: string) => drawer().getByLabel(`${name}的得分`);
const button = (name: string) => drawer().getByRole("button", { name });
const state = async () => await textOf(drawer().getByRole("status"));
const open = async () => {
  await page.goto(`${served.address}declarations/${id}?panel=review`);
  await page.getByRole("button", { name: "审核意见表" }).click();
  await points("规范完整性").waitFor();
};
/** As another person would, from elsewhere. */
const correctTarget = async (from: string, to: string) => {
  const body = JSON.stringify({ path: "indicators[3].target", action: "correct", text: to, seen: from });
  const answer = await fetch(`${served.address}api/declarations/${id}/checks`, { method: "POST", headers: { "content-type": "application/json" }, body });
  assert.equal(answer.status, 201);
};

test("the form is laid out like the paper, with proposed points and the findings that took them", async () => {
  await open();
  const science = drawer().locator("tr", { hasText: "指标科学性" });
  assert.match(await textOf(science), /APP-01 −4/);
  assert.equal(await points("指标科学性").inputValue(), "11");
  assert.match(await drawer().getByLabel("相关性的审核意见").inputValue(), /（APP-01）/);
  assert.match(await state(), /建议，尚未保存/);
  await page.locator("input:focus").waitFor();
  assert.equal(await page.locator("input:focus").getAttribute("aria-label"), "规范完整性的得分");
  await takePictures(page, "opinion");
});

test("points are typed down the column; total and grade follow, and points beyond the limit are not saved", async () => {
  const before = await state();
  await points("规范完整性").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("９.５");
  await page.keyboard.press("Enter");
  await page.keyboard.type("12");
  await drawer().getByText("最多 10 分").waitFor();
  assert.match(await state(), /得分没有填对/);
  assert.equal(await button("保存").isDisabled(), true);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("0");
  await held(async () => assert.match(await state(), /有未保存的修改/));
  await held(async () => assert.notEqual((await state()).split("分")[0], before.split("分")[0]));
  assert.match(await textOf(drawer().locator(".opinion-grade")), /等级：.（.+）/);
  assert.equal(await points("规范完整性").inputValue(), "9.5");
  assert.equal(await button("打印").isDisabled(), true, "what is printed is what was saved");
});

test("nothing typed is lost unasked: Escape asks, and once more goes back to the form", async () => {
  await page.keyboard.press("Escape");
  await page.getByText("关闭后，填写的得分和意见不再保留。").waitFor();
  await page.getByRole("button", { name: "继续填写" }).click();
  await page.getByText("关闭后，填写的得分和意见不再保留。").waitFor({ state: "hidden" });
  assert.equal(await points("明确清晰性").inputValue(), "0");
});

test("saved with Ctrl+S, it holds: who and when, the history, and the files", async () => {
  await drawer().getByLabel("审核人意见").fill("按意见修改后重新报送。");
  await page.keyboard.press("Control+s");
  await held(async () => assert.match(await state(), /已保存.*张敏/s));
  assert.match(await textOf(drawer().getByRole("region", { name: "历次保存" })), /张敏：[\d.]+ 分，.\s*有效.*按意见修改后重新报送/s);
  const href = await drawer().getByRole("link", { name: "网页" }).getAttribute("href");
  const file = await (await fetch(new URL(href ?? "", served.address))).text();
  assert.match(file, /按意见修改后重新报送。.*张敏/s);
  await button("打印").click();
  const printed = page.frameLocator("iframe[title=打印]");
  await printed.locator("html[data-printed]").waitFor({ state: "attached" });
  assert.match((await printed.locator("body").textContent()) ?? "", /按意见修改后重新报送。/);
  await takePictures(page, "opinion-saved");
});

test("what changes while somebody fills in is told before it is saved, and what was typed stays", async () => {
  await points("明确清晰性").fill("7.25");
  await correctTarget("≥80万元", "≤80万元");
  await page.keyboard.press("Control+s");
  await drawer().getByText("填写期间，审核问题或意见有了变化").waitFor();
  await drawer().getByText(/保存以后，审核发现的问题有变化：新出现 \d+ 处，消失 [1-9]/).waitFor();
  assert.equal(await points("明确清晰性").inputValue(), "7.25");
  assert.equal(await button("保存").isDisabled(), true);
  await takePictures(page, "opinion-overtaken");
  await button("已看过").click();
  await button("保存").click();
  await held(async () => assert.match(await state(), /已保存/));
  assert.equal(await drawer().getByText("保存以后，审核发现的问题有变化").count(), 0);
});

test("taken back, the proposal stands there again and the history says who did it", async () => {
  await button("恢复为建议").click();
  await page.locator(".ant-popover").getByRole("button", { name: "恢复为建议" }).click();
  await held(async () => assert.match(await state(), /建议，尚未保存/));
  assert.equal(await points("指标科学性").inputValue(), "15");
  assert.match(await textOf(drawer().getByRole("region", { name: "历次保存" })), /（张敏 .* 恢复为建议）/);
  await page.locator(".ant-popover").waitFor({ state: "hidden" });
  await page.keyboard.press("Escape");
  await drawer().waitFor({ state: "hidden" });
});

test("nothing left the machine, and the browser had nothing to complain about", () => {
  assert.deepEqual(seen.foreign, []);
  // The browser itself reports the answer 409, which is the point of that test.
  assert.deepEqual(seen.complaints.filter((complaint) => !complaint.includes("409")), []);
});
