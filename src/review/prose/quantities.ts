import { numeral, scaled } from "../../declaration/numeral.ts";
import type { QuantityMention } from "./prose.ts";
import { type Item, itemAt, lastWord } from "./items.ts";

const figure = String.raw`(?<![\d.,〔\[A-Za-z])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[一二两三四五六七八九十百]{1,5})`;
/** Units of work; money and dates are found elsewhere. */
const units = "平方公里|平方米|公里|千米|立方米|人次|户次|家次|车次|台次|件次|场次|批次|个百分点|亩|米|人|名|户|次|场|件|个(?!月|小时|工作日|自然日|学期|季度|年|星期)|条|块|座|家|株|棵|套|台|辆|份|册|本|篇|期|批|项|所|处|间|张|吨|盏|部|只|头|例|宗|起|％|%|‰";
const pattern = new RegExp(`(?<low>${figure})\\s*(?:(?:[%％]?\\s*[-–—~～－至到])\\s*(?<high>${figure}))?\\s*(?<scale>万|亿)?(?:余|多)?(?<unit>${units})`, "gu");
/** 三个 of 三个方面 and 一个 are words more often than figures. */
const asWord = /^(?:[一二两](?:个|项|次|条|件|名|人|家|户|批|支|套|处)|[三四五六七八九十][个项])$/;
const atLeast = /(?:不低于|不少于|不小于|至少|达到?|(?<!不)超过|(?<!不)大于|≥|>=)\s*$/;
const atMost = /(?:不超过|不高于|不多于|控制在|(?<!不)低于|(?<!不)少于|≤|<=)\s*$/;

/** The counts and rates that a text names, with what they count. */
export function quantitiesIn(text: string, items: readonly Item[]): QuantityMention[] {
  const found: QuantityMention[] = [];
  for (const match of text.matchAll(pattern)) {
    const { low = "", high, scale, unit = "" } = match.groups ?? {};
    const to = match.index + match[0].length;
    const after = text.slice(to);
    if (asWord.test(match[0]) && !after.startsWith("以上")) continue;
    const value = exactOf(low, scale);
    const item = itemAt(items, match.index);
    const own = items[item];
    if (value === null || own === undefined) continue;
    const before = text.slice(own.from, match.index);
    if (/第\s*$/.test(before)) continue; // 第3次 is an ordinal
    found.push({
      text: match[0],
      from: match.index,
      to,
      value,
      to2: high === undefined ? null : exactOf(high, scale),
      unit: unit === "％" ? "%" : unit,
      comparator: /^(?:及|或)?以上/.test(after) || atLeast.test(before) ? "≥" : /^(?:及|或)?(?:以内|以下|之内)/.test(after) || atMost.test(before) ? "≤" : null,
      noun: nounOf(before, after, unit),
      role: /(?:现有|已有|原有|去年|上年|往年|由于|因为|鉴于|全[省市县区]共?有|累计已|目前|截至)[^，,。；;]{0,20}$|(?:^|[，,。；;：:]|和)在(?:[^，,。；;]*、[^，,。；;]*|全[省市区县乡镇])?$/.test(before) ? "background" : "goal",
      item,
    });
  }
  return found;
}

function exactOf(digits: string, scale: string | undefined): string | null {
  const value = numeral(digits);
  return value === null ? null : scaled(value, scale ?? "");
}

/** What is measured: before a rate (成活率95%), behind or before a count (培训200名村医, 培训村医200名). */
function nounOf(before: string, after: string, unit: string): string {
  const head = lastWord(before.replace(/[\s（(]*(?:不低于|不少于|不小于|至少|达到?|超过|大于|不超过|不高于|控制在|约|共|为|到|≥|≤|>=|<=)*\s*$/, ""));
  if (/[%％‰]/.test(unit) || head.length >= 3) return head;
  return /^[\p{Script=Han}A-Za-z]{1,12}/u.exec(after)?.[0] ?? head;
}
