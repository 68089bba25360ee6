import type { Block, Grid, Table } from "../../grid/grid.ts";
import { place } from "../../place.ts";
import { DabiaoError, type Problem } from "../../problem.ts";
import { CellCount } from "../limits.ts";
import { isOle } from "../ole.ts";
import { Zip, broken, encrypted } from "../zip.ts";
import { type Book, columnName, notSpreadsheet } from "./book.ts";
import { readOds } from "./ods.ts";
import { type RawCell, type Sheet, tableOf } from "./sheet-table.ts";
import { readXls } from "./xls.ts";
import { readXlsx } from "./xlsx.ts";

/**
 * Reads a workbook: xlsx, xlsm and xlsb, xls and et, ods, by what the bytes say. Every visible sheet is one table with
 * the merged cells that the file states; a cell's text is what it shows. Formulas are not calculated and macros and
 * links not followed: what the file stores as their last result is what counts.
 * @throws DabiaoError where the file is no workbook, broken, encrypted, or beyond the limits
 */
export function readSpreadsheet(bytes: Uint8Array): Grid {
  const book = open(bytes, new CellCount());
  const problems: Problem[] = [...about(book)];
  const blocks: Block[] = [];
  for (const sheet of book.sheets) {
    const table = tableOf(sheet, book.date1904);
    problems.push(...hiddenParts(sheet));
    if (!table) continue;
    blocks.push(table);
    problems.push(...errorValues(sheet.name, table));
  }
  return { blocks, lineStarts: null, problems };
}

function open(bytes: Uint8Array, count: CellCount): Book {
  try {
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) return openPackage(new Zip(bytes), count);
    if (isOle(bytes) || (bytes[0] === 0x09 && (bytes[1] ?? 0) <= 8)) return readXls(bytes, count);
  } catch (error) {
    if (error instanceof DabiaoError) throw error;
    if (error instanceof Error && /password|encrypt/i.test(error.message)) throw encrypted();
    throw broken("电子表格的内容无法读出", error);
  }
  throw notSpreadsheet();
}

function openPackage(zip: Zip, count: CellCount): Book {
  if (zip.entries.has("[Content_Types].xml")) return readXlsx(zip, count);
  if (zip.entries.has("content.xml")) return readOds(zip, count);
  throw notSpreadsheet();
}

function problem(code: string, severity: Problem["severity"], message: string, sheet: string | null): Problem {
  return { code, severity, message, at: sheet === null ? null : place({ sheet }) };
}

function about({ hiddenSheets, lostSheets, withoutValue }: Book): Problem[] {
  const hidden = hiddenSheets.length === 0 ? [] : [problem("FORMAT-33", "advice", `没有读取隐藏的工作表：${listed(hiddenSheets.map((name) => `“${name}”`))}。`, null)];
  const lost = lostSheets.map((name) => problem("FORMAT-35", "error", `工作表“${name}”的内容已损坏，没有读出。`, name));
  const empty = withoutValue.map(({ sheet, cells }) =>
    problem("FORMAT-36", "warning", `工作表“${sheet}”有 ${cells.length} 个公式还没有计算结果，没有读取：${listed(cells)}。请用 Excel 或 WPS 打开并保存一次。`, sheet),
  );
  return [...hidden, ...lost, ...empty];
}

function hiddenParts({ name, hiddenRows, hiddenColumns, data }: Sheet): Problem[] {
  if (hiddenRows.size === 0 && hiddenColumns.size === 0) return [];
  const isFilled = (cell: RawCell | undefined) => cell !== undefined && cell.t !== "z";
  const used = [...hiddenRows].filter((row) => data[row]?.some(isFilled) === true);
  const columns = [...hiddenColumns].filter((column) => data.some((cells) => isFilled(cells?.[column])));
  const rowWords = used.length === 0 ? [] : [`第 ${ranges(used).map(([from, to]) => (from === to ? `${from + 1}` : `${from + 1}–${to + 1}`)).join("、")} 行`];
  const columnWords = columns.length === 0 ? [] : [`第 ${ranges(columns).map(([from, to]) => (from === to ? columnName(from) : `${columnName(from)}–${columnName(to)}`)).join("、")} 列`];
  const words = [...rowWords, ...columnWords];
  return words.length === 0 ? [] : [problem("FORMAT-34", "advice", `工作表“${name}”有隐藏的内容，没有读取：${words.join("，")}。`, name)];
}

function errorValues(sheet: string, table: Table): Problem[] {
  const cells = table.rows.flat().filter(({ text }) => /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A)$/.test(text));
  const [first] = cells;
  if (!first) return [];
  const names = listed(cells.map(({ place: at, text }) => `${at.label.split(" ").slice(1).join("")}“${text}”`));
  return [{ code: "FORMAT-37", severity: "warning", message: `工作表“${sheet}”有 ${cells.length} 个公式出错：${names}。`, at: first.place }];
}

function listed(names: readonly string[]): string {
  return names.length <= 20 ? names.join("、") : `${names.slice(0, 20).join("、")} 等 ${names.length} 个`;
}

/** Runs of neighbouring numbers; the numbers come in rising order. */
function ranges(numbers: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found;
}
