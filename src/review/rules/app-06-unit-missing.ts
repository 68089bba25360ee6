import { readTarget } from "../../declaration/read-target.ts";
import type { Row } from "../facts.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** So many of a form's figures must have a unit before one without is called a slip (review-rules APP-06). */
const usually = 0.8;
/** What has no unit: 有效利用系数 0.62, 路况指数 90, 流动比. */
const dimensionless = /(?:系数|指数|比|倍数|pH值?|得分|评分|分值|名次|排名|等级)$/i;
const countingUnit = /^(?:人|名|户|次|场|件|个|台|套|份|册|家|项|批|期|条|座|辆|人次|天|篇|本|张|块|处|所|间|株|亩|公里|吨|头|只|部|架|卷|起|例|宗|笔)$/;

export const app06: DeclarationRule = {
  id: "APP-06",
  about: "declaration",
  title: { zh: "计量单位缺失、写错或不匹配", en: "Unit missing, malformed, unfit" },
  severity: "error",
  area: "适当性",
  checks: "有比较符和数字（次数、人数等有数字即可）而没有计量单位，而本表多数指标都有；单位写法有误（万/株）；比率用了计数单位。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["单位另有一栏而全栏都不填的，或写在表头的不提示。", "系数、指数、得分没有单位。", "定性值、日期没有单位。", "百分比与%相同。", "全表都不写单位的，是表样如此。"],
  message: "“{name}”的目标值“{raw}”{problem}。",
  fix: "写成“{suggest}”。",
  check(facts) {
    const named = facts.rows.filter(({ name }) => name !== "");
    const figures = named.filter(({ unit }) => unit !== null);
    if (figures.length === 0) return notApplicable("没有数值型的目标值");
    const withUnit = figures.filter(({ unit }) => unit !== "");
    const expects = withUnit.length >= figures.length * usually && figures.length >= 4;
    return verdictOf(named.flatMap((each) => judge(each, expects)));
  },
  examples: [
    { title: "“稿件采用率 ≥60篇”", finds: ["indicators[0].target"], projects: [{ name: "内容制作", rows: [row("output.quality", "稿件采用率", "≥60篇")] }] },
    { title: "周转率可以用次数", finds: [], projects: [{ name: "储备", rows: [row("output.quality", "库存周转率", "≥5次")] }] },
    { title: "“消费券发放数量 ≥50万元”", finds: ["indicators[0].target"], projects: [{ name: "促消费", rows: [row("output.quantity", "消费券发放数量", "≥50万元")] }] },
    { title: "“=4次/每月”", finds: ["indicators[0].target"], severity: "advice", projects: [{ name: "政策宣传", rows: [row("output.quantity", "公众号发布次数", "=4次/每月")] }] },
    {
      title: "“达标率 ≥90”，别的行都有单位",
      finds: ["indicators[0].target"],
      projects: [{ name: "造林", rows: [row("output.quality", "苗木成活达标率", "≥90"), row("output.quantity", "造林面积", "≥300亩"), row("output.quantity", "栽植株数", "≥900株"), row("output.quantity", "抚育次数", "≥2次"), row("satisfaction.served", "农户满意度", "≥90%")] }],
    },
    { title: "“停机率 =0台”", finds: ["indicators[0].target"], projects: [{ name: "机房运维", rows: [row("output.quality", "设备停机率", "=0台")] }] },
    { title: "“树苗 ≥5万/株”", finds: ["indicators[0].target"], projects: [{ name: "造林", rows: [row("output.quantity", "采购树苗", "≥5万/株")] }] },
    { title: "单位另有一栏", finds: [], projects: [{ name: "造林", rows: [row("output.quantity", "造林面积", "≥300", { unit: "亩" }), row("output.quality", "成活率", "≥90", { unit: "%" })] }] },
    {
      title: "次数只写“12”",
      finds: ["indicators[0].target"],
      projects: [{ name: "造林", rows: [row("output.timeliness", "巡护频次", "12"), row("output.quantity", "造林面积", "≥300亩"), row("output.quantity", "栽植株数", "≥900株"), row("output.quantity", "抚育次数", "≥2次"), row("satisfaction.served", "农户满意度", "≥90%")] }],
    },
    {
      title: "单位另有一栏，只有一行空着",
      finds: ["indicators[1].target"],
      projects: [{ name: "造林", rows: [row("output.quantity", "造林面积", "≥300", { unit: "亩" }), row("output.quality", "成活率", "≥90"), row("output.quantity", "栽植株数", "≥900", { unit: "株" }), row("output.quantity", "抚育次数", "≥2", { unit: "次" }), row("satisfaction.served", "农户满意度", "≥90", { unit: "%" })] }],
    },
    {
      title: "系数和指数没有单位",
      finds: [],
      projects: [{ name: "灌区改造", rows: [row("output.quality", "灌溉水有效利用系数", "≥0.62"), row("output.quality", "路况指数（PQI）", "≥90"), row("output.quantity", "改造渠道", "≥30公里"), row("output.quantity", "改造闸门", "≥8座"), row("output.quantity", "巡查次数", "≥2次"), row("output.quality", "工程合格率", "=100%"), row("benefit.economic", "节水量", "≥3万立方米"), row("satisfaction.served", "农户满意度", "≥90%"), row("output.quantity", "栽植株数", "≥900株"), row("output.quantity", "抚育次数", "≥2次")] }],
    },
    { title: "全表都不写单位", finds: [], projects: [{ name: "造林", rows: [row("output.quantity", "造林面积", "≥300"), row("output.quality", "成活率", "≥90")] }] },
  ],
};

function judge(each: Row, expects: boolean): Found[] {
  const { raw, unit, measure } = each;
  const told = (problem: string, suggest: string | null): Found[] => [
    {
      path: `${each.path}.target`,
      message: `“${each.name}”的目标值“${raw}”${problem}。`,
      fix: suggest === null ? "补上计量单位。" : `写成“${suggest}”。`,
      ...(suggest === null ? {} : { patch: [{ op: "replace" as const, path: `/indicators/${each.index}/target`, value: readTarget(suggest) }] }),
    },
  ];
  const scale = /^([≥≤><=]*\s*[\d.,]+\s*[万亿千百]+)[/／](\p{Script=Han}{1,3})$/u.exec(raw);
  if (scale) return told(`单位“${raw.replace(/^[≥≤><=\s\d.,]+/, "")}”写法有误`, `${scale[1]}${scale[2]}`);
  if (/(?:数量|人数|次数|户数|场次|批次|人次)$/.test(each.name) && /^(?:万|亿)?元$/.test(unit ?? "")) return told(`是数量却用“${unit}”`, null);
  if (/[/／]每[年季月周日]/.test(each.printed)) return told("单位中“/”和“每”重复", null).map((found) => ({ ...found, severity: "advice" as const, fix: "改为“次/月”一类的写法。" }));
  const rate = measure === "rate" || measure === "satisfaction" || measure === "awareness";
  if (rate && unit !== null && countingUnit.test(unit) && !/频率|次率|出勤|周转/.test(each.name)) return told(`是比率却用“${unit}”`, null);
  // A bare number may be a rate of a hundred; a count without a unit says nothing.
  const bareFigure = each.comparator === null && measure !== "count";
  if (!expects || unit !== "" || bareFigure || dimensionless.test(each.name.replace(/[（(][^（）()]*[)）]/g, ""))) return [];
  return told("缺少单位", rate && each.value !== null ? raw.replace(/[\d.,]+/, "$&%") : null);
}
