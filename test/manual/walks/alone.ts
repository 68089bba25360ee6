// 单机使用: from the first page over the samples to a checked table.
import { button, type Walk } from "./walk.ts";

export async function walkAlone(walk: Walk): Promise<void> {
  const { page, camera, served } = walk;
  await page.goto(served.address);
  await page.getByRole("heading", { name: "欢迎使用达标，请选择使用方式" }).waitFor();
  await camera.shoot(page, "welcome", page.locator(".way").first());
  await button(page, "单机使用").click();
  await page.getByLabel("使用人姓名").fill("张敏");
  await camera.shoot(page, "name");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "使用人：张敏，更改姓名" }).waitFor();
  await imports(walk);
  await checks(walk);
  await reviews(walk);
  await begins(walk);
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
