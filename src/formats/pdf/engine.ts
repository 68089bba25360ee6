/**
 * What reading a PDF needs from outside: the two modules of pdf.js and where its tables of characters lie. The room is
 * handed them because they are folders under Node and addresses in a browser; `src/server/reading/pdf-engine.ts` fills it for Node.
 */
export interface PdfEngine {
  /** `pdfjs-dist/legacy/build/pdf.mjs` */
  pdfjs: PdfJs;
  /** `pdfjs-dist/legacy/build/pdf.worker.mjs`; it runs in the same thread, a limit on time is the caller's. */
  worker: PdfJsWorker;
  /** `pdfjs-dist/cmaps/`: without it Chinese text whose font is not embedded comes out empty. */
  cMapUrl: string;
  /** `pdfjs-dist/standard_fonts/` */
  standardFontDataUrl: string;
}

/** The part of pdf.js that is used. Its own types need those of the DOM. */
export interface PdfJs {
  getDocument(options: object): PdfJsTask;
  readonly PDFWorker: new (options: { port: object; verbosity: number }) => { destroy(): void };
  readonly OPS: Readonly<Record<string, number>>;
}

export interface PdfJsWorker {
  readonly WorkerMessageHandler: { initializeFromPort(port: object): void };
}

export interface PdfJsTask {
  readonly promise: Promise<PdfJsDocument>;
  destroy(): Promise<void>;
}

export interface PdfJsDocument {
  readonly numPages: number;
  getPage(number: number): Promise<PdfJsPage>;
}

export interface PdfJsPage {
  /** The visible part of the page: x0, y0, x1, y1 in its own coordinates. */
  readonly view: readonly number[];
  /** Degrees by which the page is turned clockwise. */
  readonly rotate: number;
  readonly commonObjs: { has(name: string): boolean; get(name: string): unknown };
  getOperatorList(): Promise<Operators>;
  cleanup(): void;
}

/** The drawing operators of a page and the arguments of each. */
export interface Operators {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly (readonly unknown[] | null)[];
}

/** What pdf.js tells of a font. */
export interface FontFace {
  readonly vertical?: boolean;
  readonly fontMatrix?: readonly number[];
  /** Whether its characters are drawings. */
  readonly isType3Font?: boolean;
  readonly bbox?: readonly number[];
}

/** One character as pdf.js decoded it; between the glyphs of a text stand numbers, which move the pen. */
export interface Glyph {
  readonly unicode: string;
  /** In units of the font's matrix, nearly always thousandths of its size. */
  readonly width: number;
  /** In vertical writing: the advance downwards and the way to the glyph's origin. */
  readonly vmetric?: readonly number[] | null;
  readonly isSpace: boolean;
}
