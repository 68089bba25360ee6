// What the API takes and gives about the audit log.
import { z } from "zod";

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

export const AuditEvent = z
  .object({
    seq: z.int().min(1).describe("序号，从 1 起没有空缺"),
    id: z.uuid(),
    at: z.string().describe("UTC，到微秒"),
    account: z.uuid().nullable(),
    name: z.string().describe("当时的姓名"),
    role: z.string().nullable(),
    address: z.string().nullable().describe("从哪里来的请求；系统自己做的为 null"),
    action: z.string(),
    subject: z.object({ kind: z.string(), id: z.string() }).nullable(),
    before: Hash.nullable().describe("对象之前内容的 SHA-256"),
    after: Hash.nullable().describe("对象之后内容的 SHA-256"),
    detail: z.unknown().describe("其他说明，JSON"),
    previous: Hash.describe("前一条的哈希"),
    hash: Hash,
  })
  .meta({ id: "AuditEvent", description: "审计日志的一条事件" });
export type AuditEvent = z.infer<typeof AuditEvent>;

export const AuditFilter = z.object({
  from: z.iso.datetime({ offset: true }).optional().describe("不早于"),
  until: z.iso.datetime({ offset: true }).optional().describe("早于"),
  person: z.string().trim().max(100).optional().describe("姓名的一部分"),
  account: z.uuid().optional(),
  action: z.string().max(100).optional().describe("动作，如 session.start；以点结尾表示这一类，如 session."),
  kind: z.string().max(100).optional().describe("对象的种类"),
  subject: z.string().max(200).optional().describe("对象的编号"),
});
export type AuditFilter = z.infer<typeof AuditFilter>;
export const AuditQuery = AuditFilter.extend({
  after: z.string().max(500).optional().describe("上一页答复里的 next"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditList = z.object({ items: z.array(AuditEvent), next: z.string().nullable() }).meta({ id: "AuditList" });
export type AuditList = z.infer<typeof AuditList>;
export const AuditActions = z.object({ items: z.array(z.string()) }).meta({ id: "AuditActions" });

export const AuditVerification = z
  .object({
    state: z.enum(["none", "running", "done", "broken"]).describe("none：启动以来没有检查过；broken：没有查完"),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
    done: z.int().min(0).describe("查过的条数"),
    of: z.int().min(0).describe("共有的条数"),
    head: z.object({ seq: z.int(), hash: z.string() }).nullable().describe("末尾"),
    anchors: z.int().min(0).describe("核对过的锚点"),
    faults: z.array(z.object({ seq: z.int(), message: z.string() })).describe("不符之处，最多列 100 处"),
    faultCount: z.int().min(0),
  })
  .meta({ id: "AuditVerification", description: "审计日志的检查：有没有改动或缺失" });
export type AuditVerification = z.infer<typeof AuditVerification>;
