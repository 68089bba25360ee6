import { mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { drawnBy, notDrawn } from "../../formats/pdf/glyphs.ts";
import type { PdfPrinter } from "../../formats/pdf/write.ts";
import { DabiaoError } from "../../problem.ts";

/** The parts of Typst's compiler for Node that are used here. */
interface Compiler {
  pdf(input: { mainFileContent: string; inputs: Readonly<Record<string, string>> }): Uint8Array;
  query(input: { mainFileContent: string; inputs: Readonly<Record<string, string>> }, asked: { selector: string; field: string }): unknown;
  evictCache(age: number): void;
}
interface Typst {
  NodeCompiler: { create(options: { workspace: string; fontArgs: { fontBlobs: Uint8Array[] }[] }): Compiler };
}

let printer: PdfPrinter | null = null;

/**
 * The printer of PDFs, loaded when the first one is wanted: Typst, and the two fonts that are embedded (subset) in them.
 * @throws DabiaoError WRITE-10 where there is none for this machine
 */
export function pdfPrinter(): PdfPrinter {
  printer ??= load();
  return printer;
}

function load(): PdfPrinter {
  const require = createRequire(import.meta.url);
  const name = `@myriaddreamin/typst-ts-node-compiler-${process.platform}-${process.arch}${process.platform === "linux" ? "-gnu" : ""}`;
  let typst: Typst;
  try {
    typst = require(name) as Typst;
  } catch (cause) {
    throw new DabiaoError("WRITE-10", { message: `这台机器（${process.platform}-${process.arch}）没有生成 PDF 的部件。`, hint: `请安装 ${name}，或改用 docx、xlsx、html。`, cause });
  }
  const fonts = path.dirname(require.resolve("@expo-google-fonts/noto-serif-sc/package.json"));
  const fontBlobs = ["400Regular/NotoSerifSC_400Regular.ttf", "700Bold/NotoSerifSC_700Bold.ttf"].map((file) => readFileSync(path.join(fonts, file)));
  // An empty folder of its own: page sources can reach no file.
  const workspace = mkdtempSync(path.join(os.tmpdir(), "dabiao-pdf-"));
  const compiler = typst.NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs }] });
  const drawn = fontBlobs[0] ? drawnBy(fontBlobs[0]) : [];
  return {
    notDrawn: (text) => notDrawn(text, drawn),
    print(source, inputs) {
      try {
        return compiler.pdf({ mainFileContent: source, inputs });
      } finally {
        // What it keeps of each document is never needed again, and is a megabyte each.
        compiler.evictCache(1);
      }
    },
    told(source, inputs) {
      return compiler.query({ mainFileContent: source, inputs }, { selector: "<told>", field: "value" }) as unknown[];
    },
  };
}
