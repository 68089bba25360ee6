/** An affine map as PDF writes it: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export interface Matrix {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

export const identity: Matrix = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };

export function matrix(numbers: ArrayLike<number>): Matrix {
  const at = (index: number): number => {
    const number = numbers[index];
    return number !== undefined && Number.isFinite(number) ? number : 0;
  };
  return { a: at(0), b: at(1), c: at(2), d: at(3), e: at(4), f: at(5) };
}

/** First `inner`, then `outer`. */
export function times(outer: Matrix, inner: Matrix): Matrix {
  return {
    a: outer.a * inner.a + outer.c * inner.b,
    b: outer.b * inner.a + outer.d * inner.b,
    c: outer.a * inner.c + outer.c * inner.d,
    d: outer.b * inner.c + outer.d * inner.d,
    e: outer.a * inner.e + outer.c * inner.f + outer.e,
    f: outer.b * inner.e + outer.d * inner.f + outer.f,
  };
}

/** How much the map stretches lengths, taken over both directions. */
export function scaleOf({ a, b, c, d }: Matrix): number {
  return Math.sqrt(Math.abs(a * d - b * c));
}

/**
 * From the coordinates of a page (upwards, turned) to those in which everything here is told: points from the top left
 * corner as people see the page, downwards.
 */
export function pageMatrix(view: readonly number[], degrees: number): { matrix: Matrix; width: number; height: number } {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = view;
  const upright = { width: x1 - x0, height: y1 - y0 };
  const turned = { width: upright.height, height: upright.width };
  switch (((Math.round(degrees / 90) % 4) + 4) % 4) {
    case 1:
      return { matrix: { a: 0, b: 1, c: 1, d: 0, e: -y0, f: -x0 }, ...turned };
    case 2:
      return { matrix: { a: -1, b: 0, c: 0, d: 1, e: x1, f: -y0 }, ...upright };
    case 3:
      return { matrix: { a: 0, b: -1, c: -1, d: 0, e: y1, f: x1 }, ...turned };
    default:
      return { matrix: { a: 1, b: 0, c: 0, d: -1, e: -x0, f: y1 }, ...upright };
  }
}

/** A rectangle on the page, its sides along the page's. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The area that holds a rectangle of the drawing's coordinates (x0, y0, x1, y1). */
export function areaOf(rectangle: ArrayLike<number>, { a, b, c, d, e, f }: Matrix): Area {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = Array.from(rectangle);
  const xs = [a * x0 + c * y0 + e, a * x1 + c * y0 + e, a * x0 + c * y1 + e, a * x1 + c * y1 + e];
  const ys = [b * x0 + d * y0 + f, b * x1 + d * y0 + f, b * x0 + d * y1 + f, b * x1 + d * y1 + f];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

export function common(one: Area, other: Area): Area {
  return { left: Math.max(one.left, other.left), top: Math.max(one.top, other.top), right: Math.min(one.right, other.right), bottom: Math.min(one.bottom, other.bottom) };
}
