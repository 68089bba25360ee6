import type { Cell } from "../grid/grid.ts";
import { align, type TableColumn } from "./align.ts";
import { beforeBasis, beforeFigure, behindLabel, isLevel } from "./cells-run-together.ts";
import { sliceOf } from "./parts.ts";
import { type Row, filled } from "./rows.ts";

/**
 * A line between the rows of an indicator table that was a row before its separators were lost: it begins with a family
 * or class and goes on, or blanks part it into cells that fit the columns. Its cells are then told by words alone.
 */
export function lineAsRow(rows: readonly Row[], index: number, columns: readonly TableColumn[]): Row | undefined {
  const row = rows[index];
  const line = row ? lineOf(row) : null;
  if (!row || !line) return row;
  const alone = row.afterBreak || rows[index + 1]?.kind !== "row";
  const cells = spaced(line, columns) ?? runTogether(line) ?? (alone ? nameAndValue(line) : null);
  return cells ? { ...row, kind: "row", told: "line", cells: cells.map((cell, column) => ({ ...cell, column })) } : row;
}

/** Whether a line right below the last row of a form is one more row of its table without separators. */
export function isRowInLine(row: Row): boolean {
  const line = lineOf(row);
  return line !== null && (cellsBetweenBlanks(line).length > 2 || runTogether(line) !== null || nameAndValue(line) !== null);
}

const longest = 200;

/** The text of a line that is no sentence, without the label beside the whole table. */
function lineOf(row: Row): Cell | null {
  if (row.kind !== "paragraph" || row.told) return null;
  const [line, ...others] = filled(row);
  if (!line || others.length > 0 || line.text.length > longest || /[。\n]/.test(line.text.trim())) return null;
  const from = /^\s*(?:绩效指标\s*(?=\S))?/.exec(line.text)?.[0].length ?? 0;
  return sliceOf(line, from, line.text.trimEnd().length);
}

function cellsBetweenBlanks(line: Cell): Cell[] {
  return [...line.text.matchAll(/\S+(?:\s\S+)*/g)].map(({ 0: text, index }) => sliceOf(line, index, index + text.length));
}

/** 用工企业满意度≥90% */
function nameAndValue(line: Cell): Cell[] | null {
  const basis = beforeBasis(line.text);
  const value = basis > 0 ? sliceOf(line, 0, basis) : line;
  const sign = value.text.search(/[≥≤＞＜><=＝≧≦]/);
  const figure = sign > 0 && !/[，,；;]/.test(value.text) ? beforeFigure(value.text) : -1;
  return figure > 0 ? [sliceOf(value, 0, figure), sliceOf(value, figure, value.text.length), ...(basis > 0 ? [sliceOf(line, basis, line.text.length)] : [])] : null;
}

function spaced(line: Cell, columns: readonly TableColumn[]): Cell[] | null {
  const cells = cellsBetweenBlanks(line);
  const [first] = cells;
  if (!first || cells.length < 2 || cells.length > columns.length) return null;
  if (isLevel(first.text)) return cells;
  const placed = align(cells.map((cell, column) => ({ ...cell, column })), columns, true);
  const roles = new Set([...placed.cells.keys()].map(({ role }) => role));
  return placed.unplaced.length === 0 && placed.cost < convincing && roles.has("name") && roles.has("target") ? cells : null;
}

/** More than a doubtful cell or a missing column or two, and the blanks part no cells. */
const convincing = 4;

function runTogether(line: Cell): Cell[] | null {
  const goal = /^(?:长期|中期|年度)(?:绩效)?目标\d{0,2}(?=\S*指标)/.exec(line.text)?.[0].length ?? 0;
  const cells = goal > 0 ? [sliceOf(line, 0, goal)] : [];
  let rest = sliceOf(line, goal, line.text.length);
  for (let border = behindLabel(rest.text); border > 0; border = behindLabel(rest.text)) {
    cells.push(sliceOf(rest, 0, border));
    rest = sliceOf(rest, border, rest.text.length);
  }
  if (rest.text.length === line.text.length - goal || /^[:：，,、；;为是的和等]/.test(rest.text)) return null;
  return [...cells, ...(nameAndValue(rest) ?? [rest])];
}
