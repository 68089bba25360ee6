import type { Bytes } from "../bytes.ts";
import type { Word } from "./fib.ts";
import { eachSprm, sprm } from "./sprms.ts";

/** What a paragraph style says that a grid needs. */
export interface Style {
  /** 1 to 9 where the style is a heading. */
  readonly heading: number | null;
}

/** Reads the style sheet (MS-DOC 2.9.271): built-in headings by their number, others by their name, base or outline level. */
export function stylesOf(word: Word): (Style | null)[] {
  const sheet = word.part("styles");
  const header = sheet.u16(0);
  const count = Math.min(sheet.u16(2), 4095);
  const baseSize = sheet.u16(4);
  const found: { heading: number | null; base: number }[] = [];
  let at = 2 + header;
  for (let nth = 0; nth < count && at + 2 <= sheet.length; nth++) {
    const size = sheet.u16(at);
    const style = sheet.slice(at + 2, size);
    at += 2 + size;
    if (size === 0) {
      found.push({ heading: null, base: 0xfff });
      continue;
    }
    const identity = style.u16(0) & 0x0fff;
    const length = style.u16(baseSize);
    const name = new TextDecoder("utf-16le").decode(style.raw.subarray(baseSize + 2, baseSize + 2 + length * 2));
    const numbered = /^(?:heading|标题)\s*([1-9])\b/i.exec(name)?.[1];
    const builtIn = identity >= 1 && identity <= 9 ? identity : numbered === undefined ? null : Number(numbered);
    const outline = (style.u16(2) & 0x0f) === 1 ? outlineOf(style.slice(baseSize + 4 + length * 2, size)) : null;
    found.push({ heading: builtIn ?? outline, base: style.u16(2) >> 4 });
  }
  return found.map((style) => ({ heading: inherited(found, style) }));
}

/** The outline level among the paragraph properties of a style, as a heading from 1; null for body text. */
function outlineOf(properties: Bytes): number | null {
  let level: number | null = null;
  const start = properties.u16(0) >= 2 ? 4 : 2;
  eachSprm(properties.slice(start, Math.max(0, properties.u16(0) - 2)), (code, at) => {
    const value = properties.u8(start + at);
    if (code === sprm.outlineLevel && value < 9) level = value + 1;
  });
  return level;
}

function inherited(styles: readonly { heading: number | null; base: number }[], style: { heading: number | null; base: number }): number | null {
  let one: typeof style | undefined = style;
  for (let depth = 0; one && depth < 12; depth++) {
    if (one.heading !== null) return one.heading;
    one = styles[one.base];
  }
  return null;
}
