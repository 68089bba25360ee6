// Rows of cells between commas, semicolons or tabs, as programs write them (.csv): a cell may stand between quotes and hold
// the separator, doubled quotes and line ends; rows need not be equally long, and lines without separators stand between.

/** Where the text of a cell begins and ends, without the quotes around it. */
export interface CellSpan {
  from: number;
  to: number;
  quoted: boolean;
}

/** One row: its cells, and where it ends (before its line end). */
export interface SeparatedRow {
  cells: CellSpan[];
  to: number;
}

/** Beyond that, a quote that opens is no cell that was forgotten to be closed but one of the text. */
const longestCell = 8000;

/** The row that begins at an offset. */
export function rowAt(text: string, from: number, separator: string): SeparatedRow {
  const cells: CellSpan[] = [];
  for (let at = from; ; at++) {
    const cell = quotedAt(text, at, separator);
    const end = cell ? cell.end : plainEnd(text, at, separator);
    cells.push(cell ? cell.span : { from: at, to: end, quoted: false });
    at = end;
    if (text.charAt(at) !== separator) return { cells, to: at };
  }
}

/** Blanks around the quotes, of any width; a tab separates or stands in a cell. */
const isBlank = (character: string): boolean => /^[^\S\r\n\t]$/.test(character);

function plainEnd(text: string, from: number, separator: string): number {
  let at = from;
  while (at < text.length && text.charAt(at) !== separator && text.charAt(at) !== "\n" && text.charAt(at) !== "\r") at++;
  return at;
}

/** A cell between quotes; null where the quote that would close it does not stand at a cell's end: then it is one of the text. */
function quotedAt(text: string, from: number, separator: string): { span: CellSpan; end: number } | null {
  let open = from;
  while (isBlank(text.charAt(open))) open++;
  if (text.charAt(open) !== '"') return null;
  for (let at = open + 1; at < Math.min(text.length, open + longestCell); at++) {
    if (text.charAt(at) !== '"') continue;
    if (text.charAt(at + 1) === '"') {
      at++;
      continue;
    }
    let end = at + 1;
    while (isBlank(text.charAt(end))) end++;
    const closes = end === text.length || text.charAt(end) === separator || text.charAt(end) === "\n" || text.charAt(end) === "\r";
    return closes ? { span: { from: open + 1, to: at, quoted: true }, end } : null;
  }
  return null;
}

/** The separator that a first line names for Excel (sep=;), else null. */
export function declaredSeparator(line: string): string | null {
  return /^sep=([,;\t])$/i.exec(line)?.[1] ?? null;
}

/** Fewer lines than these are no form, and nothing shows in them what a comma is for. */
const fewestRows = 5;

/**
 * What stands between the cells of a text without tabs and Markdown tables: commas, semicolons or bars, where at least half of its lines
 * have some, at least two lines are equally long rows of three cells or more, and most are no sentences. Null for prose.
 * @param starts where the lines begin that hold more than blanks
 */
export function separatorOf(text: string, starts: readonly number[]): "," | ";" | "|" | "｜" | null {
  const found = ([",", ";", "|", "｜"] as const).map((separator) => ({ separator, rows: rowsFrom(text, starts, separator) })).filter(({ rows }) => isTable(text, rows));
  const parted = (rows: readonly SeparatedRow[]) => rows.filter(({ cells }) => cells.length > 1).length;
  return found.sort((a, b) => parted(b.rows) - parted(a.rows))[0]?.separator ?? null;
}

function rowsFrom(text: string, starts: readonly number[], separator: string): SeparatedRow[] {
  const rows: SeparatedRow[] = [];
  for (const from of starts) {
    const above = rows.at(-1);
    if (!above || above.to < from) rows.push(rowAt(text, from, separator));
  }
  return rows.filter(({ cells }) => cells.some(({ from, to }) => text.slice(from, to).trim() !== ""));
}

function isTable(text: string, rows: readonly SeparatedRow[]): boolean {
  const parted = rows.filter(({ cells }) => cells.length > 1);
  if (rows.length < fewestRows || parted.length < 3 || parted.length * 2 < rows.length) return false;
  const widths = parted.map(({ cells }) => cells.length).filter((width) => width >= 3);
  if (new Set(widths).size === widths.length) return false;
  return parted.filter((row) => isProse(text, row) || endsSentence(text, row)).length * 2 < parted.length;
}

/** Whether a row with separators reads as a sentence: a note below a table, or a line of a text that is no table at all. */
export function isProse(text: string, { cells }: SeparatedRow): boolean {
  if (cells.some(({ quoted }) => quoted)) return false;
  const texts = cells.map(({ from, to }) => text.slice(from, to).trim());
  if (texts.some((cell) => /[。！？]./.test(cell))) return true;
  const [first = ""] = texts;
  return /[。！？]$/.test(texts.at(-1) ?? "") && (first.length > longestLabel || /[:：]./.test(first));
}

const longestLabel = 12;

const endsSentence = (text: string, { cells, to }: SeparatedRow): boolean => !cells.at(-1)?.quoted && /[。；！？]\s*$/.test(text.slice(cells.at(-1)?.from ?? to, to));
