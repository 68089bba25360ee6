// What may be kept beside a table as evidence: documents, and pictures of documents. It is never read, only handed out again.
import { DabiaoError } from "../problem.ts";
import { detectKind, type Kind } from "./detect.ts";
import { Zip } from "./zip.ts";

export const evidenceKinds = "Word、Excel、WPS、odt、ods、PDF、OFD、文本、PNG 和 JPEG";

const documents: readonly Kind[] = ["docx", "odt", "xlsx", "ods", "xls", "doc", "pdf"];
const pictures: readonly (readonly number[])[] = [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], [0xff, 0xd8, 0xff]];

/**
 * Says of a file, by its content, that it may be kept as evidence.
 * @throws DabiaoError EVIDENCE-01 for programs, web pages, archives and whatever else is none
 */
export function checkEvidence(bytes: Uint8Array, name: string): void {
  if (pictures.some((start) => start.every((byte, at) => bytes[at] === byte)) || isDocument(bytes, name)) return;
  throw new DabiaoError("EVIDENCE-01", { message: `“${name}”不能作为附件。`, hint: `可以上传：${evidenceKinds}。压缩包请解开后逐个上传。` });
}

function isDocument(bytes: Uint8Array, name: string): boolean {
  try {
    const kind = detectKind(bytes, name);
    if (kind === "text") return isPlain(bytes);
    return documents.includes(kind) || (kind === "archive" && new Zip(bytes).entries.has("OFD.xml"));
  } catch (error) {
    if (error instanceof DabiaoError) return false;
    throw error;
  }
}

/** Whatever is nothing else is told to be text; text has no control characters. */
const isPlain = (bytes: Uint8Array): boolean => bytes.length > 0 && !bytes.subarray(0, 65_536).some((byte) => byte < 9 || (byte > 13 && byte < 32));
