import { classesOf, familyOf } from "../declaration/framework.ts";
import type { Cell } from "../grid/grid.ts";
import { joined } from "./joined.ts";
import type { LabelBook } from "./book.ts";
import { type Row, filled } from "./rows.ts";

/** A piece of a line that was a cell of its own before the table was flattened. */
export interface Part {
  cell: Cell;
  /** Which line it stands on. */
  line: number;
  /** Nothing else stands on its line. */
  alone: boolean;
  /** A bar behind it says that the cell ends here: what follows is another one. */
  whole: boolean;
}

/**
 * Takes a line apart into what were cells: by the blanks between them, and where a form was printed without any
 * separators by the labels, heads and classes that it runs together.
 */
export function takenApart(row: Row, book: LabelBook): Row {
  const parts = filled(row).flatMap((cell) => blanks(cell, book)).flatMap((cell) => (runTogether(cell, book) ? wordsRunTogether(cell, book) : [cell]));
  return { ...row, cells: parts.map((cell, column) => ({ ...cell, column })) };
}

/** The parts of all lines in order. Where cells end with bars, the lines before a bar are one cell. */
export function partsOf(rows: readonly Row[]): Part[] {
  const barred = rows.filter(({ kind }) => kind === "row").length > rows.length * 0.6;
  const lines = barred ? cellsBeforeBars(rows) : rows;
  return lines.flatMap((row, line) => filled(row).map((cell, _, { length }) => ({ cell, line, alone: length === 1, whole: barred && row.kind === "row" })));
}

function cellsBeforeBars(rows: readonly Row[]): Row[] {
  const made: Row[] = [];
  let open: Row[] = [];
  for (const row of rows) {
    const [first] = filled(row);
    if (row.kind === "paragraph") open.push(row);
    else if (first && open.length > 0 && filled(row).length === 1) {
      made.push({ ...row, cells: [joined([...open.flatMap(filled), first])] });
      open = [];
    } else {
      made.push(...open, row);
      open = [];
    }
  }
  return [...made, ...open];
}

/**
 * Only a line that no careful writer would write: labels or classes with something right behind them, in a form whose
 * column heads are run together as well.
 */
function runTogether({ text }: Cell, book: LabelBook): boolean {
  if (/\s/.test(text.trim()) || isKnown(text, book)) return false;
  return /^(?:绩效指标)?一级指标二级指标/.test(text) || /^(?:产出|效益|满意度|成本)指标\S*指标\S/.test(text) || /^(?:数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响)指标\S{3}/.test(text) || /^(?:社会公众或)?服务对象满意度指标\S{3}/.test(text) || /^项目(?:名称|主管部门)[^:：]/.test(text) || /^总体目标年度目标$/.test(text) || /^(?:其中\s*[:：]?\s*)?(?:上级|财政|其他)资金[\d.,]+$/.test(text);
}

export function sliceOf(cell: Cell, from: number, to: number): Cell {
  return { ...cell, text: cell.text.slice(from, to), offsets: cell.offsets?.slice(from, to) ?? null };
}

/** Splits at blanks; brackets stay whole, and a sentence with blanks in it is one part. */
function blanks(cell: Cell, book: LabelBook): Cell[] {
  // 项 目 名 称: a word that was spread out.
  const words = [...cell.text.matchAll(/(?<!\S)\p{Script=Han}(?:[ \u00a0]\p{Script=Han}(?!\S))+|\S+/gu)].map((match) => ({ from: match.index, to: match.index + match[0].length, text: match[0] }));
  if (words.length < 2 || !words.some(({ text }) => isKnown(text, book) || isFigure(text))) return [cell];
  const parts: { from: number; to: number }[] = [];
  let open = 0;
  let before = "";
  for (const { from, to, text } of words) {
    const last = parts.at(-1);
    const goesOn = open > 0 || /^[(（](?:盖章|公章|签章)/.test(text) || (/^[(（]/.test(text) && !isKnown(before, book)) || (/^\d{4}年$/.test(before) && /^(?:年|上|下|第|\d{1,2}月)/.test(text));
    if (last && goesOn) last.to = to;
    else parts.push({ from, to });
    open = Math.max(0, open + (text.match(/[(（]/g)?.length ?? 0) - (text.match(/[)）]/g)?.length ?? 0));
    before = text;
  }
  return parts.map(({ from, to }) => sliceOf(cell, from, to));
}

function isKnown(text: string, book: LabelBook): boolean {
  return book.find(text) !== null || book.head(text) !== null || familyOf(text) !== null || classesOf(text).length > 0;
}

function isFigure(text: string): boolean {
  return /^[≥≤<>=]*[\d,.]+(?:%|\S{0,3})$/.test(text);
}

const longestWord = 16;
/** Labels that are believed in the middle of a line, behind the value of another one. */
const believedInside = /^(?:项目)?(?:实施|执行|承担|申报|预算)单位$|^(?:项目)?主管部门$|^其中|^其他资金$|^年度(?:总体)?目标$/;

/** 项目主管部门某局项目执行单位某园 → 项目主管部门 · 某局 · 项目执行单位 · 某园. */
function wordsRunTogether(cell: Cell, book: LabelBook, behindClass = false): Cell[] {
  const { text } = cell;
  if (isWord(text, book)) return [cell];
  for (let to = Math.min(longestWord, text.length - 1); to >= 2; to--) {
    const word = text.slice(0, to);
    const isClass = familyOf(word) !== null || classesOf(word).length > 0;
    if ((behindClass ? !isClass : !isWord(word, book)) || /^[：:]?$/.test(text.slice(to))) continue;
    const rest = /^[:：\s]*/.exec(text.slice(to))?.[0].length ?? 0;
    return [sliceOf(cell, 0, to), ...wordsRunTogether(sliceOf(cell, to + rest, text.length), book, isClass)];
  }
  // Behind a class comes a name, whatever words it begins with or holds.
  if (behindClass) return [cell];
  for (let from = 2; from < text.length - 3; from++) {
    for (let to = Math.min(text.length, from + longestWord); to >= from + 4; to--) {
      const word = text.slice(from, to);
      if (believedInside.test(word) && book.find(word) !== null) return [sliceOf(cell, 0, from), ...wordsRunTogether(sliceOf(cell, from, text.length), book)];
    }
  }
  return [cell];
}

function isWord(text: string, book: LabelBook): boolean {
  const label = book.find(text);
  if (label !== null && label.rest === null) return true;
  return book.head(text) !== null || familyOf(text) !== null || classesOf(text).length > 0;
}
