import type { Bytes } from "../bytes.ts";
import type { Word } from "./fib.ts";
import { eachSprm, sprm } from "./sprms.ts";

/** What a paragraph style says that a grid needs; null where its base decides. */
export interface Style {
  /** 1 to 9 where the style is a heading. */
  readonly heading: number | null;
  /** The list of its paragraphs, from 1, and their level. */
  readonly list: number | null;
  readonly level: number | null;
}

interface FoundStyle extends Style {
  readonly base: number;
}

const noStyle: FoundStyle = { heading: null, list: null, level: null, base: 0xfff };

/** Reads the style sheet (MS-DOC 2.9.271): built-in headings by their number, others by their name or outline level. */
export function stylesOf(word: Word): Style[] {
  const sheet = word.part("styles");
  const header = sheet.u16(0);
  const count = Math.min(sheet.u16(2), 4095);
  const baseSize = sheet.u16(4);
  const found: FoundStyle[] = [];
  let at = 2 + header;
  for (let nth = 0; nth < count && at + 2 <= sheet.length; nth++) {
    const size = sheet.u16(at);
    found.push(size === 0 ? noStyle : readStyle(sheet.slice(at + 2, size), baseSize));
    at += 2 + size;
  }
  return found.map((style) => inherited(found, style));
}

function readStyle(style: Bytes, baseSize: number): FoundStyle {
  const identity = style.u16(0) & 0x0fff;
  const length = style.u16(baseSize);
  const name = new TextDecoder("utf-16le").decode(style.raw.subarray(baseSize + 2, baseSize + 2 + length * 2));
  const numbered = /^(?:heading|标题)\s*([1-9])\b/i.exec(name)?.[1];
  const builtIn = identity >= 1 && identity <= 9 ? identity : numbered === undefined ? null : Number(numbered);
  const isForParagraphs = (style.u16(2) & 0x0f) === 1;
  const { outline, list, level } = isForParagraphs ? changesOf(style.slice(baseSize + 4 + length * 2, style.length)) : { outline: null, list: null, level: null };
  return { heading: builtIn ?? outline, list, level, base: style.u16(2) >> 4 };
}

/** The paragraph properties of a style: their length, the style's own number, the changes. */
function changesOf(properties: Bytes): { outline: number | null; list: number | null; level: number | null } {
  const changes = properties.slice(4, Math.max(0, properties.u16(0) - 2));
  const found = { outline: null as number | null, list: null as number | null, level: null as number | null };
  eachSprm(changes, (code, at) => {
    if (code === sprm.outlineLevel && changes.u8(at) < 9) found.outline = changes.u8(at) + 1;
    else if (code === sprm.list) found.list = Math.max(0, changes.i16(at));
    else if (code === sprm.listLevel) found.level = Math.min(changes.u8(at), 8);
  });
  return found;
}

/** What a style does not say its base says, and so on; styles that are based on each other in a circle say no more. */
function inherited(styles: readonly FoundStyle[], style: FoundStyle): Style {
  let { heading, list, level } = style;
  let one = styles[style.base];
  for (let depth = 0; one && depth < 12; depth++) {
    heading ??= one.heading;
    list ??= one.list;
    level ??= one.level;
    one = styles[one.base];
  }
  return { heading, list, level };
}
