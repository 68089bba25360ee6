// A backup under a passphrase: a head, then pieces of 64 KiB, each encrypted and proven for itself and bound to its place,
// so that none can be changed, moved, repeated or cut off, and neither side ever holds more than one.
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { DabiaoError } from "../../problem.ts";
import { keyFrom, openBytes, presentStretch, sealBytes, type Stretch, tagBytes } from "../cipher/cipher.ts";

const mark = Buffer.from("DABIAOE1");
const suite = "s1";
const saltBytes = 16;
const prefixBytes = 7;
/** Mark, suite, work of the passphrase (three bytes), salt, beginning of every nonce. */
export const sealedHead = mark.length + suite.length + 3 + saltBytes + prefixBytes;
const pieceBytes = 64 * 1024;

export const isSealed = (head: Buffer): boolean => head.subarray(0, mark.length).equals(mark);

/** Every piece has a nonce of its own, and the last one says that it is. */
function nonceOf(prefix: Buffer, piece: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(prefixBytes + 5);
  prefix.copy(nonce);
  nonce.writeUInt32BE(piece, prefixBytes);
  nonce.writeUInt8(isLast ? 1 : 0, prefixBytes + 4);
  return nonce;
}

/** Encrypts what is written to it and hands it on. */
export class Sealer {
  readonly #key: Buffer;
  readonly #head: Buffer;
  readonly #write: (bytes: Uint8Array) => Promise<void>;
  #rest: Buffer = Buffer.alloc(0);
  #piece = 0;

  private constructor(key: Buffer, head: Buffer, write: (bytes: Uint8Array) => Promise<void>) {
    this.#key = key;
    this.#head = head;
    this.#write = write;
  }

  static async begin(passphrase: string, write: (bytes: Uint8Array) => Promise<void>, stretch: Stretch = presentStretch): Promise<Sealer> {
    const { cost, blocks, lanes } = stretch;
    const salt = randomBytes(saltBytes);
    const head = Buffer.concat([mark, Buffer.from(suite), Buffer.from([cost, blocks, lanes]), salt, randomBytes(prefixBytes)]);
    await write(head);
    return new Sealer(await keyFrom(passphrase, salt, stretch), head, write);
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    while (this.#rest.length > pieceBytes) {
      const piece = this.#rest.subarray(0, pieceBytes);
      this.#rest = this.#rest.subarray(pieceBytes);
      await this.#seal(piece, false);
    }
  }

  /** Without this there is no last piece, and the file opens nowhere. */
  async finish(): Promise<void> {
    await this.#seal(this.#rest, true);
  }

  async #seal(piece: Buffer, isLast: boolean): Promise<void> {
    await this.#write(sealBytes(this.#key, nonceOf(this.#head.subarray(-prefixBytes), this.#piece++, isLast), piece, this.#head, suite));
  }
}

/** What somebody may make us work for one guess, whatever the head of a file says. */
const most: Stretch = { cost: 20, blocks: 16, lanes: 4 };

/**
 * What a sealed file holds, piece by piece.
 * @throws DabiaoError BACKUP-05 when the passphrase is another
 * @throws Error when the file was changed or cut short
 */
export async function* openSealed(file: string, source: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let opener: ((piece: Buffer, isLast: boolean) => Buffer) | null = null;
  for await (const bytes of source) {
    rest = Buffer.concat([rest, bytes]);
    if (opener === null) {
      if (rest.length < sealedHead) continue;
      opener = await openerOf(file, rest.subarray(0, sealedHead), passphrase);
      rest = rest.subarray(sealedHead);
    }
    while (rest.length > pieceBytes + tagBytes) {
      yield opener(rest.subarray(0, pieceBytes + tagBytes), false);
      rest = rest.subarray(pieceBytes + tagBytes);
    }
  }
  if (opener === null) throw new Error("no whole head");
  yield opener(rest, true);
}

async function openerOf(file: string, head: Buffer, passphrase: string): Promise<(piece: Buffer, isLast: boolean) => Buffer> {
  const [cost = 0, blocks = 0, lanes = 0] = head.subarray(mark.length + suite.length);
  if (cost < 1 || cost > most.cost || blocks < 1 || blocks > most.blocks || lanes < 1 || lanes > most.lanes) throw new Error("a head that is none");
  const salt = head.subarray(mark.length + suite.length + 3, -prefixBytes);
  const key = await keyFrom(passphrase, salt, { cost, blocks, lanes });
  const name = head.subarray(mark.length, mark.length + suite.length).toString();
  let count = 0;
  return (piece, isLast) => {
    const at = count++;
    try {
      return openBytes(key, nonceOf(head.subarray(-prefixBytes), at, isLast), piece, head, name);
    } catch (cause) {
      if (at > 0) throw cause;
      throw new DabiaoError("BACKUP-05", { message: `“${file}”打不开：口令不对，或文件的开头被改过。`, hint: "请核对口令；没有改动任何数据。", cause });
    }
  };
}

/** Shorter ones are guessed. */
const shortest = 12;

/**
 * The passphrase that a file holds in its first line.
 * @throws DabiaoError BACKUP-06 when it cannot be read or is too short
 */
export async function passphraseIn(file: string | undefined): Promise<string | null> {
  if (!file) return null;
  const refused = (why: string, cause?: unknown): DabiaoError =>
    new DabiaoError("BACKUP-06", { message: `备份口令文件“${file}”${why}。`, hint: `文件第一行写口令，至少 ${shortest} 个字符，只让运行达标的用户可读。`, cause });
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw refused("读不出来", cause);
  });
  const [passphrase = ""] = text.split(/\r?\n/);
  if ([...passphrase.trim()].length < shortest) throw refused("里的口令太短");
  return passphrase.trim();
}
