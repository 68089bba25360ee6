import { fold } from "../declaration/numeral.ts";
import { familyOf } from "../declaration/framework.ts";
import { readTarget } from "../declaration/read-target.ts";
import type { Cell } from "../grid/grid.ts";
import type { LabelBook } from "./book.ts";
import { isTitle } from "./divide.ts";
import { type Row, filled } from "./rows.ts";

/** The head of a table of many projects: labels of the project's own columns, then the heads of its indicators. */
interface ListHead {
  labels: readonly Cell[];
  heads: readonly Cell[];
}

/**
 * A table that lists many projects, one row an indicator, prints a project's name and amount only in its first row. It is
 * turned into a form for each project: labels with their values, then the head and the project's own rows; what stands
 * above the table (title, year, currency) stands above each.
 */
export function listsAsForms(rows: readonly Row[], book: LabelBook): Row[] {
  const made: Row[] = [];
  for (let at = 0; at < rows.length; ) {
    const row = rows[at];
    if (!row) break;
    const head = listHead(row, book);
    if (!head) {
      made.push(row);
      at++;
      continue;
    }
    const above = takeAbove(made, book);
    let end = at + 1;
    while (end < rows.length && !endsList(rows[end], book)) end++;
    made.push(...projects(rows.slice(at + 1, end), head, above));
    at = end;
  }
  return made;
}

function listHead(row: Row, book: LabelBook): ListHead | null {
  const cells = filled(row);
  if (!cells.some((cell) => book.find(cell.text)?.entries[0]?.field === "project.name")) return null;
  const heads = cells.filter((cell) => book.head(cell.text) !== null && /指标|单位|权重|分值|符号|性质|方向|备注|依据|标准|目标值/.test(cell.text) && !isProjectLabel(cell, book));
  const levels = heads.filter((cell) => /^(?:一|二|三)级指标/.test(fold(cell.text)));
  const labels = cells.filter((cell) => !heads.includes(cell) && book.find(cell.text) !== null);
  const named = labels.some((cell) => book.find(cell.text)?.entries[0]?.field === "project.name");
  return named && levels.length >= 2 && labels.length + heads.length >= cells.length - 1 ? { labels, heads } : null;
}

function isProjectLabel(cell: Cell, book: LabelBook): boolean {
  const field = book.find(cell.text)?.entries[0]?.field ?? "";
  return /^(?:unit|department|project|funding\.total|goals)/.test(field) && !/^(?:单位|计量单位)$/.test(fold(cell.text));
}

/** Title, year and currency stand right above the table; they are taken to be repeated over each project. */
function takeAbove(made: Row[], book: LabelBook): Row[] {
  let from = made.length;
  while (from > 0 && made.length - from < 5) {
    const row = made[from - 1];
    const first = row && filled(row)[0];
    if (!row || !first || filled(row).length > 2 || !(isTitle(row, book) || book.find(first.text) !== null || /^\(?20\d{2}年/.test(fold(first.text)))) break;
    from--;
  }
  return made.splice(from);
}

function endsList(row: Row | undefined, book: LabelBook): boolean {
  if (!row) return true;
  return isTitle(row, book) || listHead(row, book) !== null || filled(row).some((cell) => book.find(cell.text)?.entries[0]?.field === "project.name");
}

function projects(rows: readonly Row[], { labels, heads }: ListHead, above: readonly Row[]): Row[] {
  const made: Row[] = [];
  const known = new Map<Cell, Cell>();
  let department: Cell | null = null;
  for (const row of rows) {
    const cells = filled(row);
    const level = cells.findIndex((cell) => familyOf(cell.text) !== null);
    if (level < 0) {
      const [first] = cells;
      if (first && /^\d{3,}[-—]\D/.test(first.text.trim())) department = first;
      continue;
    }
    const own = cells.slice(0, level);
    if (own.length > 0) {
      for (const [label, cell] of ownValues(own, labels)) known.set(label, cell);
      made.push(...above);
      if (department) made.push(pair({ ...department, text: "主管部门", offsets: null }, department));
      for (const label of labels) {
        const value = known.get(label);
        if (value) made.push(pair(label, value));
      }
      made.push({ kind: "row", afterBreak: false, heading: null, cells: heads.map((cell, column) => ({ ...cell, column })) });
    }
    made.push({ ...row, cells: cells.slice(level).map((cell, column) => ({ ...cell, column })) });
  }
  return made;
}

function pair(label: Cell, value: Cell): Row {
  return { kind: "row", afterBreak: false, heading: null, cells: [{ ...label, column: 0 }, { ...value, column: 1 }] };
}

/** A row's own values under their labels: by their columns, or, where leading cells were lost, from the right. */
function ownValues(cells: readonly Cell[], labels: readonly Cell[]): [Cell, Cell][] {
  const exact = cells.map((cell) => [labels.find(({ column }) => column === cell.column), cell] as const);
  const amounts = (pairs: readonly (readonly [Cell | undefined, Cell])[]) =>
    pairs.every(([label, cell]) => label !== undefined && (!/数|额|资金|金/.test(label.text) || readTarget(fold(cell.text)).kind === "number"));
  const fromRight = cells.map((cell, index) => [labels[labels.length - cells.length + index], cell] as const);
  const chosen = amounts(exact) ? exact : fromRight;
  return chosen.filter((found): found is [Cell, Cell] => found[0] !== undefined);
}
