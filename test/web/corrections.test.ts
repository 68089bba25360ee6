// 修改建议 in a real Chromium: a reviewer who grades a table 良 proposes what to write, the unit's head looks at it field by
// field and agrees, and the reviewer passes the table without its ever having gone back; another one the unit refuses.
import assert from "node:assert/strict";
import { test } from "node:test";
import { be, held, inTrial, page, seen, served, takePictures, textOf } from "./house.ts";

const project = "职业技能提升培训";

inTrial();

const press = async (name: string) => await page.getByRole("button", { name: new RegExp(`(?:^|\\s)${name}$`) }).click();
const correction = () => page.getByRole("region", { name: "修改建议" });

/** As somebody, the table on the desk. */
async function openDesk(who: string): Promise<void> {
  await be(who, `${served.address}desk`);
  await page.getByRole("link", { name: project, exact: true }).click();
  await page.getByRole("heading", { level: 1, name: project, exact: true }).waitFor();
}

/** As somebody, from the to-do list of the unit's head, where a tag says what is wanted. */
async function openWaiting(who: string): Promise<void> {
  await be(who, `${served.address}todo`);
  const row = page.getByRole("row").filter({ hasText: project });
  await row.getByText("确认修改建议").waitFor();
  await takePictures(page, "correction-todo");
  await row.getByRole("link", { name: project, exact: true }).click();
  await correction().getByText("等单位负责人确认").waitFor();
}

/** An opinion about a value, with what to write there; proposed to the unit by mouse or by key. */
async function propose(path: string, name: string, words: string, text: string, by: "mouse" | "key"): Promise<void> {
  await page.locator(`.value[data-path='${path}']`).click();
  await page.keyboard.press("w");
  await page.getByLabel(`对“${name}”的意见`, { exact: true }).fill(words);
  assert.equal(await page.getByRole("button", { name: /提请单位确认修改/ }).count(), 0, "nothing is proposed yet");
  await page.getByLabel(`建议把“${name}”改为`).fill(text);
  if (by === "mouse") await page.getByRole("button", { name: /提请单位确认修改/ }).click();
  else {
    await page.locator(".desk-table h1").click();
    await page.keyboard.press("e");
  }
}

test("without the grade 良 nothing is proposed; with it, a value and the reason go to the unit", async () => {
  await openDesk("沈一鸣");
  await page.keyboard.press("e");
  await page.getByText("还没有写明“建议改为”的意见").waitFor();
  await propose("indicators[0].target", "绩效指标第1行 · 指标值", "上年培训了4200人，目标偏低。", "≥4200人", "mouse");
  const dialog = page.getByRole("dialog", { name: "财政提请确认修改" });
  await dialog.getByText("还没有评定等级").waitFor();
  await takePictures(page, "correction-ungraded");
  await dialog.getByRole("button", { name: "填写审核意见表" }).click();
  const form = page.getByRole("dialog", { name: "项目支出绩效目标审核意见表" });
  const points = { 规范完整性: "10", 明确清晰性: "10", 目标相关性: "12", 指标科学性: "12", 绩效合理性: "12", 资金匹配性: "12", 实现可能性: "8", 条件充分性: "8" };
  for (const [name, value] of Object.entries(points)) await form.getByLabel(`${name}的得分`).fill(value);
  await page.keyboard.press("Control+s");
  await held(async () => assert.match(await textOf(form.getByRole("status")), / · 良[\s\S]*已保存/));
  await page.keyboard.press("Escape");
  await form.waitFor({ state: "hidden" });
  if (!(await dialog.isVisible())) await page.keyboard.press("e");
  await dialog.getByText("建议的 1 处直接写入目标表").waitFor();
  await held(async () => assert.equal(await dialog.getByText("还不能办理").count(), 0));
  await takePictures(page, "correction-propose");
  await dialog.getByRole("button", { name: /财政提请确认修改/ }).click();
  await page.getByText("财政提请确认修改：已办理").waitFor();
});

test("the unit's head finds it in the to-do list, sees what would change and why, and agrees", async () => {
  await openWaiting("陈志远");
  await held(async () => assert.match(await textOf(correction()), /修改建议（1 处）[\s\S]*≥3500人[\s\S]*≥4200人[\s\S]*上年培训了4200人/));
  await takePictures(page, "correction-unit");
  await press("同意财政的修改");
  await press("同意财政的修改");
  await correction().getByText("单位已同意，已写入目标表").waitFor();
  await held(async () => assert.equal(await textOf(page.locator(".value[data-path='indicators[0].target']")), "≥4200人"));
  assert.match(await textOf(page.locator(".versions li")), /同意财政的修改/);
  await takePictures(page, "correction-agreed");
});

test("the reviewer proposes another, the unit refuses it with words, and the reviewer sees that and passes the table", async () => {
  await openDesk("沈一鸣");
  await page.getByText("修改建议（1 处）单位已同意，已写入目标表").waitFor();
  await takePictures(page, "correction-desk");
  await propose("indicators[4].target", "绩效指标第5行 · 指标值", "与上年持平。", "≥75%", "key");
  await page.getByRole("dialog", { name: "财政提请确认修改" }).getByRole("button", { name: /财政提请确认修改/ }).click();
  await page.getByText("财政提请确认修改：已办理").waitFor();

  await openWaiting("陈志远");
  await press("不同意财政的修改");
  await page.getByLabel("意见", { exact: true }).fill("本年新增零基础学员，达不到。");
  await press("不同意财政的修改");
  await correction().getByText("单位不同意", { exact: true }).waitFor();

  await openDesk("沈一鸣");
  await page.getByText("单位不同意：本年新增零基础学员，达不到。").waitFor();
  await page.keyboard.press("6");
  await held(async () => assert.match(await textOf(page.locator(".way-panel .ant-timeline")), /不同意财政的修改[\s\S]*财政提请确认修改[\s\S]*同意财政的修改[\s\S]*财政提请确认修改/));
  await takePictures(page, "correction-declined");
  await page.locator(".desk-table h1").click();
  await page.keyboard.press("a");
  await page.getByRole("dialog", { name: "审核通过" }).getByRole("button", { name: /审核通过/ }).click();
  await page.getByText("审核通过：已办理，现在是“审核通过”").waitFor();
});

test("no page asks another host, and the browser complains about nothing", () => {
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints.filter((one) => !/status of 40[0-9]/.test(one)), []);
});
