import { DabiaoError } from "../../problem.ts";

/** Where a page may declare its encoding: browsers look at the first 1,024 bytes, pages with long comments need more. */
const head = 4096;

/**
 * Decodes a web page: by its byte order mark; as UTF-8 where it is valid UTF-8; else as it declares itself, where that
 * fits; else as GB18030. Declarations are often wrong, valid UTF-8 of more than ASCII is hardly ever anything else.
 * @throws DabiaoError FORMAT-12 where no encoding fits
 */
export function decodeHtml(bytes: Uint8Array): string {
  const marked = markOf(bytes);
  if (marked !== null) return new TextDecoder(marked).decode(bytes);
  const declared = declaredIn(bytes.subarray(0, head));
  const encodings = ["utf-8", declared, "gb18030"].filter((encoding) => encoding !== null);
  for (const encoding of encodings) {
    const text = decode(bytes, encoding, true);
    if (text !== null) return text;
  }
  // A few broken characters (a text cut off in the middle of one) are shown as such; more mean another encoding.
  const texts = encodings.map((encoding) => decode(bytes, encoding, false)).filter((text) => text !== null);
  const [best] = texts.map((text) => ({ text, broken: text.split("\ufffd").length - 1 })).sort((one, other) => one.broken - other.broken);
  if (best && best.broken <= Math.max(3, best.text.length / 2000)) return best.text;
  throw new DabiaoError("FORMAT-12", {
    message: "网页的文字编码无法辨认：不是完整的 UTF-8、GB18030，也不是它自己声明的编码。",
    hint: "请用浏览器打开网页，另存为“网页，全部”后重试；或复制表格到 Word 后保存。",
  });
}

function markOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  // UTF-16 without a mark: the “<” of the first tag beside a zero byte.
  if (bytes[0] === 0x3c && bytes[1] === 0) return "utf-16le";
  if (bytes[0] === 0 && bytes[1] === 0x3c) return "utf-16be";
  return null;
}

function declaredIn(bytes: Uint8Array): string | null {
  const text = new TextDecoder("latin1").decode(bytes);
  const found = /<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w-]{2,30})/i.exec(text)?.[1] ?? /<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w-]{2,30})/i.exec(text)?.[1];
  // A page that can be read far enough to find this is not UTF-16, whatever it says.
  return found === undefined || /^utf-?(?:16|32)/i.test(found) ? null : found;
}

function decode(bytes: Uint8Array, encoding: string, fatal: boolean): string | null {
  try {
    return new TextDecoder(encoding, { fatal }).decode(bytes);
  } catch {
    return null;
  }
}
