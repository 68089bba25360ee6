import { DabiaoError } from "../../problem.ts";

/**
 * Decodes a text file: by its byte order mark, else as UTF-8, else as UTF-16 or GB18030 where the bytes look like it.
 * @returns the text without byte order mark; offsets of places count in it
 * @throws DabiaoError READ-02 when no encoding fits
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  const text = decode(bytes, "utf-8", bytes[0] === 0xef) ?? decodeUtf16(bytes) ?? decodeGb18030(bytes);
  if (text === null || controlCharacters(text) > text.length / 1000) {
    throw new DabiaoError("READ-02", {
      message: `“${name}”的文字编码无法辨认：不是完整的 UTF-8、UTF-16 或 GB18030 文本。`,
      hint: "文件可能已损坏或不是文本。请用原来的程序打开，另存为“UTF-8 文本”后重试。",
    });
  }
  return text;
}

function decode(bytes: Uint8Array, encoding: string, certain = false): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return certain ? new TextDecoder(encoding).decode(bytes) : null;
  }
}

function decodeUtf16(bytes: Uint8Array): string | null {
  if (bytes.length % 2 !== 0) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode(bytes, "utf-16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode(bytes, "utf-16be");
  // Without a mark: line ends and tabs show up as zero bytes on one side only.
  const head = bytes.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  head.forEach((byte, at) => {
    if (byte === 0) at % 2 === 0 ? even++ : odd++;
  });
  // A few characters (一 is U+4E00) have a zero byte on the other side.
  if (odd > 4 && odd > even * 4) return decode(bytes, "utf-16le");
  if (even > 4 && even > odd * 4) return decode(bytes, "utf-16be");
  return null;
}

/**
 * Nearly every byte sequence decodes as GB18030, so the result must also look like Chinese: in ordinary text most
 * characters of two bytes are of level one of GB 2312 (lead bytes B0–D7); in broken UTF-8 few are.
 */
function decodeGb18030(bytes: Uint8Array): string | null {
  let pairs = 0;
  let common = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x81) continue;
    const second = bytes[at + 1] ?? 0;
    pairs++;
    if ((lead >= 0xb0 && lead <= 0xd7 && second >= 0xa1) || (lead >= 0xa1 && lead <= 0xa3 && second >= 0xa1)) common++;
    at += second >= 0x30 && second <= 0x39 ? 3 : 1;
  }
  return common > pairs * 0.85 ? decode(bytes, "gb18030") : null;
}

function controlCharacters(text: string): number {
  let found = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 9 || (code > 13 && code < 32 && code !== 27) || code === 0xfffd) found++;
  }
  return found;
}
