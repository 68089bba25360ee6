import type { CellCount } from "../limits.ts";
import { Ole, isOle } from "../ole.ts";
import { broken, encrypted } from "../zip.ts";
import { type Book, notSpreadsheet } from "./book.ts";
import { chineseFormats, standardFormats } from "./builtin-formats.ts";
import type { Sheet } from "./sheet-table.ts";
import { type OleContainer, type RawSheet, sheetJs } from "./sheetjs.ts";

/** Records of the binary workbook that are looked at beside SheetJS (MS-XLS 2.3). */
const record = { begin: 0x0809, end: 0x000a, sheet: 0x0085, filePass: 0x002f, columns: 0x007d } as const;
/** BIFF version of Excel 97 and later, in the record that begins a stream. */
const excel97 = 0x0600;

/**
 * Reads a workbook of Excel 5 to 2003 or WPS (xls, et): records in a stream, which mostly lies in an OLE container.
 * @throws DabiaoError FORMAT-02 with a password, FORMAT-31 where there is no workbook
 */
export function readXls(bytes: Uint8Array, count: CellCount): Book {
  const stream = streamOf(bytes);
  const { hiddenColumns, version } = scan(stream);
  if (version < excel97) decodeCodePages();
  // SheetJS keeps the formats of the workbook that it read before.
  for (let id = 0; id <= 392; id++) sheetJs.SSF.load(baseFormats.get(id) ?? "General", id);
  const raw = sheetJs.parse_xlscfb(containerOf(stream), { type: "array", dense: true, cellFormula: false, cellHTML: false, cellText: false, cellNF: true });
  if (raw.SheetNames.length === 0) throw broken("工作簿里没有工作表");
  const told = raw.SheetNames.map((name, index) => ({
    name,
    raw: raw.Sheets[name],
    hidden: (raw.Workbook?.Sheets?.find((sheet) => sheet.name === name)?.Hidden ?? 0) > 0,
    columns: hiddenColumns[index] ?? new Set<number>(),
  }));
  for (const { raw: sheet } of told) for (const cells of sheet?.["!data"] ?? []) count.add(cells?.length ?? 0);
  const visible = told.filter(({ hidden }) => !hidden);
  return {
    sheets: visible.flatMap(({ name, raw: sheet, columns }): Sheet[] =>
      sheet && sheet["!type"] === undefined
        ? [{ name, data: sheet["!data"] ?? [], merges: sheet["!merges"] ?? [], hiddenRows: hiddenRowsOf(sheet), hiddenColumns: columns }]
        : [],
    ),
    hiddenSheets: told.filter(({ hidden }) => hidden).map(({ name }) => name),
    lostSheets: visible.filter(({ raw: sheet }) => sheet === undefined).map(({ name }) => name),
    withoutValue: [],
    date1904: raw.Workbook?.WBProps?.date1904 === true,
  };
}

const baseFormats = new Map<number, string>([...standardFormats, ...chineseFormats]);

/** SheetJS reads streams much faster out of a container than alone. */
function containerOf(stream: Uint8Array): OleContainer {
  const root = { name: "Root Entry", type: 5 };
  sheetJs.CFB.utils.prep_blob(stream, 0);
  return { FullPaths: ["Root Entry/", "Root Entry/Workbook"], FileIndex: [root, { name: "Workbook", type: 2, size: stream.length, content: stream }] };
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

/** Reads the version and, for each sheet in the order in which they lie, which columns are hidden. */
function scan(stream: Uint8Array): { version: number; hiddenColumns: ReadonlySet<number>[] } {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const hidden = new Map<number, Set<number>>();
  let version = 0;
  let depth = 0;
  let sheet = -1;
  for (let at = 0; at + 4 <= stream.length; ) {
    const kind = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    const end = at + 4 + length;
    if (end > stream.length) break;
    if (kind === record.filePass) throw encrypted();
    if (kind === record.begin) {
      if (at === 0 && length >= 2) version = view.getUint16(4, true);
      if (depth++ === 0) sheet = at;
    } else if (kind === record.end) depth = Math.max(0, depth - 1);
    else if (kind === record.sheet && length >= 4) hidden.set(view.getUint32(at + 4, true), new Set());
    else if (kind === record.columns && length >= 10 && depth === 1 && (view.getUint16(at + 12, true) & 1) === 1) {
      const last = Math.min(view.getUint16(at + 6, true), 255);
      for (let column = view.getUint16(at + 4, true); column <= last; column++) hidden.get(sheet)?.add(column);
    }
    at = end;
  }
  return { version, hiddenColumns: [...hidden].sort(([a], [b]) => a - b).map(([, columns]) => columns) };
}

function hiddenRowsOf(sheet: RawSheet): ReadonlySet<number> {
  const rows = new Set<number>();
  sheet["!rows"]?.forEach((row, index) => {
    if (row?.hidden === true) rows.add(index);
  });
  return rows;
}

let decoding = false;

/** Excel 5 and 95 store text in the code page of their Windows. SheetJS can be told how to decode them. */
function decodeCodePages(): void {
  if (decoding) return;
  decoding = true;
  const names: Readonly<Record<number, string>> = { 936: "gb18030", 10008: "gb18030", 950: "big5", 1200: "utf-16le", 65001: "utf-8", 932: "shift_jis", 949: "euc-kr" };
  const decode = (page: number, bytes: Uint8Array | readonly number[] | string) => {
    const raw = typeof bytes === "string" ? Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)) : Uint8Array.from(bytes);
    return new TextDecoder(names[page] ?? "windows-1252").decode(raw);
  };
  sheetJs.set_cptable({ utils: { decode } });
}
