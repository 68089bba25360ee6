import { textOperator } from "./operator.ts";

/** Bytes of GB18030 by character; made once by decoding every pair of bytes. Only what has two bytes is known. */
let pairs: ReadonlyMap<string, readonly number[]> | null = null;

function gbPairs(): ReadonlyMap<string, readonly number[]> {
  if (pairs) return pairs;
  const decoder = new TextDecoder("gb18030");
  const found = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let second = 0x40; second <= 0xfe; second++) {
      if (second === 0x7f) continue;
      const character = decoder.decode(new Uint8Array([lead, second]));
      if ([...character].length === 1 && character !== "\ufffd") found.set(character, [lead, second]);
    }
  }
  pairs = found;
  return found;
}

function asGb18030(text: string): Uint8Array | null {
  const bytes: number[] = [];
  for (const character of text) {
    const pair = (character.codePointAt(0) ?? 0) < 0x80 ? [character.charCodeAt(0)] : gbPairs().get(character);
    if (!pair) return null;
    bytes.push(...pair);
  }
  return new Uint8Array(bytes);
}

function asUtf16(text: string, bigEndian: boolean, mark: boolean): Uint8Array {
  const bytes = new Uint8Array((text.length + (mark ? 1 : 0)) * 2);
  const view = new DataView(bytes.buffer);
  if (mark) view.setUint16(0, 0xfeff, !bigEndian);
  for (let at = 0; at < text.length; at++) view.setUint16((at + (mark ? 1 : 0)) * 2, text.charCodeAt(at), !bigEndian);
  return bytes;
}

export const encodings = [
  textOperator("crlf", "Lines end in CR LF.", (text) => text.replace(/\r?\n/g, "\r\n")),
  textOperator("lone-cr", "Lines end in CR alone.", (text) => text.replace(/\r?\n/g, "\r")),
  textOperator("gb18030", "The file is in GB18030.", asGb18030),
  textOperator("utf16le", "The file is in UTF-16, little end first, with a mark.", (text) => asUtf16(text, false, true)),
  textOperator("utf16be", "The file is in UTF-16, big end first, with a mark.", (text) => asUtf16(text, true, true)),
  textOperator("utf16le-without-mark", "The file is in UTF-16, little end first, without a mark.", (text) => asUtf16(text, false, false)),
  textOperator("utf8-with-mark", "The file is in UTF-8 with a byte order mark.", (text) => new TextEncoder().encode(`\ufeff${text}`)),
  textOperator("form-feeds", "A form feed stands at the beginning of some lines, as page breaks leave it.", (text, random) => text.split("\n").map((line) => (line.trim() !== "" && !line.includes("\t") && random.chance(1 / 3) ? `\f${line}` : line)).join("\n")),
  textOperator("line-separators", "Some lines outside tables end in U+2028 before their line end.", (text, random) => text.split("\n").map((line) => (line.trim() !== "" && !/[\t|]/.test(line) && random.chance(1 / 3) ? `${line}\u2028` : line)).join("\n")),
];
