import { classesOf, classesOfLabel, familyOf, familyOfClass, type IndicatorClass } from "../declaration/framework.ts";
import type { Cell } from "../grid/grid.ts";
import type { Role } from "./align.ts";
import type { TableRow } from "./torn.ts";

/** A printed level: its cell and what was torn off it, and its words put together. */
export interface Label {
  pieces: readonly Cell[];
  text: string;
  /** The row of a file that states its merged cells. */
  stated: TableRow["stated"];
}

/** A level as a row has it, printed in the row or carried, and why a person should look at it, where one should. */
export interface Level {
  label: Label | null;
  doubt: string | null;
}

export interface RowLevels {
  family: Level;
  between: Level;
  class: Level;
}

const none: Level = { label: null, doubt: null };

/**
 * Gives every row its family and class: merged cells carried down, by the vocabulary of classes rather than by the
 * column. A class never carries a family that cannot hold it; where a page break or a lost cell leaves room for two
 * readings, the level is doubtful.
 */
export function carryLevels(rows: readonly TableRow[]): RowLevels[] {
  const printed = rows.map((row) => ({ family: labelOf(row, "family"), between: labelOf(row, "between"), class: labelOf(row, "class") }));
  const levels: RowLevels[] = [];
  let family: Label | null = null;
  let between: Label | null = null;
  let className: Label | null = null;
  let broken = false;
  const open: Unsure = { family: null, between: null, class: null };
  const everyRowClassed = rows.length > 3 && printed.filter((row) => row.class !== null).length >= rows.length * 0.8;
  const fourLevels = printed.some((row) => row.between !== null);
  const classed = printed.some((row) => row.class !== null);
  const familyNumbers = numbersOfFamilies(printed);
  rows.forEach((row, index) => {
    let own = printed[index] ?? { family: null, between: null, class: null };
    broken = row.afterBreak || broken;
    if (own.family || own.class) broken = row.afterBreak && !(own.family && own.class);
    // 成本指标 behind 产出指标 and without a class beside it is the class of the old framework that slid to the left.
    const numbered = row.numbered || (own.family !== null && familyNumbers.has(numberOf(own.family)));
    const slidToLeft = classed && !numbered && own.family && !own.class && family && familyOf(family.text) === "output" && classesOfLabel(own.family.text).includes("output.cost");
    if (slidToLeft) own = { ...own, family: null, class: own.family };
    const costBehindOutput = slidToLeft || (!numbered && slidCost(own, family));
    if (own.family) {
      family = own.family;
      between = own.between;
      className = own.class;
    } else if (own.class) className = own.class;
    if (own.between) between = own.between;

    const level: RowLevels = { family: { ...none, label: family }, between: { ...none, label: between }, class: { ...none, label: className } };
    if (own.class && !own.family && !fits(own.class, family) && !covers(family, row)) {
      level.family = otherFamily(own.class, family, printed.slice(index + 1));
      if (familyOf(own.class.text) !== null) level.class = { ...level.class, doubt: "这一格按用词也可能是一级指标" };
    }
    if (!own.family && !own.class) {
      const why = whyDoubtful(row, rows[index - 1], className ?? family, broken, everyRowClassed);
      level.class = { ...level.class, doubt: className && why };
      level.family = { ...level.family, doubt: family && why };
    } else if (own.family && !own.class && classesOfLabel(own.family.text).length === 0) {
      level.class = classBelow(own.family, printed[index + 1]);
    }
    family = level.family.label;
    if (own.class && !own.between && between && !covers(between, row) && !mayStandBelow(own.class, between)) level.between = { ...level.between, doubt: "与本行类别不属同一类，承接上一行" };
    if (costBehindOutput) for (const name of ["family", "class"] as const) level[name] = { ...level[name], doubt: "按用词也可能是产出指标下的成本指标" };
    keepDoubts(open, level, own, row, fourLevels);
    levels.push(level);
  });
  centredLabels(rows, printed, levels);
  return levels;
}

/** How a level is numbered, the number left out: 一、 or (一) or 1. */
const numberOf = ({ text }: Label): string => (/^[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]/.exec(text)?.[0] ?? "").replace(/[一二三四五六七八九十]+/, "一").replace(/\d+/, "1");

/** How families are numbered, where classes are not: 二、成本指标 behind 一、产出指标 is a family of its own. */
function numbersOfFamilies(printed: readonly Printed[]): ReadonlySet<string> {
  const isFamily = (label: Label | null): label is Label => label !== null && familyOf(label.text) !== null && classesOf(label.text).length === 0;
  const classes = new Set(printed.flatMap(({ class: label }) => (label ? [numberOf(label)] : [])));
  return new Set(printed.flatMap(({ family }) => (isFamily(family) ? [numberOf(family)] : [])).filter((number) => number !== "" && !classes.has(number)));
}

/** Why a row without labels of its own may stand under others than those above it. */
function whyDoubtful(row: TableRow, before: TableRow | undefined, label: Label | null, broken: boolean, everyRowClassed: boolean): string | null {
  if (row.stated) return covers(label, row) ? null : "原表没有把上面的单元格合并到本行，承接上一行";
  if (broken) return "换页后没有重印，承接上一页";
  if (lostCells(row, before)) return "所在行缺了单元格，承接上一行";
  return everyRowClassed ? "别的行都印类别，本行没有，承接上一行" : null;
}

/** Why the levels that are carried down from here on are doubtful. */
type Unsure = Record<"family" | "between" | "class", string | null>;

/**
 * What is doubtful in one row is doubtful in all rows that hang from it: a label that may belong to another level, and,
 * below a row that lost a cell, every label that was carried past it.
 */
function keepDoubts(open: Unsure, level: RowLevels, own: Printed, row: TableRow, fourLevels: boolean): void {
  if (mayBeLower(own, fourLevels)) open.family = "这一格按用词也可能是下一级指标";
  else if (own.family) open.family = level.family.doubt;
  else if (own.class && level.family.doubt) open.family = level.family.doubt;
  if (own.between) open.between = null;
  else if (own.class && level.between.doubt) open.between = level.between.doubt;
  if (own.class) open.class = level.class.doubt;
  for (const name of ["family", "between", "class"] as const) {
    const { label, doubt } = level[name];
    if (label && !doubt && !(open[name] === pastShortRow && covers(label, row))) level[name] = { label, doubt: open[name] };
    if (row.short) open[name] = pastShortRow;
  }
}

const pastShortRow = "上面有一行少了一格或没有分隔，承接的可能不是本行的";

/** Satisfaction stands under 项目效益 on the forms of Shandong. */
function mayStandBelow(className: Label, between: Label): boolean {
  const held = familyOf(between.text);
  return held === null || fits(className, between) || (held === "benefit" && classesOfLabel(className.text).includes("satisfaction.served"));
}

/** 服务对象满意度指标 or 项目产出 alone in the first column: it slid to the left where the family's own cell was lost. */
function mayBeLower({ family, between, class: className }: Printed, fourLevels: boolean): boolean {
  if (!family) return false;
  if (fourLevels) return !between && (/^项目/.test(family.text) || (!className && classesOfLabel(family.text).includes("output.cost")));
  return !className && familyOf(family.text) === "satisfaction" && family.text.length > "满意度指标".length;
}

/** 成本指标 · 项目成本 behind 产出指标: a family with its class, or the class 成本指标 and an indicator of this name, one column to the left. */
function slidCost(own: Printed, carried: Label | null): boolean {
  const slid = own.family && own.class && familyOf(own.family.text) === "cost" && classesOfLabel(own.class.text).includes("output.cost");
  return Boolean(slid && carried && familyOf(carried.text) === "output");
}

/** Whether the file itself says that a merged cell reaches down to a row. */
function covers(label: Label | null, { stated }: TableRow): boolean {
  const [cell] = label?.pieces ?? [];
  if (!cell || !stated || label?.stated?.table !== stated.table) return false;
  return label.stated.number <= stated.number && stated.number < label.stated.number + cell.rowSpan;
}

type Printed = Record<"family" | "between" | "class", Label | null>;

function labelOf(row: TableRow, role: Role): Label | null {
  for (const [column, cell] of row.alignment.cells) {
    if (column.role !== role) continue;
    const pieces = [cell, ...(row.continued.get(column) ?? [])];
    return { stated: row.stated, pieces, text: pieces.map(({ text }) => text.trim()).join("") };
  }
  return null;
}

function fits(className: Label, family: Label | null): boolean {
  const held = family && familyOf(family.text);
  return held !== null && classesOfLabel(className.text).some((name) => familyOfClass(name) === held);
}

/** A class that its carried family cannot hold: the family's own cell follows (printed in the middle of its rows) or was lost. */
function otherFamily(className: Label, carried: Label | null, below: readonly Printed[]): Level {
  for (const { family } of below) {
    if (!family) continue;
    if (fits(className, family)) return { ...none, label: family, doubt: "一级指标印在本组中间的一行，按类别词汇归入" };
    break;
  }
  const satisfied = classesOfLabel(className.text).includes("satisfaction.served");
  if (satisfied && carried && familyOf(carried.text) === "benefit") return { ...none, label: carried, doubt: "满意度类印在效益指标之下，承接上一行" };
  if (carried && classesOfLabel(className.text).length === 0) return { ...none, label: carried, doubt: "类别名称不在标准框架内，承接上一行" };
  return { ...none, doubt: "原文没有与类别相符的一级指标" };
}

/** A family without class on its first row: the class printed in the middle of its rows is the next one, if there is one. */
function classBelow(family: Label, next: Printed | undefined): Level {
  if (next?.class && !next.family && fits(next.class, family)) return { ...none, label: next.class, doubt: "类别印在下一行，按合并单元格归入" };
  return none;
}

/**
 * The row lost its leading cells, so that nothing shows it to stand under a merged one. Where the row before it moved as
 * far, the blank cells are still there and only the margin of the table was lost.
 */
function lostCells(row: TableRow, before: TableRow | undefined): boolean {
  const shift = nameShift(row);
  return shift !== null && shift < 0 && !(before && nameShift(before) === shift);
}

function nameShift(row: TableRow | undefined): number | null {
  for (const [column, shift] of row?.alignment.shifts ?? []) if (column.role === "name") return shift;
  return null;
}

/** Words of names that belong to one class and hardly to another. */
const tellingWords: readonly (readonly [IndicatorClass, RegExp])[] = [
  ["output.quality", /合格|准确率|达标率|优良率|完好率|差错率|通过率/],
  ["output.timeliness", /及时|时限|按时|准时|按期|如期|限期|完成时间|响应时间/],
  ["satisfaction.served", /满意/],
];

/**
 * The label of a merged cell is centred in some conversions and then falls on a row in the middle of its group. Seen
 * where the layout of the rows changes or a page break tore them: rows right above the label whose names speak of its
 * class, and whose own layout differs from the rows before, belong to it.
 */
function centredLabels(rows: readonly TableRow[], printed: readonly Printed[], levels: RowLevels[]): void {
  printed.forEach(({ class: label, family }, index) => {
    if (!label || family) return;
    const words = tellingWords.find(([name]) => classesOfLabel(label.text).includes(name))?.[1];
    if (!words) return;
    const torn = (rows[index]?.continued.size ?? 0) > 0;
    for (let above = index - 1; above >= 0; above--) {
      const row = rows[above];
      const level = levels[above];
      if (!row || !level || printed[above]?.class || printed[above]?.family) break;
      const name = labelOf(row, "name");
      if (!name || !words.test(name.text) || !(torn || layoutChanges(rows[above - 1], row))) break;
      levels[above] = { ...level, class: { ...none, label, doubt: "类别印在下面一行，按名称用词归入" } };
    }
  });
}

function layoutChanges(before: TableRow | undefined, row: TableRow): boolean {
  return row.afterBreak || (before !== undefined && nameShift(before) !== nameShift(row));
}
