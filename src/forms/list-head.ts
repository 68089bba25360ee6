import { fold } from "../declaration/numeral.ts";
import type { Cell } from "../grid/grid.ts";
import type { LabelBook } from "./book.ts";
import { isRegionHead, isWhole } from "./regions.ts";
import { type Row, filled } from "./rows.ts";

/** The head of a table of many projects: labels of the project's own columns, then the heads of its indicators. */
export interface ListHead {
  labels: readonly Cell[];
  heads: readonly Cell[];
  /** The column of the first level. */
  level: number;
  /** The first of the indicators' columns: what stands before it is the project's own. */
  from: number;
  /** Labels over several columns that print the unit of money: 项目金额(万元). */
  groups: readonly Cell[];
  /** How many rows it takes: two where groups of columns have a head of their own (绩效指标 over 一级指标 …). */
  rows: number;
}

const levelHead = /^(?:一|二|三)级指标(?!代码|编码|编号)/;
/** 一级指标代码, 指标编号 before the levels say something of the indicator, not of the project. */
const codeHead = /指标(?:代码|编码|编号|序号)$/;

/** Reads a row, or it and the next, as the head of a list of projects: a column of names and two levels at least. */
export function listHead(row: Row | undefined, next: Row | undefined, book: LabelBook): ListHead | null {
  if (row?.kind !== "row" || !filled(row).some((cell) => isName(cell, book))) return null;
  const one = headIn(filled(row), book);
  if (one || next?.kind !== "row") return one && { ...one, groups: [], rows: 1 };
  // The heads of two rows as one: a head with others below it is no column.
  const below = filled(next);
  const groups = filled(row).filter(({ column, colSpan }) => below.some((cell) => cell.column >= column && cell.column < column + colSpan));
  const both = [...filled(row).filter((cell) => !groups.includes(cell)), ...below.map((cell) => asSum(cell, groups, book))].sort((a, b) => a.column - b.column);
  const two = headIn(both, book);
  return two && { ...two, groups: groups.filter(({ text }) => book.find(text)?.currency), rows: 2 };
}

/** 批复预算 over 合计, 财政拨款 and 其他资金: its sum is called by its own name, or as amounts are. */
export function asSum(cell: Cell, groups: readonly Cell[], book: LabelBook): Cell {
  const group = isWhole(cell.text) ? groups.find(({ column, colSpan }) => cell.column >= column && cell.column < column + colSpan) : undefined;
  if (!group || !/资金|预算|金额|经费|投资/.test(group.text)) return cell;
  const known = fieldOf(group, book).startsWith("funding.");
  return { ...group, ...(known ? {} : { text: "资金总额", offsets: null }), column: cell.column, colSpan: cell.colSpan };
}

function headIn(cells: readonly Cell[], book: LabelBook): Pick<ListHead, "labels" | "heads" | "level" | "from"> | null {
  const levels = cells.filter((cell) => levelHead.test(fold(cell.text)));
  const [first] = levels;
  if (!first || levels.length < 2) return null;
  const from = Math.min(first.column, ...cells.filter(({ text }) => codeHead.test(fold(text))).map(({ column }) => column));
  const heads = cells.filter((cell) => cell.column >= from && (book.head(cell.text) !== null || !isProjectLabel(cell, book)));
  const labels = cells.filter((cell) => !heads.includes(cell));
  const known = cells.filter((cell) => book.head(cell.text) !== null || book.find(cell.text) !== null || isName(cell, book));
  return labels.some((cell) => isName(cell, book)) && known.length >= 4 ? { labels, heads, level: first.column, from } : null;
}

function isName(cell: Cell, book: LabelBook): boolean {
  return fieldOf(cell, book) === "project.name" || isShared(cell) || isRegionHead(cell);
}

function isProjectLabel(cell: Cell, book: LabelBook): boolean {
  return /^(?:unit|department|project|funding\.total|goals)/.test(fieldOf(cell, book)) && !/^(?:单位|计量单位)$/.test(fold(cell.text));
}

export const fieldOf = (cell: Cell, book: LabelBook): string => book.find(cell.text)?.entries[0]?.field ?? "";

/** A column that units and projects share: 单位名称、项目名称; 单位(项目名称). The rows tell which of them stands there. */
export const isShared = ({ text }: Cell): boolean => text.includes("单") && /^单位(?:名称)?[、/和(](?:项目名称|专项名称|项目|专项)\)?(?:名称)?$/.test(fold(text));
export const isSharedCode = ({ text }: Cell): boolean => /^单位(?:编码|代码)(?:[、/和(])项目(?:编码|代码)\)?$/.test(fold(text));
