import { chinese, numeral } from "./numeral.ts";
import type { Comparator } from "./target.ts";

const day = (year: string, month: number, date: number) => `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;

/** The last day of a month; of a month of the budget year whose year is not known, February ends on the 28th. */
function lastOf(year: string, month: number): number {
  return new Date(Date.UTC(year === "YEAR" ? 2023 : Number(year), month, 0)).getUTCDate();
}

const year = String.raw`(?<year>(?:19|20)\d{2})年度?`;
const limit = "(?:之前|以前|前|之内|以内|内)?";
/** A short verb behind the deadline: 完成, 支付, 全部到位 … */
const deed = String.raw`[^\d,，。；;、~%]{0,8}`;
const seasons: Readonly<Record<string, number>> = { 一: 3, "1": 3, 二: 6, "2": 6, 三: 9, "3": 9, 四: 12, "4": 12 };

/** The ways to print a deadline, tried in this order. Named groups: year, month, date, part of month, season, half. */
const deadlines: readonly RegExp[] = [
  String.raw`(?<year>(?:19|20)\d{2})[-/.](?<month>\d{1,2})(?:[-/.](?<date>\d{1,2}))?日?${limit}${deed}`,
  String.raw`(?:${year}|每年|当年|本年)?(?<month>\d{1,2})月(?<date>\d{1,2})[日号]${limit}${deed}`,
  String.raw`(?:${year}|每年)?(?<month>\d{1,2})月份?(?<part>底|末|初|上旬|中旬|下旬)${limit}${deed}`,
  String.raw`(?:${year}|每年)?(?<month>\d{1,2})月份?(?:之前|以前|前|之内|以内|内|完成|支付)${deed}`,
  String.raw`${year}(?<month>\d{1,2})月份?`,
  `(?:${year})?第?(?<season>[一二三四1-4])季度(?:底|末)?${limit}${deed}`,
  `(?:${year})?(?<half>[上下])半年(?:底|末)?${limit}${deed}`,
  `(?:${year}|本年度?|当年|每年|年度)(?:年?[底末终])${limit}${deed}`,
  `(?:当年|本年度?)(?:完成|办结|支付|拨付)${deed}`,
  `(?:${year}|本年度?|当年|年度?)(?:内|之内|以内)${deed}`,
  `年[底末终](?:之前|以前|前)?${deed}`,
  `${year}(?:完成)?`,
].map((pattern) => new RegExp(`^(?:≤|于|在|截至|截止|截止到|确保|力争|不晚于|不迟于)?(?:${pattern})$`));

/** No deadline is without one of these; most targets are. */
const dated = /[年月季]|\d[-/.]\d/;

/**
 * Reads a deadline such as 2024年6月底前支付, 年内完成, 第三季度末.
 * @param text folded text
 * @returns the last day on which it is kept, `YEAR-…` where the budget year has to be put in; null when it is none
 */
export function deadline(text: string): string | null {
  if (!dated.test(text)) return null;
  for (const pattern of deadlines) {
    const match = pattern.exec(text);
    if (!match) continue;
    const { year = "YEAR", month, date, part, season, half } = match.groups ?? {};
    const months = month ? Number(month) : season ? (seasons[season] ?? 12) : half === "上" ? 6 : 12;
    if (months < 1 || months > 12) return null;
    const dates = date ? Number(date) : part === "初" || part === "上旬" ? 10 : part === "中旬" ? 20 : lastOf(year, months);
    // 6月31日 is no day; without the year there may be a 29th of February.
    return dates < 1 || dates > lastOf(year === "YEAR" ? "2024" : year, months) ? null : day(year, months, dates);
  }
  return null;
}

const amount = String.raw`(?<amount>\d+(?:\.\d+)?|${chinese}|半)`;
const period = new RegExp(`^${amount}(?<half>半)?个?(?<half2>半)?(?<unit>小时|分钟|秒|工作日|自然日|天|日|周|星期|礼拜|月|季度|年)(?<half3>半)?`);

/** Hours, minutes … as ISO 8601; `rest` is what follows. 一个半小时 is PT1H30M, 半年 P6M, 15个工作日 P15D. */
function duration(text: string): { value: string; rest: string } | null {
  const match = period.exec(text);
  if (!match) return null;
  const { amount = "", half, half2, half3, unit = "" } = match.groups ?? {};
  const whole = amount === "半" ? "0" : numeral(amount);
  if (whole === null) return null;
  const halved = amount === "半" || half !== undefined || half2 !== undefined || half3 !== undefined;
  const value = iso(Number(whole) + (halved ? 0.5 : 0), unit);
  return value === null ? null : { value, rest: text.slice(match[0].length) };
}

function iso(count: number, unit: string): string | null {
  const clock = (minutes: number) => {
    const hours = Math.floor(minutes / 60);
    return `PT${hours > 0 ? `${hours}H` : ""}${minutes % 60 > 0 || hours === 0 ? `${minutes % 60}M` : ""}`;
  };
  if (unit === "小时") return Number.isInteger(count * 60) ? clock(count * 60) : null;
  if (unit === "分钟") return Number.isInteger(count) ? `PT${count}M` : null;
  if (unit === "秒") return Number.isInteger(count) ? `PT${count}S` : null;
  if (/周|星期|礼拜/.test(unit)) return `P${count}W`;
  if (unit === "月") return count === 0.5 ? "P15D" : `P${count}M`;
  if (unit === "季度") return `P${count * 3}M`;
  if (unit === "年") return Number.isInteger(count) ? `P${count}Y` : `P${count * 12}M`;
  return `P${count}D`;
}

export interface TimeLimit {
  label: string;
  comparator: Comparator;
  value: string;
}

const before = /^(?<label>[^\d:：]{0,20}?)[:：]?(?<word>不超过|不多于|少于|小于|控制在|≤|<|在)?$/;

/** No time limit is without one of these. */
const timed = /小时|分钟|[秒日天周月年]|星期|礼拜|季度/;

/**
 * Reads a time limit such as 三个小时内, or one with several cases (中心城区一个半小时内；郊区三个小时内).
 * Without a limit word (5年) it is none.
 * @param text folded text
 */
export function timeLimits(text: string): TimeLimit[] | null {
  if (!timed.test(text)) return null;
  // 调查、审批3日内 is one limit, 县城1小时内、乡镇2小时内 are two.
  return limitsBetween(text, /[;；，,。]/) ?? limitsBetween(text, /[;；，,。、]/);
}

function limitsBetween(text: string, separators: RegExp): TimeLimit[] | null {
  const limits: TimeLimit[] = [];
  for (const part of text.split(separators).filter((part) => part !== "")) {
    const found = timeLimit(part);
    if (!found) return null;
    limits.push(found);
  }
  return limits.length > 0 ? limits : null;
}

/** 三五天 is three to five, and no 五天 behind 三. */
const withinNumeral = new RegExp(`^${chinese}$`);

function timeLimit(part: string): TimeLimit | null {
  for (let at = 0; at < Math.min(part.length, 26); at++) {
    if (withinNumeral.test(part.slice(at - 1, at + 1))) continue;
    const found = duration(part.slice(at));
    const head = found && before.exec(part.slice(0, at));
    if (!found || !head) continue;
    const { label = "", word } = head.groups ?? {};
    // 25日前 is a day of the month and no span of time.
    const behind = /^(之内|以内|内|前|之前|以前)?[^\d%~]{0,6}$/.exec(found.rest);
    if (/日$/.test(part.slice(0, part.length - found.rest.length)) && behind?.[1]?.endsWith("前")) continue;
    const spoken = word !== undefined && !/^[≤<在]$/.test(word);
    if (!behind || (behind[1] === undefined && !spoken)) continue;
    if (behind[1] === undefined && found.rest !== "") continue;
    return { label, comparator: word === "<" || word === "少于" || word === "小于" ? "<" : "≤", value: found.value };
  }
  return null;
}
