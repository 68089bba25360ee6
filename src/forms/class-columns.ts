import { classesOf, familyOf } from "../declaration/framework.ts";
import { fold } from "../declaration/numeral.ts";
import type { Cell } from "../grid/grid.ts";
import type { LabelBook } from "./book.ts";
import { type Stretch, itemsOfText, tableOf } from "./class-lines.ts";
import { isTitle } from "./divide.ts";
import { asSum, fieldOf } from "./list-head.ts";
import { doubtOfWhole, isRegionHead, isWhole, unitOfRegion } from "./regions.ts";
import { type Row, filled } from "./rows.ts";
import { tablesAsForms } from "./tables-as-forms.ts";

/** A column of indicators: its lowest head, the levels over it, and the indicator's name where that is the lowest. */
interface IndicatorColumn {
  lowest: Cell;
  levels: readonly Cell[];
  name: Cell | null;
}

/** The head of a table with a project, or a region, in each row and indicators in columns. */
interface ClassHead {
  labels: readonly Cell[];
  /** Labels over several columns that print the unit of money. */
  groups: readonly Cell[];
  columns: readonly IndicatorColumn[];
  /** The column of the projects' names, or of the regions. */
  name: Cell;
  rows: number;
}

/** Fewer columns of classes may be words of something else. */
const fewest = 3;
const mostHeadRows = 4;

/**
 * A table that lists projects, one row each, with their indicators in columns becomes a form for each project: columns
 * headed by classes (数量指标, 质量指标 …) with the indicators written into the cells, or headed by names with the values in
 * the cells. So does a table of the regions among which a transfer payment is divided.
 */
export function classColumnsAsForms(rows: readonly Row[], book: LabelBook): Row[] {
  return tablesAsForms(rows, book, {
    headAt: (at) => headAt(rows, at, book),
    endOf: (from) => {
      let end = from;
      while (end < rows.length && rows[end]?.kind === "row" && !isTitle(rows[end] as Row, book)) end++;
      return end;
    },
    formsOf,
  });
}

function headAt(rows: readonly Row[], at: number, book: LabelBook): ClassHead | null {
  const row = rows[at];
  if (row?.kind !== "row" || filled(row).length < 2) return null;
  // 市州 and 县区 side by side: the lower is the region whose row it is.
  const name = filled(row).find((cell) => fieldOf(cell, book) === "project.name" && book.find(cell.text)?.rest === null) ?? filled(row).findLast(isRegionHead);
  const heads = name ? headRows(rows, at, name) : [];
  // A list with a row for each indicator is read in list-tables.ts.
  if (!name || heads.some((one) => filled(one).some(({ text }) => /^(?:level|target)/.test(book.head(text) ?? "")))) return null;
  const columns = filled(row).flatMap((cell) => columnsBelow(cell, heads.slice(1), []));
  const named = columns.filter((column) => column.name !== null).length;
  if (columns.length < (named === columns.length ? fewest - 1 : fewest)) return null;
  const others = filled(row).filter((cell) => !columns.some(({ lowest }) => within(lowest, cell)) && !/^序号$/.test(fold(cell.text)));
  const labels = others.flatMap((cell) => labelsBelow(cell, heads[1], book));
  const groups = others.filter((cell) => book.find(cell.text)?.currency && !labels.some(({ text }) => text === cell.text));
  return { name, columns, labels, groups, rows: heads.length };
}

/** The rows of a head: below its first one those in which nothing stands in the column of the names or before it. */
function headRows(rows: readonly Row[], at: number, name: Cell): Row[] {
  let end = at + 1;
  for (let row = rows[end]; row?.kind === "row" && end - at < mostHeadRows; row = rows[++end]) {
    if (filled(row).length < 2 || filled(row).some(({ column }) => column < name.column + name.colSpan)) break;
  }
  return rows.slice(at, end);
}

/** The columns of indicators under one head; none under a head that is no level and has none below. */
function columnsBelow(cell: Cell, below: readonly Row[], over: readonly Cell[]): IndicatorColumn[] {
  const path = isLevel(cell.text) || isGroup.test(fold(cell.text)) ? [...over, cell] : over;
  const cells = below[0] ? filled(below[0]).filter((one) => within(one, cell)) : [];
  if (cells.length > 0 && path.length > 0) return cells.flatMap((one) => columnsBelow(one, below.slice(1), path));
  const levels = path.filter(({ text }) => isLevel(text));
  const isName = over.length > 0 && !path.includes(cell);
  return path.length > 0 && (isName || levels.length > 0) ? [{ lowest: cell, levels: levels.slice(-2), name: isName ? cell : null }] : [];
}

/** 下达资金 over 合计, 中央资金 and 市级资金 are three labels. */
function labelsBelow(label: Cell, below: Row | undefined, book: LabelBook): Cell[] {
  const cells = below ? filled(below).filter((cell) => within(cell, label)) : [];
  return cells.length === 0 ? [label] : cells.map((cell) => asSum(cell, [label], book));
}

/** 绩效指标 over the names of indicators. */
const isGroup = /^(?:年度|区域)?(?:绩效)?(?:目标|指标)(?:值)?$/;
const isLevel = (text: string): boolean => familyOf(text) !== null || classesOf(text).length > 0;
const within = (cell: Cell, over: Cell): boolean => cell.column >= over.column && cell.column < over.column + over.colSpan;

/** Rows without a name go on the project above them; the sum of projects is none, that of regions is the whole. */
function formsOf(rows: readonly Row[], head: ClassHead, above: readonly Row[]): Row[] {
  const region = head.labels.findLast(isRegionHead);
  const ofRegions = region === head.name;
  const projects: { own: Row[]; sum: Cell | null }[] = [];
  for (const row of rows) {
    const [first] = filled(row);
    const name = cellUnder(head.name, row);
    const sum = first && isWhole(first.text) ? first : name && isWhole(name.text) ? name : null;
    if ((sum && !ofRegions) || isNumbers(row)) continue;
    if (name || sum || projects.length === 0) projects.push({ own: [row], sum });
    else projects.at(-1)?.own.push(row);
  }
  return projects.flatMap(({ own, sum }) => {
    const stretches = head.columns.flatMap((column) => own.flatMap((row) => stretchIn(row, column) ?? []));
    const values = head.labels.flatMap((label) => [...own.flatMap((row) => cellUnder(label, row) ?? []), ...reaching(rows, own[0], label)].filter((value) => value !== sum).slice(0, 1).map((value) => [label, value] as const));
    const labelled = values.map(([label, value]) => (label === region ? unitOfRegion(label, value) : pair(label, value)));
    const groups = head.groups.map((group): Row => ({ kind: "row", afterBreak: false, heading: null, cells: [{ ...group, column: 0 }] }));
    const [first = own[0], ...others] = [...above, ...groups, ...labelled, ...(tableOf(stretches, 1) ?? own)];
    return first ? [sum ? { ...first, doubt: doubtOfWhole(sum.text) } : first, ...others] : [];
  });
}

/** A merged cell under a label that begins above a row and reaches down to it: one unit of several projects. */
function reaching(rows: readonly Row[], row: Row | undefined, label: Cell): Cell[] {
  const stated = row?.stated;
  if (!stated) return [];
  return rows.flatMap((one) => (one.stated?.table === stated.table && one.stated.number < stated.number ? filled(one).filter((cell) => within(cell, label) && (one.stated?.number ?? 0) + cell.rowSpan > stated.number) : []));
}

function stretchIn(row: Row, { lowest, levels, name }: IndicatorColumn): Stretch | null {
  const cell = cellUnder(lowest, row);
  if (!cell || (name && /^[-—–/]+$/.test(cell.text.trim()))) return null;
  return { levels, items: name ? [cell] : itemsOfText(cell), ...(name ? { written: [{ name, value: cell, weight: null, guessed: false }] } : {}), row, style: "", first: true };
}

/** The row of column numbers under a head. */
const isNumbers = (row: Row): boolean => filled(row).length > 2 && filled(row).every(({ text }, nth) => fold(text) === String(nth + 1));

const pair = (label: Cell, value: Cell): Row => ({ kind: "row", afterBreak: false, heading: null, cells: [{ ...label, column: 0, rowSpan: 1, colSpan: 1 }, { ...value, column: 1, rowSpan: 1, colSpan: 1 }] });

const cellUnder = (head: Cell, row: Row): Cell | undefined => filled(row).find((cell) => within(cell, head));
