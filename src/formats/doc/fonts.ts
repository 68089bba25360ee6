import type { Word } from "./fib.ts";

/** The names of the fonts, by their number (MS-DOC 2.9.286): what a symbol prints depends on its font. */
export function fontsOf(word: Word): string[] {
  const table = word.part("fonts");
  const fonts: string[] = [];
  let at = 4;
  for (let nth = 0; nth < table.u16(0) && at < table.length; nth++) {
    const size = table.u8(at);
    const [name = ""] = new TextDecoder("utf-16le").decode(table.raw.subarray(at + 40, at + 1 + size)).split("\0");
    fonts.push(name);
    at += 1 + size;
  }
  return fonts;
}
