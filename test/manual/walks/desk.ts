// 审核: a reviewer gathers opinions and returns a table, the clerk answers them, the reviewer reads the answers.
import { be, button, goTo, type Walk } from "./walk.ts";
import { beginTrial } from "../../web/house.ts";

const project = "社保经办大厅运行维护";

export async function walkDesk(walk: Walk): Promise<void> {
  await beginTrial(walk.page, walk.served.address);
  await looksAround(walk);
  await reports(walk);
  await returns(walk);
  await answers(walk);
  await reports(walk);
  await readsAnswers(walk);
  await proposes(walk);
  await agrees(walk);
}

async function looksAround(walk: Walk): Promise<void> {
  const { page, camera } = walk;
  await be(walk, "沈一鸣", "workbench");
  await page.locator("svg text").first().waitFor();
  await camera.shoot(page, "workbench", page.locator(".stages"));
}

async function reports(walk: Walk): Promise<void> {
  const { page } = walk;
  await be(walk, "李国强", "todo");
  await page.getByRole("row").filter({ hasText: "单位审核" }).filter({ hasText: project }).locator(".ant-checkbox-input").check();
  await button(page, "上报主管部门").click();
  await button(page.getByRole("dialog"), "上报主管部门").click();
  await page.getByText(/已办理 \d+ 张/).waitFor();
}

async function opens(walk: Walk): Promise<void> {
  const { page } = walk;
  await be(walk, "马立群", "desk");
  await page.getByRole("link", { name: project, exact: true }).click();
  await page.getByRole("heading", { level: 1, name: project, exact: true }).waitFor();
  await page.getByText(/第 \d+ 张，共 \d+ 张/).waitFor();
}

async function returns(walk: Walk): Promise<void> {
  const { page, camera } = walk;
  await opens(walk);
  await page.keyboard.press("4");
  await page.locator(".last-year").getByText("40台").waitFor();
  await camera.shoot(page, "desk-last-year", page.locator(".last-year table"));
  await page.locator(".value[data-path='indicators[0].target']").click();
  await page.keyboard.press("w");
  await page.getByLabel("对“绩效指标第1行 · 指标值”的意见", { exact: true }).fill("上年维护了40台，目标偏低。");
  await page.getByLabel("建议把“绩效指标第1行 · 指标值”改为").fill("≥40台");
  await page.locator(".value[data-path='funding.purpose']").click();
  await button(page, "对“资金用途”写意见").click();
  await page.getByLabel("对“资金用途”的意见", { exact: true }).fill("请写明导办服务的人数。");
  await camera.shoot(page, "desk-opinions", page.locator(".desk-opinions"));
  await page.locator(".desk-table h1").click();
  await page.keyboard.press("r");
  const dialog = page.getByRole("dialog", { name: "主管部门退回" });
  await dialog.getByText("逐条意见 2 条，一起送出").waitFor();
  await dialog.getByLabel("总的意见").fill("请逐条修改或说明。");
  await camera.shoot(page, "desk-return", dialog);
  await page.keyboard.press("Control+Enter");
  await page.getByText("已办理，现在是“被退回”").waitFor();
}

async function answers(walk: Walk): Promise<void> {
  const { page, camera } = walk;
  await be(walk, "张敏", "todo");
  await page.getByRole("link", { name: project, exact: true }).click();
  await page.getByRole("link", { name: /修改|编制/ }).first().click();
  const remarks = page.getByRole("region", { name: "退回意见" });
  await remarks.locator(".remark").filter({ hasText: "≥40台" }).getByRole("button", { name: "采纳" }).click();
  await remarks.getByText("1 条待处理").waitFor();
  await remarks.getByLabel("答复：资金用途").fill("导办人员6人，已有合同。");
  await camera.shoot(page, "remarks", remarks);
  await button(remarks, "答复").click();
  await remarks.getByText("都已处理").waitFor();
  await page.locator(".save-state").getByText("已保存").waitFor();
  await goTo(walk, "todo");
  await page.getByRole("link", { name: project, exact: true }).click();
  await button(page, "重新送审").click();
  await button(page.locator(".step-form"), "重新送审").click();
  await page.locator(".way-panel").getByText("单位审核").first().waitFor();
}

async function readsAnswers(walk: Walk): Promise<void> {
  const { page, camera } = walk;
  await opens(walk);
  await page.keyboard.press("2");
  await page.getByText(/上次退回的意见（2 条，答复 2 条）/).waitFor();
  await camera.shoot(page, "desk-answers", page.locator(".desk-opinions"));
  await button(page, "委托第三方").click();
  await page.getByRole("dialog", { name: /委托第三方/ }).waitFor();
  await page.getByLabel("选择第三方机构或专家").waitFor();
  await camera.shoot(page, "desk-third", page.getByRole("dialog"));
}

/** Grade 良: what to write is proposed to the unit instead of returning the table. */
async function proposes(walk: Walk): Promise<void> {
  const { page, camera } = walk;
  const name = "职业技能提升培训";
  await be(walk, "沈一鸣", "desk");
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
  await page.keyboard.press("o");
  const form = page.getByRole("dialog", { name: "项目支出绩效目标审核意见表" });
  const points = { 规范完整性: "10", 明确清晰性: "10", 目标相关性: "12", 指标科学性: "12", 绩效合理性: "12", 资金匹配性: "12", 实现可能性: "8", 条件充分性: "8" };
  for (const [question, value] of Object.entries(points)) await form.getByLabel(`${question}的得分`).fill(value);
  await page.keyboard.press("Control+s");
  await form.getByRole("status").getByText("已保存").waitFor();
  await page.keyboard.press("Escape");
  await form.waitFor({ state: "hidden" });
  await page.locator(".value[data-path='indicators[0].target']").click();
  await page.keyboard.press("w");
  await page.getByLabel("对“绩效指标第1行 · 指标值”的意见", { exact: true }).fill("上年培训了4200人，目标偏低。");
  await page.getByLabel("建议把“绩效指标第1行 · 指标值”改为").fill("≥4200人");
  await page.locator(".desk-table h1").click();
  await page.keyboard.press("e");
  const dialog = page.getByRole("dialog", { name: "财政提请确认修改" });
  await dialog.getByText("建议的 1 处直接写入目标表").waitFor();
  await dialog.getByText("还不能办理").waitFor({ state: "detached" });
  await camera.shoot(page, "correction-propose", dialog);
}

async function agrees(walk: Walk): Promise<void> {
  const { page, camera } = walk;
  await be(walk, "郭明", "todo");
  await page.getByRole("row").filter({ hasText: "确认修改建议" }).getByRole("link").first().click();
  const correction = page.getByRole("region", { name: "修改建议" });
  await correction.getByText("等单位负责人确认").waitFor();
  await camera.shoot(page, "correction", correction, page.locator(".way-panel .ways"));
}
