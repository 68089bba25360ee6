// How the cells of every workbook look.
import type { CellStyle } from "hucre/xlsx";

const font = { name: "宋体", size: 10.5 };
const line = { style: "thin" } as const;
const border = { top: line, bottom: line, left: line, right: line };
export const head: CellStyle = { font: { ...font, bold: true }, fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "DDEBF7" } }, border, alignment: { wrapText: true, vertical: "center", horizontal: "center" } };
export const body: CellStyle = { font, border, alignment: { wrapText: true, vertical: "top" } };
export const title: CellStyle = { font: { name: "宋体", size: 16, bold: true }, alignment: { horizontal: "center", vertical: "center" } };
export const centred: CellStyle = { ...body, alignment: { wrapText: true, vertical: "center", horizontal: "center" } };

export type Cell = string | number;

/** The style of every cell, as the writer wants it: by “row,column”. */
export function styled(rows: readonly (readonly unknown[])[], styleAt: (row: number, column: number) => CellStyle): Map<string, { style: CellStyle }> {
  return new Map(rows.flatMap((row, at) => row.map((_, column): [string, { style: CellStyle }] => [`${at},${column}`, { style: styleAt(at, column) }])));
}

/** Lines that a text takes in a column of so many half-width characters. */
export function linesOf(value: Cell, width: number): number {
  const halves = [...String(value)].reduce((sum, character) => sum + (character.charCodeAt(0) > 0xff ? 2 : 1), 0);
  return Math.ceil((halves * 1.05) / width);
}
