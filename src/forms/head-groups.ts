import { classesOf, familyOf } from "../declaration/framework.ts";
import type { Scope } from "../declaration/schema.ts";
import { fold } from "../declaration/numeral.ts";
import type { Cell } from "../grid/grid.ts";
import { type Row, filled } from "./rows.ts";
import type { HeadColumn } from "./table-head.ts";

/** A table within a table: its columns, the rows with only the cells of these columns, and whose targets it holds. */
export interface TablePart {
  head: HeadColumn[];
  rows: Row[];
  scope: Scope;
}

const scopeWords: readonly (readonly [RegExp, Scope])[] = [
  [/中期/, "midTerm"],
  [/长期|中长期/, "longTerm"],
  [/实施期|实施周期|总体|全周期|项目期|总目标/, "overall"],
  [/年度|本年|当年|全年/, "annual"],
];

/**
 * A table that serves two goals side by side: mid-term beside annual indicators, or one row of names with two columns of
 * values. It is read as one table after the other; the columns that both share are read in each.
 * @param scope whose targets a table with one set of columns holds
 * @param own the scopes of the form's columns from left to right, where it is known to serve two goals; else empty
 * @param goals the scopes of the goals printed above, in their order: what tells the parts apart where neither form nor heads do
 */
export function tableParts(head: readonly HeadColumn[], rows: readonly Row[], scope: Scope, own: readonly Scope[], goals: readonly Scope[]): TablePart[] {
  const groups = groupsOf(head);
  if (groups.length < 2) return [{ head: [...head], rows: [...rows], scope }];
  const columns = groups.map((group) => new Set(group));
  const placed = rows.map((row) => inColumns(row, head));
  return groups.map((group, nth) => {
    const others = columns.filter((_, index) => index !== nth).flatMap((columns) => [...columns]).filter((column) => !group.includes(column));
    const elsewhere = new Set(others.map(({ index }) => index));
    const next = Math.min(...others.filter(({ index }) => index > Math.max(...group.map((column) => column.index))).map(({ index }) => index));
    const belongs = (column: number) => !elsewhere.has(column) && (group.some(({ index }) => index === column) || column < next);
    return {
      head: group,
      rows: withoutEmpty(placed.map((row) => ({ ...row, cells: row.cells.filter((cell) => belongs(cell.column)) })), new Set(group.filter((column) => columns.every((other, index) => index === nth || !other.has(column))).map(({ index }) => index))),
      scope: own.length === groups.length ? (own[nth] ?? scope) : scopeOf(group, goals, nth, groups.length, scope),
    };
  });
}

/**
 * A row whose empty cells a conversion dropped, put under its heads again: where the family that both parts share is gone,
 * it begins with its class and has one cell less; where the classes are gone too, with a name, and three less.
 */
function inColumns(row: Row, head: readonly HeadColumn[]): Row {
  const columns = head.filter(({ column }) => column !== "side");
  const cells = filled(row);
  const [first] = cells;
  const lacking = columns.length - cells.length;
  if (row.kind !== "row" || row.stated || !first || row.cells.length > cells.length || columns[0]?.column !== "level1") return row;
  const isClass = classesOf(first.text).length > 0;
  const lost = lacking === 0 ? [] : lacking === 1 && isClass ? ["level1"] : lacking === 3 && !isClass && familyOf(first.text) === null ? ["level1", "level2"] : null;
  if (lost === null) return row;
  const kept = columns.filter(({ column }) => !lost.includes(column));
  return kept.length === cells.length ? { ...row, cells: cells.map((cell, nth) => ({ ...cell, column: kept[nth]?.index ?? cell.column })) } : row;
}

/**
 * The rows in which a part has something of its own: where the file states its cells, a row that holds nothing but what
 * the parts share is the other part's. The label of a merged cell that begins in it goes to the next row that it covers.
 */
function withoutEmpty(rows: readonly Row[], own: ReadonlySet<number>): Row[] {
  const kept: Row[] = [];
  let passed: { cell: Cell; until: number }[] = [];
  rows.forEach((row, at) => {
    if (!row.stated || filled(row).some(({ column }) => own.has(column))) {
      const labels = passed.filter(({ cell, until }) => until > at && !row.cells.some(({ column }) => column === cell.column));
      kept.push(labels.length === 0 ? row : { ...row, cells: [...labels.map(({ cell, until }) => ({ ...cell, rowSpan: until - at })), ...row.cells].sort((a, b) => a.column - b.column) });
      passed = [];
    } else passed = [...passed, ...row.cells.filter(({ rowSpan }) => rowSpan > 1).map((cell) => ({ cell, until: at + cell.rowSpan }))];
  });
  return kept;
}

/**
 * Targets of several years side by side (2025年指标值, 2026年指标值 …), also beside that of all of them (实施期指标值): the
 * budget year's is the target, else the first year's; the others are kept as printed. `kept` is the year where there were several.
 */
export function ofOneYear(head: readonly HeadColumn[], year: number | null): { head: HeadColumn[]; kept: number | null } {
  const years = head.flatMap((column) => {
    const [of] = column.column === "target" ? (/(?:19|20)\d{2}(?=年)/.exec(fold(column.label)) ?? []) : [];
    return of === undefined ? [] : [{ column, year: Number(of) }];
  });
  if (years.length < 2 || new Set(years.map((one) => one.year)).size < years.length) return { head: [...head], kept: null };
  const kept = years.find((one) => one.year === year) ?? years.reduce((first, one) => (one.year < first.year ? one : first));
  const others = new Set(years.filter((one) => one !== kept).map(({ column }) => column));
  return { head: head.map((column) => (others.has(column) ? { ...column, column: "extra" } : column)), kept: kept.year };
}

/** The sets of columns: one, or two where a column comes again. What stands before the first that comes again is shared. */
function groupsOf(head: readonly HeadColumn[]): HeadColumn[][] {
  const columns = head.filter(({ column }) => column !== "side" && column !== "extra");
  const again = columns.findIndex(({ column }, index) => columns.slice(0, index).some((before) => before.column === column));
  const second = columns[again];
  if (!second) return [[...head]];
  const first = columns.findIndex(({ column }) => column === second.column);
  if (second.column === "target") {
    const shared = head.filter(({ column }) => column !== "target");
    // What is kept as printed is kept once.
    return columns.filter(({ column }) => column === "target").map((target, nth) => [...shared.filter(({ column }) => nth === 0 || column !== "extra"), target].sort((a, b) => a.index - b.index));
  }
  const shared = columns.slice(0, first);
  return [
    head.filter(({ index }) => index < second.index),
    [...shared, ...head.filter(({ index }) => index >= second.index)],
  ];
}

function scopeOf(group: readonly HeadColumn[], goals: readonly Scope[], nth: number, groups: number, otherwise: Scope): Scope {
  const label = fold(group.filter(({ column }) => column === "target").map(({ label }) => label).join());
  const told = scopeWords.find(([word]) => word.test(label))?.[1];
  if (told) return told;
  const distinct = [...new Set(goals)];
  return distinct.length === groups ? (distinct[nth] ?? otherwise) : otherwise;
}
