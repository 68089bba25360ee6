import { classesOf, familyOf, mayBeginWithLevel } from "../declaration/framework.ts";
import { fold } from "../declaration/numeral.ts";
import { readTarget } from "../declaration/read-target.ts";
import type { Cell } from "../grid/grid.ts";
import { type Alignment, type TableColumn, align } from "./align.ts";
import { codedBases } from "./labels.ts";
import { sliceOf } from "./parts.ts";

/** The cells of a row, and those of them that only words cut from each other. */
export interface CutApart {
  cells: readonly Cell[];
  guessed: readonly Cell[];
}

const worthACut = 0.2;

/**
 * A row in which the separator between two cells was lost (质量指标工程验收合格率, 群众满意度≥95%): cut where words tell the
 * border, if the row then stands under its heads better than before.
 */
export function cutApart({ cells: placed, unplaced: left, cost: uncut }: Alignment, columns: readonly TableColumn[]): CutApart | null {
  const count = placed.size + left.length;
  if (count >= columns.length || count > mostCells) return null;
  const cells = [...placed.values(), ...left].sort((a, b) => a.column - b.column);
  // Where every value stands in its column, only a label can stand in one cell with what is behind it.
  const whole = columns.every((column) => isBeforeName(column) || placed.has(column));
  let best: (CutApart & { cost: number }) | null = null;
  for (const [nth, cell] of cells.entries()) {
    for (const border of whole ? [behindLabel(cell.text)] : bordersOf(cell.text)) {
      if (border < 1) continue;
      const [first, second] = [sliceOf(cell, 0, border), { ...sliceOf(cell, border, cell.text.length), column: cell.column + 1 }];
      for (const step of cell.place.table === null ? [1] : [1, 0]) {
        const moved = cells.slice(nth + 1).map((behind) => ({ ...behind, column: behind.column + step }));
        const apart = [...cells.slice(0, nth), first, second, ...moved];
        const { cost, unplaced } = align(apart, columns);
        if (unplaced.length === 0 && cost < uncut - worthACut && (!best || cost < best.cost)) best = { cells: apart, guessed: [first, second], cost };
      }
    }
  }
  return best;
}

function isBeforeName({ role }: TableColumn): boolean {
  return role === "family" || role === "between" || role === "class" || role === "goal" || role === "extra";
}

/** As wide as forms are; a longer row is no row of indicators. */
const mostCells = 20;
const longestLabel = 24;
/** 社会公众或服务对象满意度 is a label and nothing else; 服务对象满意度 may begin a name. */
const longestCommonName = 8;

function bordersOf(text: string): number[] {
  if (text.length < 4 || text.length > 120 || /\n/.test(text.trim())) return [];
  const borders = [behindLabel(text), beforeFigure(text), beforeBasis(text), beforeRepetition(text)];
  return [...new Set(borders.filter((border) => border > 0 && border < text.length))];
}

/** The end of the longest family or class that a text begins with: believed where it says that it is one (…指标) or another follows. */
export function behindLabel(text: string): number {
  if (!mayBeginWithLevel(text) || isLevel(text)) return -1;
  for (let to = Math.min(longestLabel, text.length - 2); to >= 2; to--) {
    const label = text.slice(0, to);
    if (!isLevel(label)) continue;
    const rest = text.slice(to);
    if (label.length > longestCommonName || /指标(?:[(（][^()（）]*[)）])?$/.test(label) || isLevel(rest) || behindLabel(rest) > 0) return to;
  }
  return -1;
}

export function isLevel(text: string): boolean {
  return familyOf(text) !== null || classesOf(text).length > 0;
}

/** Where a sign and a figure, or a figure with its unit, end a name. */
export function beforeFigure(text: string): number {
  const sign = text.search(/[≥≤＞＜><=＝≧≦]/);
  if (sign >= 0 && !/\p{Script=Han}{2}/u.test(text.slice(0, sign))) return -1;
  if (sign > 1) return /\d/.test(fold(text.slice(sign))) ? sign : -1;
  const figure = /^(\D*\p{Script=Han}{2})([\d０-９][\d０-９,.，．]*\S{0,6})$/u.exec(text);
  return figure?.[1] && figure[2] && readTarget(figure[2]).kind !== "text" ? figure[1].length : -1;
}

export function beforeBasis(text: string): number {
  for (const basis of codedBases) if (text.endsWith(basis) && text.length > basis.length) return text.length - basis.length;
  return -1;
}

/** 仓库消防验收仓库消防验收情况: a description that says the name again. */
function beforeRepetition(text: string): number {
  for (let half = Math.floor(text.length / 2); half >= 3; half--) if (text.startsWith(text.slice(0, half), half)) return half;
  return -1;
}
