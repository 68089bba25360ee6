import { fold } from "../declaration/numeral.ts";
import { readTarget } from "../declaration/read-target.ts";
import { compact } from "../grid/cut.ts";
import type { Cell, Grid } from "../grid/grid.ts";
import { type LabelBook, labelKey } from "./book.ts";
import { isTitle } from "./divide.ts";
import type { Draft } from "./draft.ts";
import { type Row, filled } from "./rows.ts";
import { headOf } from "./table-head.ts";

/** The tasks of a department's year (年度主要任务): what each is, and the amounts that add up to the form's. */
export interface TaskTable {
  heads: readonly Cell[];
  body: readonly Row[];
  sums: Row | null;
  end: number;
}

const taskHead = /^(?:主要|年度|重点|年度主要|年度重点|工作)?任务(?:名称)?$/;
const besideTask = /内容|目标|措施|项目|金额|预算|总额|资金/;
const amounts: readonly (readonly [RegExp, "total" | "fiscal" | "other"])[] = [
  [/^(?:资金)?(?:总额|合计|小计|总计)$|^(?:预算|资金)?(?:金额|总额|预算)$/, "total"],
  [/^(?:其中[:：]?)?(?:本年)?财政(?:拨款|资金)$/, "fiscal"],
  [/^(?:其中[:：]?)?其[他它]资金$/, "other"],
];
const amountHead = /总额|合计|小计|拨款|资金|预算|收入|基金/;
const sum = /^(?:金额|资金|预算)?(?:合计|总计)$/;

/** The table of tasks that begins in this row; null where none does. */
export function taskTableAt(rows: readonly Row[], at: number, book: LabelBook): TaskTable | null {
  const row = rows[at];
  const cells = row?.kind === "row" ? filled(row) : [];
  const name = cells.findIndex(({ text }) => /名称$/.test(fold(text)) && taskHead.test(fold(text)));
  const beside = cells.slice(name + 1).filter(({ text }) => besideTask.test(text));
  if (!row || name < 0 || beside.length === 0 || headOf(row, book)) return null;
  const next = rows[at + 1];
  const below = next && filled(next).length > 1 && filled(next).every(({ text }) => amountHead.test(text) && !/\d/.test(text)) ? filled(next) : [];
  const own = !row.stated ? cells.slice(name, below.length > 0 ? -1 : undefined) : cells.slice(name).filter((cell) => !below.some(({ column }) => column >= cell.column && column < cell.column + cell.colSpan && cell.rowSpan === 1));
  const from = below.length > 0 ? at + 2 : at + 1;
  let end = from;
  while (end < rows.length && !endsTasks(rows[end], book)) end++;
  const last = rows[end];
  const sums = last && sum.test(fold(filled(last)[0]?.text ?? "")) ? last : null;
  const heads = row.stated ? [...own, ...below].sort((a, b) => a.column - b.column) : [...own, ...below];
  return { heads, body: rows.slice(from, end), sums, end: sums ? end + 1 : end };
}

function endsTasks(row: Row | undefined, book: LabelBook): boolean {
  const first = row && filled(row)[0];
  return !row || !first || row.kind === "paragraph" || sum.test(fold(first.text)) || isTitle(row, book) || headOf(row, book) !== null || (book.find(first.text) !== null && !/^任务\d*$/.test(fold(first.text)));
}

/** Keeps the tasks as printed, each under its name; their sum is what the form's money is. */
export function keepTasks(grid: Grid, draft: Draft, { heads, body, sums }: TaskTable, group: Row | undefined, book: LabelBook): void {
  for (const cell of [...(group ? filled(group) : []), ...heads]) draft.currencyFromLabel(book.find(cell.text)?.currency ?? labelKey(cell.text).currency, cell, grid);
  for (const row of body) {
    const [name, ...others] = filled(row).filter(({ column }) => column >= (heads[0]?.column ?? 0) || !row.stated);
    for (const cell of name ? others : []) draft.extra.push({ label: `${compact(grid, name as Cell).text}·${headOver(cell, row, heads)}`, cut: compact(grid, cell) });
    if (name && others.length === 0) draft.extra.push({ label: "任务", cut: compact(grid, name) });
  }
  for (const cell of sums ? filled(sums).slice(1) : []) {
    const head = headOver(cell, sums as Row, heads);
    const field = amounts.find(([words]) => words.test(head))?.[1];
    if (!field || draft.amounts.has(field) || readTarget(fold(cell.text)).kind !== "number") draft.extra.push({ label: `合计·${head}`, cut: compact(grid, cell) });
    else {
      draft.amounts.set(field, compact(grid, cell));
      draft.fields.add(`funding.${field}`);
    }
  }
}

/**
 * The head over a cell. Where columns are only a count of separators, a row with as many cells as heads, or a sum with as many
 * figures as heads of amounts, says it by the order; one that kept its empty cells by the column; else nothing does.
 */
function headOver(cell: Cell, row: Row, heads: readonly Cell[]): string {
  const cells = filled(row);
  const money = heads.filter(({ text }) => amountHead.test(text));
  const byOrder = cells.length === heads.length ? heads : cells.length - 1 === money.length ? [row.cells[0], ...money] : null;
  const byColumn = row.stated || row.cells.length > cells.length ? heads.findLast(({ column }) => column <= cell.column) : undefined;
  return labelKey((row.stated ? byColumn : byOrder ? byOrder[cells.indexOf(cell)] : byColumn)?.text ?? "").key;
}
