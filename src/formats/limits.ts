import { DabiaoError } from "../problem.ts";

/** The largest file that is read. A text of this size holds some ten thousand forms. */
export const maxBytes = 64 * 1024 * 1024;
/** The largest archive of such files: thousands of documents. */
export const maxArchiveBytes = 1024 * 1024 * 1024;
/** What a single part of a document may unpack to, all parts read taken together. */
export const maxUnpacked = 512 * 1024 * 1024;
/** How many times its packed size a part may unpack to, once it is larger than `ratioFrom`. */
export const maxRatio = 200;
export const ratioFrom = 10 * 1024 * 1024;
/** Entries of one package. Word writes a few dozen; an archive of documents holds thousands. */
export const maxEntries = 100_000;
/** Elements of XML inside each other. A table in a table in a table needs about 40. */
export const maxNesting = 256;
/** Cells of one document; the largest published sets of forms have some 100,000. */
export const maxCells = 2_000_000;
/** Columns of one table: that of the widest spreadsheets. */
export const maxColumns = 16_384;

/** Counts the cells of a document while it is read, so that a bomb is refused before it fills the memory. */
export class CellCount {
  #cells = 0;

  add(cells = 1): void {
    this.#cells += cells;
    if (this.#cells > maxCells) {
      throw new DabiaoError("FORMAT-10", {
        message: `文件里的表格超过 ${maxCells / 10_000} 万个单元格，没有读取。`,
        hint: "请删去多余的空行空列，或拆成几个文件后再导入。",
      });
    }
  }
}

export function tooManyColumns(): DabiaoError {
  return new DabiaoError("FORMAT-11", {
    message: `文件里有一张表超过 ${maxColumns} 列，没有读取。`,
    hint: "请删去多余的空列后再导入。",
  });
}

/** @param what the kind of nesting, as people call it: XML, 网页 */
export function tooDeep(what: string, limit: number): DabiaoError {
  return new DabiaoError("FORMAT-09", {
    message: `文件内容（${what}）的嵌套超过 ${limit} 层，不像正常文档，没有读取。`,
    hint: "请用 Word、WPS 或 LibreOffice 打开，另存一份后重试。",
  });
}
