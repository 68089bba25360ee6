import { classesOf, familyOf } from "../declaration/framework.ts";
import { fold } from "../declaration/numeral.ts";
import type { Cell } from "../grid/grid.ts";
import { type Alignment, type Role, type TableColumn, align, misfit } from "./align.ts";
import { cutApart } from "./cells-run-together.ts";
import { withoutLonePieces } from "./lone-pieces.ts";
import { type Row, filled } from "./rows.ts";
import { shortRows } from "./short-rows.ts";

/** A row of an indicator table, put together and aligned with the columns. */
export interface TableRow {
  alignment: Alignment;
  afterBreak: boolean;
  /** Only words told where its name ends and its value begins. */
  guessed: boolean;
  /** Cells that only words cut from each other. */
  cutApart: readonly Cell[];
  /** One row of the document as it stands, told by its separators. */
  plain: boolean;
  /** It has fewer cells than the rows around it, or no separators at all. */
  short: boolean;
  /** Pieces that belong behind the cell of a column: what a page break tore off. */
  continued: ReadonlyMap<TableColumn, readonly Cell[]>;
  /** Cells that were put together over a break before. */
  torn: readonly Cell[];
  /** Columns in which a neighbour got a piece that may as well belong here. */
  beside: readonly TableColumn[];
  stated: Row["stated"];
  /** The numbering of an outline told its family. */
  numbered: boolean;
}

const sideLabel = /^(?:年度|项目)?(?:绩|效|指|标|绩效|效指|指标|绩效指|效指标|绩效指标)(?:\(.*\))?$/;

/** The label beside the whole table (绩效指标) falls onto any row, whole or in pieces; it says nothing about the row. */
function withoutSide(row: Row): readonly Cell[] {
  const cells = filled(row);
  const first = cells[0];
  return first && sideLabel.test(fold(first.text)) && cells.length > 1 ? cells.slice(1) : cells;
}

/**
 * Puts rows together that a conversion tore apart, and aligns every row with the columns:
 * a row whose cells were spread over two lines, and a row that a page break cut through its cells.
 */
export function mendRows(printed: readonly Row[], columns: readonly TableColumn[]): TableRow[] {
  const width = Math.max(...columns.map(({ index }) => index)) + 1;
  const { rows, pieces, beside } = withoutLonePieces(printed.flatMap((row) => severalRows(row, width)), columns);
  const everyRowClassed = rows.filter((row) => filled(row).some((cell) => classesOf(cell.text).length > 0)).length > rows.length * 0.8;
  const short = shortRows(rows);
  const mended: TableRow[] = [];
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    if (!row) continue;
    const before = mended.at(-1);
    if (row.kind === "paragraph" && before && !row.afterBreak && !row.told) {
      mended[mended.length - 1] = withLineBelow(before, filled(row));
      continue;
    }
    // Where the file states its spans, a row is a row.
    const spread = row.told || row.stated ? null : spreadOver(row, rows.slice(at + 1, at + 5), columns, width);
    if (spread) at += spread.used;
    const cells = spread?.cells ?? withoutSide(row);
    if (cells.length === 0) continue;
    const alignment = align(cells, columns, row.told !== undefined, row.stated !== undefined);
    const current: TableRow = inPieces({ alignment, afterBreak: row.afterBreak, guessed: row.told === "guessed" || row.told === "lines", cutApart: [], short: row.told === "line" || (!spread && short.has(row)) || (row.stated !== undefined && isBeyond(alignment, width)), plain: row.kind === "row" && !row.told && !spread, torn: cells.filter((cell) => row.torn?.includes(cell.column)), beside: cells.flatMap((cell) => beside.get(cell) ?? []), stated: row.stated, numbered: row.numbered === true, continued: spread?.continued(alignment) ?? new Map() }, pieces);
    const last = mended.at(-1);
    // Where the file states its spans, only a page break tears a row.
    const whole = row.stated !== undefined && !row.afterBreak;
    const joined = last && !whole && !beginsTornRow(current, rows[at + 1], columns) ? (fragmentOf(last, cells, columns, current.afterBreak) ?? complementOf(last, cells, columns, current.afterBreak) ?? (current.afterBreak || (everyRowClassed && !row.told) ? tornInName(last, current) : null)) : null;
    if (joined) mended[mended.length - 1] = { ...joined, plain: false };
    else mended.push(current);
  }
  return mended.map((row) => withCellsApart(row, columns));
}

/** Where the file states its cells, a row that reaches beyond the heads, and fits them only when moved. */
function isBeyond({ cells, shifts, unplaced }: Alignment, width: number): boolean {
  const moved = [...cells].filter(([column]) => shifts.get(column) !== 0).map(([, cell]) => cell);
  return [...moved, ...unplaced].some(({ column }) => column >= width);
}

/** Cells that were put together before the row was aligned, as the pieces that they were. */
function inPieces(row: TableRow, pieces: ReadonlyMap<Cell, readonly Cell[]>): TableRow {
  if (pieces.size === 0) return row;
  const made = [...row.alignment.cells].filter(([, cell]) => pieces.has(cell));
  if (made.length === 0) return row;
  const cells = new Map(row.alignment.cells);
  const continued = new Map(row.continued);
  for (const [column, cell] of made) {
    const [first, ...rest] = pieces.get(cell) ?? [];
    cells.set(column, first ?? cell);
    continued.set(column, [...rest, ...(row.continued.get(column) ?? [])]);
  }
  return { ...row, alignment: { ...row.alignment, cells }, continued };
}

/** Only a row that nothing tore: the halves of a torn one lack cells for another reason. Where the file states its cells, none is lost. */
function withCellsApart(row: TableRow, columns: readonly TableColumn[]): TableRow {
  const apart = row.plain && !row.stated && row.continued.size === 0 && row.torn.length === 0 ? cutApart(row.alignment, columns) : null;
  return apart ? { ...row, alignment: align(apart.cells, columns), cutApart: apart.guessed } : row;
}

/** Cells on lines of their own where a blank line between two rows was lost: as many cells as two rows. */
function severalRows(row: Row, width: number): Row[] {
  const count = row.cells.length / width;
  if (row.told || count < 2 || !Number.isInteger(count)) return [row];
  return Array.from({ length: count }, (_, nth) => ({ ...row, cells: row.cells.slice(nth * width, (nth + 1) * width).map((cell, column) => ({ ...cell, column })) }));
}

interface Spread {
  cells: Cell[];
  used: number;
  continued(alignment: Alignment): Map<TableColumn, readonly Cell[]>;
}

/**
 * Short rows whose cells together fill the columns: one row whose cells held empty lines. Words between them that are
 * no cell of their own continue the last cell before them.
 */
function spreadOver(row: Row, following: readonly Row[], columns: readonly TableColumn[], width: number): Spread | null {
  let counted = row.cells.length;
  if (counted >= width) return null;
  const cells = [...withoutSide(row)];
  const rests = new Map<Cell, readonly Cell[]>();
  let apart = align(cells, columns).cost;
  let used = 0;
  for (const next of following) {
    const last = cells.at(-1);
    if (next.kind === "paragraph" && last) rests.set(last, [...(rests.get(last) ?? []), ...filled(next)]);
    else {
      if (counted + next.cells.length > width) break;
      apart += align(withoutSide(next), columns).cost;
      for (const cell of filled(next)) cells.push({ ...cell, column: cell.column + counted });
      counted += next.cells.length;
    }
    used++;
    if (counted === width) break;
  }
  if (counted < width || align(cells, columns).cost + 1 >= apart) return null;
  const continued = ({ cells: placed }: Alignment) => new Map([...placed].flatMap(([column, cell]) => (rests.has(cell) ? [[column, rests.get(cell) ?? []] as const] : [])));
  return { cells, used, continued };
}

/** A line of its own right under a row is the rest of the row's last cell: a line break inside it cut it off. */
function withLineBelow(row: TableRow, cells: readonly Cell[]): TableRow {
  const last = [...row.alignment.cells].sort(([, a], [, b]) => a.column - b.column).at(-1)?.[0];
  return last ? { ...row, continued: new Map([...row.continued, [last, [...(row.continued.get(last) ?? []), ...cells]]]) } : row;
}

/** A name without target whose target follows behind a page break: the beginning of a torn row, not the rest of one. */
function beginsTornRow(row: TableRow, next: Row | undefined, columns: readonly TableColumn[]): boolean {
  if (!next?.afterBreak || !cellOf(row, "name") || cellOf(row, "target")) return false;
  const following: TableRow = { alignment: align(withoutSide(next), columns), afterBreak: true, guessed: false, cutApart: [], short: false, plain: false, torn: [], beside: [], stated: next.stated, numbered: false, continued: new Map() };
  return cellOf(following, "name") !== undefined && cellOf(following, "target") !== undefined && !cellOf(following, "class") && !cellOf(following, "family");
}

function cellOf(row: TableRow, role: Role): Cell | undefined {
  for (const [column, cell] of row.alignment.cells) if (column.role === role) return cell;
  return undefined;
}

/** The name was cut: the row before the break has no target yet, the row behind it has the rest and the target. */
function tornInName(last: TableRow, current: TableRow): TableRow | null {
  const name = cellOf(current, "name");
  // Put together already, or a description that says the name again: a row of its own.
  const described = cellOf(current, "description")?.text.trim() ?? "";
  if ([...current.continued.keys()].some(({ role }) => role === "name") || (name && described.length > name.text.trim().length && described.includes(name.text.trim()))) return null;
  const bothClassed = cellOf(last, "class") && cellOf(current, "class");
  if (!cellOf(last, "name") || cellOf(last, "target") || !name || !cellOf(current, "target") || bothClassed || (cellOf(last, "class") && cellOf(current, "family"))) return null;
  const cells = new Map(current.alignment.cells);
  const shifts = new Map(current.alignment.shifts);
  const continued = new Map(last.continued);
  for (const [column, cell] of last.alignment.cells) {
    const rest = cells.get(column);
    if (rest) continued.set(column, [...(continued.get(column) ?? []), rest]);
    cells.set(column, cell);
    shifts.set(column, last.alignment.shifts.get(column) ?? 0);
  }
  const unplaced = [...last.alignment.unplaced, ...current.alignment.unplaced];
  return { ...last, alignment: { cells, shifts, cost: current.alignment.cost, unplaced }, continued, short: last.short || current.short || !current.afterBreak };
}

/** The longest rest of a name that is believed without a page break; a longer text is a row with an empty value. */
export const longestRest = 3;

/**
 * Cells that stand exactly under filled cells of the row before them and are no row of their own: the second line of
 * its cells. A class word is such a rest where only both parts together are one (服务对象满 + 意度指标).
 */
function fragmentOf(last: TableRow, cells: readonly Cell[], columns: readonly TableColumn[], afterBreak: boolean): TableRow | null {
  if (cells.length > 2 || cells.length === 0) return null;
  const parts = cells.map((cell) => ({ cell, column: columns.find(({ index }) => index === cell.column) }));
  const continued = new Map(last.continued);
  for (const { cell, column } of parts) {
    const above = column && last.alignment.cells.get(column);
    if (!column || !above || last.alignment.shifts.get(column) !== 0) return null;
    if (column.role === "family" || column.role === "class" || column.role === "between") {
      if (isWord(above.text) || !isWord(above.text.trim() + cell.text.trim())) return null;
    } else {
      const startsAnew = column.role === "target" && misfit(cell.text, "target") === 0;
      if ((isWord(cell.text) && column.role !== "name") || startsAnew || misfit(cell.text, column.role) >= 5 || (!afterBreak && cell.text.trim().length > longestRest)) return null;
    }
    continued.set(column, [...(continued.get(column) ?? []), cell]);
  }
  const whole = parts.some(({ column }) => column?.role === "name") && parts.some(({ column }) => column?.role === "target");
  return whole ? null : { ...last, continued, short: false };
}

/** Cells behind a break that stand exactly where the row before it is empty, none of them a name: the rest of that row. */
function complementOf(last: TableRow, cells: readonly Cell[], columns: readonly TableColumn[], afterBreak: boolean): TableRow | null {
  if (!afterBreak || cells.length === 0) return null;
  const placed = new Map(last.alignment.cells);
  for (const cell of cells) {
    const column = columns.find(({ index }) => index === cell.column);
    if (!column || placed.has(column) || ["name", "class", "family", "between", "goal"].includes(column.role)) return null;
    placed.set(column, cell);
  }
  return { ...last, short: false, alignment: { ...last.alignment, cells: placed }, torn: [...last.torn, ...cells] };
}

function isWord(text: string): boolean {
  return familyOf(text) !== null || classesOf(text).length > 0;
}
