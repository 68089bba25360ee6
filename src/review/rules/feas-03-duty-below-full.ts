import { divide, isLess, multiply, subtract } from "../../declaration/arithmetic.ts";
import { type DeclarationRule, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** What the law or the contract owes in full: payments to people, and works that pass their acceptance. */
const owedInFull = /(?:待遇|补贴|补助|津贴|工资|奖补|养老金|救助金|助学金|抚恤金|低保金|供养金|慰问金).*(?:准确率|发放率|支付率)|验收合格率/;
/** Judged by a sample, where a tolerance is usual. */
const sampled = /抽查|抽检|抽样/;

export const feas03: DeclarationRule = {
  id: "FEAS-03",
  about: "declaration",
  title: { zh: "应为100%的指标偏低", en: "Target too low for a duty" },
  severity: "advice",
  area: "可行性",
  checks: "待遇补贴的准确率、发放率、支付率和验收合格率低于100%。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["调解、康复等成功率本来不到100%，不提示。", "产品质量允许偏差的不在此列。", "按抽查计算的比率不提示。"],
  message: "“{name}”定为{raw}，等于允许约{tolerated}万元发错（不合格）。",
  fix: "一般应为100%，确有难度的说明依据。",
  check(facts) {
    const duties = facts.rows.filter((each) => owedInFull.test(each.name) && !sampled.test(each.name + each.description));
    if (duties.length === 0) return notApplicable("没有应为100%的指标");
    return verdictOf(
      duties.flatMap((each) => {
        if (each.unit !== "%" || each.value === null || !isLess(each.value, "100") || each.comparator === "≤" || each.comparator === "<") return [];
        // Per cent of yuan, told in 万元: 100 × 10,000.
        const tolerated = facts.budget === null ? null : divide(multiply(subtract("100", each.value), facts.budget), "1000000", 6);
        return [
          {
            path: `${each.path}.target`,
            message: `“${each.name}”定为${each.raw}，等于允许${tolerated === null ? "一部分资金" : `约${tolerated}万元`}${each.name.includes("合格") ? "不合格" : "发错"}。`,
            fix: "一般应为100%，确有难度的说明依据。",
            figures: { raw: each.raw, ...(tolerated === null ? {} : { tolerated }) },
          },
        ];
      }),
    );
  },
  examples: [
    { title: "补贴发放准确率“≥96%”，50万元中约2万元", finds: ["indicators[0].target"], projects: [{ name: "高龄津贴", budget: "50", rows: [row("output.quality", "补贴发放准确率", "≥96%")] }] },
    { title: "调解成功率“≥70%”，补贴发放准确率“=100%”", finds: [], projects: [{ name: "高龄津贴", rows: [row("output.quality", "调解成功率", "≥70%"), row("output.quality", "补贴发放准确率", "=100%")] }] },
    { title: "产品合格率不在此列", finds: [], projects: [{ name: "高龄津贴", rows: [row("output.quality", "产品合格率", "≥95%"), row("output.quality", "验收合格率", "=100%")] }] },
    { title: "抽查计算的准确率", finds: [], outcome: "not-applicable", projects: [{ name: "高龄津贴", rows: [row("output.quality", "补贴抽查准确率", "≥98%")] }] },
    { title: "预算很小时金额也不会写成零", finds: ["indicators[0].target"], projects: [{ name: "高龄津贴", budget: "0.1", rows: [row("output.quality", "待遇支付准确率", "≥98%")] }] },
  ],
};
