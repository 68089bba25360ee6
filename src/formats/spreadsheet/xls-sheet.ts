import type { Bytes } from "../bytes.ts";
import type { CellCount } from "../limits.ts";
import { type BiffRecord, TextReader, kind, recordsFrom, rkNumber } from "./biff.ts";
import type { RawCell, RawRange, Sheet } from "./sheet-table.ts";
import type { Globals } from "./xls.ts";

const worksheet = 0x0010;

/** Reads one sheet from where its records begin; null where there is none. What is drawn on it (charts) is passed over. */
export function readXlsSheet(stream: Bytes, at: number, name: string, globals: Globals, count: CellCount): Sheet | null {
  if (stream.u16(at) !== kind.begin || stream.u16(at + 6) !== worksheet) return null;
  const reader = new SheetReader(globals, count);
  let depth = 0;
  for (const record of recordsFrom(stream, at)) {
    if (record.kind === kind.begin) depth++;
    else if (record.kind === kind.end && --depth === 0) break;
    else if (depth === 1) reader.take(record);
  }
  const { data, merges, hiddenRows, hiddenColumns } = reader;
  return { name, data, merges, hiddenRows, hiddenColumns };
}

class SheetReader {
  readonly data: RawCell[][] = [];
  readonly merges: RawRange[] = [];
  readonly hiddenRows = new Set<number>();
  readonly hiddenColumns = new Set<number>();
  readonly #globals: Globals;
  readonly #count: CellCount;
  /** The cell of a formula whose text comes in a record of its own. */
  #awaiting: { row: number; column: number; style: number } | null = null;

  constructor(globals: Globals, count: CellCount) {
    this.#globals = globals;
    this.#count = count;
  }

  take(record: BiffRecord): void {
    const { data } = record;
    const cell = (value: Omit<RawCell, "z"> | null) => this.#put(data.u16(0), data.u16(2), data.u16(4), value);
    if (record.kind === kind.sharedLabel) cell(text(this.#globals.strings[data.u32(6)] ?? ""));
    else if (record.kind === kind.label || record.kind === kind.richLabel) cell(text(new TextReader(record, 6, this.#globals.decode).text(2)));
    else if (record.kind === kind.number) cell(number(data.f64(6)));
    else if (record.kind === kind.rk) cell(number(rkNumber(data.i32(6))));
    else if (record.kind === kind.boolOrError) cell(data.u8(7) === 0 ? { t: "b", v: data.u8(6) === 1 } : { t: "e", v: data.u8(6) });
    else if (record.kind === kind.formula) this.#formula(data);
    else if (record.kind === kind.rks) {
      for (let at = 4; at + 8 <= data.length; at += 6) this.#put(data.u16(0), data.u16(2) + (at - 4) / 6, data.u16(at), number(rkNumber(data.i32(at + 2))));
    } else if (record.kind === kind.string) {
      const { row, column, style } = this.#awaiting ?? {};
      if (row !== undefined && column !== undefined) this.#put(row, column, style ?? 0, text(new TextReader(record, 0, this.#globals.decode).text(2)));
      this.#awaiting = null;
    } else this.#takeLayout(record);
  }

  #takeLayout({ kind: what, data }: BiffRecord): void {
    if (what === kind.row && (data.u16(12) & 0x20) !== 0) this.hiddenRows.add(data.u16(0));
    else if (what === kind.columns && (data.u16(8) & 1) !== 0) {
      for (let column = data.u16(0); column <= Math.min(data.u16(2), 255); column++) this.hiddenColumns.add(column);
    } else if (what === kind.merges) {
      for (let at = 2; at + 8 <= data.length && at < 2 + data.u16(0) * 8; at += 8) {
        const [first, last, left, right] = [data.u16(at), data.u16(at + 2), data.u16(at + 4), data.u16(at + 6)];
        if (last >= first && right >= left && right <= 255) this.merges.push({ s: { r: first, c: left }, e: { r: last, c: right } });
      }
    }
  }

  /** The last result of a formula: a number, or by a mark in its place a text that follows, a truth value or an error. */
  #formula(data: Bytes): void {
    const [row, column, style] = [data.u16(0), data.u16(2), data.u16(4)];
    const result = data.u8(6);
    if (data.u16(12) !== 0xffff) this.#put(row, column, style, number(data.f64(6)));
    else if (result === 0) this.#awaiting = { row, column, style };
    else if (result === 1) this.#put(row, column, style, { t: "b", v: data.u8(8) === 1 });
    else if (result === 2) this.#put(row, column, style, { t: "e", v: data.u8(8) });
  }

  #put(row: number, column: number, style: number, value: Omit<RawCell, "z"> | null): void {
    if (value === null || column > 255) return;
    this.#count.add();
    this.data[row] ??= [];
    (this.data[row] as RawCell[])[column] = { ...value, z: this.#globals.formats[style] ?? "General" };
  }
}

function text(value: string): Omit<RawCell, "z"> | null {
  return value === "" ? null : { t: "s", v: value };
}

function number(value: number): Omit<RawCell, "z"> | null {
  return Number.isFinite(value) ? { t: "n", v: value } : null;
}
