import { z } from "zod";
import { roleIds } from "../../workflow/roles.ts";
import type { Db } from "../database.ts";

const whole = (least: number, most: number, usual: number) => z.int().min(least).max(most).default(usual);

/** What the security administrator decides about signing in. A database that says nothing has the defaults. */
export const SignInPolicy = z
  .object({
    minLength: whole(8, 64, 10).describe("密码至少几个字符"),
    minKinds: whole(1, 4, 3).describe("大写字母、小写字母、数字、其他字符四类中至少几类"),
    history: whole(0, 24, 5).describe("不能与最近几次用过的密码相同"),
    maxAgeDays: z.int().min(30).max(730).nullable().default(null).describe("密码最长使用几天；null 不限"),
    maxFailures: whole(3, 20, 5).describe("连续失败几次锁定账号"),
    lockMinutes: whole(1, 1440, 15).describe("第一次锁定几分钟，以后每次加倍，最长一天"),
    failuresPerAddress: whole(5, 10_000, 50).describe("同一地址十分钟内最多失败几次"),
    idleMinutes: whole(5, 480, 30).describe("多少分钟不操作自动退出"),
    sessionHours: whole(1, 24, 12).describe("一次登录最长几小时"),
    secondFactorRoles: z.array(z.enum(roleIds)).max(roleIds.length).default([]).describe("必须使用双因素登录的角色"),
    tokenDays: whole(1, 730, 180).describe("访问令牌最长有效几天"),
  })
  .meta({ id: "SignInPolicy", description: "登录与密码规则" });
export type SignInPolicy = z.infer<typeof SignInPolicy>;

export const policyOf = (content: unknown): SignInPolicy => SignInPolicy.parse(content ?? {});

export async function findPolicy(db: Db): Promise<SignInPolicy> {
  return policyOf((await db.selectFrom("sign_in_policy").select("content").executeTakeFirst())?.content);
}

export async function writePolicy(db: Db, policy: SignInPolicy, account: string | null, now: Date): Promise<void> {
  const row = { content: JSON.stringify(policy), changed_at: now, changed_by: account };
  await db
    .insertInto("sign_in_policy")
    .values(row)
    .onConflict((conflict) => conflict.column("only_one").doUpdateSet(row))
    .execute();
}
