/** A number as decimal figures: 0.`digits` × 10^`point`, as people and spreadsheets mean it. */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly point: number;
}

/** The decimal number that a spreadsheet means: it keeps 15 figures, whatever the binary number behind them is. */
export function decimalOf(value: number): Decimal {
  const [figures = "0", exponent = "0"] = Math.abs(value).toExponential(14).split("e");
  const digits = figures.replace(".", "").replace(/0+$/, "");
  return { negative: value < 0 && digits !== "", digits, point: digits === "" ? 0 : Number(exponent) + 1 };
}

/** The same number `places` powers of ten larger. */
export function scaled(number: Decimal, places: number): Decimal {
  return number.digits === "" ? number : { ...number, point: number.point + places };
}

/** Figures before and behind the decimal point, with `decimals` of the latter, rounded half away from zero. */
export function rounded({ digits, point }: Decimal, decimals: number): { whole: string; fraction: string } {
  const keep = point + decimals;
  const shown = keep < 0 ? "" : digits.slice(0, keep).padEnd(keep, "0");
  const up = keep >= 0 && digits.charCodeAt(keep) >= 53;
  const figures = (up ? plusOne(shown) : shown).padStart(decimals + (up ? 1 : 0), "0");
  const whole = figures.slice(0, figures.length - decimals).replace(/^0+/, "");
  return { whole, fraction: decimals === 0 ? "" : figures.slice(-decimals) };
}

function plusOne(figures: string): string {
  const nines = /9*$/.exec(figures)?.[0].length ?? 0;
  const before = figures.slice(0, figures.length - nines);
  const last = before === "" ? "1" : before.slice(0, -1) + String.fromCharCode(before.charCodeAt(before.length - 1) + 1);
  return last + "0".repeat(nines);
}

/** The number written out in full: -1234.5, 0.001. */
export function written(number: Decimal): string {
  const decimals = Math.max(0, number.digits.length - number.point);
  const { whole, fraction } = rounded(number, decimals);
  return `${number.negative ? "-" : ""}${whole || "0"}${fraction && `.${fraction}`}`;
}

export function equal(one: Decimal, other: Decimal): boolean {
  return one.negative === other.negative && one.digits === other.digits && one.point === other.point;
}

/** Reads plain figures (“1234.50”) without going through a binary number; null for anything else. */
export function parsed(text: string): Decimal | null {
  const match = /^(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(text);
  if (!match || `${match[2]}${match[3] ?? ""}` === "") return null;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  const figures = (whole + fraction).replace(/^0+/, "");
  const digits = figures.replace(/0+$/, "");
  if (digits === "") return { negative: false, digits: "", point: 0 };
  return { negative: sign === "-", digits, point: figures.length - fraction.length + Number(exponent) };
}
