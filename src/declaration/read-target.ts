import { compareDecimals } from "./decimal.ts";
import { deadline, timeLimits } from "./deadline.ts";
import { arabic, chinese, fold, numeral, scaled } from "./numeral.ts";
import type { Comparator, Period, Target } from "./target.ts";

/** Words that stand for a comparator, before or behind the number. */
const before: readonly (readonly [RegExp, Comparator])[] = [
  [/^(?:大于(?:或)?等于|不少于|不低于|不小于|不得少于|不得低于|至少|≥)/, "≥"],
  [/^(?:小于(?:或)?等于|不超过|不高于|不多于|不大于|不得超过|不得高于|最多|控制在|≤)/, "≤"],
  [/^(?:大于|高于|超过|多于|>)/, ">"],
  [/^(?:小于|低于|少于|<)/, "<"],
  [/^(?:等于|=)/, "="],
];
/** Behind the number; 大于95%以上 says it twice, and the stricter sign stays. */
const behind: readonly (readonly [RegExp, sign: Comparator, stricter: Comparator])[] = [
  [/(?:及|或)?以上$/, "≥", ">"],
  [/(?:及|或)?(?:以下|以内|之内)$/, "≤", "<"],
];

/** A target's text without its words for at least, at most and the like: 80万元 for 不低于80万元以上. */
export function withoutComparator(text: string): string {
  return [...before, ...behind].reduce((rest, [pattern]) => rest.replace(pattern, ""), fold(text));
}

const periods: Readonly<Record<string, Period>> = { 年: "year", 年度: "year", 半年: "halfYear", 季: "quarter", 季度: "quarter", 月: "month", 周: "week", 天: "day", 日: "day", 小时: "hour" };
const periodWords = "年度|半年|季度|小时|年|季|月|周|天|日";

/** Units of money stay as printed, their scale words too (contract section 2, “Targets”). */
const money = /^(?:[百千万亿]|百万)?元/;
/** What may be counted in Chinese numerals; without this 一流 and 一般 would be numbers. */
const counters = /^(?:(?:次|场|个|家|人|期|份|项|件|台|批|户|条|起|天|月|年|套|名|册|处|篇|种|轮|例|场次|人次|小时|辆|座|间|所|户次|批次|期次|%)(?:\/.{1,4}|每.)?|个[\p{Script=Han}]{1,4})$/u;
const unitText = /^(?:[\p{Script=Han}A-Za-z%‰℃㎡㎥²³/·]{0,11}[^前后内\d\p{P}])?(?<=.)(?:\([\p{Script=Han}]{1,3}(?:[、/][\p{Script=Han}]{1,2})*\))?$|^[%‰]?$/u;

/**
 * Types a target value (contract section 2, “Targets”): what cannot be read as number, range, deadline or time limit
 * is words. Nothing is guessed: without a printed sign the comparator is null, without a printed unit the unit is null.
 * @param text the cell, white space removed
 * @param unitColumn the cell of the unit column, where the form has one
 */
export function readTarget(text: string, unitColumn: string | null = null): Target {
  const folded = fold(text);
  const value = deadline(folded);
  if (value !== null) return { text, kind: "date", comparator: "≤", value };
  const limits = timeLimits(folded);
  const [first] = limits ?? [];
  if (limits && first) {
    return { text, kind: "duration", comparator: first.comparator, value: first.value, parts: limits.length > 1 ? limits : [] };
  }
  return readRange(text, folded, unitColumn) ?? readNumber(text, folded, unitColumn) ?? { text, kind: "text" };
}

const rangePattern = new RegExp(`^(${arabic})(.{0,6}?)(?:~|-|至|到)(${arabic})(.{0,12})$`);

const everyPeriod = new RegExp(`^(?:每个?|年均|月均)(?<every>${periodWords})?`);

/** 每月2次, 年均3场: the period in front, and what follows it. */
function withoutPeriod(folded: string): { period: Period | null; rest: string } {
  const match = everyPeriod.exec(folded);
  const word = match?.groups?.every ?? (match?.[0] === "年均" ? "年" : match?.[0] === "月均" ? "月" : undefined);
  return match && word !== undefined ? { period: periods[word] ?? null, rest: folded.slice(match[0].length) } : { period: null, rest: folded };
}

function readRange(text: string, folded: string, unitColumn: string | null): Target | null {
  const every = withoutPeriod(folded);
  const match = rangePattern.exec(every.rest);
  if (!match) return null;
  const [, low = "", lowUnit = "", high = "", rest = ""] = match;
  // 3万-5万元 is 万元 twice; 3万-50000人 has a scale of its own; 5000-1万元 does not say what 5000 is.
  const from = quantity(low, rest.startsWith(lowUnit) ? rest : lowUnit, unitColumn);
  const to = quantity(high, rest, unitColumn);
  if (!from || !to || (lowUnit !== "" && lowUnit !== "万" && from.unit !== to.unit)) return null;
  if (lowUnit !== rest && /^[百千万亿]/.test(rest) && compareDecimals(from.value, to.value) > 0) return null;
  return { text, kind: "range", from: from.value, to: to.value, unit: to.unit, period: every.period ?? to.period };
}

const numberPattern = new RegExp(`^(${arabic}|${chinese})(.*)$`);
const percentWords = new RegExp(`^百分之(${arabic}|${chinese})(.*)$`);

function readNumber(text: string, folded: string, unitColumn: string | null): Target | null {
  const every = withoutPeriod(folded);
  let rest = every.rest;
  let comparator: Comparator | null = null;
  for (const [pattern, sign] of before) {
    const match = pattern.exec(rest);
    if (!match) continue;
    comparator = sign;
    rest = rest.slice(match[0].length);
    break;
  }
  const yuan = /^[¥￥]/.test(rest);
  rest = rest.replace(/^(?:[¥￥]|约|近|达到?|全年)/, "");
  for (const [pattern, sign, stricter] of behind) {
    const match = pattern.exec(rest);
    if (!match) continue;
    comparator ??= sign;
    if (comparator !== sign && comparator !== stricter) return null; // ≤5次以上
    rest = rest.slice(0, match.index);
  }
  const percent = percentWords.exec(rest);
  const match = percent ?? numberPattern.exec(rest);
  if (!match) return null;
  const [, figure = "", tail = ""] = match;
  if (!percent && !/\d/.test(figure) && !counters.test(tail)) return null;
  const found = quantity(figure, percent ? `%${tail}` : yuan ? inYuan(tail) : tail.replace(/^[余多](?=.)/, ""), unitColumn);
  if (!found) return null;
  return { text, kind: "number", comparator, value: found.value, unit: found.unit, period: every.period ?? found.period };
}

/** What stands behind a figure with ¥: nothing, 万 or /月 is said of 元. */
const inYuan = (tail: string): string => tail.replace(/^[百千万亿]?(?=$|\/|每)/, "$&元");

interface Counted {
  value: string;
  unit: string | null;
  period: Period | null;
}

/** A figure with what is printed behind it: scale word, unit, period. Null when the rest is more than that. */
function quantity(figure: string, rest: string, unitColumn: string | null): Counted | null {
  const value = numeral(figure);
  if (value === null) return null;
  let tail = rest.replace(/左右$/, "").replace(/^\((.{1,6})\)$/, "$1").replace(/^百分比|^百分点/, (word) => (word === "百分比" ? "%" : "个百分点"));
  tail = tail.replace(/^%(?:完成|到位|达标|合格)$/, "%");
  if (tail === "" && unitColumn !== null) {
    tail = fold(unitColumn).replace(/^百分比$/, "%");
    if (!unitText.test(tail)) return { value, unit: unitColumn, period: null };
  }
  if (!unitText.test(tail) || /^[%‰](?!$|\/|每)/.test(tail)) return null; // 100%完成任务 says more than a unit
  if (money.test(tail)) return moneyQuantity(value, tail);
  const scale = /^(?:万亿|万|亿)/.exec(tail)?.[0] ?? "";
  const { unit, period } = withPeriod(tail.slice(scale.length).replace(/^\/(?=人次)/, ""));
  return { value: scaled(value, scale), unit: unit === "" ? null : unit, period };
}

function moneyQuantity(value: string, tail: string): Counted {
  const { unit, period } = withPeriod(tail);
  // A unit price (元/人/月) keeps its whole unit; only 元/月 is an amount for each month.
  return unit.includes("/") ? { value, unit: tail, period: null } : { value, unit, period };
}

const perPeriod = new RegExp(`^(.*?)(?:/每?个?|每个?)(${periodWords})$`);

function withPeriod(tail: string): { unit: string; period: Period | null } {
  const match = perPeriod.exec(tail);
  return match ? { unit: match[1] ?? "", period: periods[match[2] ?? ""] ?? null } : { unit: tail, period: null };
}
