// What the API takes and gives about remarks of a return, and corrections that a reviewer proposes.
import { z } from "zod";
import { correctionOutcomes } from "../../workflow/corrections.ts";
import { roleIds } from "../../workflow/roles.ts";
import { Id, Moment } from "../contract.ts";
import { Change, PersonName, Words } from "./contract.ts";

export const AnsweredRemark = z
  .object({ path: z.string().nullable().describe("所指的值，是退回的那一版里的路径；null 为整张表"), text: z.string(), proposal: z.string().nullable().describe("建议改成的文字"), reply: z.string().nullable().describe("单位的答复") })
  .meta({ id: "AnsweredRemark", description: "一条意见" });

/** The remarks of the latest return. */
export const AskedInReturn = z
  .object({
    step: Id.describe("退回的那一步"),
    zh: z.string(),
    version: z.int().nullable().describe("退回的是哪一版"),
    opinion: z.string().describe("总的意见"),
    person: PersonName,
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
    person: PersonName,
    role: z.enum(roleIds).nullable(),
    at: Moment,
    opinion: z.string().describe("总的意见"),
    remarks: z.array(AnsweredRemark),
    changes: z.array(Change).describe("修改前后逐项的不同"),
    answer: z.object({ zh: z.string(), opinion: z.string(), person: PersonName, at: Moment }).nullable().describe("单位的答复，或撤回；等单位确认时为 null"),
  })
  .meta({ id: "Correction", description: "审核人提请单位确认的修改" });
export type Correction = z.infer<typeof Correction>;
export const CorrectionAnswer = z.object({ correction: Correction.nullable().describe("到现在的审核人手上以后没有提请过为 null") }).meta({ id: "CorrectionAnswer" });
export type CorrectionAnswer = z.infer<typeof CorrectionAnswer>;
