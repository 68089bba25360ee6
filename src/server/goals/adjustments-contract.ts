// What the API takes and gives about adjustments of approved goals.
import { z } from "zod";
import { Declaration } from "../../declaration/schema.ts";
import { hintKinds } from "../../workflow/adjustment-hints.ts";
import { Id, Moment, Revision } from "../contract.ts";
import { AdjustmentState, Change, PersonName, Words } from "./contract.ts";

const Attachment = z.object({ id: Id, name: z.string(), size: z.int(), person: PersonName, at: Moment }).meta({ id: "Attachment", description: "调整的附件" });
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
    lendsFiles: z.boolean().describe("可以下载附件；涉密的只有编制单位可以"),
    hints: z.array(AdjustmentHint),
    at: Moment,
  })
  .meta({ id: "Adjustment", description: "对已批复目标的调整" });
export type Adjustment = z.infer<typeof Adjustment>;
export const AdjustmentList = z.object({ items: z.array(Adjustment.omit({ before: true, after: true, attachments: true, lendsFiles: true, hints: true })).describe("新的在前") }).meta({ id: "AdjustmentList" });
export type AdjustmentList = z.infer<typeof AdjustmentList>;
export const AdjustmentWish = z.object({ reason: Words.trim().min(2, "请写明调整的理由"), declaration: Declaration.nullable().default(null).describe("调整成什么；null 为先从现在的内容开始") }).meta({ id: "AdjustmentWish" });
export type AdjustmentWish = z.infer<typeof AdjustmentWish>;
export const AdjustmentDraft = z.object({ reason: Words.trim().min(2, "请写明调整的理由"), declaration: Declaration }).meta({ id: "AdjustmentDraft" });
export type AdjustmentDraft = z.infer<typeof AdjustmentDraft>;

export const AttachmentParams = z.object({ id: Id, attachment: Id });
