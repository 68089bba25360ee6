import type { Rule, Rules } from "./rules.ts";

/** The ruled lines of one table: those that touch each other, directly or through others. */
export interface Frame {
  readonly rules: Rules;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Lines that end this near to another still touch it. */
const touching = 3;
/** A page with more lines is a drawing, not a form. */
const most = 20_000;

/** Sorts the lines of a page by the tables that they belong to. Lines that cross no other are underlines and the like. */
export function framesOf({ across, down }: Rules): Frame[] {
  if (across.length + down.length > most) return [];
  const sorted = [...across].sort((a, b) => a.at - b.at);
  const groups = new Groups(sorted.length + down.length);
  down.forEach((line, index) => {
    for (let at = firstFrom(sorted, line.from - touching); at < sorted.length; at++) {
      const other = sorted[at];
      if (!other || other.at > line.to + touching) break;
      if (line.at >= other.from - touching && line.at <= other.to + touching) groups.join(at, sorted.length + index);
    }
  });
  const frames = new Map<number, { across: Rule[]; down: Rule[] }>();
  const of = (index: number) => {
    const group = groups.of(index);
    const found = frames.get(group) ?? { across: [], down: [] };
    frames.set(group, found);
    return found;
  };
  for (const [index, line] of sorted.entries()) of(index).across.push(line);
  for (const [index, line] of down.entries()) of(sorted.length + index).down.push(line);
  return [...frames.values()].filter((rules) => rules.across.length >= 2 && rules.down.length >= 1).map(framed);
}

function framed(rules: Rules): Frame {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { at, from, to } of rules.across) {
    left = Math.min(left, from);
    right = Math.max(right, to);
    top = Math.min(top, at);
    bottom = Math.max(bottom, at);
  }
  for (const { at, from, to } of rules.down) {
    left = Math.min(left, at);
    right = Math.max(right, at);
    top = Math.min(top, from);
    bottom = Math.max(bottom, to);
  }
  return { rules, left, right, top, bottom };
}

function firstFrom(sorted: readonly Rule[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Things that were joined, directly or through others, are in one group. */
export class Groups {
  readonly #above: Int32Array;

  constructor(size: number) {
    this.#above = Int32Array.from({ length: size }, (_, index) => index);
  }

  of(index: number): number {
    let top = index;
    while (this.#above[top] !== top) {
      const above = this.#above[top] ?? top;
      this.#above[top] = this.#above[above] ?? above;
      top = above;
    }
    return top;
  }

  join(one: number, other: number): void {
    this.#above[this.of(one)] = this.of(other);
  }
}
