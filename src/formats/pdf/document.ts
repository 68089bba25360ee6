import { DabiaoError } from "../../problem.ts";
import { place } from "../../place.ts";
import type { Operators, PdfEngine, PdfJsDocument, PdfJsPage } from "./engine.ts";
import { Port } from "./port.ts";

/** Pages of one file. The largest published sets of forms have some 1,500. */
export const maxPages = 3_000;
/** Operators of one page. A page of a form has some 2,000, a map some 100,000. */
export const maxOperators = 300_000;

const again = "请用 WPS、Word 或浏览器打开，另存（打印）为新的 PDF 后重试。";

/** An open PDF. `close` must be called in the end. */
export class PdfDocument {
  readonly pages: number;
  readonly #document: PdfJsDocument;
  readonly #close: () => Promise<void>;
  readonly #count: { operators: number };

  private constructor(document: PdfJsDocument, close: () => Promise<void>, count: { operators: number }) {
    this.pages = document.numPages;
    this.#document = document;
    this.#close = close;
    this.#count = count;
  }

  /**
   * @throws DabiaoError FORMAT-51 broken, FORMAT-52 locked with a password, FORMAT-53 too many pages
   */
  static async open(bytes: Uint8Array, { pdfjs, worker, cMapUrl, standardFontDataUrl }: PdfEngine): Promise<PdfDocument> {
    const count = { operators: 0 };
    const ends = Port.pair((operators) => {
      count.operators += operators;
      if (count.operators > maxOperators) throw new RangeError("too many operators");
    });
    worker.WorkerMessageHandler.initializeFromPort(ends.worker);
    const thread = new pdfjs.PDFWorker({ port: ends.page, verbosity: 0 });
    const task = pdfjs.getDocument({
      // A copy, and a plain array: pdf.js keeps what it is given, and refuses the arrays of Node.
      data: new Uint8Array(bytes),
      worker: thread,
      cMapUrl,
      cMapPacked: true,
      standardFontDataUrl,
      isEvalSupported: false,
      useSystemFonts: false,
      useWorkerFetch: false,
      disableFontFace: false,
      enableXfa: false,
      // Pictures are not read, so they are not unpacked: no bomb, and a scan costs next to nothing.
      maxImageSize: 0,
      isOffscreenCanvasSupported: false,
      isImageDecoderSupported: false,
      verbosity: 0,
    });
    const close = async () => {
      await task.destroy().catch(() => undefined);
      thread.destroy();
    };
    try {
      const document = await task.promise;
      if (document.numPages > maxPages) throw tooManyPages(document.numPages);
      return new PdfDocument(document, close, count);
    } catch (error) {
      await close();
      throw error instanceof DabiaoError ? error : refusal(error);
    }
  }

  close(): Promise<void> {
    return this.#close();
  }

  /**
   * Hands out a page with its operators; they are gone when `use` is done.
   * @returns what `use` gave, or null for a page that cannot be found (a broken or looping tree of pages)
   * @throws DabiaoError FORMAT-54 for a page with too many operators
   */
  async page<T>(number: number, use: (page: PdfJsPage, operators: Operators) => T): Promise<T | null> {
    const found = await this.#found(number);
    if (this.#count.operators > maxOperators) throw tooManyOperators(number);
    if (!found) return null;
    const used = use(found.page, found.operators);
    found.page.cleanup();
    return used;
  }

  async #found(number: number): Promise<{ page: PdfJsPage; operators: Operators } | null> {
    this.#count.operators = 0;
    try {
      const page = await this.#document.getPage(number);
      return { page, operators: await page.getOperatorList() };
    } catch {
      return null;
    }
  }
}

function refusal(error: unknown): DabiaoError {
  if (error instanceof Error && error.name === "PasswordException") {
    return new DabiaoError("FORMAT-52", {
      message: "这个 PDF 设有打开密码，不能读取。",
      hint: "请用密码打开后另存为不加密的 PDF，再重新导入。",
      cause: error,
    });
  }
  return broken(error);
}

/** Nothing of the file can be read. */
export function broken(cause?: unknown): DabiaoError {
  return new DabiaoError("FORMAT-51", { message: "PDF 文件已损坏或不完整，打不开。", hint: again, cause });
}

function tooManyPages(pages: number): DabiaoError {
  return new DabiaoError("FORMAT-53", { message: `PDF 有 ${pages} 页，超过 ${maxPages} 页的上限，没有读取。`, hint: "请拆成几个文件后再导入。" });
}

function tooManyOperators(page: number): DabiaoError {
  return new DabiaoError("FORMAT-54", {
    message: `PDF 的第 ${page} 页有超过 ${maxOperators / 10_000} 万个绘图指令，不像绩效目标表，没有读取。`,
    hint: "请只保留绩效目标表的页面，另存为 PDF 后再导入。",
    at: place({ page }),
  });
}
