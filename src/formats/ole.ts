import { broken } from "./zip.ts";

const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const endOfChain = 0xfffffffe;
const noEntry = 0xffffffff;
const headerSize = 512;

/** Whether a file is an OLE container: Word, Excel and PowerPoint 97–2003, WPS, and encrypted packages are. */
export function isOle(bytes: Uint8Array): boolean {
  return signature.every((byte, at) => bytes[at] === byte);
}

interface Entry {
  readonly name: string;
  readonly kind: number;
  readonly left: number;
  readonly right: number;
  readonly child: number;
  readonly start: number;
  readonly size: number;
}

/**
 * An opened OLE container (MS-CFB): a small file system in sectors. Only the streams of its root are of interest; what
 * is embedded lies in storages below. A chain of sectors is followed no further than there are sectors.
 */
export class Ole {
  /** Names of the root's streams and storages, in lower case. */
  readonly names: ReadonlySet<string>;
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  readonly #sector: number;
  readonly #fat: Uint32Array;
  readonly #miniFat: Uint32Array;
  readonly #miniSize: number;
  readonly #cutoff: number;
  readonly #root: ReadonlyMap<string, Entry>;
  #mini: Uint8Array | null = null;
  readonly #miniStart: Entry;

  /** @throws DabiaoError FORMAT-01 where the container is broken */
  constructor(bytes: Uint8Array) {
    if (!isOle(bytes) || bytes.length < headerSize) throw broken("不是完整的 Office 97–2003 文件");
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const shift = this.#view.getUint16(30, true);
    const miniShift = this.#view.getUint16(32, true);
    if (shift < 7 || shift > 16 || miniShift > shift) throw broken("文件头损坏");
    this.#sector = 1 << shift;
    this.#miniSize = 1 << miniShift;
    this.#cutoff = this.#view.getUint32(56, true);
    this.#fat = this.#readFat();
    this.#miniFat = numbers(this.#chain(this.#view.getUint32(60, true), Number.POSITIVE_INFINITY));
    const entries = this.#entries();
    const root = entries.find(({ kind }) => kind === 5);
    if (!root) throw broken("目录损坏，文件可能没有下载完");
    this.#miniStart = root;
    this.#root = childrenOf(entries, root.child);
    this.names = new Set(this.#root.keys());
  }

  /** The content of one of the root's streams; null where there is none of that name. */
  stream(name: string): Uint8Array | null {
    const entry = this.#root.get(name.toLowerCase());
    if (entry?.kind !== 2) return null;
    const content = entry.size >= this.#cutoff ? this.#chain(entry.start, entry.size) : this.#smallStream(entry);
    // The last sector of a file may be cut short; where more is missing, what is left is not the whole document.
    if (content.length + this.#sector <= entry.size) throw broken(`“${name}”不完整，文件可能没有下载完`);
    return content;
  }

  /** Small streams share the sectors of a stream of their own. */
  #smallStream(entry: Entry): Uint8Array {
    this.#mini ??= this.#chain(this.#miniStart.start, this.#miniStart.size);
    return follow(this.#miniFat, entry.start, entry.size, this.#miniSize, (nth) => nth * this.#miniSize, this.#mini);
  }

  /** The table of which sector follows which; its own sectors are listed in the header and, for large files, in more sectors. */
  #readFat(): Uint32Array {
    const sectors: number[] = [];
    for (let at = 76; at < headerSize; at += 4) sectors.push(this.#view.getUint32(at, true));
    let more = this.#view.getUint32(68, true);
    const most = Math.ceil(this.#bytes.length / this.#sector);
    for (let seen = 0; more < endOfChain && seen <= most; seen++) {
      const from = this.#offset(more);
      if (from + this.#sector > this.#bytes.length) break;
      for (let at = 0; at < this.#sector - 4; at += 4) sectors.push(this.#view.getUint32(from + at, true));
      more = this.#view.getUint32(from + this.#sector - 4, true);
    }
    const used = sectors.filter((sector) => sector < endOfChain && this.#offset(sector) < this.#bytes.length).slice(0, most);
    const fat = new Uint8Array(used.length * this.#sector);
    used.forEach((sector, nth) => {
      const from = this.#offset(sector);
      fat.set(this.#bytes.subarray(from, from + this.#sector), nth * this.#sector);
    });
    return numbers(fat);
  }

  #offset(sector: number): number {
    return (sector + 1) * this.#sector;
  }

  #chain(start: number, size: number): Uint8Array {
    return follow(this.#fat, start, size, this.#sector, (nth) => this.#offset(nth), this.#bytes);
  }

  #entries(): Entry[] {
    const directory = this.#chain(this.#view.getUint32(48, true), Number.POSITIVE_INFINITY);
    const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
    const entries: Entry[] = [];
    for (let at = 0; at + 128 <= directory.length; at += 128) {
      const length = Math.min(Math.max(view.getUint16(at + 64, true) - 2, 0), 62);
      entries.push({
        name: new TextDecoder("utf-16le").decode(directory.subarray(at, at + length)).toLowerCase(),
        kind: view.getUint8(at + 66),
        left: view.getUint32(at + 68, true),
        right: view.getUint32(at + 72, true),
        child: view.getUint32(at + 76, true),
        start: view.getUint32(at + 116, true),
        size: view.getUint32(at + 120, true),
      });
    }
    return entries;
  }
}

/** The entries of one storage, which form a tree of left and right neighbours. */
function childrenOf(entries: readonly Entry[], first: number): Map<string, Entry> {
  const found = new Map<string, Entry>();
  const waiting = [first];
  const seen = new Set<number>();
  for (let nth = waiting.pop(); nth !== undefined; nth = waiting.pop()) {
    const entry = entries[nth];
    if (nth === noEntry || !entry || seen.has(nth)) continue;
    seen.add(nth);
    if (!found.has(entry.name)) found.set(entry.name, entry);
    waiting.push(entry.left, entry.right);
  }
  return found;
}

/** Puts the sectors of a chain together, up to a size; a loop ends where more came out than the file holds. */
function follow(table: Uint32Array, start: number, size: number, sector: number, offset: (nth: number) => number, source: Uint8Array): Uint8Array {
  const wanted = Math.min(size, source.length);
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let nth = start; nth < endOfChain && length < wanted; nth = table[nth] ?? noEntry) {
    const from = offset(nth);
    if (from >= source.length) break;
    const piece = source.subarray(from, from + Math.min(sector, wanted - length));
    pieces.push(piece);
    length += piece.length;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function numbers(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, nth) => view.getUint32(nth * 4, true));
}
