import { type PlaceParts, place } from "../../place.ts";
import type { Block, Cell, Grid, Paragraph, Piece } from "../../grid/grid.ts";
import { lineAt, lineStartsOf } from "../../grid/lines.ts";
import { hasBorders, isBorder, withPipes } from "./drawn.ts";
import { type TagTable, tagTables } from "./html-tables.ts";
import { withoutMarkup } from "./markup.ts";
import { type CellSpan, declaredSeparator, isProse, rowAt, separatorOf } from "./separated.ts";

/** One line of the text and where it begins and ends (without its line end). */
interface Line {
  number: number;
  from: number;
  text: string;
  kind: "blank" | "heading" | "pipes" | "rule" | "border" | "tabs" | "blanks" | "cells" | "words";
  /** The cells of a row that a program wrote with separators and quotes. */
  cells?: readonly CellSpan[];
}

/**
 * Reads text in which tables were flattened into lines: Markdown tables, tables drawn with characters or printed in the
 * tags of web pages, rows of cells with tabs or commas between them, or one cell a line, each behind a tab. Blank lines
 * between rows become breaks, since that is what a page break leaves.
 * @returns a grid whose tables have `lost` spans, and whether a Markdown table was found
 */
export function readText(text: string): { grid: Grid; markdown: boolean } {
  const lineStarts = lineStartsOf(text);
  const printed = lineStarts.map((from, index) => lineOf(text, from, lineStarts[index + 1] ?? text.length + 1, index));
  const tags = tagTables(text, (from, to, parts) => piece(text, { number: lineAt(lineStarts, from), from: 0, text: "", kind: "words" }, from, to, parts));
  const outside = printed.flatMap((line) => outsideOf(line, tags));
  const tab = blanksOfATab(outside);
  const blanks = outside.map((line): Line => (tab !== null && line.kind === "words" && line.text.includes(tab) ? { ...line, kind: "blanks" } : line));
  const lines = tab === null && tags.length === 0 ? withSeparatedRows(text, blanks) : blanks;
  const blocks = cellsStandOnLines(lines) ? readCellLines(text, lines) : readRowLines(text, lines, tab, tags);
  return { grid: { blocks, lineStarts, problems: [] }, markdown: lines.some(({ kind, text: line }) => kind === "rule" && line.includes("|")) || tags.length > 0 };
}

/** What a line holds beside the tables in tags: nothing, or what stands behind the end of one. */
function outsideOf(line: Line, tags: readonly TagTable[]): Line[] {
  const end = line.from + line.text.length;
  const table = tags.find(({ from, to }) => line.from < to && end > from);
  if (!table) return [line];
  const rest = line.text.slice(Math.max(0, table.to - line.from));
  return end > table.to && rest.trim() !== "" ? [{ ...line, from: table.to, text: rest, kind: "words" }] : [];
}

function lineOf(text: string, from: number, next: number, index: number): Line {
  const content = withPipes(text.slice(from, next - 1).replace(/\r$/, ""));
  return { number: index + 1, from, text: content, kind: kindOf(content) };
}

function kindOf(line: string): Line["kind"] {
  if (!line.includes("\t") && line.trim() === "") return "blank";
  if (/^\s{0,3}#{1,6}\s/.test(line)) return "heading";
  if (isBorder(line)) return "border";
  if (/^[\s|:-]+$/.test(line) && line.includes("--") && /[|\t]/.test(line)) return "rule";
  if (!line.includes("\t") && (/\|\s*$/.test(line) || line.includes(" | "))) return "pipes";
  return line.includes("\t") ? "tabs" : "words";
}

/** The lines with those made rows of cells that stand between commas or semicolons, or between tabs and quotes. */
function withSeparatedRows(text: string, lines: readonly Line[]): Line[] {
  const declared = declaredSeparator(lines[0]?.text ?? "");
  const own = declared === null ? lines : lines.slice(1);
  const separator = declared ?? commasOrSemicolons(text, own);
  const made: Line[] = [];
  let done = 0;
  for (const line of own) {
    // A cell between quotes went over the end of its line.
    if (line.from < done) continue;
    const found = separator === null || separator === "\t" ? asQuotedTabs(text, line) : asRow(text, line, separator);
    made.push(found);
    done = found.from + found.text.length;
  }
  return made;
}

/** Tabs between cells are seen anyway; a tab in front of a figure, which keeps Excel from changing it, separates nothing. */
function commasOrSemicolons(text: string, lines: readonly Line[]): string | null {
  if (lines.some(({ kind }) => kind === "pipes")) return null;
  const filled = lines.filter(({ kind }) => kind !== "blank");
  const separator = separatorOf(text, filled.map(({ from }) => from));
  const tabs = filled.filter(({ kind }) => kind === "tabs");
  return separator !== null && tabs.filter(({ text: line }) => !line.includes(separator)).length === 0 && tabs.length * 4 <= filled.length ? separator : null;
}

function asRow(text: string, line: Line, separator: string): Line {
  if (line.kind === "blank") return line;
  const row = rowAt(text, line.from, separator);
  const isRow = (row.cells.length > 1 || row.cells[0]?.quoted === true) && !isProse(text, row);
  if (!isRow) return line.kind === "tabs" ? { ...line, kind: "words" } : line;
  return { ...line, text: text.slice(line.from, row.to), kind: "cells", cells: row.cells };
}

/** Between tabs programs put quotes only around cells with commas, quotes, tabs or line ends; others belong to the text. */
function asQuotedTabs(text: string, line: Line): Line {
  if (line.kind !== "tabs" || !line.text.includes('"')) return line;
  const row = rowAt(text, line.from, "\t");
  const cells = row.cells.map((cell) => (cell.quoted && !/[,"\t\r\n]/.test(text.slice(cell.from, cell.to)) ? { from: cell.from - 1, to: cell.to + 1, quoted: false } : cell));
  return cells.some(({ quoted }) => quoted) ? { ...line, text: text.slice(line.from, row.to), cells } : line;
}

/** Whether tabs stand only at the start of lines, one each: then every such line is a cell and not a row. */
function cellsStandOnLines(lines: readonly Line[]): boolean {
  const tabbed = lines.filter(({ kind }) => kind === "tabs");
  return tabbed.length > 0 && tabbed.filter(({ text }) => /^ *\t[^\t]*$/.test(text)).length > tabbed.length * 0.9;
}

/**
 * The blanks that a program put in place of every tab: where no tab is left and each run of several blanks is as long as
 * some number of tabs, the cells can be counted as before. Null where blanks only fill up columns.
 */
function blanksOfATab(lines: readonly Line[]): string | null {
  const filled = lines.filter(({ kind }) => kind !== "blank");
  if (filled.some(({ kind }) => kind === "tabs" || kind === "pipes")) return null;
  const parted = filled.filter(({ text }) => /\S {2,}\S/.test(text));
  if (parted.length < 8 || parted.length < filled.length / 3) return null;
  const width = filled.flatMap(({ text }) => text.trimEnd().match(/ {2,}/g) ?? []).reduce((common, { length }) => divisor(length, common), 0);
  return width >= 2 ? " ".repeat(width) : null;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

/** The text of a cell or line without the blanks around it (Markdown pads its cells), with its offsets. */
function piece(text: string, line: Line, from: number, to: number, parts: PlaceParts = {}): Piece {
  let start = line.from + from;
  let end = line.from + to;
  while (start < end && text[start] === " ") start++;
  while (end > start && text[end - 1] === " ") end--;
  const offsets: number[] = [];
  for (let at = start; at < end; at++) offsets.push(at);
  return withoutMarkup({ text: text.slice(start, end), place: place({ line: line.number, from: start, to: end, ...parts }), offsets });
}

/** The text of a cell that a program wrote: doubled quotes are one, a line end is one character, blanks around it are none. */
function cellPiece(text: string, line: Line, span: CellSpan): Piece {
  const { from, to } = { from: span.from + (/^[ \t]*/.exec(text.slice(span.from, span.to))?.[0].length ?? 0), to: span.from + text.slice(span.from, span.to).replace(/[ \t]+$/, "").length };
  const offsets: number[] = [];
  for (let at = from; at < to; at++) {
    offsets.push(at);
    if ((span.quoted && text.startsWith('""', at)) || text.startsWith("\r\n", at)) at++;
  }
  const characters = offsets.map((at) => (text.charAt(at) === "\r" ? "\n" : text.charAt(at))).join("");
  const number = line.number + (text.slice(line.from, from).match(/\r\n?|\n/g)?.length ?? 0);
  return withoutMarkup({ text: characters, place: place({ line: number, from, to: Math.max(from, to) }), offsets });
}

function paragraph(text: string, line: Line): Paragraph {
  const marks = /^\s*(#{1,6})\s+/.exec(line.text);
  const found = piece(text, line, line.kind === "heading" ? (marks?.[0].length ?? 0) : 0, line.text.length);
  return { kind: "paragraph", ...found, heading: line.kind === "heading" ? (marks?.[1]?.length ?? null) : null };
}

/** Rows stand on lines: cells between tabs, pipes or commas. */
function readRowLines(text: string, lines: readonly Line[], tab: string | null, tags: readonly TagTable[]): Block[] {
  const blocks: Block[] = [];
  let rows: Cell[][] = [];
  let table = tags.length;
  const left = [...tags];
  const bordered = hasBorders(lines.filter(({ kind }) => kind === "border" || kind === "pipes").map(({ kind }) => kind === "border"));
  const endTable = () => {
    if (rows.length > 0) blocks.push({ kind: "table", spans: "lost", rows });
    rows = [];
  };
  let inTable = false;
  let before: Line["kind"] = "blank";
  for (const line of lines) {
    for (; left[0] && left[0].from <= line.from; left.shift()) {
      endTable();
      blocks.push(...withCaption(left[0]));
    }
    if (line.kind === "pipes") {
      if (!inTable) table++;
      inTable = true;
      const cells = cellsBetween(text, line, "|", { table, row: rows.length + 1 });
      const above = rows.at(-1);
      if (bordered && before === "pipes" && above?.length === cells.length) rows[rows.length - 1] = above.map((cell, nth) => withLine(cell, cells[nth]));
      else rows.push(cells);
    } else if (line.cells) {
      rows.push(line.cells.map((span, column) => ({ ...cellPiece(text, line, span), column, rowSpan: 1, colSpan: 1 })));
    } else if (line.kind === "tabs") {
      rows.push(cellsBetween(text, line, "\t", {}));
    } else if (line.kind === "blanks" && tab !== null) {
      rows.push(cellsBetween(text, line, tab, {}));
    } else if (line.kind !== "rule" && line.kind !== "border") {
      endTable();
      blocks.push(line.kind === "blank" ? { kind: "break" } : paragraph(text, line));
    }
    if (line.kind !== "pipes" && line.kind !== "rule" && line.kind !== "border") inTable = false;
    before = line.kind;
  }
  endTable();
  return [...blocks, ...left.flatMap(withCaption)];
}

const withCaption = ({ caption, table }: TagTable): Block[] => (caption && caption.text.trim() !== "" ? [{ kind: "paragraph", ...caption, heading: null }, table] : [table]);

/** A cell whose text goes on in the next line of its row: it stands in two places, and the border between them is no text. */
function withLine(cell: Cell, next: Cell | undefined): Cell {
  if (!next || next.text === "") return cell;
  if (cell.text === "") return next;
  const offsets = [...(cell.offsets ?? []), ...(next.offsets ?? [])];
  return { ...cell, text: cell.text + next.text, offsets, over: { pages: [...(cell.over?.pages ?? [cell]), next], proven: true } };
}

function cellsBetween(text: string, line: Line, separator: string, at: PlaceParts): Cell[] {
  const bare = separator === "|" ? line.text.trim() : line.text;
  const open = separator === "|" && bare.startsWith("|") ? 1 : 0;
  const start = separator === "|" ? line.text.indexOf(bare) + open : 0;
  const end = separator === "|" ? start + bare.length - open - (bare.length > open && bare.endsWith("|") ? 1 : 0) : line.text.length;
  const cells: Cell[] = [];
  let from = start;
  for (let i = start; i <= end; i++) {
    const ends = i === end || (i >= from && line.text.startsWith(separator, i) && (separator !== "|" || line.text[i - 1] !== "\\"));
    if (!ends) continue;
    const parts = separator === "|" ? { ...at, column: cells.length + 1 } : at;
    cells.push({ ...piece(text, line, from, i, parts), column: cells.length, rowSpan: 1, colSpan: 1 });
    from = i + separator.length;
  }
  return cells;
}

/** Cells stand on lines behind a tab; a blank line ends a row, a line without tab right behind a cell continues it. */
function readCellLines(text: string, lines: readonly Line[]): Block[] {
  const blocks: Block[] = [];
  let rows: Cell[][] = [];
  let row: Cell[] = [];
  const endRow = () => {
    if (row.length > 0) rows.push(row);
    row = [];
  };
  const endTable = () => {
    endRow();
    if (rows.length > 0) blocks.push({ kind: "table", spans: "lost", rows });
    rows = [];
  };
  for (const line of lines) {
    const last = row.at(-1);
    if (line.kind === "tabs") {
      // Now and then two cells stand on one line.
      for (const cell of cellsBetween(text, line, "\t", {}).slice(1)) row.push({ ...cell, column: row.length });
    } else if (line.kind === "blank") {
      endRow();
    } else if (last && line.kind === "words") {
      row[row.length - 1] = continued(last, piece(text, line, 0, line.text.length));
    } else {
      endTable();
      blocks.push(paragraph(text, line));
    }
  }
  endTable();
  return blocks;
}

function continued(cell: Cell, next: Piece): Cell {
  const offsets = [...(cell.offsets ?? []), (next.offsets?.[0] ?? 1) - 1, ...(next.offsets ?? [])];
  return { ...cell, text: `${cell.text}\n${next.text}`, offsets };
}
