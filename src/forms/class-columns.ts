import { classesOf, familyOf } from "../declaration/framework.ts";
import { fold } from "../declaration/numeral.ts";
import type { Cell } from "../grid/grid.ts";
import type { LabelBook } from "./book.ts";
import { itemsOfText, tableOf } from "./class-lines.ts";
import { isTitle } from "./divide.ts";
import { fieldOf } from "./list-head.ts";
import { takeAbove } from "./list-tables.ts";
import { type Row, filled } from "./rows.ts";

/** The head of a table with a project in each row and a class of indicators in each column. */
interface ClassHead {
  labels: readonly Cell[];
  /** A class with the family over it, where one is printed. */
  classes: readonly { className: Cell; family: Cell | null }[];
  name: Cell;
  rows: number;
}

/** Fewer columns of classes may be words of something else. */
const fewest = 3;

/**
 * A table that lists projects, one row each, with their indicators written into columns that are headed by classes (数量指标,
 * 质量指标 …), becomes a form for each project.
 */
export function classColumnsAsForms(rows: readonly Row[], book: LabelBook): Row[] {
  const made: Row[] = [];
  for (let at = 0; at < rows.length; ) {
    const head = headAt(rows, at, book);
    const row = rows[at];
    if (!row) break;
    if (!head) {
      made.push(row);
      at++;
      continue;
    }
    const above = takeAbove(made, book);
    let end = at + head.rows;
    while (end < rows.length && rows[end]?.kind === "row" && !isTitle(rows[end] as Row, book)) end++;
    made.push(...formsOf(rows.slice(at + head.rows, end), head, above));
    at = end;
  }
  return made;
}

function headAt(rows: readonly Row[], at: number, book: LabelBook): ClassHead | null {
  const [row, next] = [rows[at], rows[at + 1]];
  if (row?.kind !== "row") return null;
  const name = filled(row).find((cell) => fieldOf(cell, book) === "project.name" && book.find(cell.text)?.rest === null);
  if (!name || filled(row).some(({ text }) => /^[一二三]级指标$/.test(fold(text)))) return null;
  const below = next?.kind === "row" ? filled(next) : [];
  const two = below.length >= 2 && below.every(({ text }) => isLevel(text)) ? below : [];
  const over = (cell: Cell) => filled(row).find(({ column, colSpan, text }) => familyOf(text) !== null && column <= cell.column && cell.column < column + colSpan) ?? null;
  const classes = [
    ...filled(row).filter((cell) => isLevel(cell.text) && !two.some((one) => over(one) === cell)).map((className) => ({ className, family: null })),
    ...two.map((className) => ({ className, family: over(className) })),
  ].sort((a, b) => a.className.column - b.className.column);
  if (classes.length < fewest) return null;
  const first = classes[0]?.className.column ?? 0;
  return { name, classes, labels: filled(row).filter((cell) => cell.column < first && !/^序号$/.test(fold(cell.text))), rows: two.length > 0 ? 2 : 1 };
}

const isLevel = (text: string): boolean => familyOf(text) !== null || classesOf(text).length > 0;

/** Rows without a name go on the project above them. */
function formsOf(rows: readonly Row[], head: ClassHead, above: readonly Row[]): Row[] {
  const projects: Row[][] = [];
  for (const row of rows) {
    const name = cellUnder(head.name, row);
    if (name && /^(?:合计|总计|小计)$/.test(fold(name.text))) continue;
    if (name || projects.length === 0) projects.push([row]);
    else projects.at(-1)?.push(row);
  }
  return projects.flatMap((own) => {
    const stretches = head.classes.flatMap(({ className, family }) => own.flatMap((row) => {
      const cell = cellUnder(className, row);
      return cell ? [{ levels: family ? [family, className] : [className], items: itemsOfText(cell), row, style: "", first: true }] : [];
    }));
    const values = head.labels.flatMap((label) => own.flatMap((row) => cellUnder(label, row) ?? []).slice(0, 1).map((value) => [label, value] as const));
    return [...above, ...values.map(([label, value]): Row => ({ kind: "row", afterBreak: false, heading: null, cells: [{ ...label, column: 0, rowSpan: 1, colSpan: 1 }, { ...value, column: 1, rowSpan: 1, colSpan: 1 }] })), ...(tableOf(stretches, 1) ?? own)];
  });
}

const cellUnder = (head: Cell, row: Row): Cell | undefined => filled(row).find(({ column }) => column >= head.column && column < head.column + head.colSpan);
