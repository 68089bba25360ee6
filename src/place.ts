import { z } from "zod";

/**
 * Where something stands in a source document (contract section 2, “Places”). In tables: page or sheet, table, row
 * and column, counted from 1 (of a merged cell its first row and column). In text: the line (from 1) and the range of
 * UTF-16 characters in the decoded document (from 0, `to` exclusive). What does not apply is null.
 */
export const Place = z
  .object({
    page: z.int().min(1).max(1_000_000).nullable(),
    sheet: z.string().nullable(),
    table: z.int().min(1).max(1_000_000).nullable(),
    row: z.int().min(1).max(10_000_000).nullable(),
    column: z.int().min(1).max(100_000).nullable(),
    line: z.int().min(1).max(1_000_000_000).nullable(),
    from: z.int().min(0).max(4_000_000_000).nullable(),
    to: z.int().min(0).max(4_000_000_000).nullable(),
    label: z.string().describe("给人看的位置说明，如“第1页 表2 第1行 第2列”“第12行”"),
  })
  .meta({ id: "Place", description: "值在来源文件中的位置" });
export type Place = z.infer<typeof Place>;

/** The parts of a place without its label; whatever is left out is null. */
export type PlaceParts = Partial<Omit<Place, "label">>;

/** Builds a place and the label that people read. */
export function place(parts: PlaceParts): Place {
  const full = { page: null, sheet: null, table: null, row: null, column: null, line: null, from: null, to: null, ...parts };
  const words = [
    full.page !== null && `第${full.page}页`,
    full.sheet !== null && `工作表“${full.sheet}”`,
    full.table !== null && `表${full.table}`,
    full.row !== null && `第${full.row}行`,
    full.column !== null && `第${full.column}列`,
    full.table === null && full.row === null && full.line !== null && `第${full.line}行`,
  ].filter((word): word is string => typeof word === "string");
  // A paragraph of Word or a web page has neither line nor table.
  return { ...full, label: words.length > 0 ? words.join(" ") : "正文" };
}
