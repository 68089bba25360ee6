import { DabiaoError } from "../../problem.ts";
import type { Sheet } from "./sheet-table.ts";

/** The largest sheet of Excel and LibreOffice. */
export const maxRows = 1_048_576;
export const maxColumns = 16_384;

/** A workbook as its file holds it. */
export interface Book {
  /** The visible sheets, in order. */
  readonly sheets: readonly Sheet[];
  readonly hiddenSheets: readonly string[];
  /** Sheets that the file names and that could not be read. */
  readonly lostSheets: readonly string[];
  /** Cells (by sheet, as A1) whose formula has no stored result. */
  readonly withoutValue: readonly { readonly sheet: string; readonly cells: readonly string[] }[];
  readonly date1904: boolean;
}

/** A1, B12 … of a row and column that count from 0. */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
}

/** A, B … Z, AA … of a column that counts from 0. */
export function columnName(column: number): string {
  let name = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/**
 * Row and column (from 0) of A1, B12 …; null for anything else, and beyond the largest sheet. Written by hand, since
 * every cell names its place so.
 */
export function cellAt(name: string): { r: number; c: number } | null {
  let column = 0;
  let at = 0;
  for (; at < 4; at++) {
    const letter = name.charCodeAt(at) - 64;
    if (!(letter >= 1 && letter <= 26)) break;
    column = column * 26 + letter;
  }
  const row = Number(name.slice(at));
  return at > 0 && at < 4 && Number.isInteger(row) && row >= 1 && row <= maxRows && column <= maxColumns ? { r: row - 1, c: column - 1 } : null;
}

export function notSpreadsheet(): DabiaoError {
  return new DabiaoError("FORMAT-31", {
    message: "文件不是电子表格：里面没有工作簿。",
    hint: "请确认文件是 xlsx、xls、et 或 ods，没有改过后缀；否则请用 Excel 或 WPS 打开，另存为 xlsx 后重试。",
  });
}
