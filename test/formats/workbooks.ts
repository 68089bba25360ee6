// Builds small workbooks by hand, so that a test shows the XML or the records that it is about.
import type { Grid } from "../../src/grid/grid.ts";
import { zip } from "./packages.ts";

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

function relations(targets: readonly (readonly [id: string, type: string, target: string])[]): string {
  const all = targets.map(([id, type, target]) => `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`);
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join("")}</Relationships>`;
}

/** What a workbook may have beside one sheet. */
export interface Parts {
  /** Number formats: their ids and codes, or an id alone for one that the file leaves to Excel. Style n uses the n-th. */
  formats?: readonly (readonly [id: number, code?: string])[];
  strings?: string;
  /** What stands behind the cells (merged areas) and in front of them (columns). */
  behind?: string;
  front?: string;
  workbook?: string;
  date1904?: boolean;
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** An xlsx with one sheet 表 that holds these rows. */
export function xlsx(rows: string, { formats = [], strings, behind = "", front = "", workbook, date1904 = false }: Parts = {}): Uint8Array {
  const codes = formats.flatMap(([id, code]) => (code === undefined ? [] : [`<numFmt numFmtId="${id}" formatCode="${escaped(code)}"/>`]));
  const styles = `<numFmts>${codes.join("")}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map(([id]) => `<xf numFmtId="${id}"/>`).join("")}</cellXfs>`;
  const sheets = workbook ?? '<sheet name="表" sheetId="1" r:id="s1"/>';
  return zip({
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": relations([["a", "officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `<workbook ${main}><workbookPr date1904="${date1904}"/><sheets>${sheets}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations([["s1", "worksheet", "worksheets/sheet1.xml"], ["st", "styles", "styles.xml"], ["ss", "sharedStrings", "/xl/sharedStrings.xml"], ["gone", "worksheet", "worksheets/sheet9.xml"]]),
    "xl/styles.xml": `<styleSheet ${main}>${styles}</styleSheet>`,
    "xl/sharedStrings.xml": `<sst ${main}>${strings ?? ""}</sst>`,
    "xl/worksheets/sheet1.xml": `<worksheet ${main}>${front}<sheetData>${rows}</sheetData>${behind}</worksheet>`,
  });
}

/** A cell with a text of its own, and one with a number. */
export const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
export const number = (at: string, value: string | number, style = 0) => `<c r="${at}" s="${style}"><v>${value}</v></c>`;

/** Bytes of numbers of two bytes each. */
export const u16 = (...values: readonly number[]) => values.flatMap((value) => [value & 255, (value >> 8) & 255]);
export const u32 = (value: number) => u16(value & 65_535, value >>> 16);

/** A record of a binary workbook. */
export const record = (kind: number, data: readonly number[]) => [...u16(kind, data.length), ...data];

/** A binary workbook with one sheet: records of the whole, and records of the sheet. @param version 0x0600 or 0x0500 */
export function xls(version: number, globals: readonly number[], name: readonly number[], sheet: readonly number[]): Uint8Array {
  const begin = record(0x0809, [...u16(version, 0x0005), 0, 0, 0, 0]);
  const end = record(0x000a, []);
  const at = begin.length + globals.length + record(0x0085, [...u32(0), 0, 0, ...name]).length + end.length;
  return Uint8Array.from([
    ...begin, ...globals, ...record(0x0085, [...u32(at), 0, 0, ...name]), ...end,
    ...record(0x0809, [...u16(version, 0x0010), 0, 0, 0, 0]), ...sheet, ...end,
  ]);
}

/** The texts of all cells, row by row, with the stored number behind those that show another one. */
export function texts(grid: Grid): string[][] {
  return grid.blocks.flatMap((block) => (block.kind === "table" ? block.rows.map((row) => row.map(({ text: shown, stored }) => (stored ? `${shown} (${stored})` : shown))) : []));
}
