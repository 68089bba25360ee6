import { classesOfLabel, levelOf } from "../declaration/framework.ts";
import { readTarget } from "../declaration/read-target.ts";
import { remembered } from "../declaration/remembered.ts";
import { fold } from "../declaration/numeral.ts";
import type { Cell } from "../grid/grid.ts";
import type { Column } from "./form.ts";
import { codedBases } from "./labels.ts";
import type { HeadColumn } from "./table-head.ts";

/** What a level column holds: a family (产出指标), what stands between (项目产出), a class (数量指标) or the indicator's name. */
export type Role = "family" | "between" | "class" | "name" | Exclude<Column, "level1" | "level2" | "level3" | "level4">;

export interface TableColumn extends HeadColumn {
  role: Role;
}

/** Gives every column its role: with four levels the class stands in the third and the name in the fourth. */
export function withRoles(head: readonly HeadColumn[]): TableColumn[] {
  const has = (column: Column) => head.some((found) => found.column === column);
  const roles: Partial<Record<Column, Role>> = has("level4")
    ? { level1: "family", level2: "between", level3: "class", level4: "name" }
    : has("level3")
      ? { level1: "family", level2: "class", level3: "name" }
      : { level1: "class", level2: "name" };
  return head.filter(({ column }) => column !== "side").map((found) => ({ ...found, role: roles[found.column] ?? (found.column as Role) }));
}

export interface Alignment {
  /** Which cell each column holds; columns that the row lost are absent. */
  cells: ReadonlyMap<TableColumn, Cell>;
  /** How far each placed cell stands from its column's head, in cells to the right. */
  shifts: ReadonlyMap<TableColumn, number>;
  cost: number;
  unplaced: readonly Cell[];
}

const levelRoles: ReadonlySet<Role> = new Set(["goal", "family", "between", "class"]);

/** Costs, in one unit: about what one column of displacement is worth. */
const changeOfShift = 3;
const perShiftedCell = 0.25;
const unplacedCell = 14;
const missing: Partial<Record<Role, number>> = { name: 6, target: 3, family: 0, between: 0, class: 0 };
const missingOther = 0.3;
/** Where blank cells vanished, a row without a target is nothing unusual. */
const missingLooseTarget = 1.5;

/**
 * Assigns the cells of a row to the columns of its table. Where a conversion lost merged cells, a cell may stand one or
 * more columns away from its head; what it says (class words, signs and figures, coded bases) then tells where it
 * belongs. The cheapest assignment that keeps the order is taken: exact places cost nothing.
 * @param cells the filled cells of the row
 * @param loose their columns say nothing but their order
 * @param stated the file states its merged cells: words that nobody knows are levels where they stand under the heads of levels
 */
export function align(cells: readonly Cell[], columns: readonly TableColumn[], loose = false, stated = false): Alignment {
  const plain = loose ? null : exactly(cells, columns, stated);
  if (plain) return plain;
  if (cells.length > widest || columns.length > widest) return underHeads(cells, columns);
  const costs = cells.map((cell) => columns.map(({ role, index }) => misfit(cell.text, role, !loose && cell.column !== index) + (loose ? looseMisfit(cell.text, role) : 0)));
  interface State {
    cost: number;
    shift: number;
    picks: readonly (TableColumn | null)[];
  }
  // states[k]: the best ways to have handled the cells so far with columns 0..k-1 used up, one for each last shift
  let states: Map<string, State & { next: number }> = new Map([["0|0", { cost: 0, shift: 0, picks: [], next: 0 }]]);
  for (const [nth, cell] of cells.entries()) {
    const after: typeof states = new Map();
    const offer = (state: State & { next: number }) => {
      const key = `${state.next}|${state.shift}`;
      const known = after.get(key);
      if (!known || state.cost < known.cost) after.set(key, state);
    };
    for (const state of states.values()) {
      offer({ ...state, cost: state.cost + unplacedCell, picks: [...state.picks, null] });
      for (let at = state.next; at < columns.length; at++) {
        const column = columns[at];
        if (!column) break;
        const shift = loose && !levelRoles.has(column.role) ? 0 : cell.column - column.index;
        const cost = state.cost + (costs[nth]?.[at] ?? unplacedCell) + Math.abs(shift) * perShiftedCell + (shift === state.shift ? 0 : changeOfShift);
        offer({ cost: cost + skipped(columns, state.next, at, loose), shift, picks: [...state.picks, column], next: at + 1 });
      }
    }
    states = after;
  }
  let best: State | null = null;
  for (const state of states.values()) {
    const cost = state.cost + skipped(columns, state.next, columns.length, loose);
    if (!best || cost < best.cost) best = { ...state, cost };
  }
  const placed = new Map<TableColumn, Cell>();
  const shifts = new Map<TableColumn, number>();
  const unplaced: Cell[] = [];
  cells.forEach((cell, index) => {
    const column = best?.picks[index];
    if (!column) unplaced.push(cell);
    else {
      placed.set(column, cell);
      shifts.set(column, loose && !levelRoles.has(column.role) ? 0 : cell.column - column.index);
    }
  });
  return { cells: placed, shifts, cost: best?.cost ?? 0, unplaced };
}

/** No form is as wide; beyond it the search would take too long, and a cell belongs where it stands. */
const widest = 40;

function underHeads(cells: readonly Cell[], columns: readonly TableColumn[]): Alignment {
  const byIndex = new Map(columns.map((column) => [column.index, column]));
  const placed = new Map<TableColumn, Cell>();
  const unplaced: Cell[] = [];
  for (const cell of cells) {
    const column = byIndex.get(cell.column);
    if (column && !placed.has(column)) placed.set(column, cell);
    else unplaced.push(cell);
  }
  return { cells: placed, shifts: new Map([...placed.keys()].map((column) => [column, 0])), cost: unplaced.length * unplacedCell, unplaced };
}

/**
 * The ordinary row: every cell stands under its head and fits it, name and target are there. Nothing can be cheaper. Where
 * the file states its cells, a row without a target has not moved for that.
 */
function exactly(cells: readonly Cell[], columns: readonly TableColumn[], stated: boolean): Alignment | null {
  const placed = new Map<TableColumn, Cell>();
  let cost = 0;
  for (const cell of cells) {
    const column = columns.find(({ index }) => index === cell.column);
    if (!column || placed.has(column)) return null;
    cost += stated && isUnknownLevel(cell.text, column.role) ? 0 : misfit(cell.text, column.role);
    if (cost > 2) return null;
    placed.set(column, cell);
  }
  const roles = new Set([...placed.keys()].map(({ role }) => role));
  if (!roles.has("name") || !(roles.has("target") || stated)) return null;
  const shifts = new Map([...placed.keys()].map((column) => [column, 0]));
  return { cells: placed, shifts, cost: cost + (columns.length - placed.size) * missingOther, unplaced: [] };
}

/** A sign of comparison in a cell of its own, drawn or in words. */
export const isSign = (folded: string): boolean => /^[≥≤><=≧≦]+$|^(?:大于|小于|大于等于|小于等于|等于|大于或等于|小于或等于|不低于|不高于|不少于|不超过)$/.test(folded);

/** A word under the head of a level that is neither a level's name nor a value (投入管理指标): an office's own framework. */
function isUnknownLevel(text: string, role: Role): boolean {
  if (!levelRoles.has(role) || role === "goal") return false;
  const { family, classes } = levelOf(text);
  return family === null && classes.length === 0 && !isSigned(fold(text)) && !isNumber(fold(text));
}

function skipped(columns: readonly TableColumn[], from: number, to: number, loose: boolean): number {
  let cost = 0;
  for (let at = from; at < to; at++) {
    const role = columns[at]?.role ?? "extra";
    cost += loose && role === "target" ? missingLooseTarget : (missing[role] ?? missingOther);
  }
  return cost;
}

/** How badly a text fits a column: 0 not at all badly, 14 not possible. `displaced`: it does not stand under the column's head. */
export function misfit(text: string, role: Role, displaced = false): number {
  const folded = fold(text);
  const level = levelOf(text);
  const family = level.family !== null;
  const className = level.classes.length > 0;
  const classLike = family || className;
  switch (role) {
    case "family":
      return family ? 0 : 12;
    case "between":
      return className ? 6 : family || /产出|效益|效果/.test(folded) ? 0 : 8;
    case "class":
      return className ? 0 : !displaced && classesOfLabel(text).length > 0 && folded.length <= 12 ? 2 : /指标(?:\(.*\))?$/.test(folded) && folded.length <= 14 ? 2 : 9;
    case "name":
      return nameMisfit(folded, classLike, displaced);
    case "goal":
      return /目标\d{0,2}(?::|$)/.test(folded) && folded.length < 60 ? 0 : 7;
    case "description":
      return classLike && folded.endsWith("指标") ? 8 : isSigned(folded) ? 5 : 0;
    case "target":
      return codedBases.has(folded) ? 8 : classLike ? 10 : isWords(folded) ? 1 : 0;
    case "unit":
      return /\d/.test(folded) ? 8 : folded.length <= 6 ? 0 : 5;
    case "basis":
      return codedBases.has(folded) ? 0 : isSigned(folded) ? 7 : classLike && folded.endsWith("指标") ? 8 : 1;
    case "comparator":
      return isSign(folded) || /^定性$|^定量$/.test(folded) ? 0 : 9;
    case "weight":
    case "score":
      return /^\d+(?:\.\d+)?分?$|^[/~-]$/.test(folded) ? 0 : 8;
    case "actual":
      return classLike && folded.endsWith("指标") ? 10 : 1;
    default:
      return 1;
  }
}

/** Where only the order is known, a bare figure is rather points than a value, and a word rather a value than a name. */
function looseMisfit(text: string, role: Role): number {
  const bare = /^\d{1,3}(?:\.\d+)?$/.test(fold(text));
  if (!bare) return 0;
  return role === "target" || role === "actual" ? 2 : role === "extra" ? 3 : 0;
}

function nameMisfit(folded: string, classLike: boolean, displaced: boolean): number {
  // 服务对象满意度 is a class and a common name: believed only where it stands under the head of the names.
  if (classLike) return folded.endsWith("指标") || displaced ? 9 : 1;
  if (codedBases.has(folded)) return 9;
  if (isSigned(folded)) return 9;
  return isNumber(folded) ? 6 : 0;
}

/** A target without a figure, a Chinese numeral or a time is words. */
const mayBeFigure = /[\d零〇一二两三四五六七八九十百千半年月日底天时内前]/;
const kindOf = remembered((folded) => readTarget(folded).kind);
const isWords = (folded: string): boolean => !mayBeFigure.test(folded) || kindOf(folded) === "text";
const isNumber = (folded: string): boolean => mayBeFigure.test(folded) && kindOf(folded) === "number";

/** A comparator followed by a figure, or a percentage: a target and nothing else. */
function isSigned(folded: string): boolean {
  return /^[≥≤><=]\s*[\d.]/.test(folded) || /^\d+(?:\.\d+)?(?:%|百分比)$/.test(folded);
}
