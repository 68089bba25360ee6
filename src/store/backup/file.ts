// A backup as a file: zstd over pieces of known kind and length, then the SHA-256 of all of it in a frame that zstd
// programs skip. docs/operations.md describes it for those who must read one without this program.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress, createZstdDecompress } from "node:zlib";
import { DabiaoError } from "../../problem.ts";
import { isSealed, openSealed, sealedHead } from "./sealed-file.ts";
import type { TableShape, TableSum } from "./tables.ts";

/** The beginning of a backup. */
export interface BackupTitle {
  kind: "dabiao-backup";
  version: 1;
  /** The newest step of the schema it was taken from. */
  step: number;
  at: string;
  postgres: string;
}

/** The end: what there should be. */
export interface Manifest {
  tables: TableSum[];
  /** Where the numbering of columns goes on. */
  sequences: { name: string; value: string }[];
}

/** The pieces of a backup, in this order: title, for each table its shape, rows and nothing else, files, manifest. */
export type Piece =
  | { kind: "title"; value: BackupTitle }
  | { kind: "table"; value: TableShape }
  | { kind: "rows"; bytes: Buffer }
  | { kind: "file"; value: { name: string; text: string } }
  | { kind: "manifest"; value: Manifest };

const kinds = ["title", "table", "rows", "file", "manifest"] as const;

/** A frame that zstd programs skip: its mark, the length of what it holds, the SHA-256 of the file before it. */
const trailerMark = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 32, 0, 0, 0]);
const trailerLength = trailerMark.length + 32;

/** Writes pieces as they come. @returns the SHA-256 that stands at the file's end */
export async function writePieces(pieces: AsyncIterable<Piece>, write: (bytes: Uint8Array) => Promise<void>): Promise<string> {
  const hash = createHash("sha256");
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  await pipeline(Readable.from(framed(pieces)), compress, async (compressed: AsyncIterable<Buffer>) => {
    for await (const bytes of compressed) {
      hash.update(bytes);
      await write(bytes);
    }
  });
  const sum = hash.digest();
  await write(Buffer.concat([trailerMark, sum]));
  return sum.toString("hex");
}

async function* framed(pieces: AsyncIterable<Piece>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    const bytes = piece.kind === "rows" ? piece.bytes : Buffer.from(JSON.stringify(piece.value));
    const head = Buffer.alloc(5);
    head.writeUInt8(kinds.indexOf(piece.kind));
    head.writeUInt32BE(bytes.length, 1);
    yield head;
    if (bytes.length > 0) yield bytes;
  }
}

/** The bytes of a backup in the clear. @throws DabiaoError BACKUP-01 no such file, BACKUP-04 a passphrase is wanted */
async function* bytesOf(file: string, passphrase: string | null): AsyncGenerator<Buffer> {
  const head = Buffer.alloc(sealedHead);
  const opened = await open(file).catch((cause: unknown) => {
    throw damaged(file, "打不开这个文件", cause);
  });
  await opened.read(head, 0, sealedHead, 0).finally(async () => await opened.close());
  const source = createReadStream(file) as AsyncIterable<Buffer>;
  if (!isSealed(head)) return yield* source;
  if (passphrase === null) throw new DabiaoError("BACKUP-04", { message: `“${file}”是加密的备份。`, hint: "请用 --passphrase-file 指明写有口令的文件。" });
  yield* openSealed(file, source, passphrase);
}

/**
 * Reads the whole file once, so that a damaged one is refused before anything is touched.
 * @returns the SHA-256 of what it holds
 * @throws DabiaoError BACKUP-01 when it is no backup, was cut short or changed, BACKUP-04 and BACKUP-05 for want of its passphrase
 */
export async function checkFile(file: string, passphrase: string | null = null): Promise<string> {
  const hash = createHash("sha256");
  let end: Buffer = Buffer.alloc(0);
  try {
    for await (const bytes of bytesOf(file, passphrase)) {
      const all = Buffer.concat([end, bytes]);
      const cut = Math.max(0, all.length - trailerLength);
      hash.update(all.subarray(0, cut));
      end = all.subarray(cut);
    }
  } catch (cause) {
    throw cause instanceof DabiaoError ? cause : damaged(file, "文件损坏或被改过", cause);
  }
  if (!end.subarray(0, trailerMark.length).equals(trailerMark)) throw damaged(file, "文件不完整，或不是备份文件");
  const sum = hash.digest();
  if (!sum.equals(end.subarray(trailerMark.length))) throw damaged(file, "文件损坏或被改过");
  return sum.toString("hex");
}

/** No piece is longer: rows are divided as they come, everything else is short. */
const longest = 64 * 1024 * 1024;

/**
 * Reads a backup's pieces one by one. Rows come in parts of no particular size.
 * @throws DabiaoError BACKUP-01 when they are not what a backup consists of
 */
export async function* readPieces(file: string, passphrase: string | null = null): AsyncGenerator<Piece> {
  const bytes = new Gatherer(bytesOf(file, passphrase));
  try {
    for (;;) {
      const head = await bytes.take(5);
      if (head === null) return;
      const kind = kinds[head.readUInt8()];
      const length = head.readUInt32BE(1);
      const content = kind === undefined || length > longest ? null : await bytes.take(length);
      if (kind === undefined || content === null) throw damaged(file, "内容不是备份的内容");
      // The file's own SHA-256 was checked: whoever wrote it knew these shapes.
      yield kind === "rows" ? { kind, bytes: content } : ({ kind, value: JSON.parse(content.toString()) as unknown } as Piece);
    }
  } catch (cause) {
    throw cause instanceof DabiaoError ? cause : damaged(file, "解不开压缩", cause);
  } finally {
    bytes.close();
  }
}

/** What a compressed file holds, taken in pieces of a length that the reader names. */
class Gatherer {
  readonly #source: Readable;
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    const plain = createZstdDecompress();
    this.#source = Readable.from(source);
    this.#source.on("error", (error) => plain.destroy(error)).pipe(plain);
    this.#chunks = (plain as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** Null at the end, when nothing is left or not enough. */
  async take(length: number): Promise<Buffer | null> {
    const parts: Buffer[] = [this.#rest];
    for (let have = this.#rest.length; have < length; ) {
      const { done, value } = await this.#chunks.next();
      if (done) return null;
      parts.push(value);
      have += value.length;
    }
    const all = parts.length === 1 ? this.#rest : Buffer.concat(parts);
    this.#rest = all.subarray(length);
    return all.subarray(0, length);
  }

  close(): void {
    this.#source.destroy();
    void this.#chunks.return?.();
  }
}

export function damaged(file: string, why: string, cause?: unknown): DabiaoError {
  return new DabiaoError("BACKUP-01", { message: `“${file}”不能用来恢复：${why}。`, hint: "请换一个备份文件；没有改动任何数据。", cause });
}
