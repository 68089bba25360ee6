import { isLess } from "../../declaration/arithmetic.ts";
import type { Facts } from "../facts.ts";
import { inTenThousands } from "../figures.ts";
import { type DeclarationRule, notApplicable, notEnoughData, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** Budgets below this are too small to insist (review-rules COMP-01). */
const smallBudget = "10000";
/** Until that year the common framework had no class of costs of its own. */
const lastYearWithoutCost = 2021;

/** The layout has no row for costs: an old one, or one of a region in which no table of the document has any. */
function formHasNone({ declaration, document, collection }: Facts): boolean {
  if (declaration.year !== null && declaration.year <= lastYearWithoutCost) return true;
  const alike = collection.documents[document]?.declarations.filter((other) => other.declaration.form === declaration.form) ?? [];
  return declaration.form !== "generic" && alike.length > 1 && alike.every(({ rows }) => rows.every(({ family }) => family !== "cost"));
}

export const comp01: DeclarationRule = {
  id: "COMP-01",
  about: "declaration",
  title: { zh: "缺少成本指标", en: "No cost indicator" },
  severity: "error",
  area: "完整性",
  checks: "项目有预算，但绩效指标里没有成本类指标。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["成本指标可以单列一级，也可以在产出指标之下。", "2021年及以前的表样没有成本一栏，或同一文件同一表样的各表都没有成本指标的，只作提醒。", "预算不足1万元的，只作建议。", "转换丢格使成本行移到别处的：有“成本”“费用”“单价”且以元计的行，视为成本行。"],
  message: "本项目预算{budget}万元，未设成本指标，无法看出钱是否花得经济。",
  fix: "在成本指标中写明控制数，如“项目总成本≤{budget}万元”，能算单价的写单位成本。",
  check(facts) {
    if (facts.rows.length === 0) return notEnoughData("没有绩效指标");
    if (facts.budget === null) return notEnoughData("缺少预算金额或金额单位");
    if (!isLess("0", facts.budget)) return notApplicable("预算为零");
    const costs = facts.rows.some((each) => each.family === "cost" || (each.class === null && each.measure === "amount" && /元/.test(each.unit ?? "")));
    const budget = inTenThousands(facts.budget);
    const severity = isLess(facts.budget, smallBudget) ? "advice" : formHasNone(facts) ? "warning" : "error";
    return verdictOf(
      costs
        ? []
        : [
            {
              path: "indicators",
              severity,
              message: `本项目预算${budget}万元，未设成本指标，无法看出钱是否花得经济。`,
              fix: `在成本指标中写明控制数，如“项目总成本≤${budget}万元”，能算单价的写单位成本。`,
              figures: { budget },
            },
          ],
    );
  },
  examples: [
    {
      title: "道路养护120万元，只有数量、质量、时效和社会效益",
      finds: ["indicators"],
      projects: [
        {
          name: "道路养护",
          year: 2024,
          budget: "120",
          rows: [row("output.quantity", "养护里程", "≥30公里"), row("output.quality", "验收合格率", "≥95%"), row("output.timeliness", "完成时间", "11月底前"), row("benefit.social", "平均车速提高率", "≥5%")],
        },
      ],
    },
    {
      title: "有“养护单价 ≤8元/平方米”",
      finds: [],
      projects: [{ name: "道路养护", year: 2024, budget: "120", rows: [row("output.quantity", "养护里程", "≥30公里"), row("output.cost", "养护单价", "≤8元/平方米")] }],
    },
  ],
};
