import { isSame, isZero, sum } from "../../declaration/arithmetic.ts";
import type { Indicator } from "../../declaration/schema.ts";
import { row } from "../sketch.ts";
import { type DeclarationRule, type Found, notApplicable, notEnoughData, verdictOf } from "../rule.ts";

/** Points of all indicators: 90 while targets are set, 预算执行率 having the other 10; 100 with it (财预〔2021〕101号). */
const whole = ["90", "100"] as const;

export const weight01: DeclarationRule = {
  id: "WEIGHT-01",
  about: "declaration",
  title: { zh: "分值合计不对", en: "Weights do not add up" },
  severity: "warning",
  area: "勾稽",
  checks: "各行指标的分值合计应为90分（预算执行率另有10分）或100分。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["表样没有分值栏的，不判断。", "各类指标之间怎样分配，由当地规定，不判断。", "长期和年度指标各有分值的，分别合计。"],
  message: "分值{parts}={sum}分，应为90分（执行率另计10分）或100分。",
  fix: "调整各行分值，使合计为90分或100分。",
  check(facts) {
    const { indicators } = facts.declaration;
    if (!facts.hasColumn("weight") && indicators.every(({ weight }) => weight === null)) return notApplicable("表样没有分值栏");
    if (indicators.every(({ weight }) => weight === null)) return notEnoughData("各行都没有填写分值");
    if (indicators.some(({ weight }) => weight !== null && weight.value === null)) return notEnoughData("有的分值不是数字");
    const scopes = [...new Set(indicators.map(({ scope }) => scope))];
    const own = scopes.map((scope) => indicators.filter((one) => one.scope === scope)).filter((rows) => rows.some(({ weight }) => weight !== null));
    return verdictOf(own.flatMap(wrongSum));
  },
  examples: [
    { title: "合计85分", finds: ["indicators"], projects: [{ name: "社保卡制卡", rows: [row("output.quantity", "制卡数量", "≥12万张", { weight: "40" }), row("output.quality", "卡片合格率", "≥98%", { weight: "25" }), row("satisfaction.served", "持卡人满意度", "≥90%", { weight: "20" })] }] },
    { title: "合计90分，执行率另计10分", finds: [], projects: [{ name: "社保卡制卡", rows: [row("output.quantity", "制卡数量", "≥12万张", { weight: "50" }), row("output.quality", "卡片合格率", "≥98%", { weight: "30分" }), row("satisfaction.served", "持卡人满意度", "≥90%", { weight: "10" })] }] },
    { title: "合计100分，有小数", finds: [], projects: [{ name: "社保卡制卡", rows: [row("output.quantity", "制卡数量", "≥12万张", { weight: "33.4" }), row("output.quality", "卡片合格率", "≥98%", { weight: "33.3" }), row("satisfaction.served", "持卡人满意度", "≥90%", { weight: "33.3" })] }] },
    { title: "有一行没有分值，其余合计90分", finds: [], projects: [{ name: "社保卡制卡", rows: [row("output.quantity", "制卡数量", "≥12万张", { weight: "90" }), row("output.quality", "卡片合格率", "≥98%")] }] },
    { title: "长期和年度各90分", finds: [], projects: [{ name: "社保卡制卡", rows: [row("output.quantity", "制卡数量", "≥36万张", { weight: "90", scope: "longTerm" }), row("output.quantity", "制卡数量", "≥12万张", { weight: "90" })] }] },
    { title: "没有分值栏", finds: [], outcome: "not-applicable", projects: [{ name: "社保卡制卡", rows: [row("output.quantity", "制卡数量", "≥12万张")] }] },
    { title: "有分值栏，一行也没有填", finds: [], outcome: "not-enough-data", projects: [{ name: "社保卡制卡", columns: ["weight"], rows: [row("output.quantity", "制卡数量", "≥12万张")] }] },
    { title: "分值写成了文字", finds: [], outcome: "not-enough-data", projects: [{ name: "社保卡制卡", rows: [row("output.quantity", "制卡数量", "≥12万张", { weight: "较高" }), row("output.quality", "卡片合格率", "≥98%", { weight: "45" })] }] },
  ],
};

const points = ({ weight }: Indicator): string => weight?.value ?? "0";

function wrongSum(rows: readonly Indicator[]): Found[] {
  const parts = rows.map(points).filter((value) => !isZero(value));
  const total = sum(parts);
  if (whole.some((one) => isSame(one, total))) return [];
  return [{ path: "indicators", message: `分值${parts.join("+")}=${total}分，应为90分（执行率另计10分）或100分。`, fix: "调整各行分值，使合计为90分或100分。", figures: { sum: total } }];
}
