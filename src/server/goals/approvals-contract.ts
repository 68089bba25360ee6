// What the API takes and gives about approvals, and third parties who are asked for an opinion.
import { z } from "zod";
import { DecimalText } from "../../declaration/decimal.ts";
import { Id, Moment } from "../contract.ts";
import { Day } from "./contract.ts";

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
