import type { Section } from "./format-code.ts";
import { figureByFigure, inWords } from "./chinese-figures.ts";

/** The moment that a serial number of days stands for; `weekday` counts from Sunday as 0. */
interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
}

const lastDay = 2_958_465;
const secondsOfDay = 86_400;

/** Day 1 is 1 January 1900, and 29 February 1900 is counted though it never was; or day 0 is 1 January 1904. */
function momentOf(serial: number, date1904: boolean): Moment | null {
  const shifted = serial + (date1904 ? 1462 : 0);
  const seconds = Math.round((shifted - Math.floor(shifted)) * secondsOfDay);
  const count = Math.floor(shifted) + (seconds === secondsOfDay ? 1 : 0);
  if (count < 0 || count > lastDay) return null;
  const time = seconds % secondsOfDay;
  const date = new Date(Date.UTC(1899, 11, 31) + (count > 60 ? count - 1 : count) * secondsOfDay * 1000);
  const dayThatNeverWas = count === 60;
  return {
    year: date.getUTCFullYear(),
    month: dayThatNeverWas ? 2 : date.getUTCMonth() + 1,
    day: dayThatNeverWas ? 29 : date.getUTCDate(),
    hour: Math.floor(time / 3600),
    minute: Math.floor(time / 60) % 60,
    second: time % 60,
    weekday: date.getUTCDay(),
  };
}

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const chineseDays = "日一二三四五六";

/** What a cell with a date or time format shows; signs of `#` for what is no date, as Excel does. */
export function showMoment({ tokens, numerals }: Section, value: number, date1904: boolean): string {
  const moment = momentOf(value, date1904);
  if (!moment) return "#".repeat(8);
  const letters = tokens.flatMap((token) => (token.kind === "date" ? [token.text] : []));
  const half = letters.some((text) => /^(?:am|a\/|上)/.test(text));
  let nth = 0;
  const shown = tokens.map((token) => {
    if (token.kind === "literal" || token.kind === "slash" || token.kind === "percent") return token.text;
    if (token.kind === "point") return ".";
    if (token.kind === "comma") return ",";
    if (token.kind !== "date") return "";
    const before = letters[nth - 1] ?? "";
    const after = letters[++nth] ?? "";
    // The same letter asks for months, and beside hours and seconds for minutes.
    const minutes = /^\[?m{1,2}\]?$/.test(token.text) && (/^\[?h/.test(before) || /^\[?s/.test(after) || token.text.startsWith("["));
    const text = part(minutes ? token.text.replace(/m/g, "n") : token.text, moment, value, half);
    if (numerals === 0 || !/^\d+$/.test(text)) return text;
    return /^[ye]/.test(token.text) ? figureByFigure(text, numerals) : inWords(String(Number(text)), numerals);
  });
  return shown.join("").trim();
}

/** One letter of a date format; minutes are asked for as `n`. */
function part(letter: string, { year, month, day, hour, minute, second, weekday }: Moment, value: number, half: boolean): string {
  const two = (figure: number) => String(figure).padStart(2, "0");
  const shownHour = half ? hour % 12 || 12 : hour;
  const [bare = ""] = letter.split(".");
  switch (bare) {
    case "y": case "yy": return two(year % 100);
    case "m": return String(month);
    case "mm": return two(month);
    case "mmm": return (months[month - 1] ?? "").slice(0, 3);
    case "mmmm": return months[month - 1] ?? "";
    case "mmmmm": return (months[month - 1] ?? "").slice(0, 1);
    case "d": return String(day);
    case "dd": return two(day);
    case "ddd": return (days[weekday] ?? "").slice(0, 3);
    case "dddd": return days[weekday] ?? "";
    case "aaa": return chineseDays.charAt(weekday);
    case "aaaa": return `星期${chineseDays.charAt(weekday)}`;
    case "h": return String(shownHour);
    case "hh": return two(shownHour);
    case "n": return String(minute);
    case "nn": return two(minute);
    case "s": return String(second);
    case "ss": return two(second);
    case "[h]": case "[hh]": return String(Math.floor(value * 24 + 1e-6));
    case "[n]": case "[nn]": return String(Math.floor(value * 1440 + 1e-5));
    case "[s]": case "[ss]": return String(Math.round(value * secondsOfDay));
    case "am/pm": return hour < 12 ? "AM" : "PM";
    case "a/p": return hour < 12 ? "A" : "P";
    case "上午/下午": return hour < 12 ? "上午" : "下午";
    default: return /^[ye]/.test(letter) ? String(year) : letter;
  }
}
