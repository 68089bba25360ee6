import { DabiaoError } from "../../problem.ts";
import type { CellCount } from "../limits.ts";
import type { Zip } from "../zip.ts";
import { type Book, notSpreadsheet } from "./book.ts";
import { find, readFormats, readSharedStrings, readWorkbook, relationsOf } from "./ooxml.ts";
import { readSheet } from "./xlsx-sheet.ts";

/** Reads a package of Excel or WPS (xlsx, xlsm). @throws DabiaoError FORMAT-31 where it holds no workbook */
export function readXlsx(zip: Zip, count: CellCount): Book {
  const main = [...relationsOf(zip, "").values()].find(({ type }) => type === "officeDocument")?.target;
  const workbook = find(zip, main ?? "xl/workbook.xml") ?? find(zip, "xl/workbook.xml");
  if (find(zip, "xl/workbook.bin") !== null) {
    throw new DabiaoError("FORMAT-32", { message: "文件是二进制工作簿（xlsb），本程序不能读取。", hint: "请用 Excel 或 WPS 打开，另存为 xlsx 后再导入。" });
  }
  if (workbook === null || !/workbook[^/]*\.xml$/i.test(workbook)) throw notSpreadsheet();
  const relations = relationsOf(zip, workbook);
  const partOf = (type: string) => find(zip, [...relations.values()].find((relation) => relation.type === type)?.target ?? "");
  const { sheets: listed, date1904 } = readWorkbook(zip, workbook);
  const [styles, shared] = [partOf("styles"), partOf("sharedStrings")];
  const formats = styles === null ? [] : readFormats(zip, styles);
  const strings = shared === null ? [] : readSharedStrings(zip, shared);
  const visible = listed.filter(({ hidden }) => !hidden);
  const read = visible.map(({ name, relation }) => {
    const { type, target } = relations.get(relation) ?? { type: "worksheet", target: "" };
    const part = find(zip, target);
    // Sheets that are a chart or a dialogue hold no cells.
    if (part === null || type !== "worksheet") return { name, lost: type === "worksheet", sheet: null };
    return { name, lost: false, sheet: readSheet(zip, part, name, { strings, formats, count }) };
  });
  return {
    sheets: read.flatMap(({ sheet }) => (sheet ? [sheet.sheet] : [])),
    hiddenSheets: listed.filter(({ hidden }) => hidden).map(({ name }) => name),
    lostSheets: read.filter(({ lost }) => lost).map(({ name }) => name),
    withoutValue: read.flatMap(({ name, sheet }) => (sheet && sheet.withoutValue.length > 0 ? [{ sheet: name, cells: sheet.withoutValue }] : [])),
    date1904,
  };
}
