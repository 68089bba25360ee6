import { raised } from "../characters.ts";
import { type Run, type Turn, endOf, startOf } from "./runs.ts";

/** A line of text. Positions as in its runs: along the text and across it. */
export interface Line {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly base: number;
  readonly size: number;
  readonly turn: Turn | null;
}

/** A line with the runs that it was put together from. */
export interface RunLine extends Line {
  readonly runs: readonly Run[];
}

/** Puts runs together to lines, from the first to the last. Text that is turned comes behind the upright. */
export function linesOf(runs: readonly Run[]): RunLine[] {
  const first = runs[0];
  if (first && runs.length === 1) return [lineOf([first])];
  const turned = new Map<Run["turn"], Run[]>();
  for (const run of runs) {
    const same = turned.get(run.turn);
    if (same) same.push(run);
    else turned.set(run.turn, [run]);
  }
  return [...turned].sort(([a], [b]) => (a ?? 9) - (b ?? 9)).flatMap(([, same]) => linesOfOneTurn(same));
}

/** Runs whose lines lie closer than this, in sizes of the larger, stand on the same line. */
const sameLine = 0.5;

function linesOfOneTurn(runs: Run[]): RunLine[] {
  runs.sort((a, b) => a.base - b.base);
  const lines: RunLine[] = [];
  let line: Run[] = [];
  let base = 0;
  let size = 0;
  for (const run of runs) {
    if (line.length > 0 && run.base - base > sameLine * Math.max(size, run.size)) {
      lines.push(lineOf(line));
      line = [];
    }
    // A line stands where its largest letters do: raised figures come before them in this order.
    if (line.length === 0 || run.size > size) {
      base = run.base;
      size = run.size;
    }
    line.push(run);
  }
  if (line.length > 0) lines.push(lineOf(line));
  return lines;
}

function lineOf(runs: readonly Run[]): RunLine {
  const sorted = [...runs].sort((a, b) => startOf(a) - startOf(b));
  const size = Math.max(...sorted.map((run) => run.size));
  const base = sorted.find((run) => run.size === size)?.base ?? 0;
  let text = "";
  let end = Number.NEGATIVE_INFINITY;
  for (const run of sorted) {
    const gap = startOf(run) - end;
    if (text !== "" && gap > 0.25 * size) text += " ";
    text += isRaised(run, base, size) ? raised(textOf(run)) : textOf(run);
    end = Math.max(end, endOf(run));
  }
  return { text, from: startOf(sorted[0] ?? emptyRun), to: end, base, size, turn: sorted[0]?.turn ?? null, runs: sorted };
}

/** The pieces of a line between gaps of more than `gap` sizes of its font. */
export function piecesOf(line: RunLine, gap: number): RunLine[] {
  const groups: Run[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const run of line.runs) {
    if (startOf(run) - end > gap * line.size) groups.push([]);
    groups.at(-1)?.push(run);
    end = Math.max(end, endOf(run));
  }
  return groups.map(lineOf);
}

const emptyRun: Run = { turn: 0, base: 0, size: 0, characters: [], starts: [], ends: [] };

/** Small figures well above the line: m², 10⁴. */
function isRaised(run: Run, base: number, size: number): boolean {
  return run.size <= 0.8 * size && base - run.base > 0.2 * size;
}

/** The characters of a run; a gap between letters that is wider than any kerning is a space that was not printed. */
function textOf({ characters, starts, ends, size }: Run): string {
  let text = "";
  characters.forEach((character, index) => {
    const gap = index === 0 ? 0 : (starts[index] ?? 0) - (ends[index - 1] ?? 0);
    if (gap > (character > "\u2e80" ? 0.5 : 0.2) * size && !text.endsWith(" ")) text += " ";
    text += character;
  });
  return text.trim();
}
