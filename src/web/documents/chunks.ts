// A source text cut into chunks of lines, so that the page draws only those near the window, and lines cut into
// pieces at the marks that fall on them. All offsets count UTF-16 units of the whole text.

export interface Range {
  from: number;
  to: number;
}

export type MarkKind = "read" | "doubt" | "selected";
export interface Mark extends Range {
  kind: MarkKind;
}

export interface Line extends Range {
  number: number;
}

export interface Chunk extends Range {
  lines: Line[];
}

const linesInChunk = 60;
const charactersInChunk = 8_000;

/** Cuts a text at its line ends; a line without its end. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  const end = /\r\n|\n|\r/g;
  let from = 0;
  for (let match = end.exec(text); match !== null; match = end.exec(text)) {
    lines.push({ number: lines.length + 1, from, to: match.index });
    from = end.lastIndex;
  }
  lines.push({ number: lines.length + 1, from, to: text.length });
  return lines;
}

export function chunksOf(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  for (const line of linesOf(text)) {
    const last = chunks.at(-1);
    if (last !== undefined && last.lines.length < linesInChunk && line.to - last.from < charactersInChunk) {
      last.lines.push(line);
      last.to = line.to;
    } else {
      chunks.push({ from: line.from, to: line.to, lines: [line] });
    }
  }
  return chunks;
}

export const overlaps = (a: Range, b: Range): boolean => a.from < b.to && b.from < a.to;

/** Which chunk a character falls in, a line end counting to the chunk before it. */
export function chunkAt(chunks: Chunk[], offset: number): number {
  const next = chunks.findIndex((chunk) => chunk.from > offset);
  return next === -1 ? chunks.length - 1 : Math.max(0, next - 1);
}

const rank: Record<MarkKind, number> = { read: 1, doubt: 2, selected: 3 };

export interface Piece extends Range {
  kind: MarkKind | null;
}

/** Cuts a line where marks begin and end; where several lie upon each other the strongest shows. */
export function piecesOf(line: Range, marks: Mark[]): Piece[] {
  const own = marks.filter((mark) => overlaps(mark, line));
  const cuts = own.flatMap(({ from, to }) => [Math.max(from, line.from), Math.min(to, line.to)]);
  const bounds = [...new Set([line.from, ...cuts, line.to])].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (let index = 1; index < bounds.length; index++) {
    const range = { from: bounds[index - 1] ?? line.from, to: bounds[index] ?? line.to };
    const kinds = own.filter((mark) => overlaps(mark, range)).map(({ kind }) => kind);
    const kind = kinds.sort((a, b) => rank[b] - rank[a])[0] ?? null;
    const last = pieces.at(-1);
    if (last !== undefined && last.kind === kind) last.to = range.to;
    else pieces.push({ ...range, kind });
  }
  return pieces;
}
