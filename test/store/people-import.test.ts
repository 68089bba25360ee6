// People from a workbook: accounts, roles at offices, codes; all of it or nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { organisationIn } from "../../src/organisation/workbook.ts";
import type { Database } from "../../src/store/database.ts";
import type { Manager } from "../../src/store/accounts/grants.ts";
import { importOffices } from "../../src/store/offices/import.ts";
import { table } from "../organisation/tables.ts";
import { accountOfLogin } from "../../src/store/accounts/accounts.ts";
import { spendResetCode } from "../../src/store/accounts/one-time-codes.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { machine, makeOffices, noon } from "./people.ts";

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(async () => await server.stop());

const import_ = async ({ db }: Database, people: string, { by = machine, check = false, offices }: { by?: Manager; check?: boolean; offices?: string } = {}) => {
  const blocks = [...(offices === undefined ? [] : [table(offices)]), table(people, "人员")].map((one) => ({ kind: "table" as const, ...one }));
  const told = await importOffices(db, organisationIn(blocks), { year: 2026, check, closeMissing: false }, by, noon);
  return { ...told, errors: told.problems.filter(({ severity }) => severity === "error").map(({ code, message, at }) => `${code} ${at?.label.replace("工作表“人员” ", "")}: ${message}`) };
};
const accounts = async ({ db }: Database) => (await db.selectFrom("account").select(["login", "name"]).orderBy("login").execute()).map(({ login, name }) => `${login} ${name}`);

test("people get accounts, roles at their offices and a code each; what is there already stays", async () => {
  const database = await server.migratedDatabase();
  await makeOffices(database.db);
  const file = `
    姓名 | 登录名 | 角色 | 单位编码 | 行政区划代码
    张敏 | ZhangMin | 单位经办 | 301001 | 120104
    张敏 | zhangmin | 预算单位经办 | 301002 | 120104
    李强 | liqiang | 单位负责人；经办 | 301001 | 120104
    王芳 | wangfang | 审计、人大 | 120104 |
    赵雷 | zhaolei | | |`;
  const tried = await import_(database, file, { check: true });
  assert.deepEqual([tried.written, tried.errors, tried.people.items.length, tried.people.items.every(({ code }) => code === null)], [false, [], 4, true]);
  assert.deepEqual(await accounts(database), []);
  const done = await import_(database, file);
  assert.deepEqual([done.errors, done.written], [[], true]);
  assert.deepEqual(done.people.items.map(({ login, isNew, roles }) => `${login} ${isNew} ${roles.map(({ role, office }) => `${role}@${office}`).join()}`), [
    "zhangmin true unit-clerk@301001 甲区泵站管理所,unit-clerk@301002 甲区河道所",
    "liqiang true unit-head@301001 甲区泵站管理所,unit-clerk@301001 甲区泵站管理所",
    "wangfang true auditor@120104 甲区财政局",
    "zhaolei true ",
  ]);
  const again = await import_(database, file);
  assert.deepEqual([again.people.items, again.people.unchanged], [[], 4]);
  assert.deepEqual(await accounts(database), ["liqiang 李强", "wangfang 王芳", "zhangmin 张敏", "zhaolei 赵雷"]);
  assert.equal(new Set(done.people.items.map(({ code }) => code)).size, 4);
});

test("offices and their people come in one file, or neither does", async () => {
  const database = await server.migratedDatabase();
  await makeOffices(database.db);
  const offices = "单位编码 | 单位名称 | 上级编码 | 类型 | 行政区划代码\n301003 | 甲区水库所 | 301 | 单位 | 120104";
  const wrong = await import_(database, "登录名 | 姓名 | 单位编码 | 角色\nzhou | 周平 | 301003 | 主管部门审核", { offices });
  assert.match(wrong.errors.join(), /ACCOUNT-10 第2行 第4列: “主管部门审核”不能设在“甲区水库所”/);
  assert.deepEqual([wrong.written, await accounts(database)], [false, []]);
  const done = await import_(database, "登录名 | 姓名 | 单位编码 | 角色\nzhou | 周平 | 301003 | 经办", { offices });
  assert.deepEqual([done.errors, done.changes.length, done.people.items[0]?.roles], [[], 1, [{ role: "unit-clerk", office: "301003 甲区水库所" }]]);
});

test("every error says where, and nothing is written", async () => {
  const database = await server.migratedDatabase();
  const { county } = await makeOffices(database.db);
  const { errors, written } = await import_(database, `
    登录名 | 姓名 | 单位编码 | 角色
    | 没有登录名 | 301001 | 经办
    a b | 空格 | 301002 | 经办
    noname | | 301002 | 经办
    boss | 甲 | 301001 | 局长
    who | 乙 | 999 | 经办
    two | 丙 | 301001 | 经办
    admin | 丁 | 120104 | 系统管理员
    admin | 丁 | 301002 | 经办
    same | 戊 | 301002 | 经办
    same | 己 | 301002 | 单位负责人
    half | 庚 | 301002 |
    lost | 辛 | | 经办`);
  const short = errors.map((line) => line.replace(/(不认识角色“局长”).*/, "$1").replace(/(不能再授予“预算单位经办”).*/, "$1"));
  assert.deepEqual(short.sort((a, b) => Number(/第(\d+)行/.exec(a)?.[1]) - Number(/第(\d+)行/.exec(b)?.[1])), [
    "PEOPLE-01 第2行 第1列: “没有登录名”没有写登录名。",
    "PEOPLE-01 第3行 第1列: 登录名“a b”要有 2 到 64 个字，不能有空格和 / @ :。",
    "PEOPLE-01 第4行 第2列: “noname”没有写姓名。",
    "PEOPLE-02 第5行 第4列: 不认识角色“局长”",
    "PEOPLE-03 第6行 第3列: 组织里没有“999”这个单位。",
    "PEOPLE-03 第7行 第3列: “301001”有 2 个：请写明行政区划代码，或改用编码。",
    "ACCOUNT-06 第9行 第4列: 不能再授予“预算单位经办”",
    "PEOPLE-04 第11行 第2列: 登录名“same”有两个姓名：“戊”和“己”。",
    "PEOPLE-01 第12行 第4列: “庚”没有写角色。",
    "PEOPLE-01 第13行 第3列: “辛”的角色“经办”没有写在哪个单位。",
  ]);
  assert.deepEqual([written, await accounts(database)], [false, []]);
  const foreign = await import_(database, "登录名 | 姓名 | 单位编码 | 行政区划代码 | 角色\nyi | 乙区人 | 301001 | 120105 | 经办", { by: { ...machine, regions: [county] } });
  assert.match(foreign.errors.join(), /ACCOUNT-09 第2行 第5列: .*不在您管理的地区内/);
});

test("the code of the import is the account's", async () => {
  const database = await server.migratedDatabase();
  await makeOffices(database.db);
  const { people } = await import_(database, "登录名 | 姓名\nzhangmin | 张敏");
  const account = await accountOfLogin(database.db, "zhangmin");
  assert.equal(await spendResetCode(database.db, account?.id ?? null, people.items[0]?.code ?? "", noon), true);
});
