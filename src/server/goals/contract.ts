// What the API takes and gives about the way of a declaration through the year: drafts, steps, versions, adjustments.
import { z } from "zod";
import { DecimalText } from "../../declaration/decimal.ts";
import { Declaration, FormId } from "../../declaration/schema.ts";
import { GradeName } from "../../review/opinion.ts";
import { hintKinds } from "../../workflow/adjustment-hints.ts";
import { correctionOutcomes } from "../../workflow/corrections.ts";
import { deadlineKindIds } from "../../workflow/deadlines.ts";
import { roleIds } from "../../workflow/roles.ts";
import { adjustmentStateIds } from "../../workflow/states.ts";
import { adjustmentActions, goalActions } from "../../workflow/transitions.ts";
import { dueKinds, soonDays } from "../../store/goals/todo.ts";
import { GoalState, ProblemDocument, Revision } from "../contract.ts";

const Id = z.uuid();
const Moment = z.iso.datetime().describe("UTC，ISO 8601");
const Day = z.iso.date();
const Words = z.string().max(5_000);
const Year = z.int().min(1990).max(2100);
const Person = z.string().nullable().describe("办理人");

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
    .object({ declaration: Declaration, revision: Revision, state: z.union([GoalState, AdjustmentState]), person: Person, at: Moment })
    .nullable()
    .describe("现在保存着的一份，和最后修改它的人"),
  yours: Declaration.nullable().describe("您送来的一份，没有保存"),
  changes: z.array(Change).describe("从现在保存着的一份到您的一份，有哪些不同"),
}).meta({ id: "ConflictDocument", description: "别人先保存了：两份都在这里，请选择" });
export type ConflictDocument = z.infer<typeof ConflictDocument>;

export const DraftWish = z
  .object({
    unit: Id.nullable().default(null).describe("为哪个单位编制；只有一个单位时可以不写，单机使用时没有"),
    year: Year,
    from: Id.nullable().default(null).describe("以这张目标表为底稿（如上年的）；null 为空白"),
    name: z.string().trim().min(1).max(500).nullable().default(null).describe("项目名称；不写时用底稿的"),
    form: FormId.nullable().default(null).describe("表样；不写时用底稿的或中央申报表"),
  })
  .meta({ id: "DraftWish" });
export type DraftWish = z.infer<typeof DraftWish>;
export const DraftAnswer = z
  .object({ id: Id, revision: Revision, state: GoalState, declaration: Declaration })
  .meta({ id: "DraftAnswer", description: "保存好的草稿；金额、指标值等已按文字重新读过" });
export type DraftAnswer = z.infer<typeof DraftAnswer>;

export const Removed = z.object({ id: Id }).meta({ id: "Removed" });

export const Unclaimed = z
  .object({ id: Id, projectName: z.string().nullable(), unitCode: z.string().nullable(), unitName: z.string().nullable(), year: z.int().nullable(), file: z.string() })
  .meta({ id: "Unclaimed", description: "有单位之前导入、还没有归属的目标表，印着这个单位的名称或编码" });
export const UnclaimedQuery = z.object({ unit: Id.optional(), after: Id.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) });
export const UnclaimedList = z.object({ items: z.array(Unclaimed), next: Id.nullable(), total: z.int() }).meta({ id: "UnclaimedList" });
export type UnclaimedList = z.infer<typeof UnclaimedList>;
export const ClaimWish = z.object({ unit: Id.nullable().default(null), ids: z.array(Id).min(1).max(1_000) }).meta({ id: "ClaimWish" });

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

const AnsweredRemark = z
  .object({ path: z.string().nullable().describe("所指的值，是退回的那一版里的路径；null 为整张表"), text: z.string(), proposal: z.string().nullable().describe("建议改成的文字"), reply: z.string().nullable().describe("单位的答复") })
  .meta({ id: "AnsweredRemark", description: "一条意见" });

/** The remarks of the latest return. */
export const AskedInReturn = z
  .object({
    step: Id.describe("退回的那一步"),
    zh: z.string(),
    version: z.int().nullable().describe("退回的是哪一版"),
    opinion: z.string().describe("总的意见"),
    person: Person,
    role: z.enum(roleIds).nullable(),
    at: Moment,
    answered: z.boolean().describe("单位已经重新送审"),
    items: z.array(AnsweredRemark),
  })
  .meta({ id: "AskedInReturn", description: "最近一次退回的逐条意见和答复" });
export type AskedInReturn = z.infer<typeof AskedInReturn>;
export const RemarkAnswer = z.object({ asked: AskedInReturn.nullable().describe("没有退回过为 null") }).meta({ id: "RemarkAnswer" });
export type RemarkAnswer = z.infer<typeof RemarkAnswer>;
export const ReplyParams = z.object({ id: Id, position: z.coerce.number().int().min(0).max(199) });
export const ReplyWish = z.object({ step: Id, text: Words.describe("空的为撤回答复") }).meta({ id: "ReplyWish", description: "单位对一条意见的答复" });

export const Correction = z
  .object({
    step: Id.describe("提请的那一步"),
    outcome: z.enum(correctionOutcomes).describe("open 等单位确认；agreed 单位同意，已写入目标表；declined 单位不同意；withdrawn 已撤回"),
    person: Person,
    role: z.enum(roleIds).nullable(),
    at: Moment,
    opinion: z.string().describe("总的意见"),
    remarks: z.array(AnsweredRemark),
    changes: z.array(Change).describe("修改前后逐项的不同"),
    answer: z.object({ zh: z.string(), opinion: z.string(), person: Person, at: Moment }).nullable().describe("单位的答复，或撤回；等单位确认时为 null"),
  })
  .meta({ id: "Correction", description: "审核人提请单位确认的修改" });
export type Correction = z.infer<typeof Correction>;
export const CorrectionAnswer = z.object({ correction: Correction.nullable().describe("到现在的审核人手上以后没有提请过为 null") }).meta({ id: "CorrectionAnswer" });
export type CorrectionAnswer = z.infer<typeof CorrectionAnswer>;

export const PreviousYear = z
  .object({ previous: z.object({ id: Id, year: z.int(), state: GoalState, declaration: Declaration }).nullable().describe("没有上年的表，或不能查看，为 null") })
  .meta({ id: "PreviousYear", description: "同一项目上年的目标表" });
export type PreviousYear = z.infer<typeof PreviousYear>;

export const Step = z
  .object({
    id: Id,
    action: z.string(),
    zh: z.string(),
    from: z.string(),
    to: z.string(),
    opinion: z.string(),
    remarks: z.array(AnsweredRemark).describe("逐条意见；重新送审的一步里带答复"),
    adjustment: Id.nullable(),
    version: z.int().nullable().describe("办理时的内容是哪一版"),
    person: Person,
    role: z.enum(roleIds).nullable(),
    at: Moment,
  })
  .meta({ id: "Step", description: "办理过程中的一步" });
export const StepList = z.object({ items: z.array(Step).describe("新的在前") }).meta({ id: "StepList" });
export type StepList = z.infer<typeof StepList>;

export const VersionSummary = z
  .object({ number: z.int().min(1), action: z.string(), zh: z.string(), reason: z.string(), sha256: z.string(), person: Person, at: Moment })
  .meta({ id: "VersionSummary", description: "不再改变的一版" });
export const VersionList = z.object({ items: z.array(VersionSummary).describe("新的在前") }).meta({ id: "VersionList" });
export type VersionList = z.infer<typeof VersionList>;
export const VersionAnswer = VersionSummary.extend({ declaration: Declaration }).meta({ id: "VersionAnswer" });
export type VersionAnswer = z.infer<typeof VersionAnswer>;
const VersionNumber = z.coerce.number().int().min(1).max(1e9);
export const VersionParams = z.object({ id: Id, number: VersionNumber });
export const DifferenceQuery = z.object({ from: VersionNumber.describe("前一版"), to: VersionNumber.optional().describe("后一版；不写为现在的内容") });
export const Difference = z.object({ changes: z.array(Change) }).meta({ id: "Difference", description: "两版之间逐项的不同；相同为空" });
export type Difference = z.infer<typeof Difference>;

export const ControlWish = z.object({ yuan: DecimalText.nullable().describe("一下控制数（元）；null 为撤销") }).meta({ id: "ControlWish" });
export const SecondLevelWish = z.object({ secondLevel: z.boolean().describe("二级项目，由主管部门批复") }).meta({ id: "SecondLevelWish" });
export const SecretWish = z.object({ secret: z.boolean() }).meta({ id: "SecretWish" });

const Attachment = z.object({ id: Id, name: z.string(), size: z.int(), person: Person, at: Moment }).meta({ id: "Attachment", description: "调整的附件" });
const AdjustmentHint = z
  .object({ kind: z.enum(hintKinds), path: z.string().nullable(), message: z.string(), source: z.string().describe("依据") })
  .meta({ id: "AdjustmentHint", description: "提请审核人注意的；不妨碍办理" });

export const Adjustment = z
  .object({
    id: Id,
    declarationId: Id,
    state: AdjustmentState,
    stateSince: Moment,
    reason: z.string(),
    revision: Revision,
    changes: z.array(Change).describe("调整前后逐项的不同"),
    before: z.object({ version: z.int(), declaration: Declaration }),
    after: Declaration,
    attachments: z.array(Attachment),
    hints: z.array(AdjustmentHint),
    at: Moment,
  })
  .meta({ id: "Adjustment", description: "对已批复目标的调整" });
export type Adjustment = z.infer<typeof Adjustment>;
export const AdjustmentList = z.object({ items: z.array(Adjustment.omit({ before: true, after: true, attachments: true, hints: true })).describe("新的在前") }).meta({ id: "AdjustmentList" });
export type AdjustmentList = z.infer<typeof AdjustmentList>;
export const AdjustmentWish = z.object({ reason: Words.trim().min(2, "请写明调整的理由"), declaration: Declaration.nullable().default(null).describe("调整成什么；null 为先从现在的内容开始") }).meta({ id: "AdjustmentWish" });
export type AdjustmentWish = z.infer<typeof AdjustmentWish>;
export const AdjustmentDraft = z.object({ reason: Words.trim().min(2, "请写明调整的理由"), declaration: Declaration }).meta({ id: "AdjustmentDraft" });
export type AdjustmentDraft = z.infer<typeof AdjustmentDraft>;

export const AttachmentParams = z.object({ id: Id, attachment: Id });

export const DeadlineKind = z.enum(deadlineKindIds).meta({ id: "DeadlineKind", description: "unit 单位送审；department 主管部门审核；finance 财政审核；approval 批复；publication 公开；archive 年度归档，这一天过后自动归档" });
export const DeadlineParams = z.object({ region: Id, year: z.coerce.number().int().min(1990).max(2100) });
const days = Object.fromEntries(deadlineKindIds.map((kind) => [kind, Day.nullable()])) as Record<(typeof deadlineKindIds)[number], z.ZodNullable<typeof Day>>;
export const Deadlines = z.object(days).meta({ id: "Deadlines", description: "一个地区一个年度的截止日；没有设定为 null" });
export type Deadlines = z.infer<typeof Deadlines>;

export const Waiting = z
  .object({
    id: Id,
    adjustment: Id.nullable().describe("要办理的是这份调整；null 为目标表本身"),
    year: z.int().nullable(),
    projectName: z.string().nullable(),
    unitName: z.string().nullable(),
    state: z.union([GoalState, AdjustmentState]),
    since: Moment,
    revision: Revision,
    secret: z.boolean(),
    actions: z.array(z.string()).describe("等着您办理的"),
    role: z.enum(roleIds).nullable().describe("以哪个角色；逾期清单里为 null"),
    deadline: Day.nullable(),
    overdue: z.boolean(),
  })
  .meta({ id: "Waiting", description: "等待办理的一张表" });
export const WaitingQuery = z.object({
  year: z.coerce.number().int().min(1990).max(2100).optional(),
  after: z.string().max(500).optional().describe("上一页答复里的 next"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const TodoAction = z.union([GoalAction, AdjustmentAction, z.literal("opinion")]).meta({ id: "TodoAction", description: "等着办理的；opinion 第三方提出意见" });
export const TodoQuery = WaitingQuery.extend({
  due: z.enum(dueKinds).optional().describe(`overdue 已逾期；soon ${soonDays} 天内到期；later 以后到期或没有截止日`),
  action: TodoAction.optional().describe("只要等着这样办理的"),
});
export type TodoQuery = z.infer<typeof TodoQuery>;
export const WaitingList = z.object({ items: z.array(Waiting), next: z.string().nullable(), total: z.int().describe("共有多少"), overdue: z.int().describe("其中逾期的") }).meta({ id: "WaitingList" });
export type WaitingList = z.infer<typeof WaitingList>;

export const DeskItem = z
  .object({
    id: Id,
    year: z.int().nullable(),
    projectName: z.string().nullable(),
    unit: Id.nullable(),
    unitName: z.string().nullable(),
    state: GoalState,
    since: Moment,
    revision: Revision,
    secret: z.boolean(),
    actions: z.array(z.string()).describe("等着您办理的"),
    role: z.enum(roleIds).nullable(),
    deadline: Day.nullable(),
    overdue: z.boolean(),
    yuan: DecimalText.nullable().describe("预算金额（元）"),
    lastYear: z.object({ id: Id, yuan: DecimalText.nullable() }).nullable().describe("同一项目上年的目标表"),
    review: z.object({ errors: z.int(), warnings: z.int(), advices: z.int() }).nullable().describe("审核问题，不含不再提示的；还没有统计为 null"),
    returns: z.int().describe("退回过几次"),
    grounds: z.array(z.object({ kind: z.enum(["errors", "warnings", "uncounted", "money", "overdue", "changed"]), zh: z.string() })).describe("为什么排在这里，先看的在前"),
  })
  .meta({ id: "DeskItem", description: "等待审核的一张表" });
export type DeskItem = z.infer<typeof DeskItem>;
export const DeskQuery = z.object({
  year: z.coerce.number().int().min(1990).max(2100).optional(),
  unit: Id.optional(),
  state: GoalState.optional(),
  due: z.enum(["overdue", "week"]).optional().describe("overdue 已逾期；week 七天内到期，含已逾期的"),
  findings: z.enum(["errors", "warnings", "clean"]).optional().describe("errors 有必须修改的；warnings 有应修改或说明的；clean 两者都没有"),
  after: z.string().max(500).optional().describe("上一页答复里的 next"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DeskQuery = z.infer<typeof DeskQuery>;
export const DeskList = z
  .object({
    items: z.array(DeskItem).describe("风险大的在前"),
    next: z.string().nullable(),
    total: z.int().describe("符合条件的"),
    waiting: z.int().describe("等待审核的共有多少"),
    units: z.array(z.object({ id: Id, name: z.string(), tables: z.int() })),
    states: z.array(z.object({ state: GoalState, tables: z.int() })),
  })
  .meta({ id: "DeskList" });
export type DeskList = z.infer<typeof DeskList>;

export const ThirdPartyList = z.object({ items: z.array(z.object({ account: Id, name: z.string() })) }).meta({ id: "ThirdPartyList", description: "可以委托的第三方机构和专家" });
export const Assignment = z.object({ account: Id, name: z.string(), at: Moment }).meta({ id: "Assignment", description: "委托的第三方" });
export const AssignmentList = z.object({ items: z.array(Assignment) }).meta({ id: "AssignmentList" });
export const AssignmentWish = z.object({ account: Id }).meta({ id: "AssignmentWish" });
export const AssignmentParams = z.object({ id: Id, account: Id });

export const ApprovalBatch = z
  .object({ number: z.string(), date: Day, declarations: z.int(), yuan: DecimalText.describe("批复金额合计（元）"), secret: z.int().describe("其中涉密的张数") })
  .meta({ id: "ApprovalBatch", description: "同一文号的一批批复" });
export const ApprovalQuery = z.object({ year: z.coerce.number().int().min(1990).max(2100).optional() });
export const ApprovalList = z.object({ items: z.array(ApprovalBatch).describe("新的在前") }).meta({ id: "ApprovalList" });
export const ApprovalArchiveQuery = z.object({ number: z.string().min(1).max(100), format: z.enum(["docx", "pdf", "xlsx"]).default("docx") });
