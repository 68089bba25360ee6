import { type DeclarationRule, notEnoughData, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** Building and IT: forms let some of them go without benefits (review-rules COMP-03). */
const mayGoWithout = /工程|基建|建设|信息化|信息系统|网络|平台/;

export const comp03: DeclarationRule = {
  id: "COMP-03",
  about: "declaration",
  title: { zh: "缺少效益指标", en: "No benefit indicator" },
  severity: "error",
  area: "完整性",
  checks: "指标中没有任何一类效益指标。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["经济、社会、生态、可持续有一类即可，不要求齐全。", "工程基建、信息化项目可不设，只作提醒。", "有指标看不出类别的，不下结论。"],
  message: "未设效益指标，看不出花钱带来的效果。",
  fix: "至少设一项与项目真正相关的效益指标，不相关的类别不必硬填。",
  check(facts) {
    if (facts.rows.length === 0) return notEnoughData("没有绩效指标");
    if (facts.rows.some(({ family }) => family === "benefit")) return verdictOf([]);
    if (facts.rows.some((each) => each.class === null)) return notEnoughData("有指标看不出类别");
    return verdictOf([{ path: "indicators", severity: mayGoWithout.test(facts.name) ? "warning" : "error", message: "未设效益指标，看不出花钱带来的效果。", fix: "至少设一项与项目真正相关的效益指标，不相关的类别不必硬填。" }]);
  },
  examples: [
    { title: "植树只有产出指标", finds: ["indicators"], projects: [{ name: "植树", rows: [row("output.quantity", "植树株数", "≥5000株")] }] },
    { title: "信息化项目只作提醒", finds: ["indicators"], severity: "warning", projects: [{ name: "档案信息化", rows: [row("output.quantity", "档案扫描页数", "≥5000页")] }] },
    { title: "只有一类效益也可以", finds: [], projects: [{ name: "植树", rows: [row("output.quantity", "植树株数", "≥5000株"), row("benefit.ecological", "新增绿化覆盖面积", "≥300亩")] }] },
    { title: "有一行看不出类别", finds: [], outcome: "not-enough-data", projects: [{ name: "植树", rows: [row(null, "新增绿化覆盖面积", "≥300亩")] }] },
  ],
};
