import { type Cell, type Page, type Row, isIndicator, isRow, positions, spliced, withCell, withoutCell } from "../page.ts";
import type { Random } from "../random.ts";
import { counted, every, pageOperator } from "./operator.ts";

interface LevelCell {
  at: number;
  row: Row;
  index: number;
  cell: Cell;
  /** How many indicators the label stands for. */
  rows: number;
  /** Whether a label of the same level stands above, under the same 一级指标: without its own, the row looks like one more of that group. */
  below: boolean;
}

/** The labels of one level, with the number of rows they were carried down to. */
function levelCells(page: Page, level: "level1" | "level2"): LevelCell[] {
  const above = new Set<string>();
  return positions(page, isIndicator).flatMap((at) => {
    const row = page.items[at];
    if (!isRow(row)) return [];
    if (level === "level2" && row.cells.some((cell) => holdsLevel(cell, "level1") > 0)) above.clear();
    return row.cells.flatMap((cell, index) => {
      const rows = holdsLevel(cell, level);
      if (rows === 0) return [];
      const declaration = cell.holds[0]?.split("/")[0] ?? "";
      const below = level === "level2" && above.has(declaration);
      above.add(declaration);
      return cell.holds.every((path) => path.endsWith(level)) ? [{ at, row, index, cell, rows, below }] : [];
    });
  });
}

const holdsLevel = (cell: Cell, level: string): number => new Set(cell.holds.filter((path) => path.endsWith(level))).size;

const both = (page: Page) => [...levelCells(page, "level1"), ...levelCells(page, "level2")];

function centred(page: Page, random: Random, below: boolean): Page | null {
  const label = random.pick(both(page).filter((one) => {
    const next = page.items[middle(one)];
    return one.below === below && one.rows > 1 && isRow(next) && next.cells[one.index]?.text.trim() === "" && consecutive(page, one.at, one.rows);
  }));
  const target = label && page.items[middle(label)];
  if (!label || !isRow(target)) return null;
  const emptied = spliced(page, label.at, 1, withCell(label.row, label.index, { text: "" }));
  return spliced(emptied, middle(label), 1, withCell(target, label.index, { text: label.cell.text }));
}

const middle = ({ at, rows }: LevelCell): number => at + Math.floor((rows + 1) / 2);

/** Whether the rows of a group follow each other without a gap. */
const consecutive = (page: Page, at: number, rows: number): boolean => page.items.slice(at, at + rows).every(isIndicator);

function blanked(page: Page, random: Random, allowed: (label: LevelCell) => boolean): Page | null {
  const label = random.pick(both(page).filter(allowed));
  return label ? spliced(page, label.at, 1, withCell(label.row, label.index, { text: "" })) : null;
}

export const levels = [
  pageOperator("blank-level-cell", "The label of a group of indicators is empty: 一级指标, or the first 二级指标 below one; where the file states merged cells, any.", every, (page, random) =>
    blanked(page, random, (label) => !label.below || page.layout === "stated")),
  pageOperator("blank-level-cell-below-another", "The label of a group is empty, and that of another group of the same 一级指标 stands above.", counted, (page, random) => blanked(page, random, ({ below }) => below)),
  pageOperator("remove-level-cell", "The cell of a group's label is gone; in counted columns the rest of its row moves to the left.", every, (page, random) => {
    const label = random.pick(both(page));
    return label ? spliced(page, label.at, 1, withoutCell(label.row, label.index)) : null;
  }),
  pageOperator("centre-level-label", "The first label below a 一级指标, or that itself, stands in the middle of its rows instead of in the first.", counted, (page, random) => centred(page, random, false)),
  pageOperator("centre-level-label-below-another", "The label of a group stands in the middle of its rows, and above them another group of the same 一级指标.", counted, (page, random) => centred(page, random, true)),
  pageOperator("repeat-level-label", "The label of a group is printed on each of its rows.", ["tabs", "bars"], (page, random) => {
    const label = random.pick(both(page).filter(({ at, rows }) => rows > 1 && consecutive(page, at, rows)));
    if (!label) return null;
    const rows = page.items.slice(label.at, label.at + label.rows).filter(isRow);
    if (rows.some((row, k) => k > 0 && row.cells[label.index]?.text.trim() !== "")) return null;
    return spliced(page, label.at, label.rows, ...rows.map((row) => withCell(row, label.index, { text: label.cell.text })));
  }),
];
