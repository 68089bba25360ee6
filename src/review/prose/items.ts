import type { Span } from "./prose.ts";

/** One thing that a text says: a numbered item or a sentence. */
export interface Item extends Span {
  /** Whether it carries a number of its own: 1、 （二） 3. */
  numbered: boolean;
  /** The index of the numbered item to which the sentence belongs; its own where nothing is numbered before it. */
  head: number;
  /** Where its sentence begins, or its numbered item: 其中 reaches over ； but neither over 。 nor into the next number. */
  sentence: number;
  /** The text without its number and without the mark at its end. */
  body: string;
}

/** A number that begins an item, at the start of a line or sentence. */
const number = /^(?:[（(]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[、.．)）](?!\d)|[①②③④⑤⑥⑦⑧⑨⑩])\s*/;
/**
 * Line ends, 。 and ； (review-rules 0.2, no. 5), and numbers that begin an item within a line: 2. or （3）, but neither 95.5
 * nor （3人）.
 */
const borders = /(?<=[\n。；;])|(?<=[，,、\s：:])(?=[（(][\d一二三四五六七八九十]{1,2}[)）]|\d{1,2}[、.．](?!\d)|[①②③④⑤⑥⑦⑧⑨⑩])/;

/** Divides a text into what it says. */
export function itemsOf(text: string): Item[] {
  const items: Item[] = [];
  let [at, sentence, begins, numberedHead]: [number, number, boolean, number | null] = [0, 0, true, null];
  for (const piece of text.split(borders)) {
    const own = piece.trim();
    const from = at + piece.indexOf(own);
    at += piece.length;
    if (!/^[\p{P}\s]*$/u.test(own)) {
      const mark = number.exec(own)?.[0] ?? "";
      if (mark !== "") numberedHead = items.length;
      if (mark !== "" || begins) sentence = from;
      begins = false;
      items.push({ text: own, from, to: from + own.length, numbered: mark !== "", head: numberedHead ?? items.length, sentence, body: own.slice(mark.length).replace(/[。；;，,.\s]+$/, "") });
    }
    begins ||= /[\n。]$/.test(piece);
  }
  return items;
}

/** The item in which a character stands; 0 when there are none. */
export function itemAt(items: readonly Item[], at: number): number {
  return Math.max(0, items.findLastIndex(({ from }) => from <= at));
}

/** The word that ends a text, its last twelve characters; "" when it ends with none. */
export const lastWord = (text: string): string => text.slice(text.search(/[\p{Script=Han}A-Za-z]{0,12}$/u));
