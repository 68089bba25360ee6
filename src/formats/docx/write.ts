import { zipSync } from "fflate";
import { a4, type Book, linesOf, type Paper, type PaperCell, type PaperTable, type Sheet, widthsOf } from "../../grid/paper.ts";
import { escapedXml } from "../xml-text.ts";

/**
 * A paper as a Word document: A4, each form on a page of its own, real merged cells on a fixed grid that Word and WPS
 * keep, the heads of tables repeated on each page, no row torn apart unless it is longer than a page, page numbers below.
 */
export function writeDocx(paper: Paper): Uint8Array {
  return zipped(documentOf(paper.title === null ? [] : [`<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>${run(paper.title)}</w:p>`], paper.sheets.map((sheet, index) => sheetOf(sheet, index))));
}

/**
 * A book as a Word document: cover, table of contents, parts. The page numbers of the contents are fields, so that Word
 * and WPS bring them up to date when they are asked to; until then they show what the caller knows.
 * @param pages the page of each heading, in the order of the book: parts, then their chapters and forms
 */
export function writeDocxBook(book: Book, pages: readonly number[]): Uint8Array {
  const { cover } = book;
  const entries = entriesOf(book);
  const mark = (nth: number, text: string) => `<w:bookmarkStart w:id="${nth}" w:name="_Toc${nth}"/>${run(text)}<w:bookmarkEnd w:id="${nth}"/>`;
  let nth = 0;
  const marked = (text: string, style: string, breakBefore = false) => {
    const paragraph = `<w:p><w:pPr><w:pStyle w:val="${style}"/>${breakBefore ? "<w:pageBreakBefore/>" : ""}</w:pPr>${mark(nth, text)}</w:p>`;
    nth++;
    return paragraph;
  };
  const front = [
    `<w:p><w:pPr><w:pStyle w:val="Title"/><w:spacing w:before="4800" w:after="4800"/></w:pPr>${run(cover.title, '<w:rPr><w:b/><w:sz w:val="52"/></w:rPr>')}</w:p>`,
    ...cover.lines.map((line) => `<w:p><w:pPr><w:pStyle w:val="Cover"/></w:pPr>${run(line)}</w:p>`),
    `<w:p><w:pPr><w:pStyle w:val="Title"/><w:pageBreakBefore/></w:pPr>${run("目　录")}</w:p>`,
    ...entries.map(({ text, level }, at) => `<w:p><w:pPr><w:pStyle w:val="Contents${level}"/></w:pPr>${run(text)}<w:r><w:tab/></w:r><w:fldSimple w:instr=" PAGEREF _Toc${at} \\h "><w:r><w:t>${pages[at] ?? ""}</w:t></w:r></w:fldSimple></w:p>`),
    // The pages of the parts count from one.
    `<w:p><w:pPr><w:sectPr><w:pgSz w:w="${twips(a4.width)}" w:h="${twips(a4.height)}"/><w:pgMar w:top="${margin}" w:right="${margin}" w:bottom="${margin}" w:left="${margin}" w:header="567" w:footer="454" w:gutter="0"/></w:sectPr></w:pPr></w:p>`,
  ];
  const body = book.parts.flatMap((part, index) => [
    marked(part.title, "Part", index > 0),
    ...part.chapters.flatMap(({ title, paragraphs }) => [marked(title, "Chapter"), ...paragraphs.map((text) => `<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr>${run(text)}</w:p>`)]),
    ...part.sheets.map((sheet, at) => sheetOf(sheet, part.chapters.length === 0 && at === 0 ? 0 : 1, (text, breakBefore) => marked(text, "Heading2", breakBefore))),
  ]);
  return zipped(documentOf(front, body, '<w:pgNumType w:start="1"/>'));
}

/** The headings of a book, as its table of contents lists them. */
export function entriesOf({ parts }: Book): { text: string; level: 1 | 2 }[] {
  return parts.flatMap(({ title, chapters, sheets }) => [{ text: title, level: 1 as const }, ...[...chapters, ...sheets].map((one) => ({ text: one.title, level: 2 as const }))]);
}

/** What makes a document of a body: fixed parts, and a number on each page. The same body gives the same bytes. */
function zipped(body: string): Uint8Array {
  const files = Object.fromEntries(Object.entries({ ...parts, "word/document.xml": body }).map(([name, text]) => [name, encoder.encode(text)]));
  return zipSync(files, { level: 6, mtime: "1980-01-02T00:00:00Z" });
}

const encoder = new TextEncoder();

function documentOf(front: readonly string[], sheets: readonly string[], numbering = ""): string {
  const section = `<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="${twips(a4.width)}" w:h="${twips(a4.height)}"/><w:pgMar w:top="${margin}" w:right="${margin}" w:bottom="${margin}" w:left="${margin}" w:header="567" w:footer="454" w:gutter="0"/>${numbering}</w:sectPr>`;
  return `${xml}<w:document xmlns:w="${main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>${front.join("")}${sheets.join("")}${section}</w:body></w:document>`;
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/** Word measures in twentieths of a point. */
const twips = (millimetres: number): number => Math.round((millimetres * 1440) / 25.4);
const margin = twips(a4.margin);

function run(text: string, looks = ""): string {
  const lines = escapedXml(text).split("\n");
  return `<w:r>${looks}${lines.map((line) => (line === "" ? "" : `<w:t xml:space="preserve">${line}</w:t>`)).join("<w:br/>")}</w:r>`;
}

const plainTitle = (text: string, breakBefore: boolean): string => `<w:p><w:pPr><w:pStyle w:val="Heading1"/>${breakBefore ? "<w:pageBreakBefore/>" : ""}</w:pPr>${run(text)}</w:p>`;

function sheetOf(sheet: Sheet, index: number, titleOf: (text: string, breakBefore: boolean) => string = plainTitle): string {
  const widths = widthsOf(sheet).map(twips);
  const lines = sheet.lines.map(({ left, middle, right }) => (middle === "" ? `<w:p><w:pPr><w:pStyle w:val="Line"/></w:pPr>${run(left)}<w:r><w:tab/></w:r>${run(right)}</w:p>` : `<w:p><w:pPr><w:pStyle w:val="Middle"/></w:pPr>${run(middle)}</w:p>`));
  // Word joins two tables that touch: a line of one point keeps them apart. One more closes the last.
  return `${titleOf(sheet.title, index > 0)}${lines.join("")}${sheet.tables.map((table) => tableOf(table, widths, sheet.print.size)).join(gap)}${gap}`;
}

const gap = '<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>';

function tableOf({ heads, rows }: PaperTable, widths: readonly number[], size: number): string {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join("");
  const above: (PaperCell | undefined)[] = [];
  const lines = rows.map((row, at) => {
    const head = at < heads ? "<w:tblHeader/>" : "";
    const whole = rowLines(row, widths, size) > longestRow ? "" : "<w:cantSplit/>";
    return `<w:tr><w:trPr>${whole}${head}</w:trPr>${cellsOf(row, at, above, rows, widths, size)}</w:tr>`;
  });
  return `<w:tbl><w:tblPr><w:tblStyle w:val="Form"/><w:tblW w:w="${whole}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${lines.join("")}</w:tbl>`;
}

/** Of so many lines a page is full: a longer row may be torn. */
const longestRow = 42;

/** How many lines the longest cell of one row has; a cell over several rows makes none of them longer. */
function rowLines(row: readonly PaperCell[], widths: readonly number[], size: number): number {
  return Math.max(1, ...row.filter(({ rowSpan }) => rowSpan === 1).map((cell) => linesOf(cell.text, Math.floor((widthOf(cell, widths) - 170) / (10 * size)))));
}

const widthOf = ({ column, colSpan }: PaperCell, widths: readonly number[]): number => widths.slice(column, column + colSpan).reduce((sum, width) => sum + width, 0);

/** The cells of a row from left to right; what a merged cell of a row above covers comes again as its continuation. */
function cellsOf(row: readonly PaperCell[], at: number, above: (PaperCell | undefined)[], rows: PaperTable["rows"], widths: readonly number[], size: number): string {
  const made: string[] = [];
  const own = new Map(row.map((cell) => [cell.column, cell]));
  for (let column = 0; column < widths.length; ) {
    const cell = own.get(column);
    const continued = above[column];
    if (cell) {
      made.push(cellOf(cell, widths, size, cell.rowSpan > 1 ? '<w:vMerge w:val="restart"/>' : ""));
      for (let to = column; to < column + cell.colSpan; to++) above[to] = cell;
      column += cell.colSpan;
    } else if (continued && rowOf(continued, rows) + continued.rowSpan > at) {
      made.push(cellOf({ ...continued, text: "" }, widths, size, "<w:vMerge/>"));
      column += continued.colSpan;
    } else column++;
  }
  return made.join("");
}

/** The size that the styles have, in points; another is said at the text. */
const ownSize = 10.5;

const firstRows = new WeakMap<PaperTable["rows"], Map<PaperCell, number>>();

function rowOf(cell: PaperCell, rows: PaperTable["rows"]): number {
  let known = firstRows.get(rows);
  if (!known) {
    known = new Map(rows.flatMap((row, at) => row.map((one): [PaperCell, number] => [one, at])));
    firstRows.set(rows, known);
  }
  return known.get(cell) ?? 0;
}

function cellOf(cell: PaperCell, widths: readonly number[], size: number, merge: string): string {
  const span = cell.colSpan > 1 ? `<w:gridSpan w:val="${cell.colSpan}"/>` : "";
  const style = cell.kind === "prose" ? "Prose" : cell.kind === "head" ? "Head" : "Cell";
  const looks = size === ownSize ? "" : `<w:rPr><w:sz w:val="${2 * size}"/></w:rPr>`;
  const content = cell.text === "" ? "" : run(cell.text, looks);
  return `<w:tc><w:tcPr><w:tcW w:w="${widthOf(cell, widths)}" w:type="dxa"/>${span}${merge}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${content}</w:p></w:tc>`;
}

const fonts = (ascii: string, chinese: string): string => `<w:rFonts w:ascii="${ascii}" w:hAnsi="${ascii}" w:eastAsia="${chinese}" w:cs="${ascii}"/>`;
const paragraphStyle = (id: string, name: string, paragraph: string, characters: string): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:pPr>${paragraph}</w:pPr><w:rPr>${characters}</w:rPr></w:style>`;
const contents = (indent: number): string => `<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="${twips(a4.width - 2 * a4.margin)}"/></w:tabs><w:spacing w:before="40" w:after="40"/><w:ind w:left="${indent}"/>`;
const border = (side: string): string => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`;

const styles = `${xml}<w:styles xmlns:w="${main}"><w:docDefaults><w:rPrDefault><w:rPr>${fonts("Times New Roman", "宋体")}<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
${paragraphStyle("Title", "Title", '<w:keepNext/><w:spacing w:before="120" w:after="240"/><w:jc w:val="center"/>', `${fonts("Times New Roman", "黑体")}<w:sz w:val="36"/>`)}
${paragraphStyle("Heading1", "heading 1", '<w:keepNext/><w:spacing w:before="60" w:after="120"/><w:jc w:val="center"/><w:outlineLvl w:val="0"/>', `${fonts("Times New Roman", "宋体")}<w:b/><w:sz w:val="32"/>`)}
${paragraphStyle("Heading2", "heading 2", '<w:keepNext/><w:spacing w:before="60" w:after="120"/><w:jc w:val="center"/><w:outlineLvl w:val="1"/>', `${fonts("Times New Roman", "宋体")}<w:b/><w:sz w:val="32"/>`)}
${paragraphStyle("Part", "Book Part", '<w:keepNext/><w:spacing w:before="120" w:after="240"/><w:jc w:val="center"/><w:outlineLvl w:val="0"/>', `${fonts("Times New Roman", "黑体")}<w:sz w:val="36"/>`)}
${paragraphStyle("Chapter", "Book Chapter", '<w:keepNext/><w:spacing w:before="120" w:after="60"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="1"/>', `${fonts("Times New Roman", "黑体")}<w:sz w:val="32"/>`)}
${paragraphStyle("Body", "Book Body", '<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>', `${fonts("Times New Roman", "仿宋")}<w:sz w:val="32"/>`)}
${paragraphStyle("Cover", "Book Cover", '<w:spacing w:after="120"/><w:jc w:val="center"/>', `${fonts("Times New Roman", "仿宋")}<w:sz w:val="32"/>`)}
${paragraphStyle("Contents1", "toc 1", contents(0), `${fonts("Times New Roman", "黑体")}<w:sz w:val="24"/>`)}
${paragraphStyle("Contents2", "toc 2", contents(420), '<w:sz w:val="24"/>')}
${paragraphStyle("Middle", "Form Middle", '<w:keepNext/><w:spacing w:after="80"/><w:jc w:val="center"/>', "")}
${paragraphStyle("Line", "Form Line", `<w:keepNext/><w:tabs><w:tab w:val="right" w:pos="${twips(a4.width - 2 * a4.margin)}"/></w:tabs><w:spacing w:after="40"/>`, "")}
${paragraphStyle("Cell", "Form Cell", '<w:spacing w:before="30" w:after="30"/><w:jc w:val="center"/>', "")}
${paragraphStyle("Head", "Form Head", '<w:spacing w:before="30" w:after="30"/><w:jc w:val="center"/>', "<w:b/>")}
${paragraphStyle("Prose", "Form Prose", '<w:spacing w:before="30" w:after="30"/><w:jc w:val="left"/>', "")}
${paragraphStyle("Gap", "Form Gap", '<w:spacing w:line="20" w:lineRule="exact"/>', '<w:sz w:val="2"/>')}
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>
<w:style w:type="table" w:styleId="Form"><w:name w:val="Form"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>${["top", "left", "bottom", "right", "insideH", "insideV"].map(border).join("")}</w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
</w:styles>`;

/** The fonts' other names and kinds, from which a system without them chooses what stands in. */
const fontTable = `${xml}<w:fonts xmlns:w="${main}">${[["宋体", "SimSun", "roman"], ["黑体", "SimHei", "swiss"], ["仿宋", "FangSong", "roman"]].map(([name, other, family]) => `<w:font w:name="${name}"><w:altName w:val="${other}"/><w:charset w:val="86"/><w:family w:val="${family}"/></w:font>`).join("")}</w:fonts>`;

const footer = `${xml}<w:ftr xmlns:w="${main}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>`;

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const type = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const parts = {
  "[Content_Types].xml": `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${type}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${type}.styles+xml"/><Override PartName="/word/settings.xml" ContentType="${type}.settings+xml"/><Override PartName="/word/fontTable.xml" ContentType="${type}.fontTable+xml"/><Override PartName="/word/footer1.xml" ContentType="${type}.footer+xml"/></Types>`,
  "_rels/.rels": `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
  "word/_rels/document.xml.rels": `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${office}/settings" Target="settings.xml"/><Relationship Id="rId3" Type="${office}/footer" Target="footer1.xml"/><Relationship Id="rId4" Type="${office}/fontTable" Target="fontTable.xml"/></Relationships>`,
  "word/styles.xml": styles,
  "word/settings.xml": `${xml}<w:settings xmlns:w="${main}"><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`,
  "word/fontTable.xml": fontTable,
  "word/footer1.xml": footer,
};
