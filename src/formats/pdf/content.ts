import type { FontFace, Operators, PdfJsPage } from "./engine.ts";
import { type Area, type Matrix, areaOf, common, matrix, pageMatrix, scaleOf, times } from "./matrix.ts";
import { RuleCollector } from "./paths.ts";
import { type Rules, wholeRules } from "./rules.ts";
import { type Run, RunCollector, type Turn, endOf, startOf, withoutDoubles } from "./runs.ts";
import { Pen, type TextStyle, plainStyle } from "./text-state.ts";

/** What a page prints, as far as a form is concerned. Positions in points from the top left corner of the page as seen. */
export interface PageContent {
  readonly width: number;
  readonly height: number;
  readonly runs: readonly Run[];
  readonly rules: Rules;
  /** How often the page prints text, and the glyphs that this gave: none is a font without its table of characters. */
  readonly texts: number;
  readonly glyphs: number;
  /** The part of the page that pictures cover; they themselves are not read. */
  readonly pictured: number;
  /** Areas with curved edges: many of them and no text are letters that were turned into drawings. */
  readonly shapes: number;
}

type Handler = (drawing: Drawing, args: readonly unknown[]) => void;

/**
 * Follows the operators of a page. A page whose text mostly runs up, down or upside down is turned so that it can be
 * read, as a person would turn it.
 */
export function contentOf(page: PdfJsPage, operators: Operators, names: Readonly<Record<string, number>>): PageContent {
  const upright = draw(page, operators, names, page.rotate);
  const turn = mostTurned(upright.runs);
  return turn === 0 ? upright : draw(page, operators, names, page.rotate - 90 * turn);
}

function draw(page: PdfJsPage, { fnArray, argsArray }: Operators, names: Readonly<Record<string, number>>, rotate: number): PageContent {
  const seen = pageMatrix(page.view, rotate);
  const { width, height } = seen;
  const drawing = new Drawing(seen.matrix, { left: 0, top: 0, right: width, bottom: height }, page);
  const handlers = handlersOf(names);
  for (let at = 0; at < fnArray.length; at++) handlers[fnArray[at] ?? -1]?.(drawing, argsArray[at] ?? []);
  drawing.left();
  const rules = wholeRules(drawing.rules);
  const runs = withoutDoubles(drawing.runs.runs);
  return { width, height, runs, rules, texts: drawing.texts, glyphs: drawing.glyphs, pictured: drawing.pictured / (width * height || 1), shapes: drawing.rules.shapes };
}

function mostTurned(runs: readonly Run[]): Turn {
  const lengths = [0, 0, 0, 0];
  for (const run of runs) if (run.turn !== null) lengths[run.turn] = (lengths[run.turn] ?? 0) + endOf(run) - startOf(run);
  const longest = Math.max(...lengths);
  return longest > 2 * (lengths[0] ?? 0) ? (lengths.indexOf(longest) as Turn) : 0;
}

interface GraphicsState {
  matrix: Matrix;
  /** Nothing is seen outside it. */
  clip: Area;
  lineWidth: number;
  style: TextStyle;
}

/** Saved states inside each other; more are a loop. */
const deepest = 1_000;

class Drawing {
  readonly runs = new RunCollector();
  readonly rules = new RuleCollector();
  readonly pen = new Pen();
  readonly #page: PdfJsPage;
  readonly #start: GraphicsState;
  readonly #saved: GraphicsState[] = [];
  state: GraphicsState;
  texts = 0;
  glyphs = 0;
  pictured = 0;
  #framed = false;
  #clips = false;

  constructor(seen: Matrix, clip: Area, page: PdfJsPage) {
    this.#page = page;
    this.#start = { matrix: seen, clip, lineWidth: 1, style: plainStyle };
    this.state = this.#start;
  }

  save(): void {
    this.left();
    if (this.#saved.length < deepest) this.#saved.push(this.state);
  }

  restore(): void {
    this.left();
    this.state = this.#saved.pop() ?? this.state;
  }

  /**
   * A picture fills a square of side 1, so its coordinates are set before it. pdf.js leaves pictures out (see
   * `document.ts`): coordinates that are left again with nothing drawn in them were those of one.
   */
  left(): void {
    const { a, b, c, d } = this.state.matrix;
    if (this.#framed) this.pictured += Math.abs(a * d - b * c);
    this.#framed = false;
  }

  transform(by: unknown): void {
    this.#framed = true;
    if (isNumbers(by)) this.state = { ...this.state, matrix: times(this.state.matrix, matrix(by)) };
  }

  restyle(change: Partial<TextStyle>): void {
    this.state = { ...this.state, style: { ...this.state.style, ...change } };
  }

  setFont(name: unknown, size: unknown): void {
    const { commonObjs } = this.#page;
    const font = typeof name === "string" && commonObjs.has(name) ? (commonObjs.get(name) as FontFace) : null;
    this.restyle({ font, size: numberOf(size) });
  }

  show(glyphs: unknown): void {
    if (!Array.isArray(glyphs)) return;
    this.#framed = false;
    this.texts++;
    this.glyphs += this.pen.show(glyphs, this.state, this.runs);
  }

  /** The next path bounds what is seen from then on. */
  clipNext(): void {
    this.#clips = true;
  }

  clip(rectangle: unknown): void {
    if (isNumbers(rectangle)) this.state = { ...this.state, clip: common(this.state.clip, areaOf(rectangle, this.state.matrix)) };
  }

  path([paint, data, box]: readonly unknown[], painting: Painting): void {
    this.#framed = false;
    const path = Array.isArray(data) ? data[0] : null;
    if (!isNumbers(path) || typeof paint !== "number") return;
    const { matrix: map, clip, lineWidth } = this.state;
    if (painting.stroked.has(paint)) this.rules.stroke(path, map, clip, lineWidth * scaleOf(map));
    if (painting.filled.has(paint)) this.rules.fill(path, map, clip);
    if (this.#clips) this.clip(box);
    this.#clips = false;
  }

  /** Remarks and form fields are drawn over the page, each from the page's own coordinates. */
  beginAnnotation(rect: unknown, transform: unknown, own: unknown): void {
    this.save();
    this.state = { ...this.#start };
    if (rect !== null && rect !== undefined) this.transform(transform);
    this.transform(own);
  }
}

/** The operators that paint a path, by whether they draw its line or fill it. */
interface Painting {
  stroked: ReadonlySet<number>;
  filled: ReadonlySet<number>;
}

function isNumbers(value: unknown): value is ArrayLike<number> {
  return (Array.isArray(value) || ArrayBuffer.isView(value)) && "length" in value;
}

function numberOf(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}

let known: { names: Readonly<Record<string, number>>; handlers: readonly (Handler | undefined)[] } | null = null;

/** What each operator does, by its number. */
function handlersOf(names: Readonly<Record<string, number>>): readonly (Handler | undefined)[] {
  if (known?.names === names) return known.handlers;
  const numbers = (...list: readonly string[]) => new Set(list.map((name) => names[name] ?? -1));
  const painting: Painting = {
    stroked: numbers("stroke", "closeStroke", "fillStroke", "eoFillStroke", "closeFillStroke", "closeEOFillStroke"),
    filled: numbers("fill", "eoFill", "fillStroke", "eoFillStroke", "closeFillStroke", "closeEOFillStroke"),
  };
  const byName: Readonly<Record<string, Handler>> = {
    save: (drawing) => drawing.save(),
    restore: (drawing) => drawing.restore(),
    transform: (drawing, args) => drawing.transform(args),
    setLineWidth: (drawing, [width]) => {
      drawing.state = { ...drawing.state, lineWidth: numberOf(width) };
    },
    setGState: (drawing, [entries]) => {
      for (const [key, value] of Array.isArray(entries) ? (entries as [string, unknown][]) : []) {
        if (key === "Font" && Array.isArray(value)) drawing.setFont(value[0], value[1]);
        if (key === "LW") drawing.state = { ...drawing.state, lineWidth: numberOf(value) };
      }
    },
    beginText: (drawing) => drawing.pen.begin(),
    setTextMatrix: (drawing, [numbersOf]) => drawing.pen.set(matrix(isNumbers(numbersOf) ? numbersOf : [])),
    moveText: (drawing, [x, y]) => drawing.pen.nextLine(numberOf(x), numberOf(y)),
    setLeadingMoveText: (drawing, [x, y]) => {
      drawing.restyle({ leading: -numberOf(y) });
      drawing.pen.nextLine(numberOf(x), numberOf(y));
    },
    nextLine: (drawing) => drawing.pen.nextLine(0, -drawing.state.style.leading),
    setCharSpacing: (drawing, [spacing]) => drawing.restyle({ characterSpacing: numberOf(spacing) }),
    setWordSpacing: (drawing, [spacing]) => drawing.restyle({ wordSpacing: numberOf(spacing) }),
    setHScale: (drawing, [percent]) => drawing.restyle({ stretch: numberOf(percent) / 100 }),
    setLeading: (drawing, [leading]) => drawing.restyle({ leading: numberOf(leading) }),
    setTextRise: (drawing, [rise]) => drawing.restyle({ rise: numberOf(rise) }),
    setFont: (drawing, [name, size]) => drawing.setFont(name, size),
    showText: (drawing, [glyphs]) => drawing.show(glyphs),
    showSpacedText: (drawing, [glyphs]) => drawing.show(glyphs),
    clip: (drawing) => drawing.clipNext(),
    eoClip: (drawing) => drawing.clipNext(),
    constructPath: (drawing, args) => drawing.path(args, painting),
    paintFormXObjectBegin: (drawing, [own, box]) => {
      drawing.save();
      drawing.transform(own);
      drawing.clip(box);
    },
    paintFormXObjectEnd: (drawing) => drawing.restore(),
    beginAnnotation: (drawing, [, rect, transform, own]) => drawing.beginAnnotation(rect, transform, own),
    endAnnotation: (drawing) => drawing.restore(),
  };
  const handlers: (Handler | undefined)[] = [];
  for (const [name, handler] of Object.entries(byName)) {
    const number = names[name];
    if (number !== undefined) handlers[number] = handler;
  }
  known = { names, handlers };
  return handlers;
}
