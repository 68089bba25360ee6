// What the API gives about the way that a declaration went: its steps, its versions, and how two of them differ.
import { z } from "zod";
import { Declaration } from "../../declaration/schema.ts";
import { roleIds } from "../../workflow/roles.ts";
import { Id, Moment } from "../contract.ts";
import { Change, PersonName } from "./contract.ts";
import { AnsweredRemark } from "./remarks-contract.ts";

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
    person: PersonName,
    role: z.enum(roleIds).nullable(),
    at: Moment,
  })
  .meta({ id: "Step", description: "办理过程中的一步" });
export const StepList = z.object({ items: z.array(Step).describe("新的在前") }).meta({ id: "StepList" });
export type StepList = z.infer<typeof StepList>;

export const VersionSummary = z
  .object({ number: z.int().min(1), action: z.string(), zh: z.string(), reason: z.string(), sha256: z.string(), person: PersonName, at: Moment })
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
