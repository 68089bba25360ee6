import { DabiaoError } from "../../problem.ts";
import { readXml } from "../xml.ts";
import type { Zip } from "../zip.ts";

/** The namespaces of WordprocessingML, as Word writes it and in its strict form, and the prefixes used here. */
export const wordNamespaces: ReadonlyMap<string, string> = new Map([
  ["http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"],
  ["http://purl.oclc.org/ooxml/wordprocessingml/main", "w"],
  ["http://schemas.openxmlformats.org/officeDocument/2006/math", "m"],
  ["http://purl.oclc.org/ooxml/officeDocument/math", "m"],
  ["http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"],
]);

/** The names of the parts that are read. */
export interface Parts {
  document: string;
  styles: string | null;
  numbering: string | null;
}

/** Finds the parts of a docx by its relationships. @throws DabiaoError FORMAT-06 where it holds no Word document */
export function partsOf(zip: Zip): Parts {
  const document = relations(zip, "").get("officeDocument") ?? "word/document.xml";
  if (!zip.entries.has(document)) {
    throw new DabiaoError("FORMAT-06", {
      message: "文件里没有 Word 文档的正文。",
      hint: "请确认文件是 Word 文档（.docx），用 Word 或 WPS 打开，另存一份后重试。",
    });
  }
  const found = relations(zip, document);
  const existing = (part: string | undefined) => (part !== undefined && zip.entries.has(part) ? part : null);
  return { document, styles: existing(found.get("styles")), numbering: existing(found.get("numbering")) };
}

/** The relationships of a part within the package: the last word of their type → part. */
function relations(zip: Zip, part: string): Map<string, string> {
  const slash = part.lastIndexOf("/") + 1;
  const folder = part.slice(0, slash);
  const name = `${folder}_rels/${part.slice(slash)}.rels`;
  const found = new Map<string, string>();
  if (!zip.entries.has(name)) return found;
  readXml(zip, name, new Map(), {
    open(_, attributes) {
      const { Type: type, Target: target, TargetMode: mode } = attributes;
      if (type && target && mode !== "External") found.set(type.slice(type.lastIndexOf("/") + 1), resolve(folder, target));
      return true;
    },
    close() {},
    text() {},
  });
  return found;
}

function resolve(folder: string, target: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const steps = folder.split("/").filter((step) => step !== "");
  for (const step of target.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "." && step !== "") steps.push(step);
  }
  return steps.join("/");
}
