import { a4, type Book, linesOf, type Paper, type PaperTable, type Sheet, widthsOf } from "../../grid/paper.ts";

/**
 * What sets pages and embeds fonts: native code, so the caller hands it in. It gets a page source in Typst's language and
 * the texts beside it, which never become part of the source.
 */
export interface PdfPrinter {
  print(source: string, inputs: Readonly<Record<string, string>>): Uint8Array;
  /** What the source tells of itself once its pages are set: the values of its metadata labelled `<told>`, in order. */
  told(source: string, inputs: Readonly<Record<string, string>>): unknown[];
  /** The characters of a text that the embedded font cannot draw: the system's fonts may, or a box stands there. */
  notDrawn(text: string): string[];
}

/** A paper as PDF: A4, text that can be selected, the heads of tables on each page, no row torn unless it is longer than a page. */
export function writePdf(paper: Paper, printer: PdfPrinter): Uint8Array {
  return printer.print(template, { paper: JSON.stringify({ title: paper.title, sheets: paper.sheets.map(sheetOf) }) });
}

/** A book as PDF: cover, table of contents, parts; the pages of the parts count from one. */
export function writePdfBook(book: Book, printer: PdfPrinter): Uint8Array {
  return printer.print(bookTemplate, inputsOf(book));
}

/** On which page each heading of a book stands when it is printed: parts, then their chapters and forms. */
export function pagesOfBook(book: Book, printer: PdfPrinter): number[] {
  return printer.told(bookTemplate, inputsOf(book)).map(Number);
}

const inputsOf = ({ cover, parts }: Book): Record<string, string> => ({ book: JSON.stringify({ cover, parts: parts.map(({ title, chapters, sheets }) => ({ title, chapters, sheets: sheets.map(sheetOf) })) }) });

function sheetOf(sheet: Sheet): unknown {
  const widths = widthsOf(sheet);
  return { title: sheet.title, size: sheet.print.size, large: sheet.print.title, widths, lines: sheet.lines, tables: sheet.tables.map((table) => ({ heads: table.heads, cells: cellsOf(table, widths, sheet.print.size) })) };
}

/** Of so many lines a page is full: the cells of a longer row may be torn, as those over several rows may. */
const longestRow = 42;
/** About so many narrow characters of 10.5 points stand in a millimetre. */
const narrowPerMillimetre = 0.54;

function cellsOf({ rows }: PaperTable, widths: readonly number[], size: number): unknown[] {
  return rows.flatMap((row, y) => {
    const lines = row.filter(({ rowSpan }) => rowSpan === 1).map(({ text, column, colSpan }) => linesOf(text, Math.floor(((widths.slice(column, column + colSpan).reduce((sum, width) => sum + width, 0) - 3) * narrowPerMillimetre * 10.5) / size)));
    const torn = Math.max(1, ...lines) > longestRow;
    return row.map(({ text, kind, column, colSpan, rowSpan }) => ({ x: column, y, w: colSpan, h: rowSpan, kind, lines: text.split("\n").map(breakable), torn: torn || rowSpan > 1 }));
  });
}

/** Figures and Latin letters have no place to break: too long for a narrow cell, they would run over its border. */
const breakable = (text: string): string => text.replace(/[!-~≥≤]{6,}/g, (run) => [...run].join("\u200b"));

/** How all pages look, and how a form is set. */
const common = `
#set page(paper: "a4", margin: ${a4.margin}mm)
#set text(font: "Noto Serif SC", size: 10.5pt, lang: "zh", region: "cn", cjk-latin-spacing: none, top-edge: 0.88em, bottom-edge: -0.12em)
// The author's own lines stand a little further apart than those that only the width of a cell makes.
#set par(leading: 0.35em, spacing: 0.6em, justify: false)
#set block(spacing: 0pt)
#let number = align(center, context [— #counter(page).display() —])
#let prose(lines) = if lines.len() == 1 { lines.at(0) } else { lines.map(line => par(line)).join() }
#let cell(c) = table.cell(
  x: c.x, y: c.y, colspan: c.w, rowspan: c.h, breakable: c.torn,
  align: if c.kind == "prose" { left + horizon } else { center + horizon },
  if c.kind == "head" { strong(prose(c.lines)) } else { prose(c.lines) },
)
#let form(sheet) = {
  set text(size: sheet.size * 1pt)
  for line in sheet.lines {
    if line.middle != "" { align(center, block(below: 5pt, line.middle)) } else { block(below: 4pt, width: 100%, grid(columns: (1fr, auto), line.left, line.right)) }
  }
  for one in sheet.tables {
    let heads = one.cells.filter(c => c.y < one.heads).map(cell)
    let body = one.cells.filter(c => c.y >= one.heads).map(cell)
    table(
      columns: sheet.widths.map(w => w * 1mm), stroke: 0.5pt, inset: (x: 1.5mm, y: 1.1mm),
      ..if heads.len() > 0 { (table.header(..heads),) }, ..body,
    )
  }
}
`;

const template = `${common}
#let paper = json(bytes(sys.inputs.paper))
#set document(title: if paper.title != none { paper.title } else { paper.sheets.at(0, default: (title: "")).title })
#set page(footer: number)
#show heading: set block(below: 8pt)
#show heading: it => align(center, block(below: 8pt, it.body))
#if paper.title != none { align(center, block(below: 14pt, text(size: 18pt, paper.title))) }
#for (i, sheet) in paper.sheets.enumerate() {
  if i > 0 { pagebreak() }
  heading(level: 1, text(size: sheet.large * 1pt, weight: "bold", sheet.title))
  form(sheet)
}
`;

const bookTemplate = `${common}
#let book = json(bytes(sys.inputs.book))
#set document(title: book.cover.title)
#show heading.where(level: 1): it => align(center, block(below: 12pt, text(size: 18pt, weight: "bold", it.body)))
#show heading.where(level: 2): it => align(center, block(below: 8pt, text(size: 16pt, weight: "bold", it.body)))
#let told = context [#metadata(counter(page).get().first()) <told>]
#v(9cm)
#align(center, text(size: 26pt, weight: "bold", book.cover.title))
#v(9cm)
#for line in book.cover.lines { align(center, block(below: 8pt, text(size: 16pt, line))) }
#pagebreak()
#align(center, block(below: 12pt, text(size: 18pt, weight: "bold")[目　录]))
#{
  set text(size: 12pt)
  show outline.entry: it => block(below: 7pt, it)
  outline(title: none, depth: 2, indent: 1.5em)
}
#pagebreak()
#counter(page).update(1)
#set page(footer: number)
#for (i, part) in book.parts.enumerate() {
  if i > 0 { pagebreak() }
  heading(level: 1, part.title)
  told
  for chapter in part.chapters {
    {
      show heading.where(level: 2): it => block(above: 8pt, below: 6pt, h(2em) + text(size: 16pt, weight: "bold", it.body))
      heading(level: 2, chapter.title)
    }
    told
    set text(size: 16pt)
    set par(leading: 0.75em, spacing: 0.75em, first-line-indent: (amount: 2em, all: true), justify: true)
    for text in chapter.paragraphs { par(text) }
  }
  for (at, sheet) in part.sheets.enumerate() {
    if at > 0 or part.chapters.len() > 0 { pagebreak() }
    heading(level: 2, sheet.title)
    told
    form(sheet)
  }
}
`;
