import { multiply } from "../../declaration/arithmetic.ts";
import { numeral } from "../../declaration/numeral.ts";
import type { Amount, AmountRole, ProseContext } from "./prose.ts";
import { type Item, itemAt, lastWord } from "./items.ts";

const figure = String.raw`(?<![\d.,〔\[A-Za-z])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千]{1,8}(?=[万亿]?元))`;
const pattern = new RegExp(`${figure}\\s*(亿|千万|百万|十万|万|千|百)?\\s*(元)?(\\s*[/／每]\\s*[\\p{Script=Han}]{1,4})?`, "gu");
const scales: Readonly<Record<string, string>> = { 亿: "100000000", 千万: "10000000", 百万: "1000000", 十万: "100000", 万: "10000", 千: "1000", 百: "100" };
/** What is counted in 万 and is no money (review-rules 0.2, no. 4). */
const counted = /^\s*(?:人|户|次|份|条|册|张|件|名|家|亩|平方|公里|米|字|吨|株|头|只|个|台|套|辆|本|篇|千瓦|立方|㎡|余|多|[/／])/;

/**
 * The amounts of money in a text, in their order. 3万 without 元 counts only where the text elsewhere says 万元 or the form
 * prints 万元, and never before what is counted.
 */
export function amountsIn(text: string, items: readonly Item[], context: ProseContext): Amount[] {
  const inTenThousands = context.currency === "万元" || /万元/.test(text);
  const found: Amount[] = [];
  for (const match of text.matchAll(pattern)) {
    const [whole, digits = "", scale, yuan, per] = match;
    const bareScale = yuan === undefined;
    const to = match.index + whole.length;
    if (bareScale && (scale === undefined || !"万亿".includes(scale) || !inTenThousands || counted.test(text.slice(to)) || per !== undefined)) continue;
    const value = numeral(digits);
    const item = itemAt(items, match.index);
    const own = items[item];
    if (value === null || own === undefined) continue;
    const before = text.slice(own.from, match.index);
    found.push({
      text: whole.trim(),
      from: match.index,
      to,
      yuan: scale === undefined ? value : multiply(value, scales[scale] ?? "1"),
      role: per !== undefined || isRangeEnd(found.at(-1), text, match.index) ? "unitPrice" : roleOf(before, text.slice(to), context.year),
      bareScale,
      item,
      within: isWithin(text.slice(own.sentence, match.index)),
      noun: lastWord(before.replace(/(?:约|共|为|计|需|金额|资金|预算|安排|投入)+$/, "")),
    });
  }
  return found;
}

/** 每人800元至1500元: the upper end of a price. */
function isRangeEnd(before: Amount | undefined, text: string, from: number): boolean {
  return before?.role === "unitPrice" && /^\s*[-—~～－至到]\s*$/.test(text.slice(before.to, from));
}

function isWithin(before: string): boolean {
  if (/[元万亿]\s*[（(][^（）()]*$/.test(before)) return true;
  return /[元万亿]\s*[，,：:；;]?\s*(?:其中|包括|分别[为是])/.test(before.replace(/[（(][^（）()]*[)）]/g, ""));
}

/** Money that a project earns, saves others, or handles, but does not spend: no part of its budget. */
const notSpent = /(?:[较比](?:上年|去年)|同比|减负|增收|创收|带动|节约|节省|损失|产值|收入|征收|征缴|追回|挽回|基金|贷款|营业额|销售额|税收|投资额|结余|缺口|欠缴|罚款|工资总额|由于|因为|鉴于)[^，,。；;\d]{0,10}$/;

function roleOf(before: string, after: string, year: number | null): AmountRole {
  if (/^\s*(?:[/／]|每)/.test(after) || /(?:每[\p{Script=Han}]{1,4}|单价|标准(?:为|是)?|人均|户均)[^，,。；;\d]{0,4}$/u.test(before)) return "unitPrice";
  if (notSpent.test(before)) return "background";
  // What follows 核减 in a sentence was cut, all of it: 核减A 24.4万元，及B 5.8万元.
  if (/(?:核减|扣减|扣除)(?![^。；;]*(?:后|预算为|调整为|核定|审定|批复))/.test(before)) return "cut";
  if (/(?:压减|压缩|减少|调减|收回)(?:了|资金|经费|预算)?[^，,。；;\d为至到]{0,6}$/.test(before)) return "cut";
  const told = /((?:19|20)\d{2})\s*年(?:度)?[^，,。；;]{0,12}$/.exec(before)?.[1];
  if (told !== undefined && year !== null && Number(told) !== year) return "otherYear";
  if (/(?:去年|上年|往年|上年度|以前年度)[^，,。；;\d]{0,12}$/.test(before)) return "otherYear";
  if (/(?:共计|合计|总计|总额|申报|核定|审定|共需|总投资|总预算|一共|共|总金额|预算为|预算|支出为|减少为|总成本|资金总额)[^，,。；;、\d]{0,6}$/.test(before)) return "total";
  return "part";
}
