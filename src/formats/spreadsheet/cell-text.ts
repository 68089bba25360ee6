import { type Decimal, decimalOf, equal, parsed, scaled, written } from "./decimal.ts";
import { showNumber, showText } from "./number-format.ts";
import type { RawCell } from "./sheet-table.ts";

/** What a cell shows, and the exact stored number where that is another one (rounded, scaled or hidden by its format). */
export interface CellText {
  text: string;
  stored: string | null;
}

const errors: Readonly<Record<number, string>> = {
  0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A", 43: "#GETTING_DATA",
};

/** @param date1904 whether the workbook counts its days from 1904 */
export function cellText(cell: RawCell, date1904: boolean): CellText {
  const code = typeof cell.z === "string" && cell.z !== "" ? cell.z : "General";
  if (cell.t === "n" && typeof cell.v === "number" && Number.isFinite(cell.v)) {
    const { text, moment } = cell.w === undefined ? showNumber(cell.v, code, date1904) : { text: cell.w.trim(), moment: isMoment(cell.w) };
    return { text, stored: moment ? null : storedBehind(text, cell.v) };
  }
  if (cell.t === "b") return { text: cell.v === true ? "TRUE" : "FALSE", stored: null };
  if (cell.t === "e") return { text: cell.w ?? errors[Number(cell.v)] ?? "#ERROR!", stored: null };
  if (cell.t !== "s" && cell.t !== "str") return { text: "", stored: null };
  const text = typeof cell.v === "string" ? cell.v : String(cell.v ?? "");
  return { text: showText(text.replace(/\r\n?/g, "\n"), code), stored: null };
}

/** Of a text that the file itself gives for a number (ods): whether it is a date or a time. */
function isMoment(text: string): boolean {
  return /\d[-/.年]\d{1,2}[-/.月]|\d:\d\d|\d[年月日时分]/.test(text);
}

const scales: Readonly<Record<string, number>> = { 千: 3, 仟: 3, 万: 4, 百万: 6, 千万: 7, 亿: 8, "%": -2, "‰": -3 };

/** The stored number, written out, where what is shown reads as another one; null where both agree or nobody can tell. */
export function storedBehind(text: string, value: number): string | null {
  if (text.length <= 15 && text === String(value)) return null;
  const stored = decimalOf(value);
  const shown = numberIn(text);
  if (shown === undefined) return null;
  if (shown === null) return text.trim() === "" && stored.digits !== "" ? written(stored) : null;
  return equal(shown, stored) ? null : written(stored);
}

/** The one number that a text names; null where it names none, undefined where it names several. */
function numberIn(text: string): Decimal | null | undefined {
  const found = [...text.replace(/(?<=\d),(?=\d{3})/g, "").matchAll(/\d+(?:\.\d*)?(?:E[+-]?\d+)?|\.\d+/gi)];
  const [only] = found;
  if (!only) return null;
  if (found.length > 1) return undefined;
  const figures = parsed(only[0]);
  if (figures === null) return undefined;
  const before = text.replace(/(?<=\d),(?=\d{3})/g, "").slice(0, only.index);
  const behind = text.replace(/(?<=\d),(?=\d{3})/g, "").slice(only.index + only[0].length);
  const scale = /^\s*(百万|千万|[千仟万亿%‰])/.exec(behind)?.[1];
  const negative = figures.digits !== "" && (/[-−－]\D*$/.test(before) || (/\(\D*$/.test(before) && behind.includes(")")));
  return { ...scaled(figures, scale === undefined ? 0 : (scales[scale] ?? 0)), negative };
}
