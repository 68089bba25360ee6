import { classesOf, familyOf } from "../declaration/framework.ts";
import { fold } from "../declaration/numeral.ts";
import { readTarget } from "../declaration/read-target.ts";
import type { Cell } from "../grid/grid.ts";
import { withRoles } from "./align.ts";
import type { LabelBook } from "./book.ts";
import { codedBases } from "./labels.ts";
import { type Row, filled, isMarkedPageNumber } from "./rows.ts";
import { headOf } from "./table-head.ts";

/** What a line, or several that a narrow cell broke a word into, says. */
interface Token {
  cell: Cell;
  kind: "label" | "head" | "heading" | "class" | "text";
}

/** Whether a form is printed with one cell a line, so that its rows have to be told by its words. */
export function standsOnSingleLines(rows: readonly Row[]): boolean {
  return rows.length > 8 && rows.filter((row) => filled(row).length === 1).length > rows.length * 0.9;
}

/**
 * Gives a form that was printed with one cell a line its rows back. Labels, column heads and classes are known words,
 * also where a narrow cell broke them over lines; what follows a label is its value; what follows a class are names and
 * values in turn.
 */
export function rowsFromSingleLines(rows: readonly Row[], book: LabelBook): Row[] {
  const tokens = tokensOf(rows.filter((row) => !isMarkedPageNumber(row)), book);
  const made: Row[] = [];
  let at = 0;
  while (at < tokens.length) {
    const heads = headRun(tokens, at);
    if (heads > 0) {
      const head = row(tokens.slice(at, at + heads).map(({ cell }) => cell));
      made.push(head);
      at += heads;
      const body = tokens.slice(at, tableEnd(tokens, at));
      made.push(...indicatorRows(body, head, book));
      at += body.length;
    } else {
      const end = sectionEnd(tokens, at);
      made.push(...labelRows(tokens.slice(at, end)));
      at = end;
    }
  }
  return made;
}

function row(cells: readonly Cell[], columns: readonly number[] = cells.map((_, index) => index)): Row {
  return { kind: "row", afterBreak: false, heading: null, cells: cells.map((cell, index) => ({ ...cell, column: columns[index] ?? index })) };
}

/** Several lines as one cell; they follow each other in the source. */
function joined(cells: readonly Cell[]): Cell {
  const [first] = cells;
  if (!first) throw new RangeError("no cell to join");
  const offsets = cells.every((cell) => cell.offsets !== null) ? cells.flatMap((cell, index) => behind(cell.offsets ?? [], index > 0)) : null;
  return { ...first, text: cells.map(({ text }) => text).join("\n"), offsets };
}

/** The offsets of a line, behind that of the line end before it. */
function behind(offsets: readonly number[], lineEnd: boolean): readonly number[] {
  return lineEnd ? [(offsets[0] ?? 1) - 1, ...offsets] : offsets;
}

const longestWord = 5;

function tokensOf(rows: readonly Row[], book: LabelBook): Token[] {
  const cells = rows.flatMap((row) => filled(row)).flatMap((cell) => labelsInLine(cell, book));
  const tokens: Token[] = [];
  for (let at = 0; at < cells.length; ) {
    const token = wordAt(cells, at, book);
    tokens.push(token.token);
    at += token.used;
  }
  return tokens;
}

/** The longest run of short lines that is one known word; else the line as it is. */
function wordAt(cells: readonly Cell[], at: number, book: LabelBook): { token: Token; used: number } {
  for (let used = Math.min(longestWord, cells.length - at); used >= 1; used--) {
    const parts = cells.slice(at, at + used);
    if (used > 1 && parts.some(({ text }) => text.length > 12)) continue;
    const kind = kindOf(parts.map(({ text }) => text.trim()).join(""), book, used > 1);
    if (kind !== "text" || used === 1) return { token: { cell: joined(parts), kind }, used };
  }
  throw new RangeError("no line to read");
}

function kindOf(text: string, book: LabelBook, broken: boolean): Token["kind"] {
  if (familyOf(text) !== null || classesOf(text).length > 0) return "class";
  if (book.tableScope(text) !== null && !book.head(text)) return "heading";
  if (book.head(text) !== null && /指标|分值|权重|得分|备注|依据|标准|单位|符号|完成值/.test(text)) return "head";
  const label = book.find(text);
  return label && !(broken && label.rest !== null) ? "label" : "text";
}

/** 602,918,500.00 年度资金申请总额: a value and the next label on one line are two cells. */
function labelsInLine(cell: Cell, book: LabelBook): Cell[] {
  const parts = [...cell.text.matchAll(/\S+/g)];
  const isLabel = parts.map((part) => book.find(part[0])?.rest === null && part[0].length > 2);
  if (parts.length < 2 || !isLabel.some((found, index) => found && index > 0)) return [cell];
  return parts.map((part) => ({ ...cell, text: part[0], offsets: cell.offsets?.slice(part.index, part.index + part[0].length) ?? null }));
}

/** How many heads stand in a row here: a table begins where at least three do, a level among them. */
function headRun(tokens: readonly Token[], from: number): number {
  let to = from;
  while (tokens[to]?.kind === "head") to++;
  return to - from >= 3 && tokens.slice(from, to).some(({ cell }) => /一级|二级|三级/.test(cell.text.replace(/\s/g, ""))) ? to - from : 0;
}

function tableEnd(tokens: readonly Token[], from: number): number {
  let to = from;
  while (to < tokens.length && tokens[to]?.kind !== "heading" && tokens[to]?.kind !== "label" && headRun(tokens, to) === 0) to++;
  return to;
}

function sectionEnd(tokens: readonly Token[], from: number): number {
  let to = from + 1;
  while (to < tokens.length && headRun(tokens, to) === 0) to++;
  return to;
}

/** Labels and the lines behind them. Several labels in a run are heads of columns whose texts follow. */
function labelRows(tokens: readonly Token[]): Row[] {
  const made: Row[] = [];
  for (let at = 0; at < tokens.length; ) {
    let labels = at;
    while (tokens[labels]?.kind === "label" || tokens[labels]?.kind === "head" || tokens[labels]?.kind === "class") labels++;
    let texts = labels;
    while (tokens[texts]?.kind === "text") texts++;
    const names = tokens.slice(at, labels).map(({ cell }) => cell);
    const values = tokens.slice(labels, texts).map(({ cell }) => cell);
    const goals = names.filter(({ text }) => /目标/.test(text) && !/绩\s*效\s*目\s*标$/.test(text));
    const last = names.at(-1);
    if (names.length === 0 && values.length === 0) made.push(row([tokens[texts]?.cell ?? joined(tokens.slice(at, at + 1).map(({ cell }) => cell))]));
    else if (goals.length > 1 && values.length > 1) {
      made.push(row(names), row(paragraphs(values, goals.length), goals.map((goal) => names.indexOf(goal))));
    } else if (last && values.length > 0) {
      if (names.length > 1) made.push(row(names.slice(0, -1)));
      made.push(row([last, joined(values)]));
    } else if (names.length > 0) made.push(row(names));
    else made.push(...values.map((value): Row => ({ ...row([value]), kind: "paragraph" })));
    at = Math.max(texts, at + 1);
  }
  return made;
}

/** Lines of several cells without a border: each cell ends with a sentence. Without a clear answer all goes to the first. */
function paragraphs(lines: readonly Cell[], wanted: number): Cell[] {
  const ends = lines.map(({ text }, index) => (/[。；;]$/.test(text.trim()) ? index + 1 : 0)).filter((end) => end > 0);
  if (ends.length !== wanted || ends.at(-1) !== lines.length) return [joined(lines)];
  return ends.map((end, index) => joined(lines.slice(ends[index - 1] ?? 0, end)));
}

/** Rows of an indicator table from class words, names and values in turn. */
function indicatorRows(tokens: readonly Token[], head: Row, book: LabelBook): Row[] {
  const columns = withRoles(headOf(head, book) ?? []);
  const index = (role: string) => columns.find((column) => column.role === role)?.index ?? null;
  const name = index("name") ?? 0;
  const made: Row[] = [];
  let levels: { cell: Cell; column: number }[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (!token) break;
    if (token.kind === "class") {
      const column = columnOfClass(token, tokens[at + 1], levels.length === 0, index("family"), index("class"));
      levels.push({ cell: token.cell, column });
      at++;
      continue;
    }
    let end = at;
    while (end < tokens.length && tokens[end]?.kind !== "class") end++;
    for (const entry of entries(tokens.slice(at, end).map(({ cell }) => cell))) {
      const cells = [...levels.map(({ cell }) => cell), ...entry];
      made.push(row(cells, [...levels.map(({ column }) => column), ...entry.map((_, nth) => name + nth)]));
      levels = [];
    }
    at = end;
  }
  return made;
}

/** 满意度指标 and 成本指标 name a family or a class: a family where a class follows, else a class. */
function columnOfClass({ cell }: Token, next: Token | undefined, first: boolean, family: number | null, className: number | null): number {
  const isFamily = familyOf(cell.text) !== null;
  const isClass = classesOf(cell.text).length > 0;
  const asFamily = isFamily && first && (!isClass || next?.kind === "class");
  return (asFamily ? family : className) ?? className ?? family ?? 0;
}

/** The lines behind a class as entries of name and values: a value that is a figure, a date or a coded basis ends the name. */
function entries(lines: readonly Cell[]): Cell[][] {
  const found: Cell[][] = [];
  let names: Cell[] = [];
  let values: Cell[] = [];
  const close = () => {
    if (names.length > 0 || values.length > 0) found.push(...withWords(names, values));
    names = [];
    values = [];
  };
  for (const line of lines) {
    if (isValue(line) && names.length > 0) values.push(line);
    else {
      if (values.length > 0 || (names.length > 0 && startsName(line))) close();
      names.push(line);
    }
  }
  close();
  return found;
}

function isValue({ text }: Cell): boolean {
  const folded = fold(text);
  return codedBases.has(folded) || readTarget(folded).kind !== "text" || /^[≥≤<>=]/.test(folded);
}

function startsName({ text }: Cell): boolean {
  return /^指标\d{1,2}[:：]/.test(text.trim());
}

/** A name of one or more lines with its values; without a figure the last line is the value, and pairs follow each other. */
function withWords(names: readonly Cell[], values: readonly Cell[]): Cell[][] {
  if (values.length > 0) {
    const pairs = names.length > 2 && names.length % 2 === 1 ? (names.length - 1) / 2 : 0;
    const before = Array.from({ length: pairs }, (_, nth) => names.slice(nth * 2, nth * 2 + 2));
    return [...before, [joined(names.slice(pairs * 2)), ...values]];
  }
  if (names.length === 1) return [[...names]];
  if (names.length % 2 === 0 && !names.slice(1).some((line, nth) => nth % 2 === 1 && line.text.length > 24)) {
    return Array.from({ length: names.length / 2 }, (_, nth) => names.slice(nth * 2, nth * 2 + 2));
  }
  return [[joined(names.slice(0, -1)), ...names.slice(-1)]];
}
