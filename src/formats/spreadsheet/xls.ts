import { DabiaoError } from "../../problem.ts";
import { Bytes } from "../bytes.ts";
import type { CellCount } from "../limits.ts";
import { Ole, isOle } from "../ole.ts";
import { broken, encrypted } from "../zip.ts";
import { type BiffRecord, TextReader, kind, oldBegins, recordsFrom } from "./biff.ts";
import { type Book, notSpreadsheet } from "./book.ts";
import { chineseFormats, standardFormats } from "./builtin-formats.ts";
import { readXlsSheet } from "./xls-sheet.ts";

/** What the sheets of a workbook refer to. */
export interface Globals {
  readonly strings: readonly string[];
  /** The number format of each cell style, by its number. */
  readonly formats: readonly string[];
  readonly date1904: boolean;
  /** How texts of Excel 5 and 95 are decoded; null for later ones. */
  readonly decode: ((bytes: Uint8Array) => string) | null;
}

interface SheetEntry {
  readonly name: string;
  readonly at: number;
  readonly hidden: boolean;
  readonly isWorksheet: boolean;
}

/** BIFF version of Excel 97 and later, in the record that begins a stream. */
const excel97 = 0x0600;

/**
 * Reads a workbook of Excel 5 to 2003 or WPS (xls, et): records in a stream, which mostly lies in an OLE container.
 * SheetJS reads them too, but takes the lengths that a damaged file claims at their word until the memory is full.
 * @throws DabiaoError FORMAT-02 with a password, FORMAT-31 where there is no workbook, FORMAT-38 of Excel 4 and older
 */
export function readXls(bytes: Uint8Array, count: CellCount): Book {
  const stream = new Bytes(streamOf(bytes));
  const { sheets, globals } = readGlobals(stream);
  if (sheets.length === 0) throw broken("工作簿里没有工作表");
  const visible = sheets.filter(({ hidden, isWorksheet }) => !hidden && isWorksheet);
  const read = visible.map(({ name, at }) => ({ name, sheet: readXlsSheet(stream, at, name, globals, count) }));
  return {
    sheets: read.flatMap(({ sheet }) => sheet ?? []),
    hiddenSheets: sheets.filter(({ hidden, isWorksheet }) => hidden && isWorksheet).map(({ name }) => name),
    lostSheets: read.filter(({ sheet }) => sheet === null).map(({ name }) => name),
    withoutValue: [],
    date1904: globals.date1904,
  };
}

/** The stream of the workbook: in an OLE container, or the file itself as some programs write it. */
function streamOf(bytes: Uint8Array): Uint8Array {
  if (!isOle(bytes)) return bytes;
  const container = new Ole(bytes);
  if (container.names.has("encryptedpackage")) throw encrypted();
  const stream = container.stream("Workbook") ?? container.stream("Book");
  if (!stream) throw notSpreadsheet();
  return stream;
}

function readGlobals(stream: Bytes): { sheets: SheetEntry[]; globals: Globals } {
  if (oldBegins.has(stream.u16(0))) {
    throw new DabiaoError("FORMAT-38", {
      message: "文件是 Excel 4.0 或更早的格式，本程序不能读取。",
      hint: "请用 Excel、WPS 或 LibreOffice 打开，另存为 xlsx 后再导入。",
    });
  }
  if (stream.u16(0) !== kind.begin) throw broken("找不到工作簿的开头");
  const is97 = stream.u16(4) >= excel97;
  let page = 1252;
  const decode = is97 ? null : (raw: Uint8Array) => decoderOf(page).decode(raw);
  const codes = new Map<number, string>([...standardFormats, ...chineseFormats]);
  const styles: number[] = [];
  const sheets: SheetEntry[] = [];
  let strings: string[] = [];
  let date1904 = false;
  for (const record of recordsFrom(stream, 0)) {
    const { data } = record;
    if (record.kind === kind.end) break;
    if (record.kind === kind.filePass) throw encrypted();
    if (record.kind === kind.codePage) page = data.u16(0);
    else if (record.kind === kind.dateMode) date1904 = data.u16(0) === 1;
    else if (record.kind === kind.format) codes.set(data.u16(0), new TextReader(record, 2, decode).text(is97 ? 2 : 1));
    else if (record.kind === kind.style) styles.push(data.u16(2));
    else if (record.kind === kind.sharedStrings) strings = sharedStrings(record);
    else if (record.kind === kind.sheet) {
      const name = new TextReader(record, 6, decode).text(1);
      sheets.push({ name, at: data.u32(0), hidden: (data.u8(4) & 3) !== 0, isWorksheet: data.u8(5) === 0 });
    }
  }
  return { sheets, globals: { strings, formats: styles.map((id) => codes.get(id) ?? "General"), date1904, decode } };
}

function sharedStrings(record: BiffRecord): string[] {
  const reader = new TextReader(record, 8, null);
  const strings: string[] = [];
  const claimed = record.data.u32(4);
  while (strings.length < claimed && !reader.isAtEnd) strings.push(reader.text(2));
  return strings;
}

/** The code pages of Chinese, Japanese and Korean Windows and Macintosh; anything else is taken for Latin. */
const pages: Readonly<Record<number, string>> = { 936: "gb18030", 10008: "gb18030", 950: "big5", 10002: "big5", 932: "shift_jis", 949: "euc-kr" };

function decoderOf(page: number): TextDecoder {
  return new TextDecoder(pages[page] ?? "windows-1252");
}
