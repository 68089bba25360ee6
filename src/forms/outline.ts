import { classesOf, familyOf } from "../declaration/framework.ts";
import { slice } from "../grid/cut.ts";
import type { Cell } from "../grid/grid.ts";
import { type Row, filled } from "./rows.ts";

/** 一、 (一) 1． ① before what a line of an outline says. */
const numbering = /^\s*(?:[（(]?(?:[一二三四五六七八九十]{1,3}|[\d０-９]{1,2})[)）、.．]|[①-⑳])\s*/;

/** A line of an outline: its label is a level or the name of an indicator, and a name has its value behind it. */
interface Line {
  row: Row;
  label: Cell;
  value: Cell | null;
  /** How it is numbered, with the numbers left out: lines of one kind stand on one level. */
  style: string;
}

/** Fewer lines with a value are rather labels of something else. */
const fewestValues = 2;

/**
 * Indicators that were written as an outline instead of a table: families, below them classes, below them a line for each
 * name with its value behind a colon or a sign. Each such line becomes a row with the levels it stands under. So does a
 * line that names family and class itself.
 */
export function outlinesAsRows(printed: readonly Row[]): Row[] {
  const rows = printed.map((row) => chainAsRow(row) ?? row);
  if (!rows.some((row) => row.kind === "paragraph" && opens(row))) return rows;
  const made: Row[] = [];
  for (let at = 0; at < rows.length; ) {
    const lines = runFrom(rows, at);
    // A line with its indicators behind the name of a class is read in class-lines.ts.
    const table = lines.some((line) => line.value !== null && isLevel({ ...line, value: null })) ? [] : rowsOf(lines);
    if (table.length >= fewestValues) made.push(...table);
    else made.push(...rows.slice(at, at + Math.max(1, lines.length)));
    at += Math.max(1, lines.length);
  }
  return made;
}

/** 产出指标—数量指标—name：value: an indicator on a line of its own, behind its family and class. */
function chainAsRow(row: Row): Row | null {
  const line = lineOf(row);
  const [first, second] = line?.value ? [...line.label.text.matchAll(link)] : [];
  if (!line?.value || !first || !second) return null;
  const cut = (from: number, to: number): Cell => ({ ...line.label, ...slice(line.label, from, to) });
  const family = cut(0, first.index);
  const className = cut(first.index + first[0].length, second.index);
  if (familyOf(family.text) === null || classesOf(className.text).length === 0) return null;
  const name = cut(second.index + second[0].length, line.label.text.length);
  return { ...row, kind: "row", cells: [family, className, name, line.value].map((cell, column) => ({ ...cell, column })) };
}

/** What stands between family, class and name on one line. */
const link = /\s*(?:[-—–－]+|[>＞→/／·])\s*/g;

/** The lines of an outline from here on; none where it does not begin with a family. */
function runFrom(rows: readonly Row[], at: number): Line[] {
  const lines: Line[] = [];
  for (const row of rows[at] && opens(rows[at]) ? rows.slice(at) : []) {
    const line = lineOf(row);
    if (!line || !(isLevel(line) || (line.value && line.style !== ""))) break;
    lines.push(line);
  }
  return lines;
}

function opens(row: Row): boolean {
  const line = lineOf(row);
  return line !== null && line.style !== "" && line.value === null && familyOf(line.label.text) !== null;
}

const isLevel = ({ label, value }: Line): boolean => value === null && (familyOf(label.text) !== null || classesOf(label.text).length > 0);

function lineOf(row: Row): Line | null {
  const [cell, ...others] = row.kind === "paragraph" ? filled(row) : [];
  if (!cell || others.length > 0) return null;
  const [number = ""] = numbering.exec(cell.text) ?? [];
  const rest = cell.text.slice(number.length);
  const border = /[：:]|(?=[≥≤＞＜><=＝])/.exec(rest.replace(/[>＞](?=\s*\p{Script=Han})/gu, "-"));
  const from = number.length;
  const end = cell.text.trimEnd().replace(/[；;。]$/, "").length;
  const value = border && border.index > 0 ? from + border.index + border[0].length : end;
  const cut = (start: number, stop: number): Cell => ({ ...cell, ...slice(cell, start, stop) });
  return { row, label: cut(from, border && border.index > 0 ? from + border.index : end), value: value < end ? cut(value, end) : null, style: number.trim().replace(/[一二三四五六七八九十]+/, "一").replace(/[\d０-９]+/, "1").replace(/[①-⑳]/, "①") };
}

/** The rows of a table: family, class, name and value. 成本指标 is a family where the families are numbered alike, else a class. */
function rowsOf(lines: readonly Line[]): Row[] {
  const [first] = lines;
  const made: Row[] = [];
  let family: Cell | null = null;
  let className: Cell | null = null;
  for (const { row, label, value, style } of lines) {
    if (value) {
      // A family without classes has an empty cell for them, as in a table: else it looks moved by one.
      const none: Cell = { ...label, ...slice(label, 0, 0) };
      const cells = [family ?? none, className ?? none, label, value].map((cell, column) => ({ ...cell, column }));
      made.push({ ...row, kind: "row", afterBreak: false, cells, numbered: true });
    } else if (style === first?.style) [family, className] = [label, null];
    else className = label;
  }
  return made;
}
