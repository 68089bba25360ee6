import { classesOf, familyOf } from "../declaration/framework.ts";
import { fold } from "../declaration/numeral.ts";
import type { Cell } from "../grid/grid.ts";
import type { Column, FormDefinition, IndicatorTable } from "./form.ts";
import type { LabelBook } from "./book.ts";
import { type Row, filled } from "./rows.ts";

/** A column of an indicator table where its head stands: `index` counts cells from 0. */
export interface HeadColumn {
  column: Column;
  index: number;
  label: string;
  /** No head is printed over it: what it holds was told by its cells. */
  guessed?: boolean;
}

/**
 * A head whose last cells a conversion lost, completed by the columns of its form: what stands there in the rows is then
 * told by its place.
 */
export function completed(head: readonly HeadColumn[], form: FormDefinition | null): HeadColumn[] {
  const printed = head.map(({ column }) => column).filter((column) => column !== "side");
  for (const table of form?.tables ?? []) {
    const columns = table.columns.filter(({ column }) => column !== "side");
    const isPrefix = printed.length < columns.length && printed.every((column, index) => column === columns[index]?.column);
    const last = head.at(-1);
    if (isPrefix && last) return [...head, ...columns.slice(printed.length).map(({ label, column }, nth) => ({ label, column, index: last.index + 1 + nth }))];
  }
  return [...head];
}

/**
 * The head of a table whose own head a conversion lost: rows that begin with a family and a class stand there without one.
 * Its columns are those of the form, else those that nearly all forms have.
 */
export function impliedHead(row: Row, table: IndicatorTable | undefined): HeadColumn[] | null {
  const [first, second] = filled(row);
  if (!first || !second || row.kind !== "row" || familyOf(first.text) === null || (classesOf(second.text).length === 0 && familyOf(second.text) === null)) return null;
  const usual = [{ label: "一级指标", column: "level1" }, { label: "二级指标", column: "level2" }, { label: "三级指标", column: "level3" }, { label: "指标值", column: "target" }] as const;
  const columns = table?.columns ?? usual;
  const level1 = columns.findIndex(({ column }) => column === "level1");
  return columns.map(({ label, column }, nth) => ({ label, column, index: first.column + nth - level1 }));
}

/** The columns of the form's table that a printed head does not have. */
export function missingColumns(head: readonly HeadColumn[], form: FormDefinition | null): string[] {
  const [table] = form?.tables ?? [];
  return (table?.columns ?? []).filter(({ column }) => column !== "side" && !head.some((found) => found.column === column)).map(({ label }) => label);
}

/** 指标值 over 半年目标值 and 全年目标值, over 前年, 上年 and 预计当年实现: the year's is the target. What stands below any other head is kept. */
function valueBelow(cell: Cell, parent: Cell | undefined, book: LabelBook): Column {
  const text = fold(cell.text);
  if (!parent || book.head(parent.text) !== "target" || notOfTheYear.test(text)) return "extra";
  return book.head(cell.text) ?? (/^数?值$|(?:调整|变更|修改)后|当年|本年|全年|年度|预计|中期|长期|实施期/.test(text) ? "target" : "extra");
}

const notOfTheYear = /^(?:前年|上年|去年|上一?年度|前[一二三两]年|近.年|历史值?)/;

/** The head with what a row below it holds, where that is nothing but the rest of one of its cells (指标值 + 确定依据); else null. */
export function headWithRest(row: Row | undefined, head: readonly HeadColumn[], book: LabelBook): HeadColumn[] | null {
  const [cell, ...others] = row ? filled(row) : [];
  const above = head.find(({ index }) => index === cell?.column);
  if (!cell || others.length > 0 || !above) return null;
  const label = above.label + cell.text.replace(/\s/g, "");
  const column = book.head(label);
  return column === null ? null : head.map((one) => (one === above ? { ...one, label, column } : one));
}

/**
 * Reads a row as the head of an indicator table, or says that it is none. Needs two levels and at least three heads; heads
 * that no vocabulary knows (偏差原因分析 …) are columns whose values are kept as printed.
 */
export function headOf(row: Row, book: LabelBook): HeadColumn[] | null {
  const cells = filled(row);
  const own = book.ownHead(cells.map(({ text }) => text));
  if (own) return cells.map((cell, index) => ({ column: own[index] ?? book.head(cell.text) ?? "extra", index: cell.column, label: cell.text.replace(/\s/g, "") }));
  // Most rows are none; that costs one look at each cell.
  let heads = 0;
  for (const cell of cells) if (book.head(cell.text) !== null) heads++;
  if (heads < 3) return null;
  const columns = besideName(cells.map((cell) => book.head(cell.text)), cells);
  const known = columns.filter((column) => column !== null);
  const levels = known.filter((column) => column.startsWith("level")).length;
  if ((levels < 2 && !isHeadWithoutLevels(known, cells.length)) || known.length < 3 || known.length < cells.length / 2) return null;
  if (known.length < cells.length - 1 && !known.includes("target")) return null;
  return cells.map((cell, index) => ({ column: columns[index] ?? "extra", index: cell.column, label: cell.text.replace(/\s/g, "") }));
}

/** 指标内容 names the indicator, but beside 三级指标 it describes it; beside 二级指标 指标类别 says whether it is counted. */
function besideName(printed: readonly (Column | null)[], cells: readonly Cell[]): (Column | null)[] {
  const classed = printed.some((column, at) => (column === "level1" || column === "level2") && !isKind(cells[at]));
  const columns = printed.map((column, at) => (classed && column === "level2" && isKind(cells[at]) ? "extra" : column));
  const named = columns.some((column, at) => column === "level3" && !isContent(cells[at]));
  return columns.map((column, at) => (named && column === "level3" && isContent(cells[at]) ? "description" : column));
}

const isContent = (cell: Cell | undefined): boolean => /^指标内容$/.test(cell?.text.replace(/\s/g, "") ?? "");

const isKind = (cell: Cell | undefined): boolean => /^指标(?:类别|分类)$/.test(cell?.text.replace(/\s/g, "") ?? "");

/** Forms without levels print names, values and what stands beside them: 指标名称, 指标权重, 计量单位, 指标性质, 指标值. */
function isHeadWithoutLevels(known: readonly Column[], cells: number): boolean {
  const beside: readonly Column[] = ["comparator", "unit", "weight"];
  return known.includes("level3") && known.includes("target") && known.filter((column) => beside.includes(column)).length >= 2 && known.length >= cells - 1;
}

/** Heads of two rows (偏差原因分析 over 经费保障, 制度保障 …): where a file states that the other heads span both. */
export function withSubHeads(head: readonly HeadColumn[], row: Row, next: Row | undefined, book: LabelBook): HeadColumn[] | null {
  const spanning = filled(row).filter(({ rowSpan }) => rowSpan > 1);
  if (!next?.stated || !row.stated || spanning.length < 2 || next.stated.table !== row.stated.table) return null;
  const over = (column: number) => filled(row).find((cell) => cell.rowSpan === 1 && cell.column <= column && column < cell.column + cell.colSpan);
  const below = filled(next).map((cell) => ({ cell, parent: over(cell.column) }));
  if (below.length === 0 || below.some(({ parent }) => parent === undefined)) return null;
  const parents = new Set(below.map(({ parent }) => parent?.column));
  const subs = below.map(({ cell, parent }): HeadColumn => ({ column: valueBelow(cell, parent, book), index: cell.column, label: `${parent?.text.replace(/\s/g, "")}·${cell.text.replace(/\s/g, "")}` }));
  return [...head.filter(({ index }) => !parents.has(index)), ...subs].sort((a, b) => a.index - b.index);
}
