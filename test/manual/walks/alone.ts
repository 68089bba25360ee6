// 单机使用: from the first page over the samples to a checked table.
import { oddPage } from "../../forms/odd-layout.ts";
import { importFiles } from "../../web/house.ts";
import { button, type Walk } from "./walk.ts";

export async function walkAlone(walk: Walk): Promise<void> {
  const { page, camera, served } = walk;
  await page.goto(served.address);
  await page.getByRole("heading", { name: "欢迎使用达标，请选择使用方式" }).waitFor();
  await camera.shoot(page, "welcome", page.locator(".house-mode").first());
  await button(page, "单机使用").click();
  await page.getByLabel("使用人姓名").fill("张敏");
  await camera.shoot(page, "name");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "使用人：张敏，更改姓名" }).waitFor();
  await imports(walk);
  await checks(walk);
  await reviews(walk);
  await begins(walk);
  await teaches(walk);
}

async function imports({ page, camera, served }: Walk): Promise<void> {
  await page.goto(`${served.address}import`);
  await page.locator(".samples li").first().waitFor();
  await camera.shoot(page, "import", button(page, "全部导入"), page.locator(".ant-upload-drag").first());
  await button(page, "全部导入").click();
  await page.getByRole("heading", { name: "导入完成" }).waitFor();
  await camera.shoot(page, "import-done");
}

async function checks({ page, camera, served }: Walk): Promise<void> {
  await page.goto(`${served.address}checks`);
  await page.locator(".source-text mark, .source mark").first().waitFor();
  await camera.shoot(page, "check", page.locator(".check-card"));
  await page.locator(".entries").press("F2");
  await page.locator(".field-input").waitFor();
  await camera.shoot(page, "check-correct", page.locator(".field-input"));
  await page.keyboard.press("Escape");
  await page.goto(`${served.address}declarations?order=findings`);
  await page.locator("a.row-link").first().waitFor();
  await page.locator("a.row-link").first().click();
  await page.locator("button.value[data-path]").first().click();
  await page.locator(".source mark, .source-text mark").first().waitFor();
  await camera.shoot(page, "source", page.locator(".side"));
}

async function reviews({ page, camera }: Walk): Promise<void> {
  await page.goto(page.url().replace(/\?.*$/, "?panel=review"));
  await page.locator(".finding").first().waitFor();
  await camera.shoot(page, "review", page.locator(".side"));
  await button(page, "审核意见表").click();
  await page.getByRole("dialog", { name: "项目支出绩效目标审核意见表" }).getByLabel("审核人意见").waitFor();
  await camera.shoot(page, "opinion");
}

async function begins({ page, camera, served }: Walk): Promise<void> {
  await page.goto(`${served.address}declarations`);
  await button(page, "新建目标表").click();
  await page.getByLabel("项目名称").fill("河道清淤");
  await camera.shoot(page, "draft-new", page.getByRole("dialog"));
  await page.goto(`${served.address}import`);
  await button(page, "填报工作簿").click();
  await page.getByRole("dialog").waitFor();
  await camera.shoot(page, "blank", page.getByRole("dialog"));
}

/** A layout that nobody described is told once. */
async function teaches({ page, camera, served }: Walk): Promise<void> {
  await importFiles(served.address, { "东干渠.html": oddPage("东干渠清淤", "36.50"), "西干渠.html": oddPage("西干渠维修", "128.00") });
  await page.goto(`${served.address}declarations`);
  await page.getByRole("link", { name: "东干渠清淤" }).first().click();
  await page.getByRole("link", { name: "核对版式" }).click();
  const choose = async (label: string, option: string) => {
    await page.getByLabel(label, { exact: true }).click();
    await page.locator(".ant-select-dropdown:visible .ant-select-item-option").getByText(option, { exact: true }).click();
  };
  const cell = (text: string) => page.locator(".map-cell", { hasText: text }).first();
  await cell("账上安排（万元）").click();
  await choose("这一格是栏目名，写的是", "资金总额");
  await camera.shoot(page, "layout", cell("账上安排（万元）"));
  for (const [label, field] of [["承办股室", "预算单位"], ["其中本级", "财政资金"], ["预期成效", "年度目标"]] as const) {
    await cell(label).click();
    await choose("这一格是栏目名，写的是", field);
  }
  await cell("考核方面").click();
  await button(page, "这一行是指标表的表头").click();
  for (const [head, column] of [["考核方面", "一级指标"], ["考核类别", "二级指标"], ["考核要点", "三级指标（指标名称）"], ["标准", "指标值"], ["分数", "分值权重"]] as const) {
    await cell(head).click();
    await choose("这一栏是", column);
  }
  await page.getByText("认出 1 张目标表").waitFor();
  await page.getByText("第一张与原来读出的不同").waitFor();
  await page.getByLabel("表样名称").fill("重点事项一览");
  await camera.shoot(page, "layout-read", page.locator(".map-outcome"));
  await page.getByRole("button", { name: /保存表样$/ }).click();
  await page.getByText("表样“重点事项一览”已保存（第 1 版）").waitFor();
  await page.goto(`${served.address}forms`);
  await page.getByRole("button", { name: "重点事项一览" }).click();
  await page.getByRole("document", { name: "空白表样" }).getByText("考核要点").waitFor();
  await camera.shoot(page, "forms");
}
