import type { SourceDocument } from "../../src/declaration/schema.ts";
import { readText } from "../../src/formats/text/read.ts";
import { readableText } from "../../src/index.ts";
import { rowsOf } from "../../src/forms/rows.ts";

/**
 * For every placed value of a document: the text that stands at its places in the source, cleaned of mark-up as the
 * format's reader cleans it.
 */
export function placeTexts(read: SourceDocument, bytes: Uint8Array): { path: string; value: string; atPlace: string }[] {
  const text = readableText(bytes, read.file);
  const cleaned = characters(text);
  return read.declarations.flatMap((declaration) =>
    Object.entries(declaration.places).map(([path, places]) => ({
      path,
      value: bare(String(valueAt(declaration, path))),
      atPlace: bare(places.map(({ from, to }) => cleaned.slice(from ?? 0, to ?? 0).join("")).join("")),
    })),
  );
}

/** Without white space, and full-width figures as half-width: a year is a number, however it is printed. */
function bare(text: string): string {
  return text.replace(/\s/g, "").normalize("NFKC");
}

/** The characters that each offset of the source stands for: none for mark-up, `≥` for `\geq`. */
function characters(text: string): string[] {
  const found: string[] = new Array(text.length).fill("");
  for (const row of rowsOf(readText(text).grid)) {
    for (const cell of row.cells) {
      for (const [index, offset] of (cell.offsets ?? []).entries()) found[offset] += cell.text[index] ?? "";
    }
  }
  return found;
}

function valueAt(declaration: unknown, path: string): unknown {
  let value = declaration;
  for (const step of path.match(/[^.[\]]+/g) ?? []) value = (value as Record<string, unknown>)[step];
  return typeof value === "object" && value !== null && "text" in value ? value.text : value;
}
