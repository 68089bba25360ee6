// What the API takes and gives about backups.
import { z } from "zod";
import { BackupPlan } from "../../store/backup/plan.ts";

export type { BackupPlan } from "../../store/backup/plan.ts";

const Moment = z.iso.datetime().describe("UTC，ISO 8601");

export const Backup = z
  .object({
    name: z.string().describe("文件名，只说明时间"),
    bytes: z.int().min(0),
    at: Moment,
    by: z.string().nullable().describe("谁做的；null 为自动，或来历不明"),
    scheduled: z.boolean().describe("自动备份"),
    encrypted: z.boolean().describe("用口令加密"),
    step: z.int().nullable().describe("数据库结构的版本；null 为还没有检查，不知道"),
    tables: z.int().nullable(),
    rows: z.int().nullable(),
    sha256: z.string().nullable().describe("整个文件的 SHA-256（sha256sum）"),
    checkedAt: Moment.nullable().describe("最近一次检查"),
    whole: z.boolean().nullable().describe("完好；null 为还没有检查"),
  })
  .meta({ id: "Backup", description: "一个备份文件" });
export type Backup = z.infer<typeof Backup>;

export const BackupList = z
  .object({
    items: z.array(Backup).describe("新的在前"),
    making: z
      .object({ state: z.enum(["idle", "running", "failed"]), startedAt: Moment.nullable(), done: z.int(), of: z.int().describe("共多少张表"), message: z.string().nullable().describe("没有成功的原因") })
      .describe("正在做的备份，或上次没有成功的"),
    plan: BackupPlan,
    version: z.string().describe("计划的版本，更改时写进 If-Match"),
    next: Moment.nullable().describe("下一次自动备份；null 为不自动"),
    folder: z.string().describe("备份文件夹"),
    encrypts: z.boolean().describe("新的备份用口令加密"),
    room: z.object({ free: z.int(), total: z.int() }).nullable().describe("备份文件夹所在磁盘，字节"),
    warnings: z.array(z.string()).describe("要处理的事"),
  })
  .meta({ id: "BackupList", description: "备份" });
export type BackupList = z.infer<typeof BackupList>;

export const BackupParams = z.object({ name: z.string().regex(/^dabiao-\d{8}-\d{6}\.zst(\.enc)?$/, "不是备份文件名") });

/*
 * The routes:
 *   GET    /api/backups                 BackupList; POST -> 202 BackupList (begins one in the background)
 *   PUT    /api/backups/plan            BackupPlan, If-Match -> BackupList
 *   GET    /api/backups/:name           the file; DELETE -> BackupList
 *   POST   /api/backups/:name/check     Backup
 */
