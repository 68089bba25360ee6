// The tables of a workbook: which hold offices.
import type { Problem } from "../problem.ts";
import { type OfficeRow, readOfficeRows } from "./office-sheet.ts";
import type { SheetTable } from "./sheets.ts";

/** Blocks as the grid of any file format has them. */
export type Block = ({ kind: "table" } & SheetTable) | { kind: "paragraph" } | { kind: "break" };

const tablesOf = (blocks: readonly Block[]): SheetTable[] => blocks.filter((block) => block.kind === "table");

/** The rows of all tables of offices in a file, and what is wrong with them. */
export function officesIn(blocks: readonly Block[]): { rows: OfficeRow[]; problems: Problem[] } {
  const found = tablesOf(blocks).flatMap((table) => readOfficeRows(table) ?? []);
  const rows = found.flatMap((table) => table.rows);
  const problems = found.flatMap((table) => table.problems);
  if (found.length === 0) problems.push({ code: "OFFICE-22", severity: "error", message: "没有找到单位表：要有“单位编码”和“单位名称”两列。", at: null });
  else if (rows.length === 0 && problems.length === 0) problems.push({ code: "OFFICE-22", severity: "error", message: "单位表里没有内容。", at: null });
  return { rows, problems };
}
