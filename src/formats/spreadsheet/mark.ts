import { openXlsx, saveXlsx } from "hucre";

/** Something to say about a cell: where (rows and columns from 1, as places count them) and what. */
export interface Mark {
  sheet: string;
  row: number;
  column: number;
  serious: boolean;
  message: string;
}

const colours = { serious: "FFC7CE", other: "FFEB9C" };
const author = "审核提示";

/**
 * A copy of a workbook with cells coloured and annotated; everything else stays as it is.
 * @param marks several about one cell come into one note
 */
export async function markXlsx(bytes: Uint8Array, marks: readonly Mark[]): Promise<Uint8Array> {
  const workbook = await openXlsx(bytes, { readStyles: true });
  for (const [name, own] of Map.groupBy(marks, ({ sheet }) => sheet)) {
    const sheet = workbook.sheets.find((one) => one.name === name);
    if (!sheet) continue;
    sheet.cells ??= new Map();
    for (const [at, about] of Map.groupBy(own, ({ row, column }) => `${row - 1},${column - 1}`)) {
      const cell = sheet.cells.get(at) ?? { value: "", type: "string" as const };
      const colour = about.some(({ serious }) => serious) ? colours.serious : colours.other;
      const before = cell.comment && cell.comment.author !== author ? `${cell.comment.text}\n` : "";
      sheet.cells.set(at, {
        ...cell,
        style: { ...cell.style, fill: { type: "pattern", pattern: "solid", fgColor: { rgb: colour } } },
        comment: { author, text: `${before}${about.map(({ message }) => message).join("\n")}` },
      });
    }
  }
  return await saveXlsx(workbook);
}
