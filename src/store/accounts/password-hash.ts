// Passwords are kept as PHC strings: the method, its parameters and the salt stand beside the hash, so that each can be
// checked after the parameters have changed.
import * as crypto from "node:crypto";
import { promisify } from "node:util";

/** 19 MiB and 2 passes: 25 ms on a core of 2026. */
const argon = { memory: 19_456, passes: 2, parallelism: 1 };
/** Where Node has no argon2: 2^15 blocks of 1 KiB. */
const scryptCost = { ln: 15, r: 8, p: 1 };
const length = 32;

const argon2 = typeof crypto.argon2 === "function" ? promisify(crypto.argon2) : null;
const scrypt = promisify(crypto.scrypt as (password: string, salt: Buffer, keylen: number, options: crypto.ScryptOptions, done: (error: Error | null, key: Buffer) => void) => void);

const argonHead = `$argon2id$v=19$m=${argon.memory},t=${argon.passes},p=${argon.parallelism}$`;
const scryptHead = `$scrypt$ln=${scryptCost.ln},r=${scryptCost.r},p=${scryptCost.p}$`;
const ownHead = argon2 ? argonHead : scryptHead;

/** A hash of this password with a salt of its own, by the method of today. `head`: another method, for tests. */
export async function hashPassword(password: string, head = ownHead): Promise<string> {
  const salt = crypto.randomBytes(16);
  return `${head}${plain(salt)}$${plain(await derive(head, password, salt))}`;
}

/** Whether a hash was made with other parameters than those of today, and should be made anew when the password is at hand. */
export const isOutdated = (phc: string): boolean => !phc.startsWith(ownHead);

let nobody: Promise<string> | undefined;

/** Whether the password is the hashed one. Without a hash the answer is no, and takes as long as any other. */
export async function isPassword(password: string, phc: string | null): Promise<boolean> {
  nobody ??= hashPassword(crypto.randomBytes(16).toString("hex"));
  const [, head = "", salt = "", hash = ""] = /^(\$.+\$)([^$]+)\$([^$]+)$/.exec(phc ?? (await nobody)) ?? [];
  const expected = Buffer.from(hash, "base64");
  const given = await derive(head, password, Buffer.from(salt, "base64"));
  return crypto.timingSafeEqual(given, expected) && phc !== null;
}

async function derive(head: string, password: string, salt: Buffer): Promise<Buffer> {
  // The same characters can be typed in several ways (full width, combining marks).
  const message = password.normalize("NFKC");
  const parameters = new Map([...head.matchAll(/([a-z]+)=(\d+)/g)].map(([, name = "", value]) => [name, Number(value)]));
  const number = (name: string): number => parameters.get(name) ?? 0;
  if (head.startsWith("$argon2id$")) {
    if (!argon2) throw new Error("this Node has no argon2");
    return await argon2("argon2id", { message, nonce: salt, parallelism: number("p"), memory: number("m"), passes: number("t"), tagLength: length });
  }
  const N = 2 ** number("ln");
  return await scrypt(message, salt, length, { N, r: number("r"), p: number("p"), maxmem: 256 * N * number("r") });
}

/** Base64 as PHC strings have it: without filling. */
const plain = (bytes: Buffer): string => bytes.toString("base64").replaceAll("=", "");
