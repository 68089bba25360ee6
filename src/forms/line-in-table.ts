import type { Cell } from "../grid/grid.ts";
import { align, type TableColumn } from "./align.ts";
import { beforeBasis, beforeFigure, behindLabel, isLevel } from "./cells-run-together.ts";
import { sliceOf } from "./parts.ts";
import { type Row, filled } from "./rows.ts";

/**
 * A line between the rows of an indicator table that was a row before its separators were lost: it begins with a family
 * or class and goes on, or blanks part it into cells that fit the columns. Its cells are then told by words alone.
 */
export function lineAsRow(row: Row, columns: readonly TableColumn[]): Row {
  const [line, ...others] = filled(row);
  if (row.kind !== "paragraph" || row.told || !line || others.length > 0 || line.text.length > longest || /[。\n]/.test(line.text.trim())) return row;
  const cells = spaced(line, columns) ?? runTogether(line);
  return cells ? { ...row, kind: "row", told: "line", cells: cells.map((cell, column) => ({ ...cell, column })) } : row;
}

const longest = 200;

function spaced(line: Cell, columns: readonly TableColumn[]): Cell[] | null {
  const cells = [...line.text.matchAll(/\S+(?:\s\S+)*/g)].map(({ 0: text, index }) => sliceOf(line, index, index + text.length));
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
  const cells: Cell[] = [];
  let rest = sliceOf(line, line.text.length - line.text.trimStart().length, line.text.trimEnd().length);
  for (let border = behindLabel(rest.text); border > 0; border = behindLabel(rest.text)) {
    cells.push(sliceOf(rest, 0, border));
    rest = sliceOf(rest, border, rest.text.length);
  }
  if (cells.length === 0 || /^[:：，,、；;为是的和等]/.test(rest.text)) return null;
  const basis = beforeBasis(rest.text);
  const value = basis > 0 ? sliceOf(rest, 0, basis) : rest;
  const figure = beforeFigure(value.text);
  const parts = figure > 0 ? [sliceOf(value, 0, figure), sliceOf(value, figure, value.text.length)] : [value];
  return [...cells, ...parts, ...(basis > 0 ? [sliceOf(rest, basis, rest.text.length)] : [])];
}
