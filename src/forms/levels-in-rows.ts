import { classesOf, familyOf } from "../declaration/framework.ts";
import { slice } from "../grid/cut.ts";
import type { Cell } from "../grid/grid.ts";
import type { LabelBook } from "./book.ts";
import { type Row, filled } from "./rows.ts";

const numbering = /^\s*(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．])?\s*/;

/**
 * A table of indicators without columns of levels, in which each family and class stands in a row of its own over the
 * indicators it is for (指标名称, 目标值; 一、产出指标; （一）数量指标): the levels become columns.
 */
export function levelRowsAsColumns(rows: readonly Row[], book: LabelBook): Row[] {
  const made: Row[] = [];
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    if (!row) break;
    const table = isHead(row, book) ? tableBelow(rows, at) : null;
    made.push(...(table?.rows ?? [row]));
    at = table?.last ?? at;
  }
  return made;
}

/** Heads of names and values, and none of a level. */
function isHead(row: Row, book: LabelBook): boolean {
  const columns = row.kind === "row" ? filled(row).map(({ text }) => book.head(text)) : [];
  return columns.length >= 2 && columns.every((column) => column !== null) && columns.includes("level3") && columns.includes("target") && !columns.includes("level1") && !columns.includes("level2");
}

function tableBelow(rows: readonly Row[], head: number): { rows: Row[]; last: number } | null {
  const made: Row[] = [];
  let levels: readonly Cell[] = [];
  let families = false;
  let at = head + 1;
  for (; at < rows.length; at++) {
    const row = rows[at];
    const cells = row ? filled(row) : [];
    const level = row && cells.length === 1 ? levelOf(row) : null;
    if (level) {
      const isFamily = familyOf(level.text) !== null && (classesOf(level.text).length === 0 || levels.length === 0 || families);
      families ||= familyOf(level.text) !== null && classesOf(level.text).length === 0;
      levels = isFamily ? [level] : [...levels.filter(({ text }) => familyOf(text) !== null && text !== level.text).slice(0, 1), level];
    } else if (row?.kind === "row" && cells.length > 1 && levels.length > 0) made.push(behind(row, levels));
    else break;
  }
  const above = rows[head];
  const place = above && filled(above)[0];
  if (made.length < 2 || !above || !place) return null;
  const printed = ["一级指标", "二级指标"].map((text, column): Cell => ({ ...place, text, offsets: null, column, rowSpan: 1, colSpan: 1 }));
  return { rows: [{ ...moved(above), cells: [...printed, ...moved(above).cells] }, ...made], last: at - 1 };
}

function levelOf(row: Row): Cell | null {
  const [cell] = filled(row);
  const number = cell ? (numbering.exec(cell.text)?.[0].length ?? 0) : 0;
  const word = cell && { ...cell, ...slice(cell, number, cell.text.length) };
  return word && (familyOf(word.text) !== null || classesOf(word.text).length > 0) ? word : null;
}

/** An indicator with its family in the first column and its class in the second. */
function behind(row: Row, levels: readonly Cell[]): Row {
  const [first, second] = levels;
  const placed = first && familyOf(first.text) !== null && !(second === undefined && familyOf(first.text) === null) ? [[first, 0], [second, 1]] as const : [[first, 1]] as const;
  const cells = placed.flatMap(([cell, column]) => (cell ? [{ ...cell, column, rowSpan: 1, colSpan: 1 }] : []));
  return { ...moved(row), cells: [...cells, ...moved(row).cells] };
}

function moved({ stated: _, ...row }: Row): Row {
  return { ...row, cells: row.cells.map((cell) => ({ ...cell, column: cell.column + 2 })) };
}
