// What the API takes and gives about reviews: findings, waivers, rules.
import { z } from "zod";
import { aspectIds, FilledOpinion, GradeName, Ground, questionIds } from "../../review/opinion.ts";
import { DecimalText } from "../../declaration/decimal.ts";
import { Finding, Outcome, Severity } from "../../review/rule.ts";
import { DeclarationQuery } from "../declarations/contract.ts";
import { WaiverScope } from "../../review/waivers.ts";

const Id = z.uuid();
const Moment = z.iso.datetime().describe("UTC，ISO 8601");
const Reason = z.string().trim().min(2, "请写明理由").max(500);
const RuleId = z.string().regex(/^[A-Z]+-\d{2}$/);

export const Waiver = z
  .object({
    id: Id,
    rule: RuleId,
    scope: WaiverScope,
    unit: z.string(),
    project: z.string(),
    year: z.int().nullable(),
    message: z.string().describe("当时的问题"),
    reason: z.string(),
    until: z.iso.date().nullable().describe("最后有效的一天；null 为长期"),
    person: z.string().nullable(),
    at: Moment,
    endedAt: Moment.nullable(),
    endedBy: z.string().nullable(),
  })
  .meta({ id: "Waiver", description: "不再提示的问题：谁、为什么、到哪里为止；所涉内容改变后重新提示" });
export type Waiver = z.infer<typeof Waiver>;
export const WaiverList = z.object({ items: z.array(Waiver) }).meta({ id: "WaiverList" });

export const WaiverWish = z
  .object({ rule: RuleId, path: z.string().max(200), message: z.string().max(5_000).describe("审核人看到的问题"), scope: WaiverScope, reason: Reason, until: z.iso.date().nullable().default(null) })
  .meta({ id: "WaiverWish" });
export type WaiverWish = z.infer<typeof WaiverWish>;

export const JudgedFinding = Finding.extend({ waiver: Waiver.nullable().describe("设为不再提示的；没有为 null") }).meta({ id: "JudgedFinding" });
export type JudgedFinding = z.infer<typeof JudgedFinding>;
export const DeclarationReview = z.object({ findings: z.array(JudgedFinding), outcomes: z.array(Outcome) }).meta({ id: "DeclarationReview" });
export type DeclarationReview = z.infer<typeof DeclarationReview>;

export const RuleDecision = z
  .object({ id: Id, rule: RuleId, off: z.boolean(), severity: Severity.nullable(), reason: z.string(), person: z.string().nullable(), at: Moment })
  .meta({ id: "RuleDecision", description: "停用规则或更改级别的记录" });
export type RuleDecision = z.infer<typeof RuleDecision>;
export const RuleDecisionWish = z
  .object({ off: z.boolean().default(false), severity: Severity.nullable().default(null).describe("null：规则自己的级别"), reason: Reason })
  .meta({ id: "RuleDecisionWish" });

export const RuleSummary = z
  .object({
    id: RuleId,
    title: z.string(),
    area: z.string(),
    severity: Severity.describe("规则自己的级别"),
    checks: z.string(),
    policy: z.array(z.string()),
    exclusions: z.array(z.string()),
    fix: z.string(),
    decision: RuleDecision.nullable().describe("现在有效的决定；没有为 null"),
  })
  .meta({ id: "RuleSummary" });
export type RuleSummary = z.infer<typeof RuleSummary>;
export const RuleList = z.object({ items: z.array(RuleSummary) }).meta({ id: "RuleList" });
export type RuleList = z.infer<typeof RuleList>;
export const RuleDecisionList = z.object({ items: z.array(RuleDecision) }).meta({ id: "RuleDecisionList" });
export const RuleParams = z.object({ rule: RuleId });

/** The same filters as the list of declarations. */
export const ReportQuery = DeclarationQuery.pick({ year: true, unit: true, text: true, form: true, document: true, of: true, unitName: true, state: true, gravest: true, doubts: true }).extend({ declaration: Id.optional().describe("只要这一张目标表") });
export type ReportQuery = z.infer<typeof ReportQuery>;

/** What a person fills into 审核意见表, as the API tells it: whatever was kept is told as it was. */
const Graded = z.object({
  points: z.record(z.enum(questionIds), DecimalText).describe("各审核要点的得分"),
  remarks: z.record(z.enum(aspectIds), z.string()).describe("各方面的审核意见"),
  conclusion: z.string().describe("审核人意见"),
  total: DecimalText.describe("合计"),
  grade: GradeName,
});
export const ProposedOpinion = Graded.extend({ findings: z.record(z.enum(questionIds), z.array(Finding)).describe("各审核要点涉及的问题") }).meta({ id: "ProposedOpinion", description: "由审核发现的问题推算的意见" });
export type ProposedOpinion = z.infer<typeof ProposedOpinion>;
export const KeptOpinion = Graded.extend({ id: Id, person: z.string().nullable(), at: Moment, endedAt: Moment.nullable().describe("恢复为建议的时间；仍有效或已被新的取代为 null"), endedBy: z.string().nullable() }).meta({ id: "KeptOpinion", description: "审核人保存的一份意见；每次保存是一份，最新的有效" });
export type KeptOpinion = z.infer<typeof KeptOpinion>;
const Seen = z.object({ opinion: Id.nullable().describe("有效的意见；没有为 null"), grounds: z.string().max(64).describe("当时的问题") }).describe("填写人看到的是哪一份；已有变化时答复 409");
export const OpinionAnswer = z
  .object({
    proposed: ProposedOpinion,
    kept: KeptOpinion.nullable().describe("有效的意见；没有为 null"),
    since: z.object({ appeared: z.array(Ground), gone: z.array(Ground) }).nullable().describe("保存以后新出现和消失的问题"),
    seen: Seen,
    history: z.array(KeptOpinion).describe("每次保存，新的在前"),
  })
  .meta({ id: "OpinionAnswer", description: "绩效目标审核意见表" });
export type OpinionAnswer = z.infer<typeof OpinionAnswer>;
export const OpinionWish = z.object({ opinion: FilledOpinion, seen: Seen }).meta({ id: "OpinionWish" });
export type OpinionWish = z.infer<typeof OpinionWish>;
export const OpinionParams = z.object({ id: Id, opinionId: Id });
