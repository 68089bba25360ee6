// What the API takes and gives about forms (表样) that people taught the house.
import { z } from "zod";
import { Declaration, OwnFormId, SourceDocument } from "../../declaration/schema.ts";
import { OwnDefinition } from "../../forms/own.ts";

const Id = z.uuid();
const Moment = z.iso.datetime().describe("UTC，ISO 8601");
const Name = z.string().trim().min(1, "请填写表样名称").max(60);
const Definition = OwnDefinition.meta({ id: "FormDefinition", description: "表样的定义：与内置表样同一格式" });

export const FormParams = z.object({ id: OwnFormId });

export const HouseForm = z
  .object({
    id: OwnFormId,
    name: z.string(),
    region: z.string(),
    office: z.object({ id: Id, name: z.string() }).nullable().describe("谁的；单机使用时为 null"),
    wide: z.boolean().describe("全地区都按它读"),
    retired: z.boolean().describe("停用：以后的文件不再按它读"),
    version: z.int().min(1),
    definition: Definition,
    changedBy: z.string().nullable(),
    changedAt: Moment,
    documents: z.int().min(0).describe("按它读出的文件数"),
    declarations: z.int().min(0),
  })
  .meta({ id: "HouseForm", description: "一个自有表样" });
export type HouseForm = z.infer<typeof HouseForm>;
export const HouseFormList = z.object({ items: z.array(HouseForm) }).meta({ id: "HouseFormList" });
export type HouseFormList = z.infer<typeof HouseFormList>;

export const HouseFormVersions = z.object({ items: z.array(z.object({ version: z.int(), name: z.string(), person: z.string().nullable(), at: Moment })) }).meta({ id: "HouseFormVersions" });
export type HouseFormVersions = z.infer<typeof HouseFormVersions>;

export const FormWish = z.object({ name: Name, unit: Id.nullable().default(null).describe("为哪个单位保存；只在一个单位任经办时可以不写"), definition: Definition }).meta({ id: "FormWish" });
export type FormWish = z.input<typeof FormWish>;
export const FormRevision = z.object({ name: Name, definition: Definition, seen: z.int().min(1).describe("看到的是第几版") }).meta({ id: "FormRevision" });
export type FormRevision = z.input<typeof FormRevision>;
export const FormState = z.object({ retired: z.boolean() }).meta({ id: "FormState" });
export const FormReach = z.object({ wide: z.boolean() }).meta({ id: "FormReach" });

export const TrialWish = z.object({ definition: Definition }).meta({ id: "TrialWish" });
/** What a document reads as by a definition that nobody has saved yet. */
export const TrialAnswer = z
  .object({
    recognised: z.int().min(0).describe("按这个表样认出几张表"),
    declarations: z.array(Declaration),
    problems: SourceDocument.shape.problems,
  })
  .meta({ id: "TrialAnswer" });
export type TrialAnswer = z.infer<typeof TrialAnswer>;

export const CandidateQuery = z.object({ beside: Id.optional().describe("这份文件的版式；同一次导入的排在前面") });
export const CandidateList = z
  .object({ items: z.array(z.object({ documentId: Id, file: z.string(), declarations: z.int(), together: z.boolean().describe("与它同一次导入"), blocked: z.array(z.string()).describe("为什么不能重读；空：可以") })) })
  .meta({ id: "CandidateList" });
export type CandidateList = z.infer<typeof CandidateList>;

export const RereadAnswer = z
  .object({ outcome: z.enum(["replaced", "same", "none"]).describe("replaced 按表样重读了；same 与原来一样；none 认不出表样，没有改动"), form: z.string().nullable(), declarations: z.int().min(0) })
  .meta({ id: "RereadAnswer" });
export type RereadAnswer = z.infer<typeof RereadAnswer>;
