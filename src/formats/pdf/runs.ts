import { plainCharacter } from "./characters.ts";

/**
 * Characters that follow each other on one line without a wide gap. Positions are those of the page as seen, in points,
 * downwards, turned so that this text runs to the right: `starts` along it, `base` across it (the line it stands on).
 */
export interface Run {
  /** Quarter turns clockwise by which the text is turned against the page; null for text that stands askew. */
  turn: Turn | null;
  base: number;
  size: number;
  characters: string[];
  starts: number[];
  ends: number[];
}

export type Turn = 0 | 1 | 2 | 3;

/** A gap that ends a run, in sizes of the font. */
const wide = 0.8;

/** Puts glyphs, in the order in which they are drawn, together to runs. */
export class RunCollector {
  readonly runs: Run[] = [];
  #last: Run | null = null;

  /** @param start along the text, `end` where the glyph ends */
  add(character: string, turn: Turn | null, start: number, end: number, base: number, size: number): void {
    const text = plainCharacter(character);
    if (text === "" || !Number.isFinite(start + end + base + size)) return;
    if (text === " " || text === "\u3000") this.#space(start, end, size);
    else this.#print(text, turn, start, end, base, size);
  }

  #print(text: string, turn: Turn | null, start: number, end: number, base: number, size: number): void {
    const last = this.#last;
    if (last && this.#goesOn(last, turn, start, base, size)) {
      if (this.#isDrawnTwice(last, text, start, size)) return;
      last.characters.push(text);
      last.starts.push(start);
      last.ends.push(end);
      last.size = Math.max(last.size, size);
      return;
    }
    this.#last = { turn, base, size, characters: [text], starts: [start], ends: [end] };
    this.runs.push(this.#last);
  }

  /** A narrow space stands between words; a wide one, or several, may stand between cells. */
  #space(start: number, end: number, size: number): void {
    const last = this.#last;
    if (!last || end - start >= wide * size || last.characters.at(-1) === " ") {
      this.#last = null;
      return;
    }
    last.characters.push(" ");
    last.starts.push(start);
    last.ends.push(end);
  }

  #goesOn(last: Run, turn: Turn | null, start: number, base: number, size: number): boolean {
    if (last.turn !== turn || Math.abs(last.base - base) > 0.15 * size) return false;
    const from = last.starts.at(-1) ?? 0;
    const to = last.ends.at(-1) ?? 0;
    return start >= from - 0.2 * size && start - to < wide * size;
  }

  /** Bold type is often made by printing a glyph again, a little to the right. */
  #isDrawnTwice(last: Run, text: string, start: number, size: number): boolean {
    return last.characters.at(-1) === text && Math.abs((last.starts.at(-1) ?? 0) - start) < 0.15 * size;
  }
}

export function startOf(run: Run): number {
  return run.starts[0] ?? 0;
}

export function endOf(run: Run): number {
  return (run.characters.at(-1) === " " ? run.ends.at(-2) : run.ends.at(-1)) ?? 0;
}

/** The middle of a run's glyphs on the page. */
export function middleOf(run: Run): { x: number; y: number } {
  return onPage(run, (startOf(run) + endOf(run)) / 2);
}

/** Where on the page the middle of a glyph stands, by its place along the text. */
export function onPage({ turn, base, size }: Run, along: number): { x: number; y: number } {
  const across = base - 0.35 * size;
  switch (turn) {
    case 1:
      return { x: -across, y: along };
    case 2:
      return { x: -along, y: -across };
    case 3:
      return { x: across, y: -along };
    default:
      return { x: along, y: across };
  }
}

/** The glyphs `from` to `to` of a run as a run of their own. */
export function part(run: Run, from: number, to: number): Run {
  return { ...run, characters: run.characters.slice(from, to), starts: run.starts.slice(from, to), ends: run.ends.slice(from, to) };
}

/** Without runs that are printed a second time on the same spot. */
export function withoutDoubles(runs: readonly Run[]): Run[] {
  const seen = new Map<string, Run[]>();
  return runs.filter((run) => {
    const text = run.characters.join("");
    const same = seen.get(text);
    if (same?.some((other) => isDouble(run, other))) return false;
    if (same) same.push(run);
    else seen.set(text, [run]);
    return true;
  });
}

function isDouble(run: Run, other: Run): boolean {
  const near = 0.25 * run.size;
  return run.turn === other.turn && Math.abs(run.base - other.base) < near && Math.abs(startOf(run) - startOf(other)) < near;
}
