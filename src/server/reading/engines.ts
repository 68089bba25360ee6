import type { Engines, Printers } from "../../index.ts";
import { pdfEngine } from "./pdf-engine.ts";
import { pdfPrinter } from "../papers/pdf-printer.ts";

/** What reading needs from Node beside the pure rooms; each part is loaded when the first file asks for it. */
export const engines: Engines = { pdf: pdfEngine };

/** What writing needs. */
export const printers: Printers = { pdf: pdfPrinter };
