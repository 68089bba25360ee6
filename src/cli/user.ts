import { parseArgs } from "node:util";
import { DabiaoError } from "../problem.ts";
import { onTheMachine } from "../store/accounts/events.ts";
import { dayOf, yearOf } from "../store/accounts/times.ts";
import { accountOfLogin, createAccount, removeLostFactor, resetPassword } from "../store/accounts/accounts.ts";
import { besideServer } from "../store/backup/beside.ts";
import { type Db, inTransaction, openDatabase } from "../store/database.ts";
import { grantRole, type Manager } from "../store/accounts/grants.ts";
import { readHouse } from "../store/house.ts";
import { readiness } from "../store/migrate.ts";
import { findOffices } from "../store/offices/offices.ts";
import { roleIds, roles, type RoleId } from "../workflow/roles.ts";

export const help = `用法：dabiao user add 登录名 --name 姓名 [--role 角色 --office 单位编码 [--region 地区代码]]
      dabiao user code 登录名 [--drop-factor]

在服务器上管理账号，服务可以照常运行；都记入审计日志。平时请由安全保密员在网页上办理。

  add    建立账号，可以同时授予一个角色；显示一次性登录码，交给本人
  code   重置密码：原密码作废，显示新的一次性登录码
  --drop-factor   同时取消双因素（手机丢失）

角色：
${roleIds.filter((role) => role !== "public").map((role) => `  ${role.padEnd(15)} ${roles[role].zh}`).join("\n")}

例：
  dabiao user add zhangmin --name 张敏 --role unit-clerk --office 301001
  dabiao user code zhangmin
`;

const options = { name: { type: "string" }, role: { type: "string" }, office: { type: "string" }, region: { type: "string" }, "drop-factor": { type: "boolean" } } as const;

const manager: Manager = { ...onTheMachine, regions: null };

/** @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [act, login, ...others] = positionals;
  if (login === undefined || others.length > 0 || (act !== "add" && act !== "code"))
    throw new DabiaoError("CLI-07", { message: "dabiao user 后面写 add 或 code，再写登录名。", hint: "运行 dabiao user --help 查看说明。" });
  if (act === "add" && !values.name) throw new DabiaoError("CLI-07", { message: "没有写姓名。", hint: "例如：--name 张敏" });
  if ((values.role === undefined) !== (values.office === undefined)) throw new DabiaoError("CLI-07", { message: "--role 和 --office 要一起写。", hint: "例如：--role unit-clerk --office 301001" });
  const role = values.role === undefined ? null : roleOf(values.role);
  const { code, codeUntil } = await besideServer(process.env, async (_client, url) => {
    const { db, close } = openDatabase(url, () => undefined, 2);
    try {
      await refuseUnready(db);
      if (act === "code") return await newCode(db, login, values["drop-factor"] === true);
      return await add(db, { login, name: values.name ?? "" }, role, { code: values.office ?? null, region: values.region ?? null });
    } finally {
      await close();
    }
  });
  process.stdout.write(`一次性登录码：${code}\n请当面交给本人，${new Date(codeUntil).toLocaleString("zh-CN")} 以前有效，用一次即作废；登录以后要设置自己的密码。\n`);
  return 0;
}

function roleOf(text: string): RoleId {
  const role = roleIds.find((id) => id === text || roles[id].zh === text);
  if (role) return role;
  throw new DabiaoError("CLI-07", { message: `没有“${text}”这个角色。`, hint: "运行 dabiao user --help 查看所有角色。" });
}

async function refuseUnready(db: Db): Promise<void> {
  const trouble = await readiness(db);
  if (trouble !== null) throw new DabiaoError("STORE-02", { message: trouble, hint: "请先用这个版本启动一次 dabiao serve。" });
  if ((await readHouse(db)).mode !== "office") throw new DabiaoError("HOUSE-05", { message: "还没有正式使用，没有账号。", hint: "请在网页上选择“正式使用”，打开终端里的一次性地址。" });
}

type Code = { code: string; codeUntil: string };

async function add(db: Db, person: { login: string; name: string }, role: RoleId | null, place: { code: string | null; region: string | null }): Promise<Code> {
  const now = new Date();
  return await inTransaction(db, async (transaction) => {
    const { id, ...code } = await createAccount(transaction, person, manager, now);
    if (role !== null) await grantRole(transaction, id, { role, office: await officeOf(transaction, place, now), from: dayOf(now), until: null }, manager, now);
    return code;
  });
}

async function officeOf(db: Db, { code, region }: { code: string | null; region: string | null }, now: Date): Promise<string> {
  const [first, ...others] = await findOffices(db, yearOf(now), { code, region });
  if (first && others.length === 0) return first.id;
  if (!first) throw new DabiaoError("ACCOUNT-10", { message: `今年的组织里没有编码 ${code} 的单位。`, hint: "请检查编码，或先在“组织”页面建立。" });
  throw new DabiaoError("ACCOUNT-10", { message: `编码 ${code} 有 ${others.length + 1} 个单位。`, hint: "请用 --region 写明地区代码。" });
}

async function newCode(db: Db, login: string, dropFactor: boolean): Promise<Code> {
  const now = new Date();
  return await inTransaction(db, async (transaction) => {
    const account = await accountOfLogin(transaction, login);
    const code = account && (await resetPassword(transaction, account.id, manager, now));
    if (!account || !code) throw new DabiaoError("ACCOUNT-18", { message: `没有登录名“${login}”。`, hint: "请检查登录名。" });
    if (dropFactor) await removeLostFactor(transaction, account.id, manager, now);
    return code;
  });
}
