import { z } from "zod";
import type { Db } from "../database.ts";
import type { HouseMode } from "../schema.ts";

/** When the house backs itself up, and when it complains. */
export const BackupPlan = z
  .object({
    daily: z.boolean().describe("每天自动备份"),
    time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "写成 02:00 的样子").describe("几点（北京时间）"),
    keep: z.int().min(1).max(365).describe("自动备份保留最近几份；手工备份不自动删除"),
    warnHours: z.int().min(1).max(8760).nullable().describe("最近一次完好的备份早于几小时就提醒；null 不提醒"),
  })
  .meta({ id: "BackupPlan", description: "备份计划" });
export type BackupPlan = z.infer<typeof BackupPlan>;

/** Offices that share a house are backed up unless they say otherwise; who works alone decides it for themselves. */
const usual = (mode: HouseMode): BackupPlan => ({ daily: mode === "office", time: "02:00", keep: 14, warnHours: mode === "office" ? 48 : null });

export async function findPlan(db: Db): Promise<BackupPlan> {
  const { mode } = await db.selectFrom("house").select("mode").executeTakeFirstOrThrow();
  const row = await db.selectFrom("backup_plan").select("content").executeTakeFirst();
  return BackupPlan.parse({ ...usual(mode), ...(row?.content as Partial<BackupPlan> | undefined) });
}

export async function writePlan(db: Db, plan: BackupPlan, account: string | null, now: Date): Promise<void> {
  const row = { content: JSON.stringify(plan), changed_at: now, changed_by: account };
  await db
    .insertInto("backup_plan")
    .values(row)
    .onConflict((conflict) => conflict.column("only_one").doUpdateSet(row))
    .execute();
}

const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "medium" });
/** A moment in China, `2026-11-21 12:00:00`. */
export const inChina = (moment: Date): string => clock.format(moment);

const dayMs = 24 * 60 * 60 * 1000;

/** The last moment up to now at which the plan wanted a backup, and the next one; China has no summer time. */
export function momentsOf({ time }: BackupPlan, now: Date): { last: Date; next: Date } {
  const today = new Date(`${inChina(now).slice(0, 10)}T${time}:00+08:00`);
  const last = today <= now ? today : new Date(today.getTime() - dayMs);
  return { last, next: new Date(last.getTime() + dayMs) };
}
