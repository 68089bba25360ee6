import type { CellCount } from "../limits.ts";
import { type Attributes, type XmlHandler, readXml } from "../xml.ts";
import { type Zip, encrypted } from "../zip.ts";
import { type Book, cellName, maxColumns, maxRows, notSpreadsheet } from "./book.ts";
import type { RawCell, RawRange, Sheet } from "./sheet-table.ts";

const namespaces: ReadonlyMap<string, string> = new Map([
  ["urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"],
  ["urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"],
  ["urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"],
  ["urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"],
]);

/** Inside a cell or a sheet, but no text of a cell: notes, drawings, what was deleted, pronunciation. */
const left = new Set(["office:annotation", "table:shapes", "table:tracked-changes", "text:ruby-text", "table:dde-links", "office:forms"]);

/**
 * Reads a workbook of LibreOffice (ods). The file states the text that each cell shows. Repeated rows and columns are
 * made only where they hold something.
 */
export function readOds(zip: Zip, count: CellCount): Book {
  if (zip.entries.has("META-INF/manifest.xml")) {
    const manifest = new TextDecoder("utf-8").decode(zip.bytes("META-INF/manifest.xml"));
    if (manifest.includes("encryption-data")) throw encrypted();
  }
  const reader = new OdsReader(count);
  readXml(zip, "content.xml", namespaces, reader);
  if (!reader.isSpreadsheet) throw notSpreadsheet();
  return reader.book();
}

interface OpenSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly data: RawCell[][];
  readonly merges: RawRange[];
  readonly hiddenRows: Set<number>;
  readonly hiddenColumns: Set<number>;
  readonly withoutValue: string[];
  row: number;
  columns: number;
}

interface OpenCell {
  readonly attributes: Attributes;
  readonly column: number;
  readonly repeated: number;
  text: string | null;
}

class OdsReader implements XmlHandler {
  isSpreadsheet = false;
  readonly #sheets: OpenSheet[] = [];
  readonly #hiddenStyles = new Set<string>();
  readonly #count: CellCount;
  #style = "";
  #sheet: OpenSheet | null = null;
  #rowCells: RawCell[] = [];
  #rowMerges: { column: number; rows: number; columns: number }[] = [];
  #rowRepeated = 1;
  #column = 0;
  #cell: OpenCell | null = null;
  #inParagraph = 0;

  constructor(count: CellCount) {
    this.#count = count;
  }

  open(name: string, attributes: Attributes): boolean {
    if (left.has(name) || (name.startsWith("draw:") && this.#cell === null)) return false;
    if (name === "office:spreadsheet") this.isSpreadsheet = true;
    else if (name === "style:style") this.#style = attributes["style:name"] ?? "";
    else if (name === "style:table-properties" && attributes["table:display"] === "false") this.#hiddenStyles.add(this.#style);
    else if (name === "table:table") return this.#openSheet(attributes);
    else if (this.#sheet) this.#openInSheet(this.#sheet, name, attributes);
    return true;
  }

  close(name: string): void {
    const sheet = this.#sheet;
    if (name === "text:p" || name === "text:h") this.#inParagraph = Math.max(0, this.#inParagraph - 1);
    else if (name === "table:table-cell" && sheet) this.#closeCell(sheet);
    else if (name === "table:table-row" && sheet) this.#closeRow(sheet);
    else if (name === "table:table") this.#sheet = null;
  }

  text(text: string): void {
    // White space of the file is one space; what is meant as more is marked as such.
    if (this.#cell && this.#inParagraph > 0) this.#cell.text = (this.#cell.text ?? "") + text.replace(/[\t\r\n ]+/g, " ");
  }

  book(): Book {
    const visible = this.#sheets.filter(({ hidden }) => !hidden);
    return {
      sheets: visible.map(({ name, data, merges, hiddenRows, hiddenColumns }): Sheet => ({ name, data, merges, hiddenRows, hiddenColumns })),
      hiddenSheets: this.#sheets.filter(({ hidden }) => hidden).map(({ name }) => name),
      lostSheets: [],
      withoutValue: visible.filter(({ withoutValue }) => withoutValue.length > 0).map(({ name, withoutValue }) => ({ sheet: name, cells: withoutValue })),
      date1904: false,
    };
  }

  /** A table inside a cell is left out: no program writes one into a workbook. */
  #openSheet(attributes: Attributes): boolean {
    if (this.#sheet) return false;
    const name = attributes["table:name"] ?? `Sheet${this.#sheets.length + 1}`;
    const hidden = this.#hiddenStyles.has(attributes["table:style-name"] ?? "");
    this.#sheet = { name, hidden, data: [], merges: [], hiddenRows: new Set(), hiddenColumns: new Set(), withoutValue: [], row: 0, columns: 0 };
    this.#sheets.push(this.#sheet);
    return true;
  }

  #openInSheet(sheet: OpenSheet, name: string, attributes: Attributes): void {
    const hidden = /^(?:collapse|filter)$/.test(attributes["table:visibility"] ?? "");
    if (name === "table:table-column") {
      const repeated = numberOf(attributes["table:number-columns-repeated"], maxColumns);
      for (let nth = 0; hidden && nth < repeated && sheet.columns + nth < maxColumns; nth++) sheet.hiddenColumns.add(sheet.columns + nth);
      sheet.columns += repeated;
    } else if (name === "table:table-row") {
      this.#rowRepeated = numberOf(attributes["table:number-rows-repeated"], maxRows);
      this.#rowCells = [];
      this.#rowMerges = [];
      this.#column = 0;
      for (let nth = 0; hidden && nth < this.#rowRepeated && sheet.row + nth < maxRows; nth++) sheet.hiddenRows.add(sheet.row + nth);
    } else if (name === "table:table-cell" || name === "table:covered-table-cell") {
      const repeated = numberOf(attributes["table:number-columns-repeated"], maxColumns);
      this.#cell = name === "table:table-cell" ? { attributes, column: this.#column, repeated, text: null } : null;
      this.#column += repeated;
    } else if (this.#cell) this.#openInCell(this.#cell, name, attributes);
  }

  #openInCell(cell: OpenCell, name: string, attributes: Attributes): void {
    if (name === "text:p" || name === "text:h") {
      this.#inParagraph++;
      cell.text = cell.text === null ? "" : `${cell.text}\n`;
    } else if (name === "text:line-break") cell.text = `${cell.text ?? ""}\n`;
    else if (name === "text:tab") cell.text = `${cell.text ?? ""}\t`;
    else if (name === "text:s") cell.text = (cell.text ?? "") + " ".repeat(Math.min(numberOf(attributes["text:c"], 100), 100));
  }

  #closeCell(sheet: OpenSheet): void {
    const cell = this.#cell;
    this.#cell = null;
    this.#inParagraph = 0;
    if (!cell || cell.column >= maxColumns) return;
    const { attributes, column } = cell;
    const rows = numberOf(attributes["table:number-rows-spanned"], maxRows);
    const columns = numberOf(attributes["table:number-columns-spanned"], maxColumns);
    if (rows > 1 || columns > 1) this.#rowMerges.push({ column, rows, columns });
    const raw = rawCell(attributes, cell.text ?? "");
    if (raw === null) {
      if (attributes["table:formula"] !== undefined && attributes["office:value-type"] === undefined) sheet.withoutValue.push(cellName(sheet.row, column));
      return;
    }
    for (let nth = 0; nth < cell.repeated && column + nth < maxColumns; nth++) this.#rowCells[column + nth] = raw;
    this.#count.add(cell.repeated);
  }

  #closeRow(sheet: OpenSheet): void {
    const filled = this.#rowCells.length > 0;
    // The cells of the first row are counted; those of its repetitions come on top.
    if (filled) this.#count.add((this.#rowRepeated - 1) * this.#rowCells.filter(() => true).length);
    for (let nth = 0; filled && nth < this.#rowRepeated && sheet.row + nth < maxRows; nth++) sheet.data[sheet.row + nth] = this.#rowCells;
    for (const { column, rows, columns } of this.#rowMerges) {
      sheet.merges.push({ s: { r: sheet.row, c: column }, e: { r: sheet.row + rows - 1, c: column + columns - 1 } });
    }
    sheet.row += this.#rowRepeated;
  }
}

function numberOf(text: string | undefined, most: number): number {
  const value = Number(text ?? "1");
  return Number.isInteger(value) && value > 1 ? Math.min(value, most) : 1;
}

/** A cell with the text that it shows; null for an empty one. */
function rawCell(attributes: Attributes, text: string): RawCell | null {
  const type = attributes["office:value-type"];
  const value = attributes["office:value"];
  const isNumber = type === "float" || type === "percentage" || type === "currency";
  if (isNumber && value !== undefined && Number.isFinite(Number(value))) return { t: "n", v: Number(value), w: text };
  const shown = text === "" ? (attributes["office:string-value"] ?? "") : text;
  return shown.trim() === "" ? null : { t: "s", v: shown };
}
