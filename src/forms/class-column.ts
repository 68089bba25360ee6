import { classesOf, familyOf } from "../declaration/framework.ts";
import { slice } from "../grid/cut.ts";
import type { Cell } from "../grid/grid.ts";
import { type Row, filled } from "./rows.ts";

const heads = /^指标(?:类别|分类|级次|级别)$/;
const isHead = (cell: Cell): boolean => heads.test(cell.text.replace(/\s/g, ""));

/**
 * A table whose column 指标类别 holds family and class in one cell (产出指标/数量指标) gets a column for each: 一级指标 and
 * 二级指标. Where its cells say nothing but the class, or something else, it stays as it is.
 */
export function classesInTwoColumns(rows: readonly Row[]): Row[] {
  const made: Row[] = [];
  for (let at = 0; at < rows.length; ) {
    const row = rows[at];
    const head = row?.kind === "row" ? filled(row).find(isHead) : undefined;
    let end = at + 1;
    while (head && rows[end]?.kind === "row" && rows[end]?.stated?.table === row?.stated?.table) end++;
    const body = rows.slice(at + 1, end);
    if (row && head && isBoth(body, head.column)) {
      const levels = ["一级指标", "二级指标"].map((text, nth) => ({ ...head, text, offsets: null, column: 2 * head.column + nth, colSpan: 1 }));
      made.push({ ...spread(row), cells: spread(row).cells.flatMap((cell) => (cell.column === 2 * head.column ? levels : [cell])) });
      made.push(...body.map((line) => ({ ...spread(line), cells: spread(line).cells.flatMap((cell) => (cell.column === 2 * head.column ? (bothOf(cell) ?? [cell]) : [cell])) })));
      at = end;
    } else {
      if (row) made.push(row);
      at++;
    }
  }
  return made;
}

/** Most cells of the column hold family and class. */
function isBoth(body: readonly Row[], column: number): boolean {
  const cells = body.flatMap((row) => filled(row).filter((cell) => cell.column === column));
  return cells.length > 0 && cells.filter((cell) => bothOf(cell) !== null).length * 2 > cells.length;
}

const border = /\s*(?:[-—–－]+|[>＞→/／·:：\n、]|\s)\s*/g;

/** Family and class of one cell, each in a column of its own. */
function bothOf(cell: Cell): [Cell, Cell] | null {
  for (const found of cell.text.matchAll(border)) {
    const family = { ...cell, ...slice(cell, 0, found.index), colSpan: 1 };
    const className = { ...cell, ...slice(cell, found.index + found[0].length, cell.text.length), column: cell.column + 1, colSpan: 1 };
    if (familyOf(family.text) !== null && classesOf(className.text).length > 0) return [family, className];
  }
  return null;
}

/** A row with room for one more column behind each; what its file states of merged cells says nothing of these any more. */
function spread(row: Row): Row {
  const { stated: _, ...rest } = row;
  return { ...rest, cells: row.cells.map((cell) => ({ ...cell, column: 2 * cell.column })) };
}
