import type { Cell, Piece, Table } from "../../grid/grid.ts";
import type { PlaceParts } from "../../place.ts";

/** A table in the tags of web pages that stands in a text: where it begins and ends, and its rows. */
export interface TagTable {
  from: number;
  to: number;
  /** What stands over it (caption), as a line of its own. */
  caption: Piece | null;
  table: Table;
}

/** A range of the text as a piece with its place. */
type PieceOf = (from: number, to: number, parts: PlaceParts) => Piece;

const mostSpanned = 500;

/**
 * The tables of web pages that converters leave in Markdown, since Markdown has no merged cells: each begins on a line of
 * its own. One that holds another table or a text outside its cells, or never ends, is left as it is.
 */
export function tagTables(text: string, pieceOf: PieceOf): TagTable[] {
  const found: TagTable[] = [];
  const end = /<\/table\s*>/gi;
  for (const match of text.matchAll(/(?<=^|\n)[ \t]*<table\b[^<>]*>/gi)) {
    const from = match.index + match[0].length;
    end.lastIndex = from;
    const close = end.exec(text);
    if (close === null) break;
    const inner = text.slice(from, close.index);
    const tags = tagsOf(inner);
    if (tags === null) continue;
    const [caption] = tags.filter(({ name, opens }) => opens && name === "caption").map(({ from: start, to }) => pieceOf(from + start, from + to, {}));
    const rows = rowsOf(tags, from, found.length + 1, pieceOf);
    if (rows.length > 0) found.push({ from: match.index, to: close.index + close[0].length, caption: caption ?? null, table: { kind: "table", spans: "stated", rows } });
  }
  return found;
}

/** A tag of a table, and where what stands behind it begins and ends. */
interface Tag {
  name: string;
  opens: boolean;
  attributes: string;
  from: number;
  to: number;
}

/** The tags of a table; null where a text stands outside its cells, or another table within. */
function tagsOf(inner: string): Tag[] | null {
  const matches = [...inner.matchAll(/<(\/?)(tr|td|th|tbody|thead|tfoot|caption|colgroup|col|table)\b([^<>]*)>/gi)];
  const tags = matches.map((match, nth): Tag => {
    const [whole, slash, name = "", attributes = ""] = match;
    return { name: name.toLowerCase(), opens: slash === "", attributes, from: match.index + whole.length, to: matches[nth + 1]?.index ?? inner.length };
  });
  const holds = ({ name, opens }: Tag) => opens && /^(?:t[dh]|caption)$/.test(name);
  const isStray = (tag: Tag) => tag.name === "table" || (!holds(tag) && inner.slice(tag.from, tag.to).trim() !== "");
  const first = inner.slice(0, matches[0]?.index ?? inner.length);
  return first.trim() !== "" || tags.some(isStray) ? null : tags;
}

function rowsOf(tags: readonly Tag[], offset: number, table: number, pieceOf: PieceOf): Cell[][] {
  const rows: Cell[][] = [];
  /** For each column, how many rows more a merged cell from above covers it. */
  let covered: number[] = [];
  for (const { name, attributes, from, to } of tags.filter(({ opens }) => opens)) {
    if (name === "tr") {
      rows.push([]);
      covered = covered.map((left) => Math.max(0, left - 1));
    }
    const row = rows.at(-1);
    if (!/^t[dh]$/.test(name) || !row) continue;
    const last = row.at(-1);
    let column = last ? last.column + last.colSpan : 0;
    while ((covered[column] ?? 0) > 0) column++;
    const [rowSpan, colSpan] = [spanOf(attributes, "rowspan"), spanOf(attributes, "colspan")];
    row.push({ ...pieceOf(offset + from, offset + to, { table, row: rows.length, column: column + 1 }), column, rowSpan, colSpan });
    for (let at = column; at < column + colSpan; at++) covered[at] = rowSpan;
  }
  return rows;
}

function spanOf(attributes: string, name: string): number {
  const [, count = "1"] = new RegExp(`\\b${name}\\s*=\\s*["']?(\\d{1,4})`, "i").exec(attributes) ?? [];
  return Math.min(Math.max(1, Number(count)), mostSpanned);
}
