// What the API takes and gives about forms on paper: one table as a file, many as an archive.
import { z } from "zod";
import { FormId, writtenFormats } from "../../declaration/schema.ts";
import { ReportQuery } from "../reviews/contract.ts";

export const PaperQuery = z.object({ form: FormId, format: z.enum(writtenFormats) });
export type PaperQuery = z.infer<typeof PaperQuery>;

export const BookQuery = ReportQuery.extend({ paper: FormId.describe("写在哪种表样上"), format: z.enum(["docx", "pdf"]), title: z.string().trim().min(1).max(100).optional().describe("封面标题；不写时用年度和单位") });
export type BookQuery = z.infer<typeof BookQuery>;

export const PaperSetWish = PaperQuery.extend({ filter: ReportQuery.default({}).describe("与目标表列表相同的条件；空为全部") }).meta({ id: "PaperSetWish" });
export type PaperSetWish = z.infer<typeof PaperSetWish>;

export const BlankWish = z
  .object({
    unit: z.string().trim().max(200).nullable().default(null),
    year: z.int().min(1990).max(2100).nullable().default(null),
    projects: z.array(z.string().trim().min(1).max(200)).max(500).default([]),
    last: z.boolean().default(false).describe("以该单位上一年度的目标表为底稿"),
  })
  .meta({ id: "BlankWish" });
export type BlankWish = z.infer<typeof BlankWish>;

export const PaperSet = z
  .object({
    id: z.uuid(),
    total: z.int().describe("要写的目标表张数"),
    leftOut: z.int().describe("涉密而没有包含的张数"),
    done: z.int().describe("已经写好的张数"),
    state: z.enum(["waiting", "writing", "done", "failed"]),
    error: z.string().nullable().describe("写不下去的原因"),
  })
  .meta({ id: "PaperSet", description: "一批要写成文件的目标表：先登记，再下载，下载时可以看进度" });
export type PaperSet = z.infer<typeof PaperSet>;
