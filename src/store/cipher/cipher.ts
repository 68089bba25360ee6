// The one door to what encrypts at rest. Whatever is sealed names its suite, so that another one (the SM algorithms of a
// house that must use them) is one more entry in the table and what was sealed before stays readable.
import { type CipherGCM, createCipheriv, createDecipheriv, createHash, type DecipherGCM, randomBytes, scrypt } from "node:crypto";

/** A way to encrypt with proof of integrity: every suite has a nonce of 12 bytes and a tag of 16. */
interface Suite {
  readonly keyBytes: number;
  encrypt(key: Buffer, nonce: Buffer): CipherGCM;
  decrypt(key: Buffer, nonce: Buffer): DecipherGCM;
}

const suites = {
  /** AES-256-GCM. */
  s1: {
    keyBytes: 32,
    encrypt: (key, nonce) => createCipheriv("aes-256-gcm", key, nonce),
    decrypt: (key, nonce) => createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes }),
  },
} as const satisfies Readonly<Record<string, Suite>>;

type SuiteName = keyof typeof suites;
/** With which everything new is sealed. */
const present: SuiteName = "s1";

export const nonceBytes = 12;
export const tagBytes = 16;
export const keyBytes = suites[present].keyBytes;

const suiteOf = (name: string): Suite => {
  if (Object.hasOwn(suites, name)) return suites[name as SuiteName];
  throw new Error(`sealed by ${name}, which this program does not know`);
};

/** Encrypts bytes; the tag stands behind them. @param about what the bytes belong to: nowhere else they open */
export function sealBytes(key: Buffer, nonce: Buffer, bytes: Uint8Array, about: Uint8Array, suite: string = present): Buffer {
  const cipher = suiteOf(suite).encrypt(key, nonce).setAAD(about);
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error when key, nonce, bytes or what they belong to are not the same */
export function openBytes(key: Buffer, nonce: Buffer, sealed: Buffer, about: Uint8Array, suite: string = present): Buffer {
  if (sealed.length < tagBytes) throw new Error("too short to be sealed");
  const decipher = suiteOf(suite).decrypt(key, nonce).setAAD(about);
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
}

/** A key and the name by which sealed values ask for it; the name tells nothing of the key. */
export interface SecretKey {
  readonly id: string;
  readonly bytes: Buffer;
}

export const secretKey = (bytes: Buffer): SecretKey => ({ id: createHash("sha256").update("dabiao key ").update(bytes).digest("hex").slice(0, 16), bytes });

/** A short text as one word: `suite.key.bytes`. */
export function sealText({ id, bytes }: SecretKey, text: string, about: string): string {
  const nonce = randomBytes(nonceBytes);
  return [present, id, Buffer.concat([nonce, sealBytes(bytes, nonce, Buffer.from(text), Buffer.from(about))]).toString("base64url")].join(".");
}

/** The key that a sealed text asks for; null: it is not sealed. */
export const keyIdOf = (sealed: string): string | null => /^s\d+\.([0-9a-f]{16})\.[\w-]+$/.exec(sealed)?.[1] ?? null;

/** @throws Error when it was sealed with another key, about something else, or was changed */
export function openText({ bytes }: SecretKey, sealed: string, about: string): string {
  const [suite = "", , content = ""] = sealed.split(".");
  const whole = Buffer.from(content, "base64url");
  return openBytes(bytes, whole.subarray(0, nonceBytes), whole.subarray(nonceBytes), Buffer.from(about), suite).toString();
}

/** How much work a guess at a passphrase is: 2^cost times `blocks` times 128 bytes of memory. */
export interface Stretch {
  readonly cost: number;
  readonly blocks: number;
  readonly lanes: number;
}
/** 128 MiB and some 0.3 s a guess. */
export const presentStretch: Stretch = { cost: 17, blocks: 8, lanes: 1 };

/** A key out of a passphrase (scrypt, RFC 7914). */
export async function keyFrom(passphrase: string, salt: Buffer, { cost, blocks, lanes }: Stretch): Promise<Buffer> {
  return await new Promise((resolve, reject) => {
    scrypt(passphrase.normalize("NFKC"), salt, keyBytes, { N: 2 ** cost, r: blocks, p: lanes, maxmem: 256 * 2 ** cost * blocks }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
