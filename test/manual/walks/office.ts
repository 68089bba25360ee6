// 正式使用: the one-time address, the three administrators, an account and its first sign-in.
import { textOf } from "../../web/house.ts";
import { button, type Walk } from "./walk.ts";

export async function walkOffice(walk: Walk): Promise<void> {
  const { page, camera, served } = walk;
  await page.goto(served.address);
  await button(page, "正式使用").click();
  await page.getByText("请看服务器的终端").waitFor();
  await camera.shoot(page, "office-terminal", page.locator(".ant-alert"));
  await page.goto("about:blank");
  await page.goto(/http:\S+setup#code=\S+/.exec(served.said())?.[0] ?? "");
  await setsUp(walk);
  await makesAccount(walk);
}

async function setsUp({ page, camera }: Walk): Promise<void> {
  const field = (label: string) => page.getByLabel(label, { exact: true });
  await field("行政区划代码").fill("539900");
  await field("财政部门名称").fill("云渚市财政局");
  await camera.shoot(page, "setup-region");
  await page.keyboard.press("Enter");
  await field("姓名").fill("尹静");
  await field("登录名").fill("yinjing");
  await field("新密码").fill("Sluice-42x-gate");
  await field("再输入一次").fill("Sluice-42x-gate");
  await camera.shoot(page, "setup-person");
  await page.keyboard.press("Enter");
  for (const [text, name, login] of [["管理备份、任务和日历", "方哲", "fangzhe"], ["查看和导出操作日志", "苏文", "suwen"]] as const) {
    await page.getByText(text).waitFor();
    await field("姓名").fill(name);
    await field("登录名").fill(login);
    await page.keyboard.press("Enter");
  }
  await page.getByText("三个账号已经建立").waitFor();
  await camera.shoot(page, "setup-done");
  await button(page, "已经记下，开始使用").click();
}

async function makesAccount({ page, camera, served }: Walk): Promise<void> {
  const field = (label: string) => page.getByLabel(label, { exact: true });
  await button(page, "新建账号").click();
  await field("姓名").fill("沈一鸣");
  await field("登录名").fill("shenyiming");
  await page.keyboard.press("Enter");
  const code = page.locator('[data-login="shenyiming"]');
  await code.waitFor();
  const told = await textOf(code);
  await camera.shoot(page, "people-code", code);
  await page.goto(served.address);
  await page.getByRole("button", { name: "尹静，我的账号" }).click();
  await page.getByRole("menuitem", { name: "退出登录" }).click();
  await page.getByRole("heading", { name: "登录" }).waitFor();
  await field("登录名").fill("shenyiming");
  await camera.shoot(page, "sign-in");
  await field("密码").fill(told);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "设置新密码" }).waitFor();
  await camera.shoot(page, "new-password");
}
