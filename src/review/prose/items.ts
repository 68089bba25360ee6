import type { Span } from "./prose.ts";

/** One thing that a text says: a numbered item or a sentence. */
export interface Item extends Span {
  /** Whether it carries a number of its own: 1、 （二） 3. */
  numbered: boolean;
  /** The index of the numbered item to which the sentence belongs; its own where nothing is numbered before it. */
  head: number;
  /** The text without its number and without the mark at its end. */
  body: string;
}

/** A number that begins an item, at the start of a line or sentence. */
const number = /^\s*(?:[（(]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[、.．)）](?!\d)|[①②③④⑤⑥⑦⑧⑨⑩])\s*/;

/** Divides a text at line ends, 。 and ； (review-rules 0.2, no. 5), and at numbers that begin an item within a line. */
export function itemsOf(text: string): Item[] {
  const items: Item[] = [];
  let from = 0;
  const cut = (to: number) => {
    const piece = text.slice(from, to);
    const start = from + (piece.length - piece.trimStart().length);
    const trimmed = piece.trim();
    from = to;
    if (trimmed === "" || /^[\p{P}\s]+$/u.test(trimmed)) return;
    const mark = number.exec(trimmed)?.[0] ?? "";
    const before = items.at(-1);
    const head = mark === "" && before && items[before.head]?.numbered ? before.head : items.length;
    items.push({ text: trimmed, from: start, to: start + trimmed.length, numbered: mark !== "", head, body: trimmed.slice(mark.length).replace(/[。；;，,.\s]+$/, "") });
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === "\n" || character === "。" || character === "；" || character === ";") cut(at + 1);
    else if (at > from && /[，,、\s：:]/.test(text[at - 1] ?? "") && /[\d（(①②③④⑤⑥⑦⑧⑨⑩]/.test(character) && beginsItem(text, at)) cut(at);
  }
  cut(text.length);
  return items;
}

/** Whether a number of the kind 2. or （3） begins here inside a line; 95.5 and （3人） do not. */
function beginsItem(text: string, at: number): boolean {
  return /^(?:[（(][\d一二三四五六七八九十]{1,2}[)）]|\d{1,2}[、.．](?![\d])|[①②③④⑤⑥⑦⑧⑨⑩])/.test(text.slice(at, at + 5));
}

/** The item in which a character stands; 0 when there are none. */
export function itemAt(items: readonly Item[], at: number): number {
  return Math.max(0, items.findLastIndex(({ from }) => from <= at));
}
