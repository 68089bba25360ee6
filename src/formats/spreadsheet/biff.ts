import type { Bytes } from "../bytes.ts";

/** The records that are read (MS-XLS 2.3.1, 2.3.2); all others are passed over. */
export const kind = {
  begin: 0x0809,
  end: 0x000a,
  proceed: 0x003c,
  filePass: 0x002f,
  codePage: 0x0042,
  dateMode: 0x0022,
  sheet: 0x0085,
  format: 0x041e,
  style: 0x00e0,
  sharedStrings: 0x00fc,
  columns: 0x007d,
  row: 0x0208,
  sharedLabel: 0x00fd,
  label: 0x0204,
  richLabel: 0x00d6,
  number: 0x0203,
  rk: 0x027e,
  rks: 0x00bd,
  formula: 0x0006,
  string: 0x0207,
  boolOrError: 0x0205,
  merges: 0x00e5,
} as const;

/** Records that begin a workbook of Excel 2, 3 and 4. */
export const oldBegins: ReadonlySet<number> = new Set([0x0009, 0x0209, 0x0409]);

/** A record, with the records that proceed it where it was too long for one. */
export interface BiffRecord {
  readonly kind: number;
  readonly at: number;
  readonly data: Bytes;
  readonly more: readonly Bytes[];
}

/** Goes through the records from an offset on. A record that reaches beyond the end is the last one. */
export function* recordsFrom(stream: Bytes, from: number): Generator<BiffRecord> {
  let at = from;
  while (at + 4 <= stream.length) {
    const start = at;
    const data = stream.slice(at + 4, stream.u16(at + 2));
    at += 4 + stream.u16(at + 2);
    const more: Bytes[] = [];
    while (stream.u16(at) === kind.proceed && at + 4 <= stream.length) {
      more.push(stream.slice(at + 4, stream.u16(at + 2)));
      at += 4 + stream.u16(at + 2);
    }
    yield { kind: stream.u16(start), at: start, data, more };
  }
}

/** Reads texts out of a record and those that proceed it. */
export class TextReader {
  readonly #parts: readonly Bytes[];
  readonly #decode: ((bytes: Uint8Array) => string) | null;
  #part = 0;
  #at: number;

  /** @param decode for workbooks of Excel 5 and 95, whose texts are in a code page; null for those of Excel 97 */
  constructor({ data, more }: BiffRecord, from: number, decode: ((bytes: Uint8Array) => string) | null) {
    this.#parts = [data, ...more];
    this.#at = from;
    this.#decode = decode;
  }

  get isAtEnd(): boolean {
    return this.#part >= this.#parts.length - 1 && this.#at >= (this.#parts.at(-1)?.length ?? 0);
  }

  /** A text with its length in front, which takes one or two bytes. */
  text(lengthBytes: 1 | 2): string {
    const length = lengthBytes === 1 ? this.#u8() : this.#u16();
    if (this.#decode) return this.#decode(this.#take(length));
    const flags = this.#u8();
    const runs = (flags & 8) === 0 ? 0 : this.#u16();
    const extra = (flags & 4) === 0 ? 0 : this.#u16() + this.#u16() * 65_536;
    const text = this.#characters(length, (flags & 1) !== 0);
    this.#skip(runs * 4 + extra);
    return text;
  }

  /** Where a text goes on in the next record, that record says anew whether its characters take one or two bytes. */
  #characters(length: number, wide: boolean): string {
    let text = "";
    let isWide = wide;
    while (text.length < length) {
      const part = this.#parts[this.#part];
      if (!part) break;
      const room = Math.floor((part.length - this.#at) / (isWide ? 2 : 1));
      const count = Math.min(length - text.length, Math.max(0, room));
      const bytes = part.raw.subarray(this.#at, this.#at + count * (isWide ? 2 : 1));
      text += isWide ? new TextDecoder("utf-16le", { ignoreBOM: true }).decode(bytes) : latin(bytes);
      this.#at += bytes.length;
      if (text.length >= length || this.#part + 1 >= this.#parts.length) break;
      this.#part++;
      isWide = ((this.#parts[this.#part]?.u8(0) ?? 0) & 1) !== 0;
      this.#at = 1;
    }
    return text;
  }

  #u8(): number {
    this.#enter();
    return this.#parts[this.#part]?.u8(this.#at++) ?? 0;
  }

  #u16(): number {
    return this.#u8() + this.#u8() * 256;
  }

  #take(length: number): Uint8Array {
    const bytes = this.#parts[this.#part]?.raw.subarray(this.#at, this.#at + length) ?? new Uint8Array();
    this.#at += length;
    return bytes;
  }

  #skip(length: number): void {
    let left = length;
    while (left > 0 && !this.isAtEnd) {
      this.#enter();
      const step = Math.min(left, (this.#parts[this.#part]?.length ?? 0) - this.#at);
      this.#at += step;
      left -= step;
      if (step === 0 && this.#part + 1 >= this.#parts.length) return;
    }
  }

  #enter(): void {
    while (this.#at >= (this.#parts[this.#part]?.length ?? 0) && this.#part + 1 < this.#parts.length) {
      this.#part++;
      this.#at = 0;
    }
  }
}

/** Characters of one byte are the first 256 of Unicode. */
function latin(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** A number in four bytes: a whole one or the upper half of a binary one, and perhaps to be divided by 100. */
export function rkNumber(rk: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setInt32(4, rk & ~3, true);
  const value = (rk & 2) !== 0 ? rk >> 2 : view.getFloat64(0, true);
  return (rk & 1) === 0 ? value : value / 100;
}
