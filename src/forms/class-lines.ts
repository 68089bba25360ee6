import { classesOf, familyOf, familyOfClass } from "../declaration/framework.ts";
import { slice } from "../grid/cut.ts";
import type { Cell } from "../grid/grid.ts";
import type { LabelBook } from "./book.ts";
import { isTitle } from "./divide.ts";
import { type Written, hasValue, nameAndValue } from "./name-and-value.ts";
import { type Row, filled } from "./rows.ts";

/** What stands at the beginning of a line or behind a semicolon: the names of levels, then indicators. */
export interface Stretch {
  levels: readonly Cell[];
  items: readonly Cell[];
  /** Its indicators where a table says what of them is the name and what the value. */
  written?: readonly Written[];
  row: Row;
  /** How the line is numbered, the numbers left out; `first`: it stands at the beginning of its line. */
  style: string;
  first: boolean;
}

/** Fewer indicators are rather a sentence that mentions a class. */
const fewest = 2;
const bullet = /^\s*(?:[•●○■□◆◇▪·*★☆√✓➢►-]\s*|[（(]?(?:[一二三四五六七八九十]{1,3}|[\d０-９]{1,2})[)）、.．](?!\d)\s*|[①-⑳]\s*)+/;

/**
 * Indicators that were written out behind the names of their classes (• 数量指标：name≥3场；name≥5人), on the line or on
 * the lines below, in paragraphs or in one cell of a table, are rows of a table.
 */
export function classLinesAsRows(printed: readonly Row[], book: LabelBook): Row[] {
  const rows = printed.flatMap((row) => linesOfCell(row, book) ?? [row]);
  const made: Row[] = [];
  let headed = false;
  for (let at = 0; at < rows.length; ) {
    const row = rows[at];
    if (row && isTitle(row, book)) headed = false;
    else if (row?.cells.some(({ text }) => levelHead.test(text))) headed = true;
    const { stretches, end } = headed ? { stretches: [], end: at } : runFrom(rows, at, book);
    const table = tableOf(stretches);
    made.push(...(table ?? rows.slice(at, Math.max(end, at + 1))));
    at = Math.max(end, at + 1);
  }
  return made;
}

/** Below the head of a table its rows are read as such, also where they have become lines. */
const levelHead = /(?:^|\s)[一二三]级(?:绩效)?指标(?=\s|$)/;

/** 绩效指标 with a cell behind it in which all indicators are written: its lines are paragraphs. */
function linesOfCell(row: Row, book: LabelBook): Row[] | null {
  const [label, cell, ...others] = row.kind === "row" ? filled(row) : [];
  if (!label || !cell || others.length > 0 || book.head(label.text) !== "side") return null;
  const lines = [...cell.text.matchAll(/[^\n]+/g)].map(({ 0: line, index }): Row => ({ kind: "paragraph", afterBreak: false, heading: null, cells: [{ ...cell, ...slice(cell, index, index + line.length), column: 0, rowSpan: 1, colSpan: 1 }] })).filter((line) => filled(line).length > 0);
  const { stretches, end } = runFrom(lines, 0, book);
  return end === lines.length && tableOf(stretches) ? lines : null;
}

/** The lines from here on that name classes or belong to one named before. */
function runFrom(rows: readonly Row[], at: number, book: LabelBook): { stretches: Stretch[]; end: number } {
  const stretches: Stretch[] = [];
  let end = at;
  for (let row = rows[end]; row; row = rows[++end]) {
    const found = stretchesOf(row, stretches, book);
    if (found.length === 0) break;
    stretches.push(...found);
  }
  return { stretches, end };
}

function stretchesOf(row: Row, before: readonly Stretch[], book: LabelBook): Stretch[] {
  const [cell, ...others] = row.kind === "paragraph" ? filled(row) : [];
  if (!cell || others.length > 0 || isTitle(row, book)) return [];
  const from = announced(cell.text);
  const found: Stretch[] = [];
  for (const part of [...cell.text.slice(from).matchAll(/[^；;。\n]+/g)].map(({ 0: text, index }) => sliceOf(cell, from + index, from + index + text.length))) {
    if (part.text === "") continue;
    if (part.text.length > longestPart) return [];
    const led = levelsOf(part);
    const last = found.at(-1);
    const items = led.rest ? itemsOf(led.rest) : [];
    if (led.levels.length > 0) found.push({ levels: led.levels, items, row, style: led.style, first: !last });
    else if (last) found[found.length - 1] = { ...last, items: [...last.items, ...items] };
    else if (from === 0 && mayGoOn(cell, led.rest, led.style, before.at(-1), book)) found.push({ levels: [], items, row, style: led.style, first: true });
    else return [];
  }
  return found;
}

/** Between two semicolons no longer text is a list of indicators. */
const longestPart = 2000;

/** 绩效指标： before the first class of a paragraph. */
function announced(text: string): number {
  const label = /^[^：:；;。\n]{0,6}绩效指标[：:]\s*(?=\S)/.exec(text);
  return label && levelsIn(text.slice(label[0].length)) ? label[0].length : 0;
}

/** A line below a class that names none is one of its indicators: with a value, or numbered like the one above, and no label of the form. */
function mayGoOn(cell: Cell, rest: Cell | null, style: string, before: Stretch | undefined, book: LabelBook): boolean {
  if (!rest || !before || book.find(cell.text) !== null || book.tableScope(cell.text) !== null || cell.text.length > longestItem || /^\s*项目(?:[一二三四五六七八九十]{1,3}|\d{1,2})[：:]/.test(cell.text)) return false;
  if (hasValue(rest)) return true;
  return style !== "" && (before.levels.length === 0 ? style === before.style : before.items.length === 0 && style !== before.style && !/绩效|目标$|情况/.test(rest.text));
}
const longestItem = 80;

const sliceOf = (cell: Cell, from: number, to: number): Cell => ({ ...cell, ...slice(cell, from, to) });

/** The names of levels at the beginning of a text, and what follows them. */
function levelsOf(cell: Cell): { levels: Cell[]; rest: Cell | null; style: string } {
  const [number = ""] = bullet.exec(cell.text) ?? [];
  const found = levelsIn(cell.text.slice(number.length));
  const cut = (from: number, to: number) => sliceOf(cell, number.length + from, number.length + to);
  const rest = cut(found?.end ?? 0, cell.text.length - number.length);
  return { levels: (found?.words ?? []).map(({ from, to }) => cut(from, to)), rest: rest.text === "" ? null : rest, style: styleOf(number) };
}

const styleOf = (number: string): string => number.trim().replace(/[一二三四五六七八九十]+/, "一").replace(/[\d０-９]+/, "1").replace(/[①-⑳]/, "①");

/** A level's name: to its end stand a colon, a dash, a bracket or nothing; 数量 alone needs the colon. */
const levelWord = /^\s*(?:[【[〔]\s*([^】\]〕：:；;，,]{2,20})\s*[】\]〕]\s*[：:]?|([^：:；;，,≥≤<>=\s—–－\-/】]{2,20}?)(?:\d{1,2})?\s*(?:[：:]|[—–－-]+|[/＞>](?=\s*\p{Script=Han})|$|\s+|方面[，,：:]))/u;

function levelsIn(text: string): { words: { from: number; to: number }[]; end: number } | null {
  const words: { from: number; to: number }[] = [];
  let end = 0;
  while (words.length < 2) {
    const rest = text.slice(end);
    const match = levelWord.exec(rest);
    const word = match?.[1] ?? match?.[2];
    if (!match || word === undefined || !isLevelWord(word, match[0]) || (words.length > 0 && classesOf(word).length === 0)) break;
    const from = end + match[0].indexOf(word);
    words.push({ from, to: from + word.length });
    end += match[0].length;
  }
  return words.length === 0 ? null : { words, end };
}

function isLevelWord(word: string, printed: string): boolean {
  return (familyOf(word) !== null || classesOf(word).length > 0) && (/指标|[)）]$/.test(word) || /[：:】\]〕]/.test(printed));
}

/** The indicators of a text that says nothing but these. */
export const itemsOfText = (cell: Cell): Cell[] => [...cell.text.matchAll(/[^；;。\n]+/g)].flatMap(({ 0: text, index }) => (text.length > longestPart ? [sliceOf(cell, index, index + text.length)] : itemsOf(sliceOf(cell, index, index + text.length))));

/** The indicators of a part between semicolons: numbered ones, and those between commas where each has its value. */
function itemsOf(cell: Cell): Cell[] {
  const numbered = bounds(cell, /[①-⑳]|(?<=\S)\s*[（(]\d{1,2}[)）]|(?<=[^\d\s])\s*(?<![\d.])\d{1,2}[.、．](?!\d)/g);
  return numbered.flatMap((item) => {
    const [number = ""] = bullet.exec(item.text) ?? [];
    const bare = sliceOf(item, number.length, item.text.replace(/[\s，,、]+$/, "").length);
    const parts = bounds(bare, /[，,、](?!\s*(?:分值|权重|\d{3}))/g).map((part) => sliceOf(part, /^[，,、]/.test(part.text) ? 1 : 0, part.text.length));
    return parts.length > 1 && parts.every((part) => part.text !== "" && hasValue(part)) ? parts : [bare];
  }).filter(({ text }) => text !== "");
}

function bounds(cell: Cell, border: RegExp): Cell[] {
  const at = [0, ...[...cell.text.matchAll(border)].map(({ index }) => index).filter((index) => index > 0), cell.text.length];
  return at.slice(1).map((to, nth) => sliceOf(cell, at[nth] ?? 0, to)).filter(({ text }) => text !== "");
}

const columns = ["一级指标", "二级指标", "三级指标", "指标值", "分值"] as const;

/** The table that these lines are; null where they are none. @param least how many indicators with values it takes */
export function tableOf(stretches: readonly Stretch[], least = fewest): Row[] | null {
  const records: { cells: (Cell | null)[]; row: Row; guessed: boolean }[] = [];
  let family: Cell | null = null;
  let className: Cell | null = null;
  for (const [at, { levels, items, written, row }] of stretches.entries()) {
    const [first, second] = levels;
    if ((first && second) || (written && !first)) [family, className] = [first ?? null, second ?? null];
    else if (first && isFamily(stretches, at, family)) [family, className] = [first, null];
    else if (first) className = first;
    if (items.length > 0 && !family && !className && !written) return null;
    for (const one of written ?? items.map(nameAndValue)) records.push({ cells: [family, className, ...cellsOf(one)], row, guessed: one.guessed && one.name !== null });
  }
  const [first] = records;
  if (!first || records.length < least || records.filter(({ cells }) => cells[3] !== null).length < least) return null;
  const hasLevels = records.some(({ cells: [level1, level2] }) => level1 || level2);
  const kept = columns.map((label, column) => ({ label, column })).filter(({ column }) => column === 2 || column === 3 || (column < 2 && !hasLevels) || records.some(({ cells }) => cells[column] !== null));
  const head = kept.map(({ label }, column): Cell => ({ ...nowhere(first.row), text: label, column }));
  return [
    { kind: "row", afterBreak: false, heading: null, cells: head, ...(stretches.every(({ written }) => written) ? {} : { told: "order" as const }) },
    ...records.map(({ cells, row, guessed }): Row => ({ ...row, kind: "row", afterBreak: false, cells: kept.flatMap(({ column: from }, column) => (cells[from] ? [{ ...cells[from], column }] : [])), ...(guessed ? { told: "guessed" as const } : {}) })),
  ];
}

const cellsOf = ({ name, value, weight }: Written): (Cell | null)[] => [name, value, weight];

function nowhere({ cells }: Row): Cell {
  const [cell] = cells;
  return { text: "", place: cell?.place ?? { page: null, sheet: null, table: null, row: null, column: null, line: null, from: null, to: null, label: "" }, offsets: null, column: 0, rowSpan: 1, colSpan: 1 };
}

const isOnlyFamily = ({ text }: Cell): boolean => familyOf(text) !== null && classesOf(text).length === 0;
const isOnlyClass = ({ text }: Cell): boolean => familyOf(text) === null && classesOf(text).length > 0;

/**
 * 成本指标 and 满意度指标 name a family or a class: a family where only families are named or its own classes follow; beside
 * both, where it is printed as the families are. Where that does not tell, 成本指标 below 产出指标 is a class.
 */
function isFamily(stretches: readonly Stretch[], at: number, above: Cell | null): boolean {
  const { levels: [word], items, style, first } = stretches[at] ?? { levels: [], items: [], style: "", first: true };
  if (!word || isOnlyFamily(word) || isOnlyClass(word)) return word !== undefined && isOnlyFamily(word);
  const words = stretches.flatMap(({ levels }) => levels);
  if (!words.some(isOnlyFamily)) return false;
  if (!words.some(isOnlyClass)) return true;
  const next = stretches[at + 1]?.levels[0];
  const family = familyOf(word.text);
  // 服务对象满意度指标 below 满意度指标 is its class.
  if (above && above.text !== word.text && familyOf(above.text) === family) return false;
  if (items.length === 0 && next && classesOf(next.text).some((one) => familyOfClass(one) === family)) return true;
  const like = (is: (word: Cell) => boolean) => stretches.some((one) => one.levels[0] !== undefined && is(one.levels[0]) && one.style === style && one.first === first);
  if (like(isOnlyFamily) !== like(isOnlyClass)) return like(isOnlyFamily);
  return family !== "cost" || above === null || familyOf(above.text) !== "output";
}
