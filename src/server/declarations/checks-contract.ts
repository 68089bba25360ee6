// What the API takes and gives about values that people check.
import { z } from "zod";
import { DoubtReason, Format } from "../../declaration/schema.ts";
import { Place } from "../../place.ts";
import { Id, Moment } from "../contract.ts";

export const Path = z.string().max(200).describe("值的路径，如 indicators[4].target；problems[2] 是来源文件的问题");
const CheckedText = z.string().max(20_000).nullable();

/** Who confirmed or corrected which value. */
export const Check = z
  .object({
    id: Id,
    path: Path,
    state: z.enum(["confirmed", "corrected"]).describe("confirmed 确认；corrected 更正"),
    original: z.string().nullable().describe("读出的原值"),
    text: z.string().nullable().describe("核对以后的值；空为 null"),
    person: z.string().nullable(),
    at: Moment,
    takenBackAt: Moment.nullable().describe("撤回的时间；没有撤回为 null"),
    holds: z.boolean().describe("现在有效：没有撤回，也没有被后来的核对取代"),
    own: z.boolean().describe("是自己核对的；有效时可以撤回"),
  })
  .meta({ id: "Check", description: "一次核对" });
export type Check = z.infer<typeof Check>;
export const CheckHistory = z.object({ items: z.array(Check) }).meta({ id: "CheckHistory" });
export type CheckHistory = z.infer<typeof CheckHistory>;
export const CheckParams = z.object({ id: Id, checkId: Id });

export const CheckWish = z
  .object({
    path: Path,
    action: z.enum(["confirm", "correct"]),
    text: CheckedText.default(null).describe("更正成什么；null 或空：这一格是空的"),
    seen: CheckedText.describe("核对人看到的值"),
  })
  .meta({ id: "CheckWish" });
export type CheckWish = z.infer<typeof CheckWish>;

export const CheckReason = z.enum([...DoubtReason.options, "unplaced"]).meta({ id: "CheckReason", description: "为什么要核对；unplaced：文字没有归入栏目" });
export type CheckReason = z.infer<typeof CheckReason>;

/** A value that nobody has checked yet. */
export const CheckEntry = z
  .object({
    id: Id,
    declarationId: Id,
    projectName: z.string().nullable(),
    documentId: Id,
    file: z.string(),
    format: Format,
    path: Path,
    label: z.string().describe("值的名称，如 绩效指标第5行 · 指标值"),
    value: z.string().nullable().describe("现在的值；空为 null"),
    reason: CheckReason,
    message: z.string(),
    places: z.array(Place),
  })
  .meta({ id: "CheckEntry" });
export type CheckEntry = z.infer<typeof CheckEntry>;
export const CheckQueue = z.object({ items: z.array(CheckEntry), next: z.string().nullable() }).meta({ id: "CheckQueue" });
export type CheckQueue = z.infer<typeof CheckQueue>;

export const CheckCountsQuery = z.object({
  document: Id.optional().describe("只看一份来源文件里的"),
  import: Id.optional().describe("只看一次导入带来的"),
  reason: CheckReason.optional(),
});
export const CheckQuery = CheckCountsQuery.extend({
  after: z.string().max(500).optional().describe("上一页答复里的 next"),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type CheckQuery = z.infer<typeof CheckQuery>;

const Count = z.int().min(0).max(1e9);
export const CheckCounts = z
  .object({
    total: Count,
    reasons: z.array(z.object({ reason: CheckReason, count: Count })),
    documents: z.array(z.object({ id: Id, file: z.string(), count: Count })),
  })
  .meta({ id: "CheckCounts" });
export type CheckCounts = z.infer<typeof CheckCounts>;
