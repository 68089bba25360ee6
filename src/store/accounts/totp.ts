// Time-based one-time passwords (RFC 6238) with HMAC-SHA-1, six digits and steps of 30 seconds: what every phone has.
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const stepSeconds = 30;
const digits = 6;

/** A new secret, in base32 as phones take it. */
export function newTotpSecret(): string {
  const bits = [...randomBytes(20)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join("");
}

function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}

/** The password of a step (RFC 4226). */
export function totpAt(secret: string, step: number, length = digits): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", bytesOf(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** length).padStart(length, "0");
}

export const stepOf = (now: Date): number => Math.floor(now.getTime() / 1000 / stepSeconds);

/** The step whose password this is: the present one, or the one before or after it, as clocks differ. null when it is none. */
export function matchingStep(secret: string, code: string, now: Date): number | null {
  const given = Buffer.from(code.replace(/\s/g, ""));
  const steps = [stepOf(now) - 1, stepOf(now), stepOf(now) + 1].filter((step) => {
    const expected = Buffer.from(totpAt(secret, step));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return steps[0] ?? null;
}

/** What the QR code says. */
export function totpAddress(secret: string, login: string): string {
  return `otpauth://totp/${encodeURIComponent(`达标:${login}`)}?secret=${secret}&issuer=${encodeURIComponent("达标")}&algorithm=SHA1&digits=${digits}&period=${stepSeconds}`;
}
