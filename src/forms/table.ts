import type { Scope } from "../declaration/schema.ts";
import { classesOf } from "../declaration/framework.ts";
import { fold } from "../declaration/numeral.ts";
import { readTarget } from "../declaration/read-target.ts";
import { type Cut, compact } from "../grid/cut.ts";
import type { Cell, Grid } from "../grid/grid.ts";
import { type Role, type TableColumn, isSign, withRoles } from "./align.ts";
import type { Draft, DraftIndicator, IndicatorText } from "./draft.ts";
import { indicatorTexts } from "./draft.ts";
import { type Level, type RowLevels, carryLevels } from "./levels.ts";
import { withoutDittos } from "./ditto.ts";
import { codedBases } from "./labels.ts";
import { endsName } from "./lone-pieces.ts";
import type { Row } from "./rows.ts";
import type { HeadColumn } from "./table-head.ts";
import { type TableRow, longestRest, mendRows } from "./torn.ts";

/** Reads the rows of one indicator table into the draft. */
export function readTable(grid: Grid, rows: readonly Row[], head: readonly HeadColumn[], scope: Scope, draft: Draft): void {
  const columns = withRoles(head);
  for (const { column } of columns) if (column !== "goal" && column !== "extra" && column !== "comparator") draft.columns.add(column);
  const lost = lostHeads(columns);
  if (lost !== null) draft.doubt("indicators", "vocabulary", `表头没有“${lost}”一栏，各格属于哪一栏按词汇判断。`);
  const mended = mendRows(withoutDittos(rows, columns), columns);
  const levels = carryLevels(mended);
  const usual = usualColumns(mended, columns);
  const goals = new Map<string, Cut>();
  const first = draft.indicators.length;
  mended.forEach((row, index) => {
    const level = levels[index];
    if (!level) return;
    for (const cell of row.alignment.unplaced) {
      const cut = compact(grid, cell);
      draft.problem("READ-04", `指标表中有一格放不进任何一栏：“${cut.text}”。`, cut.places[0] ?? null);
    }
    const goal = find(row, "goal");
    if (goal) goals.set(compact(grid, goal.cell).text, compact(grid, goal.cell));
    const indicator = readRow(grid, row, level, columns, scope);
    if (!indicator) return;
    draft.indicators.push({ ...indicator, doubts: [...indicator.doubts, ...gaps(indicator, usual, row.stated ? [] : columns), ...belowRest(mended[index - 1]), ...aboveJoined(mended[index + 1])] });
    for (const [column, cell] of row.alignment.cells) {
      if (column.column === "extra") draft.extra.push({ label: `${indicator.cells.level4?.text ?? indicator.cells.level3?.text ?? ""}·${column.label}`, cut: compact(grid, cell) });
    }
  });
  const half = filledColumns(mended, columns, (counted) => (counted < few ? 1 : counted / 2));
  const telling = mended.length < few ? half.filter((column) => column === "target") : usual;
  doubtAroundHalves(draft.indicators, first, telling.length > 0 ? telling : half);
  const label = columns.find(({ column }) => column === "goal")?.label;
  if (label) for (const cut of goals.values()) draft.extra.push({ label, cut });
}

/**
 * A row with nothing but a name, or with values and no name, where other rows have both: as likely a row of its own as
 * half of a neighbour whose text was put into two rows. All three are doubtful.
 */
function doubtAroundHalves(indicators: DraftIndicator[], first: number, usual: readonly IndicatorText[]): void {
  if (usual.length === 0) return;
  const isHalf = ({ cells }: DraftIndicator) => usual.every((column) => !cells[column]) || (!cells.level3 && !cells.level4);
  const halves = indicators.flatMap((indicator, at) => (at >= first && isHalf(indicator) ? [at] : []));
  const rows = indicators.length - first;
  if (rows < few ? halves.length === rows : halves.length > rows / 3) return;
  const around = new Set(halves.flatMap((at) => [at - 1, at, at + 1]));
  for (const at of around) {
    const indicator = indicators[at];
    if (at < first || !indicator) continue;
    indicators[at] = { ...indicator, doubts: [...indicator.doubts, { on: null, reason: "joined", message: "本行或相邻一行不完整，可能是同一行断成了两行。" }] };
  }
}

/** The column without which no table of indicators is printed, and whose head is not there; null when all are. */
function lostHeads(columns: readonly TableColumn[]): string | null {
  const has = (column: string) => columns.some((one) => one.column === column);
  if (!has("target") && !has("actual")) return "指标值";
  if (has("level3") && !has("level2")) return "二级指标";
  if (has("level1") && !has("level2")) return "二级指标";
  if (has("level2") && !has("level1")) return "一级指标";
  return has("level2") && !has("level3") && has("level1") ? "三级指标" : null;
}

/** What was taken for the rest of the row above may be the beginning of this one. */
function belowRest(above: TableRow | undefined): DraftIndicator["doubts"] {
  if (!above || above.afterBreak) return [];
  const whole = (column: TableColumn) => endsName.test(above.alignment.cells.get(column)?.text.trim() ?? "");
  const mayBegin = (column: TableColumn, text: string) => text.length <= longestRest && (!endsName.test(text) || whole(column));
  const short = [...above.continued].filter(([column, pieces]) => (column.role === "name" || column.role === "target" || column.role === "description") && pieces.every(({ text }) => mayBegin(column, text.trim())));
  return short.map(([{ column }]) => ({ on: column as IndicatorText, reason: "joined", message: "上一行这一栏接了一段，也可能是本行的开头。" }));
}

/** A name that was put together from two rows below this one: its first part may be the rest of this one's. */
function aboveJoined(below: TableRow | undefined): DraftIndicator["doubts"] {
  if (!below || below.afterBreak) return [];
  const joined = [...below.continued].filter(([{ role }, pieces]) => role === "name" && pieces.some(({ text }) => text.trim().length > longestRest));
  return joined.map(([{ column }]) => ({ on: column as IndicatorText, reason: "joined", message: "下一行这一栏由两段拼成，前一段也可能是本行的。" }));
}

/** Columns behind the name that nearly every row fills: an empty cell there is worth a look. Of few rows, that all but one fill. */
function usualColumns(rows: readonly TableRow[], columns: readonly TableColumn[]): IndicatorText[] {
  return filledColumns(rows, columns, (counted) => (counted < few ? counted - 1 : Math.max(1, counted * 0.8)));
}

const few = 4;
const valued: ReadonlySet<Role> = new Set(["description", "target", "unit", "basis", "weight"]);

/** Columns behind the name that at least so many of the rows fill. Words have no unit: such rows do not count for its column. */
function filledColumns(rows: readonly TableRow[], columns: readonly TableColumn[], least: (counted: number) => number): IndicatorText[] {
  const isFilled = (column: TableColumn) => {
    const counted = column.role === "unit" ? rows.filter((row) => !isWords(find(row, "target")?.cell)) : rows;
    return counted.length > 0 && counted.filter((row) => row.alignment.cells.has(column)).length >= least(counted.length);
  };
  return columns.filter((column) => valued.has(column.role) && isFilled(column)).map(({ column }) => column as IndicatorText);
}

const isWords = (target: { text: string } | undefined): boolean => target !== undefined && readTarget(target.text).kind === "text";

/**
 * The empty cells, and what may have slid out of them, or into them.
 * @param columns of a file that does not state its cells; else none: an empty cell there is empty
 */
function gaps({ cells, doubts }: DraftIndicator, usual: readonly IndicatorText[], columns: readonly TableColumn[]): DraftIndicator["doubts"] {
  const order = columns.map(({ column }) => column);
  const empty = usual.filter((column) => !cells[column] && !(column === "unit" && isWords(cells.target)) && !doubts.some(({ on }) => on === column));
  const moved = empty.flatMap((column) => {
    const at = order.indexOf(column);
    const beside = [order[at - 1], order[at + 1]].filter((one) => one === "description" || one === "target");
    return beside.filter((one) => mayHoldMore(cells[one]?.text, column) && !doubts.some(({ on }) => on === one));
  });
  return [
    ...empty.map((on) => ({ on, reason: "unreadable" as const, message: "这一栏别的行都有值，本行没有。" })),
    ...moved.map((on) => ({ on, reason: "shifted" as const, message: "旁边一栏别的行都有值，本行没有，可能移位。" })),
  ];
}

/** Anything but a bare figure may have slid out of the empty cell beside it, or end in what stood there. */
const mayHoldMore = (text: string | undefined, empty: IndicatorText): boolean => text !== undefined && !(empty === "unit" ? /^[≥≤><=]*[\d,.]+$/ : /^[≥≤><=]*[\d,.]+%?$/).test(fold(text));

function find(row: TableRow, role: Role): { column: TableColumn; cell: Cell } | null {
  for (const [column, cell] of row.alignment.cells) if (column.role === role) return { column, cell };
  return null;
}

/** One row as a draft indicator; null where it has neither name nor value. */
function readRow(grid: Grid, row: TableRow, levels: RowLevels, columns: readonly TableColumn[], scope: Scope): DraftIndicator | null {
  const cells: DraftIndicator["cells"] = {};
  const doubts: DraftIndicator["doubts"][number][] = [];
  const four = columns.some(({ column }) => column === "level4");
  const place = (on: IndicatorText, level: Level) => {
    if (level.label) cells[on] = compact(grid, ...level.label.pieces);
    if (level.label?.pieces.some((piece) => row.cutApart.includes(piece))) doubts.push({ on, reason: "vocabulary", message: "与相邻一格连在一起，分界按词汇判断。" });
    if ((level.label?.pieces.length ?? 0) > 1) doubts.push({ on, reason: "joined", message: "由断开的两段拼成。" });
    if (!level.label && !level.doubt) doubts.push({ on, reason: "unreadable", message: "原文这一行没有这一级指标。" });
    if (level.doubt) doubts.push({ on, reason: /词汇|用词/.test(level.doubt) ? "vocabulary" : "carried", message: `${level.doubt}。` });
  };
  if (columns.some(({ role }) => role === "family")) place("level1", levels.family);
  if (four) place("level2", levels.between);
  const ofClass = columns.find(({ role }) => role === "class");
  if (ofClass) place(four ? "level3" : ofClass.column === "level2" || columns.some(({ role }) => role === "family") ? "level2" : "level1", levels.class);

  for (const [column, cell] of row.alignment.cells) {
    const on = column.column as IndicatorText;
    if (!indicatorTexts.includes(on) || column.role === "family" || column.role === "between" || column.role === "class") continue;
    const rest = row.continued.get(column) ?? [];
    cells[on] = compact(grid, cell, ...rest);
    if (row.cutApart.includes(cell)) doubts.push({ on, reason: "vocabulary", message: "与相邻一格连在一起，分界按词汇判断。" });
    if (row.torn.includes(cell)) doubts.push({ on, reason: "joined", message: "由断开的两段拼成。" });
    if (rest.length > 0) doubts.push({ on, reason: "joined", message: `由换页处断开的两段拼成：“${[cell, ...rest].map(({ text }) => text.trim()).join("”和“")}”。` });
  }
  for (const { column } of row.beside) doubts.push({ on: column as IndicatorText, reason: "joined", message: "旁边单独一格的文字接到了相邻一行，也可能是本行的。" });
  for (const { column } of columns.filter(({ guessed }) => guessed)) doubts.push(...whereGuessed(column, columns).map((on) => ({ on, reason: "vocabulary" as const, message: "有一栏没有表头，按内容判断是哪一栏。" })));
  withComparator(grid, row, cells);
  if (!cells.target && (!find(row, "name") || isUnwritten(cells))) return null;
  doubts.push(...shifted(row, columns, cells));
  if (!find(row, "name")) doubts.push({ on: four ? "level4" : "level3", reason: "unreadable", message: "原文这一行没有指标名称。" });
  const lost = row.short ? "本行由几段拼成、比别的行少一格或没有分隔，各格可能不在原位。" : namedLikeClass(row) ? "指标名称是类别用词，各格可能移位。" : null;
  if (lost !== null) doubts.push({ on: null, reason: "shifted", message: lost });
  if (cells.target && !cells.unit && columns.some(({ role }) => role === "unit") && /^\D{0,2}[\d,.]+$/.test(fold(cells.target.text))) {
    doubts.push({ on: "unit", reason: "unreadable", message: "指标值是数字，没有计量单位。" });
  }
  if (cells.unit && /[\p{Script=Han}%]\d|^\d/u.test(fold(cells.unit.text))) doubts.push({ on: "unit", reason: "unreadable", message: "计量单位里有数字，可能与旁边一格连在一起。" });
  if (cells.unit && !cells.target) doubts.push({ on: "unit", reason: "shifted", message: "有计量单位而没有指标值，可能移位。" });
  if (row.guessed) {
    const message = "原文没有分隔，或一格里有几行；哪些名称和指标值属于一行按词汇判断。";
    doubts.push({ on: four ? "level4" : "level3", reason: "vocabulary", message }, { on: "target", reason: "vocabulary", message });
  }
  return { scope, cells, doubts };
}

/** Cells alike that only a head tells apart: words behind a name, and bare figures. */
const alike: readonly (readonly IndicatorText[])[] = [["description", "unit", "basis"], ["target", "actual"], ["weight", "score"]];

/** The columns that a column without a head was taken for, or may be as well. */
function whereGuessed(column: HeadColumn["column"], columns: readonly TableColumn[]): (IndicatorText | null)[] {
  if (column === "extra") return [null];
  const others = alike.find((group) => group.includes(column as IndicatorText)) ?? [];
  const lacking = others.filter((one) => one !== column && !columns.some((known) => known.column === one));
  return column === "comparator" ? [] : [column as IndicatorText, ...lacking];
}

/** A line that the form keeps ready for another indicator and nobody filled in: “……”, “指标2：”. */
function isUnwritten({ level3, level4, description, actual }: DraftIndicator["cells"]): boolean {
  return !description && !actual && /^(?:指标\d{1,2}:?|[.…·]{1,6}|[~\-/])$/.test(fold((level4 ?? level3)?.text ?? ""));
}

/** A class where the name should stand (服务对象满意度 is a common name as well), and none before it. */
function namedLikeClass(row: TableRow): boolean {
  const name = find(row, "name");
  return name !== null && !find(row, "class") && classesOf(name.cell.text).some((one) => one !== "satisfaction.served");
}

/** A sign in a column of its own is put in front of the value (定性 and 定量 are no signs). */
function withComparator(grid: Grid, row: TableRow, cells: DraftIndicator["cells"]): void {
  const sign = find(row, "comparator");
  if (!sign || !cells.target || !isSign(fold(sign.cell.text))) return;
  const cut = compact(grid, sign.cell);
  cells.target = { text: cut.text + cells.target.text, places: [...cut.places, ...cells.target.places] };
}

/**
 * Values that stand in another column than their head are doubtful unless what they say leaves no choice: a figure is a
 * target, a coded basis a basis. Words that moved, or a row that lost a cell at its end, are worth a look.
 */
function shifted(row: TableRow, columns: readonly TableColumn[], cells: DraftIndicator["cells"]): DraftIndicator["doubts"] {
  const doubts: { on: IndicatorText; reason: "shifted"; message: string }[] = [];
  const moved = [...row.alignment.shifts].filter(([, shift]) => shift !== 0);
  if (moved.length === 0) return doubts;
  const target = cells.target ? readTarget(cells.target.text).kind : null;
  // With a text in every column behind the name the order alone leaves no choice.
  const complete = columns.every((column) => ["family", "between", "class", "goal", "extra"].includes(column.role) || row.alignment.cells.has(column));
  if (target === "text" && !complete && moved.some(([column]) => column.role === "target")) {
    doubts.push({ on: "target", reason: "shifted", message: "原文所在列与表头不符，按内容归入指标值。" });
  }
  if (cells.description && !complete && moved.some(([column]) => column.role === "description")) {
    doubts.push({ on: "description", reason: "shifted", message: "原文所在列与表头不符，按顺序归入指标描述。" });
  }
  return [...doubts, ...movedBasis(columns, cells, moved)];
}

function movedBasis(columns: readonly TableColumn[], cells: DraftIndicator["cells"], moved: readonly (readonly [TableColumn, number])[]): DraftIndicator["doubts"] {
  const basis = columns.find(({ role }) => role === "basis");
  if (basis && moved.some(([, shift]) => shift > 0) && !cells.basis) {
    return [{ on: "basis", reason: "shifted", message: "本行向右移位，最后一格已经丢失。" }];
  }
  const words = basis && cells.basis && !codedBases.has(cells.basis.text) && moved.some(([column]) => column === basis);
  return words ? [{ on: "basis", reason: "shifted", message: "原文所在列与表头不符，按顺序归入确定依据。" }] : [];
}
