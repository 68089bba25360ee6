// What the API takes and gives about drafts: beginning and saving one, taking over what was imported, the year before.
import { z } from "zod";
import { Declaration, FormId } from "../../declaration/schema.ts";
import { GoalState, Id, Revision } from "../contract.ts";

const Year = z.int().min(1990).max(2100);

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

const YearTable = z.object({ id: Id, year: z.int(), state: GoalState, declaration: Declaration }).nullable();
export const PreviousYear = z
  .object({
    previous: YearTable.describe("上年的目标表：已批复的在先；没有，或不能查看，为 null"),
    results: YearTable.describe("上年的自评表，写有实际完成值和得分；没有，或不能查看，为 null"),
  })
  .meta({ id: "PreviousYear", description: "同一项目上年的目标表和自评结果" });
export type PreviousYear = z.infer<typeof PreviousYear>;
