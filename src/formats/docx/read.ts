import type { Grid } from "../../grid/grid.ts";
import { gridOf } from "../flow.ts";
import { readXml } from "../xml.ts";
import { Zip } from "../zip.ts";
import { Body } from "./body.ts";
import { readNumbering } from "./numbering.ts";
import { partsOf, wordNamespaces } from "./package.ts";
import { readStyles } from "./styles.ts";

/**
 * Reads a Word document (docx): its body only, neither headers and footers nor footnotes. Styles and list definitions
 * are read when the first paragraph asks for them.
 * @throws DabiaoError FORMAT-01 to FORMAT-11 for what is no docx, damaged, encrypted or beyond the limits
 */
export function readDocx(bytes: Uint8Array): Grid {
  const zip = new Zip(bytes);
  const parts = partsOf(zip);
  const body = new Body({
    styles: once(() => (parts.styles === null ? null : readStyles(zip, parts.styles))),
    numbering: once(() => (parts.numbering === null ? null : readNumbering(zip, parts.numbering))),
  });
  readXml(zip, parts.document, wordNamespaces, body);
  const grid = gridOf(body.blocks, { problems: body.problems, paged: body.pages.known });
  if (grid.blocks.length > 0 || body.pictures === 0) return grid;
  const message = `文档里只有 ${body.pictures} 张图片，没有文字，可能是扫描件；请用有文字的原件导入。`;
  return { ...grid, problems: [...grid.problems, { code: "FORMAT-16", severity: "error", message, at: null }] };
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
