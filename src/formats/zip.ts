import { Inflate, inflateSync } from "fflate";
import { DabiaoError } from "../problem.ts";
import { crc32 } from "./crc.ts";
import { maxEntries, maxRatio, maxUnpacked, ratioFrom } from "./limits.ts";

/** One file of a package. The sizes are what the package claims; what really comes out is measured while unpacking. */
export interface ZipEntry {
  name: string;
  packed: number;
  unpacked: number;
  encrypted: boolean;
  method: number;
  crc: number;
  /** Offset of its local header. */
  at: number;
}

/** Takes what was unpacked piece by piece; a piece is valid only during the call. `whole`: it is all that there is. */
export type Take = (piece: Uint8Array, whole?: boolean) => void;

const endOfDirectory = 0x06054b50;
const endOfDirectory64 = 0x06064b50;
const locator64 = 0x07064b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;
/** How much packed data goes into the inflater at once: at most about 1,030 times as much comes out before it is measured. */
const step = 16 * 1024;

/**
 * An opened zip package (docx, odt, an archive of documents). Only the entries that are asked for are unpacked, under
 * limits on size and ratio, and their checksum is proved, so that a damaged file is never read as if it were whole.
 */
export class Zip {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #unpacked = 0;

  /** @throws DabiaoError FORMAT-01 where the bytes are no zip or its directory is broken */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (holdsEncryptedPackage(bytes)) throw encrypted();
    this.entries = this.#directory();
  }

  /** Unpacks one entry piece by piece. @throws DabiaoError where it is missing, encrypted, damaged or a bomb */
  read(name: string, take: Take): void {
    const entry = this.entries.get(name);
    if (!entry) throw broken(`缺少“${name}”`);
    if (entry.encrypted) throw encrypted();
    if (entry.method !== 0 && entry.method !== 8) {
      throw new DabiaoError("FORMAT-04", {
        message: `压缩包里的“${name}”用了本程序不支持的压缩方法（${entry.method}）。`,
        hint: "请用常见的压缩软件按 ZIP 默认方式重新压缩，或直接导入解压后的文件。",
      });
    }
    const packed = this.#packed(entry);
    const whole = entry.method === 8 ? inflatedWhole(packed, entry) : null;
    if (whole) {
      this.#unpacked += whole.length;
      if (this.#unpacked > maxUnpacked) throw bomb(name);
      take(whole, true);
      return;
    }
    let crc = 0;
    let size = 0;
    const measure: Take = (piece) => {
      size += piece.length;
      this.#unpacked += piece.length;
      if (this.#unpacked > maxUnpacked || (size > ratioFrom && size > packed.length * maxRatio)) throw bomb(name);
      crc = crc32(piece, crc);
      take(piece);
    };
    if (entry.method === 0) measure(packed);
    else inflate(packed, measure, name);
    if (crc !== entry.crc) throw broken(`“${name}”的校验和不符`);
  }

  /** Unpacks one entry as a whole: for small parts, and files of an archive. */
  bytes(name: string): Uint8Array {
    const pieces: Uint8Array[] = [];
    let size = 0;
    this.read(name, (piece) => {
      pieces.push(piece.slice());
      size += piece.length;
    });
    const whole = new Uint8Array(size);
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  /** Unpacks one file of an archive of documents: each is a document of its own, so the limits hold for each. */
  member(name: string): Uint8Array {
    this.#unpacked = 0;
    return this.bytes(name);
  }

  #packed({ at, packed, name }: ZipEntry): Uint8Array {
    if (at + 30 > this.#bytes.length || this.#view.getUint32(at, true) !== localHeader) throw broken(`找不到“${name}”的数据`);
    const from = at + 30 + this.#view.getUint16(at + 26, true) + this.#view.getUint16(at + 28, true);
    if (from + packed > this.#bytes.length) throw broken(`“${name}”不完整`);
    return this.#bytes.subarray(from, from + packed);
  }

  /** Reads the directory at the end of the file, with the fields of zip64 where it has them. */
  #directory(): Map<string, ZipEntry> {
    const view = this.#view;
    const end = this.#findEnd();
    let count = view.getUint16(end + 10, true);
    let size = view.getUint32(end + 12, true);
    let from = view.getUint32(end + 16, true);
    let before = end;
    if (end >= 20 && view.getUint32(end - 20, true) === locator64) {
      const end64 = Number(view.getBigUint64(end - 12, true));
      if (end64 + 56 > end || view.getUint32(end64, true) !== endOfDirectory64) throw broken("目录损坏");
      count = Number(view.getBigUint64(end64 + 32, true));
      size = Number(view.getBigUint64(end64 + 40, true));
      from = Number(view.getBigUint64(end64 + 48, true));
      before = end64;
    }
    // Something in front of the package (a self-extracting program) moves every offset by as much.
    const shift = Math.max(0, before - size - from);
    if (count > maxEntries) {
      throw new DabiaoError("FORMAT-03", { message: `压缩包里有 ${count} 个文件，超过 ${maxEntries} 个的上限。`, hint: "请分成几个压缩包后再导入。" });
    }
    const entries = new Map<string, ZipEntry>();
    let at = from + shift;
    for (let nth = 0; nth < count; nth++) {
      if (at + 46 > end || view.getUint32(at, true) !== directoryEntry) throw broken("目录损坏");
      const nameLength = view.getUint16(at + 28, true);
      const extraLength = view.getUint16(at + 30, true);
      const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
      if (next > end) throw broken("目录损坏");
      const flags = view.getUint16(at + 8, true);
      const name = nameOf(this.#bytes.subarray(at + 46, at + 46 + nameLength), (flags & 0x800) !== 0);
      const sizes = this.#sizes(at, at + 46 + nameLength, extraLength);
      // Of two entries with one name the first counts: what a second one hides is nothing that people see.
      if (!entries.has(name)) {
        entries.set(name, { name, ...sizes, at: sizes.at + shift, encrypted: (flags & 1) !== 0, method: view.getUint16(at + 10, true), crc: view.getInt32(at + 16, true) });
      }
      at = next;
    }
    return entries;
  }

  #findEnd(): number {
    const last = this.#bytes.length - 22;
    for (let at = last; at >= 0 && at > last - 65_536; at--) {
      if (this.#bytes[at] === 0x50 && this.#view.getUint32(at, true) === endOfDirectory) return at;
    }
    throw broken("没有压缩包目录，文件可能没有下载完");
  }

  /** Sizes and offset of a directory entry; where a field is all ones, the zip64 extra field holds it. */
  #sizes(entry: number, extra: number, extraLength: number): { packed: number; unpacked: number; at: number } {
    const view = this.#view;
    let packed = view.getUint32(entry + 20, true);
    let unpacked = view.getUint32(entry + 24, true);
    let at = view.getUint32(entry + 42, true);
    for (let field = extra; field + 4 <= extra + extraLength; field += 4 + view.getUint16(field + 2, true)) {
      if (view.getUint16(field, true) !== 1) continue;
      let value = field + 4;
      const end = Math.min(value + view.getUint16(field + 2, true), extra + extraLength);
      const long = (short: number): number => {
        if (short !== 0xffffffff || value + 8 > end) return short;
        value += 8;
        return Number(view.getBigUint64(value - 8, true));
      };
      unpacked = long(unpacked);
      packed = long(packed);
      at = long(at);
    }
    return { packed, unpacked, at };
  }
}

/** Entries up to this size are unpacked at once, into as much memory as their directory claims. */
const wholeAtMost = 4 * 1024 * 1024;

/** A small entry in one go, which is quicker; null where its size or checksum is not what the directory claims. */
function inflatedWhole(packed: Uint8Array, { unpacked, crc }: ZipEntry): Uint8Array | null {
  if (unpacked > wholeAtMost || (unpacked > ratioFrom && unpacked > packed.length * maxRatio)) return null;
  try {
    // What does not fit is dropped by the inflater, and then the checksum differs.
    const whole = inflateSync(packed, { out: new Uint8Array(unpacked) });
    return whole.length === unpacked && crc32(whole, 0) === crc ? whole : null;
  } catch {
    return null;
  }
}

function inflate(packed: Uint8Array, take: Take, name: string): void {
  const told: { error: unknown } = { error: null };
  const inflater = new Inflate((piece) => {
    try {
      take(piece);
    } catch (error) {
      told.error = error;
      throw error;
    }
  });
  try {
    for (let at = 0; at < packed.length; at += step) inflater.push(packed.subarray(at, at + step), at + step >= packed.length);
  } catch (error) {
    // What the taker throws (a broken XML, a bomb) goes through as it is; the rest is the inflater's own.
    if (told.error !== null) throw told.error;
    throw broken(`“${name}”无法解压`, error);
  }
}

const lenient = new TextDecoder("utf-8");
const strict = new TextDecoder("utf-8", { fatal: true });

/** Names are UTF-8 where the package says so; Chinese programs that do not say it write GB18030. Some write backslashes. */
function nameOf(bytes: Uint8Array, utf8: boolean): string {
  let name: string;
  try {
    name = (utf8 ? lenient : strict).decode(bytes);
  } catch {
    name = new TextDecoder("gb18030").decode(bytes);
  }
  return name.replaceAll("\\", "/");
}

/** Office files with a password are no zip but an OLE file with one stream that holds the encrypted zip. */
function holdsEncryptedPackage(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0xd0 || bytes[1] !== 0xcf || bytes[2] !== 0x11 || bytes[3] !== 0xe0) return false;
  const name = [..."EncryptedPackage"].flatMap((character) => [character.charCodeAt(0), 0]);
  for (let at = bytes.indexOf(69); at >= 0; at = bytes.indexOf(69, at + 1)) {
    if (name.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
}

function bomb(name: string): DabiaoError {
  return new DabiaoError("FORMAT-03", {
    message: `“${name}”解压后大得不正常（超过 ${maxUnpacked / 1024 / 1024} MB，或超过压缩前的 ${maxRatio} 倍），已停止读取。`,
    hint: "这样的文件可能是恶意文件。如果来源可信，请用原来的程序打开，另存一份后重试。",
  });
}

export function encrypted(): DabiaoError {
  return new DabiaoError("FORMAT-02", {
    message: "文件设有打开密码，内容已加密，无法读取。",
    hint: "请用原来的程序打开，取消密码后另存，再导入。",
  });
}

/** @param what the damage, in a few words */
export function broken(what: string, cause?: unknown): DabiaoError {
  return new DabiaoError("FORMAT-01", {
    message: `文件已损坏：${what}。`,
    hint: "请重新下载或重新复制文件；也可以用 Word、WPS 或 LibreOffice 打开修复，另存后重试。",
    cause,
  });
}
