/** Numbers out of bytes, little-endian. Beyond the end everything is 0, so that a broken file ends in nothing. */
export class Bytes {
  readonly #view: DataView;
  readonly raw: Uint8Array;

  constructor(raw: Uint8Array) {
    this.raw = raw;
    this.#view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  }

  get length(): number {
    return this.raw.length;
  }

  u8(at: number): number {
    return this.raw[at] ?? 0;
  }

  u16(at: number): number {
    return at >= 0 && at + 2 <= this.raw.length ? this.#view.getUint16(at, true) : 0;
  }

  i16(at: number): number {
    return at >= 0 && at + 2 <= this.raw.length ? this.#view.getInt16(at, true) : 0;
  }

  u32(at: number): number {
    return at >= 0 && at + 4 <= this.raw.length ? this.#view.getUint32(at, true) : 0;
  }

  i32(at: number): number {
    return at >= 0 && at + 4 <= this.raw.length ? this.#view.getInt32(at, true) : 0;
  }

  f64(at: number): number {
    return at >= 0 && at + 8 <= this.raw.length ? this.#view.getFloat64(at, true) : 0;
  }

  slice(from: number, length: number): Bytes {
    return new Bytes(this.raw.subarray(from, from + length));
  }
}
