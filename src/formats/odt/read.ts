import type { Grid } from "../../grid/grid.ts";
import { DabiaoError } from "../../problem.ts";
import { gridOf } from "../flow.ts";
import { readXml } from "../xml.ts";
import { Zip, encrypted } from "../zip.ts";
import { Body } from "./body.ts";
import { StyleSheet, odfNamespaces } from "./styles.ts";

/**
 * Reads a Writer document (odt): its body only, neither headers and footers nor footnotes. Pages are not known: Writer
 * marks only some of the places where a page began.
 * @throws DabiaoError FORMAT-01 to FORMAT-11 for what is no odt, damaged, encrypted or beyond the limits
 */
export function readOdt(bytes: Uint8Array): Grid {
  const zip = new Zip(bytes);
  if (isEncrypted(zip)) throw encrypted();
  if (!zip.entries.has("content.xml")) {
    throw new DabiaoError("FORMAT-06", {
      message: "文件里没有 ODT 文档的正文。",
      hint: "请确认文件是 LibreOffice 或 WPS 的文字文档（.odt），另存一份后重试。",
    });
  }
  const body = new Body(commonStyles(zip));
  readXml(zip, "content.xml", odfNamespaces, body);
  const grid = gridOf(body.blocks, { problems: body.problems, paged: false });
  if (grid.blocks.length > 0 || body.pictures === 0) return grid;
  const message = `文档里只有 ${body.pictures} 张图片，没有文字，可能是扫描件；请用有文字的原件导入。`;
  return { ...grid, problems: [...grid.problems, { code: "FORMAT-16", severity: "error", message, at: null }] };
}

/** Looked for as a word, since the manifests of old programs carry a DOCTYPE, which is not read here. */
function isEncrypted(zip: Zip): boolean {
  const manifest = "META-INF/manifest.xml";
  return zip.entries.has(manifest) && new TextDecoder().decode(zip.bytes(manifest)).includes("encryption-data");
}

function commonStyles(zip: Zip): () => StyleSheet | null {
  let read: StyleSheet | null = null;
  return () => {
    if (read === null && zip.entries.has("styles.xml")) {
      const sheet = new StyleSheet();
      readXml(zip, "styles.xml", odfNamespaces, {
        open(name, attributes) {
          sheet.open(name, attributes);
          // Headers and footers stand in the master styles; they are no text of the document.
          return name !== "office:master-styles";
        },
        close: (name) => sheet.close(name),
        text() {},
      });
      read = sheet;
    }
    return read;
  };
}
