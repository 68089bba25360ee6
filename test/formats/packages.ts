// Builds small packages by hand, so that a test shows the XML that it is about.
import { strToU8, zipSync } from "fflate";
import type { Cell, Grid } from "../../src/grid/grid.ts";

const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"';
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export function zip(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, typeof text === "string" ? strToU8(text) : text])));
}

function relationsOf(targets: Readonly<Record<string, string>>): string {
  const all = Object.entries(targets).map(([type, target]) => `<Relationship Id="${type}" Type="${relations}/${type}" Target="${target}"/>`);
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join("")}</Relationships>`;
}

/** A docx with this body, and with styles and list definitions where they are given. */
export function docx(body: string, parts: { styles?: string; numbering?: string } = {}): Uint8Array {
  return zip({
    "_rels/.rels": relationsOf({ officeDocument: "word/document.xml" }),
    "word/_rels/document.xml.rels": relationsOf({ styles: "styles.xml", numbering: "numbering.xml" }),
    "word/document.xml": `<?xml version="1.0" encoding="UTF-8"?><w:document ${word}><w:body>${body}</w:body></w:document>`,
    ...(parts.styles === undefined ? {} : { "word/styles.xml": `<w:styles ${word}>${parts.styles}</w:styles>` }),
    ...(parts.numbering === undefined ? {} : { "word/numbering.xml": `<w:numbering ${word}>${parts.numbering}</w:numbering>` }),
  });
}

const odf = ["office", "text", "table", "style"].map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`).join(" ");
const odfMore = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"';

/** An odt with this body and these automatic styles. */
export function odt(body: string, styles = ""): Uint8Array {
  return zip({
    mimetype: "application/vnd.oasis.opendocument.text",
    "content.xml": `<office:document-content ${odf} ${odfMore}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
  });
}

/** A paragraph and a cell of Word with a text. @param properties what stands in `w:tcPr` */
export const p = (text: string, properties = "") => `<w:p>${properties === "" ? "" : `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
export const tc = (text: string, properties = "") => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(text)}</w:tc>`;
export const tr = (...cells: readonly string[]) => `<w:tr>${cells.join("")}</w:tr>`;
export const tbl = (...rows: readonly string[]) => `<w:tbl><w:tblPr/><w:tblGrid/>${rows.join("")}</w:tbl>`;

/** A grid as people would draw it: a line for each paragraph and row; `@column`, `↓rows`, `→columns` before the text. */
export function drawn(grid: Grid): string[] {
  return grid.blocks.flatMap((block) => {
    if (block.kind === "break") return ["---"];
    if (block.kind === "paragraph") return [`${block.heading === null ? "" : `${"#".repeat(block.heading)} `}${block.text}`];
    return block.rows.map((row) => row.map(cell).join(" | ") || "(empty row)");
  });
}

function cell({ column, rowSpan, colSpan, text }: Cell): string {
  return `@${column}${rowSpan > 1 ? `↓${rowSpan}` : ""}${colSpan > 1 ? `→${colSpan}` : ""} ${text}`.trim();
}
