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

/** Where a glyph stands, in the coordinates of its run. */
export interface Spot {
  readonly turn: Turn | null;
  readonly start: number;
  readonly end: number;
  readonly base: number;
  readonly size: number;
}

/** Puts glyphs, in the order in which they are drawn, together to runs. */
export class RunCollector {
  readonly runs: Run[] = [];
  #last: Run | null = null;
  /** The glyph put down last: the next one goes on behind it, or is not of its run. */
  #pen: Spot | null = null;

  /**
   * @param seen false for a glyph outside of what the page shows: a text that was too long for its cell is kept whole, as
   *             if its rest stood where it was cut off; a text that nobody sees at all is none
   */
  add(character: string, seen: boolean, spot: Spot): void {
    const text = plainCharacter(character);
    if (text === "" || !Number.isFinite(spot.start + spot.end + spot.base + spot.size)) return;
    const last = this.#last !== null && this.#goesOn(spot) ? this.#last : null;
    if (!seen) {
      const edge = last?.ends.at(-1);
      if (last && edge !== undefined) this.#append(last, text, spot, edge, edge);
    } else if (text === " " || text === "\u3000") this.#space(last, spot);
    else if (!last) this.#begin(text, spot);
    else if (!this.#isDrawnTwice(last, text, spot)) this.#append(last, text, spot, spot.start, spot.end);
  }

  #begin(text: string, spot: Spot): void {
    const { turn, start, end, base, size } = spot;
    this.#last = { turn, base, size, characters: [text], starts: [start], ends: [end] };
    this.runs.push(this.#last);
    this.#pen = spot;
  }

  #append(run: Run, text: string, spot: Spot, start: number, end: number): void {
    run.characters.push(text);
    run.starts.push(start);
    run.ends.push(end);
    run.size = Math.max(run.size, spot.size);
    this.#pen = spot;
  }

  /** A narrow space stands between words; a wide one, or several, may stand between cells. */
  #space(last: Run | null, spot: Spot): void {
    const { start, end, size } = spot;
    if (last && end - start < wide * size && last.characters.at(-1) !== " ") this.#append(last, " ", spot, start, end);
    else this.#last = null;
  }

  #goesOn({ turn, start, base, size }: Spot): boolean {
    const pen = this.#pen;
    if (!pen || pen.turn !== turn || Math.abs(pen.base - base) > 0.15 * size) return false;
    return start >= pen.start - 0.2 * size && start - pen.end < wide * size;
  }

  /** Bold type is often made by printing a glyph again, a little to the right. */
  #isDrawnTwice(last: Run, text: string, { start, size }: Spot): boolean {
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
