// The one-time codes of new accounts as a list to be printed, cut into strips and handed out in person.
import { type CellStyle, writeXlsx } from "hucre/xlsx";

export interface HandedCode {
  login: string;
  name: string;
  /** What the person does, in words. */
  roles: string;
  code: string;
  /** Until when it is worth something, in words. */
  until: string;
}

const line = { style: "thin" } as const;
const border = { top: line, bottom: line, left: line, right: line };
const style: CellStyle = { font: { name: "宋体", size: 10.5 }, border, numFmt: "@", alignment: { vertical: "center", wrapText: true } };
const head: CellStyle = { ...style, font: { name: "宋体", size: 10.5, bold: true } };

export async function codesWorkbook(codes: readonly HandedCode[]): Promise<Uint8Array> {
  const rows = [["姓名", "登录名", "一次性登录码", "有效至", "角色"], ...codes.map(({ name, login, code, until, roles }) => [name, login, code, until, roles])];
  const cells = new Map(rows.flatMap((row, at) => row.map((_, column): [string, { style: CellStyle }] => [`${at},${column}`, { style: at === 0 ? head : style }])));
  const columns = [{ width: 12 }, { width: 18 }, { width: 32 }, { width: 18 }, { width: 50 }];
  return await writeXlsx({ sheets: [{ name: "一次性登录码", rows, cells, columns, freezePane: { rows: 1 }, pageSetup: { orientation: "landscape", paperSize: "a4", fitToPage: true, fitToWidth: 1, fitToHeight: 0 } }] });
}
