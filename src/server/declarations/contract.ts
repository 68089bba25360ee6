// What the API takes and gives about the list of declarations, and one of them.
import { z } from "zod";
import { Declaration, FormId } from "../../declaration/schema.ts";
import { gravestIds } from "../../review/gravest.ts";
import { GradeName } from "../../review/opinion.ts";
import { goalStateIds } from "../../workflow/states.ts";
import { GoalState, Id, Moment, Revision, Tally } from "../contract.ts";
import { Check, Path } from "./checks-contract.ts";
import { DocumentAnswer } from "./documents-contract.ts";

/** How far the list counts what it finds; each text that is looked into costs more than a row. */
export const countedAtMost = 10_000;
export const textsCountedAtMost = 1_000;

export const DeclarationSummary = z
  .object({
    id: Id,
    documentId: Id.nullable().describe("来源文件；在系统里编制的为 null"),
    file: z.string().describe("来源文件名；在系统里编制的为空"),
    position: z.int().min(0).max(1e6).describe("在来源文件中的序号，从 0 起"),
    form: FormId,
    year: z.int().nullable(),
    unitCode: z.string().nullable(),
    unitName: z.string().nullable(),
    department: z.string().nullable(),
    projectCode: z.string().nullable(),
    projectName: z.string().nullable(),
    total: Declaration.shape.funding.shape.total,
    currency: z.string().nullable(),
    indicators: z.int().min(0).max(1e6),
    doubts: z.int().min(0).max(1e6).describe("还没有核对的值"),
    importedAt: Moment,
    state: GoalState,
    stateSince: Moment,
    secret: z.boolean().describe("涉密"),
    grade: GradeName.nullable().describe("审核等级；还没有评定为 null"),
    revision: Revision,
    review: z
      .object({ errors: Tally, warnings: Tally, advices: Tally, waived: Tally })
      .nullable()
      .describe("审核发现的问题数，设为不再提示的不计；还没有审核为 null"),
  })
  .meta({ id: "DeclarationSummary" });
export type DeclarationSummary = z.infer<typeof DeclarationSummary>;

const states = new RegExp(`^(?:${goalStateIds.join("|")})(?:,(?:${goalStateIds.join("|")}))*$`);

export const DeclarationQuery = z.object({
  year: z.coerce.number().int().min(1990).max(2100).optional(),
  unit: z.string().max(200).optional().describe("单位名称（包含）或单位编码（相等）"),
  text: z.string().max(200).optional().describe("在项目、单位、目标和指标的文字中查找；空格隔开的词都要出现"),
  form: FormId.optional(),
  document: Id.optional().describe("只看一份来源文件里的"),
  of: Id.optional().describe("只看这个单位的，或这个主管部门所属单位的（组织的编号）"),
  unitName: z.string().max(200).optional().describe("单位名称（相等）"),
  state: z.string().regex(states).optional().describe("办理状态，几个用逗号隔开"),
  gravest: z.enum(gravestIds).optional().describe("审核发现的最重的问题：error 必须修改；warning 应修改或说明；advice 建议完善；none 没有问题；unknown 尚无审核结果"),
  doubts: z.literal("open").optional().describe("open：还有没核对的值"),
  order: z.enum(["imported", "findings"]).default("imported").describe("imported 后导入的在前；findings 问题重的在前"),
  count: z.enum(["yes", "no"]).default("yes").describe("no：不计总数，答复更快"),
  after: z.string().max(500).optional().describe("上一页答复里的 next"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DeclarationQuery = z.infer<typeof DeclarationQuery>;

/** A page of the list; `next` is null on the last one. */
export const DeclarationList = z
  .object({
    items: z.array(DeclarationSummary),
    next: z.string().nullable(),
    total: z.int().min(0).max(countedAtMost + 1).nullable().describe(`符合条件的张数；只数到 ${countedAtMost + 1}，表示超过 ${countedAtMost} 张（按文字查找时只数到 ${textsCountedAtMost + 1}）；没有要求计数时为 null`),
  })
  .meta({ id: "DeclarationList" });
export type DeclarationList = z.infer<typeof DeclarationList>;

/** The values a filter can take. */
export const DeclarationFilters = z
  .object({
    years: z.array(z.int()),
    units: z.array(z.string()),
    forms: z.array(FormId),
  })
  .meta({ id: "DeclarationFilters" });
export type DeclarationFilters = z.infer<typeof DeclarationFilters>;

/** `declaration` has its corrections applied. */
export const DeclarationAnswer = z
  .object({
    id: Id,
    position: z.int().min(0).max(1e6),
    declaration: Declaration.describe("已按核对结果更正的目标表"),
    document: DocumentAnswer.nullable().describe("来源文件；在系统里编制的为 null"),
    revision: Revision,
    state: GoalState,
    secret: z.boolean().describe("涉密"),
    secondLevel: z.boolean().describe("二级项目，由主管部门批复"),
    grade: GradeName.nullable().describe("审核等级；还没有评定为 null"),
    controlYuan: z.string().nullable().describe("一下控制数（元）；没有下达为 null"),
    approval: z.object({ number: z.string(), date: z.iso.date(), yuan: z.string() }).nullable().describe("批复；还没有为 null"),
    projectId: Id.nullable(),
    unitId: Id.nullable().describe("归属的单位；没有归属为 null"),
    handedOn: z.boolean().describe("内容是上一次报来的那一版：单位正在修改，改动报来以前看不到"),
    checks: z.array(Check).describe("现在有效的核对，一个值一条"),
    open: z.array(Path).describe("还没有核对的值"),
  })
  .meta({ id: "DeclarationAnswer" });
export type DeclarationAnswer = z.infer<typeof DeclarationAnswer>;
