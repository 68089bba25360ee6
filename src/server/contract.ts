// What several nouns of the API take and give. One schema per thing: validation, OpenAPI and the page's types come from these.
import { z } from "zod";
import { goalStateIds } from "../workflow/states.ts";

/** RFC 9457, in Chinese, with a stable code (contract section 4). */
export const ProblemDocument = z
  .object({
    type: z.string(),
    title: z.string().describe("发生了什么"),
    status: z.int().min(400).max(599),
    detail: z.string().nullable().describe("怎么办"),
    code: z.string().describe("稳定的错误编号"),
    instance: z.string().nullable(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).describe("逐项的校验错误；没有则为空"),
  })
  .meta({ id: "ProblemDocument", description: "错误说明（RFC 9457）" });
export type ProblemDocument = z.infer<typeof ProblemDocument>;

export const Id = z.uuid();
export const IdParams = z.object({ id: Id });
export const Moment = z.iso.datetime().describe("UTC，ISO 8601");

/** The one local person, until there are accounts. */
export const Person = z.object({ name: z.string().trim().min(1).max(50) }).meta({ id: "Person", description: "本机使用人" });
export type Person = z.infer<typeof Person>;
export const PersonAnswer = z.object({ person: Person.nullable() }).meta({ id: "PersonAnswer" });

export const Tally = z.int().min(0).max(1e9);

/** A row of the 目标表 list. */
export const GoalState = z.enum(goalStateIds).meta({ id: "GoalState", description: "绩效目标的办理状态" });
/** Grows with every change of the draft or the state. */
export const Revision = z.int().min(1).max(1e9).describe("修订号；每次修改或办理后变大");

export const Health = z.object({ status: z.enum(["ok", "unavailable"]), message: z.string().nullable(), warnings: z.array(z.string()).optional().describe("不影响使用、但要处理的事，如备份太旧、磁盘快满") }).meta({ id: "Health" });
