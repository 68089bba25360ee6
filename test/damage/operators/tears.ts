import { type Cell, type Page, type Row, isHead, isIndicator, isRow, positions, spliced, withCell } from "../page.ts";
import type { Random } from "../random.ts";
import { every, pageOperator, texts } from "./operator.ts";

interface Found {
  at: number;
  row: Row;
  index: number;
  cell: Cell;
}

/** Cells that hold a value of the wanted kind, and whose text is long enough to be torn. */
function holding(page: Page, wanted: RegExp): Found[] {
  return positions(page, isRow).flatMap((at) => {
    const row = page.items[at];
    return isRow(row) ? row.cells.flatMap((cell, index) => (cell.text.trim().length > 3 && !/[<$&\\|\n]/.test(cell.text) && cell.holds.some((path) => wanted.test(path)) ? [{ at, row, index, cell }] : [])) : [];
  });
}

/** A line break inside one text: in rows between tabs it tears the line, between bars it is `<br>`. */
function torn(page: Page, random: Random, wanted: RegExp): Page | null {
  const found = random.pick(holding(page, wanted));
  if (!found) return null;
  const text = found.cell.text.trim();
  const cut = 1 + random.below(text.length - 2);
  const between = page.layout === "bars" ? "<br>" : "\n";
  return spliced(page, found.at, 1, withCell(found.row, found.index, { text: text.slice(0, cut) + between + text.slice(cut) }));
}

/** A label of the side column (绩效指标) that stands in a row to which it does not belong. */
function sideLabel(page: Page, random: Random, pieces: readonly string[]): Page | null {
  const rows = positions(page, (item) => isIndicator(item) && item.cells[0]?.text.trim() === "");
  const first = random.below(Math.max(1, rows.length - pieces.length + 1));
  const chosen = rows.slice(first, first + pieces.length);
  if (chosen.length < pieces.length) return null;
  return { ...page, items: page.items.map((item, at) => (isRow(item) && chosen.includes(at) ? withCell(item, 0, { text: pieces[chosen.indexOf(at)] ?? "" }) : item)) };
}

export const tears = [
  pageOperator("torn-name", "A line break goes through the name of an indicator.", every, (page, random) => torn(page, random, /level[34]$/)),
  pageOperator("torn-level", "A line break goes through the label of a group.", every, (page, random) => torn(page, random, /level[12]$/)),
  pageOperator("torn-target", "A line break goes through the value of an indicator.", every, (page, random) => torn(page, random, /target$/)),
  pageOperator("torn-description", "A line break goes through the description of an indicator.", every, (page, random) => torn(page, random, /description$/)),
  pageOperator("torn-basis", "A line break goes through the basis of a value.", every, (page, random) => torn(page, random, /basis$/)),
  pageOperator("torn-project-name", "A line break goes through the name of a project.", every, (page, random) => torn(page, random, /project\.name$/)),
  pageOperator("torn-head", "A line break goes through a head of the indicator table.", every, (page, random) => {
    const at = random.pick(positions(page, isHead));
    const row = page.items[at ?? -1];
    if (at === undefined || !isRow(row)) return null;
    const index = random.pick(row.cells.flatMap((cell, position) => (cell.text.trim().length > 3 ? [position] : [])));
    if (index === undefined) return null;
    const text = (row.cells[index]?.text ?? "").trim();
    return spliced(page, at, 1, withCell(row, index, { text: `${text.slice(0, 2)}${page.layout === "bars" ? "<br>" : "\n"}${text.slice(2)}` }));
  }),
  pageOperator("side-label", "The side label 绩效指标 stands in the first cell of a row inside the table.", texts, (page, random) => sideLabel(page, random, ["绩效指标"])),
  pageOperator("side-label-in-pieces", "The side label stands in two pieces, 绩效 and 指标, in two rows of the table.", texts, (page, random) => sideLabel(page, random, ["绩效", "指标"])),
];
