import type { Engines } from "../index.ts";
import { pdfEngine } from "./pdf-engine.ts";

/** What reading needs from Node beside the pure rooms; each part is loaded when the first file asks for it. */
export const engines: Engines = { pdf: pdfEngine };
