import type { Bytes } from "../bytes.ts";
import type { Word } from "./fib.ts";
import { broken } from "../zip.ts";

/** A stretch of text that lies in one piece in the file: Word appends what was changed and keeps a list of pieces. */
export interface TextPiece {
  /** First character in the document, and behind the last. */
  readonly from: number;
  readonly to: number;
  /** Offset of the first character in the file; each takes `width` bytes. */
  readonly at: number;
  readonly width: 1 | 2;
  /** Property changes that hold for the whole piece (of a quickly saved file). */
  readonly changes: Bytes | null;
}

/** Reads the list of pieces (MS-DOC 2.8.35). */
export function piecesOf(word: Word): TextPiece[] {
  const list = word.part("pieces");
  const changes: Bytes[] = [];
  let at = 0;
  while (list.u8(at) === 1 && at + 3 <= list.length) {
    changes.push(list.slice(at + 3, list.u16(at + 1)));
    at += 3 + list.u16(at + 1);
  }
  if (list.u8(at) !== 2) throw broken("找不到 Word 文档的正文");
  const table = list.slice(at + 5, list.u32(at + 1));
  const count = Math.floor((table.length - 4) / 12);
  const pieces: TextPiece[] = [];
  for (let nth = 0; nth < count; nth++) {
    const entry = (count + 1) * 4 + nth * 8;
    const position = table.u32(entry + 2);
    const compressed = (position & 0x40000000) !== 0;
    const change = table.u16(entry + 6);
    const from = table.u32(nth * 4);
    const to = table.u32(nth * 4 + 4);
    if (to <= from || from !== (pieces.at(-1)?.to ?? 0)) continue;
    pieces.push({
      from,
      to,
      at: compressed ? (position & 0x3fffffff) >>> 1 : position & 0x3fffffff,
      width: compressed ? 1 : 2,
      changes: (change & 1) === 1 ? (changes[change >> 1] ?? null) : null,
    });
  }
  if ((pieces.at(-1)?.to ?? 0) < word.length) throw broken("Word 文档的正文不完整");
  return pieces;
}

/** The text of a piece. Characters of one byte are those of Windows' Latin code page. */
export function textOf(word: Word, { at, width, from, to }: TextPiece): string {
  const bytes = word.main.raw.subarray(at, at + (to - from) * width);
  if (bytes.length < (to - from) * width) throw broken("Word 文档的正文不完整");
  return new TextDecoder(width === 1 ? "windows-1252" : "utf-16le", { ignoreBOM: true }).decode(bytes);
}
