// What the API takes and gives when a declaration goes a step on its way through the year.
import { z } from "zod";
import { DecimalText } from "../../declaration/decimal.ts";
import { Declaration } from "../../declaration/schema.ts";
import { GradeName } from "../../review/opinion.ts";
import { adjustmentStateIds } from "../../workflow/states.ts";
import { adjustmentActions, goalActions } from "../../workflow/transitions.ts";
import { GoalState, Id, Moment, ProblemDocument, Revision } from "../contract.ts";

export const Day = z.iso.date();
export const Words = z.string().max(5_000);
export const PersonName = z.string().nullable().describe("办理人");

/** `If-Match: "7"`, and a key under which a write is carried out only once. */
export const SeenHeaders = z.object({
  "if-match": z.string().max(40).optional().describe('看到的修订号，如 "7"（ETag）；没有写答复 428，已有变化答复 412'),
  "idempotency-key": z.string().min(8).max(100).optional().describe("这次操作的编号：没有收到答复时原样再送一次，不会重复办理"),
});
export const OnceHeaders = SeenHeaders.pick({ "idempotency-key": true });

export const GoalAction = z.enum(goalActions).meta({ id: "GoalAction", description: "绩效目标的办理" });
export const AdjustmentAction = z.enum(adjustmentActions).meta({ id: "AdjustmentAction", description: "调整的办理" });
export const AdjustmentState = z.enum(adjustmentStateIds).meta({ id: "AdjustmentState", description: "调整的办理状态" });

export const Change = z
  .object({
    kind: z.enum(["changed", "added", "removed", "moved"]).describe("changed 修改；added 新增；removed 删除；moved 移动"),
    path: z.string().describe("在后一份中的路径；删除的是在前一份中的"),
    from: z.string().nullable().describe("在前一份中的路径；没有或相同为 null"),
    label: z.string().describe("如 绩效指标第3行 · 指标值"),
    item: z.string().nullable().describe("所在指标的名称；不在指标里为 null"),
    before: z.string().nullable(),
    after: z.string().nullable(),
  })
  .meta({ id: "Change", description: "一处不同" });
export type Change = z.infer<typeof Change>;

export const ConflictDocument = ProblemDocument.extend({
  theirs: z
    .object({ declaration: Declaration, revision: Revision, state: z.union([GoalState, AdjustmentState]), person: PersonName, at: Moment })
    .nullable()
    .describe("现在保存着的一份，和最后修改它的人"),
  yours: Declaration.nullable().describe("您送来的一份，没有保存"),
  changes: z.array(Change).describe("从现在保存着的一份到您的一份，有哪些不同"),
}).meta({ id: "ConflictDocument", description: "别人先保存了：两份都在这里，请选择" });
export type ConflictDocument = z.infer<typeof ConflictDocument>;

const Approval = z.object({
  number: z.string().trim().min(1).max(100).describe("批复文号"),
  date: Day.describe("批复日期"),
  yuan: DecimalText.nullable().default(null).describe("批复金额（元）；不写为下达的控制数，没有控制数为目标表的预算金额"),
});
const Remark = z.object({
  path: z.string().max(200).nullable().default(null).describe("所指的值；null 为整张表"),
  text: Words.min(1),
  proposal: Words.nullable().default(null).describe("建议改成的文字，单位可以一键采纳；null 为没有建议"),
});

const stepWish = {
  opinion: Words.default("").describe("意见；重新送审时是对意见的答复，调整送审时是理由"),
  remarks: z.array(Remark).max(200).default([]).describe("逐条意见"),
  replies: z.array(Words).max(200).default([]).describe("重新送审时对逐条意见的答复，次序相同"),
  approval: Approval.nullable().default(null).describe("批复时必填"),
};
export const StepWish = z.object({ action: GoalAction, ...stepWish }).meta({ id: "StepWish", description: "办理一步" });
export type StepWish = z.infer<typeof StepWish>;
export const AdjustmentStepWish = z.object({ action: AdjustmentAction, ...stepWish }).meta({ id: "AdjustmentStepWish" });
export type AdjustmentStepWish = z.infer<typeof AdjustmentStepWish>;

export const StepAnswer = z
  .object({ id: Id, state: GoalState, revision: Revision, grade: GradeName.nullable(), version: z.int().nullable().describe("这一步留下的版本号；没有留下为 null") })
  .meta({ id: "StepAnswer", description: "办理以后" });
export type StepAnswer = z.infer<typeof StepAnswer>;

export const BatchWish = z
  .object({
    ...StepWish.shape,
    items: z
      .array(z.object({ id: Id, revision: Revision, yuan: DecimalText.nullable().default(null).describe("这一张的批复金额（元）") }))
      .min(1)
      .max(1_000),
  })
  .meta({ id: "BatchWish", description: "成批办理；每张各自办成或不成" });
export type BatchWish = z.infer<typeof BatchWish>;
export const BatchAnswer = z
  .object({
    done: z.int(),
    refused: z.int(),
    items: z.array(z.object({ id: Id, state: GoalState.nullable(), revision: Revision.nullable(), problem: ProblemDocument.nullable().describe("没有办成的原因；办成为 null") })),
  })
  .meta({ id: "BatchAnswer", description: "每一张的结果，次序与请求相同" });
export type BatchAnswer = z.infer<typeof BatchAnswer>;

const Missing = z.object({ guard: z.string(), message: z.string() });
export const Way = z
  .object({
    action: z.string().describe("GoalAction 或 AdjustmentAction"),
    zh: z.string(),
    to: z.string().describe("办理后的状态"),
    needs: z.array(z.enum(["opinion", "approval"])).describe("办理时要填的"),
    missing: z.array(Missing).describe("还缺的条件；空的可以办理"),
  })
  .meta({ id: "Way", description: "现在可以办理的一步" });
export const WayList = z.object({ revision: Revision, edit: z.boolean().describe("现在可以修改"), adjust: z.boolean().describe("现在可以提出调整"), items: z.array(Way) }).meta({ id: "WayList" });
export type WayList = z.infer<typeof WayList>;

export const ControlWish = z.object({ yuan: DecimalText.nullable().describe("一下控制数（元）；null 为撤销") }).meta({ id: "ControlWish" });
export const SecondLevelWish = z.object({ secondLevel: z.boolean().describe("二级项目，由主管部门批复") }).meta({ id: "SecondLevelWish" });
export const SecretWish = z.object({ secret: z.boolean() }).meta({ id: "SecretWish" });
