import type { Target } from "../../declaration/target.ts";

const periods = { year: "每年", halfYear: "每半年", quarter: "每季度", month: "每月", week: "每周", day: "每天", hour: "每小时" };

const spans: [RegExp, string][] = [
  [/^(?!PT)P.*?(\d+(?:\.\d+)?)Y/, "年"],
  [/^P[^T]*?(\d+(?:\.\d+)?)M/, "个月"],
  [/^P[^T]*?(\d+(?:\.\d+)?)W/, "周"],
  [/^P[^T]*?(\d+(?:\.\d+)?)D/, "天"],
  [/T.*?(\d+)H/, "小时"],
  [/T.*?(\d+)M/, "分钟"],
  [/T.*?(\d+)S/, "秒"],
];

/** An ISO 8601 duration in Chinese: PT1H30M → 1小时30分钟. */
export function durationWords(iso: string): string {
  return spans
    .map(([pattern, word]) => pattern.exec(iso)?.[1]?.concat(word) ?? "")
    .join("");
}

const day = (value: string): string => value.replace(/^YEAR-/, "预算年度 ");
const measured = (value: string, unit: string | null, period: keyof typeof periods | null): string =>
  [value, unit, period && `（${periods[period]}）`].filter(Boolean).join(" ");

/** How a target value was understood, in words: 数值 ≥ 95 %. */
export function targetWords(target: Target): string {
  switch (target.kind) {
    case "number":
      return `数值 ${target.comparator === null ? "" : `${target.comparator} `}${measured(target.value, target.unit, target.period)}`;
    case "range":
      return `区间 ${target.from}–${measured(target.to, target.unit, target.period)}`;
    case "date":
      return `日期 ${target.comparator} ${day(target.value)}`;
    case "duration": {
      const parts = target.parts.map((part) => `${part.label} ${part.comparator} ${durationWords(part.value)}`);
      return `时限 ${parts.length > 0 ? parts.join("；") : `${target.comparator} ${durationWords(target.value)}`}`;
    }
    case "text":
      return "定性描述";
  }
}
