// 试用: what is done with tables that were approved, and what the administrators do.
import { yearOf } from "../../../src/store/accounts/times.ts";
import { beginTrial } from "../../web/house.ts";
import { be, button, goTo, type Walk } from "./walk.ts";

const thisYear = yearOf(new Date());

export async function walkApproved(walk: Walk): Promise<void> {
  await beginTrial(walk.page, walk.served.address);
  await adjusts(walk);
  await prints(walk);
  await people(walk);
  await house(walk);
}

async function adjusts(walk: Walk): Promise<void> {
  const { page, camera } = walk;
  const cell = (row: number, column: number) => page.locator(`.draft-grid [data-at="${row},${column}"]`);
  await be(walk, "王小云", `declarations?year=${thisYear}`);
  await page.getByRole("link", { name: "公共就业招聘活动", exact: true }).click();
  await page.getByText("办理", { exact: true }).click();
  await page.getByText("版本", { exact: true }).waitFor();
  await camera.shoot(page, "adjust-begin", button(page, "提出调整"));
  await button(page, "提出调整").click();
  await page.getByLabel("调整的理由").fill("上半年市民广场停用三个月，招聘活动改为线上线下结合。");
  await button(page, "开始调整").click();
  await page.getByRole("heading", { name: "调整：公共就业招聘活动" }).waitFor();
  await cell(0, 3).click();
  await page.keyboard.type("≥40场");
  await page.keyboard.press("Enter");
  await button(page, "保存").click();
  await page.getByText("都已保存").waitFor();
  await camera.shoot(page, "adjust");
  await page.getByText(/调整前后（\d+ 处不同）/).click();
  await camera.shoot(page, "adjust-changes");
}

async function prints(walk: Walk): Promise<void> {
  const { page, camera } = walk;
  await goTo(walk, "declarations");
  await page.getByRole("link", { name: "职业技能提升培训" }).click();
  await button(page, "打印与导出").or(page.getByRole("link", { name: "打印与导出" })).first().click();
  await page.locator(".paper-sheet h2").waitFor();
  await camera.shoot(page, "paper");
  await goTo(walk, "declarations");
  await button(page, "批量导出").click();
  await page.getByRole("dialog").waitFor();
  await camera.shoot(page, "export");
}

async function people(walk: Walk): Promise<void> {
  const { page, camera } = walk;
  await be(walk, "尹静", "people");
  await page.getByRole("button", { name: "王小云" }).or(page.getByText("王小云")).first().waitFor();
  await camera.shoot(page, "people", button(page, "新建账号"));
  await page.getByText("王小云").first().click();
  await page.locator(".ant-drawer").getByText("王小云").first().waitFor();
  await camera.shoot(page, "people-role");
  await goTo(walk, "people");
  await page.getByText("登录与密码规则", { exact: true }).click();
  await page.getByLabel("密码至少").waitFor();
  await camera.shoot(page, "people-rules");
  await goTo(walk, "offices");
  await page.getByText("云渚市就业促进中心").click();
  await page.getByRole("region", { name: "历年情况" }).waitFor();
  await camera.shoot(page, "offices", page.getByRole("region", { name: "组织树" }));
}

async function house(walk: Walk): Promise<void> {
  const { page, camera } = walk;
  await be(walk, "方哲", "backups");
  await button(page, "现在备份").click();
  await page.getByRole("region", { name: "备份文件" }).getByRole("row").nth(1).waitFor();
  await camera.shoot(page, "backups", button(page, "现在备份"));
  await be(walk, "苏文", "audit");
  await page.locator(".ant-table-row").first().waitFor();
  await button(page, "检查全部日志").click();
  await page.getByText("没有改动，没有缺失").waitFor();
  await camera.shoot(page, "audit", page.locator(".audit-verification"));
}
