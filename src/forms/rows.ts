import type { Cell, Grid, Table } from "../grid/grid.ts";
import { fold } from "../declaration/numeral.ts";
import { withoutCopies } from "./copies.ts";

/**
 * One row of cells or one paragraph (a row of one cell) in reading order. Where a table was cut by a page break or
 * flattened, its blocks say little: what belongs together is told by labels and vocabulary, so the document is read as
 * one stream of rows.
 */
export interface Row {
  cells: readonly Cell[];
  kind: "row" | "paragraph";
  /** Behind a page break, or a blank line that may stand for one. */
  afterBreak: boolean;
  heading: number | null;
  /** Which row of a table it is whose file states the merged cells. */
  stated?: { table: Table; number: number };
  /** A row of a table without lines: which cells stand in it, and where they end, was guessed. */
  undrawn?: true;
  /** Its cells were told by words: their columns say nothing but their order, or even the border between two is a guess; `line`: it
   * stands without separators among rows that have them; `lines`: it was one of several lines in the cells of a row. */
  told?: "order" | "guessed" | "line" | "lines";
  /** A row of an outline: its numbering told what its family is. */
  numbered?: true;
  /** What is doubtful in the form because of how this row was made. */
  doubt?: { path: string; message: string };
  /** Columns of cells that were put together over a break. */
  torn?: readonly number[];
}

/** The rows of a document. Rows without any text are left out; they only separate. */
export function rowsOf(grid: Grid): Row[] {
  const rows: Row[] = [];
  let afterBreak = false;
  const add = (found: Omit<Row, "afterBreak">) => {
    const row = found.cells.some(({ text }) => invisible.test(text) || radical.test(text)) ? { ...found, cells: found.cells.map(asSeen) } : found;
    if (row.cells.every((cell) => isBlank(cell))) return;
    rows.push({ ...row, afterBreak });
    afterBreak = false;
  };
  for (const block of grid.blocks) {
    if (block.kind === "break") afterBreak = true;
    else if (block.kind === "paragraph") {
      const { kind, heading, ...piece } = block;
      add({ cells: [{ ...piece, column: 0, rowSpan: 1, colSpan: 1 }], kind, heading });
    } else {
      const rows = block.spans === "stated" ? block.rows : withoutCopies(block.rows);
      for (const [number, cells] of rows.entries()) {
        add({ cells, kind: "row", heading: null, ...(block.spans === "stated" ? { stated: { table: block, number } } : {}), ...(block.undrawn ? { undrawn: true } : {}) });
      }
    }
  }
  return rows;
}

/** Characters that nobody sees: joiners, soft hyphens, marks of direction and of byte order. They are no text. */
const invisible = /\u034f|[\u00ad\u061c\u180e]|[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|[\ufe00-\ufe0f]/;

/** Radicals that PDF files hold in place of the characters that look like them: ⻓ is printed as 长. */
const radical = /[\u2e80-\u2fdf]/;
const supplement: Readonly<Record<string, string>> = {
  "⺠": "民", "⺟": "母", "⻁": "虎", "⻄": "西", "⻅": "见", "⻆": "角", "⻉": "贝", "⻋": "车", "⻓": "长", "⻔": "门", "⻘": "青", "⻙": "韦", "⻚": "页",
  "⻛": "风", "⻜": "飞", "⻝": "食", "⻢": "马", "⻣": "骨", "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻧": "卤", "⻨": "麦", "⻩": "黄", "⻬": "齐", "⻮": "齿", "⻰": "龙", "⻳": "龟",
};

/** A cell as people see it. */
function asSeen(cell: Cell): Cell {
  const kept = Array.from({ length: cell.text.length }, (_, at) => at).filter((at) => !invisible.test(cell.text.charAt(at)));
  const seen = (character: string) => (radical.test(character) ? (supplement[character] ?? character.normalize("NFKC")) : character);
  return { ...cell, text: kept.map((at) => seen(cell.text.charAt(at))).join(""), offsets: cell.offsets && kept.map((at) => cell.offsets?.[at] ?? 0) };
}

export function isBlank(cell: { text: string }): boolean {
  return cell.text.trim() === "";
}

export function filled(row: Row): readonly Cell[] {
  return row.cells.every((cell) => !isBlank(cell)) ? row.cells : row.cells.filter((cell) => !isBlank(cell));
}

/** The only cell of a row that has just one, folded; else null. */
export function singleText(row: Row): string | null {
  const cells = filled(row);
  return cells.length === 1 && cells[0] ? fold(cells[0].text) : null;
}

/** Page numbers such as — 3 — or 第3页共5页: printed by the page, not by the form. */
export function isPageNumber(row: Row): boolean {
  return isMarkedPageNumber(row) || (row.kind === "paragraph" && /^[1-9]\d{0,3}$/.test(singleText(row) ?? ""));
}

/** Page numbers that nobody can take for a value: a bare figure is one in a form that prints one cell a line. */
export function isMarkedPageNumber(row: Row): boolean {
  return row.kind === "paragraph" && /^(?:[~-]\d{1,4}[~-]|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?|\d{1,4}\/\d{1,4})$/.test(singleText(row) ?? "");
}
