import type { Area, Matrix } from "./matrix.ts";
import type { Rule } from "./rules.ts";

/** How pdf.js notes the steps of a path: a number for the kind, then the points. */
const steps = { moveTo: 0, lineTo: 1, curveTo: 2, quadraticCurveTo: 3, closePath: 4 } as const;

/** A filled area thinner than this is a line. Cells are higher than any of these. */
const thickest = 3;
/** How far a line may lean (points over its whole length). */
const leaning = 0.75;

/** Collects the lines from left to right and from top to bottom that a page draws. */
export class RuleCollector {
  readonly across: Rule[] = [];
  readonly down: Rule[] = [];
  shapes = 0;

  /** @param thickness of a stroke, on the page */
  stroke(path: ArrayLike<number>, matrix: Matrix, clip: Area, thickness: number): void {
    // A very thick stroke is an area: its middle is no border.
    if (thickness > 2 * thickest) return;
    walk(path, matrix, { line: (x0, y0, x1, y1) => this.#line(x0, y0, x1, y1, clip) });
  }

  fill(path: ArrayLike<number>, matrix: Matrix, clip: Area): void {
    walk(path, matrix, { area: (left, top, right, bottom) => this.#area({ left, top, right, bottom }, clip), shape: () => this.#shape() });
  }

  #line(x0: number, y0: number, x1: number, y1: number, clip: Area): void {
    if (Math.abs(y1 - y0) <= leaning && Math.abs(x1 - x0) > 0.1) {
      this.#across({ at: (y0 + y1) / 2, from: Math.min(x0, x1), to: Math.max(x0, x1) }, clip);
    } else if (Math.abs(x1 - x0) <= leaning && Math.abs(y1 - y0) > 0.1) {
      this.#down({ at: (x0 + x1) / 2, from: Math.min(y0, y1), to: Math.max(y0, y1) }, clip);
    }
  }

  #shape(): void {
    this.shapes++;
  }

  /** A thin area is a line; one that is thin both ways is a dot of a dotted line or a corner, and may belong to either. */
  #area({ left, top, right, bottom }: Area, clip: Area): void {
    if (bottom - top <= thickest) this.#across({ at: (top + bottom) / 2, from: left, to: right }, clip);
    if (right - left <= thickest) this.#down({ at: (left + right) / 2, from: top, to: bottom }, clip);
  }

  #across(rule: Rule, { left, top, right, bottom }: Area): void {
    if (rule.at > top - edge && rule.at < bottom + edge) add(this.across, rule, left, right);
  }

  #down(rule: Rule, { left, top, right, bottom }: Area): void {
    if (rule.at > left - edge && rule.at < right + edge) add(this.down, rule, top, bottom);
  }
}

/** A line on the very edge of what is seen is half seen. */
const edge = 1;

function add(rules: Rule[], { at, from, to }: Rule, first: number, last: number): void {
  if (from <= last && to >= first) rules.push({ at, from: Math.max(from, first), to: Math.min(to, last) });
}

/** What is told of a path: each straight line; of each piece of straight lines the box around it; other pieces. */
interface Followed {
  line?(x0: number, y0: number, x1: number, y1: number): void;
  area?(left: number, top: number, right: number, bottom: number): void;
  shape?(): void;
}

/** Follows a path. Curves are borders of nothing. */
function walk(path: ArrayLike<number>, { a, b, c, d, e, f }: Matrix, { line, area, shape }: Followed): void {
  let [x, y, startX, startY] = [0, 0, 0, 0];
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  let [straight, lines] = [true, 0];
  const take = (px: number, py: number) => {
    x = a * px + c * py + e;
    y = b * px + d * py + f;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  };
  const end = () => {
    if (!straight) shape?.();
    else if (lines > 0) area?.(left, top, right, bottom);
    [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    [straight, lines] = [true, 0];
  };
  for (let at = 0; at < path.length; ) {
    const step = path[at];
    const [px, py] = [path[at + 1] ?? 0, path[at + 2] ?? 0];
    const [fromX, fromY] = [x, y];
    if (step === steps.moveTo) {
      end();
      take(px, py);
      [startX, startY] = [x, y];
      at += 3;
    } else if (step === steps.lineTo) {
      take(px, py);
      line?.(fromX, fromY, x, y);
      lines++;
      at += 3;
    } else if (step === steps.closePath) {
      line?.(x, y, startX, startY);
      [x, y] = [startX, startY];
      at += 1;
    } else {
      const points = step === steps.curveTo ? 6 : 4;
      take(path[at + points - 1] ?? 0, path[at + points] ?? 0);
      straight = false;
      at += points + 1;
    }
  }
  end();
}
