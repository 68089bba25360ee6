import { fold } from "../declaration/numeral.ts";
import { readTarget } from "../declaration/read-target.ts";
import { slice } from "../grid/cut.ts";
import type { Cell } from "../grid/grid.ts";
import { type Row, isBlank } from "./rows.ts";
import type { HeadColumn } from "./table-head.ts";

/**
 * A row into whose cells somebody wrote several indicators, a line each (1.name 2.name beside 1.≥3场 2.≥9个), is as many
 * rows. Where names and values are not both numbered, only how they stand tells which belong together: that is doubtful.
 */
export function indicatorOfEachLine(rows: readonly Row[], head: readonly HeadColumn[]): Row[] {
  const name = (head.find(({ column }) => column === "level4") ?? head.find(({ column }) => column === "level3"))?.index;
  const target = head.find(({ column }) => column === "target")?.index;
  if (name === undefined || target === undefined) return [...rows];
  return rows.flatMap((row) => parted(row, name, target) ?? [row]);
}

function parted(row: Row, name: number, target: number): Row[] | null {
  const at = (column: number) => row.cells.find((cell) => cell.column === column && cell.text.includes("\n"));
  const [named, valued] = [at(name), at(target)];
  if (row.kind !== "row" || !named || !valued) return null;
  const [names, values] = [itemsOf(named), itemsOf(valued)];
  if (names.length < 2 || names.length !== values.length) return null;
  const numbered = isNumbered(names) && isNumbered(values);
  if (!numbered && !((isNumbered(names) && values.every(isValue)) || values.every((value) => sign.test(fold(value.text)) && isValue(value)))) return null;
  const others = row.cells.filter((cell) => !isBlank(cell)).map((cell) => ({ cell, items: cell.column < Math.min(name, target) ? [cell] : itemsOf(cell) }));
  const even = others.every(({ cell, items }) => cell.column < Math.min(name, target) || items.length === names.length);
  return names.map((_, nth): Row => ({
    ...row,
    ...(numbered && even ? {} : { told: "lines" as const }),
    // What stands once stands with the first: the levels reach down from there.
    cells: others.flatMap(({ items }) => (items.length === names.length ? (items[nth] ?? []) : nth === 0 ? (items[0] ?? []) : [])),
  }));
}

const number = /^\s*(?:[（(]?(\d{1,2}|[一二三四五六七八九十])[)）、.．]|([①-⑨]))(?!\d)/;
const sign = /^(?:[≥≤><=]|不(?:低于|少于|超过|高于)|大于|小于|优于)/;

const isNumbered = (items: readonly Cell[]): boolean => items.every(({ text }, nth) => numberOf(text) === nth + 1);

function numberOf(text: string): number | null {
  const [, figure, ringed] = number.exec(text) ?? [];
  if (ringed !== undefined) return "①②③④⑤⑥⑦⑧⑨".indexOf(ringed) + 1;
  return figure === undefined ? null : /^\d/.test(figure) ? Number(figure) : "一二三四五六七八九十".indexOf(figure) + 1;
}

const isValue = ({ text }: Cell): boolean => readTarget(text.replace(number, "").trim()).kind !== "text";

/** The lines of a cell; where they are numbered, a line without a number goes on the one above. */
function itemsOf(cell: Cell): Cell[] {
  const found = [...cell.text.matchAll(/[^\n]+/g)].filter(({ 0: line }) => line.trim() !== "").map(({ 0: line, index }) => ({ from: index, to: index + line.length, line }));
  const numbered = found[0] !== undefined && numberOf(found[0].line) === 1;
  const items: { from: number; to: number }[] = [];
  for (const { from, to, line } of found) {
    const last = items.at(-1);
    if (last && numbered && numberOf(line) !== items.length + 1) last.to = to;
    else items.push({ from, to });
  }
  return items.length < 2 ? [cell] : items.map(({ from, to }) => ({ ...cell, ...slice(cell, from, to) }));
}
