import { Bytes } from "../bytes.ts";
import type { Word } from "./fib.ts";

/** Properties of the stretch of the file between two offsets. */
export interface Run {
  readonly from: number;
  readonly to: number;
  /** Style of a paragraph; 0 for characters. */
  readonly style: number;
  readonly changes: Bytes;
}

const pageSize = 512;
const nothing = new Bytes(new Uint8Array());

/** The runs of one kind of properties, in the order of the file; they lie in pages of 512 bytes (MS-DOC 2.9.333, 2.9.334). */
export class Runs {
  readonly #runs: Run[] = [];
  #last = 0;

  constructor(word: Word, kind: "paragraphs" | "characters") {
    const table = word.part(kind);
    const pages = Math.floor((table.length - 4) / 8);
    for (let nth = 0; nth < pages; nth++) {
      const page = word.main.slice((table.u32((pages + 1 + nth) * 4) & 0x3fffff) * pageSize, pageSize);
      if (page.length === pageSize) this.#runs.push(...(kind === "paragraphs" ? paragraphRuns(page) : characterRuns(page)));
    }
    this.#runs.sort((a, b) => a.from - b.from);
  }

  /** The run at an offset of the file; a text is asked for from front to back, so the last answer is mostly the next. */
  at(offset: number): Run | null {
    const same = this.#runs[this.#last];
    if (same && same.from <= offset && offset < same.to) return same;
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#runs[middle]?.from ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    this.#last = Math.max(0, low - 1);
    const found = this.#runs[this.#last];
    return found && found.from <= offset && offset < found.to ? found : null;
  }
}

function paragraphRuns(page: Bytes): Run[] {
  const count = Math.min(page.u8(511), 29);
  return Array.from({ length: count }, (_, nth) => {
    const bounds = { from: page.u32(nth * 4), to: page.u32(nth * 4 + 4) };
    const at = page.u8((count + 1) * 4 + nth * 13) * 2;
    if (at === 0) return { ...bounds, style: 0, changes: nothing };
    const [start, size] = page.u8(at) === 0 ? [at + 2, page.u8(at + 1) * 2] : [at + 1, page.u8(at) * 2 - 1];
    return { ...bounds, style: page.u16(start), changes: page.slice(start + 2, Math.max(0, size - 2)) };
  });
}

function characterRuns(page: Bytes): Run[] {
  const count = Math.min(page.u8(511), 101);
  return Array.from({ length: count }, (_, nth) => {
    const at = page.u8((count + 1) * 4 + nth) * 2;
    return { from: page.u32(nth * 4), to: page.u32(nth * 4 + 4), style: 0, changes: at === 0 ? nothing : page.slice(at + 1, page.u8(at)) };
  });
}
