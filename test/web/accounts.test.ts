// First use, signing in, roles and the second factor in a real Chromium, with the keyboard where people use it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { stepOf, totpAt } from "../../src/store/accounts/totp.ts";
import type { Served, Visit } from "./house.ts";
import { held, introduce, serveWithBrowser, takePictures, textOf, visit } from "./house.ts";

let served: Served;
let browser: Browser;
let seen: Visit;
let page: Page;
/** One-time codes by login. */
const codes = new Map<string, string>();
let secret = "";

before(async () => {
  [served, browser] = await serveWithBrowser();
  seen = await visit(browser, served.address);
  page = seen.page;
});
after(async () => {
  await browser?.close();
  await served?.stop();
});

/** antd leaves the name of its “loading” picture in a button for a moment after the answer. */
const button = (name: string) => page.getByRole("button", { name: new RegExp(`^(?:loading )?${name}$`) });
const field = (label: string) => page.getByLabel(label, { exact: true });
const heading = (name: string) => page.getByRole("heading", { name }).waitFor();
const enter = async (login: string, password: string) => {
  await field("登录名").fill(login);
  await field("密码").fill(password);
  await page.keyboard.press("Enter");
};
const leave = async (name: string) => {
  await page.getByRole("button", { name: `${name}，我的账号` }).click();
  await page.getByRole("menuitem", { name: "退出登录" }).click();
  await heading("登录");
};
const choose = async (label: string, option: string) => {
  await field(label).click();
  await field(label).fill(option);
  await page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option", { hasText: option }).click();
};

test("正式使用 shows a one-time address in the terminal, and nowhere else", async () => {
  await page.goto(served.address);
  await heading("欢迎使用达标，请选择使用方式");
  await button("正式使用").click();
  await page.getByText("请看服务器的终端").waitFor();
  assert.match(served.said(), /setup#code=[\w-]{22}\n/);
  await page.goto(`${served.address}setup#code=made-up`);
  await page.getByText("这个一次性地址不能用").waitFor();
});

test("the address leads through the three administrators, step by step with the keyboard", async () => {
  await page.goto("about:blank");
  await page.goto(/http:\S+setup#code=\S+/.exec(served.said())?.[0] ?? "");
  await field("行政区划代码").fill("120104");
  await field("财政部门名称").fill("甲区财政局");
  await page.keyboard.press("Enter");
  await field("姓名").fill("张保密");
  await field("登录名").fill("bao-mi");
  await field("新密码").fill("Pumps-3abc");
  await field("再输入一次").fill("Pumps-3abd");
  await page.keyboard.press("Enter");
  await page.getByText("两次输入的不一样").waitFor();
  await takePictures(page, "accounts-setup");
  await field("再输入一次").fill("Pumps-3abc");
  await page.keyboard.press("Enter");
  await page.getByText("管理备份、任务和日历").waitFor();
  await field("姓名").fill("李系统");
  await field("登录名").fill("xi-tong");
  await page.keyboard.press("Enter");
  await page.getByText("查看和导出操作日志").waitFor();
  await field("姓名").fill("王审计");
  await field("登录名").fill("shen-ji");
  await page.keyboard.press("Enter");
  await page.getByText("三个账号已经建立").waitFor();
  for (const login of ["xi-tong", "shen-ji"]) codes.set(login, await textOf(page.locator(`[data-login="${login}"]`)));
  await takePictures(page, "accounts-setup-done");
  await button("已经记下，开始使用").click();
  await heading("用户与角色");
  assert.equal(await page.getByRole("link", { name: "目标表" }).count(), 0, "the administrators touch no content");
});

test("the security administrator makes an account, gives a role, and cannot mix the administrators", async () => {
  await page.getByText("王审计").waitFor();
  await button("新建账号").click();
  await field("姓名").fill("赵业务");
  await field("登录名").fill("zhao");
  await page.keyboard.press("Enter");
  await page.locator('[data-login="zhao"]').waitFor();
  codes.set("zhao", await textOf(page.locator('[data-login="zhao"]')));
  await button("去授予角色").click();
  await choose("角色", "财政绩效处");
  await choose("单位", "甲区财政局");
  await button("授予").click();
  await page.getByRole("dialog").getByRole("cell", { name: "甲区财政局" }).waitFor();
  await choose("角色", "审计员");
  await choose("单位", "甲区财政局");
  await button("授予").click();
  await page.getByText("必须是三个不同的人").waitFor();
  await takePictures(page, "accounts-person");
  await page.getByRole("button", { name: "改姓名" }).click();
  await page.getByRole("dialog").locator("textarea").fill("赵业");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByText("赵业（zhao）").waitFor();
  // A drawer that still slides takes no press: it is pressed until it goes.
  await held(async () => {
    if (await page.locator(".ant-drawer-close").isVisible()) await page.locator(".ant-drawer-close").click();
    assert.equal(await page.locator(".ant-drawer-open").count(), 0);
  });
  await page.getByRole("row", { name: /赵业.*财政绩效处/ }).waitFor();
  await takePictures(page, "accounts-people");
});

test("the rules of signing in are set, and a role demands the second factor", async () => {
  await page.getByText("登录与密码规则", { exact: true }).click();
  await field("密码至少").fill("12");
  // Another window of an administrator saves in between: what it saved is not overwritten unseen.
  await page.evaluate(`fetch("/api/sign-in-policy").then((answer) => answer.json()).then((policy) => fetch("/api/sign-in-policy", { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify({ ...policy, history: 7 }) }))`);
  await button("保存").click();
  await page.getByText("别人刚刚改过，您的修改没有保存。").waitFor();
  await page.reload();
  await page.getByText("登录与密码规则", { exact: true }).click();
  assert.equal(await field("不能与最近用过的相同").inputValue(), "7");
  await field("密码至少").fill("12");
  await choose("必须使用双因素登录的角色", "财政绩效处");
  await page.keyboard.press("Escape");
  await takePictures(page, "accounts-policy");
  await button("保存").click();
  await page.getByText("已保存，立即生效").waitFor();
  await leave("张保密");
});

test("a wrong password says so; the code leads to an own password and the second factor", async () => {
  await enter("zhao", "wrong");
  await page.getByText("登录名或密码不对").waitFor();
  await takePictures(page, "accounts-sign-in");
  await enter("zhao", codes.get("zhao") ?? "");
  await heading("设置新密码");
  await field("新密码").fill("Sluice-42x");
  await field("再输入一次").fill("Sluice-42x");
  await page.keyboard.press("Enter");
  await page.getByText("密码太短，至少 12 个字符。").waitFor();
  await takePictures(page, "accounts-new-password");
  await field("新密码").fill("Sluice-42x-gate");
  await field("再输入一次").fill("Sluice-42x-gate");
  await page.keyboard.press("Enter");
  await heading("启用双因素");
  await page.getByRole("img", { name: "双因素的二维码" }).waitFor();
  secret = (await textOf(page.locator(".factor-steps .code"))).replace(/\s/g, "");
  await takePictures(page, "accounts-enrol");
  await field("输入手机上现在显示的六位数字").fill(totpAt(secret, stepOf(new Date())));
  await page.keyboard.press("Enter");
  await page.getByText("请现在抄下或打印这些恢复码").waitFor();
  const [first = "", second = ""] = await page.getByRole("list", { name: "恢复码" }).getByRole("listitem").allInnerTexts();
  codes.set("recovery", first).set("recovery-2", second);
  await takePictures(page, "accounts-recovery");
  await button("已经保存好").click();
  await page.getByRole("link", { name: "目标表" }).waitFor();
  await leave("赵业");
});

test("the next time the second factor is asked for; a recovery code stands in for the phone", async () => {
  await enter("zhao", "Sluice-42x-gate");
  await heading("双因素验证");
  await field("验证码").fill("000000");
  await page.keyboard.press("Enter");
  await page.getByText("登录名或密码不对").waitFor();
  await takePictures(page, "accounts-factor");
  await field("验证码").fill(codes.get("recovery") ?? "");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "目标表" }).waitFor();
});

test("我的账号: a token for a program, shown once", async () => {
  await page.getByRole("button", { name: "赵业，我的账号" }).click();
  await page.getByRole("menuitem", { name: "我的账号" }).click();
  await heading("我的账号");
  await button("新建令牌").click();
  await field("名称").fill("月报脚本");
  await button("新建").click();
  const token = await textOf(page.getByRole("dialog").locator(".one-time"));
  assert.match(token, /^dbt_[\w-]{43}$/);
  const asProgram = async (route: string) => (await fetch(`${served.address}api/${route}`, { headers: { authorization: `Bearer ${token}` } })).status;
  assert.deepEqual([await asProgram("declarations"), await asProgram("tokens")], [200, 403]);
  await button("已经保存好").click();
  await takePictures(page, "accounts-self");
  await page.getByRole("row", { name: /月报脚本/ }).getByRole("button", { name: "撤销" }).click();
  await page.locator(".ant-popover").getByRole("button", { name: "确定" }).click();
  await held(async () => assert.equal(await asProgram("declarations"), 401));
});

test("a session that ends elsewhere leaves the page as it was, out of sight, until the same person is back", async () => {
  await button("新建令牌").click();
  await field("名称").fill("写到一半");
  await page.context().clearCookies();
  await button("新建").click();
  await page.getByText("登录已过期，请重新登录").waitFor();
  await takePictures(page, "accounts-expired");
  await field("密码").fill("Sluice-42x-gate");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "登录已过期，请重新登录" }).getByLabel("验证码").fill(codes.get("recovery-2") ?? "");
  await page.keyboard.press("Enter");
  await page.getByText("登录已过期，请重新登录").waitFor({ state: "hidden" });
  assert.equal(await field("名称").inputValue(), "写到一半");
  // The icon that turned while the refused attempt was under way may still be fading from the button's name.
  await page.getByRole("dialog").getByRole("button", { name: /新建$/ }).click();
  await page.getByText("请现在复制保存").waitFor();
});

test("a page that nobody touches signs out by itself, whatever it asks by itself", async () => {
  const { page: idle } = await visit(browser, served.address);
  await idle.clock.install();
  await idle.goto(served.address);
  await idle.getByLabel("登录名", { exact: true }).fill("bao-mi");
  await idle.getByLabel("密码", { exact: true }).fill("Pumps-3abc");
  await idle.keyboard.press("Enter");
  await idle.getByRole("heading", { name: "用户与角色" }).waitFor();
  await idle.clock.runFor(29 * 60_000);
  assert.equal(await idle.getByText("登录已过期，请重新登录").count(), 0);
  await idle.clock.runFor(2 * 60_000);
  await idle.getByText("登录已过期，请重新登录").waitFor();
  const { stage } = await idle.evaluate(async () => (await (await fetch("/api/session")).json()) as { stage: string });
  assert.equal(stage, "none");
});

test("nothing left the machine, and the browser had nothing to complain about", () => {
  assert.deepEqual(seen.foreign, []);
  // The browser itself reports what the server refuses, which is the point of some of these tests.
  assert.deepEqual(seen.complaints.filter((complaint) => !/status of (401|403|409|412|422)/.test(complaint)), []);
});

test("introduced by name as before, a house that is used alone asks nothing of this", async () => {
  const [alone, other] = await serveWithBrowser();
  await introduce(alone.address, "张敏");
  const { page: first } = await visit(other, alone.address);
  await first.goto(alone.address);
  await first.getByText("还没有目标表").waitFor();
  await first.getByRole("button", { name: "使用人：张敏，更改姓名" }).waitFor();
  await other.close();
  await alone.stop();
});
