import { classesOf, familyOf } from "../declaration/framework.ts";
import type { Cell } from "../grid/grid.ts";

const isBlank = (cell: { text: string } | undefined): boolean => (cell?.text ?? "").trim() === "";

type Cells = readonly Cell[];

/**
 * A converter that cannot merge cells prints the text in every place that the merged cell covers. What it printed again is
 * no text of its own: in a heading across the table, in prose behind its label, in a row whose label stands twice, and below
 * a head of indicators that stands twice.
 */
export function withoutCopies(rows: readonly Cells[]): Cells[] {
  const head = rows.findIndex((cells) => cells.filter(({ text }) => /^[一二三四]级指标$/.test(text.trim())).length >= 2);
  // 指标值 twice may be 指标值 and a torn 指标值确定依据: only where every row below says the same twice, it is a copy.
  const twice = new Set((rows[head] ?? []).flatMap((cell, at, all) => (isCopy(all, at) && allCopied(rows.slice(head + 1), at) ? [cell.column] : [])));
  return rows.map((cells, at) => {
    const labelled = cells.length > 2 && isCopy(cells, 1) && words.test(cells[1]?.text ?? "") && !isLevel(cells[1]?.text ?? "");
    if (labelled && (head < 0 || at < head) && cells.some(({ text }) => text !== cells[0]?.text)) return withoutAll(cells, () => true);
    return acrossRow(twice.size > 0 && at >= head ? withoutAll(cells, ({ column }) => twice.has(column)) : cells);
  });
}

const allCopied = (rows: readonly Cells[], at: number): boolean => rows.some((cells) => isCopy(cells, at)) && rows.every((cells) => isBlank(cells[at]) || isCopy(cells, at));

/** Says the same as the cell before it. */
const isCopy = (cells: Cells, at: number): boolean => at > 0 && !isBlank(cells[at]) && cells[at]?.text === cells[at - 1]?.text;
const isLevel = (text: string): boolean => familyOf(text) !== null || classesOf(text).length > 0;
const withoutAll = (cells: Cells, where: (cell: Cell) => boolean): Cells => cells.map((cell, at) => (isCopy(cells, at) && where(cell) ? emptied(cell) : cell));

/** More than 无 or a figure, which may stand in every column. */
const words = /\p{Script=Han}{3}/u;

/** The shortest text that only a merged cell repeats: a name or an amount may well stand twice in a row. */
const proseLength = 12;

function acrossRow(cells: Cells): Cells {
  const [first, second] = cells;
  // Behind a blank cell there is no label: two goals that say the same stand side by side.
  if (!first || !second || cells.length < 3 || isBlank(first) || isBlank(second)) return cells;
  const rest = cells.slice(1);
  if (rest.some(({ text }) => text !== second.text)) return cells;
  if (first.text === second.text && words.test(first.text)) return [first, ...rest.map(emptied)];
  return second.text.length < proseLength ? cells : [first, second, ...rest.slice(1).map(emptied)];
}

const emptied = (cell: Cell): Cell => ({ ...cell, text: "", offsets: cell.offsets && [] });
