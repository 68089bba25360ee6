import { classesOf, classesOfLabel, familyOf } from "../declaration/framework.ts";
import type { Cell } from "../grid/grid.ts";
import type { Role, TableColumn } from "./align.ts";
import { type Row, filled } from "./rows.ts";

/** Rows of a table without those that held nothing but a piece of a neighbour's cell. */
export interface WithoutLonePieces {
  rows: readonly Row[];
  /** What each cell that was put together was made of, from top to bottom. */
  pieces: ReadonlyMap<Cell, readonly Cell[]>;
  /** Cells of rows whose neighbour got a piece that may as well be theirs, and of which column. */
  beside: ReadonlyMap<Cell, TableColumn>;
}

type Direction = "up" | "down";

/** Columns of words that make no row by themselves. A name may, and a figure is rather a row that lost its name. */
const wordy: ReadonlySet<Role> = new Set(["description", "basis"]);
const labels: ReadonlySet<Role> = new Set(["family", "between", "class"]);
const values: ReadonlySet<Role> = new Set(["description", "target", "unit", "basis", "weight"]);

/**
 * The text of a cell that was put into two rows leaves a row that holds nothing but its other piece: it is put back
 * before the rows are aligned, since half a label is taken for a name and moves what stands behind it.
 */
export function withoutLonePieces(printed: readonly Row[], columns: readonly TableColumn[]): WithoutLonePieces {
  const rows = [...printed];
  const pieces = new Map<Cell, readonly Cell[]>();
  const beside = new Map<Cell, TableColumn>();
  const doubt = (row: Row | undefined, column: TableColumn) => {
    const [first] = row && !labels.has(column.role) ? filled(row).slice(-1) : [];
    if (first) beside.set(first, column);
  };
  const kept: Row[] = [];
  const halfNames = printsValues(printed, columns);
  const both = (first: Cell, second: Cell): Cell => {
    const made = { ...first, text: first.text + second.text, offsets: first.offsets && second.offsets ? [...first.offsets, ...second.offsets] : null };
    pieces.set(made, [...(pieces.get(first) ?? [first]), ...(pieces.get(second) ?? [second])]);
    return made;
  };
  rows.forEach((row, at) => {
    const lone = lonePiece(row, columns);
    const [above, below] = [kept.at(-1), rows[at + 1]];
    const [cellAbove, cellBelow] = [lone && cellBeside(lone, row, above), lone && below && !lonePiece(below, columns) ? cellBeside(lone, row, below) : null];
    const direction = lone && directionOf(lone, row, above, below, cellAbove, cellBelow, halfNames);
    if (lone && direction === "up" && above && cellAbove) {
      kept[kept.length - 1] = replaced(above, cellAbove, both(cellAbove, lone.cell));
      doubt(below, lone.column);
    } else if (lone && direction === "down" && below && cellBelow) {
      const whole = replaced(below, cellBelow, both(lone.cell, cellBelow));
      rows[at + 1] = { ...whole, afterBreak: row.afterBreak || below.afterBreak, cells: [...lone.spanning, ...whole.cells], ...(row.stated ? { stated: row.stated } : {}) };
      doubt(above, lone.column);
    } else kept.push(row);
  });
  return { rows: kept, pieces, beside };
}

interface Lone {
  cell: Cell;
  column: TableColumn;
  /** Labels of merged cells that begin in its row. */
  spanning: readonly Cell[];
}

/**
 * The only cell of a row, under a head of words or labels; merged labels that begin with it do not count. Where the file
 * states its rows, a name alone is an indicator without a value.
 */
function lonePiece(row: Row, columns: readonly TableColumn[]): Lone | null {
  if (row.kind !== "row" || row.told) return null;
  const cells = filled(row);
  const spanning = row.stated ? cells.filter(({ rowSpan }) => rowSpan > 1) : [];
  const [cell, ...others] = cells.filter((one) => !spanning.includes(one));
  const column = columns.find(({ index }) => index === cell?.column);
  if (!cell || !column || others.length > 0 || (row.stated && column.role === "name")) return null;
  // A row with fewer cells than columns may be the beginning of one whose cells stand on several lines.
  return row.stated || columns.every(({ index }) => index < row.cells.length) ? { cell, column, spanning } : null;
}

/** The cell of a neighbouring row in the same column: counted columns are the same in rows with as many separators. */
function cellBeside({ cell, column }: Lone, row: Row, other: Row | undefined): Cell | null {
  if (other?.kind !== "row" || other.told || Boolean(row.stated) !== Boolean(other.stated)) return null;
  if (!row.stated && row.cells.length !== other.cells.length) return null;
  const found = filled(other).find((one) => one.column === cell.column);
  return found && (!wordy.has(column.role) || !/^[≥≤><=＝＞＜]/.test(found.text.trim())) ? found : null;
}

function directionOf(lone: Lone, row: Row, above: Row | undefined, below: Row | undefined, cellAbove: Cell | null, cellBelow: Cell | null, halfNames: boolean): Direction | null {
  const { cell, column, spanning } = lone;
  const up = spanning.length === 0 ? cellAbove : null;
  if (labels.has(column.role)) {
    const fits = [[oneWord, up, "up"], [oneWord, cellBelow, "down"], [oneLabel, up, "up"], [oneLabel, cellBelow, "down"]] as const;
    const found = fits.filter(([test, other, direction]) => other && (direction === "up" ? test(other.text, cell.text) : test(cell.text, other.text)));
    const [first] = found;
    if (!first) return null;
    return below?.afterBreak && found.some(([test, , way]) => test === first[0] && way === "down") ? "down" : first[2];
  }
  // A name that no family or class stands above opens no table: the labels follow with its other half.
  if (column.role === "name" && above === undefined && cellBelow && below && filled(below).some(({ text }) => isWord(text))) return "down";
  if (!wordy.has(column.role) && !(column.role === "name" && halfNames)) return null;
  if (!up || !cellBelow) return up ? "up" : cellBelow && !row.afterBreak ? "down" : null;
  if (row.afterBreak !== Boolean(below?.afterBreak)) return row.afterBreak ? "up" : "down";
  if (column.role === "name" && endsName.test(up.text.trim()) && !endsName.test(cell.text.trim())) return "down";
  return saysOn(above, up.text, cell.text) || !(goesOn(cell.text, cellBelow.text) || saysOn(below, cellBelow.text, cell.text)) || goesOn(up.text, cell.text) ? "up" : "down";
}

/** Whether nearly all rows print two values or more behind the name: a row with nothing but a name is then half of one. */
function printsValues(printed: readonly Row[], columns: readonly TableColumn[]): boolean {
  const rows = printed.filter((row) => filled(row).length > 1);
  const usual = columns.filter(({ role, index }) => values.has(role) && rows.filter((row) => filled(row).some(({ column }) => column === index)).length >= rows.length * 0.8);
  return rows.length >= 4 && usual.length >= 2;
}

/** Names end like this, and do not begin so: 位率 is the end of 监控到位率. */
export const endsName = /[率度数性量额限次况平]$/;

/** Two pieces of which only both together are a label, or one of them but not the other. */
function oneWord(first: string, second: string): boolean {
  return isWord(first.trim() + second.trim()) && !(isWord(first) && isWord(second));
}

/** The same where no list has the label: what it says, neither piece says alone, or the second nothing but the class (社会公众 + 满意度). */
function oneLabel(first: string, second: string): boolean {
  return classesOfLabel(first.trim() + second.trim()).length > 0 && classesOfLabel(first).length === 0 && familyOf(first) === null;
}

/** A comma between two pieces belongs to one text. */
const goesOn = (first: string, second: string): boolean => /[、，,;；(（“·]$/.test(first.trim()) || /^[、，,;；)）”%·。]/.test(second.trim());

/** A description that says the row's name again, and says it only with the piece. */
function saysOn(row: Row | undefined, text: string, piece: string): boolean {
  const names = row ? filled(row).map((cell) => cell.text.trim()).filter((name) => name.length > 3 && name !== text.trim()) : [];
  const [before, behind] = [piece.trim() + text.trim(), text.trim() + piece.trim()];
  return names.some((name) => !text.includes(name) && !piece.includes(name) && (before.includes(name) || behind.includes(name)));
}

const isWord = (text: string): boolean => familyOf(text) !== null || classesOf(text).length > 0;

const replaced = (row: Row, old: Cell, made: Cell): Row => ({ ...row, cells: row.cells.map((cell) => (cell === old ? made : cell)) });
