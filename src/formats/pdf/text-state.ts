import type { FontFace, Glyph } from "./engine.ts";
import { type Area, type Matrix, identity, times } from "./matrix.ts";
import type { RunCollector, Turn } from "./runs.ts";

/** How text is set; saved and restored with the graphics state. */
export interface TextStyle {
  font: FontFace | null;
  size: number;
  characterSpacing: number;
  wordSpacing: number;
  /** 1 for ordinary width */
  stretch: number;
  leading: number;
  rise: number;
}

export const plainStyle: TextStyle = { font: null, size: 0, characterSpacing: 0, wordSpacing: 0, stretch: 1, leading: 0, rise: 0 };

/** Where the pen stands: the text matrix, and that of the beginning of the line. */
export class Pen {
  #matrix = identity;
  #line = identity;

  begin(): void {
    this.set(identity);
  }

  set(matrix: Matrix): void {
    this.#matrix = matrix;
    this.#line = matrix;
  }

  nextLine(x: number, y: number): void {
    this.set(times(this.#line, { ...identity, e: x, f: y }));
  }

  /**
   * Prints glyphs and the moves between them into `runs`, and moves on.
   * @param where from the coordinates of the drawing to those of the page, and what of the page is seen
   * @returns how many glyphs were printed
   */
  show(glyphs: readonly unknown[], { style, matrix: page, clip }: { style: TextStyle; matrix: Matrix; clip: Area }, runs: RunCollector): number {
    const { font, size, stretch, rise } = style;
    const unit = font?.fontMatrix?.[0] ?? 0.001;
    const vertical = font?.vertical === true;
    const shown = times(page, this.#matrix);
    const frame = frameOf(shown, size * stretch < 0);
    const put = { runs, matrix: shown, frame, clip };
    const height = Math.abs(size) * Math.hypot(shown.c, shown.d) * heightOf(font);
    let pen = 0;
    let printed = 0;
    for (const item of glyphs) {
      if (typeof item === "number") {
        pen += vertical ? (item * size) / 1000 : ((-item * size) / 1000) * stretch;
        continue;
      }
      const glyph = item as Glyph | null;
      if (!glyph || typeof glyph.unicode !== "string") continue;
      const spacing = style.characterSpacing + (glyph.isSpace ? style.wordSpacing : 0);
      printed++;
      if (vertical) {
        const [advance = -1000, toX = glyph.width / 2, toY = 880] = glyph.vmetric ?? [];
        // Every character stands on a line of its own, below the one before it.
        stand(put, glyph.unicode, -toX * unit * size, pen - toY * unit * size + rise, glyph.width * unit * size, height);
        pen += advance * unit * size - spacing;
      } else {
        const width = glyph.width * unit * size * stretch;
        stand(put, glyph.unicode, pen, rise, width, height);
        pen += width + spacing * stretch;
      }
    }
    this.#matrix = times(this.#matrix, { ...identity, e: vertical ? 0 : pen, f: vertical ? pen : 0 });
    return printed;
  }
}

/** The direction of text on the page: quarter turns, or its own angle for what stands askew. */
interface Frame {
  turn: Turn | null;
  cos: number;
  sin: number;
}

/** Text within some degrees of a quarter turn counts as that; what stands more askew is a stamp or a watermark. */
const straight = Math.cos((8 * Math.PI) / 180);

function frameOf({ a, b }: Matrix, mirrored: boolean): Frame {
  const length = Math.hypot(a, b) || 1;
  const sign = mirrored ? -1 : 1;
  const [cos, sin] = [(sign * a) / length, (sign * b) / length];
  if (cos > straight) return { turn: 0, cos: 1, sin: 0 };
  if (sin > straight) return { turn: 1, cos: 0, sin: 1 };
  if (cos < -straight) return { turn: 2, cos: -1, sin: 0 };
  if (sin < -straight) return { turn: 3, cos: 0, sin: -1 };
  return { turn: null, cos, sin };
}

interface Put {
  runs: RunCollector;
  matrix: Matrix;
  frame: Frame;
  clip: Area;
}

/** Hands on a glyph, by its place in the text's own coordinates, as the page has it. */
function stand({ runs, matrix: { a, b, c, d, e, f }, frame: { turn, cos, sin }, clip }: Put, character: string, x: number, y: number, width: number, size: number): void {
  const left = a * x + c * y + e;
  const top = b * x + d * y + f;
  const along = left * cos + top * sin;
  const length = Math.abs(width) * Math.hypot(a, b);
  // The middle of the glyph: half its width along the text, a third of its size above the line.
  const middleX = left + (length / 2) * cos + 0.35 * size * sin;
  const middleY = top + (length / 2) * sin - 0.35 * size * cos;
  const seen = middleX >= clip.left && middleX <= clip.right && middleY >= clip.top && middleY <= clip.bottom;
  runs.add(character, seen, { turn, start: along, end: along + length, base: top * cos - left * sin, size });
}

/** The height of a font's characters, in its size. Fonts made of drawings measure in units of their own. */
function heightOf(font: FontFace | null): number {
  const [, bottom, , top] = font?.bbox ?? [];
  const unit = Math.abs(font?.fontMatrix?.[3] ?? 0.001);
  if (!font?.isType3Font) return 1;
  return bottom !== undefined && top !== undefined && top > bottom ? (top - bottom) * unit : 1000 * unit;
}
