import { z } from "zod";

/** An exact decimal number as text: no exponent, no thousands separators, a leading minus where negative. */
export const DecimalText = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .meta({ id: "DecimalText", description: "精确小数（字符串），不经过二进制浮点" });

/**
 * Reads a printed decimal: `1,324.00` → `1324.00`, `-.5` → `-0.5`. Digits after the point are kept as printed.
 * @returns null when the text is not exactly one number or its thousands separators stand in the wrong places
 */
export function decimal(text: string): string | null {
  const match = /^([-−+]?)(\d{1,3}(?:[,，]\d{3})+|\d*)(?:\.(\d+))?$/.exec(text);
  if (!match) return null;
  const [, sign = "", whole = "", fraction] = match;
  if (whole === "" && fraction === undefined) return null;
  const digits = whole.replace(/[,，]/g, "").replace(/^0+(?=\d)/, "") || "0";
  const negative = sign !== "" && sign !== "+" && /[1-9]/.test(digits + (fraction ?? ""));
  return `${negative ? "-" : ""}${digits}${fraction === undefined ? "" : `.${fraction}`}`;
}

/**
 * Multiplies an exact decimal by a power of ten by moving its point.
 * @param value a DecimalText
 * @param power how many places to the right (not negative)
 * @param atLeast how many digits must stand after the point at least; superfluous zeros beyond them are cut
 */
export function shiftPoint(value: string, power: number, atLeast = 0): string {
  const negative = value.startsWith("-");
  const [whole = "0", fraction = ""] = (negative ? value.slice(1) : value).split(".");
  const padded = fraction.padEnd(power, "0");
  const moved = (whole + padded.slice(0, power)).replace(/^0+(?=\d)/, "");
  const rest = padded.slice(power).replace(/0+$/, "").padEnd(atLeast, "0");
  return `${negative ? "-" : ""}${moved}${rest === "" ? "" : `.${rest}`}`;
}

/**
 * Divides an exact decimal by a power of ten by moving its point.
 * @param value a DecimalText
 * @param power how many places to the left (not negative)
 * @param atLeast how many digits must stand after the point at least; superfluous zeros beyond them are cut
 */
export function shiftDown(value: string, power: number, atLeast = 0): string {
  const negative = value.startsWith("-");
  const [whole = "0", fraction = ""] = (negative ? value.slice(1) : value).split(".");
  const padded = whole.padStart(power + 1, "0");
  const at = padded.length - power;
  return `${negative ? "-" : ""}${shiftPoint(`${padded.slice(0, at)}.${padded.slice(at)}${fraction}`, 0, atLeast)}`;
}

/** Compares two exact decimals: negative, zero or positive like a − b. */
export function compareDecimals(a: string, b: string): number {
  const scale = Math.max(scaleOf(a), scaleOf(b));
  const difference = digitsOf(a, scale) - digitsOf(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** How many digits stand behind the point. */
export const scaleOf = (value: string): number => (value.split(".")[1] ?? "").length;

/** All digits of a value, as many behind the point as told: 1.5 with two is 150. */
export function digitsOf(value: string, scale: number): bigint {
  const [whole = "", fraction = ""] = value.split(".");
  return BigInt(whole + fraction.padEnd(scale, "0"));
}
