import { DabiaoError } from "../problem.ts";
import { Ole, isOle } from "./ole.ts";
import { Zip } from "./zip.ts";

/** What a file is, by its content. */
export type Kind = "docx" | "odt" | "xlsx" | "ods" | "xls" | "doc" | "pdf" | "html" | "archive" | "text";

/** What the first bytes of files look like that hold no text to read. */
const strangers: readonly { bytes: readonly number[]; kind: string }[] = [
  { bytes: [0x89, 0x50, 0x4e, 0x47], kind: "PNG 图片" },
  { bytes: [0xff, 0xd8, 0xff], kind: "JPEG 图片" },
  { bytes: [0x47, 0x49, 0x46, 0x38], kind: "GIF 图片" },
  { bytes: [0x42, 0x4d], kind: "BMP 图片" },
  { bytes: [0x49, 0x49, 0x2a, 0x00], kind: "TIFF 图片" },
  { bytes: [0x4d, 0x4d, 0x00, 0x2a], kind: "TIFF 图片" },
  { bytes: [0x52, 0x49, 0x46, 0x46], kind: "图片或音视频文件" },
  { bytes: [0x1f, 0x8b], kind: "GZIP 压缩文件" },
  { bytes: [0x52, 0x61, 0x72, 0x21], kind: "RAR 压缩文件" },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], kind: "7z 压缩文件" },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], kind: "程序文件" },
  { bytes: [0x4d, 0x5a], kind: "程序文件" },
];

/**
 * Tells what a file is by its content; its name is only repeated in the message.
 * @throws DabiaoError READ-01 for pictures, programs and archives that cannot be opened; FORMAT-01 for a broken package
 */
export function detectKind(bytes: Uint8Array, name: string): Kind {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) return kindOfPackage(new Zip(bytes));
  if (isOle(bytes)) return kindOfContainer(new Ole(bytes), name);
  if (new TextDecoder("latin1").decode(bytes.subarray(0, 1024)).includes("%PDF-")) return "pdf";
  if (bytes[0] === 0x09 && (bytes[1] ?? 0xff) <= 8 && bytes[2] !== undefined && bytes[2] <= 8 && bytes[3] === 0) return "xls";
  const stranger = strangers.find(({ bytes: start }) => startsWith(bytes, start));
  if (stranger && !isPlain(bytes)) throw unreadable(name, stranger.kind);
  return isHtml(bytes) ? "html" : "text";
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}

/** A text that begins like “BM…” or “MZ…” holds no control bytes. */
function isPlain(bytes: Uint8Array): boolean {
  return !bytes.subarray(0, 4096).some((byte) => byte < 9 || (byte > 13 && byte < 32));
}

function kindOfPackage(zip: Zip): Kind {
  if (zip.entries.has("word/document.xml") || [...zip.entries.keys()].some((name) => /^word\/document\d*\.xml$/.test(name))) return "docx";
  if (zip.entries.has("xl/workbook.xml") || zip.entries.has("xl/workbook.bin")) return "xlsx";
  if (zip.entries.has("mimetype") && zip.entries.has("content.xml")) {
    return new TextDecoder().decode(zip.bytes("mimetype")).includes("spreadsheet") ? "ods" : "odt";
  }
  return "archive";
}

function kindOfContainer(container: Ole, name: string): Kind {
  if (container.names.has("worddocument")) return "doc";
  if (container.names.has("workbook") || container.names.has("book")) return "xls";
  // An encrypted package of today's Office lies in such a container; the reader of packages says so.
  if (container.names.has("encryptedpackage")) return "docx";
  throw unreadable(name, container.names.has("powerpoint document") ? "演示文稿" : "不认识的 Office 文件");
}

/** Whether a file begins as a web page does, whatever its encoding: the tags are ASCII in all that matter here. */
function isHtml(bytes: Uint8Array): boolean {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 4096).filter((byte) => byte !== 0));
  const tags = start.replace(/^[\xef\xbb\xbf\xff\xfe\s]+/, "").replace(/^(?:<\?xml[^>]*>|<!--[\s\S]*?-->|\s)+/i, "");
  if (/^<(?:!doctype\s+html|html|head|body|meta|title|style|table|div|link)\b/i.test(tags)) return true;
  // A part of a page that somebody saved; Markdown may begin with such a tag as well.
  return /^<(?:p|h[1-6]|center|section|article|main|span|font|form)\b[^<>]*>/i.test(tags) && /<(?:\/p|tr|br)\b/i.test(tags) && !/\n[ \t]*(?:\||#{1,6} )/.test(tags);
}

function unreadable(name: string, kind: string): DabiaoError {
  return new DabiaoError("READ-01", {
    message: `“${name}”的内容是${kind}，读不出绩效目标表。`,
    hint: "能读的有：Word（docx、doc、wps）、Excel（xlsx、xls、et）、odt、ods、带文字的 PDF、网页、文本、Markdown，以及装有这些文件的 zip。图片和扫描件请先识别成文字。",
  });
}
