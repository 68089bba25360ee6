import type { Declaration, Format, FormId, SourceDocument, WrittenFormat } from "./declaration/schema.ts";
import { type Member, membersOf } from "./formats/archive.ts";
import { type Kind, detectKind } from "./formats/detect.ts";
import { readDoc } from "./formats/doc/read.ts";
import { readDocx } from "./formats/docx/read.ts";
import { writeDocx, writeDocxBook } from "./formats/docx/write.ts";
import { decodeHtml, readHtml } from "./formats/html/read.ts";
import { writeHtml } from "./formats/html/write.ts";
import { maxBytes } from "./formats/limits.ts";
import { readOdt } from "./formats/odt/read.ts";
import type { PdfEngine } from "./formats/pdf/engine.ts";
import { readPdf } from "./formats/pdf/read.ts";
import { type PdfPrinter, pagesOfBook, writePdf, writePdfBook } from "./formats/pdf/write.ts";
import { readSpreadsheet } from "./formats/spreadsheet/read.ts";
import { markXlsx } from "./formats/spreadsheet/mark.ts";
import { writeXlsx } from "./formats/spreadsheet/write.ts";
import { decodeText } from "./formats/text/decode.ts";
import { readText } from "./formats/text/read.ts";
import { type BlankProject, blankPaper } from "./forms/blank.ts";
import type { FormDefinition } from "./forms/form.ts";
import { readForms } from "./forms/read.ts";
import { type Loss, paperOf } from "./forms/write.ts";
import type { Grid } from "./grid/grid.ts";
import type { Paper, Sheet } from "./grid/paper.ts";
import { DabiaoError } from "./problem.ts";
import { type WholeTexts, bookOf } from "./publication/book.ts";
import { marksOf } from "./review/reports/marks.ts";
import { type Settings, review } from "./review/run.ts";

export { type Loss, paperOf } from "./forms/write.ts";
export { type WholeTexts, wholeTextsOf } from "./publication/book.ts";
export { type Settings, review } from "./review/run.ts";

/** What some formats need from outside the pure rooms; asked for when a file of that format comes. */
export interface Engines {
  pdf(): Promise<PdfEngine>;
}

/** What some formats need from outside to be written. */
export interface Printers {
  pdf(): PdfPrinter;
}

/**
 * Reads one file of any format and any region's form: the only place where the steps stand in a row.
 * @param bytes the file
 * @param name its name, kept in the answer; it only breaks a tie between twins (doc and wps, xls and et)
 * @param engines what PDF needs; without it a PDF is refused
 * @param house forms that people taught the house, beside the described ones
 * @throws DabiaoError when the bytes are no readable document (empty, too large, a picture, encrypted, broken …);
 *         a document without a form is no error: its verdict is `none`
 */
export async function readDocument(bytes: Uint8Array, name: string, engines?: Engines, house: readonly FormDefinition[] = []): Promise<SourceDocument> {
  const { grid, format } = await readGrid(bytes, name, engines);
  return { file: name, sha256: await sha256(bytes), format, ...readForms(grid, house) };
}

/**
 * The first step alone: the pages, tables and cells of a file, for showing it beside what was read from it.
 * @throws DabiaoError as `readDocument`
 */
export async function readGrid(bytes: Uint8Array, name: string, engines?: Engines): Promise<{ grid: Grid; format: Format }> {
  checkSize(bytes, name);
  return gridOf(bytes, name, detectKind(bytes, name), engines);
}

/**
 * The files that a file holds: the members of a zip archive, named `archive.zip!/path` and unpacked when reached, or the
 * file itself.
 */
export function* filesIn(bytes: Uint8Array, name: string): Generator<Member> {
  checkSize(bytes, name);
  if (detectKind(bytes, name) === "archive") yield* membersOf(bytes, name, maxBytes);
  else yield { name, bytes };
}

/**
 * Writes declarations as a file: `paperOf` in a format.
 * @param printers what PDF needs; without it a PDF is refused
 */
export async function writeDocument(declarations: readonly Declaration[], to: { form: FormId | FormDefinition; format: WrittenFormat; title: string | null }, printers?: Printers): Promise<{ bytes: Uint8Array; losses: Loss[] }> {
  const { paper, losses } = paperOf(declarations, to.form, to.title);
  return { bytes: await writePaper(paper, to.format, printers), losses: to.format === "pdf" ? [...losses, ...withoutGlyphs(paper.sheets, printers)] : losses };
}

/** What the font of PDFs cannot draw (`WRITE-07`): the text behind it is right, but a box may stand there. */
function withoutGlyphs(sheets: readonly Sheet[], printers: Printers | undefined): Loss[] {
  return sheets.flatMap(({ name, title, lines, tables }) => {
    const text = [title, ...lines.flatMap(({ left, middle, right }) => [left, middle, right]), ...tables.flatMap(({ rows }) => rows.flat().map((cell) => cell.text))].join("");
    const missing = printers?.pdf().notDrawn(text) ?? [];
    return missing.length === 0 ? [] : [{ project: name, problems: [{ code: "WRITE-07", severity: "warning" as const, message: `PDF 的字体里没有这些字，可能显示为方框：${missing.join("")}。`, at: null }] }];
  });
}

/**
 * Writes the book of a year: cover, contents with page numbers, the whole and all projects on a form's paper.
 * @param whole what is said of the whole unit or department (`wholeTextsOf`)
 * @param title of the cover; null for unit and year
 */
export function writeBook(declarations: readonly Declaration[], whole: WholeTexts, to: { form: FormId | FormDefinition; format: "docx" | "pdf"; title: string | null }, printers: Printers): { bytes: Uint8Array; losses: Loss[] } {
  const { book, losses } = bookOf(declarations, whole, to.form, to.title);
  const printer = printers.pdf();
  // Word finds its page numbers only when it is asked to: until then the contents show those of the printed pages.
  return { bytes: to.format === "pdf" ? writePdfBook(book, printer) : writeDocxBook(book, pagesOfBook(book, printer)), losses };
}

/** A paper that is laid out already, in a format. */
export async function writePaper(paper: Paper, format: WrittenFormat, printers?: Printers): Promise<Uint8Array> {
  switch (format) {
    case "docx":
      return writeDocx(paper);
    case "xlsx":
      return await writeXlsx(paper);
    case "html":
      return new TextEncoder().encode(writeHtml(paper));
    case "pdf":
      if (!printers) throw new DabiaoError("WRITE-10", { message: "这里没有生成 PDF 的部件。", hint: "请改用 docx、xlsx 或 html。" });
      return writePdf(paper, printers.pdf());
  }
}

/** A workbook to be filled in offline: a sheet a project, with choices and notes; what is known of them stands in it. */
export async function blankWorkbook(unit: string | null, year: number | null, projects: readonly BlankProject[]): Promise<Uint8Array> {
  if (projects.length === 0) throw new DabiaoError("WRITE-04", { message: "没有项目，填报工作簿里没有工作表。", hint: "请至少写一个项目名称。" });
  return await writeXlsx(blankPaper(unit, year, projects));
}

/**
 * A copy of a filled-in workbook with everything marked that has to be put right.
 * @param document what was read from these bytes
 * @throws DabiaoError WRITE-06 when it is no xlsx: other spreadsheets cannot be marked without losing something
 */
export async function markedWorkbook(bytes: Uint8Array, document: SourceDocument, settings: Settings = {}): Promise<{ bytes: Uint8Array; marks: number }> {
  if (document.format !== "xlsx") throw new DabiaoError("WRITE-06", { message: `“${document.file}”不是 xlsx 工作簿，不能在副本里标注。`, hint: "请另存为 xlsx 再试。" });
  const marks = marksOf(document, review([document], settings)).flatMap(({ at, serious, message }) => (at.sheet === null || at.row === null || at.column === null ? [] : [{ sheet: at.sheet, row: at.row, column: at.column, serious, message }]));
  return { bytes: await markXlsx(bytes, marks), marks: marks.length };
}

async function gridOf(bytes: Uint8Array, name: string, kind: Kind, engines: Engines | undefined): Promise<{ grid: Grid; format: Format }> {
  switch (kind) {
    case "docx":
      return { grid: readDocx(bytes), format: "docx" };
    case "odt":
      return { grid: readOdt(bytes), format: "odt" };
    case "xlsx":
    case "ods":
      return { grid: readSpreadsheet(bytes), format: kind };
    // WPS's own files are the twins of Microsoft's: only the name tells them apart.
    case "xls":
      return { grid: readSpreadsheet(bytes), format: /\.et$/i.test(name) ? "et" : "xls" };
    case "doc":
      return { grid: readDoc(bytes), format: /\.wps$/i.test(name) ? "wps" : "doc" };
    case "html":
      return { grid: readHtml(decodeHtml(bytes)), format: "html" };
    case "pdf":
      if (!engines) throw new DabiaoError("READ-16", { message: `“${name}”是 PDF，这里没有读取 PDF 的部件。`, hint: "请在命令行或网页上导入。" });
      // A copy: pdf.js keeps the bytes that it is given, and takes nothing but a plain array.
      return { grid: await readPdf(new Uint8Array(bytes), await engines.pdf()), format: "pdf" };
    case "archive":
      throw new DabiaoError("READ-15", { message: `“${name}”是压缩包里的压缩包，或不装文档的压缩包，没有读取。`, hint: "请先解压，再导入里面的文件。" });
    case "text": {
      const { grid, markdown } = readText(readableText(bytes, name));
      return { grid, format: markdown ? "markdown" : "text" };
    }
  }
}

/** The text of a source file as places count it. */
export function readableText(bytes: Uint8Array, name: string): string {
  checkSize(bytes, name);
  const text = decodeText(bytes, name);
  if (text.trim() === "") throw new DabiaoError("READ-11", { message: `“${name}”里没有文字。`, hint: "请确认文件内容，再重新选择。" });
  return text;
}

function checkSize(bytes: Uint8Array, name: string): void {
  if (bytes.length === 0) throw new DabiaoError("READ-11", { message: `“${name}”是空文件。`, hint: "请确认文件已经保存，再重新选择。" });
  if (bytes.length > maxBytes) {
    const size = Math.ceil(bytes.length / 1024 / 1024);
    throw new DabiaoError("READ-12", { message: `“${name}”有 ${size} MB，超过 ${maxBytes / 1024 / 1024} MB 的上限。`, hint: "请拆成几个较小的文件后再导入。" });
  }
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
