import { isLess } from "../../declaration/arithmetic.ts";
import type { Row } from "../facts.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";
import { negativeWords } from "../words.ts";

/** Heads that turn a bad thing into a good one: the last noun counts. */
const turned = /(?:降低|下降|减少|整改|处理|处置|办结|赔付|修复|排除|化解|演练|预防|回访|受理|追回|控制|治理|减排|达标|检查|排查|防范|培训|监测|清理|查处|纠正|响应|保险|及时|合格|节约)[^·]{0,4}(?:率|次数|数量|情况|度|额|时间|量|性)?$/;
/** 追回违规资金: what is done about it. */
const dealtWith = /^(?:追回|追缴|查处|整改|处理|处置|化解|排查|打击|纠正|减少|降低|避免|杜绝)/;
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
    { title: "“用水消耗 ≥90%”", finds: ["indicators[0].target"], projects: [{ name: "节水改造", rows: [row("benefit.ecological", "用水消耗", "≥90%")] }] },
    { title: "“设备故障次数 ≤3次”", finds: [], projects: [{ name: "节水改造", rows: [row("output.quality", "设备故障次数", "≤3次"), row("output.quality", "安全事故次数", "=0次")] }] },
    { title: "故障修复率、事故应急演练次数", finds: [], projects: [{ name: "节水改造", rows: [row("output.quality", "故障修复率", "≥98%"), row("output.quantity", "事故应急演练次数", "≥2次"), row("output.quantity", "追回违规资金", "≥300万元")] }] },
    { title: "死亡人数不宜作产出目标", finds: ["indicators[0]"], severity: "warning", projects: [{ name: "丧葬补助", rows: [row("output.quantity", "死亡人数", "=100人")] }] },
  ],
};

function judge(each: Row): Found[] {
  const { name, class: cls, comparator, value } = each;
  if (cls === "output.quantity" && events.test(name)) return [{ path: each.path, severity: "warning", message: `“${name}”不由单位决定，不宜作产出目标。`, fix: "改为受助人数、赔付及时率等单位能决定的指标。" }];
  const bare = name.replace(/[（(][^（）()]*[)）]/g, "");
  if (!negativeWords.some((word) => bare.includes(word)) || turned.test(bare) || dealtWith.test(bare) || /不|无|零|低于/.test(bare) || value === null || !/[1-9]/.test(value)) return [];
  const atLeast = comparator === "≥" || comparator === ">";
  const highRate = each.isPercent && comparator !== "≤" && comparator !== "<" && !isLess(value, mostly);
  return atLeast || highRate ? [{ path: `${each.path}.target`, message: `“${name}”越少越好，目标却是“${each.raw}”。`, fix: "改为≤，或改成处理率、赔付及时率等。" }] : [];
}
