// What Excel, WPS and web pages put on the clipboard, as rows of texts.
import { readHtml } from "../formats/html/read.ts";
import type { Table } from "../grid/grid.ts";

/** What a clipboard holds; either may be empty. */
export interface Clip {
  html: string;
  text: string;
}

/**
 * The cells of a clipboard. A merged cell fills all rows that it covers, since every row of ours has its own levels;
 * to the right of its first column it is empty. Without a table it is text with tabs; without tabs one cell a line.
 */
export function cellsOfClip({ html, text }: Clip): string[][] {
  const table = /<table/i.test(html) ? readHtml(html).blocks.find((block): block is Table => block.kind === "table") : undefined;
  const rows = table ? unmerged(table) : separated(text);
  return rows.some((row) => row.some((cell) => cell !== "")) ? rows : [];
}

function unmerged({ rows }: Table): string[][] {
  const width = Math.max(0, ...rows.flatMap((row) => row.map(({ column, colSpan }) => column + colSpan)));
  const filled = rows.map(() => Array.from({ length: width }, () => ""));
  for (const [at, row] of rows.entries())
    for (const { column, rowSpan, text } of row) for (let line = at; line < Math.min(rows.length, at + rowSpan); line++) (filled[line] ?? [])[column] = text.trim();
  return filled;
}

/** Tabs between cells, line ends between rows; quotation marks around what holds either, doubled inside, as Excel writes it. */
function separated(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*)/y;
  for (let at = 0; ; ) {
    cell.lastIndex = at;
    const [whole, quoted, plain = ""] = cell.exec(text) ?? [""];
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    at += whole.length;
    if (at >= text.length) break;
    const end = /^(?:\t|\r\n?|\n)/.exec(text.slice(at, at + 2))?.[0] ?? "";
    at += end.length;
    if (end !== "\t") rows.push([]);
  }
  // The last line end closes a row and begins none.
  if (rows.length > 1 && rows.at(-1)?.every((one) => one === "")) rows.pop();
  return rows;
}

/** Rows of texts as a clipboard takes them, so that Excel puts each into its own cell. */
export const clipOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((text) => (/[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join("\t")).join("\n");
