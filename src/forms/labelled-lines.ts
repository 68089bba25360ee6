import { slice } from "../grid/cut.ts";
import type { Cell } from "../grid/grid.ts";
import type { LabelBook } from "./book.ts";
import { type Row, filled } from "./rows.ts";
import { headOf } from "./table-head.ts";

/** A value and the head of a column that stands before it on its line. */
interface Labelled {
  head: Cell;
  value: Cell;
}

/**
 * Indicators that were written out with a head before every value (三级指标：name 指标值：≥3场), on a line each or over
 * several, are rows of a table below these heads.
 */
export function labelledLinesAsRows(rows: readonly Row[], book: LabelBook): Row[] {
  const made: Row[] = [];
  for (let at = 0; at < rows.length; ) {
    const parts: Labelled[] = [];
    let end = at;
    for (let line = labelledIn(rows[at], book); line !== null; line = labelledIn(rows[end], book)) {
      parts.push(...line);
      end++;
    }
    const table = parts.length > 0 ? tableOf(parts, book) : null;
    if (table) made.push(...table);
    else made.push(...rows.slice(at, Math.max(end, at + 1)));
    at = Math.max(end, at + 1);
  }
  return made;
}

const numbering = /^\s*(?:[（(]?\d{1,2}[)）、.．]|[①-⑳])\s*/;
const label = /(?<=^|[\s；;，,、|])[^\s：:；;，,、|]{2,8}\s*[：:]/g;

/** What a line says, where all of it stands behind heads of columns; else null. */
function labelledIn(row: Row | undefined, book: LabelBook): Labelled[] | null {
  const [cell, ...others] = row?.kind === "paragraph" ? filled(row) : [];
  if (!cell || others.length > 0) return null;
  const start = numbering.exec(cell.text)?.[0].length ?? 0;
  const text = " ".repeat(start) + cell.text.slice(start);
  const heads = [...text.matchAll(label)].filter(({ 0: head }) => isColumn(head.replace(/[\s：:]/g, ""), book));
  if (heads[0] === undefined || text.slice(0, heads[0].index).trim() !== "") return null;
  return heads.map(({ 0: head, index }, nth) => {
    const end = heads[nth + 1]?.index ?? text.length;
    const value = cell.text.slice(0, end).replace(/[\s；;，,、|]+$/, "").length;
    return { head: { ...cell, ...slice(cell, index, index + head.length - 1) }, value: { ...cell, ...slice(cell, index + head.length, Math.max(index + head.length, value)) } };
  });
}

function isColumn(text: string, book: LabelBook): boolean {
  const column = book.head(text);
  return column !== null && column !== "side" && column !== "goal";
}

/** A head comes again where the next indicator begins. Null where these are no indicators: too few, or no table has such heads. */
function tableOf(parts: readonly Labelled[], book: LabelBook): Row[] | null {
  const heads: Cell[] = [];
  const records: Cell[][] = [];
  let known = new Set<number>();
  for (const { head, value } of parts) {
    let column = heads.findIndex(({ text }) => text === head.text);
    if (column < 0) column = heads.push(head) - 1;
    if (records.length === 0 || known.has(column)) {
      records.push([]);
      known = new Set();
    }
    known.add(column);
    records.at(-1)?.push({ ...value, column });
  }
  const row = (cells: readonly Cell[]): Row => ({ kind: "row", afterBreak: false, heading: null, cells: [...cells].sort((a, b) => a.column - b.column) });
  const table = [heads.map((head, column) => ({ ...head, column })), ...records].map(row);
  const columns = table[0] && headOf(table[0], book)?.map(({ column }) => column);
  return records.length >= 2 && columns?.includes("target") && columns.includes("level3") ? table : null;
}
