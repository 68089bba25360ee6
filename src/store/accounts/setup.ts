// From a house without accounts to one that offices share: whoever holds the one-time address of the terminal makes the
// three administrators, all at once or none of them.
import { DabiaoError } from "../../problem.ts";
import { regionLevel } from "../../organisation/region.ts";
import { note } from "./events.ts";
import { createAccount, foldLogin } from "./accounts.ts";
import { dayOf, yearOf } from "./times.ts";
import { type Db, inTransaction } from "../database.ts";
import { grantRole, type Manager } from "./grants.ts";
import { chooseMode } from "../house.ts";
import { addOffice } from "../offices/changes.ts";
import { findOffices } from "../offices/offices.ts";
import { dropResetCodes, spendFirstAdminCode } from "./one-time-codes.ts";
import { hashPassword } from "./password-hash.ts";
import { refuseWeak } from "./password-policy.ts";
import { type From, startSession } from "./sessions.ts";
import { countAttempt, uncountAttempt } from "./sign-in.ts";
import { findPolicy } from "./sign-in-policy.ts";

export interface Newcomer {
  login: string;
  name: string;
}

export interface SetupWish {
  code: string;
  region: { code: string; name: string };
  securityAdmin: Newcomer & { password: string };
  sysAdmin: Newcomer;
  auditAdmin: Newcomer;
}

export interface SetupDone {
  /** The session of the security administrator. */
  token: string;
  /** With which the other two sign in the first time. */
  codes: { login: string; name: string; code: string; codeUntil: string }[];
}

/** Declarations are older than the house: the region stands in the trees of all years that could come in. */
const firstYear = 2000;

/** @throws DabiaoError HOUSE-01 when the house is in use, HOUSE-02 when the code is not (any more) worth anything, ACCOUNT-04 …-07, HOUSE-03 */
export async function setUp(db: Db, told: SetupWish, from: From, now: Date): Promise<SetupDone> {
  const policy = await findPolicy(db);
  await countAttempt(db, from.address, policy, now);
  refuseWeak(told.securityAdmin.password, foldLogin(told.securityAdmin.login), policy);
  if (regionLevel(told.region.code) === null)
    throw new DabiaoError("HOUSE-03", { message: `“${told.region.code}”不是行政区划代码。`, hint: "请填六位代码（GB/T 2260），如天津市南开区是 120104。" });
  const hash = await hashPassword(told.securityAdmin.password);
  const done = await inTransaction(db, async (transaction) => {
    if (!(await spendFirstAdminCode(transaction, told.code, now))) throw uselessCode();
    await chooseMode(transaction, "office", told.securityAdmin.name);
    const region = await regionOffice(transaction, told.region, now);
    const by: Manager = { account: null, name: told.securityAdmin.name, role: "security-admin", address: from.address, regions: null };
    const make = async (newcomer: Newcomer, role: "security-admin" | "sys-admin" | "audit-admin") => {
      const { login, name } = newcomer;
      const made = await createAccount(transaction, newcomer, by, now);
      await grantRole(transaction, made.id, { role, office: region, from: dayOf(now), until: null }, by, now);
      return { ...made, login: foldLogin(login), name };
    };
    const first = await make(told.securityAdmin, "security-admin");
    await dropResetCodes(transaction, first.id);
    await transaction.updateTable("account").set({ password: hash, password_at: now, must_change: false }).where("id", "=", first.id).execute();
    const others = [await make(told.sysAdmin, "sys-admin"), await make(told.auditAdmin, "audit-admin")];
    await note(transaction, { ...by, account: first.id }, "house.setup", null, { detail: { region: told.region.code } });
    return { token: await startSession(transaction, first.id, from, now), codes: others.map(({ login, name, code, codeUntil }) => ({ login, name, code, codeUntil })) };
  });
  await uncountAttempt(db, from.address, now);
  return done;
}

export const uselessCode = (): DabiaoError =>
  new DabiaoError("HOUSE-02", { message: "这个一次性地址不能用：已经用过、过了一小时，或不完整。", hint: "请在首页重新选择“正式使用”，然后打开终端里新出现的地址。" });

async function regionOffice(db: Db, { code, name }: { code: string; name: string }, now: Date): Promise<string> {
  const [known] = (await findOffices(db, yearOf(now), { code })).filter(({ kind }) => kind === "region");
  return known?.id ?? (await addOffice(db, firstYear, { code, name, kind: "region", parent: null }));
}
