/** A ruled line of a page, in points from the top left corner: `at` across, `from` and `to` along. */
export interface Rule {
  at: number;
  from: number;
  to: number;
}

export interface Rules {
  /** Lines from left to right, `at` from the top. */
  readonly across: readonly Rule[];
  /** Lines from top to bottom, `at` from the left. */
  readonly down: readonly Rule[];
}

/** Lines closer to each other than this are one (double lines, the two edges of neighbouring cells). */
const near = 1.6;
/** Pieces of a line with no more than this between them are one (dashes, the corners between the borders of cells). */
const gap = 3.5;
/** A shorter line borders no cell. */
const shortest = 5;

/** Puts the pieces in which lines are drawn together to whole lines. */
export function wholeRules({ across, down }: Rules): Rules {
  return { across: merged(across), down: merged(down) };
}

function merged(pieces: readonly Rule[]): Rule[] {
  const sorted = [...pieces].sort((a, b) => a.at - b.at);
  const lines: Rule[] = [];
  for (let first = 0; first < sorted.length; ) {
    let end = first + 1;
    const start = sorted[first]?.at ?? 0;
    while (end < sorted.length && (sorted[end]?.at ?? 0) - start <= near) end++;
    lines.push(...alongOne(sorted.slice(first, end)));
    first = end;
  }
  return lines.filter(({ from, to }) => to - from >= shortest);
}

/** The pieces all lie on one line; where they touch or overlap they are one. */
function alongOne(pieces: Rule[]): Rule[] {
  pieces.sort((a, b) => a.from - b.from);
  const lines: Rule[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last && piece.from - last.to <= gap) last.to = Math.max(last.to, piece.to);
    else lines.push({ ...piece });
  }
  return lines;
}
