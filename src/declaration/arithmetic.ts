// Exact arithmetic on decimal texts: money and target values never pass through binary floating point.
import { compareDecimals, digitsOf, scaleOf } from "./decimal.ts";

/** The sum of exact decimals; "0" of none. */
export function sum(values: readonly string[]): string {
  return values.reduce(add, "0");
}

export function add(a: string, b: string): string {
  const scale = Math.max(scaleOf(a), scaleOf(b));
  return written(digitsOf(a, scale) + digitsOf(b, scale), scale);
}

export function subtract(a: string, b: string): string {
  const scale = Math.max(scaleOf(a), scaleOf(b));
  return written(digitsOf(a, scale) - digitsOf(b, scale), scale);
}

export function multiply(a: string, b: string): string {
  return written(digitsOf(a, scaleOf(a)) * digitsOf(b, scaleOf(b)), scaleOf(a) + scaleOf(b));
}

/**
 * The quotient, rounded half up (away from zero) to so many places.
 * @throws RangeError when `b` is zero
 */
export function divide(a: string, b: string, places: number): string {
  const scale = Math.max(scaleOf(a), scaleOf(b));
  const [dividend, divisor] = [digitsOf(a, scale) * 10n ** BigInt(places), digitsOf(b, scale)];
  const [size, by] = [abs(dividend), abs(divisor)];
  const rounded = (size * 2n + by) / (by * 2n);
  return written(dividend < 0n === divisor < 0n ? rounded : -rounded, places);
}

/** The distance of two values, never negative. */
export function distance(a: string, b: string): string {
  return subtract(a, b).replace("-", "");
}

export const isZero = (value: string): boolean => !/[1-9]/.test(value);
export const isMore = (a: string, b: string): boolean => compareDecimals(a, b) > 0;
export const isLess = (a: string, b: string): boolean => compareDecimals(a, b) < 0;
export const isSame = (a: string, b: string): boolean => compareDecimals(a, b) === 0;

const abs = (value: bigint): bigint => (value < 0n ? -value : value);

/** Writes digits with their point, without superfluous zeros behind it. */
function written(digits: bigint, scale: number): string {
  const text = abs(digits).toString().padStart(scale + 1, "0");
  const [whole, fraction] = [text.slice(0, text.length - scale), text.slice(text.length - scale).replace(/0+$/, "")];
  const value = fraction === "" ? whole : `${whole}.${fraction}`;
  return digits < 0n ? `-${value}` : value;
}
