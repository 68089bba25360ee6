// What the API gives about the way that a declaration went: its steps, its versions, and how two of them differ.
import { z } from "zod";
import { Declaration } from "../../declaration/schema.ts";
import { happeningKinds } from "../../workflow/history.ts";
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

export const HistoryQuery = z.object({
  kind: z.enum(happeningKinds).optional().describe("只要哪一类：act 办理；edit 修改；check 核对、审核意见；export 导出、打印"),
  after: z.string().max(500).optional().describe("上一页的 next"),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type HistoryQuery = z.infer<typeof HistoryQuery>;
export const Happening = z
  .object({
    id: Id,
    kind: z.enum(happeningKinds),
    zh: z.string(),
    about: z.string().nullable().describe("关于什么，如文件名、等级；没有可说的为 null"),
    person: PersonName,
    role: z.enum(roleIds).nullable(),
    at: Moment,
    times: z.int().min(1).describe("同一个人当天接连做了几次，合成这一条"),
    since: Moment.describe("其中最早的一次"),
    opinion: z.string(),
    remarks: z.array(AnsweredRemark),
    adjustment: Id.nullable(),
    version: z.int().nullable().describe("办理时的内容是哪一版"),
    places: z.array(z.string()).describe("改动或核对了哪些地方，如 绩效指标第3行 · 指标值"),
    further: z.int().describe("此外还有几处没有逐一列出"),
  })
  .meta({ id: "Happening", description: "经过里的一条" });
export type Happening = z.infer<typeof Happening>;
export const HistoryPage = z.object({ items: z.array(Happening).describe("新的在前"), next: z.string().nullable() }).meta({ id: "HistoryPage" });
export type HistoryPage = z.infer<typeof HistoryPage>;

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
