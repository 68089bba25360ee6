import { isLess } from "../../declaration/arithmetic.ts";
import type { Row } from "../facts.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";
import { badRate, negativeWords } from "../words.ts";

/** The bad thing is what is measured only where nothing but its measure follows: 故障次数, 违规行为发生率; not 故障修复率, 投诉举报人满意度. */
const measured = /^(?:行为|问题|事件|案件|隐患|停机|贷款|损失|用工|用地|操作|经营|建设|使用|条目)?(?:发生|产生|出现)?(?:率|度|量|数|额|比例|占比|比率|金额|总量|强度|浓度|时间|时长|天数|次数|件数|起数|人数|人次|例数|宗数|条数|笔数|户数|数量|情况|程度)?$/;
/** 追回违规资金, 节能降耗: what is done about it. */
const dealtWith = /追回|追缴|查处|查获|整改|处理|处置|化解|排查|打击|纠正|减少|降低|避免|杜绝|防止|预防|防范|受理|办理|调解|核查|检查|治理|清理|解决|节约|减|控/;
/** Events that no unit steers. */
const events = /死亡人数|受灾(?:户数|人数)|缺口金额|灾害次数/;
const mostly = "50";

export const app05: DeclarationRule = {
  id: "APP-05",
  about: "declaration",
  title: { zh: "逆向指标方向反了或不可控", en: "Negative indicator with wrong direction" },
  severity: "error",
  area: "适当性",
  checks: "投诉、事故、消耗等越少越好的指标，目标值却用≥或要求达到一半以上；死亡人数、受灾户数等不由单位决定的，不宜作产出目标。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["=0、≤N 是对的。", "故障修复率、投诉办结率、事故应急演练次数：最后的名词才算。"],
  message: "“{name}”越少越好，目标却是“{raw}”。／“{name}”不由单位决定，不宜作产出目标。",
  fix: "改为≤，或改成处理率、赔付及时率等。",
  check(facts) {
    const rows = facts.rows.filter(({ name, raw }) => name !== "" && raw !== "");
    if (rows.length === 0) return notApplicable("没有填写目标值的指标");
    return verdictOf(rows.flatMap(judge));
  },
  examples: [
    { title: "“森林火灾受害率 ≥0.5‰”", finds: ["indicators[0].target"], projects: [{ name: "森林防火", rows: [row("output.quality", "森林火灾受害率", "≥0.5‰")] }] },
    { title: "“挽回损失率 ≥60%”", finds: [], projects: [{ name: "反诈宣传", rows: [row("benefit.economic", "挽回损失率", "≥60%")] }] },
    { title: "“用水消耗 ≥90%”", finds: ["indicators[0].target"], projects: [{ name: "节水改造", rows: [row("benefit.ecological", "用水消耗", "≥90%")] }] },
    { title: "“设备故障次数 ≤3次”", finds: [], projects: [{ name: "节水改造", rows: [row("output.quality", "设备故障次数", "≤3次"), row("output.quality", "安全事故次数", "=0次")] }] },
    { title: "故障修复率、事故应急演练次数", finds: [], projects: [{ name: "节水改造", rows: [row("output.quality", "故障修复率", "≥98%"), row("output.quantity", "事故应急演练次数", "≥2次"), row("output.quantity", "追回违规资金", "≥300万元")] }] },
    { title: "“监测设备故障次数 ≥12次”“安全事故数 ≥0起”", finds: ["indicators[0].target", "indicators[1].target"], projects: [{ name: "监测站运维", rows: [row("output.quality", "监测设备故障次数", "≥12次"), row("benefit.social", "安全事故数", "≥0起")] }] },
    { title: "投诉只说明向谁调查", finds: [], projects: [{ name: "劳动监察", rows: [row("satisfaction.served", "欠薪投诉举报人满意度", "≥85%")] }] },
    { title: "死亡人数不宜作产出目标", finds: ["indicators[0]"], severity: "warning", projects: [{ name: "丧葬补助", rows: [row("output.quantity", "死亡人数", "=100人")] }] },
  ],
};

function judge(each: Row): Found[] {
  const { name, class: cls, comparator, value } = each;
  if (cls === "output.quantity" && events.test(name)) return [{ path: each.path, severity: "warning", message: `“${name}”不由单位决定，不宜作产出目标。`, fix: "改为受助人数、赔付及时率等单位能决定的指标。" }];
  if (value === null || !isBadThing(name.replace(/[（(][^（）()]*[)）]/g, ""))) return [];
  const atLeast = comparator === "≥" || comparator === ">";
  const highRate = each.isPercent && comparator !== "≤" && comparator !== "<" && !isLess(value, mostly);
  return atLeast || highRate ? [{ path: `${each.path}.target`, message: `“${name}”越少越好，目标却是“${each.raw}”。`, fix: "改为≤，或改成处理率、赔付及时率等。" }] : [];
}

/** Whether the last noun of the name is the bad thing itself. */
function isBadThing(name: string): boolean {
  if (badRate.test(name)) return !dealtWith.test(name) && !/挽回|下降|控制/.test(name);
  const ends = negativeWords.flatMap((word) => (name.includes(word) ? [name.lastIndexOf(word) + word.length] : []));
  const end = Math.max(-1, ...ends);
  return end >= 0 && measured.test(name.slice(end)) && !dealtWith.test(name) && !/不(?!含)|无|零|低于/.test(name);
}
