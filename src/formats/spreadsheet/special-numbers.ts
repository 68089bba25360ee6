import { type Decimal, decimalOf, rounded, scaled } from "./decimal.ts";
import type { Section } from "./format-code.ts";

/** The format that Excel calls General: what 11 characters hold, else a power of ten. */
export function general(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e11) return String(value);
  const number = decimalOf(value);
  const sign = number.negative ? "-" : "";
  const exponent = number.point - 1;
  const fits = exponent >= -4 || number.digits.length - number.point <= 9;
  if (exponent > 10 || !fits) return sign + withExponent(number, 1, 5, 2).replace(/\.?0+(?=E)/, "");
  const { whole, fraction } = rounded(number, Math.max(0, Math.min(9, 9 - exponent)));
  return sign + (whole || "0") + `.${fraction}`.replace(/\.?0*$/, "");
}

/** 1234 as 1.23E+03: `whole` figures before the point and exponents that are multiples of it. */
function withExponent(number: Decimal, whole: number, decimals: number, exponentFigures: number): string {
  const first = Math.floor((number.point - 1) / whole) * whole;
  const text = (exponent: number) => rounded(scaled(number, -exponent), decimals);
  // Rounding may add a figure: 9.999 becomes 10.0, which is 1.00E+01.
  const exponent = number.digits !== "" && text(first).whole.length > whole ? first + whole : number.digits === "" ? 0 : first;
  const { whole: figures, fraction } = text(exponent);
  const power = `${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(exponentFigures, "0")}`;
  return `${figures || "0"}${decimals > 0 ? `.${fraction}` : ""}E${power}`;
}

/** Formats with an exponent (0.00E+00) or a fraction (# ?/?): too rare in forms for more than their plain shape. */
export function special({ tokens }: Section, value: number): string {
  const number = decimalOf(Math.abs(value));
  const digitsIn = (from: number, to: number) => tokens.slice(from, to).filter(({ kind }) => kind === "digit").length;
  const exponent = tokens.findIndex(({ kind }) => kind === "exponent");
  if (exponent >= 0) {
    const point = tokens.findIndex(({ kind }) => kind === "point");
    const text = withExponent(number, Math.max(1, digitsIn(0, point < 0 ? exponent : point)), point < 0 ? 0 : digitsIn(point, exponent), digitsIn(exponent, tokens.length));
    return tokens.some((token) => token.kind === "exponent" && token.text === "E-") ? text.replace("E+", "E") : text;
  }
  const slash = tokens.findIndex(({ kind }) => kind === "slash");
  const fixed = Number(tokens.slice(slash + 1).map((token) => (token.kind === "literal" ? token.text : "")).join("").trim());
  return fraction(Math.abs(value), digitsIn(0, slash) > 1, fixed > 0 ? fixed : null, 10 ** Math.min(3, Math.max(1, digitsIn(slash, tokens.length))) - 1);
}

function fraction(value: number, mixed: boolean, fixed: number | null, most: number): string {
  const whole = mixed ? Math.floor(value) : 0;
  let best = { above: 0, below: 1, error: Number.POSITIVE_INFINITY };
  for (let below = fixed ?? 1; below <= (fixed ?? most); below++) {
    const above = Math.round((value - whole) * below);
    const error = Math.abs(value - whole - above / below);
    if (error < best.error - 1e-12) best = { above, below, error };
  }
  if (best.above === 0) return String(whole);
  if (mixed && best.above === best.below) return String(whole + 1);
  return `${whole > 0 ? `${whole} ` : ""}${best.above}/${best.below}`;
}
