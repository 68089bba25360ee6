// What an indicator's name measures (review-rules, section 0.4).

/** `none`: the name holds no word that measures. */
export type Measure = "rate" | "satisfaction" | "awareness" | "count" | "amount" | "time" | "timely" | "property" | "state" | "none";

const words: readonly (readonly [Measure, RegExp])[] = [
  ["satisfaction", /满意度|满意率|满意程度|认可度/],
  ["awareness", /知晓率|知晓度|知晓情况/],
  ["rate", /率|比例|占比|比重|百分比|系数|覆盖面/],
  ["count", /人数|人次|次数|数量|户数|场次|份数|面积|里程|频次|个数|册数|件数|套数|台数|家数|期数|天数量|(?:户次|批次|车次|班次|数)$/],
  ["amount", /金额|费用|成本|经费|支出|价格|单价|费$/],
  ["time", /时间|时限|期限|天数|时长|工期/],
  ["timely", /及时|按时|按期|准时|进度/],
  ["property", /性$/],
  ["state", /情况|程度|水平/],
];

/** The measure that the name's last measuring word tells: 投诉处理及时率 is a rate. */
export function measureOf(name: string): Measure {
  const bare = name.replace(/[（(][^（）()]*[)）]$/, "");
  let [found, end, start]: [Measure, number, number] = ["none", -1, -1];
  for (const [measure, pattern] of words) {
    const at = lastMatch(bare, pattern);
    if (at === null) continue;
    // The later end wins; of two that end together the longer (满意率 over 率).
    if (at.end > end || (at.end === end && at.start < start)) [found, end, start] = [measure, at.end, at.start];
  }
  return found;
}

/** In the words of a message: 「讲座场次」是次数. */
export const measureNames: Readonly<Record<Measure, string>> = {
  rate: "比率", satisfaction: "满意度", awareness: "知晓率", count: "数量", amount: "金额", time: "时间", timely: "及时性", property: "性质", state: "状况", none: "定性描述",
};

function lastMatch(text: string, pattern: RegExp): { start: number; end: number } | null {
  let found: { start: number; end: number } | null = null;
  for (const match of text.matchAll(new RegExp(pattern, "g"))) found = { start: match.index, end: match.index + match[0].length };
  return found;
}
