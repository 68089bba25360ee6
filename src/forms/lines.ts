import { classesOf, familyOf } from "../declaration/framework.ts";
import { fold } from "../declaration/numeral.ts";
import type { Cell } from "../grid/grid.ts";
import { misfit, withRoles } from "./align.ts";
import { amountHeads } from "./amount-heads.ts";
import type { LabelBook } from "./book.ts";
import { entriesOf } from "./entries.ts";
import { joined } from "./joined.ts";
import { type Part, partsOf } from "./parts.ts";
import { type Row, filled, isMarkedPageNumber } from "./rows.ts";
import { headOf } from "./table-head.ts";

/** What a part of a line, or several that a narrow cell broke a word into, says. */
interface Token extends Part {
  kind: "label" | "amount" | "head" | "heading" | "class" | "goal" | "tail" | "text";
}

/** Whether a form has no rows of cells left, so that they have to be told by its words. */
export function standsOnLines(rows: readonly Row[]): boolean {
  return rows.length > 8 && rows.filter((row) => filled(row).length === 1).length > rows.length * 0.9;
}

/**
 * Gives a form its rows back that was flattened into lines: one cell a line, a row a line with blanks between the
 * cells, or no separators at all. Labels, column heads and classes are known words, also where a narrow cell broke them
 * over lines; what follows a label is its value; what follows a class are names and values in turn.
 */
export function rowsFromLines(rows: readonly Row[], book: LabelBook): Row[] {
  const tokens = tokensOf(partsOf(rows.filter((row) => !isMarkedPageNumber(row))), book);
  const made: Row[] = [];
  let at = 0;
  while (at < tokens.length) {
    const heads = headRun(tokens, at, book);
    if (heads > 0) {
      const head = row(tokens.slice(at, at + heads).map(({ cell }) => cell));
      made.push(head);
      at += heads;
      const body = tokens.slice(at, tableEnd(tokens, at, book));
      made.push(...indicatorRows(body, head, book));
      at += body.length;
    } else {
      let end = at + 1;
      while (end < tokens.length && headRun(tokens, end, book) === 0) end++;
      made.push(...labelRows(tokens.slice(at, end)));
      at = end;
    }
  }
  return made;
}

function row(cells: readonly Cell[], columns: readonly number[] = cells.map((_, index) => index)): Row {
  return { kind: "row", afterBreak: false, heading: null, cells: cells.map((cell, index) => ({ ...cell, column: columns[index] ?? index })) };
}

const longestWord = 5;

function tokensOf(parts: readonly Part[], book: LabelBook): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < parts.length; ) {
    const ofLine = parts.slice(at, at + 12).filter(({ line }) => line === parts[at]?.line);
    if (amountRow(ofLine.map(({ cell }) => cell))) {
      tokens.push(...ofLine.map((part): Token => ({ ...part, kind: "amount" })));
      at += ofLine.length;
      continue;
    }
    const { token, used } = wordAt(parts, at, book);
    tokens.push(token);
    at += used;
  }
  return tokens;
}

/** The longest run of short lines that is one known word; else the part as it is. */
function wordAt(parts: readonly Part[], at: number, book: LabelBook): { token: Token; used: number } {
  for (let used = Math.min(longestWord, parts.length - at); used >= 1; used--) {
    const run = parts.slice(at, at + used);
    // A word may begin as the last part of a line; its other lines hold nothing else.
    if (used > 1 && run.some(({ cell, alone, line }, nth) => (nth > 0 && !alone) || cell.text.length > 12 || line !== (run[0]?.line ?? 0) + nth)) continue;
    const kind = kindOf(run.map(({ cell }) => cell.text.trim()).join(""), book, used > 1);
    const [first] = run;
    if (first && (kind !== "text" || used === 1)) return { token: { ...first, cell: joined(run.map(({ cell }) => cell)), kind }, used };
  }
  throw new RangeError("no line to read");
}

function kindOf(text: string, book: LabelBook, broken: boolean): Token["kind"] {
  if (familyOf(text) !== null || classesOf(text).length > 0) return "class";
  // (50分) alone is what is left of a family whose name was lost.
  if (!broken && /^(?:绩效)?目标\d{1,2}[:：]/.test(text)) return "goal";
  if (!broken && /意见|^注[:：]|^附件|^填表|^\[?下载\]?|盖章|^扫一扫|^【/.test(text) && book.find(text) === null) return "tail";
  if (book.tableScope(text) !== null && !book.head(text)) return "heading";
  if (book.head(text) !== null && /指标|分值|权重|得分|备注|依据|标准|单位|符号|完成值|性质|偏差|原因/.test(text)) return "head";
  const label = book.find(text);
  return label && !(broken && label.rest !== null) ? "label" : "text";
}

/** How many heads stand in a row here: a table begins where at least three do, a level among them. */
function headRun(tokens: readonly Token[], from: number, book: LabelBook): number {
  let to = from;
  const isHead = (token: Token | undefined) => token !== undefined && (token.kind === "head" || ((token.kind === "label" || token.kind === "heading") && book.head(token.cell.text) !== null));
  while (isHead(tokens[to])) to++;
  const levels = tokens.slice(from, to).filter(({ cell }) => /^(?:一级|二级|三级|四级)/.test(cell.text.replace(/\s/g, ""))).length;
  return to - from >= 3 && levels >= 1 ? to - from : 0;
}

function tableEnd(tokens: readonly Token[], from: number, book: LabelBook): number {
  for (let to = from; to < tokens.length; to++) {
    const { kind } = tokens[to] ?? { kind: "text" };
    if (kind === "heading" || kind === "label" || kind === "tail" || headRun(tokens, to, book) > 0) return to;
  }
  return tokens.length;
}

/** Labels and the texts behind them. Several labels in a run are heads of columns whose texts follow on the next lines. */
function labelRows(tokens: readonly Token[]): Row[] {
  const made: Row[] = [];
  for (let at = 0; at < tokens.length; ) {
    let labels = at;
    while (["label", "head", "class", "heading"].includes(tokens[labels]?.kind ?? "")) labels++;
    let texts = labels;
    while (["text", "goal"].includes(tokens[texts]?.kind ?? "")) texts++;
    made.push(...labelled(tokens.slice(at, labels), tokens.slice(labels, texts)));
    while (tokens[texts]?.kind === "tail" || tokens[texts]?.kind === "amount") {
      const { line = 0 } = tokens[texts] ?? {};
      let end = texts;
      while (tokens[end]?.line === line) end++;
      const cells = tokens.slice(texts, end).map(({ cell }) => cell);
      made.push(amountRow(cells) ?? { ...row([joined(cells)]), kind: "paragraph" });
      texts = end;
    }
    at = Math.max(texts, at + 1);
  }
  return made;
}

function labelled(labels: readonly Token[], texts: readonly Token[]): Row[] {
  const names = labels.map(({ cell }) => cell);
  const values = texts.map(({ cell }) => cell);
  const last = labels.at(-1);
  if (!last) return lines(texts).map((line): Row => ({ ...row([joined(line)]), kind: "paragraph" }));
  if (values.length === 0) return [row(names)];
  const goals = names.filter(({ text }) => /目标/.test(text) && !/^(?:项目)?(?:绩效|总体)?目标$|情况/.test(text.replace(/\s/g, "")));
  const below = texts[0] !== undefined && texts[0].line !== last.line;
  if (goals.length > 1 && values.length > 1) return [row(names), row(paragraphs(values, goals.length), goals.map((goal) => names.indexOf(goal)))];
  const [goal] = goals;
  if (goal && below && names.length > 1) {
    const from = names.indexOf(goal);
    return [row(names), row(columnTexts(texts, names.length - from), names.slice(from).map((_, nth) => from + nth))];
  }
  const before = names.length > 1 ? [row(names.slice(0, -1))] : [];
  if (values.length > 1 && values.every(({ text }) => /^[-—\d,.%]+$/.test(text.trim()))) return [...before, row([last.cell, ...values])];
  const [first, ...others] = values;
  if (first && texts[0]?.whole) return [...before, row([last.cell, first]), ...others.map((cell): Row => ({ ...row([cell]), kind: "paragraph" }))];
  return [...before, row([last.cell, joined(values)])];
}

/** 年初预算数 全年执行数 …: heads of a table of amounts, beside the labels of its rows. */
function amountRow(line: readonly Cell[]): Row | null {
  const made = row(line, line.map((_, index) => index + 1));
  return amountHeads(made).length > 0 ? made : null;
}

function lines(tokens: readonly Token[]): Cell[][] {
  const found = new Map<number, Cell[]>();
  for (const { line, cell } of tokens) found.set(line, [...(found.get(line) ?? []), cell]);
  return [...found.values()];
}

/** The texts below heads on one line: a text for each of them, on one line or on as many, else all for the first. */
function columnTexts(texts: readonly Token[], heads: number): Cell[] {
  const found = lines(texts);
  const parts = found.flat().flatMap((cell) => (found.length === 1 && found[0]?.length === 1 ? sentences(cell, heads) : [cell]));
  if (texts.every(({ whole }) => whole)) return parts.slice(0, heads);
  return parts.length === heads || found.length === 1 ? parts : found.length === heads ? found.map((line) => joined(line)) : [joined(parts)];
}

/** Two sentences with a blank between them below two heads are two cells. */
function sentences(cell: Cell, wanted: number): Cell[] {
  const found = [...cell.text.matchAll(/\S+/g)];
  if (found.length !== wanted) return [cell];
  return found.map(({ 0: text, index }) => ({ ...cell, text, offsets: cell.offsets?.slice(index, index + text.length) ?? null }));
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
  const goal = index("goal");
  const behind = columns.filter((column) => column.index >= name);
  const made: Row[] = [];
  let levels: { cell: Cell; column: number }[] = [];
  const isLevel = (token: Token | undefined) => token?.kind === "class" && !(levels.some(({ column }) => column === index("class")) && !/指标(?:\(.*\))?$/.test(fold(token.cell.text)));
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (!token) break;
    if (token.kind === "goal" && goal !== null) {
      levels = [{ cell: token.cell, column: goal }];
      at++;
    } else if (isLevel(token)) {
      const column = columnOfClass(token, tokens[at + 1], !levels.some(({ column: taken }) => taken === index("family")), index("family"), index("class"));
      levels = [...levels.filter((level) => level.column !== column), { cell: token.cell, column }];
      at++;
    } else {
      let end = at + 1;
      while (end < tokens.length && tokens[end]?.kind !== "class" && tokens[end]?.kind !== "goal") end++;
      for (const entry of entriesOf(tokens.slice(at, end), behind.length, (cells) => cells.every((cell, nth) => misfit(cell.text, behind[nth]?.role ?? "extra") <= 1))) {
        const cells = [...levels.map(({ cell }) => cell), ...entry.cells];
        const columns = [...levels.map(({ column }) => column), ...entry.cells.map((_, nth) => name + nth)];
        made.push({ ...row(cells, columns), told: entry.guessed ? "guessed" : "order" });
        levels = [];
      }
      at = end;
    }
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
