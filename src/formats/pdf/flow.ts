import type { PageTable } from "./page.ts";
import { type Line, linesOf, piecesOf } from "./lines.ts";
import type { Run } from "./runs.ts";
import { between, wraps } from "./wrap.ts";

/** A paragraph of a page: where its first line stands from the top. */
export interface PageParagraph {
  readonly kind: "paragraph";
  readonly top: number;
  readonly text: string;
  readonly size: number;
}

/** Text whose columns line up without ruled lines between them: rows of texts, blank where a column has none. */
export interface LooseTable {
  readonly kind: "loose";
  readonly top: number;
  readonly rows: readonly (readonly string[])[];
}

export type Flow = PageParagraph | LooseTable;

/** A gap this wide parts columns, in sizes of the font. */
const gutter = 1.5;
/** So many lines must line up before gaps are taken for columns. */
const fewest = 3;

/** A line and the pieces of it that stand apart. */
interface Parted {
  readonly line: Line;
  readonly pieces: readonly Line[];
}

/** The text outside the ruled tables, from top to bottom. `tables` part it: nothing flows on behind one. */
export function flowOf(runs: readonly Run[], tables: readonly PageTable[]): Flow[] {
  const straight = linesOf(runs.filter(({ turn }) => turn === 0));
  const askew = linesOf(runs.filter(({ turn }) => turn !== 0));
  const tops = tables.map(({ top }) => top);
  const sections = new Map<number, Parted[]>();
  for (const line of straight) {
    const section = tops.filter((top) => top < line.base).length;
    sections.set(section, [...(sections.get(section) ?? []), { line, pieces: piecesOf(line, gutter) }]);
  }
  const margin = marginsOf(straight, tables);
  const flow = [...sections.values()].flatMap((lines) => sectionFlow(lines, margin));
  return [...flow, ...askew.map(({ text, size }): Flow => ({ kind: "paragraph", top: Number.POSITIVE_INFINITY, text, size }))];
}

function sectionFlow(lines: readonly Parted[], margin: Margin): Flow[] {
  const flow: Flow[] = [];
  let plain: Line[] = [];
  const flush = () => {
    flow.push(...paragraphs(plain, margin));
    plain = [];
  };
  for (let at = 0; at < lines.length; ) {
    const block = blockFrom(lines, at);
    const line = lines[at]?.line;
    if (block) {
      flush();
      flow.push(...blockFlow(block));
      at += block.lines.length;
    } else {
      if (line) plain.push(line);
      at++;
    }
  }
  flush();
  return flow;
}

interface Span {
  from: number;
  to: number;
}

interface Block {
  lines: readonly Parted[];
  columns: readonly Span[];
}

/** Lines from here on whose pieces stand in the same columns; null where too few do. */
function blockFrom(lines: readonly Parted[], start: number): Block | null {
  if ((lines[start]?.pieces.length ?? 0) < 2) return null;
  let columns: readonly Span[] = [];
  let end = start;
  let filled = start;
  for (; end < lines.length; end++) {
    const [parted, before] = [lines[end], lines[end - 1]];
    if (!parted) break;
    if (end > start && before && parted.line.base - before.line.base > 3.5 * parted.line.size) break;
    const together = spansOf(columns, parted.pieces, 0.8 * parted.line.size);
    if (together.length < 2 || (end > start && together.length < columns.length)) break;
    columns = together;
    if (parted.pieces.length > 1) filled = end;
  }
  const block = lines.slice(start, filled + 1);
  if (block.filter((parted) => parted.pieces.length > 1).length < fewest) return null;
  return { lines: block, columns: block.reduce<readonly Span[]>((spans, parted) => spansOf(spans, parted.pieces, 0.8 * parted.line.size), []) };
}

/** The columns with the pieces of one more line: stretches that no gap parts. */
function spansOf(columns: readonly Span[], more: readonly Span[], gap: number): Span[] {
  const sorted = [...columns, ...more].map(({ from, to }) => ({ from, to })).sort((a, b) => a.from - b.from);
  const spans: Span[] = [];
  for (const span of sorted) {
    const last = spans.at(-1);
    if (last && span.from - last.to < gap) last.to = Math.max(last.to, span.to);
    else spans.push(span);
  }
  return spans;
}

function blockFlow({ lines, columns }: Block): Flow[] {
  const top = lines[0]?.line.base ?? 0;
  const inColumn = (column: Span, { pieces: parts }: Parted) => parts.filter(({ from, to }) => from < column.to && to > column.from);
  if (isPressText(lines, columns)) {
    return columns.flatMap((column) => {
      const own = lines.flatMap((parted) => inColumn(column, parted));
      return paragraphs(own, { left: column.from, right: column.to }).map((paragraph) => ({ ...paragraph, top }));
    });
  }
  const rows = lines.map((parted) => columns.map((column) => inColumn(column, parted).map(({ text }) => text).join(" ")));
  return [{ kind: "loose", top, rows }];
}

/** Prose set in columns as in a newspaper: long lines that fill their columns. */
function isPressText(lines: readonly Parted[], columns: readonly Span[]): boolean {
  if (columns.length > 3 || lines.length < 6) return false;
  const all = lines.flatMap(({ pieces: parts }) => parts);
  const full = all.filter((piece) => {
    const column = columns.find(({ from, to }) => piece.from < to && piece.to > from);
    return column !== undefined && piece.text.length > 12 && piece.to - piece.from > 0.85 * (column.to - column.from);
  });
  return full.length > 0.6 * all.length;
}

interface Margin {
  left: number;
  right: number;
}

/** Lines much shorter than a table of the page do not show how far a line may reach: then the table does. */
const wideEnough = 0.8;

function marginsOf(lines: readonly Line[], tables: readonly PageTable[]): Margin {
  const left = Math.min(...lines.map(({ from }) => from));
  const right = Math.max(...lines.map(({ to }) => to));
  const widest = tables.reduce<PageTable | null>((wide, table) => (!wide || table.right - table.left > wide.right - wide.left ? table : wide), null);
  return { left, right: widest && right - left < wideEnough * (widest.right - widest.left) ? Math.max(right, widest.right) : right };
}

/** A line that begins like this begins a paragraph. */
const begins = /^(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）.、．，,]|第[一二三四五六七八九十\d]+[章节部条]|[●■◆★☆○□▪•·])/;

/** Lines as paragraphs: a line that fills the width goes on in the next one. */
function paragraphs(lines: readonly Line[], { left, right }: Margin): PageParagraph[] {
  const found: PageParagraph[] = [];
  let before: Line | null = null;
  for (const line of lines) {
    const last = found.at(-1);
    if (last && before && goesOn(before, line, left, right)) {
      found[found.length - 1] = { ...last, text: last.text + between(before.text, line.text) + line.text };
    } else found.push({ kind: "paragraph", top: line.base, text: line.text, size: line.size });
    before = line;
  }
  return found;
}

function goesOn(before: Line, line: Line, left: number, right: number): boolean {
  if (Math.abs(before.size - line.size) > 0.1 * line.size || line.base - before.base > 2.4 * line.size) return false;
  if (line.from - left > 0.8 * line.size || begins.test(line.text)) return false;
  // A first line is indented by two characters; one that begins further to the right is a title in the middle.
  if (before.from - line.from > 3.5 * line.size) return false;
  return before.text.length > 12 && wraps(before, line, right - before.from);
}
