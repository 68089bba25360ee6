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
  const { page = null, sheet = null, table = null, row = null, column = null, line = null, from = null, to = null } = parts;
  let label = "";
  if (page !== null) label += ` 第${page}页`;
  if (sheet !== null) label += ` 工作表“${sheet}”`;
  if (table !== null) label += ` 表${table}`;
  if (row !== null) label += ` 第${row}行`;
  if (column !== null) label += ` 第${column}列`;
  if (table === null && row === null && line !== null) label += ` 第${line}行`;
  // A paragraph of Word or a web page has neither line nor table.
  return { page, sheet, table, row, column, line, from, to, label: label === "" ? "正文" : label.slice(1) };
}
