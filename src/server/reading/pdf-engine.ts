import { fileURLToPath } from "node:url";
import type { PdfEngine, PdfJs, PdfJsWorker } from "../../formats/pdf/engine.ts";

let loading: Promise<PdfEngine> | null = null;

/** pdf.js as Node finds it among the installed packages; loaded once, when the first PDF comes. */
export function pdfEngine(): Promise<PdfEngine> {
  loading ??= load();
  return loading;
}

async function load(): Promise<PdfEngine> {
  process.on("unhandledRejection", letGoOfPdfJs);
  const parts = globalThis as { DOMMatrix?: unknown; Path2D?: unknown };
  // Only drawing on a screen needs these; without them pdf.js complains on standard error while it is loaded.
  parts.DOMMatrix ??= class {};
  parts.Path2D ??= class {};
  const folder = new URL("./", import.meta.resolve("pdfjs-dist/package.json"));
  const { warn } = console;
  console.warn = () => undefined;
  try {
    const pdfjs = (await import(new URL("legacy/build/pdf.mjs", folder).href)) as PdfJs;
    const worker = (await import(new URL("legacy/build/pdf.worker.mjs", folder).href)) as PdfJsWorker;
    return { pdfjs, worker, cMapUrl: fileURLToPath(new URL("cmaps/", folder)), standardFontDataUrl: fileURLToPath(new URL("standard_fonts/", folder)) };
  } finally {
    console.warn = warn;
  }
}

/**
 * On damaged files pdf.js breaks promises that nobody waits for, beside the one that answers for the file. They say
 * nothing new, and would end the thread.
 */
function letGoOfPdfJs(reason: unknown): void {
  if (!(reason instanceof Error && reason.stack?.includes("pdf.worker.mjs"))) throw reason;
}
